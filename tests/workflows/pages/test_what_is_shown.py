"""Sources with their letters, the chart of answers in time, steps as sentences: what the pages are made of."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.utils import translation

from tests.workflows.pages import school_day, stories
from workflows.cases import decisions, history
from workflows.cases.models import Case, Step
from workflows.cases.timing import Timing
from workflows.credit import labels, sources
from workflows.credit.models import CourseLine
from workflows.punctuality import Month, by_month, chart

TEXT = "Прошу зачесть:\n1. Химия, 68 часов, зачёт\n2. Физика, 34 часа\nСпасибо, 68 спасибо"


class Letter:
    """A letter with its reading, without a database."""

    def __init__(self, text, pk=1):
        self.pk = pk
        self.reading = type("R", (), {"data": {"text": text}})


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
        ("А", "72", "вложение 1, строка таблицы 3")
    ]


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
