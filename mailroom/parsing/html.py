"""HTML bodies to text and tables. Nothing is fetched, nothing is executed, what the eye does not see is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from mailroom.parsing.charset import clean, decode
from mailroom.parsing.shapes import Table
from mailroom.parsing.unseen import removed, unseen

_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_SILENT = {
    "script",
    "style",
    "head",
    "title",
    "template",
    "noscript",
    "svg",
    "math",
    "object",
    "iframe",
    "select",
}
_BLOCKS = {
    "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre",
    "hr", "section", "article", "header", "footer", "center", "dl", "dt", "dd", "form", "address", "tbody",
    "thead", "caption",
}  # fmt: skip
_IN_ITEM = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}  # an item of a list begins with them on its own line
_MARK = re.compile(r"^[> ]*(?:-|\d+\.) $")
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^<>]{0,5000}>", re.IGNORECASE | re.DOTALL)
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_WORD = re.compile(r"[^\W_]{2}")
_LARGEST = 3_000_000
_MOST_HIDDEN = 20_000
_MOST_TABLES, _MOST_ROWS, _MOST_CELLS = 40, 500, 40


def decode_html(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    """HTML source as text: the declared charset, else the one its own <meta> names."""
    if not declared:
        matched = _META.search(data[:4096])
        declared = matched.group(1).decode("ascii") if matched else None
    return decode(data, declared)


def read_html(source: str) -> tuple[str, tuple[Table, ...], str, bool]:
    """Text, tables, the words that nobody sees, and whether the source had to be cut.

    Quoted mail comes with "> " before its lines.
    """
    cut = len(source) > _LARGEST
    body = _body(source[:_LARGEST])
    if body is None:
        return "", (), "", cut
    grids = list(_data_tables(body))
    writer = _Writer(grids=frozenset(grids))
    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        writer.feed(event, element)
    text = writer.text()
    if not text and _TAG.sub("", source[:_LARGEST]).strip():
        # The parser gives up beyond 256 levels; words without layout are better than none.
        return clean(_TAG.sub(" ", source[:_LARGEST])).strip(), (), "", True
    return text, tuple(_tables(grids)), writer.hidden_text(), cut


def _body(source: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _silent(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return True
    return unseen(element)


@dataclass
class _Writer:
    """Collects text in reading order; blocks begin on a new line, cells are parted by a tab."""

    lines: list[str] = field(default_factory=lambda: [""])
    silent: int = 0
    unseen: int = 0  # the depth of `silent` at which words began that are there but are not shown; 0 outside
    hidden: list[str] = field(default_factory=list)
    quotes: int = 0
    preformatted: int = 0
    grids: frozenset[etree._Element] = frozenset()  # tables of data: a row of theirs stays on one line
    cells: int = 0
    lists: list[int | None] = field(default_factory=list)  # next number of every open list, None for dashes

    def feed(self, event: str, element: etree._Element) -> None:
        """One step of the walk."""
        if event == "start":
            self._start(element)
        elif event == "end":
            self._end(element)

    def _start(self, element: etree._Element) -> None:
        if self.silent or _silent(element):
            self.silent += 1
            self._start_unseen(element)
            return
        tag = element.tag
        if tag in _BLOCKS and not (tag in _IN_ITEM and _MARK.search(self.lines[-1])):
            self._break()
        if element in self.grids:
            self.cells += 1
        if tag == "blockquote":
            self.quotes += 1
            self._break()
        elif tag == "br":
            self._break(force=True)
        elif tag in {"td", "th"} and self.lines[-1].strip("> "):
            self.lines[-1] = self.lines[-1].rstrip(" ") + "\t"
        elif tag == "pre":
            self.preformatted += 1
        elif tag in {"ol", "ul"}:
            self.lists.append(_first_number(element) if tag == "ol" else None)
        elif tag == "li":
            self.lines[-1] += "  " * (len(self.lists) - 1)
            self._add(self._marker())
        elif _struck(element):
            self._add("~~")
        elif tag == "dd":
            self.lines[-1] += "  "
        self._add(element.text)

    def _end(self, element: etree._Element) -> None:
        if self.silent:
            self.silent -= 1
            if self.unseen > self.silent:
                self.unseen = 0
            elif self.unseen:
                self.hidden.append(element.tail or "")
        else:
            if element.tag == "blockquote":
                self._break()
                self.quotes -= 1
            elif element.tag == "pre":
                self.preformatted -= 1
            elif element.tag in {"ol", "ul"}:
                self.lists.pop()
            if element in self.grids:
                self.cells -= 1
            if _struck(element):
                self._add("~~")
            if element.tag in _BLOCKS:
                self._break(row=element.tag == "tr")
        if not self.silent:
            self._add(element.tail)

    def _start_unseen(self, element: etree._Element) -> None:
        told = isinstance(element.tag, str) and element.tag not in _SILENT
        if told and not self.unseen and (self.silent == 1 or unseen(element)):
            self.unseen = self.silent
        if told and self.unseen:
            self.hidden.append(element.text or "")

    def hidden_text(self) -> str:
        """The words that stand in the source and that no eye sees; empty when there is not one whole word."""
        said = clean(_SPACES.sub(" ", " ".join(self.hidden)).replace("\xa0", " ")).strip()
        return said[:_MOST_HIDDEN] if _WORD.search(said) else ""

    def _marker(self) -> str:
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "- "
        self.lists[-1] = number + 1
        return f"{number}. "

    def _break(self, force: bool = False, row: bool = False) -> None:
        prefix = "> " * self.quotes
        if self.cells and not row:
            self._add(" ")
            return
        if force or self.lines[-1].strip("> \t"):
            self.lines.append(prefix)
        elif not self.lines[-1].strip("> \t"):
            self.lines[-1] = prefix

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self.preformatted:
            first, *rest = text.split("\n")
            self.lines[-1] += first
            self.lines.extend("> " * self.quotes + line for line in rest)
            return
        collapsed = _SPACES.sub(" ", text)
        if not self.lines[-1].strip("> \t") or self.lines[-1].endswith((" ", "\t")):
            collapsed = collapsed.lstrip(" ")
        self.lines[-1] += collapsed

    def text(self) -> str:
        """Lines without trailing blanks, never more than one empty line in a row."""
        lines = [line.replace("\xa0", " ").rstrip() for line in self.lines]
        while lines and not lines[-1].strip("> "):
            lines.pop()
        return clean(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n"))


def _struck(element: etree._Element) -> bool:
    """Words that the writer struck out: they stay, between tildes."""
    return element.tag in {"s", "strike", "del"} or "line-through" in element.get("style", "")[:2_000]


def _first_number(element: etree._Element) -> int:
    start = element.get("start", "1")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1


def _data_tables(body: etree._Element) -> Iterator[etree._Element]:
    """Tables whose rows hold two cells and more; one that only lays out other tables is passed over."""
    found = 0
    for element in body.iter("table"):
        if found >= _MOST_TABLES:
            return
        if next(element.iterdescendants("table"), None) is not None or _hidden_above(element):
            continue
        if any(len(row) > 1 for row in element.iter("tr")):
            found += 1
            yield element


def _tables(grids: list[etree._Element]) -> Iterator[Table]:
    for element in grids:
        rows, merged = _grid(element)
        yield Table(rows, merged, next(element.iterancestors("blockquote"), None) is not None)


def _hidden_above(element: etree._Element) -> bool:
    return _silent(element) or any(_silent(each) for each in element.iterancestors())


def _grid(table: etree._Element) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[int, int, int, int], ...]]:
    """Cells on a grid: what colspan and rowspan cover is empty and listed in the second value."""
    cells: dict[tuple[int, int], str] = {}
    merged = []
    width = height = 0
    for row, line in enumerate(table.iter("tr")):
        if row >= _MOST_ROWS:
            break
        column = 0
        shown = not _hidden_above(line)
        for cell in line.iterchildren("td", "th"):
            if removed(cell):
                continue
            while (row, column) in cells:
                column += 1
            across, down = _span(cell, "colspan", _MOST_CELLS), _span(cell, "rowspan", 100)
            if column + across > _MOST_CELLS:
                break
            cells.update({(row + r, column + c): "" for r in range(down) for c in range(across)})
            said = _cell_text(cell) if shown and not _silent(cell) else ""
            cells[row, column] = f"~~{said}~~" if said and (_struck(cell) or _struck(line)) else said
            if across > 1 or down > 1:
                merged.append((row, column, down, across))
            column += across
            width = max(width, column)
        height = row + 1
    rows = tuple(tuple(cells.get((row, column), "") for column in range(width)) for row in range(height))
    return rows, tuple(merged)


def _span(cell: etree._Element, name: str, most: int) -> int:
    written = cell.get(name, "1").strip()
    return (
        min(max(int(written), 1), most) if written.isascii() and written.isdigit() and len(written) < 5 else 1
    )


def _cell_text(cell: etree._Element) -> str:
    writer = _Writer()
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if element is cell:
            if event == "start":
                writer._add(cell.text)
            continue
        writer.feed(event, element)
    return re.sub(r"\n+", "\n", writer.text()).strip()
