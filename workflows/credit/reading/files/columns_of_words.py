"""Tables of a PDF page that are set without rules: words below headings, told apart by where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workflows.credit.reading.tables.headings import heads_columns
from workflows.credit.reading.text.folding import fold, squeeze

_LEAST_COLUMNS = 3
_GAP = 1.1  # of the height of a word: a wider space parts two cells
_NEXT_ROW = 3.5  # of the height of a word: what stands further below is no row of the table
_SAME_LINE = 3  # points


@dataclass(frozen=True)
class Phrase:
    """Words that stand together; places in points from the left and from the top."""

    text: str
    left: float
    right: float
    top: float
    height: float


def phrases(words: Sequence[dict[str, Any]]) -> list[list[Phrase]]:
    """The lines of a page as phrases, told apart by wide spaces."""
    return [_joined(line) for line in _lines(words)]


def runs(texts: Sequence[dict[str, Any]]) -> list[list[Phrase]]:
    """The lines of a page as runs of letters and spaces, each a phrase: what no space parts from the next is a cell."""
    return [
        [
            Phrase(said, run["x0"], run["x1"], run["top"], run["bottom"] - run["top"])
            for run in line
            if (said := run["text"].strip())
        ]
        for line in _lines(texts)
    ]


def _lines(words: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda one: (round(one["top"]), one["x0"])):
        if lines and abs(lines[-1][0]["top"] - word["top"]) <= _SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda one: one["x0"]) for line in lines]


def _joined(line: list[dict[str, Any]]) -> list[Phrase]:
    out: list[Phrase] = []
    for word in line:
        height = word["bottom"] - word["top"]
        if out and word["x0"] - out[-1].right <= _GAP * height:
            last = out[-1]
            out[-1] = Phrase(f"{last.text} {word['text']}", last.left, word["x1"], last.top, last.height)
        else:
            out.append(Phrase(word["text"], word["x0"], word["x1"], word["top"], height))
    return out


def tables_of_words(lines: Sequence[list[Phrase]]) -> tuple[list[list[list[str]]], str]:
    """The tables under lines of headings, and the text of the other lines, wide spaces as tabs."""
    tables: list[list[list[str]]] = []
    left: list[str] = []
    number = 0
    while number < len(lines):
        rows = _rows_under(lines[number:])
        if rows:
            tables.append([[phrase.text for phrase in lines[number]], *_around_values(rows)])
        else:
            left.append("\t".join(phrase.text for phrase in lines[number]))
        number += 1 + len(rows)
    return tables, "\n".join(left)


def _rows_under(lines: Sequence[list[Phrase]]) -> list[list[str]]:
    """The lines of cells below the first line, when that is one of headings; else none."""
    head = lines[0]
    if len(head) < _LEAST_COLUMNS or not heads_columns([squeeze(fold(phrase.text)) for phrase in head]):
        return []
    rows, above = [], head[0]
    for line in lines[1:]:
        cells = _cells(line, head)
        if cells is None or line[0].top - above.top > _NEXT_ROW * above.height:
            break
        rows.append(cells)
        above = line[0]
    return rows


def _around_values(rows: list[list[str]]) -> list[list[str]]:
    """The rows, those put together whose name stands on a line above its values and on one below them."""
    out: list[list[str]] = []
    number = 0
    while number < len(rows):
        first, values, last = (rows[number : number + 3] + [[], [], []])[:3]
        places = [index for index, cell in enumerate(first) if cell]
        if (
            len(places) == 1
            and last
            and not values[places[0]]
            and places == [index for index, cell in enumerate(last) if cell]
        ):
            name = f"{first[places[0]]} {last[places[0]]}"
            out.append([name if index == places[0] else cell for index, cell in enumerate(values)])
            number += 3
        else:
            out.append(first)
            number += 1
    return out


def _cells(line: list[Phrase], head: list[Phrase]) -> list[str] | None:
    """The cells of a line, each under the heading it stands below; None when a phrase stands under several."""
    cells = [""] * len(head)
    for phrase in line:
        shares = [
            min(phrase.right, _end(head, index)) - max(phrase.left, _begin(head, index))
            for index in range(len(head))
        ]
        place = shares.index(max(shares))
        later = head[place + 1] if place + 1 < len(head) else None
        if cells[place] or shares[place] <= 0 or (later and phrase.right > later.left + later.height):
            return None
        cells[place] = phrase.text
    return cells


def _begin(head: list[Phrase], index: int) -> float:
    return head[index - 1].right if index else float("-inf")


def _end(head: list[Phrase], index: int) -> float:
    return head[index + 1].left if index + 1 < len(head) else float("inf")
