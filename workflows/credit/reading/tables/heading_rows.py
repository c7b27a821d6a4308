"""The rows of headings of a table: one, or two of which the lower says what the upper is divided into."""

import re

from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.tables.cells import Cell
from workflows.credit.reading.tables.headings import heading_kind

_DIVIDES = re.compile(r"(?:всего|итого|общ|лекц|практ|теор|аудит|самост|контакт|лаб|в том числе|в т\.?\s?ч)")


def below_headings(grid: list[list[Cell]], number: int) -> tuple[list[str], list[list[Cell]]]:
    """The headings of the columns from row `number` on, joined when they take two rows, and the rows below."""
    upper, body = grid[number], grid[number + 1 :]
    said = [cell.said for cell in upper]
    if not body or not _second(body[0]):
        return said, body
    headings, last = [], ""
    for index, cell in enumerate(body[0]):
        above = said[index] if index < len(said) else ""
        last = above or last
        headings.append(_joined(last, cell.said) if cell.said else above)
    return headings, body[1:]


def _second(line: list[Cell]) -> bool:
    """Whether a row below the headings is one of headings too: its words name columns, and it holds no value."""
    filled = [cell.said for cell in line if cell.said]
    if len(filled) < 2 or any(re.search(r"\d", each) or whole_result(each) for each in filled):
        return False
    if re.match(r"(?:итого|всего)", filled[0]) and line[0].said:
        return False
    return all(heading_kind(each) is not None or _DIVIDES.match(each) for each in filled)


def _joined(upper: str, lower: str) -> str:
    """«трудоёмкость» over «з.е.» is a column of units, «аттестация» over «оценка» one of results: the lower word says,
    the upper one when the lower is only «всего»."""
    kind = heading_kind(lower)
    if kind in {"total", None} or _DIVIDES.match(lower):
        return f"{upper} {lower}"
    return f"{lower} ({upper})"
