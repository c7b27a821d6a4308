"""The four items of an application: each is asked for beside its field, and two courses are two lines."""

import pytest

from tests.workflows.credit.families import APPLY, COURSES, application, rows
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db

ITEMS = {"title": 0, "hours": 1, "assessment_form": 2, "result": 3}


@pytest.mark.parametrize("missing", sorted(ITEMS))
def test_an_application_without_one_of_the_four_items_is_asked_again_at_its_field(family, client, missing):
    course = list(COURSES[0][:4])
    course[ITEMS[missing]] = ""
    answer = client.post(APPLY, application(**rows(tuple(course))))
    assert answer.status_code == 422
    assert f'href="#id_form-0-{missing}"' in answer.content.decode()
    assert not CreditApplication.objects.exists()


@pytest.mark.parametrize("hours", ["0", "-5", "много", "7,5"])
def test_hours_that_are_none_are_refused_at_the_field(family, client, hours):
    course = (COURSES[0][0], hours, *COURSES[0][2:4])
    answer = client.post(APPLY, application(**rows(course)))
    assert answer.status_code == 422 and 'href="#id_form-0-hours"' in answer.content.decode()
    assert not CreditApplication.objects.exists()


def test_two_courses_are_two_lines_of_one_application(family, client):
    client.post(APPLY, application(**rows(COURSES[0][:4], ("Веб-дизайн", "40", "зачёт", "зачтено"))))
    case = CreditApplication.objects.get()
    assert [line.title for line in case.lines.order_by("position")] == [COURSES[0][0], "Веб-дизайн"]
