"""Stems of Russian words, the same at indexing and at asking. Pure.

A word stands under every dictionary form it may have ("стали": сталь, стать) and under itself; ё is е. Databases see
letters and digits alone, so that their own rules for words never matter.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import pymorphy3

WORD = re.compile(r"[0-9a-zа-я]+")
RUSSIAN = re.compile(r"[а-я]+")
LONGEST = 40  # letters of a word that are looked at
MOST_ASKED = 12  # words of a question


@dataclass(frozen=True)
class Token:
    """A word of a text: where it stands, and its stems."""

    start: int
    end: int
    stems: frozenset[str]


@cache
def _analyser() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


def plain(text: str) -> str:
    """Composed letters (a scan may spell й as two), and no sign that would change the length of a lower-case text."""
    return unicodedata.normalize("NFKC", text)


def tokens(text: str) -> Iterator[Token]:
    """The words of a `plain` text."""
    folded = "".join(_folded(each) for each in text)
    for found in WORD.finditer(folded):
        yield Token(found.start(), found.end(), stems(found.group()[:LONGEST]))


def _folded(letter: str) -> str:
    low = letter.lower().replace("ё", "е")
    return low if len(low) == 1 else " "


@lru_cache(maxsize=50_000)
def stems(word: str) -> frozenset[str]:
    """Every dictionary form of a folded word, and the word itself."""
    if not RUSSIAN.fullmatch(word):
        return frozenset((word,))
    forms = (str(each.normal_form).replace("ё", "е") for each in _analyser().parse(word))
    return frozenset((word, *(each for each in forms if RUSSIAN.fullmatch(each))))


def indexed(text: str) -> str:
    """What a database keeps of a page: its stems, each once, in order, with blanks between."""
    return " ".join(sorted({stem for token in tokens(text) for stem in token.stems}))


def asked(words: str) -> tuple[frozenset[str], ...]:
    """What is looked for: of each word any stem; a page has to hold all words."""
    return tuple(token.stems for token in tokens(plain(words)))[:MOST_ASKED]
