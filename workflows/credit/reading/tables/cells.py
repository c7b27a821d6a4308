"""Cells of a table: each knows its place, so that what is read of it points there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflows.credit.reading.letter import MERGED, Table
from workflows.credit.reading.text.folding import fold, squeeze, straight
from workflows.credit.reading.text.page import Page, trim
from workflows.credit.reading.text.preparing import as_meant, prepare
from workflows.credit.reading.values import Source, Value


@dataclass(frozen=True)
class Cell:
    """A cell: characters [start, end) of a page. For a real table the page is the cell itself."""

    page: Page
    start: int
    end: int
    merged: bool = False  # covered by, or the origin of, a vertical merge
    covered: bool = False  # the words are those of the cell above that covers this one

    @property
    def said(self) -> str:
        """The folded words of the cell."""
        return squeeze(fold(self.page.view[self.start : self.end]))


@dataclass(frozen=True)
class CellPage(Page):
    """One table cell as a page of its own: its sources point at the cell."""

    table: int = 0
    row: int = 0
    column: int = 0

    def source(self, start: int, end: int) -> Source:
        """The source that points at [start, end) of this cell."""
        return Source(self.part, start, end, self.attachment, self.table, self.row, self.column)


def cell_pages(tables: Sequence[Table], attachment: int) -> list[CellPage]:
    """The cells of several lines as pages of their own: a table that only lays out a text."""
    out = []
    for number, table in enumerate(tables):
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                if "\n" in text.strip():
                    view = prepare(text, "attachment", []).view
                    out.append(CellPage(text, view, "attachment", attachment, number, row, column))
    return out


@dataclass(frozen=True)
class JoinedPage(Page):
    """The words of two cells below each other that are one name; what is read there points at the first."""

    first: Cell | None = None

    def source(self, start: int, end: int) -> Source:
        """The source that points at the first of the two cells."""
        assert self.first is not None
        return self.first.page.source(self.first.start, self.first.end)

    def value(self, start: int, end: int, rule: str, trusted: bool = True) -> Value:
        """The words of both as a value; as written are those of the first."""
        assert self.first is not None
        said = self.first.page.text[self.first.start : self.first.end]
        return Value(squeeze(self.text[start:end]), said, self.source(start, end), rule, trusted)


def joined(first: Cell, second: Cell) -> Cell:
    """One cell of a name that goes on in the cell below («Администрирование» over «операционных систем»)."""
    words = [squeeze(each.page.view[each.start : each.end]) for each in (first, second)]
    text = "".join([words[0].rstrip("-"), words[1]]) if words[0].endswith("-") else " ".join(words)
    return Cell(
        JoinedPage(text, text, first.page.part, first.page.attachment, first), 0, len(text), first.merged
    )


def grid_of(table: Table, number: int, part: str, attachment: int | None) -> list[list[Cell]]:
    """The cells of a table, each a page of its own; one that a vertical merge covers is the page of the cell above."""
    grid: list[list[Cell]] = []
    for row, cells in enumerate(table):
        line = []
        for column, text in enumerate(cells):
            above = grid[-1][column] if grid and column < len(grid[-1]) else None
            if text == MERGED and above:
                line.append(replace(above, merged=True, covered=True))
                continue
            view = " ".join(straight(text).split("\n")) if len(text) < 2000 else straight(text)
            covers = (
                row + 1 < len(table) and column < len(table[row + 1]) and table[row + 1][column] == MERGED
            )
            view = as_meant(view)
            page = CellPage(text, "" if text == MERGED else view, part, attachment, number, row, column)
            line.append(Cell(page, *trim(page.view, 0, len(page.view)), covers))
        grid.append(line)
    return grid
