"""File names that people sent or that we make: cleaned for display, disk and headers, recognisable still."""

import re
import unicodedata
from pathlib import PurePosixPath

from documents.visible import visible

LONGEST = 90  # longer names are split by mail encoders into forms that old clients show as "noname"
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def clean(name: str, fallback: str = "file") -> str:
    """A name without folders, invisible or forbidden characters, at most 90 characters, extension kept.

    Direction marks and zero-width signs go: they let "cod.exe" read as "exe.doc".
    Never empty, never a device name.
    """
    text = unicodedata.normalize("NFC", name.replace("\\", "/"))
    text = text.rsplit("/", 1)[-1]
    text = "".join(" " if each.isspace() else each for each in text)
    text = visible(text)
    text = re.sub(r'[<>:"|?*]', "_", text)
    text = re.sub(r" +", " ", text).strip(" .")
    stem, suffix = PurePosixPath(text).stem, PurePosixPath(text).suffix
    if len(suffix) > 12:
        stem, suffix = text, ""
    stem = stem.strip(" .") or fallback
    if stem.split(".")[0].lower() in RESERVED:
        stem = f"_{stem}"
    return stem[: LONGEST - len(suffix)].rstrip(" .") + suffix
