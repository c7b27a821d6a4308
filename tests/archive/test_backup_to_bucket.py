"""Backups to a bucket, restores from it, and buckets that are not fit; the server is a real one."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connections

from archive import backup, drills, media
from archive.restore import Target, restore
from archive.scratch import scratch_database
from storage import blobs, s3
from storage.s3 import Box, Unavailable
from tests.archive.places import a_key, a_medium, backed_up, papers, restored
from tests.ports import free_port
from tests.storage import servers

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    with servers.rclone(folder) as address:
        yield folder / servers.BUCKET, address


@pytest.fixture
def disk(server, monkeypatch, request):
    """The medium's folder on the disk of the server."""
    servers.asked(monkeypatch, server[1])
    return server[0] / re.sub(r"\W", "-", request.node.name)


@pytest.fixture
def medium(disk):
    return f"s3://{servers.BUCKET}/{disk.name}"


@pytest.fixture
def key(tmp_path):
    return a_key(tmp_path / "secret")


def at_hour(medium, key, hour):
    [made] = backup.back_up([medium], key, datetime(2026, 11, 25, hour, tzinfo=UTC))
    return made


def test_a_backup_in_a_bucket_comes_back_whole_and_files_go_there_once(
    disk, medium, key, tmp_path, monkeypatch
):
    hashes, folder = papers(3), a_medium(tmp_path)
    bucket, beside = backed_up([medium, folder], key)
    assert bucket.error == beside.error == ""
    assert (bucket.files, bucket.size) == (beside.files, beside.size)
    with restored(medium, key, tmp_path / "new") as (came, faults, _, files):
        assert faults == [] and came.files == bucket.files
        assert [files.path(each).read_bytes() for each in hashes] == [blobs.get(each) for each in hashes]
    assert all(b"paper" not in each.read_bytes() for each in disk.rglob("*") if each.is_file())
    assert drills.look(medium, key).faults == ()
    read, reading = [], Box.open
    monkeypatch.setattr(Box, "open", lambda self, name: read.append(name) or reading(self, name))
    again = backup.back_up([medium], key, datetime(2030, 1, 1, tzinfo=UTC))[0]
    assert again.reused == 3
    assert not any(name.startswith("blobs/") for name in read)


def test_files_of_a_bucket_are_backed_up_and_restored_into_a_bucket(disk, medium, key, settings, tmp_path):
    settings.FILES_URL = f"{medium}/old"
    hashes = papers(2)
    [made] = backed_up([f"{medium}/red"], key)
    assert made.error == "" and made.damaged == ()
    settings.FILES_URL = f"{medium}/new"
    (tmp_path / "place").mkdir()
    with scratch_database(tmp_path / "place") as alias:
        restore(
            media.chosen(f"{medium}/red"), key, Target(blobs.store(), tmp_path / "place", connections[alias])
        )
    assert [blobs.fault(each) for each in hashes] == ["", ""]


@pytest.mark.parametrize("damage", ["changed", "missing", "manifest"])
def test_a_damaged_backup_is_refused_with_its_first_bad_file(disk, medium, key, tmp_path, damage):
    [sha256] = papers(1)
    made = at_hour(medium, key, 10)
    named = (
        media.blob_path(sha256, key.names) if damage != "manifest" else f"backups/{made.name}/manifest.sealed"
    )
    file = disk / named
    box, data = Box(medium), bytearray(file.read_bytes())
    data[-1] ^= 1
    box.delete(named)
    if damage != "missing":
        box.put(named, bytes(data))
    [fault] = drills.look(medium, key).faults
    assert fault.startswith(f"{named.removeprefix('backups/')}: ")


def test_what_a_killed_backup_left_is_no_backup_and_goes(disk, medium, key, monkeypatch):
    at_hour(medium, key, 10)

    writing = Box.writing

    def but_the_last(self, name):
        if name.endswith("manifest.sig"):
            raise Unavailable("killed")
        return writing(self, name)

    with monkeypatch.context() as patch:
        patch.setattr("archive.media.bucket.BucketMedium._drop_left", lambda self, name: None)
        patch.setattr(Box, "writing", but_the_last)
        assert at_hour(medium, key, 11).error != ""
    assert (disk / "backups" / "20261125T110000Z" / "manifest.sealed").exists()
    assert media.chosen(medium).name == "20261125T100000Z"
    assert at_hour(medium, key, 12).error == ""
    assert list(Box(medium).every("backups/20261125T110000Z")) == []


def test_a_newer_backup_is_said(medium, key):
    at_hour(medium, key, 11)
    assert "newer backup" in at_hour(medium, key, 10).error
    assert media.at(medium).names() == ["20261125T110000Z"]


def test_a_bucket_that_is_not_there_is_said(medium, key, monkeypatch):
    assert "is not there" in at_hour("s3://nothing", key, 10).error
    servers.asked(monkeypatch, f"http://127.0.0.1:{free_port()}")
    monkeypatch.setattr(s3, "ATTEMPTS", 1)
    assert "is not there" in at_hour(medium, key, 10).error


def test_a_wrong_secret_is_said(server, medium, key, monkeypatch):
    servers.asked(monkeypatch, server[1], "wrong")
    assert "cannot be written" in at_hour(medium, key, 10).error


def test_a_bucket_that_is_read_only_is_said(tmp_path, key, monkeypatch):
    monkeypatch.setattr(s3, "ATTEMPTS", 1)
    with servers.rclone(tmp_path / "server", "--read-only") as address:
        servers.asked(monkeypatch, address)
        assert "cannot be written" in at_hour(f"s3://{servers.BUCKET}", key, 10).error
    assert [each for each in (tmp_path / "server").rglob("*") if each.is_file()] == []


def test_a_server_that_is_full_leaves_nothing_half_written(tmp_path, key, monkeypatch):
    papers(1)
    monkeypatch.setattr(s3, "ATTEMPTS", 1)
    with servers.rclone(tmp_path / "server", longest_file=20_000) as address:
        servers.asked(monkeypatch, address)
        made = at_hour(f"s3://{servers.BUCKET}/red", key, 10)  # the database is longer
    assert "the server answers" in made.error
    left = [each.parts[-3] for each in (tmp_path / "server").rglob("*") if each.is_file()]
    assert left == ["blobs"]


def test_a_server_that_does_not_answer_holds_up_neither_us_nor_the_other_medium(
    tmp_path, key, monkeypatch, settings
):
    settings.S3_TIMEOUT = 0.2
    monkeypatch.setattr(s3, "ATTEMPTS", 1)
    with servers.silent() as address:
        servers.asked(monkeypatch, address)
        slow, fit = backed_up([f"s3://{servers.BUCKET}", a_medium(tmp_path)], key)
        assert "does not answer" in drills.look(f"s3://{servers.BUCKET}", key).faults[0]
    assert "does not answer" in slow.error and fit.error == ""
