"""Paragraphs and tables of a DOCX file, in reading order."""

import itertools

from lxml import etree

from workflows.credit.reading.files.containers import Unreadable, open_package
from workflows.credit.reading.letter import MERGED

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_ROWS = 3_000
MOST_CHARACTERS = 400_000
_BOX = f"{_W}txbxContent"
# The same box drawn once more for old programs.
_AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _BOX, _AGAIN}

Rows = list[list[str]]


def read_docx(data: bytes) -> tuple[str, list[Rows], str]:
    """The text outside tables, the tables (rows of cells, merges resolved), and a suspicion's code word
    or ""."""
    package = open_package(data)
    body = _parse(package.part("word/document.xml")).find(f"{_W}body")
    if body is None:
        raise Unreadable("broken_file")
    lines: list[str] = []
    tables: list[Rows] = []
    for block in _blocks(body):
        if block.tag == f"{_W}p":
            lines.append(_inset(block) + _paragraph(block))
        else:
            tables.append(_table(block))
            tables.extend(_table(inner) for inner in block.iter(f"{_W}tbl") if inner is not block)
    hidden = "hidden_text" if any(_vanished(run) for run in body.iter(f"{_W}r")) else ""
    return "\n".join(lines)[:MOST_CHARACTERS], tables, package.suspicion or hidden


def _parse(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("broken_file") from error
    if b"<!DOCTYPE" in xml[:4000]:
        raise Unreadable("doctype_in_file")
    return root


def _blocks(body: etree._Element) -> list[etree._Element]:
    """Paragraphs and outermost tables, also inside content controls; a text box follows the paragraph that holds it."""
    out: list[etree._Element] = []
    waiting = list(body)[::-1]
    while waiting:
        block = waiting.pop()
        if block.tag in {f"{_W}p", f"{_W}tbl"}:
            out.append(block)
            waiting.extend(each for box in _boxes(block) for each in list(box)[::-1])
        elif block.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}smartTag", f"{_W}ins"}:
            waiting.extend(list(block)[::-1])
    return out


def _boxes(block: etree._Element) -> list[etree._Element]:
    """The text boxes of a paragraph, the last first; those of tables and of boxes are read with them."""
    found: list[etree._Element] = []
    waiting = list(block)[::-1] if block.tag == f"{_W}p" else []
    while waiting:
        element = waiting.pop()
        if element.tag == _BOX:
            found.append(element)
        elif element.tag != _AGAIN:
            waiting.extend(list(element)[::-1])
    return found[::-1]


def _shown(element: etree._Element, limit: etree._Element) -> bool:
    """Whether no drawing for old programs lies between `element` and the cell that it was found in."""
    between = itertools.takewhile(lambda each: each is not limit, element.iterancestors())
    return not any(each.tag == _AGAIN for each in between)


def _paragraph(paragraph: etree._Element) -> str:
    out: list[str] = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _event, element in walk:
        if element.tag in _SKIPPED or (element.tag == f"{_W}r" and _vanished(element)):
            walk.skip_subtree()
        elif element.tag == f"{_W}t":
            out.append(f"~~{element.text}~~" if element.text and _struck(element) else element.text or "")
        elif element.tag == f"{_W}tab":
            out.append("\t")
        elif element.tag in {f"{_W}br", f"{_W}cr"}:
            out.append("\n")
        elif element.tag == f"{_W}noBreakHyphen":
            out.append("-")
    return "".join(out)


def _inset(paragraph: etree._Element) -> str:
    """The mark of an item of an inner list: its values belong to the item above."""
    level = _number(paragraph.find(f"{_W}pPr/{_W}numPr/{_W}ilvl"))
    return "  " * level + "- " if level else ""


def _struck(text: etree._Element) -> bool:
    """Words that the writer struck out."""
    run = text.getparent()
    marks = [run.find(f"{_W}rPr/{_W}{name}") for name in ("strike", "dstrike")] if run is not None else []
    return any(mark is not None and mark.get(f"{_W}val", "1") not in {"0", "false", "off"} for mark in marks)


def _vanished(run: etree._Element) -> bool:
    """Words that the writer hid: no reader of the document sees them."""
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "1") not in {"0", "false", "off"}


def _table(table: etree._Element) -> Rows:
    rows: Rows = []
    for row in table.iter(f"{_W}tr"):
        if len(rows) >= MOST_ROWS:
            raise Unreadable("too_large_inside")
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        rows.append(_row(row))
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _row(row: etree._Element) -> list[str]:
    cells: list[str] = []
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    cells.extend([""] * _number(before))
    for cell in row.iter(f"{_W}tc"):
        if next(cell.iterancestors(f"{_W}tr")) is not row:
            continue
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        covered = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        text = (
            MERGED
            if covered
            else "\n".join(_paragraph(one) for one in cell.iter(f"{_W}p") if _shown(one, cell)).strip()
        )
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        cells.append(text[:4000])
        cells.extend([""] * (max(_number(span), 1) - 1))
    return cells[:60]


def _number(element: etree._Element | None) -> int:
    said = element.get(f"{_W}val", "0") if element is not None else "0"
    return min(int(said), 60) if said.isascii() and said.isdigit() else 0
