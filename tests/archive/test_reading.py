"""All stored files are read again within a month; a bad one is journalled and shown."""

from datetime import UTC, datetime, timedelta

import pytest

from archive import reading
from archive.models import BadFile, Shelf
from journal.models import Entry
from storage import blobs
from tests.archive.places import papers

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 25, 1, tzinfo=UTC)


def a_night(night, beats=20):
    """What the beats of one night read; how many shelves that were."""
    return sum(bool(reading.read_due(night + timedelta(seconds=n))) for n in range(beats))


def shelf_of(sha256):
    reading.prepare()
    return Shelf.objects.get(beginning=sha256[:2])


@pytest.mark.once
def test_a_share_is_read_each_day_and_everything_within_a_month(monkeypatch):
    assert a_night(NIGHT) == reading.A_DAY
    nights = [NIGHT + timedelta(days=day) for day in range(1, 60)]
    read = [a_night(night, 12) for night in nights]
    assert max(read) == reading.A_DAY
    for night in nights[27:]:
        assert Shelf.objects.filter(read_at__lt=night - timedelta(days=31)).count() == 0
    assert reading.unread(nights[-1]) == 0


@pytest.mark.once
def test_after_a_long_stop_what_is_late_is_read_at_once():
    reading.prepare()
    Shelf.objects.update(read_at=NIGHT - timedelta(days=40))
    assert a_night(NIGHT, 30) == 30


def test_a_file_altered_outside_the_product_is_reported_as_damaged():
    sha256, *_ = papers(1)
    assert reading.read(shelf_of(sha256)) == {"files": 1, "bad": 0}
    blobs.path(sha256).write_bytes(b"altered")
    assert reading.read(shelf_of(sha256)) == {"files": 1, "bad": 1}
    assert BadFile.objects.bad().get().fault == "damaged"
    assert Entry.objects.get(kind="file_bad").subject == sha256


def test_a_file_that_is_gone_is_reported_as_missing():
    sha256, *_ = papers(1)
    blobs.path(sha256).unlink()
    assert reading.read(shelf_of(sha256))["bad"] == 1
    assert BadFile.objects.bad().get().fault == "missing"


def test_it_is_told_once_and_told_again_when_it_is_whole():
    sha256, *_ = papers(1)
    whole = blobs.path(sha256).read_bytes()
    blobs.path(sha256).write_bytes(b"altered")
    for _ in range(3):
        reading.read(shelf_of(sha256))
    assert Entry.objects.filter(kind="file_bad").count() == 1
    blobs.path(sha256).write_bytes(whole)
    reading.read(shelf_of(sha256))
    assert not BadFile.objects.bad().exists()
    assert Entry.objects.filter(kind="file_whole_again", subject=sha256).count() == 1
