"""Our own letters: the sample's check repeated on texts that no rule was written from."""

import pytest
from mails import plain
from own_letters import CASES, LATER, MENDED, UNSEEN, Case

from workflows.credit.reading import Reading, read
from workflows.credit.reading.reader import MOST_CHARACTERS

FIELDS = ("title", "hours", "assessment_form", "result")


def reading_of(case: Case) -> Reading:
    return read(plain(case.text, case.subject, case.sender, **case.more))


def fits(wanted: object, said: object) -> bool:
    return said in wanted if isinstance(wanted, list) else said == wanted


def row_faults(case: Case, said: Reading) -> list[str]:
    faults = [] if len(said.courses) == len(case.rows) else [f"{[one.title.value for one in said.courses]}"]
    for row, course in zip(case.rows, said.courses, strict=False):
        values = [getattr(course, name).value for name in FIELDS]
        faults += [
            f"{value!r} not {wanted!r}"
            for wanted, value in zip(row, values, strict=False)
            if not fits(wanted, value)
        ]
        if course.needs_human != row[4]:
            faults.append(f"{course.title.value}: needs a person {course.needs_human} {course.doubts}")
    return faults


ALL = [*CASES, *LATER, *MENDED, *UNSEEN]


@pytest.mark.parametrize("case", ALL, ids=[case.name for case in ALL])
def test_a_letter_is_read_as_a_careful_clerk_would(case):
    said = reading_of(case)
    assert said.kind == case.kind
    assert row_faults(case, said) == []
    assert case.missing is None or list(said.missing) == case.missing
    assert fits(case.role, said.applicant_role)
    assert fits(case.applicant, said.applicant.value)
    assert fits(case.applicant if case.student == "same" else case.student, said.student.value)
    assert case.born is None or said.student_birth_date.value == case.born


def test_the_same_letter_is_read_to_the_same_bytes():
    for case in ALL[:20]:
        assert repr(reading_of(case)) == repr(reading_of(case))


def test_a_teacher_who_forwards_is_the_one_who_handed_it_in():
    case = next(each for each in CASES if each.name.startswith("teacher forwards"))
    said = reading_of(case)
    assert said.forwarded
    assert said.handed_in_by.value == "Жданова Ольга Петровна"
    assert said.applicant_email == "kiselev.r@mail.example"


HOSTILE_SHAPES = {
    "spaces": "Прошу зачесть" + " " * 50_000 + "x",
    "brackets": "Прошу зачесть " + "(" * 10_000,
    "quotes": "Прошу зачесть " + "«" * 20_000,
    "rows": "Прошу зачесть:\n" + "- а\n" * 5_000,
    "names": "Прошу зачесть " + "Иванов Иван Иванович " * 2_000,
    "table": "Курс\tЧасы\tОценка\n" + "Лепка\t3\t5\n" * 2_000,
}


@pytest.mark.parametrize("shape", HOSTILE_SHAPES)
def test_an_overlong_letter_is_read_in_part_and_says_so(shape):
    said = read(plain(HOSTILE_SHAPES[shape]))
    assert said.kind in {"credit_application", "other"}
    assert len(HOSTILE_SHAPES[shape]) <= MOST_CHARACTERS or "long_letter_read_in_part" in said.needs_human
