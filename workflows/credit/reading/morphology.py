"""The one morphological analyser of the process, behind small cached questions about single words."""

import unicodedata
from functools import lru_cache
from typing import Any

from pymorphy3 import MorphAnalyzer

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


def is_verb(word: str) -> bool:
    """Whether the likeliest reading is a finite verb, an infinitive or a gerund."""
    return parses(word)[0].tag.POS in {"VERB", "INFN", "GRND"} if word else False
