"""The chain of a year: it holds while nobody touches the rows, and names the first place that was touched."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection, transaction

import journal
from journal.hashing import FIRST, commitment, leaf, link_hash
from journal.models import Entry, Link
from journal.seal import Head, head, link_new
from journal.verify import Bad, first_bad
from tests.append_only import without_triggers

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def five(school):
    """Five steps of one case, linked."""
    with time_machine.travel(datetime(YEAR, 11, 25, 10, tzinfo=UTC)):
        for number in range(1, 6):
            journal.append("step", f"{number}-зч", {"to": "decision", "n": number}, school.reviewer)
        assert link_new() == 5
    return list(Entry.objects.all())


def tamper(statement: str, *values) -> None:
    """Change rows as somebody with the database would."""
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_entry_keeps_what_happened_and_who_did_it(five, school):
    entry = five[0]
    assert (entry.kind, entry.subject, entry.actor_id) == ("step", "1-зч", school.reviewer.pk)
    assert entry.payload == '{"n":1,"to":"decision"}'
    assert entry.commitment == commitment(entry.salt, entry.payload)
    assert len({each.salt for each in five}) == 5


def test_an_entry_needs_the_transaction_of_what_it_tells_about(transactional_db):
    with pytest.raises(journal.OutsideTransaction):
        journal.append("step", "1-зч", {})
    assert not Entry.objects.exists()


def test_an_entry_falls_with_its_transaction(transactional_db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        journal.append("step", "1-зч", {})
        raise ZeroDivisionError
    assert not Entry.objects.exists()


@pytest.mark.parametrize("payload", [{"at": datetime(2026, 1, 1)}, {"ratio": float("nan")}])
def test_a_payload_that_is_not_json_is_refused(payload):
    with pytest.raises((TypeError, ValueError)):
        journal.append("step", "1-зч", payload)


def test_bytes_that_no_alphabet_knows_are_kept():
    journal.append("mail", "1-вх", {"subject": b"\xff\x00".decode("utf-8", "surrogateescape")})
    assert Entry.objects.get().payload == '{"subject":"\\udcff\\u0000"}'


def test_the_chain_of_untouched_rows_holds(five):
    assert first_bad(YEAR) is None
    assert first_bad(YEAR, head(YEAR)) is None
    assert head(YEAR).count == 5
    assert Link.objects.get(position=1).previous_hash == FIRST


def test_linking_again_adds_nothing_and_later_entries_follow(five, school):
    assert link_new() == 0
    before = head(YEAR)
    with time_machine.travel(datetime(YEAR, 11, 26, 10, tzinfo=UTC)):
        journal.append("step", "6-зч", {}, school.head)
        journal.append("step", "7-зч", {})
        assert (link_new(limit=1), link_new(limit=1), link_new()) == (1, 1, 0)
    assert head(YEAR).count == 7
    assert first_bad(YEAR, before) is None


def test_an_entry_that_committed_late_is_linked_after_higher_numbers(five):
    """On PostgreSQL a number is taken before the commit, so a lower one may turn up later."""
    with time_machine.travel(datetime(YEAR, 11, 25, tzinfo=UTC)):
        journal.append("step", "9-зч", {})
    last = Entry.objects.latest("pk")
    tamper("UPDATE journal_entry SET id = %s WHERE id = %s", last.pk + 50, last.pk)
    assert link_new() == 1
    with time_machine.travel(datetime(YEAR, 11, 25, tzinfo=UTC)):
        Entry.objects.create(
            pk=last.pk + 20,
            at=datetime.now(UTC),
            kind="step",
            subject="8-зч",
            payload="{}",
            salt="0" * 32,
            commitment=commitment("0" * 32, "{}"),
        )
    assert link_new() == 1
    assert first_bad(YEAR) is None


def test_every_year_has_a_chain_of_its_own(five):
    with time_machine.travel(datetime(2027, 1, 1, tzinfo=UTC)):
        journal.append("step", "1-зч", {})
        link_new()
    assert (head(2026).count, head(2027).count, head(2028)) == (5, 1, Head(2028, 0, FIRST))
    assert (first_bad(2026), first_bad(2027), first_bad(2028)) == (None, None, None)


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("payload", '{"n":3,"to":"refused"}', "changed_payload"),
        ("salt", "f" * 32, "changed_payload"),
        ("commitment", "f" * 64, "changed_entry"),
        ("subject", "4-зч", "changed_entry"),
        ("kind", "note", "changed_entry"),
        ("actor_id", None, "changed_entry"),
        ("at", datetime(2026, 11, 25, 10, 0, 1, tzinfo=UTC), "changed_entry"),
    ],
)
def test_one_changed_value_of_an_entry_is_found(five, column, value, fault):
    tamper(f"UPDATE journal_entry SET {column} = %s WHERE id = %s", value, five[2].pk)
    assert first_bad(YEAR) == Bad(YEAR, 3, five[2].pk, fault)


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [("hash", "f" * 64, "changed_entry"), ("previous_hash", "f" * 64, "broken_chain")],
)
def test_a_changed_link_is_found(five, column, value, fault):
    tamper(f"UPDATE journal_link SET {column} = %s WHERE position = 3", value)
    assert first_bad(YEAR) == Bad(YEAR, 3, five[2].pk, fault)


def test_a_deleted_middle_entry_is_found(five):
    tamper("DELETE FROM journal_link WHERE position = 3")
    tamper("DELETE FROM journal_entry WHERE id = %s", five[2].pk)
    assert first_bad(YEAR) == Bad(YEAR, 3, None, "missing")


def test_a_deleted_middle_entry_whose_place_was_closed_is_found(five):
    tamper("DELETE FROM journal_link WHERE position = 3")
    tamper("UPDATE journal_link SET position = position - 1 WHERE position = 4")
    tamper("UPDATE journal_link SET position = position - 1 WHERE position = 5")
    assert first_bad(YEAR) == Bad(YEAR, 3, five[3].pk, "broken_chain")


def test_a_deleted_first_entry_is_found(five):
    tamper("DELETE FROM journal_link WHERE position = 1")
    assert first_bad(YEAR) == Bad(YEAR, 1, None, "missing")


def test_deleted_last_entries_are_found_only_by_a_head_kept_outside(five):
    kept = head(YEAR)
    tamper("DELETE FROM journal_link WHERE position > 3")
    assert first_bad(YEAR) is None
    assert first_bad(YEAR, kept) == Bad(YEAR, 4, None, "shorter_than_head")


def test_swapped_entries_are_found(five):
    tamper("UPDATE journal_link SET position = 30 WHERE position = 3")
    tamper("UPDATE journal_link SET position = 3 WHERE position = 4")
    tamper("UPDATE journal_link SET position = 4 WHERE position = 30")
    assert first_bad(YEAR) == Bad(YEAR, 3, five[3].pk, "broken_chain")


def test_a_chain_written_anew_is_found_only_by_a_head_kept_outside(five):
    kept = head(YEAR)
    tamper("UPDATE journal_entry SET subject = '99-зч' WHERE id = %s", five[1].pk)
    tamper("DELETE FROM journal_link")
    link_new()
    assert first_bad(YEAR) is None
    assert first_bad(YEAR, kept) == Bad(YEAR, 5, five[4].pk, "not_the_head", since=1)


def test_the_hash_covers_the_place_in_the_chain(five):
    facts = five[0].facts
    hashes = {link_hash(year, position, FIRST, leaf(facts)) for year in (2026, 2027) for position in (1, 2)}
    assert len(hashes) == 4
