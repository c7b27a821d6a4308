"""What a cell of a table holds, judged by its own words alone, without its heading."""

import re
from functools import lru_cache

from workflows.credit.reading.fields.field import is_form_with_result
from workflows.credit.reading.fields.forms import field_is_form
from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.fields.titles import is_aside
from workflows.credit.reading.people.names import find_names
from workflows.credit.reading.text.folding import fold, squeeze

_BLANK = re.compile(r"[\s\-—–_.]*\Z")
# Marks that a writer sets to say that the value above holds here too; a merged cell says no such thing.
DITTO = re.compile(
    r"\s*(?:[-—]?\s?(?:[\"»«]|//|''|,,|〃)\s?[-—]?|то\sже(?:\sсамое)?|тоже|так\sже|та\sже|тот\sже)\s*\Z"
)
_NUMBERING = re.compile(r"№?\s?\d{1,3}\s?[.)]")
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d+)?")
_FIGURES = re.compile(r"[\W\d]*\d[\W\d]*(?:(?:ч|ак|з\.?\s?е|зет|час)\w*[\W\d]*)*")  # «2/72», «36+36», «~36»
_PERIOD = re.compile(
    r"(?:(?:\d{1,2}|[ivx]{1,4}|перв\w+|втор\w+|трет\w+|осен\w+|весен\w+|летн\w+|зимн\w+)(?:-?\w{1,2})?\s?"
    r"(?:семестр|сем\.|полугоди|четверт|триместр|год|класс|кл\.|курс|недел|месяц|мес\.?|смен|занят|урок)\w*\W*)+|"
    r"(?:[ivx]{1,4}|\d{1,2}\s?[-«\"]?\s?[а-г]\W?|лето|осень|зима|весна|(?:осень|весна|лето|зима)\s\d{4})"
)
_DATE = re.compile(
    r"(?:(?:с|по|до|от|—|-|/|,|\s)|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d|(?:\d{1,2}\s)?"
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w*|(?:19|20)\d\d|г\.?|гг\.?|год\w*|уч\w*\.?|/\d\d(?!\d))+"
)


@lru_cache(maxsize=4096)
def content(text: str) -> str:
    """blank, numbering, number, figures («2/72»), hours, result, form, both (form and result), date, period, person,
    aside, row (a name and its hours) or text."""
    said = squeeze(fold(text))
    if _BLANK.match(said) or DITTO.match(said):
        return "blank"
    for kind, pattern in (
        ("numbering", _NUMBERING),
        ("number", _NUMBER),
        ("date", _DATE),
        ("period", _PERIOD),
    ):
        if pattern.fullmatch(said):
            return kind
    hours = find_hours(text)
    if hours:
        named = re.search(r"[^\W\d_]{3,}.*[^\W\d_]", text[: hours[0].start]) or "«" in text[: hours[0].start]
        return "row" if named else "hours"
    if whole_result(text):
        return "result"
    if _FIGURES.fullmatch(said):
        return "figures"
    if is_form_with_result(text):
        return "both"
    if field_is_form(text):
        return "form"
    names = find_names(text)
    if names and names[0].written == squeeze(text).strip(" ,;"):
        return "person"
    return "aside" if is_aside(text) else "text"
