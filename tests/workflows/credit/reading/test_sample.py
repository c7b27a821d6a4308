"""The forty sample letters, raw, through the mailroom's parser and the reading of their files."""

import json
import re
from pathlib import Path

import pytest
from mails import from_raw

from workflows.credit.reading import Letter, Reading, read

SAMPLE = Path(__file__).resolve().parents[4] / "fixtures" / "mail_sample"
EXPECTED = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
FIELDS = ("title", "hours", "assessment_form", "result")


def readings() -> list[tuple[dict, Letter, Reading]]:
    out = []
    for expected in EXPECTED:
        letter = from_raw((SAMPLE / expected["file"]).read_bytes())
        out.append((expected, letter, read(letter)))
    return out


@pytest.fixture(scope="module")
def sample() -> list[tuple[dict, Letter, Reading]]:
    return readings()


def accepted(expected: dict, path: str, value: object) -> bool:
    wanted = expected
    for step in re.findall(r"\w+", path):
        wanted = wanted[int(step)] if step.isdigit() else wanted[step]
    return value == wanted or value in expected["accept"].get(path, [])


def course_faults(expected: dict, reading: Reading) -> list[str]:
    faults = (
        []
        if len(expected["courses"]) == len(reading.courses)
        else [f"{len(reading.courses)} courses, not {len(expected['courses'])}"]
    )
    for number, (wanted, course) in enumerate(zip(expected["courses"], reading.courses, strict=False)):
        said = course.as_json()
        faults += [
            f"courses[{number}].{name} {said[name]!r} not {wanted[name]!r}"
            for name in FIELDS
            if not accepted(expected, f"courses[{number}].{name}", said[name])
        ]
        if said["needs_human"] != wanted["needs_human"]:
            faults.append(f"courses[{number}].needs_human {said['needs_human']} {course.doubts}")
    return faults


def wrong_trusted(expected: dict, reading: Reading) -> list[str]:
    """Values offered without a doubt that the letter does not state."""
    out = []
    for number, course in enumerate(reading.courses):
        for name in FIELDS:
            value = getattr(course, name)
            if value.value is None or course.needs_human:
                continue
            if number >= len(expected["courses"]) or not accepted(
                expected, f"courses[{number}].{name}", value.value
            ):
                out.append(f"courses[{number}].{name} = {value.value!r}")
    return out


def people_faults(expected: dict, reading: Reading) -> list[str]:
    faults = []
    for name, said in (("applicant_name", reading.applicant.value), ("student_name", reading.student.value)):
        if not accepted(expected, name, said):
            faults.append(f"{name} {said!r} not {expected[name]!r}")
    if reading.applicant_role != expected["applicant_role"]:
        faults.append(f"role {reading.applicant_role} not {expected['applicant_role']}")
    if reading.student_birth_date.value != expected["student_birth_date"]:
        faults.append(f"born {reading.student_birth_date.value} not {expected['student_birth_date']}")
    return faults


def test_the_kind_is_right_in_at_least_39_of_40(sample):
    wrong = [(one["file"], said.kind) for one, _, said in sample if one["kind_of_message"] != said.kind]
    assert len(wrong) <= 1, wrong


def test_course_rows_are_exact_in_nine_letters_of_ten(sample):
    stating = [(one, said) for one, _, said in sample if one["courses"]]
    faulty = {one["file"]: faults for one, said in stating if (faults := course_faults(one, said))}
    assert len(faulty) <= len(stating) // 10, faulty


def test_no_trusted_value_is_wrong(sample):
    assert {one["file"]: faults for one, _, said in sample if (faults := wrong_trusted(one, said))} == {}


def test_what_is_missing_is_named_exactly(sample):
    assert {
        one["file"]: said.missing for one, _, said in sample if list(said.missing) != one["missing"]
    } == {}


def test_people_and_roles_are_right(sample):
    assert {one["file"]: faults for one, _, said in sample if (faults := people_faults(one, said))} == {}


def test_a_person_is_called_exactly_where_a_careful_clerk_would_stop(sample):
    assert {
        one["file"]: said.needs_human
        for one, _, said in sample
        if bool(said.needs_human) != one["needs_human"]
    } == {}


def test_each_child_of_a_letter_for_two_gets_its_own_courses(sample):
    _, _, said = next(each for each in sample if each[0]["kind"] == "two_children")
    wanted = next(one for one in EXPECTED if one["kind"] == "two_children")
    assert [(one.name.value, one.birth_date.value) for one in said.students] == [
        (one["name"], one["birth_date"]) for one in wanted["students"]
    ]
    assert [course.student for course in said.courses] == [course["student"] for course in wanted["courses"]]


def test_every_value_points_at_the_words_it_was_read_from(sample):
    for _, letter, said in sample:
        values = [
            said.applicant,
            said.student,
            said.student_birth_date,
            *(getattr(course, name) for course in said.courses for name in FIELDS),
        ]
        for value in values:
            if value.source:
                assert value.source.locate(letter) == value.as_written
