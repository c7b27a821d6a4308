"""A form as a table: labels and values side by side, in two columns or in four."""

from dataclasses import replace

from workflows.credit.reading.fields.field import read_labelled
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.separators import LABEL
from workflows.credit.reading.fields.titles import clean_title, title_doubts
from workflows.credit.reading.rows.row import read_row
from workflows.credit.reading.tables.cells import Cell
from workflows.credit.reading.tables.headings import heading_kind, heads_columns
from workflows.credit.reading.tables.row import BLANK, NOTHING_SAID
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.vocabulary import label_kind
from workflows.credit.reading.values import Course, Value


def _beside(said: str) -> str | None:
    """The label of a form («Курс», «Часов (акад.)»); what the vocabulary lacks is judged as a heading is."""
    known = label_kind(said)
    return known or (heading_kind(said.rstrip(" :")) if len(said.split()) <= 6 else None)


def beside_labels(grid: list[list[Cell]]) -> list[Course]:
    """A form of labels and values side by side: «Курс | Физика», «Часы | 68», in two columns or in four."""
    pairs = _pairs(grid)
    kinds = [kind for kind, _ in pairs]
    stated = {kind for kind in kinds if kind in {"hours", "form", "result"}}
    if len(stated) < 2 and not (stated and "title" in kinds):
        return []
    courses: list[Course] = []
    title: Value | None = None
    findings = Findings()
    for kind, cell in [*pairs, (None, None)]:
        if kind == "title" or cell is None:
            if (title and findings.kinds) or (title is None and findings.kinds >= 2):
                courses.append(findings.course(title or Value()))
            title, findings = None, Findings()
        if cell is None or BLANK.match(cell.said) or NOTHING_SAID.fullmatch(cell.said):
            continue
        if kind == "title":
            row = read_row(cell.page, cell.start, cell.end)
            title = replace(row[0], rule="cell beside a title label") if row else None
            if title and row and row[1].forms and row[1].kinds == 1 and "title_unclear" in row[1].doubts:
                whole = clean_title(cell.page.view, cell.start, cell.end)  # «Химия. Решение задач»
                title = cell.page.value(*whole, title.rule)
            findings.doubts.extend(title_doubts(str(title.value)) if title else [])
        elif kind in {"hours", "form", "result"}:
            read_labelled(cell.page, kind, (cell.start, cell.end), findings)
    return courses


def _label_inside(cell: Cell) -> tuple[str | None, Cell] | None:
    """«Объём: 72 часа» in one cell."""
    label = LABEL.match(cell.page.view, cell.start, cell.end)
    kind = _beside(fold(label.group(1))) if label else None
    if label is None or kind not in {"title", "hours", "form", "result"}:
        return None
    return kind, replace(cell, start=label.end())


def _pairs(grid: list[list[Cell]]) -> list[tuple[str | None, Cell]]:
    """Labels with the cells beside them; empty when a row of the table is none of pairs."""
    out: list[tuple[str | None, Cell]] = []
    for line in grid:
        cells = [cell for cell in line if cell.said]
        inside = [_label_inside(cell) for cell in cells]
        if inside and all(inside):
            out += [pair for pair in inside if pair]
            continue
        if len(cells) < 2:
            continue  # a caption, an empty row
        if len(cells) % 2 or len(cells) > 8:
            return []
        pairs = list(zip(cells[::2], cells[1::2], strict=True))
        known = [_beside(label.said) for label, _ in pairs]
        if len(pairs) > 1 and any(kind is None for kind in known):
            return []
        if len(pairs) > 1 and heads_columns([cell.said for cell in cells]):
            return []
        if len(pairs) > 1 and all(
            _beside(value.said) in {"title", "hours", "form", "result"} for _, value in pairs
        ):
            return []  # a row of headings
        out += [(kind, value) for kind, (_, value) in zip(known, pairs, strict=True)]
    return out
