"""Russian words: dictionary forms, whether a word exists, and what can stand in the nominative."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

import pymorphy3

_NOMINAL = ("NOUN", "ADJF", "NUMR", "None")
_MINOR = frozenset(("PREP", "CONJ", "PRCL", "NPRO"))
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_ENDING = re.compile(
    "(?:ами|ями|ого|его|ому|ему|ыми|ими|ой|ей|ый|ий|ая|яя|ое|ее|ые|ие|ых|их|ов|ев|ом|ем|ам|ям|ах|ях|[аеиоуыюяьй])$"
)


@dataclass(frozen=True)
class Form:
    """What the dictionary says of one written word: best lemma first choice, all lemmas, part of speech."""

    lemma: str
    lemmas: frozenset[str]
    pos: str
    nominative: bool
    minor: bool  # preposition, conjunction, particle
    known: bool
    genitive: bool = False
    person: str = ""  # "техник" is a person at the head of a phrase, though elsewhere "of techniques"


@cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


def is_known(word: str) -> bool:
    """Whether the dictionary holds this very word form (lower case)."""
    return bool(_analyzer().word_is_known(word))


@lru_cache(maxsize=200_000)
def analyse(word: str) -> Form:
    """Dictionary data of a word in lower case: nouns and adjectives before verbs, things before people.

    A course is called after physics, not after a physicist: "физика" is both.
    """
    weights: dict[tuple[str, str], float] = defaultdict(float)
    people: set[str] = set()
    nominative: set[str] = set()
    genitive = minor = False
    for parse in _analyzer().parse(word):
        pos = str(parse.tag.POS)
        lemma = str(parse.normal_form).replace("ё", "е")
        weights[lemma, pos] += float(parse.score)
        if parse.tag.animacy == "anim":
            people.add(lemma)
        minor = minor or (pos in _MINOR and parse.score > 0.3)
        if parse.tag.case in ("nomn", None):
            nominative.add(lemma)
        genitive = genitive or parse.tag.case == "gent"
    best = min(weights, key=lambda key: (_rank(key[1]), key[0] in people, -round(weights[key], 4), key))
    nominal = frozenset(lemma for lemma, pos in weights if _rank(pos) == _rank(best[1]))
    minor = minor and (len(word) <= 5 or _rank(best[1]) > 0)
    if best[0] in nominative and best[0] not in people:
        nominal -= people - nominative  # "техника" names machines, not "of a technician"
    person = "" if best[0] in nominative else next(iter(sorted(people & nominative & nominal)), "")
    return Form(best[0], nominal, best[1], best[0] in nominative, minor, is_known(word), genitive, person)


def _rank(pos: str) -> int:
    return 0 if pos in _NOMINAL else 1


def is_adjective(lemma: str) -> bool:
    """Whether a dictionary form ends as adjectives do."""
    return lemma.endswith(("ый", "ий", "ой"))


def stem(word: str) -> str:
    """A word without its ending, for words that no dictionary inflects."""
    return _ENDING.sub("", word)


@lru_cache(maxsize=20_000)
def known_neighbours(word: str) -> frozenset[str]:
    """Existing words one letter away (replaced, left out, added or swapped), as lemmas."""
    found: set[str] = set()
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        variants = [head + letter + tail for letter in _LETTERS]
        if tail:
            variants.append(head + tail[1:])
            variants += [head + letter + tail[1:] for letter in _LETTERS]
        if len(tail) > 1:
            variants.append(head + tail[1] + tail[0] + tail[2:])
        found.update(analyse(each).lemma for each in variants if each != word and is_known(each))
    return frozenset(found)
