"""Where each claimed value was read: letters А, Б, В beside the values, and the same letters in the original text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from mailroom.models import Message
from workflows.cases.shown import Source
from workflows.credit import scans
from workflows.credit.models import CourseLine

LETTERS = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ"
APART = 160  # spans of one line closer than this are one place in the letter
LONGEST = 60


@dataclass(frozen=True)
class Piece:
    """A stretch of the letter's text; with a mark it is the place that a value was read at."""

    text: str
    mark: str = ""
    lines: Sequence[int] = ()  # positions of the courses that have a value from here


@dataclass(frozen=True)
class Elsewhere:
    """A place outside the text, a table or an attachment, with all words that one line has from there."""

    mark: str
    words: str
    place: str
    line: int = 0

    @property
    def lines(self) -> Sequence[int]:
        """The one course that has values from here."""
        return (self.line,)


@dataclass(frozen=True)
class ShownLetter:
    """A letter of the case with its marks."""

    message: Message
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Evidence:
    """All letters of a case with their marks, and the source of every line and field."""

    letters: Sequence[ShownLetter]
    elsewhere: Sequence[Elsewhere]
    by_line: Mapping[int, Mapping[str, Source]]
    doubts: Mapping[int, Sequence[str]]  # position of a doubtful line -> codes of what the reading doubted


@dataclass
class _Mark:
    letter: str
    line: int
    message: int
    start: int
    end: int


def evidence(lines: Iterable[CourseLine], messages: Sequence[Message]) -> Evidence:
    """Letter the sources of all lines. `messages` carry their reading (select_related)."""
    texts = {message.pk: _text(message) for message in messages}
    names = iter(_names())
    marks: list[_Mark] = []
    elsewhere: list[Elsewhere] = []
    by_line: dict[int, dict[str, Source]] = {}
    doubts: dict[int, Sequence[str]] = {}
    for line in lines:
        found: dict[str, Source] = {}
        files, doubted = _reading_of(line, messages)
        if line.needs_human:
            doubts[line.position] = doubted
        for field, source in line.sources.items():
            words = str(source.get("words") or "")
            if not words.strip():
                continue
            place = place_words(source, files)
            mark = _in_text(line.position, source, words, texts, marks, names) or _outside(
                line.position, place, words, elsewhere, names
            )
            label = place if field == "title" else quoted(shortened(words))
            found[field] = Source(mark, label, f"#source-{mark}")
        by_line[line.position] = found
    users = _users(by_line)
    letters = [ShownLetter(each, _pieces(texts[each.pk], each.pk, marks, users)) for each in messages]
    return Evidence(letters, elsewhere, by_line, doubts)


def _users(by_line: Mapping[int, Mapping[str, Source]]) -> Mapping[str, Sequence[int]]:
    """Of each mark the positions of the lines that have a value from there."""
    users: dict[str, list[int]] = {}
    for position, found in sorted(by_line.items()):
        for letter in {each.letter for each in found.values()}:
            users.setdefault(letter, []).append(position)
    return users


def _reading_of(line: CourseLine, messages: Sequence[Message]) -> tuple[dict[int, str], Sequence[str]]:
    """Of the letter that a line was read from: the names of its files by their index, and what was doubted of it."""
    for message in messages:
        data = _data(message)
        for course in data.get("courses") or ():
            read = course.get("sources") or {}
            if any(read.get(field) == source for field, source in line.sources.items() if source):
                files = {each["index"]: each.get("filename") or "" for each in data.get("files") or ()}
                return files, course.get("doubts") or ()
    return {}, ()


def _names() -> Iterable[str]:
    for lap in range(1, 100):
        yield from (letter if lap == 1 else f"{letter}{lap}" for letter in LETTERS)


def _data(message: Message) -> Mapping[str, Any]:
    reading = getattr(message, "reading", None)
    return reading.data if reading is not None else {}


def _text(message: Message) -> str:
    return str(_data(message).get("text") or "")


def _in_text(
    line: int,
    source: Mapping[str, Any],
    words: str,
    texts: Mapping[int, str],
    marks: list[_Mark],
    names: Any,
) -> str:
    """The mark of words that stand in a letter's text; joined to a near mark, new otherwise; "" when not there."""
    for key, text in texts.items():
        start = _place(source, words, text)
        if start is None:
            continue
        end = start + len(words)
        here = [mark for mark in marks if mark.message == key]
        near = next((mark for mark in here if start < mark.end and mark.start < end), None) or next(
            (mark for mark in here if mark.line == line and _is_near(mark, here, start, end, text)), None
        )
        if near is None:
            near = _Mark(next(names), line, key, start, end)
            marks.append(near)
        near.start, near.end = min(near.start, start), max(near.end, end)
        return near.letter
    return ""


def _place(source: Mapping[str, Any], words: str, text: str) -> int | None:
    """Where the words stand: at their span, else where they stand once and only once."""
    if source.get("part") in ("scan", "attachment"):
        return None  # the same words in the letter are not where it was read
    start = source.get("start")
    if (
        source.get("part") in ("text", "html")
        and isinstance(start, int)
        and text[start : start + len(words)] == words
    ):
        return start
    return text.find(words) if len(words) > 3 and text.count(words) == 1 else None


def _is_near(mark: _Mark, marks: Sequence[_Mark], start: int, end: int, text: str) -> bool:
    """Whether a span stands near a mark on the same line of the letter, with no other mark between them."""
    low, high = (mark.end, start) if start >= mark.end else (end, mark.start)
    between = text[low:high]
    return (
        len(between) < APART
        and "\n" not in between
        and not any(each.start < high and low < each.end for each in marks)
    )


def _outside(line: int, place: str, words: str, elsewhere: list[Elsewhere], names: Any) -> str:
    """The mark of words outside the text; what one line has from one place stands there together."""
    for index, each in enumerate(elsewhere):
        if (each.line, each.place) == (line, place):
            if words not in each.words:
                elsewhere[index] = replace(each, words=f"{each.words} · {shortened(words)}")
            return each.mark
    made = Elsewhere(next(names), shortened(words), place, line)
    elsewhere.append(made)
    return made.mark


def place_words(source: Mapping[str, Any], files: Mapping[int, str]) -> str:
    """«course.pdf, row 3 of the table». files: the names of the letter's files by their index."""
    if source.get("part") == "scan":
        return scans.place_words(source)
    parts = []
    if source.get("attachment") is not None:
        parts.append(files.get(source["attachment"]) or _("attachment"))
    elif source.get("part") == "table":
        parts.append(_("table in the letter"))
    if source.get("row") is not None:
        parts.append(_("row %(number)d of the table") % {"number": source["row"] + 1})
    if source.get("part") == "subject":
        parts.append(_("subject of the letter"))
    return ", ".join(parts) or _("the letter")


def shortened(words: str) -> str:
    """At most 60 characters."""
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1].rstrip() + "…"


def quoted(words: str) -> str:
    """In Russian quotes; those inside become inner ones."""
    return f"«{words.replace('«', '„').replace('»', '“')}»"


def _pieces(
    text: str, message: int, marks: Sequence[_Mark], users: Mapping[str, Sequence[int]]
) -> list[Piece]:
    """The text cut at its marks; what overlaps an earlier mark is not marked twice."""
    pieces, at = [], 0
    for mark in sorted((each for each in marks if each.message == message), key=lambda each: each.start):
        if mark.start < at:
            continue
        end = mark.end + _unclosed(text, mark)
        marked = Piece(text[mark.start : end], mark.letter, users.get(mark.letter, ()))
        pieces += [Piece(text[at : mark.start]), marked]
        at = end
    return [each for each in (*pieces, Piece(text[at:])) if each.text]


def _unclosed(text: str, mark: _Mark) -> int:
    """1 when a quote that begins inside the mark ends right behind it: «…, «passed» is marked whole."""
    marked = text[mark.start : mark.end]
    return int(marked.count("«") > marked.count("»") and text[mark.end : mark.end + 1] == "»")
