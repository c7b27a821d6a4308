"""Documents from abroad: their translation, letters of other scales, and what is never credited whoever proposes it."""

import pytest

from organisation import grades
from tests.workflows.credit.test_proof import CERTIFICATE, errors_of
from tests.workflows.pages import stories
from tests.workflows.pages.test_acting import browser
from workflows.cases import decisions
from workflows.credit import papers
from workflows.credit.comparison import of_state_exam

pytestmark = pytest.mark.django_db
DIPLOMA = {**CERTIFICATE, "kind": "education", "language": "английский"}


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("A", "отлично"),
        ("А", "отлично"),  # Cyrillic
        ("ECTS: B", "хорошо"),
        ("С (ECTS)", "хорошо"),
        ("e", "удовлетворительно"),
        ("A (excellent)", "отлично"),
        ("Passed", "зачтено"),
    ],
)
def test_letters_of_the_european_scale_are_converted_by_the_profile(school, written, ours):
    found = grades.convert(written, school.profile)
    assert (found.ours, found.passing) == (ours, True)


@pytest.mark.parametrize("written", ["F", "FX", "fail", "Not passed"])
def test_a_foreign_fail_is_a_fail(school, written):
    assert grades.convert(written, school.profile).passing is False


@pytest.mark.parametrize("written", ["5 (из 10)", "A (fail)", "G", "87", "B2"])
def test_what_the_table_does_not_say_is_left_to_a_person(school, written):
    assert grades.convert(written, school.profile) is None


def refused(school, **claimed):
    """With which errors a reviewer is refused who credits this course all the same."""
    case = stories.apply_for(stories.a_family(school), [{**stories.COURSES[0], **claimed}])
    unit = case.programme.units.first()
    line = {"position": 1, "verdict": "credited", "unit": unit.pk, "result": "отлично"}
    case = decisions.act(case, "compare", school.reviewer, lines=[line])
    return errors_of(case, "submit", school.reviewer)


@pytest.mark.parametrize("result", ["FX", "не зачтено", "неявка", "1"])
def test_a_fail_is_never_credited_even_where_the_table_does_not_know_it(school, result):
    assert refused(school, result=result) == {"verdict_1": "failed_is_never_credited"}


@pytest.mark.parametrize(
    "claimed",
    [{"title": "ЕГЭ по информатике"}, {"assessment_form": "государственный экзамен"}, {"result": "ОГЭ, 5"}],
)
def test_a_result_of_the_state_exam_is_never_credited(school, claimed):
    assert refused(school, **claimed) == {"verdict_1": "state_exam_is_never_credited"}


def test_a_course_that_prepares_for_the_state_exam_is_a_course():
    assert not of_state_exam("Подготовка к ЕГЭ по информатике", "зачёт", "зачтено")
    assert not of_state_exam("Подготовка к единому государственному экзамену", "", "")
    assert of_state_exam("Подготовка к ЕГЭ", "ЕГЭ", "85")


def test_a_document_in_another_language_waits_for_its_translation_and_the_decision_names_it(school):
    case = stories.compared(stories.apply_for(stories.a_family(school)), school.reviewer)
    case = decisions.act(case, "add_evidence", school.reviewer, **DIPLOMA)
    assert errors_of(case, "submit", school.reviewer) == {"evidence": "translation_missing"}
    words = "нотариус Ковальчук И. П., № 7-118, 12.10.2026"
    case = decisions.act(case, "add_evidence", school.reviewer, **DIPLOMA, translation=words)
    case = decisions.act(case, "submit", school.reviewer)
    assert words in browser(school.head).get(f"/credit/{case.number}/decision/").content.decode()


def test_the_decision_prints_the_translation(school):
    case = stories.compared(stories.apply_for(stories.a_family(school)), school.reviewer)
    decisions.act(case, "add_evidence", school.reviewer, **DIPLOMA, translation="бюро «Слово», № 4")
    notes = papers.decision_snapshot(case, "approve_partly", school.head)["data"]["notes"]
    assert notes == [
        "Документ об образовании № 12/26, 20.05.2026: язык документа английский, перевод: бюро «Слово», № 4."
    ]


def test_a_digit_in_a_foreign_document_is_pointed_out(school):
    case = stories.apply_for(stories.a_family(school), [{**stories.COURSES[0], "result": "2"}])
    page = f"/credit/{case.number}/compare/"
    assert "по какой шкале" not in browser(school.reviewer).get(page).content.decode()
    decisions.act(case, "add_evidence", school.reviewer, **DIPLOMA)
    assert "по какой шкале" in browser(school.reviewer).get(page).content.decode()
