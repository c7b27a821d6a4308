"""Who may have a student's record: ages to the day, periods, powers of attorney, customers, authorities."""

from datetime import date

import pytest

from workflows.disclosure.rules import (
    AUTHORITIES,
    GROUNDS,
    Answer,
    Asking,
    Capacity,
    Policy,
    asked_again,
    may_extend,
    may_refuse,
    right,
)

BORN = date(2008, 12, 2)


def ask(capacity: str, on: date, *, policy: Policy | None = None, **known: object) -> Answer:
    return right(Asking(capacity=capacity, on=on, **{"born": BORN, **known}), policy or Policy())


def mother(on: date, **known: object) -> Answer:
    return ask(Capacity.REPRESENTATIVE, on, **{"authority": "свидетельство о рождении", **known})


def test_the_mother_of_a_minor_may_ask_until_the_eve_of_majority():
    assert mother(date(2026, 12, 1)).entitled
    on_the_day = mother(date(2026, 12, 2))
    assert (on_the_day.code, on_the_day.clause) == ("parent_of_adult", "002 5.3")


@pytest.mark.parametrize(
    ("born", "last_day_of_parents", "first_day_alone"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), date(2026, 3, 1)),
        (date(2008, 2, 28), date(2026, 2, 27), date(2026, 2, 28)),
        (date(2009, 1, 1), date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_birthday_ends_a_parents_access_by_itself(born, last_day_of_parents, first_day_alone):
    assert mother(last_day_of_parents, born=born).entitled
    assert mother(first_day_alone, born=born).code == "parent_of_adult"


def test_emancipation_ends_it_earlier():
    assert mother(date(2025, 6, 9), emancipated_on=date(2025, 6, 10)).entitled
    assert mother(date(2025, 6, 10), emancipated_on=date(2025, 6, 10)).code == "parent_of_adult"


def test_a_student_asks_alone_from_the_fourteenth_birthday():
    assert ask(Capacity.STUDENT, date(2022, 12, 1)).code == "under_14"
    assert ask(Capacity.STUDENT, date(2022, 12, 2)).entitled
    leap = date(2012, 2, 29)
    assert ask(Capacity.STUDENT, date(2026, 2, 28), born=leap).code == "under_14"
    assert ask(Capacity.STUDENT, date(2026, 3, 1), born=leap).entitled


def test_a_representative_without_a_document_or_outside_its_period_is_refused():
    today = date(2025, 9, 1)
    assert mother(today, authority=" ").code == "no_authority"
    assert mother(today, authority_to=date(2025, 8, 31)).code == "period_ended"
    assert mother(today, authority_to=today).entitled
    assert mother(today, authority_from=date(2025, 9, 2)).code == "period_not_begun"


def test_a_school_that_admits_no_parents_says_so():
    assert mother(date(2025, 9, 1), policy=Policy(parents_see_minors=False)).code == "parents_not_admitted"


def test_a_stranger_needs_a_power_of_attorney_that_still_runs():
    today = date(2027, 1, 11)
    assert ask(Capacity.ATTORNEY, today).code == "no_authority"
    assert ask(Capacity.ATTORNEY, today, authority="доверенность от 11.01.2027").entitled
    ended = ask(Capacity.ATTORNEY, today, authority="доверенность", authority_to=date(2027, 1, 10))
    assert ended.code == "period_ended"


def test_a_customer_sees_only_with_permission_where_the_profile_admits_customers():
    today, admits = date(2026, 9, 1), Policy(customers_see=True)
    contract = {"permitted": True, "ground": "договор № 7"}
    assert ask(Capacity.CUSTOMER, today, policy=admits, **contract).clause == "003 1.4"
    assert ask(Capacity.CUSTOMER, today, policy=admits, ground="договор № 7").code == "no_permission"
    assert ask(Capacity.CUSTOMER, today, **contract).code == "no_permission"


@pytest.mark.parametrize("authority", sorted(AUTHORITIES))
def test_an_authority_names_its_law_and_its_letter(authority):
    today = date(2026, 9, 1)
    assert ask(authority, today, ground="статья 57 ГПК РФ", request_number="2-118/26").entitled
    assert ask(authority, today, ground="статья 57 ГПК РФ").code == "no_legal_ground"
    assert ask(authority, today, request_number="2-118/26").code == "no_legal_ground"


def test_nobody_is_told_anything_of_a_student_who_is_not_ours():
    for capacity in Capacity:
        known = {"authority": "да", "ground": "да", "request_number": "1", "permitted": True}
        assert ask(capacity, date(2026, 9, 1), born=None, **known).code == "no_such_student"


def test_unpaid_fees_are_no_ground():
    assert not may_refuse("unpaid_fees")
    assert all(may_refuse(code) and clause for code, clause in GROUNDS.items())


def test_the_same_asked_again_within_thirty_days_is_seen():
    disclosed = [date(2026, 9, 1), date(2026, 10, 5)]
    assert asked_again(disclosed, date(2026, 11, 3), 30) == date(2026, 10, 5)
    assert asked_again(disclosed, date(2026, 11, 4), 30) is None


def test_a_term_is_extended_once_and_only_while_it_runs():
    due = date(2026, 12, 8)
    assert may_extend(False, due, due)
    assert not may_extend(False, due, date(2026, 12, 9))
    assert not may_extend(True, due, date(2026, 12, 1))
