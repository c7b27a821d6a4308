"""The word lists of vocabulary.toml, read once and compiled into patterns over folded text."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_LISTS = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))


def _entry(word: str) -> str:
    pattern = re.escape(word).replace(r"\*", r"[\w]*").replace(r"\ ", r"\s+")
    return pattern if word.endswith((".", ")")) else pattern + r"(?![\w])"


def words(group: str, name: str) -> list[str]:
    """One list of the file, longest first, folded (ё as е)."""
    return sorted({word.lower().replace("ё", "е") for word in _LISTS[group][name]}, key=len, reverse=True)


def alternatives(group: str, name: str) -> str:
    """A regular expression group that matches any entry of the list as whole words."""
    return "(?:" + "|".join(_entry(word) for word in words(group, name)) + ")"


LABEL_KINDS = ("title", "hours", "form", "result", "student", "applicant", "person", "birth", "other")
_LABELS = {kind: re.compile(alternatives("labels", kind) + r"\Z") for kind in LABEL_KINDS}
_AROUND = re.compile(r"^[\s*•—–-]*(?:[№#]?\s*\d{1,2}\s*[.)]\s*)?|(?:\s*[№#]?\s*\d{1,2})?[\s.:*—–=-]*$")


_WHOSE = re.compile(r"^(?:ваш[аеи]?|мо[йяе]|его|ее|наш[аеи]?|тво[йяе])\s")  # «ваш результат»
_LONGEST_LABEL = 100  # characters


_TOLD = re.compile(rf"(?:[\s:;,.—–()-]|(?<!\w){alternatives('sentences', 'told')})*")


def is_told(folded: str) -> bool:
    """Whether words only lead to a value or stand around it: none of them may name a course."""
    return bool(_TOLD.fullmatch(folded))


@lru_cache(maxsize=1024)
def label_kind(folded: str) -> str | None:
    """Which label these words are (title, hours, form, result, student, …), or None."""
    folded = folded.strip()
    if len(folded) > _LONGEST_LABEL:
        return None
    bare = _AROUND.sub("", folded)
    bare = _WHOSE.sub("", " ".join(bare.split())).replace(".)", ")")
    for candidate in (" ".join(folded.split()).rstrip(" :—=-"), bare):
        for kind, pattern in _LABELS.items():
            if candidate and pattern.match(candidate):
                return kind
    return None
