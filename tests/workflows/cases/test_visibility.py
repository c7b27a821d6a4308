"""Who sees which cases: every role by itself, and several roles together."""

from datetime import UTC, datetime

import pytest

from organisation.roles import Role
from tests.builders import a_user
from workflows.cases.models import Case

pytestmark = pytest.mark.django_db
KINDS = ("credit", "reward", "disclosure")


@pytest.fixture
def cases(school):
    """Of every kind a free case, one of `own` and one of somebody else."""
    own, other = a_user(Role.REVIEWER, Role.TEACHER, username="own"), a_user(username="other")
    at = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
    for kind in KINDS:
        for name, person in (("free", None), ("own", own), ("other", other)):
            Case.objects.create(number=f"{kind}-{name}", kind=kind, received_at=at, reviewer=person)
    return own


def seen(user):
    return {case.number for case in Case.objects.visible_to(user)}


def everything(*kinds):
    return {f"{kind}-{name}" for kind in kinds for name in ("free", "own", "other")}


def with_roles(user, *roles):
    """The same person with other roles."""
    user.__dict__["roles"] = frozenset(roles)
    return user


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.ARCHIVIST])
def test_office_director_and_archive_see_every_case(cases, role):
    assert seen(a_user(role)) == everything(*KINDS)


def test_a_deputy_sees_credit_transfers_and_rewards_and_no_disclosure(cases):
    assert seen(a_user(Role.DEPUTY)) == everything("credit", "reward")


def test_a_reviewer_sees_own_and_free_credit_transfers_only(cases):
    assert seen(with_roles(cases, Role.REVIEWER)) == {"credit-own", "credit-free"}


def test_a_teacher_sees_the_nominations_they_prepare_only(cases):
    assert seen(with_roles(cases, Role.TEACHER)) == {"reward-own"}


def test_a_reviewer_who_teaches_sees_both(cases):
    assert seen(with_roles(cases, Role.REVIEWER, Role.TEACHER)) == {"credit-own", "credit-free", "reward-own"}


def test_of_two_roles_the_wider_reach_counts(cases):
    assert seen(with_roles(cases, Role.DEPUTY, Role.REVIEWER, Role.TEACHER)) == everything("credit", "reward")


def test_an_administrator_and_somebody_without_a_role_see_no_case(cases):
    assert seen(a_user(Role.ADMINISTRATOR)) == set()
    assert seen(a_user()) == set()


def test_no_or_keeps_a_database_from_walking_the_desk_by_due_date(cases):
    for role in (Role.REVIEWER, Role.TEACHER, Role.DEPUTY):
        assert " OR " not in str(Case.objects.visible_to(with_roles(cases, role)).open().query)
