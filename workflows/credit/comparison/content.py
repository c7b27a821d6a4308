"""Which of our topics and intended outcomes do their topics cover, and which sentence shows it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from workflows.credit.comparison.alignment import derived
from workflows.credit.comparison.titles import prepare
from workflows.credit.comparison.verdicts import Claimed, Cover, Shown, Unit
from workflows.credit.comparison.vocabulary import default
from workflows.credit.comparison.words import Word

_ENOUGH = Fraction(2, 3)  # share of an item's weight that must be found on their side
_HEAVY, _SLIGHT = 4, 1
_SENTENCE = re.compile(r"[;\n•]|\.\s+(?=[А-ЯA-Z0-9])")


@dataclass(frozen=True)
class _Sentence:
    shown: Shown
    words: tuple[Word, ...]


def cover(unit: Unit, sources: Sequence[tuple[int, Claimed]]) -> tuple[Cover, ...]:
    """Every topic and outcome of ours with the sentences of theirs that cover it, ours in the given order.

    An outcome counts as covered by its own words, or when all topics of ours that it is about are covered.
    """
    theirs = _Theirs(sources)
    weights = _Weights(unit)
    topics = [_cover("topic", topic, theirs, weights) for topic in unit.topics]
    outcomes = [
        found if found.by else _through(found, topics, weights)
        for found in (_cover("outcome", outcome, theirs, weights) for outcome in unit.outcomes)
    ]
    return tuple(each for each in topics + outcomes if content_words(each.item))


def ratio(found: Iterable[Cover]) -> Fraction | None:
    """Covered items of all items; None when we state none."""
    items = tuple(found)
    return Fraction(sum(bool(each.by) for each in items), len(items)) if items else None


@lru_cache(maxsize=100_000)
def content_words(text: str) -> tuple[Word, ...]:
    """Words of a topic or outcome in the first reading of its abbreviations."""
    title = prepare(text)
    return title.readings[0].words if title.readings else ()


class _Weights:
    """How much a word says within a unit: general words and the unit's own name say little."""

    def __init__(self, unit: Unit) -> None:
        items = [content_words(item) for item in unit.topics + unit.outcomes]
        often = Counter(word.lemma for words in items for word in words)
        everywhere = {lemma for lemma, count in often.items() if count > 2 and 2 * count > len(items)}
        named = {word.lemma for word in content_words(unit.title)} if len(items) > 2 else set()
        self._slight = default().generic | everywhere | named

    def of(self, words: Iterable[Word]) -> int:
        return sum(_SLIGHT if word.lemma in self._slight else _HEAVY for word in words)

    def heavy(self, words: Iterable[Word]) -> tuple[Word, ...]:
        return tuple(word for word in words if word.lemma not in self._slight)


class _Theirs:
    """Their sentences, found by the beginnings of their words."""

    def __init__(self, sources: Sequence[tuple[int, Claimed]]) -> None:
        self._sentences = [
            _Sentence(Shown(index, part.strip()), content_words(part.strip()))
            for index, claimed in sources
            for topic in claimed.topics
            for part in _SENTENCE.split(topic)
            if part.strip()
        ]
        self._places: dict[str, list[int]] = {}
        for place, sentence in enumerate(self._sentences):
            for start in dict.fromkeys(start for word in sentence.words for start in _starts(word)):
                self._places.setdefault(start, []).append(place)

    def near(self, ours: tuple[Word, ...]) -> list[_Sentence]:
        """Sentences that share the beginning of a word with ours, in their order."""
        places = {place for word in ours for start in _starts(word) for place in self._places.get(start, ())}
        return [self._sentences[place] for place in sorted(places)]


def _starts(word: Word) -> list[str]:
    return sorted({lemma[:4] for lemma in word.lemmas | {word.lemma}})


def _cover(kind: Literal["topic", "outcome"], item: str, theirs: _Theirs, weights: _Weights) -> Cover:
    """The sentence that covers most of an item or, failing that, two that together cover enough."""
    ours = content_words(item)
    total = weights.of(ours)
    hits = [(sentence, _found(ours, sentence.words)) for sentence in theirs.near(weights.heavy(ours) or ours)]
    hits = [(sentence, found) for sentence, found in hits if weights.heavy(found) or len(found) == len(ours)]
    by: tuple[Shown, ...] = ()
    if total and hits:
        best, found = max(hits, key=lambda hit: weights.of(hit[1]))
        if weights.of(found) >= _ENOUGH * total:
            by = (best.shown,)
        else:
            by = _two(ours, found, best, hits, weights, total)
    return Cover(kind, item, by)


def _two(
    ours: tuple[Word, ...],
    found: tuple[Word, ...],
    best: _Sentence,
    hits: list[tuple[_Sentence, tuple[Word, ...]]],
    weights: _Weights,
    total: int,
) -> tuple[Shown, ...]:
    for sentence, others in hits:
        both = tuple(word for word in ours if word in found or word in others)
        adds = weights.heavy(word for word in others if word not in found)
        if adds and weights.of(both) >= _ENOUGH * total:
            return (best.shown, sentence.shown)
    return ()


def _found(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(
        word for word in ours if any(word.lemmas & other.lemmas or derived(word, other) for other in theirs)
    )


def _through(outcome: Cover, topics: list[Cover], weights: _Weights) -> Cover:
    """An outcome that is about topics of ours is shown by what shows them, if every one of them is shown."""
    ours = weights.heavy(content_words(outcome.item))
    about = [topic for topic in topics if weights.heavy(_found(ours, content_words(topic.item)))]
    if not about or not all(topic.by for topic in about):
        return outcome
    shown = dict.fromkeys(sentence for topic in about for sentence in topic.by)
    return Cover("outcome", outcome.item, tuple(shown))
