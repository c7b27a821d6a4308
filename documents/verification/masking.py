"""How much of a name a stranger sees: its initials. Pure."""

from collections.abc import Mapping
from typing import Any

STARS = "***"  # the same for every name: its length would tell it from others


def masked(full_name: str) -> str:
    """«Т*** К*** Д***» of «Тарасов Кирилл Денисович»; particles («кызы») are left out. "" for no name."""
    words = [word.lstrip("«»\"'(") for word in full_name.split()]
    return " ".join(f"{word[0]}{STARS}" for word in words if word[:1].isupper())


def whose(snapshot: Mapping[str, Any]) -> str:
    """The full name of the one person a paper is about: its student, or whoever a certificate names; else ""."""
    data = snapshot.get("data")
    if not isinstance(data, Mapping):
        return ""
    student = data.get("student")
    name = student.get("full_name") if isinstance(student, Mapping) else data.get("name")
    return name if isinstance(name, str) else ""
