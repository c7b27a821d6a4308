"""The rows of headings of a table, and what the columns below them say of their own meaning."""

import re

from workflows.credit.reading.cells import Cell
from workflows.credit.reading.headings import find_columns
from workflows.credit.reading.letter import MERGED
from workflows.credit.reading.results import whole_result


def below_headings(
    grid: list[list[Cell]], number: int, columns: dict[str, list[int]]
) -> tuple[list[list[Cell]], dict[str, list[int]]]:
    """The rows under the heading; a second heading row («всего | лекции | практика») may refine the
    hours column."""
    body = grid[number + 1 :]
    both = _two_rows(grid[number], body[0]) if body else {}
    if both:
        return body[1:], both
    if body and len(columns["hours"]) >= 1:
        second = [cell.said for cell in body[0]]
        subtitles = [
            index
            for index, said in enumerate(second)
            if re.match(r"(?:всего|итого|общ|лекц|практ|теор|аудит|самост|в том числе|в т\.?\s?ч)", said)
        ]
        title = columns["title"][0]
        if subtitles and title < len(second) and (not second[title] or body[0][title].merged):
            totals = [index for index in subtitles if re.match(r"(?:всего|итого|общ)", second[index])]
            return body[1:], {**columns, "hours": totals}
    return body, columns


def _two_rows(upper: list[Cell], lower: list[Cell]) -> dict[str, list[int]]:
    """The columns of a heading in two rows («Объём» over «з.е. | часы»); empty when the lower row holds values."""
    said = [cell.said for cell in lower]
    filled = [each for each in said if each and each != MERGED]
    if len(filled) < 2 or any(re.search(r"\d", each) or whole_result(each) for each in filled):
        return {}
    columns = find_columns([cell.said for cell in upper])
    titles = columns["title"]
    if not titles or titles[0] >= len(said) or said[titles[0]] or re.match(r"(?:итого|всего)", filled[0]):
        return {}
    headings, last = [], ""
    for index, below in enumerate(said):
        above = upper[index].said if index < len(upper) else ""
        last = above or last
        headings.append(f"{last} {below}" if below else above)
    joined = find_columns([_plainly(each) for each in headings])
    return joined if sum(bool(joined.get(kind)) for kind in ("hours", "form", "result")) >= 1 else {}


def _plainly(heading: str) -> str:
    """«трудоемкость з.е.» is a column of units, «аттестация оценка» one of results: the lower word says."""
    last = heading.split()[-1] if heading else ""
    known = find_columns(["предмет", last])
    return last if any(known.get(kind) for kind in ("hours", "form", "result", "units")) else heading


def by_content(body: list[list[Cell]], columns: dict[str, list[int]]) -> dict[str, list[int]]:
    """A column called «аттестация» that holds only marks is the result, when there is no other result
    column."""
    if columns["form"] and not columns["result"]:
        column = columns["form"][0]
        said = [
            line[column].page.view[line[column].start : line[column].end]
            for line in body
            if column < len(line)
        ]
        marks = [text for text in said if whole_result(text)]
        if marks and len(marks) == len([text for text in said if text.strip()]):
            return {**columns, "form": [], "result": [column]}
    return columns
