"""Old backups go by the rule, with what only they hold; the newest, and one of each year that is kept, stay."""

from datetime import UTC, date, datetime

import pytest

from archive import backup, media, rules
from archive.restore import verify
from storage import blobs
from tests.archive.places import a_key, a_medium, papers
from tests.storage import servers


def day(text):
    return date.fromisoformat(text)


def test_days_and_years_stay_and_the_newest_whatever_its_age():
    days = {day(each) for each in ("2023-12-30", "2024-03-01", "2024-11-02", "2026-10-25", "2026-11-24")}
    today = day("2026-11-25")
    assert rules.kept(days, 30, 0, today) == {day("2026-11-24")}
    assert rules.kept(days, 31, 0, today) == {day("2026-11-24")}
    assert rules.kept(days, 32, 0, today) == {day("2026-10-25"), day("2026-11-24")}
    assert rules.kept(days, 7, 2, today) == {day("2024-11-02"), day("2026-11-24")}  # alone in their years
    assert rules.kept(days, 7, 3, today) == {day("2023-12-30"), day("2024-11-02"), day("2026-11-24")}
    assert rules.kept({day("2020-01-01")}, 7, 0, today) == {day("2020-01-01")}


@pytest.mark.parametrize("gone_on", ["2026-01-01", "2026-11-25", "2026-12-31"])
@pytest.mark.parametrize(("days", "years"), [(30, 0), (30, 3), (400, 1)])
def test_no_backup_of_that_day_stays_longer_than_is_said(gone_on, days, years):
    """Whatever was backed up on the last day stays until the day that was said, and not a day longer."""
    until = rules.copies_until(day(gone_on), days, years)
    following = date.fromordinal(until.toordinal() + 1)
    assert day(gone_on) not in rules.kept({day(gone_on), following}, days, years, following)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with servers.rclone(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(params=["folder", "bucket"])
def medium(request, tmp_path, monkeypatch, settings):
    settings.BACKUP_KEEP_DAYS, settings.BACKUP_KEEP_YEARS = 7, 2
    if request.param == "folder":
        return a_medium(tmp_path)
    servers.asked(monkeypatch, request.getfixturevalue("server"))
    return f"s3://{servers.BUCKET}/{request.node.name.split('[')[0]}"


def back_up(medium, key, on):
    [made] = backup.back_up([medium], key, datetime.fromisoformat(f"{on}T10:00:00").replace(tzinfo=UTC))
    assert made.error == ""
    return made


@pytest.mark.django_db
@pytest.mark.once
def test_what_was_destroyed_leaves_the_medium_with_the_last_backup_that_holds_it(medium, tmp_path):
    key = a_key(tmp_path / "secret")
    [destroyed], [stays] = papers(1, "destroyed"), papers(1, "stays")
    for on in ("2023-05-01", "2024-05-01"):
        back_up(medium, key, on)
    blobs.erase(destroyed, 0)
    assert back_up(medium, key, "2026-11-01").thrown_away == ("20230501T100000Z",)
    where, there = media.at(medium), [media.blob_path(each, key.names) for each in (destroyed, stays)]
    assert all(where.size(each) for each in there)
    assert back_up(medium, key, "2026-11-25").thrown_away == ("20261101T100000Z",)
    assert back_up(medium, key, "2027-01-01").thrown_away == ("20240501T100000Z",)
    assert where.size(there[0]) is None and where.size(there[1])
    assert where.names() == ["20261125T100000Z", "20270101T100000Z"]
    for name in where.names():
        verify(media.chosen(medium, name), tmp_path / "plain", key)


@pytest.mark.django_db
@pytest.mark.once
def test_nothing_goes_when_a_backup_that_stays_cannot_be_read(tmp_path, settings):
    settings.BACKUP_KEEP_DAYS, settings.BACKUP_KEEP_YEARS = 7, 2
    key, medium = a_key(tmp_path / "secret"), a_medium(tmp_path)
    papers(1)
    for on in ("2023-05-01", "2024-05-01"):
        back_up(medium, key, on)
    (medium / "backups" / "20240501T100000Z" / "manifest.sig").write_bytes(b"rust" * 16)
    made = back_up(medium, key, "2026-11-25")
    assert "20240501T100000Z/manifest.sealed" in made.not_thrown_away and made.thrown_away == ()
    assert len(media.at(medium).names()) == 3


@pytest.mark.django_db
@pytest.mark.once
def test_a_backup_that_is_not_whole_throws_nothing_away(tmp_path, settings):
    settings.BACKUP_KEEP_DAYS = 7
    key, medium = a_key(tmp_path / "secret"), a_medium(tmp_path)
    [sha256] = papers(1)
    back_up(medium, key, "2024-05-01")
    (medium / media.blob_path(sha256, key.names)).write_bytes(b"rust")
    blobs.path(sha256).write_bytes(b"rust")
    made = back_up(medium, key, "2026-11-25")
    assert made.damaged == (sha256,) and made.thrown_away == ()
