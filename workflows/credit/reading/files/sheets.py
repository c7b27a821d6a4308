"""Who a table is about: the cells above its heading row («ФИО ученика | Белов Артём», «Табель: Белов Артём»)."""

from dataclasses import dataclass

from workflows.credit.reading.letter import MERGED, Attachment, Table
from workflows.credit.reading.tables.cells import CellPage
from workflows.credit.reading.tables.headings import heads_columns
from workflows.credit.reading.text.folding import squeeze
from workflows.credit.reading.text.vocabulary import label_kind
from workflows.credit.reading.values import Source

MOST_ROWS = 12  # above a heading row; more is no heading of a table
LONGEST = 300  # characters of a cell that may name somebody


@dataclass(frozen=True)
class NamedCell(CellPage):
    """A cell of which the words begin with its label from the cell before; its sources leave the label out."""

    lead: int = 0

    def source(self, start: int, end: int) -> Source:
        """The source that points at this cell's own words."""
        return super().source(max(0, start - self.lead), max(0, end - self.lead))


def cells_above(attachment: Attachment) -> list[NamedCell]:
    """The filled cells above the heading row of each table of a file, all of one without (labels beside their values),
    with the label that stands before them."""
    return [
        cell
        for number, table in enumerate(attachment.tables)
        for row, cells in enumerate(table[: _heading(table)])
        for cell in _cells(cells, number, row, attachment.index)
    ]


def _heading(table: Table) -> int:
    """The number of the row of headings; 0 when there is none near the top."""
    rows = enumerate(table[: MOST_ROWS + 1])
    first = next((n for n, row in rows if heads_columns([squeeze(cell).lower() for cell in row])), 0)
    pairs = all(sum(bool(cell.strip()) for cell in row) <= 2 for row in table)
    return len(table[:MOST_ROWS]) if not first and pairs else first


def _cells(cells: tuple[str, ...], table: int, row: int, attachment: int) -> list[NamedCell]:
    out, label = [], ""
    for column, text in enumerate(cells):
        if not text.strip() or text == MERGED or len(text) > LONGEST:
            continue
        said = f"{label}: {text}" if label else text
        out.append(NamedCell(said, said, "attachment", attachment, table, row, column, len(said) - len(text)))
        label = squeeze(text).rstrip(" :") if label_kind(squeeze(text).lower()) else ""
    return out
