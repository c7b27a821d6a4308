"""Which proposals a reviewer may confirm unread, and which wait for a person."""

import pytest

from tests.builders import PYTHON_UNITS, amend_profile
from tests.workflows.pages import stories
from workflows.credit import proposals
from workflows.credit.models import CourseLine

pytestmark = pytest.mark.django_db(transaction=True)
PYTHON = {
    "title": "Основы программирования на Python",
    "hours": 40,
    "assessment_form": "зачёт",
    "result": "зачтено",
    "topics": PYTHON_UNITS[0]["topics"] + PYTHON_UNITS[0]["outcomes"],
}


def line_of(school, child="Тарасов Кирилл Денисович", **claimed) -> CourseLine:
    case = stories.apply_for(stories.a_family(school, child))
    given = [{**PYTHON, **claimed}]
    return stories.decisions.act(case, "edit_lines", school.office, lines=given).lines.get()


def test_too_few_hours_are_a_clear_refusal_only_where_no_assessment_could_be_chosen(school):
    line = line_of(school)
    assert line.verdict == "" and proposals.clear(line, school.profile) is None
    strict = amend_profile(credit={"allow_assessment": False})
    assert proposals.clear(line_of(school, "Белова Ксения Игоревна"), strict) == {
        "verdict": "refused",
        "reason_code": "hours",
        "reason_words": "В прежнем курсе 40 ч, у нас 72 ч; нужно не меньше 75 %.",
    }


@pytest.mark.parametrize(
    "claimed", [{"title": "Каллиграфия"}, {"title": "Основы программирования на Java"}, {"topics": []}]
)
def test_a_name_and_what_is_not_stated_are_never_clear(school, claimed):
    line = line_of(school, hours=72, **claimed)
    assert (line.verdict, proposals.clear(line, school.profile)) == ("", None)


def test_what_a_person_chose_is_not_overwritten_by_a_confirmation(school):
    line = line_of(school, hours=72, result="не зачтено")
    unit = str(line.unit_id)
    empty = {"position": 1, "verdict": "", "unit": unit}
    assert proposals.confirmed(line, empty, school.profile)["reason_code"] == "failed"
    chosen = {"position": 1, "verdict": "assessment", "unit": unit}
    assert proposals.confirmed(line, chosen, school.profile) == chosen
    other = {**empty, "unit": str(line.case.programme.units.last().pk)}
    assert proposals.confirmed(line, other, school.profile) == other
