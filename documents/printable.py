"""Text that our fonts can print: a glyph they lack would embed a system font or fail PDF/A.

Data keeps what people typed (it is embedded in the paper as JSON); only the printed page is mapped.
"""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
UNKNOWN = "?"

# Signs of other typography that PT Serif lacks, and ours that say the same.
ALIKE = {
    "\u2010": "-",  # hyphen
    "\u2011": "-",  # non-breaking hyphen
    "\u2012": "–",  # figure dash
    "\u2015": "—",  # horizontal bar
    "\u2192": "->",
    "\u2007": "\u00a0",
    "\u202f": "\u00a0",
    "\u2028": "\n",
    "\u2029": "\n",
    "\t": " ",
}


@cache
def covered() -> frozenset[str]:
    """Every character that all faces of the text type can print; they help out where a display type lacks one."""
    faces = [set(TTFont(path).getBestCmap()) for path in sorted(FONTS.glob("PTSerif-*.ttf"))]
    return frozenset(chr(code) for code in set.intersection(*faces)) | {"\n"}


def printable(text: str) -> str:
    """The text with every character printable: composed, invisible signs dropped, unknown ones as "?"."""
    return unicodedata.normalize("NFC", text).translate(_as_shown)


def unprintable(text: str) -> list[str]:
    """The characters that would come out as "?", for a person to look at; sorted, each once."""
    return sorted(
        {each for each in unicodedata.normalize("NFC", text) if UNKNOWN in _shown(each) and each != UNKNOWN}
    )


def _shown(character: str) -> str:
    if character in ALIKE:
        return ALIKE[character]
    category = unicodedata.category(character)
    # Controls, format signs (soft hyphen, direction marks, zero width), lone surrogates, variation selectors.
    if category in ("Cc", "Cf", "Cs") and character != "\n" or "\ufe00" <= character <= "\ufe0f":
        return ""
    if character in covered():
        return character
    if category == "Zs":
        return " "
    simpler = "".join(each for each in unicodedata.normalize("NFKD", character) if each in covered())
    if category == "Mn":
        return simpler
    return simpler or UNKNOWN


class _Shown(dict[int, str]):
    """The table of str.translate: each character is looked at when it is first met."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _shown(chr(code)))


_as_shown = _Shown()
