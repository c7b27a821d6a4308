"""Which column of a table holds what: by the words of its heading and by what its cells hold."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from workflows.credit.reading.fields.forms import is_form_name
from workflows.credit.reading.files.contents import content
from workflows.credit.reading.tables.cells import Cell
from workflows.credit.reading.tables.headings import asks, heading_kind, is_our_side, names_pupils

_RANKS = (
    re.compile(r"(?:наименован|назван|полн)\w*.*(?:предмет|дисциплин|курс|модул)"),
    re.compile(r"предмет|дисциплин|курс|модул|мдк|subject|course|module"),
    re.compile(r"наименован|назван|title|кружок|секци|что"),
)
_FINAL = re.compile(r"итог|годов|за\sгод|final")
_NOT_FINAL = re.compile(r"до\sпересд|макс|порог|проходн|миним|текущ|входн|возможн|средн")
_MARK = re.compile(r"оценк|отметк|grade|mark")
_IN_TOTAL = re.compile(r"всего|итого|общ|total")


@dataclass(frozen=True)
class Columns:
    """The columns of a table by what they hold; `loose` are columns of words that nothing explains."""

    title: int
    hours: tuple[int, ...] = ()
    form: tuple[int, ...] = ()
    result: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()
    asked: tuple[int, ...] = ()
    person: tuple[int, ...] = ()
    ours: tuple[int, ...] = ()
    loose: tuple[int, ...] = ()
    graded: tuple[tuple[int, Cell], ...] = ()  # columns of results under the form itself («Экзамен»)
    headed: bool = True
    doubts: tuple[str, ...] = ()  # of every row: rows of several pupils, a plan of ours

    @property
    def kinds(self) -> int:
        """How many of hours, form and result have a column."""
        return (
            bool(self.hours or self.units or self.parts) + bool(self.form) + bool(self.result or self.graded)
        )


@dataclass
class _Table:
    """What is known of each column while the roles are settled."""

    headings: list[str]
    held: list[Counter[str]]
    different: list[int]  # how many different words a column holds
    roles: list[str | None] = field(default_factory=list)

    def having(self, *roles: str | None) -> list[int]:
        return [index for index, role in enumerate(self.roles) if role in roles]

    def only(self, index: int, *kinds: str) -> bool:
        """Whether every filled cell of a column holds one of these."""
        said = self.held[index]
        return bool(said) and set(said) <= set(kinds)

    def mostly(self, index: int, *kinds: str) -> bool:
        said = self.held[index]
        return sum(said[kind] for kind in kinds) * 2 > sum(said.values())


def columns_of(
    headings: list[str], body: list[list[Cell]], above: Sequence[list[Cell]] = ()
) -> Columns | None:
    """The columns under these folded headings (empty ones when the table has none); None when no course can be made
    out of them. `above` are the rows of headings themselves."""
    table = _table(headings, body)
    headed = any(headings)
    _by_words(table)
    graded = _graded(table, above)
    ours = _our_side(table)
    _by_cells(table, headed)
    title = _title(table)
    if title is None:
        return None
    roles = {name: tuple(table.having(name)) for name in ("units", "parts", "asked", "person")}
    loose = [index for index in table.having(None) if index != title and table.mostly(index, "text")]
    columns = Columns(
        title,
        _hours(table),
        tuple(_best(table, "form")),
        tuple(_best(table, "result")),
        ours=tuple(ours),
        loose=tuple(loose),
        headed=headed,
        graded=graded,
        doubts=_doubts(table, body),
        **roles,
    )
    return columns if columns.kinds or table.mostly(title, "row") else None


def _table(headings: list[str], body: list[list[Cell]]) -> _Table:
    width = max([len(headings), *(len(line) for line in body)], default=0)
    held: list[Counter[str]] = [Counter() for _ in range(width)]
    said: list[set[str]] = [set() for _ in range(width)]
    for line in body:
        filled = {cell.said for cell in line if cell.said}
        for index, cell in enumerate(line):
            kind = content(cell.page.view[cell.start : cell.end])
            if kind != "blank" and len(filled) > 1:
                held[index][kind] += 1
                said[index].add(cell.said)
    return _Table([*headings, *[""] * (width - len(headings))], held, [len(each) for each in said])


def _by_words(table: _Table) -> None:
    """The heading's own word, unless the cells under it cannot be that."""
    for index, heading in enumerate(table.headings):
        kind = "asked" if asks(heading) and table.different[index] <= 4 else heading_kind(heading)
        if kind == "total":
            kind = "hours" if table.mostly(index, "number", "hours") else None
        if kind == "hours" and table.mostly(index, "period", "date"):
            kind = "other"  # «продолжительность: 2 года»
        if kind == "title" and table.mostly(index, "number", "numbering", "period", "date", "person"):
            kind = "other"
        table.roles.append(kind)
    for index in table.having("form"):
        if table.only(index, "result", "number"):
            table.roles[index] = "result" if not table.having("result") else "other"
    for index in table.having("result"):
        if table.only(index, "form"):
            table.roles[index] = "form" if not table.having("form") else "other"
    if any(table.headings) and not table.having("hours"):
        totals = [index for index, each in enumerate(table.headings) if heading_kind(each) == "total"]
        if len(totals) == 1 and table.having("parts"):
            table.roles[totals[0]] = "hours"


def _doubts(table: _Table, body: list[list[Cell]]) -> tuple[str, ...]:
    """Why no row of the table may be trusted as it stands."""
    out = []
    for index, heading in enumerate(table.headings):
        pupils = {line[index].said for line in body if index < len(line) and line[index].said}
        if names_pupils(heading) and len(pupils) > 1 and table.held[index]["person"]:
            out.append("student_unclear")
    titles = [index for index, role in enumerate(table.roles) if role == "title"]
    if titles and all(is_our_side(table.headings[index]) for index in titles) and not table.having("result"):
        out.append("plan_of_the_reader")
    return tuple(out)


def _graded(table: _Table, above: Sequence[list[Cell]]) -> tuple[tuple[int, Cell], ...]:
    """«Экзамен | Зачёт» over marks: each mark is the result of the form that heads it."""
    out = []
    for index in range(len(table.roles)):
        headings = [line[index] for line in above if index < len(line) and is_form_name(line[index].said)]
        if headings and table.held[index] and table.only(index, "result", "number"):
            out.append((index, headings[-1]))
    if not out or any(
        table.held[index] and index not in dict(out) for index in table.having("form", "result")
    ):
        return ()
    for index, _ in out:
        table.roles[index] = "graded"
    for index in table.having("form", "result"):
        table.roles[index] = "other"
    return tuple(out)


def _our_side(table: _Table) -> list[int]:
    """Of two sides («изучено», «в вашем плане») the columns of the reader's own plan say nothing of the course."""
    ours = [index for index, heading in enumerate(table.headings) if is_our_side(heading)]
    titles = table.having("title")
    theirs = [index for index in titles if index not in ours]
    if not ours or not theirs and not any(not heading for heading in table.headings):
        return []
    if not theirs:
        return []
    for index in ours:
        if table.roles[index] != "asked":
            table.roles[index] = "ours"
    return ours


def _by_cells(table: _Table, headed: bool) -> None:
    """Columns whose heading says nothing are known by their cells, when all of them agree."""
    free = [index for index, role in enumerate(table.roles) if role is None]
    for index in free:
        if table.mostly(index, "person"):
            table.roles[index] = "person"
        elif table.mostly(index, "numbering", "date", "period", "aside") or (
            index == 0 and table.only(0, "number")
        ):
            table.roles[index] = "other"
    for name, kinds in (("hours", ("hours",)), ("form", ("form", "both")), ("result", ("result",))):
        marks = ("number",) if name == "result" and not headed else ()
        fits = [
            index
            for index in free
            if table.roles[index] is None
            and (table.only(index, *kinds, *marks) or (not headed and table.mostly(index, *kinds)))
        ]
        if name == "result" and not table.having("form"):
            fits = [index for index in fits if table.held[index]["result"]]
        if len(fits) == 1 and not table.having(name):
            table.roles[fits[0]] = name


def _title(table: _Table) -> int | None:
    titles = table.having("title")
    if not titles and "тема" in table.headings:
        return table.headings.index("тема")  # when nothing else names the course
    if not titles:
        words = [index for index in table.having(None) if table.mostly(index, "text", "row", "form")]
        return words[0] if len(words) == 1 or (words and not any(table.headings)) else None

    def rank(index: int) -> tuple[int, int]:
        heading = table.headings[index]
        place = next((number for number, each in enumerate(_RANKS) if each.search(heading)), len(_RANKS))
        return place, -table.different[index]

    best = min(titles, key=rank)
    for index in titles:
        if index != best:
            table.roles[index] = "other"
    return best


def _hours(table: _Table) -> tuple[int, ...]:
    found = table.having("hours")
    totals = [index for index in found if _IN_TOTAL.search(table.headings[index])]
    return tuple(totals if len(totals) == 1 else found)


def _best(table: _Table, role: str) -> list[int]:
    """Of several columns the final one («годовая»), or the mark beside its points."""
    found = table.having(role)
    found = [index for index in found if not _NOT_FINAL.search(table.headings[index])] or found
    for better in (_FINAL, _MARK) if role == "result" else (_FINAL,):
        chosen = [index for index in found if better.search(table.headings[index])]
        if len(found) > 1 and len(chosen) == 1:
            return chosen
    return found
