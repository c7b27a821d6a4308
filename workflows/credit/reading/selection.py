"""Which rows of a table or a file the letter asks for: «только пункты 2 и 5», «все, кроме физкультуры»."""

import re
from collections.abc import Sequence
from dataclasses import replace

from workflows.credit.reading.letter import Letter
from workflows.credit.reading.prose.mentions import either_means
from workflows.credit.reading.text.page import Page
from workflows.credit.reading.values import Course, Source, Value

_LIST = r"\d{1,2}(?:\s?(?:,|;|и|—|-|по)\s?(?:№\s?)?\d{1,2})*"
_ROWS = r"(?:пункт\w*|пп?\.(?:\s?п\.)?|строк\w*|стро[чк]\w+|позици\w*|номер\w*|№{1,2})"
_NUMBERS = re.compile(
    rf"(?P<not>(?:кроме|за\sисключением|без|исключая)\s(?:\w+\s){{0,2}})?(?:{_ROWS}\s?(?P<after>{_LIST})(?![\d/-]|\.\d)|"
    rf"(?<![\d./-])(?P<before>{_LIST})(?:-?\w{{1,2}})?\s(?:пункт|строк|стро[чк]|позици)\w*)"
)
_ONLY = re.compile(
    r"(?<!\w)(?:только|лишь|кроме|за\sисключением|исключая|остальн\w+\s(?:не|я\sбуду|буд))(?!\w)"
)
_EXCEPT = re.compile(r"(?<!\w)(?:кроме|за\sисключением|исключая)\s(?P<what>[^.;:!?\n()]{3,120})")
_ASKS = re.compile(r"(?<!\w)(?:пере|за)?(?:зач[её]?[стл]\w*|засчит\w*|зачит\w*|учесть)")
_NAMED = re.compile(r"\s*(?:,|\sи\s)\s*")


def selected(courses: Sequence[Course], body: Page, letter: Letter) -> list[Course]:
    """The courses of tables and files that the letter asks for. Rows picked in a way that cannot be followed all
    stay, doubted."""
    asked = [match for match in _NUMBERS.finditer(body.folded) if _near_request(body.folded, match)]
    if asked and courses:
        numbers = {
            number for match in asked for number in _numbers(match.group("after") or match.group("before"))
        }
        of = [_number(course, letter) for course in courses]
        if not numbers <= set(of):
            return _doubted(courses)
        left_out = bool(asked[0].group("not"))
        return [course for course, number in zip(courses, of, strict=True) if (number in numbers) != left_out]
    exception = _EXCEPT.search(body.folded)
    if exception and courses and _ASKS.search(body.folded):
        return _without(courses, _NAMED.split(exception.group("what")))
    return list(courses)


def _near_request(folded: str, match: re.Match[str]) -> bool:
    line = folded[folded.rfind("\n", 0, match.start()) + 1 : (folded + "\n").index("\n", match.end())]
    return bool(_ASKS.search(line)) and bool(
        _ONLY.search(line) or not re.search(r"приказ|закон|положени|договор|устав", line)
    )


def _numbers(said: str) -> set[int]:
    """«2, 5 и 7 — 9» as numbers."""
    out: set[int] = set()
    for first, last in re.findall(r"(\d{1,2})(?:\s?(?:—|-|по)\s?(\d{1,2}))?", said):
        out |= set(range(int(first), int(last or first) + 1))
    return out


def _number(course: Course, letter: Letter) -> int | None:
    """The number that the writer gave a row: its first cell, or the mark before it in a list."""
    place = course.title.source
    if place is None:
        return None
    if place.table is None or place.row is None:
        return _number_before(place, letter)
    tables = letter.tables
    if place.part == "attachment":
        tables = next(each.tables for each in letter.attachments if each.index == place.attachment)
    first = next((cell for cell in tables[place.table][place.row] if cell.strip()), "")
    said = re.fullmatch(r"\s*№?\s?(\d{1,3})\s?[.)]?\s*", first)
    return int(said.group(1)) if said else None


def _number_before(place: Source, letter: Letter) -> int | None:
    text = letter.text
    if place.part == "attachment":
        text = next(each.text or "" for each in letter.attachments if each.index == place.attachment)
    said = re.search(r"(\d{1,2})\s?[.)]\s*[«\"]?\Z", text[max(0, place.start - 8) : place.start])
    return int(said.group(1)) if said else None


def _without(courses: Sequence[Course], names: list[str]) -> list[Course]:
    found = [
        [course for course in courses if either_means(course.title, Value(name, name))]
        for name in names
        if name.strip()
    ]
    if any(len(each) != 1 for each in found):
        return _doubted(courses)
    return [course for course in courses if not any(course is each[0] for each in found)]


def _doubted(courses: Sequence[Course]) -> list[Course]:
    return [replace(course, doubts=(*course.doubts, "choice_unclear")) for course in courses]
