"""What PostgreSQL need not see twice: the choice behind tests/alike.txt."""

import pytest
from django.conf import settings
from django.db import IntegrityError, connection

from organisation.models import User
from tests.statements import Sent, alike, chosen, listening, shape


def sent(seconds: float, *statements: str, always: bool = False) -> Sent:
    return Sent(seconds, always, frozenset(statements))


def test_what_is_left_out_is_sent_by_others_and_the_longest_goes_first():
    tests = {"long": sent(9, "a", "b"), "short": sent(1, "a", "b"), "alone": sent(5, "a", "c")}
    assert chosen(tests) == ["long"]
    assert chosen({**tests, "long": sent(9, "a", "b", always=True)}) == ["short"]


def test_a_list_of_values_is_one_statement_and_a_hostile_value_another():
    assert shape("IN (%s, %s)", ["a", "b"]) == shape("IN (%s, %s, %s)", ["a", "b", "c"])
    usual = shape("= %s", ["a"])
    hostile = {shape("= %s", [value]) for value in ("a\0", "a" * 1000, 2**40)}
    failed = shape("= %s", ["a"], IntegrityError())
    assert len({usual, failed, *hostile}) == 5


@pytest.mark.django_db
def test_every_statement_is_heard_and_a_refused_one_by_its_error():
    with listening() as heard, pytest.raises(IntegrityError):
        User(pk=1, username="a", password="").save(force_insert=True)
        User(pk=1, username="a", password="").save(force_insert=True)
    said = [each.partition("(")[0] for each in heard.statements if "organisation_user" in each]
    assert said == ['INSERT INTO "organisation_user" '] * 2
    assert any(each.endswith("-- IntegrityError") for each in heard.statements)
    connection.set_rollback(True)


def test_the_list_names_files_that_are_there():
    files = {name.partition("::")[0] for name in alike()}
    assert [each for each in files if not (settings.BASE_DIR / each).is_file()] == []
