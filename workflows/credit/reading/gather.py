"""Bringing together what the body, its tables and the attachments say of the same courses."""

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from workflows.credit.reading.body import read_body
from workflows.credit.reading.certificates import read_certificate
from workflows.credit.reading.folding import fold
from workflows.credit.reading.letter import MERGED, Attachment, Letter
from workflows.credit.reading.mentions import either_means, plain_title
from workflows.credit.reading.names import find_names
from workflows.credit.reading.page import Page, Span, prepare
from workflows.credit.reading.placed import Placed, lines_of
from workflows.credit.reading.selection import selected
from workflows.credit.reading.tables import read_table
from workflows.credit.reading.titles import clean_title, title_doubts
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
    in_tables, rows = _of_tables(letter, body, answering)
    rest = body.blank(rows) if in_tables else body
    placed = read_body(rest, answering=answering)
    if in_tables:
        placed = [one for one in placed if _whole(one.course)]
    elif rows:
        placed = [_unsure(one, rows) for one in placed]
    own = sorted([*in_tables, *placed], key=lambda one: one.start)
    attached = [course for attachment, page in documents for course in read_attachment(attachment, page)]
    attached = _without_doubles(selected(attached, body, letter))
    spans = tuple((one.start, one.end) for one in placed)
    own = [replace(one, course=_told_in_file(one.course, attached)) for one in own]
    if (
        all(_loose(one.course) for one in own)
        and attached
        and all(course.title.as_written for course in attached)
    ):
        own = []  # «курсы онлайн-школы, сертификаты прикрепляю»: loose words that no course of a file answers to
    if not own:
        return Gathered(tuple(attached), (None,) * len(attached), spans, ())
    merged = [_merge(one.course, attached) for one in own]
    unique = merged if _by_child(body, placed) else _without_doubles(merged)
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


def _of_tables(letter: Letter, body: Page, answering: bool) -> tuple[list[Placed], list[Span]]:
    """The courses of the tables of the letter itself, and where the rows of these tables stand in its text."""
    out: list[Placed] = []
    spans: list[Span] = []
    for number, table in enumerate(letter.tables):
        found = [span for row in table if (span := _row_in(body, row, spans[-1][1] if spans else 0))]
        courses = selected(read_table(table, number, "table", answering=answering), body, letter)
        if len(courses) == 1 and not courses[0].title.as_written and found:
            courses = [_named_above(courses[0], body, found[0][0])]
        start = found[0][0] if found else len(body.view)
        out += [Placed(course, start, start) for course in courses]
        spans += found
    return out, spans


def _row_in(body: Page, row: tuple[str, ...], after: int) -> Span | None:
    """Where the words of a row of a table stand in the text of the letter, however the mail program set them."""
    said = [word for cell in row if cell != MERGED for word in re.findall(r"\w+", cell)]
    if len([cell for cell in row if cell.strip() and cell != MERGED]) < 2 or len(said) > 200:
        return None
    match = re.compile(r"(?<!\w)" + r"\W+".join(map(re.escape, said)) + r"(?!\w)").search(body.text, after)
    return match.span() if match else None


def _named_above(course: Course, body: Page, start: int) -> Course:
    """A table of labels without a name: the short line right above it is its heading."""
    lines = [line for line in lines_of(body) if line[1] <= start]
    if not lines or len(body.view[slice(*lines[-1])].split()) > 10:
        return course
    low, high = clean_title(body.view, *lines[-1])
    heading = body.value(low, high, "line above a table")
    said = body.folded[low:high]
    if not said or not plain_title(said) or title_doubts(str(heading.value)):
        return course
    return course.with_values({"title": heading}, course.doubts)


def _whole(course: Course) -> bool:
    """Whether a row beside the tables states enough to be a course of its own."""
    return sum(bool(getattr(course, name).as_written) for name in _FIELDS) >= 2 and not course.doubts


def _unsure(one: Placed, rows: list[Span]) -> Placed:
    """A table that no rule understands was read as text: what stood in its cells is for a person."""
    inside = any(start < one.end and one.start < end for start, end in rows)
    return (
        replace(one, course=replace(one.course, doubts=(*one.course.doubts, "table_unclear")))
        if inside
        else one
    )


_HEADS_CHILD = re.compile(r"^[ \t]*(?:[-—*•\d.)]+[ ]*)?[^\n:]{3,80}:[ \t]*$", re.M)


def _by_child(body: Page, placed: list[Placed]) -> bool:
    """Whether the rows stand under lines that name one child each: the same course of two children is two."""
    heads = [
        match.start()
        for match in _HEADS_CHILD.finditer(body.view)
        if find_names(match.group(), given_only=True)
    ]
    return len(heads) > 1 and bool(placed) and heads[1] < max(one.start for one in placed)


def _told_in_file(course: Course, attached: list[Course]) -> Course:
    """«Прошу зачесть курс немецкого, письмо прилагаю»: loose words stand for the one course of the file they fit."""
    fits = [other for other in attached if either_means(course.title, other.title)]
    return fits[0] if _loose(course) and len(fits) == 1 else course


def _loose(course: Course) -> bool:
    """A course of which the letter says nothing but words after the request, without quotes."""
    bare = not any(getattr(course, name).as_written for name in _FIELDS) and not course.doubts
    return bare and course.title.rule == "title after the request"


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
    if not one.as_written or not other.as_written:
        return False
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
        if index is None or _contradicts(kept[index], course) and _listed_apart(kept[index], course):
            kept.append(course)
        else:
            kept[index] = _merge(kept[index], [course])
    return kept


def _listed_apart(one: Course, other: Course) -> bool:
    """Whether two tables of one document name a course each («I семестр», «II семестр»): two courses of one name."""
    first, second = one.title.source, other.title.source
    return (
        first is not None
        and second is not None
        and None not in (first.table, second.table)
        and (first.part, first.attachment) == (second.part, second.attachment)
        and first.table != second.table
    )


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
