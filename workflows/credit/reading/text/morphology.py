"""The one morphological analyser of the process, behind small cached questions about single words."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pymorphy3 import MorphAnalyzer
from rapidfuzz.distance import OSA

_ANALYSER = MorphAnalyzer()


@lru_cache(maxsize=20_000)
def parses(word: str) -> tuple[Any, ...]:
    """All readings of a word, the likeliest first."""
    # The analyser asks every letter for its Unicode name and fails on those that have none (Tangut).
    named = "".join(each if unicodedata.name(each, "") else "\ufffd" for each in word[:60])
    return tuple(_ANALYSER.parse(named))


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> frozenset[str]:
    """Dictionary forms a word may have as a noun, folded (ё as е)."""
    return frozenset(one.normal_form.replace("ё", "е") for one in parses(word) if "NOUN" in one.tag)


def stems(word: str) -> frozenset[str]:
    """Dictionary forms of any part of speech, folded."""
    return frozenset(one.normal_form.replace("ё", "е") for one in parses(word))


def is_adjective(word: str) -> bool:
    """Whether the likeliest reading is an adjective or a participle."""
    return parses(word)[0].tag.POS in {"ADJF", "PRTF"} if word else False


def is_genitive_noun(word: str) -> bool:
    """Whether the word may be a noun in the genitive."""
    return any(one.tag.POS == "NOUN" and one.tag.case in {"gent", "gen2"} for one in parses(word))


def is_nominative(word: str) -> bool:
    """Whether the word may be a noun in the nominative."""
    return any(one.tag.POS == "NOUN" and one.tag.case == "nomn" for one in parses(word))


def is_surname(word: str) -> bool:
    """Whether a single word is likely a surname: one that dictionaries have, or an unknown word that ends like one."""
    one = parses(word)[0] if word.isalpha() else None
    if one is None or one.is_known:
        return one is not None and "Surn" in one.tag
    return bool(re.fullmatch(r".+(?:[оеё]в|[иы]н)(?:а|у|ым|ой)?", word.lower()))


def is_verb(word: str) -> bool:
    """Whether the likeliest reading is a finite verb, an infinitive or a gerund."""
    return parses(word)[0].tag.POS in {"VERB", "INFN", "GRND"} if word else False


def is_said(word: str) -> bool:
    """Whether the likeliest reading is a short participle («пройден»): it tells, it names nothing."""
    return bool(word) and parses(word)[0].tag.POS == "PRTS"


def may_name(words: Iterable[str]) -> bool:
    """Whether these words may name something: a noun or an adjective among them that is no pronoun."""
    tags = [parses(word)[0].tag for word in words if len(word) > 1]
    return any(
        tag.POS in {"NOUN", "ADJF", "ADJS", "PRTF", "NUMR", None} and "Apro" not in tag for tag in tags
    )


@lru_cache(maxsize=4_000)
def misspelt(word: str, right: tuple[str, ...]) -> str | None:
    """The one of these words that an unknown word is a slip of the keys away from («экзмен»), or None."""
    if len(word) < 5 or any(one.is_known for one in parses(word)):
        return None
    allowed = 1 if len(word) < 7 else 2
    near = [one for one in right if OSA.distance(word, one, score_cutoff=allowed) <= allowed]
    return near[0] if len(near) == 1 else None


def said_before(before: str, words: str) -> bool:
    """Whether the long words of a stretch all stand, in whatever case, in what was said before."""
    earlier, said = ([stems(word) for word in re.findall(r"[^\W\d_]{4,}", each)] for each in (before, words))
    return bool(said) and all(any(word & other for other in earlier) for word in said)
