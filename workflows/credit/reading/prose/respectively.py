"""«По лепке зачёт, по батику тест. Оценки 5 и 4 соответственно.»: as many values as names, in their order."""

import re

from workflows.credit.reading.fields.forms import field_is_form
from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.prose.leading import step
from workflows.credit.reading.text.page import Page, Span, trim
from workflows.credit.reading.values import Value

_SAID = re.compile(r"[\s,(]*(?<!\w)соответственно(?!\w)[\s).]*")
_BETWEEN = re.compile(r"\s*,\s*(?:и\s+)?|\s+и\s+")


def values_in_order(page: Page, start: int, end: int, count: int) -> tuple[str, list[Value]] | None:
    """The kind and the values of a sentence that gives one result or form to each of `count` names; None when any word
    of it says more or the numbers differ."""
    said = list(_SAID.finditer(page.folded, start, end))
    if len(said) != 1 or said[0].end() != end:
        return None
    end, place = said[0].start(), start
    while True:
        pieces = _pieces(page, place, end)
        kind = _kind(page, pieces) if len(pieces) == count else None
        if kind:
            return kind, [_value(page, piece, kind) for piece in pieces]
        after = step(page.folded, place, end)
        if after == place:
            return None
        place = after


def _pieces(page: Page, start: int, end: int) -> list[Span]:
    start = end - len(page.view[start:end].lstrip(" :—–-,"))
    edges = [start, *(place for one in _BETWEEN.finditer(page.view, start, end) for place in one.span()), end]
    return [trim(page.view, *pair) for pair in zip(edges[::2], edges[1::2], strict=True)]


def _kind(page: Page, pieces: list[Span]) -> str | None:
    said = [page.view[slice(*piece)] for piece in pieces]
    if all(whole_result(each) for each in said):
        return "results"
    return "forms" if all(field_is_form(each) for each in said) else None


def _value(page: Page, piece: Span, kind: str) -> Value:
    found = whole_result(page.view[slice(*piece)]) if kind == "results" else None
    low, high = (piece[0] + found[0], piece[0] + found[1]) if found else piece
    return page.value(low, high, "value in the order of the names")
