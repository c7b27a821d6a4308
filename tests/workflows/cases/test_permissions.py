"""Who may take a transition: by role, as the system, and apart from who prepared the case."""

import pytest

from organisation.roles import Role
from tests.builders import a_user, amend_profile
from workflows.cases.permissions import apart_from, held_by, system_or

pytestmark = pytest.mark.django_db


class Prepared:
    """A case prepared by somebody."""

    def __init__(self, user):
        self.compared_by_id = user.pk


DECIDES = apart_from("compared_by", lambda ours: ours.credit.approver_differs, Role.HEAD)


def test_only_a_holder_of_the_role_may_and_never_the_system(school):
    assert held_by(Role.OFFICE)(None, school.office)
    assert not held_by(Role.OFFICE)(None, school.head)
    assert not held_by(Role.OFFICE)(None, None)
    assert system_or(Role.OFFICE)(None, None)
    assert not system_or(Role.OFFICE)(None, school.head)


def test_nobody_decides_what_they_prepared_while_the_profile_keeps_duties_apart(school):
    both = a_user(Role.HEAD, Role.REVIEWER)
    assert not DECIDES(Prepared(both), both)
    assert DECIDES(Prepared(school.reviewer), both)
    assert not DECIDES(Prepared(both), school.reviewer)
    assert not DECIDES(Prepared(both), None)


@pytest.mark.parametrize("switch", [{"separation_of_duties": False}, {"credit": {"approver_differs": False}}])
def test_a_profile_may_let_one_person_do_both(school, switch):
    both = a_user(Role.HEAD, Role.REVIEWER)
    amend_profile(**switch)
    assert DECIDES(Prepared(both), both)
