"""What can be cut out of a stored decision or order, and what must not: values in, values out, no Django.

The stored snapshot is the only source: what an extract says is what the signed paper says, word for word.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Snapshot = Mapping[str, Any]

# Papers an extract can be made of, and what each is called in the genitive: «Выписка из приказа».
EXTRACTED = {
    "credit_decision": "решения",
    "credit_order": "приказа",
    "credit_class_order": "приказа",
    "reward_order": "приказа",
}
FROM_ANNEX = "Из приложения к приказу"
DASH = "–"
SHORTEST_STEM = 4  # letters of a surname without its ending
VERDICTS = {"credited": "зачтено", "assessment": "аттестация", "refused": "не зачтено"}


class NamesOthers(Exception):
    """The chosen parts would tell of somebody else."""


@dataclass(frozen=True)
class Point:
    """A numbered point. `whole`: it stands so in the paper; else it is cut to one person."""

    n: int
    text: str


@dataclass(frozen=True)
class Person:
    """Somebody a paper of many names: as it stands there, in full, where their own case is, their row or words."""

    key: str
    name: str
    full_name: str
    group: str = ""
    case_number: str = ""
    row: Mapping[str, Any] | None = None
    words: str = ""  # how the first point names them, where there is no annex


@dataclass(frozen=True)
class Line:
    """A line of a table about one student."""

    key: str
    words: str
    cells: Sequence[str]


@dataclass(frozen=True)
class Table:
    """Headings as (title, width in mm or None, numeric) and the cells under them."""

    title: str
    columns: Sequence[tuple[str, int | None, bool]]
    rows: Sequence[Sequence[str]]


def points(snapshot: Snapshot) -> list[Point]:
    """The points of the paper in order; those of an order on one student are worded as its template words them."""
    data = snapshot["data"]
    if snapshot["template"] == "credit_decision":
        return [Point(1, data["outcome_words"])]
    if snapshot["template"] == "credit_order":
        return list(_of_credit_order(data))
    return [Point(n, text) for n, text in enumerate(data["points"], start=1)]


def lines(snapshot: Snapshot) -> list[Line]:
    """The lines of a table that one may choose from; none in a paper of many."""
    data = snapshot["data"]
    if snapshot["template"] == "credit_decision":
        return [_decided(each) for each in data["lines"]]
    if snapshot["template"] == "credit_order":
        found = enumerate(data["lines"], start=1)
        return [
            Line(
                f"l{n}",
                f"{each['title']}, {each['result']}",
                (str(n), each["title"], each["where"] or DASH, _hours(each["hours"]), each["result"]),
            )
            for n, each in found
        ]
    return []


def table(snapshot: Snapshot, chosen: Sequence[Line]) -> Table:
    """The chosen lines under the headings of the paper."""
    if snapshot["template"] == "credit_order":
        columns: list[tuple[str, int | None, bool]] = [
            ("№", 8, False),
            ("Курс программы", None, False),
            ("Где изучен", 42, False),
            ("Часы", 18, True),
            ("Результат", 34, False),
        ]
    else:
        columns = [
            ("№", 8, False),
            ("Прежний курс", None, False),
            ("Наш курс", None, False),
            ("Часы", 16, True),
            ("Итог", 32, False),
        ]
    return Table("", columns, [each.cells for each in chosen])


def row_table(person: Person) -> Table | None:
    """The one row of the annex that is about the person, under the headings of the annex."""
    if person.row is None:
        return None
    row = person.row
    head: list[tuple[str, int | None, bool]] = [
        ("№", 10, False),
        ("Кому", 58, False),
        ("Класс, группа", 24, False),
    ]
    cells = [str(row["n"]), row["name"], row["group"] or DASH]
    if "credited" in row:
        told = [f"{each['title']}, {_hours(each['hours'])} ч, {each['result']}" for each in row["credited"]]
        return Table(FROM_ANNEX, [*head, ("Что зачтено", None, False)], [[*cells, "; ".join(told)]])
    head[1] = (row.get("whom", "Кого"), 58, False)
    head.append(("За что", None, False))
    cells.append(row["ground"])
    if row.get("amount"):
        head.append(("Размер и срок", 34, False))
        cells.append(row["amount"])
    return Table(FROM_ANNEX, head, [cells])


def cut(points: Sequence[Point], person: Person) -> list[Point]:
    """The first point of an order without annex names everybody: it is cut down to this person."""
    if not person.words or not points:
        return list(points)
    first = points[0]
    verb, colon, _rest = first.text.partition(": ")
    if not colon or person.words not in first.text:
        return list(points)
    return [Point(first.n, f"{verb}: {person.words}."), *points[1:]]


def refuse_others(
    points: Sequence[Point], table: Table | None, about: Person, others: Iterable[Person]
) -> None:
    """NamesOthers when a chosen point or row has the surname of somebody else, in whatever grammatical case."""
    cells = [cell for row in (table.rows if table else ()) for cell in row]
    text = " ".join([*(each.text for each in points), *cells]).casefold()
    for name in (" ".join(about.name.split()), " ".join(about.full_name.split())):
        text = text.replace(name.casefold(), "")  # namesakes and brothers: what is left is about others
    for other in others:
        stems = {_stem(other.name), _stem(other.full_name)}
        if any(re.search(rf"\b{re.escape(stem)}", text) for stem in stems if stem):
            raise NamesOthers(other.name)


def _stem(name: str) -> str:
    """A surname without its ending; the whole name of those whose surname is too short to be told by its stem."""
    surname = (name.split() or [""])[0].casefold()
    stem = surname[:-2] if surname[-1:] in "уаоеёыийя" else surname[:-1]
    return stem if len(stem) >= SHORTEST_STEM else name.casefold()


def _of_credit_order(data: Mapping[str, Any]) -> Iterable[Point]:
    student, plan = data["student"], data.get("plan")
    programme = student.get("programme") or {}
    whom = student.get("full_name_dative") or student["full_name"]
    yield Point(
        1,
        f"Зачесть {whom}, программа «{programme.get('title', '')}», результаты обучения "
        "как промежуточную аттестацию:",
    )
    if plan:
        whom = student.get("full_name_accusative") or student["full_name"]
        yield Point(
            2,
            f"Перевести {whom} на обучение по индивидуальному учебному плану: осталось {plan['remaining']} "
            f"из {plan['total']} ак. ч.",
        )
    for n, text in enumerate(data["points"], start=3 if plan else 2):
        head, _dot, rest = text.partition(". ")
        yield Point(n, rest if head.isdigit() else text)


def _decided(line: Mapping[str, Any]) -> Line:
    claimed, unit = line["claimed"], line["unit"]
    verdict = VERDICTS[line["verdict"]]
    if line["verdict"] == "credited" and line["result"] and line["result"] != "зачтено":
        verdict = f"{verdict}, «{line['result']}»"
    cells = (
        str(line["n"]),
        claimed["title"],
        unit["title"] if unit else "нет соответствующего курса",
        _hours(line["credited_hours"]),
        verdict,
    )
    return Line(f"l{line['n']}", f"{claimed['title']}: {verdict}", cells)


def _hours(hours: int | None) -> str:
    return str(hours) if hours else DASH
