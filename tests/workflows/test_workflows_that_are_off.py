"""What a school does not do: no page opens such a case, a letter that asks for it waits for the office."""

import pytest

from mailroom.models import Message
from tests.builders import amend_profile
from tests.workflows.letters import a_letter, arrive
from workflows.cases.models import Case

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_letter_of_a_kind_that_is_off_waits_for_the_office_and_opens_no_case(school):
    amend_profile(credit={"enabled": False})
    assert arrive(a_letter()).status == Message.Status.UNROUTED
    assert not Case.objects.exists()
    assert Message.objects.visible_to(school.office).unrouted().count() == 1
