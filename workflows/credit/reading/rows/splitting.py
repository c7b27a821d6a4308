"""Where one row of a list or a sentence ends and the next begins."""

import re

from workflows.credit.reading.fields.field import read_field
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.forms_told import find_forms
from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.fields.results import find_results, whole_result
from workflows.credit.reading.fields.separators import plain_kind, split_fields
from workflows.credit.reading.rows.row import read_row
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import may_name
from workflows.credit.reading.text.page import Page, Span, trim
from workflows.credit.reading.text.vocabulary import label_kind, words

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
    rows = [read_row(page, *piece) for piece in pieces] if len(pieces) > 1 else [None] * len(pieces)
    own = [
        row
        for row, piece in zip(rows, pieces, strict=True)
        if row and row[1].kinds >= 2 and not _starts_with_value(page, piece)
    ]
    if len(own) >= 2:
        return pieces
    runs = _runs(page, start, end)
    return runs if len(runs) > 1 else _flowing(page, start, end)


_WORD = re.compile(r"[^\W_][\w+#-]*|[«\"][^«»\"]+[»\"]")
_LINKS = re.compile(
    r"(?:[\s,;.—-]|(?<!\w)(?:и|а|а также|также|еще|ещё|плюс|потом|затем|далее|там|это)(?!\w))*\Z", re.I
)
_PART_OF_ONE = re.compile(
    r"(?:(?:\d|[ivx]+|перв\w+|втор\w+|трет\w+|четверт\w+)(?:-?\w{1,2})?\s)?(?:семестр|полугоди|четверт|год|модул|част|лекци|практи|теори|семинар|"
    r"заняти|самостоятельн|итого|всего|объем)"
)  # of a course, no name of another
_LONGEST_NAME = 7  # words


def _flowing(page: Page, start: int, end: int) -> list[Span]:
    """«лепка 72 часа зачёт и батик 36 часов экзамен»: typed without a mark between the rows. A row begins at the name
    before its hours; the whole when any hours have no name of their own."""
    stated = find_hours(page.view[start:end])
    if len(stated) < 2 or any(one.value is None for one in stated):
        return [(start, end)]
    begins = [start]
    for before, here in zip(stated, stated[1:], strict=False):
        name = _name_before(page, start + before.end, start + here.start)
        if name is None:
            return [(start, end)]
        begins.append(name)
    spans = []
    for low, high in zip(begins, [*begins[1:], end], strict=True):
        links = _LINKS.search(page.view[low:high]) if high != end else None
        spans.append(trim(page.view, low, low + links.start() if links else high))
    rows = [read_row(page, *span) for span in spans]
    return spans if all(row and row[1].kinds for row in rows) else [(start, end)]


def _name_before(page: Page, low: int, high: int) -> int | None:
    """Where the name that ends before `high` begins: the last words that are neither values nor a sentence's own."""
    values = [(low + one.start, low + one.end) for one in find_forms(page.view[low:high])]
    values += [(low + one.start, low + one.end) for one in find_results(page.view[low:high])]
    words = list(_WORD.finditer(page.view, low, high))
    kinds = [
        "value" if _inside(word.span(), values) or whole_result(word.group()) else _of_name(word.group())
        for word in words
    ]
    last = next((index for index in reversed(range(len(words))) if kinds[index] == "name"), None)
    if last is None:
        return None
    first = last
    while first and (
        kinds[first - 1] == "name"
        or (
            fold(words[first - 1].group()) in {"и", "в", "на", "по", "для", "с", "из", "к"}
            and first > 1
            and kinds[first - 2] == "name"
        )
    ):
        first -= 1
    name = fold(page.view[words[first].start() : words[last].end()])
    if (
        last - first >= _LONGEST_NAME
        or _PART_OF_ONE.match(name)
        or (first == 0 and kinds.count("value") == 0 and low > high - 2)
    ):
        return None
    return words[first].start()


def _inside(span: Span, others: list[Span]) -> bool:
    return any(low <= span[0] and span[1] <= high for low, high in others)


def _of_name(word: str) -> str:
    return "name" if may_name([word.strip('«»"')]) and fold(word) not in _NOT_NAMES else "other"


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
    if len(spans) < 2:
        return [(start, end)]
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
        and plain_kind(prefix) is None
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
    rows, place = list[Span](), start
    while place < end:
        match = _WITH_BRACKET.match(page.view, place, end)
        if not match:
            break
        findings = Findings()
        for field in split_fields(page.view, *match.span("inner")):
            read_field(page, *field, findings)
        name = page.view[match.start("row") : match.start("inner")].strip(" ,;(")
        if rows and plain_kind(name) in {"form", "result"}:
            return []  # «Вышивка (34 часа), выставка, 5 (отлично)» is one row
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
