"""File names from strangers: shown to people and offered for saving, so nothing in them may mislead or lead away."""

import re
import unicodedata

_LONGEST = 150
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


def visible(text: str) -> str:
    """Without characters that cannot be seen or that turn the direction of writing (zero width, bidi, controls)."""
    return "".join(
        letter for letter in text if unicodedata.category(letter) not in {"Cf", "Cc", "Cs", "Co", "Cn"}
    )


def clean_filename(written: str | None) -> str | None:
    """The last path component, visible characters only, at most 150 long with its extension; None when
    nothing is left."""
    name = visible((written or "").replace("\\", "/").rsplit("/", 1)[-1])
    name = re.sub(r"\s+", " ", name).strip(" .")
    if _DEVICES.match(name):
        name = f"_{name}"
    if len(name) > _LONGEST:
        stem, dot, extension = name.rpartition(".")
        keep = f".{extension}" if dot and len(extension) <= 10 else ""
        name = (stem if keep else name)[: _LONGEST - len(keep)].rstrip(" .") + keep
    return name or None
