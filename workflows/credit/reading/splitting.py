"""Where one row of a list or a sentence ends and the next begins."""

import re

from workflows.credit.reading.fields import read_field
from workflows.credit.reading.findings import Findings
from workflows.credit.reading.folding import fold
from workflows.credit.reading.forms import field_is_form
from workflows.credit.reading.hours import find_hours
from workflows.credit.reading.page import Page, Span, trim
from workflows.credit.reading.results import whole_result
from workflows.credit.reading.row import read_row
from workflows.credit.reading.separators import plain_kind, split_fields
from workflows.credit.reading.vocabulary import label_kind, words

_INLINE_NUMBER = re.compile(r"(?:(?<=[\s:;,.])|^)(\d{1,2})\s?[.)]\s*(?=[«\"А-ЯЁA-Z\d])")


def split_rows(page: Page, start: int, end: int) -> list[Span]:
    """Pieces between semicolons, when at least two of them are rows of their own; else the whole."""
    bracketed = _bracketed(page, start, end)
    if bracketed:
        return bracketed
    cuts = [match.end() for match in re.finditer(r";\s*", page.view[start:end])]
    edges = [start, *(start + cut for cut in cuts), end]
    pieces = [
        piece
        for piece in (trim(page.view, *pair) for pair in zip(edges, edges[1:], strict=False))
        if piece[0] < piece[1]
    ]
    rows = [read_row(page, *piece) for piece in pieces]
    own = [
        row
        for row, piece in zip(rows, pieces, strict=True)
        if row and row[1].kinds >= 2 and not _starts_with_value(page, piece)
    ]
    return pieces if len(own) >= 2 else _runs(page, start, end)


def _runs(page: Page, start: int, end: int) -> list[Span]:
    """«физику 68 часов, экзамен, 4, и астрономию 34 часа, зачёт»: a field that names a course anew
    begins a row."""
    fields = split_fields(page.view, start, end)
    begins = [
        start,
        *(field[0] for index, field in enumerate(fields) if index and _begins_row(page, fields, index)),
    ]
    begins = [begin + _AND.match(page.view[begin:end]).end() for begin in begins]  # type: ignore[union-attr]  # matches always
    spans = [trim(page.view, *pair) for pair in zip(begins, [*begins[1:], end], strict=True)]
    rows = [read_row(page, *span) for span in spans]
    return spans if len(spans) >= 2 and all(row and row[1].kinds for row in rows) else [(start, end)]


def _begins_row(page: Page, fields: list[Span], index: int) -> bool:
    """Whether a field opens another course: it names one with its hours, or hours follow it when a row had its own."""
    text = page.view[slice(*fields[index])]
    if _names_anew(text):
        return True
    after = page.view[slice(*fields[index + 1])] if index + 1 < len(fields) else ""
    had = any(find_hours(page.view[slice(*field)]) for field in fields[:index])
    return bool(
        had
        and find_hours(after)
        and plain_kind(text) is None
        and label_kind(fold(text)) is None
        and re.match(r"\s*[^\W\d_]{3}", text)
    )


_AND = re.compile(r"(?:(?:и|а также)\s+)?")


def _names_anew(text: str) -> bool:
    """Whether a field holds a course's name: in quotes, or words right before a number of hours."""
    bare = re.sub(r"^(?:и|а также)\s+", "", text.strip())
    if re.match(r"[«\"][^»\"]{3,}[»\"]", bare):
        return whole_result(bare) is None
    hours = find_hours(bare)
    prefix = bare[: hours[0].start].strip(" (:—-") if hours else ""
    said = re.findall(r"\w+", fold(prefix))
    return (
        0 < len(said) <= 7
        and len(said[-1]) > 2
        and said[0] not in _NOT_NAMES
        and label_kind(fold(prefix)) is None
        and not _PREFIX_OF_HOURS.search(fold(prefix))
        and not field_is_form(prefix)
    )


_NOT_NAMES = frozenset(words("sentences", "not_before_hours"))
_PREFIX_OF_HOURS = re.compile(
    r"объем|трудоемк|всего|итого|нагрузк|длительн|продолжит|из\s|в том числе|около|примерно|рассчитан|"
    r"составля|общ|курс\w*$|программ\w*$|час|лекци|практик|теори|\d"
)


_WITH_BRACKET = re.compile(
    r"(?P<row>[^()\n;]{3,160}\((?P<inner>[^()\n]{3,160})\))\s*(?:[,;.]|(?=и\s)|$)\s*(?:(?:и|а также)\s+)?"
)


def _bracketed(page: Page, start: int, end: int) -> list[Span]:
    """«химия (68 ч, экзамен, 5), биология (34 ч, зачёт, зачтено)»: two and more names, each with its
    own bracket."""
    rows, place = [], start
    while place < end:
        match = _WITH_BRACKET.match(page.view, place, end)
        if not match:
            break
        findings = Findings()
        for field in split_fields(page.view, *match.span("inner")):
            read_field(page, *field, findings)
        if not findings.kinds:
            break
        rows.append(match.span("row"))
        place = match.end()
    rest = page.view[place:end].strip(" .,;")
    return rows if len(rows) >= 2 and (not rest or not find_hours(rest)) else []


def _starts_with_value(page: Page, piece: Span) -> bool:
    first = split_fields(page.view, *piece)[0]
    return read_field(page, *first, Findings())


def split_numbered(page: Page, start: int, end: int) -> list[Span]:
    marks = list(_INLINE_NUMBER.finditer(page.view, start, end))
    run: list[re.Match[str]] = []
    for match in marks:
        if int(match.group(1)) == len(run) + 1:
            run.append(match)
    if len(run) < 2:
        return [(start, end)]
    return [
        (match.end(), following)
        for match, following in zip(run, [*(match.start() for match in run[1:]), end], strict=True)
    ]
