"""Words of one title laid beside words of another: same, inflected, misspelt, shortened, drawn together."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from workflows.credit.comparison.morphology import known_neighbours, stem
from workflows.credit.comparison.vocabulary import default
from workflows.credit.comparison.words import Word

_NOUN_TAILS = ("ин", "ия", "ие", "ья", "ье", "а", "я", "о", "е", "ь", "й", "ы", "и", "")
_PLAIN_ENDS = ("овой", "овый", "евой", "ной", "ный", "ской")
_SOFTENED = str.maketrans("кцгх", "ччжш")  # наука, научный
_SCANNED = str.maketrans({"п": "л", "н": "и", "ш": "щ", "б": "6", "ц": "ч", "ё": "е"})
_SHAPES = str.maketrans("нийпякеасгзщцж", "ллллллооотэшдх")  # letters that a scanner takes for one another
_DOUBLED = re.compile(r"(.)\1")


@dataclass(frozen=True)
class Pair:
    """Words that mean the same and how that was seen."""

    left: tuple[Word, ...]
    right: tuple[Word, ...]
    how: str


@dataclass(frozen=True)
class Alignment:
    """Pairs found and what stays over on either side."""

    pairs: tuple[Pair, ...]
    left: tuple[Word, ...]
    right: tuple[Word, ...]


def align(left: tuple[Word, ...], right: tuple[Word, ...]) -> Alignment:
    """Lay two word lists beside each other, surest likeness first; every word is used once."""
    pairs: list[Pair] = []
    for how, alike in _TESTS:
        for one in left:
            other = next((word for word in right if alike(one, word)), None)
            if other is not None:
                pairs.append(Pair((one,), (other,), how))
                left = tuple(word for word in left if word is not one)
                right = tuple(word for word in right if word is not other)
    left, right = _draw_together(left, right, pairs, flip=False)
    right, left = _draw_together(right, left, pairs, flip=True)
    return Alignment(tuple(pairs), left, right)


def _same(one: Word, other: Word) -> bool:
    return one.lemma == other.lemma


def _inflected(one: Word, other: Word) -> bool:
    return bool(one.lemmas & other.lemmas)


def _spelt(one: Word, other: Word) -> bool:
    """Hyphen, doubled letters: no dictionary is needed to see one word."""
    return _DOUBLED.sub(r"\1", one.lemma) == _DOUBLED.sub(r"\1", other.lemma) and len(one.lemma) > 4


def misspelt(one: Word, other: Word) -> bool:
    """Whether one of two words is a misspelling of the other. Two words that exist never are."""
    if one.known and other.known:
        return False
    wrong, right = (one, other) if not one.known else (other, one)
    if right.known and _lacks_letter_of_another(wrong.text, right):
        return False
    return mistake(one.text, other.text, one.known, other.known)


def _lacks_letter_of_another(wrong: str, right: Word) -> bool:
    """`Ритрика` lacks a letter of "риторика" and is no slip of "ритмика": a letter left out is the commonest slip."""
    if len(right.text) > len(wrong):
        return False
    near = known_neighbours(wrong) & default().lexicon
    return any(len(each) == len(wrong) + 1 and OSA.distance(each, wrong) == 1 for each in near)


@lru_cache(maxsize=50_000)
def mistake(one: str, other: str, one_known: bool, other_known: bool) -> bool:
    """Whether one spelling is a slip or scanning error of the other and not nearer to some third word."""
    if not (one.isalpha() and other.isalpha()):
        return False
    if min(len(one), len(other)) < 4 or not (_cyrillic(one) and _cyrillic(other)):
        return len(one) > 6 and len(other) > 6 and OSA.distance(one, other) <= 1
    if len(one) > 4 and one.translate(_SHAPES) == other.translate(_SHAPES):
        return True
    scanned = OSA.distance(one.translate(_SCANNED), other.translate(_SCANNED))
    distance = min(OSA.distance(stem(one), stem(other)), OSA.distance(one, other), scanned)
    longest = max(len(one), len(other))
    if distance > (1 if longest < 7 else 2 if longest < 12 else 3):
        return False
    wrong, right_known = (one, other_known) if not one_known else (other, one_known)
    if distance <= 1 and (right_known or longest > 6):
        return True
    return right_known and not known_neighbours(wrong)


def _cyrillic(word: str) -> bool:
    return bool(re.fullmatch("[а-я]+", word))


def _shortened(one: Word, other: Word) -> bool:
    return cuts(one, other) or cuts(other, one)


def cuts(short: Word, full: Word) -> bool:
    """`деят-ти`, `обеспеч.`: the beginning (and the end) of the full word."""
    if not short.cut or len(short.text) >= len(full.text):
        return False
    start, _, end = short.text.partition("-")
    if end:
        return full.text.startswith(start) and (
            full.text.endswith(end) or stem(full.text).endswith(stem(end))
        )
    return len(start) >= 3 and full.text.startswith(start)


def derived(one: Word, other: Word) -> bool:
    """Whether one word is the adjective of the other noun, as far as endings show it."""
    if one.lemma[:3] != other.lemma[:3]:
        return False
    return any(
        not noun.head and adjective_of(adjective, noun) for adjective, noun in ((one, other), (other, one))
    )  # "спортивный менеджмент", "менеджмент спорта": a noun that the title is not about


def adjective_of(adjective: Word, noun: Word) -> bool:
    """Whether the first word is the adjective of the second, as far as endings show it."""
    if not re.search("(ый|ий|ой)$", adjective.lemma) or re.search("(ый|ий|ой)$", noun.lemma):
        return False
    of_doing = noun.lemma.endswith("ство") and len(noun.lemma) > 9  # строительство, строительный; овцеводство
    if of_doing and adjective.lemma.startswith(noun.lemma[:-4]):
        return True
    if noun.lemma.endswith("изм") and adjective.lemma.startswith(noun.lemma[:-1].removesuffix("з") + "ст"):
        return True  # туризм, туристский
    tail = next(tail for tail in _NOUN_TAILS if noun.lemma.endswith(tail))
    stem = noun.lemma[: len(noun.lemma) - len(tail)]
    begins, rest = adjective.lemma[: len(stem)], adjective.lemma[len(stem) :]
    alike = begins[:-1] == stem[:-1] and begins[-1:].translate(_SOFTENED) == stem[-1:].translate(_SOFTENED)
    short = len(stem) == 3 and begins == stem and rest in _PLAIN_ENDS  # быт, бытовой
    fleeting = noun.lemma.endswith("ка") and adjective.lemma.startswith((stem[:-1] + "оч", stem[:-1] + "еч"))
    return short or fleeting or (len(stem) >= 4 and alike and len(rest) <= 7)


def _draw_together(
    packed: tuple[Word, ...], spread: tuple[Word, ...], pairs: list[Pair], *, flip: bool
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """`сопромат`, `ТАУ`: one word on this side for several neighbours on that side."""
    for word in packed:
        for start in range(len(spread)):
            for stop in range(start + 2, min(start + 7, len(spread)) + 1):
                run = spread[start:stop]
                how = _packs(word, run, alone=not pairs)
                if how:
                    pairs.append(Pair(run, (word,), how) if flip else Pair((word,), run, how))
                    rest = tuple(each for each in packed if each is not word)
                    return _draw_together(rest, spread[:start] + spread[stop:], pairs, flip=flip)
    return packed, spread


def spelt_initials(word: Word, others: tuple[Word, ...], *, alone: bool) -> tuple[Word, ...]:
    """The neighbours among other words whose first letters an abbreviation gives, or none."""
    size = len(word.text)
    if size < (3 if alone else 2):
        return ()
    runs = (others[start:stop] for start in range(len(others)) for stop in range(start + 2, start + size + 1))
    return next((run for run in runs if _is_initials(word.text, run)), ())


def _is_initials(text: str, run: tuple[Word, ...]) -> bool:
    """With or without the small words between (`ТВМС`, `ТВиМС`), or with more of a word (`ВсОШ`, `КЭДО`)."""
    first = "".join(each.text[0] for each in run)
    plain = text == first or (len(text) == len(first) + text.count("и") and text.replace("и", "") == first)
    return plain or (len(text) > 3 and len(run) > 2 and _begins(text, run))


def _begins(text: str, run: tuple[Word, ...]) -> bool:
    """Whether a text is made of the first one to three letters of each word of a run."""
    if not run:
        return not text
    sizes = (size for size in (1, 2, 3) if text[:size] and run[0].text.startswith(text[:size]))
    return any(_begins(text[size:], run[1:]) for size in sizes)


def _packs(word: Word, run: tuple[Word, ...], *, alone: bool) -> str:
    if word.capitals and len(word.text) >= (3 if alone else 2) and _is_initials(word.text, run):
        return "initials"
    turned = len(run) == 2 and _chunks(word.text, run[::-1])  # кормопроизводство, производство кормов
    drawn = len(run) <= 3 and len(word.text) >= 6 and (turned or _chunks(word.text, run))
    return "compound" if drawn else ""


def _chunks(text: str, run: tuple[Word, ...]) -> bool:
    """Whether a word is made of the beginnings of the words of a run, at least three letters of each."""
    if len(run) == 1:
        return len(text) >= 3 and (
            run[0].text.startswith(text) or run[0].lemma == text or stem(run[0].text) == stem(text)
        )
    first = run[0].text
    longest = next((n for n in range(min(len(first), len(text)), 0, -1) if first[:n] == text[:n]), 0)
    for size in range(longest, 2, -1):
        rest = text[size:]
        if _chunks(rest, run[1:]) or (rest[:1] in "ое" and _chunks(rest[1:], run[1:])):
            return True
    return False


type_test = Callable[[Word, Word], bool]
_TESTS: tuple[tuple[str, type_test], ...] = (
    ("same", _same),
    ("inflected", _inflected),
    ("spelt", _spelt),
    ("misspelt", misspelt),
    ("shortened", _shortened),
    ("derived", derived),
)
