"""read(letter): the one entry of the package."""

import re
from dataclasses import replace

from workflows.credit.reading.applications import by_rows, kind_of, only_asks
from workflows.credit.reading.caution import cautious
from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.gather import Gathered, document_page, gather
from workflows.credit.reading.kinds import case_number, machine_words
from workflows.credit.reading.letter import TECHNICAL, Attachment, Letter
from workflows.credit.reading.people.persons import Persons
from workflows.credit.reading.people.senders import persons_of, several_unnamed, with_students
from workflows.credit.reading.prose.courses import untitled
from workflows.credit.reading.prose.unexplained import says_only_values
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import stems
from workflows.credit.reading.text.page import Page, Span
from workflows.credit.reading.text.preparing import (
    forward_at,
    forward_headers,
    prepare,
    quoted,
    signature_spans,
)
from workflows.credit.reading.values import Course, Reading, Value
from workflows.credit.reading.whose import excepted, not_claimed, to_a_machine

_ORDINARY = frozenset({"", "technical_part", "image", "archive", "not_read"})  # nothing to warn of
_TECHNICAL = (*TECHNICAL, "message/")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NOTHING = Gathered((), (), (), ())
MOST_CHARACTERS = 30_000  # of one text; what lies beyond is left for a person


def read(letter: Letter) -> Reading:
    """Read one letter. Never raises on any text; machine mail is named and not read further."""
    machine = letter.machine_kind or machine_words(letter.subject, letter.from_email)
    if machine:
        return Reading(machine)
    part, whole = ("text", letter.text) if letter.text.strip() else ("html", letter.html_text)
    text = whole[:MOST_CHARACTERS]
    forward = forward_at(text, letter.subject)
    hidden = forward_headers(text, forward) if forward is not None else quoted(text)
    body = prepare(text, part, hidden + signature_spans(text))
    people_page = prepare(text, part, hidden)
    documents = [(each, document_page(each)) for each in letter.attachments if _readable(each)]
    kind, reasons = kind_of(letter, body, [page for _, page in documents])
    ordering = to_a_machine(body)
    reasons = [
        *reasons,
        *(["words_to_a_machine"] if ordering else []),
        *(["hidden_text"] if letter.hidden else []),
    ]
    claims = body.blank([*not_claimed(body), *ordering])
    gathered = (
        gather(letter, claims, documents, answering=kind == "reply")
        if kind in {"credit_application", "reply", "other"}
        else _NOTHING
    )
    gathered = _without_excepted(gathered, body)
    if kind == "other":
        kind = by_rows(gathered.courses, body, letter.subject)
        gathered = gathered if kind == "credit_application" else _NOTHING
    if kind in {"credit_application", "reply"} and not gathered.courses and not documents:
        nameless = untitled(claims)
        if nameless and (re.search(r"[«\"]", claims.view) or not says_only_values(claims, nameless)):
            nameless = replace(
                nameless, doubts=(*nameless.doubts, "title_unclear")
            )  # the name may stand there
        gathered = replace(gathered, courses=(nameless,), places=(None,)) if nameless else gathered
    if (
        kind == "credit_application"
        and not letter.attachments
        and only_asks(body, listed=bool(gathered.courses))
    ):
        kind, gathered = "other", _NOTHING
    unread = _unread_hours(gathered, claims) if kind == "credit_application" else False
    persons, handed_in = persons_of(kind, letter, people_page.blank(list(gathered.spans)), forward, documents)
    persons = several_unnamed(kind, persons, body)
    courses = cautious(with_students(gathered, persons, text), body)
    if "several_students" in persons.reasons and not persons.students:
        courses = tuple(replace(each, doubts=(*each.doubts, "student_unclear")) for each in courses)
    return _reading(
        letter,
        kind,
        courses,
        persons,
        [
            *reasons,
            *gathered.reasons,
            *(["hours_unread"] if unread else []),
            *(["long_letter_read_in_part"] if len(whole) > len(text) else []),
        ],
        forward,
        handed_in,
        text,
    )


def _unread_hours(gathered: Gathered, claims: Page) -> bool:
    """Whether the letter states hours that no course was given: a row may stand there that no rule could read."""
    values = [value for course in gathered.courses for value in (course.title, course.hours) if value.source]
    if not values or any(value.source.part != claims.part for value in values if value.source):
        return False  # a letter whose courses stand in tables or files says their hours once more
    known = [(value.source.start, value.source.end) for value in values if value.source] + list(
        gathered.spans
    )
    return any(
        one.value is not None
        and not one.total
        and not any(low < one.end and one.start < high for low, high in known)
        for one in find_hours(claims.view)
    )


def _without_excepted(gathered: Gathered, body: Page) -> Gathered:
    """What is listed without the courses that the letter names as left out."""
    left_out = excepted(body)
    kept = [
        (course, place)
        for course, place in zip(gathered.courses, gathered.places, strict=True)
        if not any(_names_all(str(course.title.value or ""), words) for words in left_out)
    ]
    if len(kept) == len(gathered.courses) or not kept:
        return gathered
    return replace(
        gathered, courses=tuple(course for course, _ in kept), places=tuple(place for _, place in kept)
    )


def _names_all(title: str, words: frozenset[str]) -> bool:
    said = re.findall(r"\w{2,}", fold(title))
    return bool(said) and all(word in words or stems(word) & words for word in said)


def _readable(attachment: Attachment) -> bool:
    return not attachment.inline and bool((attachment.text or "").strip() or attachment.tables)


def _missing(kind: str, courses: tuple[Course, ...], eyes: bool) -> tuple[str, ...]:
    if kind != "credit_application" or eyes:
        return ()
    names = {
        "course_title": "title",
        "hours": "hours",
        "assessment_form": "assessment_form",
        "result": "result",
    }
    if not courses:
        return tuple(names)
    return tuple(
        name
        for name, field in names.items()
        if any(getattr(course, field).value is None for course in courses)
    )


def _reading(
    letter: Letter,
    kind: str,
    courses: tuple[Course, ...],
    persons: Persons,
    reasons: list[str],
    forward: int | None,
    handed_in: Value,
    text: str,
) -> Reading:
    eyes = [
        each
        for each in letter.attachments
        if each.needs_eyes and not each.inline and not each.media_type.startswith(_TECHNICAL)
    ]
    suspicious = [
        each.reason for each in letter.attachments if each.reason not in _ORDINARY and not each.inline
    ]
    reasons = [*reasons, *persons.reasons, *(["attachment_needs_eyes"] if eyes else []), *suspicious]
    reasons += ["doubtful_values"] if any(course.needs_human for course in courses) else []
    reference = case_number(letter.subject)
    address = _ADDRESS.search(text, forward) if forward is not None and handed_in.value else None
    return Reading(
        kind=kind,
        applicant=persons.applicant,
        applicant_role=persons.role,
        student=persons.student,
        student_birth_date=persons.birth,
        students=persons.students,
        courses=courses,
        missing=_missing(kind, courses, bool(eyes)),
        needs_human=tuple(dict.fromkeys(reasons)),
        case_reference=_subject_value(letter.subject, reference) if reference else Value(),
        forwarded=forward is not None,
        handed_in_by=handed_in,
        applicant_email=address.group() if address else letter.from_email,
    )


def _subject_value(subject: str, span: Span) -> Value:
    return Page(subject, subject, "subject").value(*span, "case number in the subject")
