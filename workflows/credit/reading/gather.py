"""Bringing together what the body, its tables and the attachments say of the same courses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflows.credit.reading.body import read_body
from workflows.credit.reading.fields.titles import clean_title, title_doubts
from workflows.credit.reading.files.certificates import read_certificate
from workflows.credit.reading.joining import STATED, filled, is_loose, join, same_title, without_doubles
from workflows.credit.reading.letter import MERGED, Attachment, Letter
from workflows.credit.reading.people.names import find_names
from workflows.credit.reading.prose.courses import untitled
from workflows.credit.reading.prose.mentions import plain_title
from workflows.credit.reading.selection import selected
from workflows.credit.reading.tables.cells import cell_pages
from workflows.credit.reading.tables.courses import read_tables
from workflows.credit.reading.text.page import Page, Span
from workflows.credit.reading.text.placed import Placed, lines_of
from workflows.credit.reading.text.preparing import prepare
from workflows.credit.reading.values import Course

MOST_CHARACTERS = 30_000  # of one attachment's text


@dataclass(frozen=True)
class Gathered:
    """All courses of a letter, where in the body they stand, and what a person must be told about the
    sources."""

    courses: tuple[Course, ...]
    places: tuple[int | None, ...]  # position in the body text of each course, when it was read there
    spans: tuple[tuple[int, int], ...]  # stretches of the body that courses were read from
    reasons: tuple[str, ...]


# «… и ещё два курса из таблицы во вложении»: the file goes on where the letter stops.
_AND_THOSE_ATTACHED = re.compile(
    r"(?<!\w)(?:еще|остальн\w+|а\sтакже|друг\w+|плюс)\s(?:(?!не\s)\w+\s){0,5}(?:из|в|во|по|согласно)\s(?:\w+\s){0,2}"
    r"(?:таблиц|вложен|вложён|приложен|приложён|файл|справк|списк)\w*+(?!\sне\s)"
)


def gather(
    letter: Letter, body: Page, documents: list[tuple[Attachment, Page]], *, answering: bool = False
) -> Gathered:
    """The claimed courses. Rows of the letter itself come first; attachments fill what it leaves out."""
    own, rest, spans = _of_letter(letter, body, answering)
    attached = [course for attachment, page in documents for course in read_attachment(attachment, page)]
    attached = without_doubles(selected(attached, rest, letter))
    named = [course for course in attached if course.title.as_written]
    if named and len(named) == len(attached) and all(is_loose(one.course) for one in own):
        answered, _ = join([one.course for one in own], attached)
        if all(is_loose(course) for course in answered):
            own = []  # «курсы онлайн-школы, сертификаты прикрепляю»: loose words that no course of a file answers to
    if not own:
        courses = _one_without_name(attached, untitled(rest) if len(named) == 1 else None)
        return Gathered(tuple(courses), (None,) * len(courses), spans, ())
    nameless = [course for course in attached if not course.title.as_written]
    joined, extra = join([one.course for one in own], named)
    if len(nameless) == 1 and len(joined) == 1:
        joined = [filled(joined[0], nameless[0])]
    unique = joined if _by_child(body, own) else without_doubles(joined)
    places = tuple(_place(kept, own, joined) for kept in unique)
    extra = [course for course in extra if not any(same_title(course.title, other.title) for other in unique)]
    if extra and _AND_THOSE_ATTACHED.search(body.folded):
        return Gathered((*unique, *extra), (*places, *(None,) * len(extra)), spans, ())
    return Gathered(tuple(unique), places, spans, ("attachment_names_more_courses",) if extra else ())


def _place(kept: Course, own: Sequence[Placed], joined: Sequence[Course]) -> int | None:
    for one, course in zip(own, joined, strict=True):
        if course is kept or same_title(course.title, kept.title):
            return one.start
    return None


def _one_without_name(courses: list[Course], told: Course | None) -> list[Course]:
    """«Справка: 72 часа, зачёт» beside a certificate, or values told in the letter: one course, when there is but one
    name and one that lacks it."""
    named = [course for course in courses if course.title.as_written]
    others = [course for course in courses if not course.title.as_written] + ([told] if told else [])
    if len(named) == 1 and len(others) == 1:
        return [filled(named[0], others[0])]
    return named or courses[:1]


def _of_letter(letter: Letter, body: Page, answering: bool) -> tuple[list[Placed], Page, tuple[Span, ...]]:
    """The courses of the letter's own tables and text in order, the text beside the tables, and where courses stood in
    it."""
    rows = _rows_of_tables(letter, body)
    rest = body.blank([span for spans in rows for span in spans])
    in_tables: list[Placed] = []
    for courses, spans in zip(read_tables(letter.tables, "table", answering=answering), rows, strict=True):
        start = spans[0][0] if spans else len(body.view)
        if len(courses) == 1 and not courses[0].title.as_written:
            courses = [_named_above(courses[0], body, start)]
        in_tables += [Placed(course, start, start) for course in selected(courses, rest, letter)]
    placed = read_body(rest if in_tables else body, answering=answering)
    if in_tables:
        placed = [one for one in placed if _whole(one.course)]
    else:
        placed = [_unsure(one, [span for spans in rows for span in spans]) for one in placed]
    own = sorted([*in_tables, *placed], key=lambda one: one.start)
    return own, rest, tuple((one.start, one.end) for one in placed)


def _rows_of_tables(letter: Letter, body: Page) -> list[list[Span]]:
    """Where the rows of each table stand in the text of the letter."""
    out: list[list[Span]] = []
    last = 0
    for table in letter.tables:
        found = []
        for row in table:
            span = _row_in(body, row, last)
            if span:
                found.append(span)
                last = span[1]
        out.append(found)
    return out


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
    return sum(bool(getattr(course, name).as_written) for name in STATED) >= 2 and not course.doubts


def _unsure(one: Placed, rows: list[Span]) -> Placed:
    """A table that no rule understands was read as text: what stood in its cells is for a person."""
    inside = any(start < one.end and one.start < end for start, end in rows)
    return (
        replace(one, course=replace(one.course, doubts=(*one.course.doubts, "table_unclear")))
        if inside
        else one
    )


_HEADS_CHILD = re.compile(r"^[ \t]*(?:[-—*•\d.)]+[ ]*)?[^\n:]{3,80}:[ \t]*$", re.M)


def _by_child(body: Page, own: list[Placed]) -> bool:
    """Whether the rows stand under lines that name one child each: the same course of two children is two."""
    heads = [
        match.start()
        for match in _HEADS_CHILD.finditer(body.view)
        if find_names(match.group(), given_only=True)
    ]
    return len(heads) > 1 and bool(own) and heads[1] < max(one.start for one in own)


def read_attachment(attachment: Attachment, page: Page) -> list[Course]:
    """The courses of one attachment: its tables, or its text when no table holds courses."""
    courses = [
        course for found in read_tables(attachment.tables, "attachment", attachment.index) for course in found
    ]
    text = read_certificate(page) or [one.course for one in read_body(page)]
    if courses:
        return [*courses, *(course for course in text if _beside(course, courses))]
    text = text or [
        one.course for each in cell_pages(attachment.tables, attachment.index) for one in read_body(each)
    ]
    nameless = None if text else untitled(page)
    return [nameless] if nameless else text


def _beside(course: Course, courses: Sequence[Course]) -> bool:
    """Whether the text beside the tables of a file states a course of its own, or names the one of a table."""
    named = [each for each in courses if each.title.as_written]
    return (
        (_whole(course) or not named)
        and not _is_sum(course, named)
        and not any(same_title(course.title, each.title) for each in named)
    )


def _is_sum(course: Course, parts: Sequence[Course]) -> bool:
    """The programme whose parts a table lists: as many hours as they have together."""
    stated = [each.hours.value for each in parts if isinstance(each.hours.value, int)]
    return len(stated) > 1 and course.hours.value == sum(stated)


def document_page(attachment: Attachment) -> Page:
    """The text of an attachment as a page."""
    return prepare((attachment.text or "")[:MOST_CHARACTERS], "attachment", [], attachment.index)
