"""Bytes to text when the declared charset is right, wrong, misspelt or missing.

Order: the declared charset; UTF-8 when the bytes are valid UTF-8; then the Cyrillic code page whose reading
looks most like Russian. The result never holds NUL, other control characters or lone surrogates.
"""

import codecs
import re

# Only these are ever handed to a codec: some of Python's others are quadratic or are not charsets at all.
_KNOWN = {
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "ascii",
    "cp1251",
    "koi8-r",
    "koi8-u",
    "iso8859-5",
    "cp866",
    "mac-cyrillic",
    "cp1252",
    "iso8859-1",
    "iso8859-2",
    "cp1250",
    "iso8859-15",
    "cp1254",
    "iso8859-9",
    "cp1253",
    "cp1257",
    "gb2312",
    "gbk",
    "gb18030",
    "big5",
    "iso2022_jp",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "ptcp154",
    "kz1048",
}
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_WESTERN = {"cp1252", "iso8859-1", "iso8859-15", "ascii"}
_MISSPELT = re.compile(r"^(?:x-)?(?:cp|win|windows|ansi)[-_ ]?(125\d|866)$")
# The commonest letters of Russian; a wrong code page turns them into rare ones, capitals or signs.
_COMMON = frozenset("оеаинтсрвлкмдпуяыьгзбчй")
_WORD = re.compile(r"[^\W\d_]+")
# Marks that turn the direction of writing (UAX 9): one name would be written and another read.
TURNING = dict.fromkeys([0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROLS = TURNING | {code: None for code in [*range(32), *range(127, 160)] if chr(code) not in "\t\n\r\x85"}
_SAMPLE = 20_000


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Text and the defects met: charset_unknown, charset_wrong, charset_missing, undecodable."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return clean(data.decode(codec, "replace").lstrip("\ufeff")), ()
    if data.isascii() and b"\x1b" not in data and b"\x00" not in data:
        return clean(data.decode("ascii")), ()
    name = codec_name(declared)
    defects = () if name else (("charset_unknown",) if declared else ("charset_missing",))
    if name and name not in _WESTERN and name not in _CYRILLIC and name != "utf-8":
        text = _strict(data, name)
        if text is not None:
            return clean(text), defects
    utf8 = _strict(data, "utf-8")
    if utf8 is not None:
        wrong = ("charset_wrong",) if name and name != "utf-8" else ()
        return clean(utf8), defects + wrong
    return _by_scoring(data, name, defects)


def clean(text: str) -> str:
    """Valid Unicode with LF line ends, and no control characters but tab nor marks of direction."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").translate(_CONTROLS)
    return text.encode("utf-8", "replace").decode("utf-8")


def codec_name(declared: str | None) -> str | None:
    """The codec for a declared charset, misspellings included; None when unknown."""
    wanted = (declared or "").strip(" \t\"'").lower()
    misspelt = _MISSPELT.match(wanted)
    if misspelt:
        wanted = f"cp{misspelt.group(1)}"
    if wanted.endswith("-i") or len(wanted) > 40:
        return None
    try:
        name = codecs.lookup(wanted).name
    except (LookupError, ValueError, UnicodeError):
        return None
    return name if name in _KNOWN else None


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeError:
        return None


def _by_scoring(data: bytes, name: str | None, defects: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    sample = data[:_SAMPLE]
    best = max(_CYRILLIC, key=lambda each: russian_score(sample.decode(each, "replace")))
    best_score = russian_score(sample.decode(best, "replace"))
    if name and name != "utf-8":
        # A declared charset is believed unless another reading is clearly the better Russian.
        own = russian_score(sample.decode(name, "replace"))
        if best_score < 0.5 or own >= best_score - 0.2:
            return clean(data.decode(name, "replace")), defects
        return clean(data.decode(best, "replace")), (*defects, "charset_wrong")
    utf8 = data.decode("utf-8", "replace")
    if name == "utf-8" and utf8.count("\ufffd") * 20 < len(utf8):
        return clean(utf8), (*defects, "undecodable")
    if best_score < 0.3:
        fallback = "utf-8" if name == "utf-8" else "cp1252"
        return clean(data.decode(fallback, "replace")), (*defects, "undecodable")
    wrong = ("charset_wrong",) if name else ()
    return clean(data.decode(best, "replace")), defects + wrong


def russian_score(text: str) -> float:
    """How much the non-ASCII letters look like Russian: about 1 for Russian, below 0.3 for a wrong code page."""
    score = total = 0.0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        total += len(word)
        proper = word.islower() or word.istitle() or word.isupper()
        mixed = any(letter.isascii() for letter in word)
        if proper and not mixed:
            weight = 1.0 if not (word.isupper() and len(word) > 1) else 0.8
            score += weight * sum(
                1.0 if letter in _COMMON else 0.4 for letter in word.lower() if "а" <= letter <= "ё"
            )
    signs = sum(
        1 for letter in text if ord(letter) > 127 and not letter.isalpha() and letter not in "«»—–…№“”„\xa0•"
    )
    return score / (total + signs) if total + signs else 0.0
