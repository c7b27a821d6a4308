"""Where the headings of a list are and what its columns hold: guessed here, shown to a person, corrected by them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from records.imports.kinds import Kind
from records.spelling import fold

LOOKED_AT = 20  # rows above the headings: titles, dates, names of schools


@dataclass(frozen=True)
class Head:
    """The headings: the first data row (index), and one title for each column, two rows of headings joined."""

    first_row: int
    titles: tuple[str, ...]
    tops: tuple[str, ...]  # the upper headings of a double one, spread over their columns; "" otherwise

    @property
    def fingerprint(self) -> str:
        """The same headings again, whatever the file is called."""
        return hashlib.sha256("\n".join(fold(each) for each in self.titles).encode()).hexdigest()


def find(rows: Sequence[Sequence[str]], kind: Kind) -> Head | None:
    """The row that names most fields of the kind, joined with a second row of headings; None when none names any."""
    counts = [recognised(row, kind) for row in rows[:LOOKED_AT]]
    best = max(counts, default=0)
    if not best:
        return None
    at = counts.index(best)
    upper = rows[at]
    below = rows[at + 1] if at + 1 < len(rows) else []
    if at and _continues(rows[at - 1], upper, kind) and not recognised(below, kind):
        at, upper, below = at - 1, rows[at - 1], upper
    if not _second(upper, below, kind):
        return Head(at + 1, tuple(upper), ("",) * len(upper))
    tops = spread(upper, below)
    titles = tuple(
        " / ".join(each for each in (top, bottom) if each) for top, bottom in zip(tops, below, strict=True)
    )
    return Head(at + 2, titles, tuple(top if bottom else "" for top, bottom in zip(tops, below, strict=True)))


def recognised(row: Sequence[str], kind: Kind) -> int:
    """How many fields of the kind this row names."""
    return len(guess(row, kind))


def guess(titles: Sequence[str], kind: Kind) -> dict[str, int]:
    """Column of each field that a heading names, the longest match first; every column is taken once."""
    offers = []
    for column, title in enumerate(titles):
        plain = fold(title.rsplit("/", 1)[-1] if " / " in title else title)
        for field in kind.fields:
            lengths = [len(each) for each in field.known if _says(plain, each)]
            if plain and len(plain) < 60 and lengths:
                offers.append((-max(lengths), column, field.code))
    found: dict[str, int] = {}
    for _length, column, code in sorted(offers):
        if code not in found and column not in found.values():
            found[code] = column
    return found


def _says(plain: str, known: str) -> bool:
    return plain == known or plain.startswith(known) if len(known) > 2 else plain == known


def _second(upper: Sequence[str], below: Sequence[str], kind: Kind) -> bool:
    """Whether the row below belongs to the headings: it fills gaps, and where a person's name should be it is empty."""
    if not below or not any(below):
        return False
    named = guess(upper, kind)
    who = [named[code] for code in ("name", "last_name", "unit", "code") if code in named]
    return bool(who) and all(not below[column] for column in who) and any(below)


def _continues(above: Sequence[str], row: Sequence[str], kind: Kind) -> bool:
    """Whether the row above is the upper half of the headings: it names a field where this row says nothing."""
    return any(above[column] and not row[column] for column in guess(above, kind).values())


def spread(upper: Sequence[str], below: Sequence[str]) -> list[str]:
    """A merged heading stands over all its columns: carried to the right as long as there is something below."""
    found: list[str] = []
    for title, bottom in zip(upper, below, strict=True):
        found.append(title or (found[-1] if found and bottom else ""))
    return found


def agreed(columns: Mapping[str, int], kind: Kind) -> list[str]:
    """Codes of what is still missing: a name in one cell or two, and the required fields."""
    missing = [each.code for each in kind.fields if each.required and each.code not in columns]
    asks_who = any(each.code == "name" for each in kind.fields)
    known = "name" in columns or {"last_name", "first_name"} <= set(columns) or "file_number" in columns
    return [*([] if known or not asks_who else ["name"]), *missing]
