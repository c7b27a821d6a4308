"""Sources with their letters, the chart of answers in time, steps as sentences: what the pages are made of."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.utils import translation

from tests.workflows.pages import school_day, stories
from workflows.cases import decisions, history
from workflows.cases.models import Case, Step
from workflows.cases.timing import Timing
from workflows.credit import labels, reading_doubts, sources
from workflows.credit.models import CourseLine
from workflows.punctuality import Month, by_month, chart

TEXT = "Прошу зачесть:\n1. Химия, 68 часов, зачёт\n2. Физика, 34 часа\nСпасибо, 68 спасибо"


class Letter:
    """A letter with its reading, without a database."""

    def __init__(self, text, pk=1, **more):
        self.pk = pk
        self.reading = type("R", (), {"data": {"text": text, **more}})


def line(position, **found):
    """A line whose values were read at these words of TEXT (or elsewhere)."""
    return CourseLine(position=position, sources=found)


def at(words, **more):
    """The source of words at their first place in TEXT."""
    start = TEXT.find(words)
    return {"part": "text", "start": start, "end": start + len(words), "words": words, **more}


def test_values_of_one_line_share_a_letter_and_the_text_carries_it_once():
    first = line(1, title=at("Химия"), hours=at("68 часов"), result=at("зачёт"))
    found = sources.evidence([first, line(2, title=at("Физика"), hours=at("34 часа"))], [Letter(TEXT)])
    assert {source.letter for source in found.by_line[1].values()} == {"А"}
    assert {source.letter for source in found.by_line[2].values()} == {"Б"}
    marked = [(piece.mark, piece.text) for piece in found.letters[0].pieces if piece.mark]
    assert marked == [("А", "Химия, 68 часов, зачёт"), ("Б", "Физика, 34 часа")]
    assert "".join(piece.text for piece in found.letters[0].pieces) == TEXT


def test_words_that_stand_in_an_attachment_are_listed_with_their_place():
    with translation.override("ru"):
        found = sources.evidence(
            [line(1, hours={"part": "attachment", "attachment": 0, "row": 2, "words": "72"})], [Letter(TEXT)]
        )
    assert [(each.mark, each.words, each.place) for each in found.elsewhere] == [
        ("А", "72", "вложение, строка таблицы 3")
    ]


def cell(words, row, **more):
    """The source of words in a row of the only attached file, the third part of its letter."""
    return {"part": "attachment", "attachment": 2, "row": row, "words": words, **more}


def test_a_place_in_a_file_is_named_by_the_file_and_holds_all_that_its_line_has_from_there():
    first = {"title": cell("Химия", 1), "hours": cell("68 ч", 1), "result": cell("5", 1)}
    letter = Letter(
        TEXT, courses=[{"sources": first}], files=[{"index": 2, "filename": "Справка.pdf", "problem": None}]
    )
    with translation.override("ru"):
        found = sources.evidence([line(1, **first)], [letter])
    assert [(each.words, each.place) for each in found.elsewhere] == [
        ("Химия · 68 ч · 5", "Справка.pdf, строка таблицы 2")
    ]
    assert str(found.by_line[1]["title"].words) == "Справка.pdf, строка таблицы 2"


def test_two_lines_read_from_the_words_of_one_file_have_a_mark_each():
    lines = [line(1, title=cell("Лепка", None)), line(2, title=cell("Гончарное дело", None))]
    found = sources.evidence(lines, [Letter(TEXT)])
    marked = {each.mark: each.words for each in found.elsewhere}
    assert [marked[found.by_line[position]["title"].letter] for position in (1, 2)] == [
        "Лепка",
        "Гончарное дело",
    ]


def test_a_table_of_the_letter_is_named_as_one():
    with translation.override("ru"):
        found = sources.evidence([line(1, title={"part": "table", "row": 1, "words": "Лепка"})], [Letter("")])
    assert found.elsewhere[0].place == "таблица в письме, строка таблицы 2"


def test_a_quote_that_begins_in_a_mark_ends_in_it():
    text = "Химия, зачёт, «зачтено»"
    start = text.index("зачтено")
    result = {"part": "text", "start": start, "end": start + 7, "words": "зачтено"}
    title = {"part": "text", "start": 0, "end": 5, "words": "Химия"}
    found = sources.evidence([line(1, title=title, result=result)], [Letter(text)])
    assert [piece.text for piece in found.letters[0].pieces] == [text]


def test_doubts_of_a_line_come_from_the_course_it_was_read_as_and_are_said_in_words():
    read = {"title": at("Химия"), "hours": at("68 часов")}
    doubtful = line(1, **read)
    doubtful.needs_human = True
    letter = Letter(TEXT, courses=[{"sources": read, "doubts": ["hours_per_period", "student_unclear"]}])
    found = sources.evidence([doubtful, line(2, title=at("Физика"))], [letter])
    assert found.doubts == {1: ["hours_per_period", "student_unclear"]}
    with translation.override("ru"):
        assert reading_doubts.sentence(found.doubts[1]) == (
            "Сверьте с письмом: часы названы на неделю или на четверть, а не на весь курс; неясно, чей это курс."
        )
        assert reading_doubts.of_row(found.doubts[1]) == "Сверьте с письмом: неясно, чей это курс."
        assert list(reading_doubts.of_fields(found.doubts[1])) == ["hours"]
        assert reading_doubts.sentence(["never_heard_of"]).startswith("Программа не уверена")


def test_every_doubt_of_the_reading_has_its_words():
    """A code that no page can word would be a doubt without a reason."""
    folder = Path(sources.__file__).parent / "reading"
    written = "".join(path.read_text() for path in folder.rglob("*.py"))
    codes = set(
        re.findall(
            r'"((?:title|hours|form|result)_[a-z_]*(?:clear|shared|rows|several|suspicious)|'
            r'value_corrected|values_missing|words_left|credit_units_\w+)"',
            written,
        )
    )
    assert codes >= {"title_suspicious", "hours_unclear"} and codes <= set(reading_doubts.DOUBTS)


def test_a_span_that_does_not_hold_its_words_is_not_marked_blindly():
    wrong = {"part": "text", "start": 0, "end": 3, "words": "68"}
    found = sources.evidence([line(1, hours=wrong)], [Letter(TEXT)])
    assert not [piece for piece in found.letters[0].pieces if piece.mark]
    assert found.elsewhere[0].words == "68"


def test_marks_never_lose_or_double_a_character():
    spans = line(1, title=at("Химия, 68"), hours=at("68 часов, зачёт"), result=at("Прошу"))
    found = sources.evidence([spans], [Letter(TEXT)])
    assert "".join(piece.text for piece in found.letters[0].pieces) == TEXT


def test_the_chart_puts_the_foot_below_the_worst_month_and_marks_it():
    months = [
        Month(date(2026, 9, 1), 142, 122),
        Month(date(2026, 10, 1), 97, 92),
        Month(date(2026, 11, 1), 76, 76),
    ]
    drawn = chart(months)
    assert [point.month.percent for point in drawn.points] == [85, 94, 100]
    assert [point.bad for point in drawn.points] == [True, False, False]
    assert drawn.points[0].y > drawn.points[1].y > drawn.points[2].y
    assert all(16 <= point.y <= 190 for point in drawn.points)
    assert drawn.worst is months[0] and drawn.last is months[2]
    assert chart(months[:1]) is None


def test_a_share_is_never_rounded_up_to_a_hundred():
    assert Month(date(2026, 9, 1), 1000, 999).percent == 99


@pytest.mark.django_db
def test_an_answer_is_in_time_until_the_last_minute_of_its_day(school):
    with time_machine.travel(school_day.NOW):
        cases = [stories.apply_for(stories.a_family(school, f"Тихонов Пётр{n} Ильич")) for n in range(3)]
        moments = ("2026-11-24T20:59:00+00:00", "2026-11-24T21:01:00+00:00", "2026-10-05T09:00:00+00:00")
        for case, moment in zip(cases, moments, strict=True):
            # Straight into the rows: only dates and state matter here.
            Case.objects.filter(pk=case.pk).update(
                closed_at=datetime.fromisoformat(moment), due_on=date(2026, 11, 24)
            )
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cases_case SET state = 'closed'")
        months = by_month(Case.objects.all(), Timing.read())
    assert [(month.first.month, month.total, month.in_time) for month in months] == [(10, 1, 1), (11, 2, 1)]


@pytest.mark.django_db
def test_steps_are_sentences_with_a_person_as_subject(school):
    case = stories.apply_for(stories.a_family(school))
    decisions.act(case, "assign", school.office, reviewer=school.reviewer.username)
    decisions.act(case, "request_missing", school.reviewer, missing=["hours", "программа курса"])
    with translation.override("ru"):
        told = history.happenings(Step.objects.filter(case=case).select_related("actor"), labels.STEPS)
    assert f"{told[0].lead} {told[0].words}" == (
        "Ольга Лапина просит прислать недостающее: академические часы, программа курса."
    )
    assert told[0].clock == "Срок остановлен." and told[0].mark == "now"
    assert told[1].words == "Марина Седова назначает, кто сравнивает: Ольга Лапина."


@pytest.mark.django_db
def test_the_same_saving_again_and_again_is_told_once(school):
    case = stories.apply_for(stories.a_family(school))
    for _ in range(3):
        case = decisions.act(case, "compare", school.reviewer, lines=[])
    told = history.happenings(Step.objects.filter(case=case).select_related("actor"), labels.STEPS)
    assert len(told) == 3
    assert told[0].at.tzinfo is not None and told[0].at > datetime(2020, 1, 1, tzinfo=UTC)
