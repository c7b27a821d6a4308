"""Stored files in a bucket: the promises of the folder hold there too, against real servers."""

import os
import re
import threading
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from config.missing_files import MissingFiles
from storage import blobs, bucket, s3
from storage.s3 import Box, Unavailable
from tests.storage import servers
from workflows import health, tasks

DATA = "Справка Тарасова".encode()


@pytest.fixture(scope="module", params=["rclone", "localbucket"])
def server(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    with getattr(servers, request.param)(folder) as address:
        yield folder, address


@pytest.fixture
def place(server, settings, monkeypatch, request):
    """The folder of the server's disk that our files lie in."""
    folder, address = server
    servers.asked(monkeypatch, address)
    ours = re.sub(r"\W", "-", request.node.name)
    settings.FILES_URL = f"s3://{servers.BUCKET}/{ours}"
    return folder / servers.BUCKET / ours


def on_disk(place):
    """Bytes by file, as the server keeps them."""
    return {each.name: each.read_bytes() for each in place.rglob("*") if each.is_file()}


def test_what_is_stored_comes_back_and_lies_there_once(place, monkeypatch, settings):
    reached = []
    monkeypatch.setattr("faults.reach", reached.append)
    sha256, other = blobs.put(DATA), blobs.put(b"other")
    assert reached == ["blob_written", "blob_synced"] * 2
    assert blobs.put(DATA) == sha256
    assert blobs.get(sha256) == DATA and blobs.size(sha256) == len(DATA)
    assert on_disk(place) == {sha256: DATA, other: b"other"}
    assert list(blobs.every()) == sorted([sha256, other]) and list(blobs.every(other[:2])) == [other]
    assert blobs.where(sha256) == f"{settings.FILES_URL}/files/{sha256[:2]}/{sha256[2:4]}/{sha256}"
    assert not settings.FILES_DIR.exists()


def test_bytes_that_changed_or_went_are_never_taken_for_the_paper(place):
    sha256, gone = blobs.put(DATA), blobs.put(b"gone")
    box = Box(f"s3://{servers.BUCKET}/{place.name}")
    box._put(f"files/{sha256[:2]}/{sha256[2:4]}/{sha256}", b"rust")
    box.delete(f"files/{gone[:2]}/{gone[2:4]}/{gone}")
    with pytest.raises(blobs.BlobDamaged):
        blobs.get(sha256)
    with pytest.raises(blobs.BlobMissing):
        blobs.get(gone)
    with pytest.raises(blobs.BlobMissing):
        blobs.size(gone)
    assert (blobs.fault(sha256), blobs.fault(gone)) == ("damaged", "missing")


def test_erasing_leaves_what_was_stored_within_the_hour(place):
    sha256 = blobs.put(DATA)
    [file] = place.rglob(sha256)
    assert blobs.erase(sha256, 3600) is False
    os.utime(file, (0, 0))
    blobs.put(DATA)  # another letter with the same attachment
    assert blobs.erase(sha256, 3600) is False
    os.utime(file, (0, 0))
    assert blobs.erase(sha256, 3600) is True
    assert on_disk(place) == {}
    assert blobs.erase(sha256, 3600) is True


@contextmanager
def stored_meanwhile(monkeypatch, method, key, waits):
    """The same bytes are stored by somebody else, who `waits` for the eraser or not, when that comes to this call."""
    writers, real = [], getattr(Box, method)

    def slowed(self, called, *more):
        if called.startswith(key) and not writers:
            begun = threading.Event()
            writers.append(threading.Thread(target=lambda: (begun.set(), blobs.put(DATA))))
            writers[0].start()
            assert begun.wait(120)
            writers[0].join(0.3 if waits else 120)
        return real(self, called, *more)

    monkeypatch.setattr(bucket, "PAUSE", 0.01)
    monkeypatch.setattr(bucket, "PAUSES", 12_000)
    monkeypatch.setattr(Box, method, slowed)
    yield
    writers[0].join(120)
    assert not writers[0].is_alive(), "the writer still waits for the eraser"


@pytest.mark.parametrize("careless", [False, True])
@pytest.mark.parametrize("server", ["localbucket"], indirect=True)  # rclone answers from its cache of folders
def test_bytes_stored_while_they_are_erased_are_there_afterwards(place, monkeypatch, careless):
    sha256 = blobs.put(DATA)
    os.utime(next(place.rglob(sha256)), (0, 0))
    if careless:  # the control: a writer who does not look for the mark
        monkeypatch.setattr(
            bucket.Bucket, "put", lambda self, sha256, data: self._stored(sha256, data) and None
        )
    with stored_meanwhile(monkeypatch, "delete", "files/", waits=not careless):
        assert blobs.erase(sha256, 3600) is True
    assert blobs.fault(sha256) == ("missing" if careless else "")


def test_the_mark_of_an_eraser_that_died_holds_up_nobody_for_long(place, monkeypatch):
    sha256 = blobs.put(DATA)
    mark = Box(f"s3://{servers.BUCKET}/{place.name}")
    mark.put(f"going/{sha256}", b"going")
    monkeypatch.setattr(bucket, "PAUSES", 2)
    with pytest.raises(Unavailable, match="try again"):
        blobs.put(DATA)
    assert blobs.erase(sha256, 0) is False  # the other one may be at it
    os.utime(place / "going" / sha256, (0, 0))
    assert blobs.put(DATA) == sha256
    assert [*on_disk(place)] == [sha256]


def test_a_server_that_stores_other_bytes_is_found_out(place, monkeypatch):
    def tampered(request, **_):
        if request.method == "PUT":
            request.body = b"X" * request.body.getbuffer().nbytes

    box = Box(f"s3://{servers.BUCKET}/{place.name}")
    box._client.meta.events.register("before-send.s3.PutObject", tampered)
    try:
        with pytest.raises(Unavailable, match="other bytes"):
            blobs.put(DATA)
    finally:
        box._client.meta.events.unregister("before-send.s3.PutObject", tampered)
    assert on_disk(place) == {}


def test_a_long_file_goes_in_parts_and_is_compared(place, monkeypatch):
    monkeypatch.setattr(s3, "WHOLE", 0)
    box = Box(f"s3://{servers.BUCKET}/{place.name}")
    with box.writing("long") as file:
        file.write(bytes(17 * 1024 * 1024))
    assert box.look("long").size == 17 * 1024 * 1024
    box.drop_unfinished(0)


@pytest.mark.django_db
def test_a_bucket_that_answers_a_worker_is_well_and_one_that_is_gone_is_not(place, client, settings):
    blobs.put(DATA)
    tasks.beat.call()
    assert client.get("/healthz").json()["files"] == {"state": "ok"}
    settings.FILES_URL = "s3://no-such-bucket/files"
    assert not blobs.answers()


@pytest.mark.django_db
@pytest.mark.once
def test_a_store_that_does_not_answer_is_said_and_nothing_breaks(settings, monkeypatch, client):
    settings.FILES_URL, settings.S3_TIMEOUT = f"s3://{servers.BUCKET}", 0.2
    monkeypatch.setattr(s3, "ATTEMPTS", 1)
    with servers.silent() as address:
        servers.asked(monkeypatch, address)
        with pytest.raises(Unavailable, match="does not answer"):
            blobs.put(DATA)
        with pytest.raises(Unavailable) as failed:
            blobs.get("0" * 64)
        tasks.beat.call()
    assert client.get("/healthz").json()["files"] == {"state": "away"}
    assert "Хранилище файлов не отвечает" in [str(sign.title) for sign in health.signs()]
    asked = RequestFactory().get("/files/1")
    asked.user = AnonymousUser()
    page = MissingFiles(lambda request: None).process_exception(asked, failed.value)
    assert page.status_code == 503 and "не отвечает" in page.content.decode()
