"""Courses written as blocks of labels: «Курс: …», «Часы: …»."""

import re
from dataclasses import replace

from workflows.credit.reading.fields import fits, read_labelled
from workflows.credit.reading.folding import fold
from workflows.credit.reading.headings import heading_kind
from workflows.credit.reading.page import ITEM, Span
from workflows.credit.reading.placed import State, is_free, lines_of
from workflows.credit.reading.row import read_row
from workflows.credit.reading.splitting import split_rows
from workflows.credit.reading.vocabulary import label_kind

_PIECE_LABEL = re.compile(r"\s*([^:=\n]{1,70}?)\s*(?:[:=]|\s[-—](?=\s))\s*")


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
    return out


def _label(match: re.Match[str], value: str) -> str | None:
    """The label of a piece; one that the vocabulary lacks («Часов (акад.)») is judged as a heading of a table is."""
    said = fold(match.group(1))
    known = label_kind(said)
    if known or ":" not in match.group() or len(said.split()) > 5:
        return known
    kind = heading_kind(said)
    return kind if kind in {"hours", "form", "result"} and fits(kind, value) else None


def _labels_over_values(state: State, lines: list[Span]) -> list[tuple[str, Span]]:
    """A form copied line by line: each label on a line of its own, its value on the next one."""
    page, out, index = state.page, [], 0
    kinds = [label_kind(page.folded[slice(*line)].rstrip(" :")) for line in lines]
    while index + 1 < len(lines):
        free = is_free(state, lines[index]) and is_free(state, lines[index + 1])
        if kinds[index] in _VALUED and kinds[index + 1] is None and free:
            out.append((str(kinds[index]), lines[index + 1]))
            index += 1
        index += 1
    return out if len({kind for kind, _ in out}) >= 3 and out[0][0] == "title" else []


def _pieces(text: str, start: int, end: int) -> list[Span]:
    cuts = [start]
    for match in re.finditer(r"[;|,.]\s+(?=[^:;|,\n]{2,50}[:=])", text[start:end]):
        label = _PIECE_LABEL.match(text, start + match.end(), end)
        if label and label_kind(fold(label.group(1))):
            cuts.append(start + match.end())
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _close_block(state: State, block: list[tuple[str, Span]], *, shared: bool) -> None:
    if not block:
        return
    page, (_, title_span) = state.page, block[0]
    row = read_row(page, *title_span)
    if not row:
        return
    title, findings, _ = row
    findings.doubts = [doubt for doubt in findings.doubts if doubt != "title_may_be_several"]
    for kind, (start, end) in block[1:]:
        read_labelled(page, kind, (start, end), findings)
    if len(block) == 1 and not findings.kinds and not shared:
        return
    findings.doubts.extend(["values_may_be_shared"] if shared else [])
    course = findings.course(replace(title, rule="title after its label"))
    state.take(course, title_span[0], max(end for _, (_, end) in block))
