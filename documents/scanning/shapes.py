"""What the reading of a scan gives: pages of words with their boxes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Word:
    """A word and its box in pixels of the upright page; `line` counts from 0 down the page, confidence is 0 to 100."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: int


@dataclass(frozen=True)
class Page:
    """One page, upright; a blank one has no words."""

    width: int
    height: int
    words: tuple[Word, ...] = ()

    def lines(self) -> Iterator[str]:
        """The text line by line, as it is read."""
        for _, words in groupby(self.words, key=lambda each: each.line):
            yield " ".join(each.text for each in words)

    @property
    def text(self) -> str:
        """All lines of the page."""
        return "\n".join(self.lines())

    @property
    def confidence(self) -> float:
        """Mean confidence of the words, 0 to 100; 0 for a blank page."""
        return sum(each.confidence for each in self.words) / len(self.words) if self.words else 0.0


class Unreadable(Exception):
    """No words can be had; `code` is a key of scanning.words.WORDS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
