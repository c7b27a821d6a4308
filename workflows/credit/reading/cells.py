"""Cells of a table: each knows its place, so that what is read of it points there."""

from dataclasses import dataclass

from workflows.credit.reading.folding import fold, squeeze, straight
from workflows.credit.reading.letter import MERGED, Table
from workflows.credit.reading.page import Page, trim
from workflows.credit.reading.values import Source


@dataclass(frozen=True)
class Cell:
    """A cell: characters [start, end) of a page. For a real table the page is the cell itself."""

    page: Page
    start: int
    end: int
    merged: bool = False  # covered by, or the origin of, a vertical merge

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


def grid_of(table: Table, number: int, part: str, attachment: int | None) -> list[list[Cell]]:
    """The cells of a table, each a page of its own."""
    grid = []
    for row, cells in enumerate(table):
        line = []
        for column, text in enumerate(cells):
            view = " ".join(straight(text).split("\n")) if len(text) < 2000 else straight(text)
            covered = text == MERGED or (
                row + 1 < len(table) and column < len(table[row + 1]) and table[row + 1][column] == MERGED
            )
            page = CellPage(text, "" if text == MERGED else view, part, attachment, number, row, column)
            line.append(Cell(page, *trim(page.view, 0, len(page.view)), covered))
        grid.append(line)
    return grid
