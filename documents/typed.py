"""What people type into the particulars of a paper, read: days, whole numbers, words, and what is wrong with it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from documents.particulars import NEEDED, Kind
from documents.visible import one_line

LONGEST: Mapping[str, int] = {"text": 300, "words": 1000}
LARGEST = 9999  # academic hours
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)  # another year is a slip of the finger
DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})|(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>\d{4})", re.ASCII
)


def tidy(text: str, kind: Kind) -> str:
    """Without what nobody sees; a day in the spelling of the snapshot."""
    if kind == "words":
        return "\n".join(one_line(line) for line in text.strip().splitlines())
    on = read_day(one_line(text)) if kind == "day" else None
    return on.isoformat() if on else one_line(text)


def read_day(text: str) -> date | None:
    """2013-02-03, as a browser's field sends it, or 03.02.2013; no other spelling of ISO 8601."""
    found = DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(found[each] or found[f"{each}2"]) for each in "ymd")
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_value(text: str, kind: Kind, name: str, dated: str) -> tuple[str, Any]:
    """(code of what is wrong or "", the value as the snapshot keeps it). `dated`: the day of the paper."""
    if not text and (name in NEEDED or name.isdecimal()):
        return "empty", ""
    if kind == "whole":
        if not text:
            return "", None
        sound = text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= LARGEST and len(text) <= 6
        return ("", int(text)) if sound else ("not_a_number", None)
    if kind == "day":
        on = read_day(text)
        if on is None:
            return ("not_a_date", None) if text else ("", None)
        if not EARLIEST <= on <= LATEST or (name == "birth_date" and text > dated):
            return "unlikely_day", None
        return "", text
    return ("too_long", "") if len(text) > LONGEST[kind] else ("", text)
