"""One title made ready for comparison: marks taken off, abbreviations read, phrases made uniform."""

import itertools
from dataclasses import dataclass, replace
from functools import lru_cache

from workflows.credit.comparison.alignment import cuts, misspelt, spelt_initials
from workflows.credit.comparison.marks import roman_value, strip, type_mark
from workflows.credit.comparison.morphology import is_adjective
from workflows.credit.comparison.spelling import in_russian, spelt_right
from workflows.credit.comparison.vocabulary import Vocabulary, default, find, stand_in
from workflows.credit.comparison.words import Word, words_of
from workflows.credit.comparison.wrappers import introduced, without_noise, without_remarks
from workflows.credit.comparison.writing import consonants, fold, title_from_latin

_READINGS = 8  # readings of one title; more than two ambiguous abbreviations in one title are not met


@dataclass(frozen=True)
class Title:
    """A title in all its readings (one unless an abbreviation is ambiguous). `plain` is the bare text."""

    written: str
    words: tuple[Word, ...]  # before abbreviations and phrases are read
    marks: frozenset[type_mark]
    readings: tuple["Reading", ...]
    index: str
    level: str
    introduction: int = 0  # words before a quoted name that only say what it names: "social project «…»"

    @property
    def plain(self) -> str:
        """The words as written, without marks and wrappers."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class Reading:
    """Words and marks of one reading of a title. `literal` are its words before phrases are recognised."""

    words: tuple[Word, ...]
    marks: frozenset[type_mark]
    literal: tuple[Word, ...] = ()

    @property
    def lemmas(self) -> frozenset[str]:
        """The set of dictionary forms."""
        return frozenset(word.lemma for word in self.words)


@lru_cache(maxsize=50_000)
def prepare(written: str) -> Title:
    """Make a title ready with the product's vocabulary. Any text is accepted; an empty one has no words."""
    vocabulary = default()
    stripped = strip(title_from_latin(fold(written), vocabulary.latin))
    words = in_russian(words_of(stripped.text), vocabulary)
    words = without_noise(without_remarks(words, vocabulary), vocabulary)
    words = tuple(spelt_right(word, vocabulary) for word in words)
    readings = _read(words, stripped.marks, vocabulary)
    introduction = introduced(stripped.text, words, vocabulary)
    return Title(written, words, stripped.marks, readings, stripped.index, stripped.level, introduction)


def beside(title: Title, other: Title) -> Title:
    """A title read with another one at hand: what is shortened or misspelt in it takes the other's spelling.

    Only then are phrases recognised ("бух. учот" beside "бухгалтерский учёт"). What introduces a quoted name
    is left out beside a title that is not introduced so.
    """
    said = title.words if other.introduction else title.words[title.introduction :]
    words = _joined(_initials_read(said, other.words), other.words)
    words = tuple(_as_in(word, other.words) for word in words)
    if words == title.words:
        return title
    return replace(title, words=words, readings=_read(words, title.marks, default()))


def _initials_read(words: tuple[Word, ...], others: tuple[Word, ...]) -> tuple[Word, ...]:
    """An abbreviation that the other title spells out reads as it does there, before phrases are recognised."""
    kept: list[Word] = []
    for word in words:
        sure = len(words) == 1 and len(word.text) > 3  # four letters alone hardly agree by chance
        unread = word.capitals and (sure or word.text not in default().abbreviations)
        run = spelt_initials(word, others, alone=len(words) == 1) if unread else ()
        kept += stand_in((word,), run) if run else [word]
    return tuple(kept)


def _joined(words: tuple[Word, ...], others: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words that a scanner broke into two words that exist: "а томная" beside "атомная"."""
    texts = {other.text: other for other in others}
    kept: list[Word] = []
    for word in words:
        before = word.before or (kept[-1].text if kept else "")
        whole = texts.get(before + word.text) if before else None
        if whole is None:
            kept.append(word)
        else:
            if not word.before:
                kept.pop()
            kept.append(whole)
    return tuple(kept)


def _as_in(word: Word, others: tuple[Word, ...]) -> Word:
    for other in others:
        if other.lemma != word.lemma and (cuts(word, other) or (not word.known and misspelt(word, other))):
            return replace(other, head=word.head and not is_adjective(other.lemma), gap=word.gap)
        if other.text.isascii() and not word.text.isascii() and _sound_alike(word.text, other.text):
            return replace(other, head=word.head, gap=word.gap)
    return word


def _sound_alike(one: str, other: str) -> bool:
    heard = consonants(one)
    return len(heard) > 2 and heard == consonants(other)


def _read(
    words: tuple[Word, ...], marks: frozenset[type_mark], vocabulary: Vocabulary
) -> tuple["Reading", ...]:
    return tuple(dict.fromkeys(_reading(each, marks, vocabulary) for each in _expand(words, vocabulary)))


def _expand(words: tuple[Word, ...], vocabulary: Vocabulary) -> list[tuple[Word, ...]]:
    """Every reading of the abbreviations. A known word in small letters is one only if it stands alone."""
    choices: list[list[list[Word]]] = []
    for word in words:
        readings = vocabulary.abbreviations.get(word.text, ())
        written_out = word.known and not word.capitals and not word.cut and "/" not in word.text
        if not readings or (written_out and len(words) > 1):
            choices.append([[word]])
        else:
            others = [each for each in words if each is not word]
            unread = (
                [[word]] if word.capitals and len(words) > 1 else []
            )  # it may be the initials of the other title's words
            choices.append(_fitting(word, readings, others, vocabulary) + unread)
    combined = itertools.islice(itertools.product(*choices), _READINGS)
    return [tuple(itertools.chain.from_iterable(parts)) for parts in combined]


def _fitting(
    word: Word, readings: tuple[tuple[Word, ...], ...], others: list[Word], vocabulary: Vocabulary
) -> list[list[Word]]:
    """Readings that suit the rest: one spelt out beside the abbreviation, else those that repeat nothing."""
    around = {each.lemma for each in vocabulary.canonical(tuple(others))}
    meanings = [{each.lemma for each in vocabulary.canonical(reading)} for reading in readings]
    spelt_out = [meaning <= around for meaning in meanings]
    fresh = [not meaning & around for meaning in meanings]
    chosen = spelt_out if any(spelt_out) else fresh if any(fresh) else [True] * len(readings)
    return [stand_in((word,), reading) for reading, fits in zip(readings, chosen, strict=True) if fits]


def _reading(words: tuple[Word, ...], marks: frozenset[type_mark], vocabulary: Vocabulary) -> Reading:
    literal, words = words, _bare_names(vocabulary.canonical(words), vocabulary)
    found = set(marks)
    kept: list[Word] = []
    place = 0
    while place < len(words):
        entry = find(words, place, vocabulary.levels)
        if entry and len(entry.phrase) < len(words):
            found.add(("level", entry.label))
            place += len(entry.phrase)
            continue
        number = _number(words[place])
        if number and len(words) > 1:
            found.add(("number", number))
        else:
            kept.append(words[place])
        place += 1
    return Reading(_once(kept), frozenset(found), literal if literal != words else ())


def _bare_names(words: tuple[Word, ...], vocabulary: Vocabulary) -> tuple[Word, ...]:
    """The name of a program without "work in the program"; what it is a program for stays."""
    kept: list[Word] = []
    for word in reversed(words):
        named = bool(kept) and (kept[-1].lemma in vocabulary.names or kept[-1].text.isascii())
        if not (named and word.lemma in vocabulary.carriers):
            kept.append(word)
    return tuple(reversed(kept))


def _number(word: Word) -> str:
    if word.text.isdigit():
        return word.text.lstrip("0") or "0"
    roman = roman_value(word.text.upper()) if word.capitals or word.text in ("i", "v", "x") else 0
    return str(roman) if roman else ""


def _once(words: list[Word]) -> tuple[Word, ...]:
    """A word said twice (an abbreviation beside its full form) counts once."""
    seen: dict[str, Word] = {}
    for word in words:
        seen.setdefault(word.lemma, word)
    return tuple(seen.values())
