"""The words of the field, from plain text files that a school may extend (fixtures/vocabulary/README.md)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from workflows.credit.comparison.morphology import is_adjective, stem
from workflows.credit.comparison.words import Word, words_of

HOME = Path(__file__).resolve().parents[3] / "fixtures" / "vocabulary"
_PASSES = 4  # a replaced phrase may be part of a longer one; four rounds are more than any entry needs

_SIGNS = re.compile(r" (?:=|<>|\||,) |, ")

type_phrase = tuple[str, ...]
type_group = tuple[int, str]  # number and condition: see README.md


@dataclass(frozen=True)
class Entry:
    """A phrase of the vocabulary (as lemmas) and what stands for it."""

    phrase: type_phrase
    meaning: tuple[Word, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Tables of entries keyed by their first lemma, longest first; titles as sets of lemmas."""

    abbreviations: Mapping[str, tuple[tuple[Word, ...], ...]]
    phrases: Mapping[str, tuple[Entry, ...]]
    levels: Mapping[str, tuple[Entry, ...]]
    noise: Mapping[str, tuple[Entry, ...]]
    light: frozenset[str]
    faint: frozenset[str]
    faint_heads: frozenset[str]  # faint at the head of a title only
    implied: Mapping[str, frozenset[str]]  # what goes without saying beside a word
    frames: frozenset[str]
    carriers: frozenset[str]
    names: frozenset[str]
    languages: frozenset[str]
    generic: frozenset[str]
    subjects: frozenset[frozenset[str]]
    same_titles: Mapping[frozenset[str], frozenset[int]]
    remarks: frozenset[str]
    remarks_beside: frozenset[str]  # remarks only beside another such word
    akin: Mapping[str, frozenset[type_group]]  # words that may stand for one another: lemma to its groups
    distinct: frozenset[frozenset[frozenset[str]]]
    latin: frozenset[str]  # words in Latin letters that are names or English, not Russian in disguise
    lexicon: frozenset[str]  # every word that any entry holds: spelt so on purpose
    stems: Mapping[str, str]  # of those that dictionaries lack: stem to word, to know them in every case

    def canonical(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """Every known phrase replaced by the one that stands for its group."""
        for _ in range(_PASSES):
            replaced = _replace(words, self.phrases)
            if replaced == words:
                break
            words = replaced
        return words

    def essence(self, words: Iterable[Word]) -> frozenset[str]:
        """The set of lemmas without words that carry no meaning of their own ("basics", "course")."""
        lemmas = frozenset(word.lemma for word in words)
        return lemmas - self.light or lemmas


def find(words: tuple[Word, ...], start: int, table: Mapping[str, tuple[Entry, ...]]) -> Entry | None:
    """The longest entry that begins at a word."""
    follows = words[start + 1].lemmas if start + 1 < len(words) else frozenset()
    for first in sorted(words[start].lemmas):
        for entry in table.get(first, ()):
            phrase = entry.phrase
            if len(phrase) > 1 and phrase[1] not in follows:
                continue  # nearly always; the rest need not be looked at
            rest = words[start + 2 : start + len(phrase)]
            if len(rest) == max(len(phrase) - 2, 0) and all(
                lemma in word.lemmas for lemma, word in zip(phrase[2:], rest, strict=True)
            ):
                return entry
    return None


def _replace(words: tuple[Word, ...], table: Mapping[str, tuple[Entry, ...]]) -> tuple[Word, ...]:
    result: list[Word] = []
    place = 0
    while place < len(words):
        entry = find(words, place, table)
        if entry is None:
            result.append(words[place])
            place += 1
        else:
            span = words[place : place + len(entry.phrase)]
            result += stand_in(span, entry.meaning)
            place += len(span)
    return tuple(result)


def stand_in(span: tuple[Word, ...], meaning: tuple[Word, ...]) -> list[Word]:
    """The meaning takes the place of a span in the phrase: a head only if the span held one, and no slip."""
    head = any(word.head for word in span)
    placed = [replace(word, head=head and word.head, gap=False, known=True) for word in meaning]
    return [replace(placed[0], gap=span[0].gap, before=span[0].before), *placed[1:]] if placed else []


@cache
def default() -> Vocabulary:
    """The vocabulary that comes with the product."""
    return load(HOME)


def load(home: Path) -> Vocabulary:
    """Read a vocabulary folder. A file that is absent is an empty table."""
    abbreviations = _abbreviations(home / "abbreviations.txt")
    phrases = _table(
        Entry(phrase, words_of(first))
        for name in ("phrases", "names", "english")
        for first, *variants in _groups(home / f"{name}.txt", "=")
        for variant in variants
        for phrase in _orders(_lemmas(variant), _spelt_out(variant, abbreviations))
    )
    lexicon = sorted(
        {word for path in sorted(home.glob("*.txt")) for line in _lines(path) for word in _words_in(line)},
        key=lambda word: (word.text, word.lemma),
    )
    known = Vocabulary(
        abbreviations=abbreviations,
        phrases=phrases,
        levels=_table(
            Entry(_lemmas(phrase), label=label)
            for label, *variants in _groups(home / "levels.txt", "=")
            for phrase in variants
        ),
        noise=_table(_wrappers(home / "noise.txt")),
        light=frozenset(lemma for line in _lines(home / "light.txt") for lemma in _lemmas(line)),
        faint=frozenset(),
        faint_heads=frozenset(),
        implied={},
        frames=frozenset(lemma for line in _lines(home / "frames.txt") for lemma in _lemmas(line)),
        carriers=frozenset(lemma for line in _lines(home / "carriers.txt") for lemma in _lemmas(line)),
        names=frozenset(_lemmas(first)[0] for first, *_ in _groups(home / "names.txt", "=")),
        languages=frozenset(lemma for line in _lines(home / "languages.txt") for lemma in _lemmas(line)),
        generic=frozenset(lemma for line in _lines(home / "generic.txt") for lemma in _lemmas(line)),
        subjects=frozenset(),
        same_titles={},
        akin={},
        remarks=_words(home / "remarks.txt", beside=False),
        remarks_beside=_words(home / "remarks.txt", beside=True),
        distinct=frozenset(),
        latin=frozenset(lemma for found in phrases.values() for entry in found for lemma in _spelling(entry)),
        lexicon=frozenset(word.lemma for word in lexicon),
        stems={stem(word.text): word.lemma for word in lexicon if not word.known and word.text.isalpha()},
    )
    return replace(
        known,
        subjects=frozenset(_essence(known, line) for line in _lines(home / "subjects.txt")),
        same_titles=_same_titles(known, home / "titles.txt"),
        faint=_faint(known, home / "faint.txt", heads=False),
        faint_heads=_faint(known, home / "faint.txt", heads=True),
        implied=_implied(known, home / "implied.txt"),
        akin=_akin(known, home / "akin.txt"),
        distinct=frozenset(
            frozenset(frozenset(word.lemma for word in known.canonical(words_of(side))) for side in pair)
            for pair in _groups(home / "distinct.txt", "<>")
        ),
    )


def _lines(path: Path) -> Iterator[str]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.partition(" # ")[0].strip()
            if text and not text.startswith("# "):
                yield text


def _groups(path: Path, sign: str) -> Iterator[list[str]]:
    for line in _lines(path):
        yield [part.strip() for part in line.split(f" {sign} ")]


def _wrappers(path: Path) -> Iterator[Entry]:
    """Wrappers with what must part them from the title: nothing, ":" a sign, a preposition, or either."""
    found: dict[type_phrase, str] = {}
    for line in _lines(path):
        condition = (
            ":" if line.endswith(":") else line.split()[-1] if line.endswith((" по", " на", " в")) else ""
        )
        phrase = _lemmas(line)
        found[phrase] = f"{found.get(phrase, '')} {condition}" if condition and found.get(phrase, " ") else ""
    yield from (Entry(phrase, label=condition) for phrase, condition in found.items())


def _words(path: Path, *, beside: bool) -> frozenset[str]:
    """Lemmas of lines that end with a colon, or of those that do not."""
    lines = [line for line in _lines(path) if line.endswith(":") is beside]
    return frozenset(lemma for line in lines for lemma in _lemmas(line))


def _words_in(line: str) -> Iterator[Word]:
    for phrase in _SIGNS.split(line):
        yield from words_of(phrase)


def _spelling(entry: Entry) -> Iterator[str]:
    yield from (lemma for lemma in entry.phrase if lemma.isascii())
    yield from (word.text for word in entry.meaning if word.text.isascii())


def _lemmas(phrase: str) -> type_phrase:
    return tuple(word.lemma for word in words_of(phrase))


def _spelt_out(phrase: str, abbreviations: Mapping[str, tuple[tuple[Word, ...], ...]]) -> type_phrase:
    """A phrase as it looks in a title whose abbreviations have been read."""
    found: list[str] = []
    for word in words_of(phrase):
        readings = () if word.known else abbreviations.get(word.text, ())
        found += [each.lemma for each in readings[0]] if readings else [word.lemma]
    return tuple(found)


def _orders(*phrases: type_phrase) -> Iterator[type_phrase]:
    """A phrase, and an adjective with its noun the other way round: "стоматология детская"."""
    for phrase in dict.fromkeys(phrases):
        yield phrase
        if len(phrase) == 2 and [is_adjective(lemma) for lemma in phrase] == [True, False]:
            yield phrase[::-1]


def _table(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    table: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.phrase:
            table.setdefault(entry.phrase[0], []).append(entry)
    return {first: tuple(sorted(found, key=lambda each: -len(each.phrase))) for first, found in table.items()}


def _abbreviations(path: Path) -> dict[str, tuple[tuple[Word, ...], ...]]:
    found: dict[str, tuple[tuple[Word, ...], ...]] = {}
    for short, *rest in _groups(path, "="):
        readings = tuple(words_of(reading) for reading in " = ".join(rest).split(" | "))
        for key in short.lower().replace("ё", "е").split(", "):
            found[key] = found.get(key, ()) + readings
    return found


def _essence(vocabulary: Vocabulary, title: str) -> frozenset[str]:
    return vocabulary.essence(vocabulary.canonical(words_of(title)))


def _faint(vocabulary: Vocabulary, path: Path, *, heads: bool) -> frozenset[str]:
    """Words of the lines with `^`, or of those without, as written and as they look when phrases have been read."""
    lines = [words_of(line) for line in _lines(path) if line.startswith("^") is heads]
    return frozenset(word.lemma for each in lines for word in (*each, *vocabulary.canonical(each)))


def _implied(vocabulary: Vocabulary, path: Path) -> dict[str, frozenset[str]]:
    """What the words after the sign add nothing to: lemma before the sign to lemmas after it."""
    found: dict[str, frozenset[str]] = {}
    for beside, silent in _groups(path, "="):
        added = frozenset(word.lemma for word in vocabulary.canonical(words_of(silent)))
        for name in _lemmas(beside):
            found[name] = found.get(name, frozenset()) | added
    return found


def _akin(vocabulary: Vocabulary, path: Path) -> dict[str, frozenset[type_group]]:
    """Interchangeable words as they look when phrases have been read; a sign before a group is its condition."""
    found: dict[str, frozenset[type_group]] = {}
    for number, group in enumerate(_groups(path, "=")):
        condition = group[0][0] if group[0].startswith(("^ ", "! ", "~ ")) else ""
        for name in group:
            for each in (words_of(name), vocabulary.canonical(words_of(name))):
                if len(each) == 1:
                    found[each[0].lemma] = found.get(each[0].lemma, frozenset()) | {(number, condition)}
    return found


def _same_titles(vocabulary: Vocabulary, path: Path) -> dict[frozenset[str], frozenset[int]]:
    """Groups of whole titles that name one subject: set of lemmas to the numbers of its groups."""
    found: dict[frozenset[str], frozenset[int]] = {}
    for number, group in enumerate(_groups(path, "=")):
        for title in group:
            essence = _essence(vocabulary, title)
            found[essence] = found.get(essence, frozenset()) | {number}
    return found
