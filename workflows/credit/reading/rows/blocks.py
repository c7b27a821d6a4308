"""Courses written as blocks of labels: «Курс: …», «Часы: …»."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from workflows.credit.reading.fields.field import fits, read_labelled
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.separators import inner_labels, plain_kind
from workflows.credit.reading.fields.titles import clean_title
from workflows.credit.reading.prose.mentions import plain_title
from workflows.credit.reading.rows.row import is_sure_form, read_row
from workflows.credit.reading.rows.splitting import split_rows
from workflows.credit.reading.tables.cells import Cell
from workflows.credit.reading.tables.columns import columns_of
from workflows.credit.reading.tables.courses import rows_under
from workflows.credit.reading.tables.headings import heading_kind, heads_columns
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.page import ITEM, Page, Span
from workflows.credit.reading.text.placed import State, is_free, lines_of
from workflows.credit.reading.text.sentences import heads_list, lead_end
from workflows.credit.reading.text.vocabulary import label_kind
from workflows.credit.reading.values import Value

_PIECE_LABEL = re.compile(r"\s*([^:=\n]{1,70}?)\s*(?:[:=](?![:=])|\s[-—](?=\s))\s*")


_VALUED = frozenset({"title", "hours", "form", "result"})


def label_blocks(state: State) -> None:
    page, pieces = state.page, _labelled_pieces(state)
    block: list[tuple[str, Span]] = []
    valued = any(kind != "title" for kind, _ in pieces)
    bare: list[
        tuple[str, Span]
    ] = []  # a title without values of its own: the values below may be meant for it too
    for kind, span in [*pieces, ("title", (len(page.view), len(page.view)))]:
        repeats = kind in {label for label, _ in block}
        if kind == "title" or (repeats and kind in {"hours", "form", "result"}):
            alone = len(block) == 1 and valued
            _close_block(state, bare, shared=True)
            _close_block(state, [] if alone else block, shared=bool(bare))
            bare, block = (block if alone else []), []
        if kind == "title" or block:
            block.append((kind, span))


_RECORD_LINE = re.compile(r"\s*([^\W\d][^:=\n]{1,45}?)\s*[:=](?!\S)\s*")
_FEWEST_LABELS = 3
Record = dict[str, Cell]


def records(state: State) -> None:
    """Blocks of lines with the same labels in the writer's own words («Что изучал: …», «Сколько: …»).

    What the vocabulary lacks is said by the values that stand behind a label in all blocks."""
    page, lines = state.page, lines_of(state.page)
    found = _from_first(each for each in _records(page, lines) if len(each) >= _FEWEST_LABELS)
    labels = list(dict.fromkeys(label for each in found for label in each))
    first = next(iter(found[0]), None) if found else None
    if len(found) < 2 or any(next(iter(each)) != first for each in found):
        return
    if all(label_kind(label) for label in labels) and _title_leads(labels):
        return  # nothing but known labels, the name before its values: read one by one
    if any(not label_kind(label) and sum(label in each for each in found) < 2 for label in labels):
        return  # «Математика: алгебра и геометрия» is a name that holds a colon
    nothing = Cell(page, lines[0][0], lines[0][0])
    rows = [[each.get(label, nothing) for label in labels] for each in found]
    columns = columns_of(labels, rows)
    if columns is None or columns.kinds < 2:
        return
    for row, record in zip(rows, found, strict=True):
        for course in rows_under([row], columns):
            cells = record.values()
            start = page.view.rfind("\n", 0, min(cell.start for cell in cells)) + 1
            state.take(course, start, max(cell.end for cell in cells))


def _from_first(found: Iterable[Record]) -> list[Record]:
    """Records that begin with the same label; what a letter says of its writer before the first one left out."""
    out = list(found)
    begins = next(iter(out[1])) if len(out) > 1 else ""
    if begins in (out[0] if out else {}):
        labels = list(out[0])
        before, rest = labels[: labels.index(begins)], labels[labels.index(begins) :]
        if not any(label_kind(label) in _VALUED for label in before):
            out[0] = {label: out[0][label] for label in rest}
    return out


def _title_leads(labels: list[str]) -> bool:
    """Whether no value stands before the name of its course."""
    kinds = [label_kind(label) for label in labels]
    return "title" not in kinds or not {"hours", "form", "result"} & set(kinds[: kinds.index("title")])


def cells_by_line(state: State) -> None:
    """A table of which every cell came on a line of its own: its headings, one under the other, then its rows."""
    page, lines = state.page, lines_of(state.page)
    kinds = [label_kind(page.folded[slice(*line)].rstrip(" :")) for line in lines]
    for first in range(len(lines)):
        width = next((count for count, kind in enumerate(kinds[first:]) if kind is None), len(lines) - first)
        heads = [page.folded[slice(*line)] for line in lines[first : first + width]]
        if width < _FEWEST_LABELS or (first and kinds[first - 1]) or not heads_columns(heads):
            continue
        cells = [Cell(page, *line) for line in lines[first + width :]]
        rows: list[list[Cell]] = []
        while len(cells) >= width and _fits(rows, cells[:width]):
            rows.append(cells[:width])
            cells = cells[width:]
        columns = columns_of(heads, rows) if rows else None
        courses = rows_under(rows, columns) if columns else []
        for course, row in zip(courses, rows, strict=False):
            state.take(course, row[0].start, row[-1].end)


def _fits(rows: list[list[Cell]], row: list[Cell]) -> bool:
    """A row whose cells stand as near to each other as those of the first row do, and of which one is a value."""
    text = row[0].page.view
    gaps = [text[one.end : other.start].count("\n") for one, other in zip(row, row[1:], strict=False)]
    return max(gaps) - min(gaps) == 0 and any(
        plain_kind(text[cell.start : cell.end]) or re.fullmatch(r"\d{1,4}", cell.said) for cell in row
    )


def _records(page: Page, lines: list[Span]) -> list[Record]:
    out: list[Record] = [{}]
    for start, end in lines:
        marker = ITEM.match(page.view, start, end)
        match = _RECORD_LINE.match(page.view, marker.end() if marker else start, end)
        if not match or len(match.group(1).split()) > 5:
            continue
        label = fold(match.group(1))
        if label in out[-1]:
            out.append({})
        out[-1][label] = Cell(page, match.end(), end)
    return out


def _labelled_pieces(state: State) -> list[tuple[str, Span]]:
    page, out, lines = state.page, [], lines_of(state.page)
    out += _labels_over_values(state, lines)
    for number, (start, end) in enumerate(lines):
        if not is_free(state, (start, end)):
            continue
        marker = ITEM.match(page.view, start, end)
        begin = marker.end() if marker else start
        for low, high in _pieces(page.view, begin, end):
            match = _PIECE_LABEL.match(page.view, low, high)
            kind = _label(match, page.view[match.end() : high]) if match else None
            if not match or kind not in _VALUED:
                continue
            value = (match.end(), high)
            if (
                match.end() >= high
                and number + 1 < len(lines)
                and not _PIECE_LABEL.match(page.view, *lines[number + 1])
            ):
                value = lines[number + 1]
            several = kind == "title" and len(split_rows(page, *value)) > 1
            if value[0] < value[1] and not several:
                out.append((kind, value))
    named = [("title", line) for line in _names_over_labels(page, lines, out) if is_free(state, line)]
    return sorted([*out, *named], key=lambda piece: piece[1]) if named else out


def _inset(page: Page, line: Span) -> int:
    return line[0] - page.view.rfind("\n", 0, line[0])


def _is_labelled(view: str, start: int, end: int) -> bool:
    """Whether a line holds a label and something behind it; a dash is enough behind a label of the vocabulary."""
    head = _RECORD_LINE.match(view, start, end)
    dashed = _PIECE_LABEL.match(view, start, end)
    known = dashed is not None and label_kind(fold(dashed.group(1))) is not None
    return (head is not None and head.end() < end) or (known and dashed is not None and dashed.end() < end)


def _names_over_labels(page: Page, lines: list[Span], pieces: list[tuple[str, Span]]) -> Iterator[Span]:
    """«Курс «Веб-дизайн»» over «Объём: 72 часа», «Аттестация: …»: a line without a label that heads labelled ones."""
    markers = [ITEM.match(page.view, *line) for line in lines]
    heads = [
        _is_labelled(page.view, marker.end() if marker else line[0], line[1])
        for marker, line in zip(markers, lines, strict=True)
    ]
    kinds = [
        {kind for kind, (start, _) in pieces if low <= start <= high} if head else None
        for head, (low, high) in zip(heads, lines, strict=True)
    ]
    for number, line in enumerate(lines):
        below = next(
            (count for count, kind in enumerate(kinds[number + 1 :]) if kind is None), len(kinds) - number - 1
        )
        said = set[str]().union(*(kind or set() for kind in kinds[number + 1 : number + 1 + below]))
        if kinds[number] is not None or "title" in said or not said or page.view[slice(*line)].count("\n"):
            continue
        if len(said) < 2 and _inset(page, lines[number + 1]) <= _inset(page, line):
            continue  # a single label has to be set in below its name
        quoted = re.search(r"[«\"][^«»\"]{3,}[»\"]\W*\Z", page.view[slice(*line)])
        marker = ITEM.match(page.view, *line)
        words = page.folded[marker.end() if marker else line[0] : line[1]]
        if not (lead_end(page.view[slice(*line)]) or heads_list(words)) and (
            plain_title(words.strip(" .:")) or (quoted and len(words.split()) <= 12)
        ):
            yield (marker.end() if marker else line[0], line[1])


def _label(match: re.Match[str], value: str) -> str | None:
    """The label of a piece; one that the vocabulary lacks («Часов (акад.)») is judged as a heading of a table is."""
    said = fold(match.group(1))
    known = label_kind(said)
    if known or not re.search("[:=]", match.group()) or len(said.split()) > 5:
        return known
    kind = heading_kind(said)
    return kind if kind in {"hours", "form", "result"} and fits(kind, value) else None


def _labels_over_values(state: State, lines: list[Span]) -> list[tuple[str, Span]]:
    """A form copied line by line: each label on a line of its own, its value on the next one."""
    page, out, index = state.page, [], 0
    kinds = [label_kind(page.folded[slice(*line)].rstrip(" :")) for line in lines]
    while index + 1 < len(lines):
        free = is_free(state, lines[index]) and is_free(state, lines[index + 1])
        beside = _RECORD_LINE.match(page.view, *lines[index])
        if (
            beside
            and label_kind(fold(beside.group(1))) == "title"
            and beside.end() < lines[index][1]
            and free
        ):
            out.append(("title", (beside.end(), lines[index][1])))
        elif kinds[index] in _VALUED and kinds[index + 1] is None and free:
            out.append((str(kinds[index]), lines[index + 1]))
            index += 1
        index += 1
    return out if len({kind for kind, _ in out}) >= 3 and out[0][0] == "title" else []


def _pieces(text: str, start: int, end: int) -> list[Span]:
    cuts = [start]
    for match in re.finditer(
        r"[;|,.]\s+(?=(?:[^:;|,\n]|,\s(?:ак\.?\s?)?ч){2,50}?(?:[:=]|\s[-—]\s))", text[start:end]
    ):
        label = _PIECE_LABEL.match(text, start + match.end(), end)
        if label and label_kind(fold(label.group(1))):
            cuts.append(start + match.end())
    cuts = sorted({*cuts, *inner_labels(text, start, end)})
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _goes_on(page: Page, title: Value, findings: Findings) -> bool:
    """Whether what sounds like a form in a labelled title is no certain one, and a full stop parts it from the name."""
    form = findings.forms[0].source
    return (
        form is not None
        and title.source is not None
        and page.view[title.source.end : form.start].strip() == "."
        and not is_sure_form(findings.forms[0].as_written)
    )


def _close_block(state: State, block: list[tuple[str, Span]], *, shared: bool) -> None:
    if not block:
        return
    page, (_, title_span) = state.page, block[0]
    row = read_row(page, *title_span)
    if not row:
        return
    title, findings, _ = row
    said = {kind for kind, _ in block}
    if (
        len(said) > 1
        and not findings.hours
        and not findings.results
        and findings.forms
        and _goes_on(page, title, findings)
    ):
        low, high = clean_title(page.view, *title_span)  # «Курс: Химия. Решение задач»
        title, findings = page.value(low, high, title.rule), Findings()
    findings.doubts = [doubt for doubt in findings.doubts if doubt != "title_may_be_several"]
    for kind, (start, end) in block[1:]:
        read_labelled(page, kind, (start, end), findings)
    if len(block) == 1 and not findings.kinds and not shared:
        return
    findings.doubts.extend(["values_may_be_shared"] if shared else [])
    course = findings.course(replace(title, rule="title after its label"))
    state.take(course, title_span[0], max(end for _, (_, end) in block))
