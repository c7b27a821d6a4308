"""Whom or what a register line is about, and the words it is found by. Pure: snapshot in, text out."""

from collections.abc import Mapping
from typing import Any

ABOUT = 300  # characters


def about(snapshot: Mapping[str, Any]) -> str:
    """The snapshot's own "about"; else the student, the person named on a certificate, the addressee, or the title."""
    data = snapshot.get("data")
    data = data if isinstance(data, Mapping) else {}
    named = (
        snapshot.get("about"),
        _name(data.get("student"), "full_name"),
        data.get("name"),
        _name(data.get("addressee"), "name"),
        snapshot.get("title"),
    )
    return next((each for each in named if isinstance(each, str) and each.strip()), "")[:ABOUT]


def sought(number: str, case_number: str, words: str) -> str:
    """What a search for a part of the number, of the case or of a name looks into; one spelling for all."""
    return fold(" ".join((number, case_number, words)))


def fold(text: str) -> str:
    """Case and "ё" make no difference when people search."""
    return " ".join(text.casefold().replace("ё", "е").split())


def _name(part: object, key: str) -> object:
    return part.get(key) if isinstance(part, Mapping) else None
