"""What was decided once is offered again with its case, and suspends itself when either side has changed."""

from itertools import count
from urllib.parse import quote

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from records.models import CourseUnit
from tests.builders import PYTHON_UNITS, a_programme
from tests.workflows.pages import stories
from tests.workflows.pages.test_acting import again, browser
from workflows.cases import decisions
from workflows.credit.models import DecidedLine

pytestmark = pytest.mark.django_db(transaction=True)
SERIAL = count(1)  # no namesakes
WORDS = "Курс о внешнем виде страниц, а у нас учат писать код."


@pytest.fixture
def programme(school):
    return a_programme(reviewer=school.reviewer)


@pytest.fixture
def decided(school, programme):
    """Kirill's case: Python credited, web design refused."""
    case = stories.apply_for(stories.a_family(school, programme=programme))
    case = stories.at_decision(case, school.reviewer)
    return decisions.act(case, "approve_partly", school.head)


def the_next(school, programme, courses=stories.COURSES, **given):
    child = stories.a_family(school, f"Белова Ксения{next(SERIAL)} Игоревна", programme=programme)
    return stories.apply_for(child, courses, **given)


def page(school, case):
    return browser(school.reviewer).get(f"/credit/{case.number}/compare/").content.decode()


def like(school, case, position):
    data = {"version": again(case).version, "do": f"like-{position}"}
    for line in case.lines.all():
        data |= {
            f"line-{line.position}-unit": line.unit_id or "",
            f"line-{line.position}-verdict": line.verdict,
        }
    return browser(school.reviewer).post(f"/credit/{case.number}/compare/", data)


def test_the_same_pair_is_offered_with_its_case_and_taken_with_one_click(school, programme, decided):
    case = the_next(school, programme)
    shown = page(school, case)
    assert shown.count("Решали раньше") == 2
    assert f'href="/credit/{quote(decided.number)}/"' in shown
    assert like(school, case, 2).url.endswith("/compare/#line-2")
    line = again(case).lines.get(position=2)
    assert (line.verdict, line.reason_code, line.reason_words) == ("refused", "topics", WORDS)
    history = browser(school.reviewer).get(f"/credit/{case.number}/").content.decode()
    assert f"так же, как в {decided.number}" in history


def test_the_mark_is_the_new_students_own_and_a_fail_is_not_credited_by_precedent(school, programme, decided):
    courses = [{**stories.COURSES[0], "result": "отл."}]
    case = the_next(school, programme, courses)
    like(school, case, 1)
    assert (again(case).lines.get().verdict, again(case).lines.get().our_result) == ("credited", "отлично")
    failed = the_next(school, programme, [{**stories.COURSES[0], "result": "не зачтено"}])
    like(school, failed, 1)
    data = {"version": again(failed).version, "do": "submit", "line-1-verdict": "credited"}
    answer = browser(school.reviewer).post(f"/credit/{failed.number}/compare/", data)
    assert (
        answer.status_code == 422
        and "Неудовлетворительный результат не засчитывают." in answer.content.decode()
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hours": 60}, "часы нашего курса 72 → 60"),
        ({"assessment_form": "экзамен"}, "форма аттестации нашего курса зачёт → экзамен"),
        (
            {"topics": [*PYTHON_UNITS[0]["topics"][:-1], "Рекурсия"]},
            "темы нашего курса: ушло 1, добавилось 1",
        ),
    ],
)
def test_it_suspends_itself_when_our_course_has_changed(school, programme, decided, change, words):
    unit = programme.units.first()
    CourseUnit.objects.filter(pk=unit.pk).update(**change)
    case = the_next(school, programme)
    assert words in page(school, case)
    assert 'value="like-1"' not in page(school, case) and 'value="like-2"' in page(school, case)
    before = again(case).lines.get(position=1).verdict
    like(school, case, 1)
    assert again(case).lines.get(position=1).verdict == before, "a forged click takes nothing"


def test_it_suspends_itself_when_theirs_has_changed_and_is_unknown_of_another_school(
    school, programme, decided
):
    shorter = the_next(school, programme, [{**stories.COURSES[0], "hours": 60}])
    assert "часы прежнего курса 72 → 60" in page(school, shorter)
    other = the_next(school, programme, earlier_school="«Сектор», Тверь")
    assert "Решали раньше" not in page(school, other)


def test_another_edition_of_the_programme_with_the_same_course_keeps_it(school, decided):
    case = the_next(school, a_programme("Python. Новая редакция", reviewer=school.reviewer))
    like(school, case, 1)
    assert again(case).lines.get(position=1).unit.programme == case.programme


def test_what_the_head_refused_against_the_comparison_is_no_precedent(school, programme):
    case = stories.apply_for(stories.a_family(school, programme=programme))
    case = stories.at_decision(case, school.reviewer, verdicts=("credited", "credited"))
    decisions.act(case, "refuse", school.head, note="Справка оказалась чужой.")
    assert DecidedLine.objects.filter(stood=False).count() == 2
    assert "Решали раньше" not in page(school, the_next(school, programme))


def test_nobody_rewrites_a_decided_line(decided):
    for statement in (
        lambda rows: rows.update(verdict=Value("refused")),
        lambda rows: rows._raw_delete(rows.db),
    ):
        with pytest.raises(DatabaseError, match="never|stands"), transaction.atomic():
            statement(DecidedLine.objects.all())
    assert DecidedLine.objects.filter(verdict="credited").count() == 1


def test_many_lines_cost_as_many_queries_as_two(school, programme, decided):
    two = the_next(school, programme)
    courses = [{**stories.COURSES[0], "title": f"Основы программирования на Python {n}"} for n in range(12)]
    many = the_next(school, programme, [*stories.COURSES, *courses])
    counts = []
    for case in (two, many):
        page(school, case)
        with CaptureQueriesContext(connection) as taken:
            page(school, case)
        counts.append(len(taken))
    assert counts[0] == counts[1]
