"""Our own letters: the sample's check repeated on texts that no rule was written from."""

import pytest
from mails import plain
from own_letters import CASES, Case

from workflows.credit.reading import Reading, read

FIELDS = ("title", "hours", "assessment_form", "result")


def reading_of(case: Case) -> Reading:
    return read(plain(case.text, case.subject, case.sender, **case.more))


def fits(wanted: object, said: object) -> bool:
    return said in wanted if isinstance(wanted, tuple) else said == wanted


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


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_letter_is_read_as_a_careful_clerk_would(case):
    said = reading_of(case)
    assert said.kind == case.kind
    assert row_faults(case, said) == []
    assert said.missing == case.missing
    assert said.applicant_role == case.role
    assert fits(case.applicant, said.applicant.value)
    assert fits(case.applicant if case.student == "same" else case.student, said.student.value)
    assert case.born is None or said.student_birth_date.value == case.born
