"""Marks on the school's own scale: what is written is one of ours, what is good, what is failing. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from organisation.profile import GradeRule


@dataclass(frozen=True)
class Scale:
    """The marks that a result may have. An empty scale takes every mark as written."""

    written: Mapping[str, str]  # spelling -> our mark
    numbers: Mapping[str, int]  # our mark -> its number; «зачтено» has none
    failing: frozenset[str]

    def mark(self, text: str) -> str | None:
        """Our mark for what is written («4», «хор.», «Хорошо»); None when the scale knows no such mark."""
        return self.written.get(_spelling(text)) if self.written else text.strip() or None

    def number(self, mark: str) -> int | None:
        """The number of a mark, for averages; None for «зачтено»."""
        return self.numbers.get(mark)

    def passes(self, mark: str) -> bool:
        """Whether a mark of ours is not a failing one."""
        return mark not in self.failing

    def is_good(self, mark: str) -> bool:
        """One of the two best numbers; a mark without a number is good when it passes."""
        number = self.number(mark)
        return self.passes(mark) if number is None else number >= max(self.numbers.values()) - 1


def scale(grades: Sequence[GradeRule]) -> Scale:
    """The scale of a profile. A mark's number is the first of its spellings that is one."""
    written: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for rule in grades:
        spellings = (rule.ours, *rule.written)
        written |= {_spelling(each): rule.ours for each in spellings}
        figures = [int(each) for each in spellings if each.isdecimal()]
        if figures:
            numbers[rule.ours] = figures[0]
    return Scale(written, numbers, frozenset(rule.ours for rule in grades if not rule.passing))


def _spelling(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").split())
