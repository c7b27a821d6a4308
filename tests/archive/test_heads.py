"""Tampering with the database behind the product's back: a head that was kept outside shows all of it."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

import journal
from archive import head_of_the_day, heads
from journal.models import Entry, Link
from journal.seal import link_new
from mailroom.models import Outgoing
from organisation import profile
from storage import blobs
from tests.append_only import without_triggers
from tests.archive.places import papers

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def happen(first: int, last: int) -> None:
    for number in range(first, last + 1):
        journal.append("step", f"{number}-зч", {"n": number})
    link_new()


def answer(*arguments) -> tuple[int, list[dict]]:
    out, code = io.StringIO(), 0
    try:
        call_command(*map(str, arguments), stdout=out)
    except SystemExit as error:
        code = error.code
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def check() -> dict:
    code, (said,) = answer("archive", "check")
    assert (code == 0) == said["whole"]
    return said


@pytest.fixture
def kept(school, time_machine_at) -> list[Path]:
    """Two days of the journal, each with its head in the folder, and two stored papers."""
    time_machine_at(MONDAY)
    papers(2)
    happen(1, 5)
    assert head_of_the_day.keep_due(timezone.now(), profile.current()) == {"kept": 1}
    time_machine_at(MONDAY + timedelta(days=1))
    happen(6, 9)
    assert head_of_the_day.keep_due(timezone.now(), profile.current()) == {"kept": 1}
    return heads.all_saved()


def tamper(*statements: str) -> None:
    with without_triggers(), connection.cursor() as cursor:
        for each in statements:
            cursor.execute(each)


def swap_two_files() -> None:
    one, other = sorted(blobs.every())[:2]
    first, second = blobs.path(one).read_bytes(), blobs.path(other).read_bytes()
    blobs.path(one).write_bytes(second)
    blobs.path(other).write_bytes(first)


def rewrite_everything() -> None:
    tamper("UPDATE journal_entry SET subject = '99-зч' WHERE subject = '7-зч'", "DELETE FROM journal_link")
    link_new()


def entry(number: int) -> str:
    return f"(SELECT id FROM journal_entry WHERE subject = '{number}-зч')"


def test_nothing_is_found_where_nothing_was_touched(kept):
    said = check()
    assert said == {"whole": True, "bad": [], "rows": [], "heads": [], "heads_met": 2, "files": []}
    happen(10, 12)
    assert check()["whole"]


def base() -> int:
    """Position in the chain before step 1."""
    return Link.objects.get(entry__subject="1-зч").position - 1


def test_a_changed_entry_is_named(kept):
    number = Entry.objects.get(subject="3-зч").pk
    tamper("""UPDATE journal_entry SET payload = '{"n":4}' WHERE subject = '3-зч'""")
    bad = check()["bad"][0]
    assert (bad["entry"], bad["fault"], bad["position"]) == (number, "changed_payload", base() + 3)


def test_an_entry_deleted_from_the_middle_is_named(kept):
    tamper(
        f"DELETE FROM journal_link WHERE entry_id = {entry(4)}",
        "DELETE FROM journal_entry WHERE subject = '4-зч'",
    )
    bad = check()["bad"][0]
    assert (bad["fault"], bad["position"]) == ("missing", base() + 4)


def test_swapped_entries_are_named(kept):
    start = base()
    tamper(
        f"UPDATE journal_link SET position = 99999 WHERE position = {start + 3}",
        f"UPDATE journal_link SET position = {start + 3} WHERE position = {start + 4}",
        f"UPDATE journal_link SET position = {start + 4} WHERE position = 99999",
    )
    bad = check()["bad"][0]
    assert (bad["fault"], bad["position"]) == ("broken_chain", start + 3)


def test_a_deleted_last_entry_is_shown_by_the_head_alone(kept):
    tamper(
        f"DELETE FROM journal_link WHERE entry_id = {entry(9)}",
        "DELETE FROM journal_entry WHERE subject = '9-зч'",
    )
    said = check()
    assert said["bad"] == [] and said["heads_met"] == 1
    bad = said["heads"][0]["bad"][0]
    assert (bad["fault"], bad["position"], bad["entry"]) == ("shorter_than_head", base() + 9, None)


def test_hashes_written_anew_are_shown_by_the_heads_and_narrowed_to_a_day(kept):
    rewrite_everything()
    said = check()
    assert said["bad"] == [] and said["heads_met"] == 1
    bad = said["heads"][0]["bad"][0]
    assert (bad["fault"], bad["since"], bad["position"]) == ("not_the_head", base() + 6, base() + 9)


def test_an_old_copy_of_the_database_is_shown_by_the_heads(kept):
    tamper(
        f"DELETE FROM journal_link WHERE entry_id >= {entry(6)}",
        f"DELETE FROM journal_entry WHERE id >= {entry(6)}",
    )
    bad = check()["heads"][0]["bad"][0]
    assert (bad["fault"], bad["position"]) == ("shorter_than_head", base() + 6)
    happen(20, 29)  # and life went on in it
    bad = check()["heads"][0]["bad"][0]
    assert (bad["fault"], bad["since"]) == ("not_the_head", base() + 6)


def test_two_swapped_files_are_both_named(kept):
    named = set(sorted(blobs.every())[:2])
    swap_two_files()
    said = check()
    assert {each["sha256"] for each in said["files"]} == named
    assert {each["fault"] for each in said["files"]} == {"damaged"}


def test_a_head_is_met_by_name_too_and_says_whose_it_is(kept, settings, tmp_path):
    code, (said,) = answer("verify", "--head", kept[0])
    assert (code, said["whole"], said["signature"]) == (0, True, "ours")
    forged = tmp_path / "forged.json"
    forged.write_text(kept[0].read_text().replace('"count": ', '"count": 1'))
    code, (said,) = answer("verify", "--head", forged)
    assert (code, said["signature"]) == (1, "broken")
    settings.DATA_DIR = tmp_path / "another place"
    settings.DATA_DIR.mkdir()
    code, (said,) = answer("verify", "--head", kept[0])
    assert (code, said["whole"], said["signature"]) == (1, False, "other_key")


def test_a_head_is_mailed_once_a_day_and_warns_when_the_last_one_is_not_met(
    school, settings, time_machine_at
):
    settings.JOURNAL_HEAD_TO = "notary@example.test"
    time_machine_at(MONDAY)
    happen(1, 2)
    assert head_of_the_day.keep_due(timezone.now(), profile.current()) == {"kept": 1, "mailed": 1}
    assert head_of_the_day.keep_due(timezone.now(), profile.current()) == {}
    settings.JOURNAL_HEADS = str(settings.DATA_DIR / "of another host")
    assert head_of_the_day.keep_due(timezone.now(), profile.current()) == {"kept": 1}
    letter = Outgoing.objects.get()
    assert json.loads(blobs.get(letter.attachments[0]["sha256"]))["years"][0]["count"] == Link.objects.count()
    rewrite_first_step()
    time_machine_at(MONDAY + timedelta(days=1))
    counts = head_of_the_day.keep_due(timezone.now(), profile.current())
    assert counts == {"kept": 1, "mailed": 1, "differs": 1}
    assert len(Outgoing.objects.latest("pk").text) > len(letter.text)


def rewrite_first_step() -> None:
    tamper("UPDATE journal_entry SET subject = '99-зч' WHERE subject = '1-зч'", "DELETE FROM journal_link")
    link_new()
