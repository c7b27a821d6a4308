"""Paragraphs and tables of a DOCX file, in reading order."""

from lxml import etree

from workflows.credit.reading.containers import Unreadable, open_package
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
            lines.append(_paragraph(block))
        else:
            rows = _table(block)
            tables.append(rows)
    return "\n".join(lines)[:MOST_CHARACTERS], tables, package.suspicion


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
    """The text boxes of a paragraph, the last first; those of a table are read with its cells."""
    if block.tag != f"{_W}p":
        return []
    found = [box for box in block.iter(_BOX) if not _inside(box, block, {_AGAIN, _BOX})]
    return found[::-1]


def _inside(element: etree._Element, limit: etree._Element, tags: set[str]) -> bool:
    """Whether one of these elements lies between `element` and the one that it was found in."""
    for above in element.iterancestors():
        if above is limit:
            return False
        if above.tag in tags:
            return True
    return False


def _paragraph(paragraph: etree._Element) -> str:
    out: list[str] = []
    skip = 0
    for event, element in etree.iterwalk(paragraph, events=("start", "end")):
        if element.tag in _SKIPPED:
            skip += 1 if event == "start" else -1
        elif event == "start" and not skip:
            if element.tag == f"{_W}t":
                out.append(element.text or "")
            elif element.tag == f"{_W}tab":
                out.append("\t")
            elif element.tag in {f"{_W}br", f"{_W}cr"}:
                out.append("\n")
            elif element.tag == f"{_W}noBreakHyphen":
                out.append("-")
    return "".join(out)


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
            else "\n".join(
                _paragraph(one) for one in cell.iter(f"{_W}p") if not _inside(one, cell, {_AGAIN})
            ).strip()
        )
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        cells.append(text[:4000])
        cells.extend([""] * (max(_number(span), 1) - 1))
    return cells[:60]


def _number(element: etree._Element | None) -> int:
    said = element.get(f"{_W}val", "0") if element is not None else "0"
    return min(int(said), 60) if said.isascii() and said.isdigit() else 0
