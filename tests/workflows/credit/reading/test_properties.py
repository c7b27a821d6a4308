"""Whatever is written: reading never raises, and every value points at the words it claims."""

import json
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mails import plain

from workflows.credit.reading import Attachment, Reading, read
from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.text.folding import fold, squeeze

FIELDS = ("title", "hours", "assessment_form", "result")
WORDS = st.sampled_from(json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8")))
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(WORDS, max_size=60).map(" ".join),
    st.lists(WORDS, max_size=40).map("".join),
)
TABLES = st.lists(
    st.lists(
        st.one_of(WORDS, st.sampled_from(["Курс", "Часы", "Форма", "Оценка", "⇑", "", "№"])), max_size=5
    ).map(tuple),
    max_size=5,
).map(tuple)
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def values(said: Reading) -> list:
    rows = [getattr(course, name) for course in said.courses for name in FIELDS]
    return [
        said.applicant,
        said.student,
        said.student_birth_date,
        said.case_reference,
        said.handed_in_by,
        *rows,
    ]


@QUIET
@example("𗀀", "", "", (), False)  # a letter without a Unicode name
@given(TEXTS, TEXTS, TEXTS, st.lists(TABLES, max_size=2).map(tuple), st.booleans())
def test_any_letter_is_read_without_an_error_and_points_at_its_words(text, subject, name, tables, answer):
    attachment = Attachment(0, "a.pdf", "application/pdf", text=text, tables=tables)
    letter = plain(text, subject, name, tables=tables, in_reply_to=answer, attachments=(attachment,))
    said = read(letter)
    for value in values(said):
        if value.source is not None:
            assert value.source.locate(letter) == value.as_written
        if value.trusted:
            assert value.value is not None
    for course in said.courses:
        if course.title.source is not None:
            assert course.title.value == squeeze(course.title.source.locate(letter))


@QUIET
@given(st.text(max_size=400))
@example("İstanbul: Прошу зачесть")  # lower case of the first letter is two characters long
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)


@QUIET
@given(
    st.integers(1, 4999),
    st.sampled_from(
        ["ч", "ч.", "час", "часов", "ак.ч.", "ак. ч.", "академических часов", "акад. часов", "уч. часов"]
    ),
)
def test_a_plain_total_is_read_as_written(number, unit):
    found = find_hours(f"Ботаника — {number} {unit}")
    assert [one.value for one in found] == [number]


@QUIET
@given(
    st.integers(1, 40),
    st.sampled_from(["в неделю", "в нед.", "/нед.", "раз в неделю", "еженедельно", "в месяц", "в день"]),
)
def test_hours_of_a_period_are_never_a_total(number, period):
    assert [one.value for one in find_hours(f"Ботаника — по {number} часа {period}")] == [None]
