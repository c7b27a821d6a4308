"""Bringing together what the body, its tables and the attachments say of the same courses."""

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from workflows.credit.reading.body import read_body
from workflows.credit.reading.certificates import read_certificate
from workflows.credit.reading.folding import fold
from workflows.credit.reading.letter import Attachment, Letter
from workflows.credit.reading.mentions import either_means
from workflows.credit.reading.page import Page, prepare
from workflows.credit.reading.placed import Placed
from workflows.credit.reading.tables import read_table
from workflows.credit.reading.values import Course, Value

_SAME_TITLE = 93  # rapidfuzz ratio of folded titles: a typing slip apart, never a level or part number
MOST_CHARACTERS = 30_000  # of one attachment's text
_FIELDS = ("hours", "assessment_form", "result")


@dataclass(frozen=True)
class Gathered:
    """All courses of a letter, where in the body they stand, and what a person must be told about the
    sources."""

    courses: tuple[Course, ...]
    places: tuple[int | None, ...]  # position in the body text of each course, when it was read there
    spans: tuple[tuple[int, int], ...]  # stretches of the body that courses were read from
    reasons: tuple[str, ...]


def gather(
    letter: Letter, body: Page, documents: list[tuple[Attachment, Page]], *, answering: bool = False
) -> Gathered:
    """The claimed courses. Rows of the letter itself come first; attachments fill what it leaves out."""
    in_tables = [
        course for number, table in enumerate(letter.tables) for course in read_table(table, number, "table")
    ]
    placed = [] if in_tables else read_body(body, answering=answering)
    own = [Placed(course, -1, -1) for course in in_tables] or placed
    attached = [course for attachment, page in documents for course in read_attachment(attachment, page)]
    attached = _without_doubles(attached)
    spans = tuple((one.start, one.end) for one in placed)
    if not own:
        return Gathered(tuple(attached), (None,) * len(attached), spans, ())
    own = [replace(one, course=_told_in_file(one.course, attached)) for one in own]
    merged = [_merge(one.course, attached) for one in own]
    unique = _without_doubles(merged)
    places = tuple(
        next(
            (one.start for one, course in zip(own, merged, strict=True) if course is kept and one.start >= 0),
            None,
        )
        for kept in unique
    )
    extra = [
        course for course in attached if not any(same_title(course.title, other.title) for other in unique)
    ]
    if extra and _AND_THOSE_ATTACHED.search(body.folded):
        return Gathered((*unique, *extra), (*places, *(None,) * len(extra)), spans, ())
    return Gathered(tuple(unique), places, spans, ("attachment_names_more_courses",) if extra else ())


def _told_in_file(course: Course, attached: list[Course]) -> Course:
    """«Прошу зачесть курс немецкого, письмо прилагаю»: loose words stand for the one course of the file they fit."""
    bare = not any(getattr(course, name).as_written for name in _FIELDS) and not course.doubts
    fits = [other for other in attached if either_means(course.title, other.title)]
    return fits[0] if bare and len(fits) == 1 and course.title.rule == "title after the request" else course


# «… и ещё два курса из таблицы во вложении»: the file goes on where the letter stops.
_AND_THOSE_ATTACHED = re.compile(
    r"(?<!\w)(?:еще|остальн\w+|а\sтакже|друг\w+|плюс)\s(?:\w+\s){0,5}(?:из|в|во|по|согласно)\s(?:\w+\s){0,2}"
    r"(?:таблиц|вложен|вложён|приложен|приложён|файл|справк|списк)"
)


def read_attachment(attachment: Attachment, page: Page) -> list[Course]:
    """The courses of one attachment: its tables, or its text when no table holds courses."""
    courses = [
        course
        for number, table in enumerate(attachment.tables)
        for course in read_table(table, number, "attachment", attachment.index)
    ]
    return courses or read_certificate(page) or [one.course for one in read_body(page)]


def document_page(attachment: Attachment) -> Page:
    """The text of an attachment as a page."""
    return prepare((attachment.text or "")[:MOST_CHARACTERS], "attachment", [], attachment.index)


def same_title(one: Value, other: Value) -> bool:
    """Whether two titles are the same but for quotes, case, ё and a typing slip; figures must agree."""
    first, second = _plain(one), _plain(other)
    if first == second:
        return True
    digits = [[char for char in text if char.isdigit()] for text in (first, second)]
    return (
        digits[0] == digits[1]
        and min(len(first), len(second)) > 8
        and fuzz.ratio(first, second) >= _SAME_TITLE
    )


def _plain(title: Value) -> str:
    return " ".join(
        "".join(char if char.isalnum() or char in "+#" else " " for char in fold(str(title.value))).split()
    )


def _without_doubles(courses: list[Course]) -> list[Course]:
    kept: list[Course] = []
    for course in courses:
        index = next(
            (number for number, other in enumerate(kept) if same_title(course.title, other.title)), None
        )
        if index is None:
            kept.append(course)
        elif _contradicts(kept[index], course):
            if course.student is None:
                kept[index] = _merge(kept[index], [course])
        else:
            kept[index] = _merge(kept[index], [course])
    return kept


def _contradicts(one: Course, other: Course) -> bool:
    return any(_differ(getattr(one, name), getattr(other, name)) for name in _FIELDS)


def _differ(one: Value, other: Value) -> bool:
    if one.value is None or other.value is None:
        return False
    first, second = fold(str(one.value)), fold(str(other.value))
    if isinstance(one.value, int) or isinstance(other.value, int):
        return first != second
    return first not in second and second not in first


def _merge(course: Course, others: list[Course]) -> Course:
    """`course` with empty values taken from the same course elsewhere, and contradicted ones emptied."""
    for other in others:
        if not same_title(course.title, other.title):
            continue
        changes: dict[str, Value] = {}
        doubts = list(course.doubts)
        for name in _FIELDS:
            mine, theirs = getattr(course, name), getattr(other, name)
            if mine.value is None and not mine.as_written and theirs.value is not None:
                changes[name] = theirs
            elif _differ(mine, theirs) and name != "assessment_form":
                changes[name] = Value(None, mine.as_written, mine.source, mine.rule)
                doubts.append(f"{name}_differs_between_sources")
        course = course.with_values(changes, doubts)
    return course
