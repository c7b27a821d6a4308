"""One-to-one folding of letters, so that a place found in the folded text is the same place in the
original."""

import re
from functools import lru_cache

_SAME = {"ё": "е", "Ё": "е", "\r": " ", "\v": " ", "\f": " "}
_SAME |= dict.fromkeys(
    "\u00a0\u1680\u2002\u2003\u2004\u2005\u2007\u2009\u200a\u202f\u205f\u3000\ufeff\u200b\u2060", " "
)
_SAME |= dict.fromkeys("\u2012\u2013\u2014\u2015\u2212", "—")
_SAME |= dict.fromkeys("\u2010\u2011", "-")
_SAME |= dict.fromkeys("“”„‟″", '"')
_SAME |= dict.fromkeys("‘’‚", "'")
_TABLE = str.maketrans(_SAME)
_SHORT = 300  # characters; short pieces are folded again and again while fields are tried
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """Lower case, ё as е, one kind of dash, space and quote; exactly as long as `text`."""
    return _fold(text) if len(text) > _SHORT else _fold_short(text)


def _fold(text: str) -> str:
    folded = text.translate(_TABLE)
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in folded)


_fold_short = lru_cache(maxsize=1024)(_fold)
_STRAIGHT = str.maketrans({char: to for char, to in _SAME.items() if char not in "ёЁ"})


def straight(text: str) -> str:
    """`text` as long as before, with one kind of space and dash but its own case."""
    return text.translate(_STRAIGHT)


def squeeze(text: str) -> str:
    """Every run of white space as one space, ends trimmed: how a value is written down."""
    return _SPACE.sub(" ", text).strip()
