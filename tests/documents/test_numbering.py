"""Numbers: what they look like, when they start again, and that none is lost or given twice."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from documents import numbering
from documents.models import Entry
from organisation.profile import Series

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 25)
OWN = Series("{n}-зч", start=118)


def take(series: Series = OWN, on: date = DAY, key: str = "case.credit", of: str = "") -> Entry:
    """One number for an invented paper."""
    return numbering.reserve(
        key,
        series,
        on=on,
        case_number="118-зч",
        kind="test",
        actor_id=None,
        action="approve",
        snapshot={"data": 1},
        of=of,
    )


def test_a_series_starts_at_its_number_and_counts_on():
    assert [take().number for _ in range(3)] == ["118-зч", "119-зч", "120-зч"]


def test_the_snapshot_knows_its_number_and_date():
    entry = take()
    entry.refresh_from_db()
    assert entry.snapshot == {"data": 1, "number": "118-зч", "date": "2026-11-25"}


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{n}-уд", "7-уд"),
        ("{n:03}/{yy}", "007/26"),
        ("01-03/{n}-уч", "01-03/7-уч"),
        ("{yyyy}-{n:05}", "2026-00007"),
        ("{of}/Р", "118-зч/Р"),
        ("{of}/{n}", "118-зч/7"),
    ],
)
def test_patterns_of_the_profile_are_filled_in(pattern, number):
    assert numbering.written(pattern, 7, DAY, of="118-зч") == number


@pytest.mark.parametrize(
    "pattern", ["", "зч", "{yy}", "{n}-{city}", "{n.__class__}", "{n!r:}{x}", "{}", "{0}", "{n:q}"]
)
def test_a_pattern_that_cannot_number_is_refused(pattern):
    with pytest.raises(numbering.PatternInvalid):
        numbering.written(pattern, 7, DAY, of="1")


def test_a_pattern_of_a_case_needs_the_case():
    with pytest.raises(numbering.PatternInvalid):
        take(Series("{of}/Р"))


def test_a_second_decision_of_one_case_gets_a_number_of_its_own():
    series = Series("{of}/Р")
    numbers = [take(series, key="decision", of="118-зч").number for _ in range(3)]
    assert numbers == ["118-зч/Р", "118-зч/Р-2", "118-зч/Р-3"]


@pytest.mark.parametrize(
    ("restart", "eve", "day", "again"),
    [
        ("calendar", date(2026, 12, 31), date(2027, 1, 1), True),
        ("calendar", date(2026, 8, 31), date(2026, 9, 1), False),
        ("school", date(2026, 8, 31), date(2026, 9, 1), True),
        ("school", date(2026, 12, 31), date(2027, 1, 1), False),
        ("never", date(2026, 12, 31), date(2027, 1, 1), False),
    ],
)
def test_a_series_starts_again_when_its_year_ends(restart, eve, day, again):
    series = Series("{n}-вх", start=5, restart=restart)
    assert [take(series, eve).n, take(series, day).n] == ([5, 5] if again else [5, 6])


def test_a_late_entry_of_last_year_continues_last_year():
    take(on=date(2026, 12, 31))
    take(on=date(2027, 1, 11))
    assert take(on=date(2026, 12, 31)).number == "119-зч"


def test_what_is_rolled_back_leaves_no_gap():
    take()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        take()
        raise ZeroDivisionError
    assert take().number == "119-зч"


@pytest.mark.django_db(transaction=True)
def test_a_number_is_not_given_outside_a_transaction():
    with pytest.raises(numbering.NumberingError):
        take()


def test_an_own_number_is_not_taken_from_an_external_series():
    with pytest.raises(numbering.NumberingError):
        take(Series("", kind="external"))


def enter(number: str) -> Entry:
    """A number typed from another system."""
    series = Series("", kind="external")
    return numbering.register_external(
        "order", number, series, on=DAY, case_number="", kind="order", actor_id=None
    )


@pytest.mark.parametrize("again", ["14-уд", " 14-уд ", "14-УД"])
def test_a_typed_number_that_stands_already_is_refused_and_named(again):
    first = enter("14-уд")
    with pytest.raises(numbering.DuplicateNumber, match="14-уд is already registered on 25.11.2026") as error:
        enter(again)
    assert error.value.entry == first


def test_typed_numbers_that_only_look_alike_are_taken():
    assert [enter(number).number for number in ("14-уд", "14-уд.", "114-уд", "1.-уд")] == [
        "14-уд",
        "14-уд.",
        "114-уд",
        "1.-уд",
    ]


def test_an_empty_typed_number_is_refused():
    with pytest.raises(numbering.NumberingError):
        enter("  ")


def test_a_line_without_paper_is_in_force_at_once():
    entry = numbering.register("incoming", OWN, on=DAY, case_number="", kind="incoming", actor_id=None)
    assert (entry.status, entry.number) == ("issued", "118-зч")
    assert Entry.objects.get().status == "issued"


def test_a_reserved_number_ends_once():
    entry = take()
    numbering.issue(entry, "a" * 64)
    with pytest.raises(numbering.NotReserved):
        numbering.void(entry, "the other was first")
    with pytest.raises(numbering.NotReserved):
        numbering.issue(entry, "b" * 64)
    entry.refresh_from_db()
    assert (entry.status, entry.paper_sha256, entry.locked_until) == ("issued", "a" * 64, None)


def test_a_voided_number_keeps_its_place_and_its_reason():
    entry = take()
    with pytest.raises(numbering.NumberingError):
        numbering.void(entry, " ")
    numbering.void(entry, "the paper is larger than a sheet can be")
    assert Entry.objects.get().reason == "the paper is larger than a sheet can be"
    assert take().number == "119-зч"


def test_a_reservation_is_taken_over_only_when_its_lease_ran_out():
    entry = take()
    now = timezone.now()
    assert not Entry.objects.due(now).exists()
    assert numbering.claim(entry.pk, now) is None
    later = now + numbering.LEASE + timedelta(seconds=1)
    taken = numbering.claim(entry.pk, later)
    assert taken is not None and taken.attempts == 1
    assert numbering.claim(entry.pk, later) is None


def test_a_postponed_reservation_waits_for_its_next_attempt():
    entry = take()
    now = timezone.now()
    numbering.postpone(entry, now + timedelta(minutes=5))
    assert not Entry.objects.due(now + timedelta(minutes=4)).exists()
    assert Entry.objects.due(now + timedelta(minutes=6)).get() == entry


def test_what_fails_is_tried_less_and_less_often_and_then_waits_for_a_person():
    pk, now, waits = take().pk, timezone.now() + numbering.LEASE, []
    while entry := numbering.claim(pk, now):
        numbering.fail(entry, "no such font", now)
        entry.refresh_from_db()
        if entry.next_at:
            waits.append(round((entry.next_at - now).total_seconds() / 60))
            now = entry.next_at
    assert waits == [2, 4, 8, 16]
    stuck = Entry.objects.unmade(yesterday()).get()
    assert (stuck.reason, stuck.attempts, stuck.status) == ("no such font", 5, "reserved")
    assert numbering.again(pk) and not Entry.objects.unmade(yesterday()).exists()
    taken = numbering.claim(pk, timezone.now())
    assert taken.attempts == 1 and not numbering.again(pk)  # somebody is at it
    numbering.issue(taken, "a" * 64)
    assert Entry.objects.get().reason == "" and not numbering.again(pk)


def test_what_hinders_every_paper_is_not_counted_and_never_tried_more_often_than_in_a_minute():
    entry, now = take(), timezone.now()
    for age, wait in ((3, 1), (60, 15), (6000, 30)):
        later = now + timedelta(minutes=age)
        entry = numbering.claim(entry.pk, later)
        numbering.put_off(entry, "the token is away", later)
        entry.refresh_from_db()
        assert round((entry.next_at - later).total_seconds() / 60) == wait
        assert (entry.attempts, entry.reason) == (0, "the token is away")


def yesterday():
    return timezone.now() - timedelta(days=1)


def take_many(count: int, pattern: str = "{n}-г", case_number: str = "38-пщ") -> list[str]:
    """The numbers of a batch of invented certificates."""
    snapshots = [{"data": serial} for serial in range(count)]
    about = {"on": DAY, "case_number": case_number, "kind": "test", "actor_id": None, "action": "certify"}
    return [
        each.number
        for each in numbering.reserve_many("batch", Series(pattern, start=301), snapshots, **about)
    ]


def test_a_batch_takes_its_numbers_in_one_go_and_the_next_counts_on(django_assert_max_num_queries):
    take_many(1)
    with django_assert_max_num_queries(12):
        numbers = take_many(200)
    assert numbers == [f"{n}-г" for n in range(302, 502)]
    assert take_many(2) == ["502-г", "503-г"]
    stored = Entry.objects.filter(register__key="batch").order_by("n").last()
    assert stored is not None and stored.snapshot == {"data": 1, "number": "503-г", "date": "2026-11-25"}


def test_a_batch_under_a_pattern_without_an_ordinal_gets_suffixes():
    assert take_many(3, pattern="{of}/Г") == ["38-пщ/Г", "38-пщ/Г-2", "38-пщ/Г-3"]
    assert take_many(1, pattern="{of}/Г") == ["38-пщ/Г-4"]


def test_nobody_holds_a_number_of_a_batch():
    take_many(2)
    assert Entry.objects.due(timezone.now()).count() == 2
