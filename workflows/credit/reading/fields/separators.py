"""Splitting a row into its fields."""

import re
from functools import lru_cache

from workflows.credit.reading.fields.forms import field_is_form, led_form
from workflows.credit.reading.fields.hours import find_hours, hours_only
from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.page import Span, trim
from workflows.credit.reading.text.vocabulary import label_kind

_EXPLAINED_MARK = re.compile(
    r"\d\s?\(\s?[«\"]?(?:отл|хор|удовл|неуд)[^()]*\)[ .,]*\Z", re.I
)  # «5 (отлично)» is one value
_GUARDED = re.compile(r"«[^»\n]{1,300}»|\"[^\"\n]{1,300}\"|\((?:[^()\n]|\([^()\n]{1,60}\)){1,200}\)")
_SEPARATOR = re.compile(
    r"(?<! )[ ]*[;|\t\n]*\n[ ]*(?:[-—*•+▪◦●○]+|\d{1,2}\.\d{1,2}\.?)[ ]+|"  # a value in a list under its course
    r"(?<! )[ ]*[;|\t\n]+[ ]*|(?<=[»\"]):[ ]+|(?<! )[ ]+[-—]+[ ]*|"
    r"(?<=[\w»\")])—(?!(?<=\d—)\d)[ ]*|(?<=[\w»\")])-[ ]+(?!(?:и|или)\s)|"
    r"(?<=[а-яё»)])[ ]?-[ ]?(?=\d{1,4}\s?(?:ч|ак))|,[ ]+|"
    r",(?=[^\d\s])|(?<=\d\d),(?=\d)(?!\d{1,2}\s?(?:балл|б\.|%|процент))|(?:(?<=[^\W\d_])|(?<=[^\W\d_]\.)|(?<=[)»%])),(?=\d)|"
    r"\.[ ]+(?=[А-ЯЁA-Z«\"]|\d{1,4}\s?(?:[чЧ]|ак|уч\w*\.?\sч))|"
    r"(?<=[а-яё]{4})\.[ ]+(?=\d{1,3}(?:\s?(?:юнош|взросл|разряд|место|балл|из\s|%)|(?:,\d)?[+-]?[\s.!]*\Z))|"
    r"(?<! )[ ]+(?:/+[ ]+|→[ ]*|=[ ]+|[·•]+[ ]+)|→[ ]*|[ ]*:{2,}[ ]*|"
    r"(?<! )(?<!объеме)(?<!объёме)[ ]{3,}+(?!(?:ак\w*\.?\s)?ч(?:ас|\.|\W))"
)
# Marks that part fields only when what they part off is a value: «72 ч/зачёт/отлично», «Лепка + 72 ч + зачёт».
_LOOSE = re.compile(r"(?<=[\w.)])-(?=\w)|\s*[/\\\\+=~•·*]\s*|\s+-(?=\w)|(?<=\w)-\s+")


LABEL = re.compile(r"\s*([^:=]{1,60}?)\s*(?:[:=](?![:=])|(?<=[а-яё)])\s[-—](?=\s))\s*(?=\S)", re.I)


_WORDS_OF_A_LABEL = re.compile(r"(?:(?<=\s)|\A)[^\W\d_][\w.()-]*(?:\s[^\W\d_][\w.()-]*){0,3}\s?\Z")


def inner_labels(text: str, start: int, end: int) -> list[int]:
    """Where labels of values begin behind other words without a mark: «Форма: защита проекта Итог: отлично»."""
    found: list[int] = []
    for colon in re.finditer(r":(?=\s)", text[start:end]):
        last = max(found[-1] if found else 0, text.rfind(":", start, start + colon.start()) + 1 - start)
        words = _WORDS_OF_A_LABEL.search(text[start + last : start + colon.start()])
        places = (
            [words.start() + each.start() for each in re.finditer(r"(?<!\S)\S", words.group())]
            if words
            else []
        )
        for place in places:
            said = text[start + last + place : start + colon.start()]
            if label_kind(fold(said)) in {"hours", "form", "result"}:
                if text[start : start + last + place].strip(" \t:") and place:
                    found.append(last + place)
                break
    return [start + place for place in found]


def split_fields(text: str, start: int, end: int) -> list[Span]:
    """The fields of text[start:end): split at separators outside quotes; brackets that hold values are opened.

    Never none: a line of marks alone («;») is one empty field."""
    return list(_fields(text, start, end))


@lru_cache(maxsize=1024)
def _fields(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The same, remembered: one stretch is asked about by several layouts."""
    spans: list[Span] = []
    shut = guarded(text, start, end)
    begin = start
    for match in _SEPARATOR.finditer(text, start, end):
        if any(low <= match.start() < high for low, high in shut):
            continue
        spans.append((begin, match.start()))
        begin = match.end()
    spans.append((begin, end))
    spans = [piece for span in spans for piece in _before_labels(text, *span)]
    for index, span in enumerate(spans):
        opened = _open_colon(text, *span, behind=index > 0)
        if len(opened) > 1 or plain_kind(text[slice(*span)]):
            spans[index : index + 1] = opened
            break  # what stands before the first value is the name
    spans = [piece for span in spans for piece in _loose(text, *span)]
    spans = [*spans[:-1], *_full_stop(text, *spans[-1])]
    opened = [piece for span in spans for piece in _open_bracket(text, *span)]
    kept = tuple(trimmed for trimmed in (trim(text, *span) for span in opened) if trimmed[0] < trimmed[1])
    return kept or ((start, start),)


def _before_labels(text: str, start: int, end: int) -> list[Span]:
    edges = [start, *inner_labels(text, start, end), end]
    return list(zip(edges, edges[1:], strict=False))


def _loose(text: str, start: int, end: int) -> list[Span]:
    """The pieces between loose marks when all but the first are values, or the one whole piece."""
    shut = guarded(text, start, end)
    cuts = [
        match.span()
        for match in _LOOSE.finditer(text, start, end)
        if not any(low <= match.start() < high for low, high in shut)
    ]
    if not cuts or whole_result(text[start:end]):
        return [(start, end)]
    if all(text[slice(*cut)] == "-" for cut in cuts) and not find_hours(text[start:end]):
        return [(start, end)]  # «онлайн-тест»
    edges = [start, *(place for cut in cuts for place in cut), end]
    pieces = list(zip(edges[::2], edges[1::2], strict=True))
    first = len(pieces)
    while first > 1 and _is_value(text[slice(*pieces[first - 1])]):
        first -= 1
    return [(start, pieces[first - 1][1]), *pieces[first:]]  # «онлайн-курс-34ч-зачёт»: values from the end on


_STOP = re.compile(r"\.\s+(?=[а-яё]{2})")


def _full_stop(text: str, start: int, end: int) -> list[Span]:
    """«…, зачтено. бабаев константин 5а»: a result that ends a row typed without capitals, and what follows it."""
    stop = _STOP.search(text, start, end)
    if stop and whole_result(text[start : stop.start()]):
        return [(start, stop.start()), (stop.end(), end)]
    return [(start, end)]


def _is_value(text: str) -> bool:
    return hours_only(text) or whole_result(text) is not None or field_is_form(text)


def guarded(text: str, start: int, end: int) -> list[Span]:
    """What stands in quotes or brackets: no mark inside parts fields."""
    return [match.span() for match in _GUARDED.finditer(text, start, end)]


def _open_colon(text: str, start: int, end: int, *, behind: bool) -> list[Span]:
    """«Химия: зачёт», «Химия, уровень 2: зачёт» is a name and a value; «Искусство: рисунок и живопись» is one name."""
    place = text.rfind(": ", start, end)
    if any(low <= place < high for low, high in guarded(text, start, end)):
        return [(start, end)]
    if (
        place > start
        and (plain_kind(text[place + 2 : end]) or _opens_values(text[place + 2 : end]))
        and (label := label_kind(fold(text[start:place]))) not in {"hours", "form", "result"}
        and (
            label is None or (behind and (label == "title" or re.search(r"\d", text[start:place])))
        )  # «уровень 2: 34 ч»
        and not (behind and plain_kind(text[start:place]))
    ):
        return [(start, place), (place + 2, end)]
    return [(start, end)]


_OF_WHICH = re.compile(r"\s*(?:в\sтом\sчисле|в\sт\.?\s?ч\.?|из\sних|из\sкоторых|включая)(?!\w)")


def _opens_values(text: str) -> bool:
    """«Химия: часы — 68, …»: a label behind the name."""
    return label_kind(fold(text)) in {"hours", "form", "result"}


def _open_bracket(text: str, start: int, end: int) -> list[Span]:
    match = re.search(r"\(((?:[^()]|\([^()]*\))*)\)[ .,]*\Z", text[start:end])
    if (
        not match
        or match.start() == 0
        or whole_result(text[start:end])
        or _EXPLAINED_MARK.search(text[start:end])
    ):
        return [(start, end)]
    inner = (start + match.start(1), start + match.end(1))
    if _OF_WHICH.match(fold(match.group(1))):
        return [(start, start + match.start())]  # «72 часа (в том числе 30 самостоятельной работы)»
    pieces = split_fields(text, *inner)
    known = [piece for piece in pieces if plain_kind(text[slice(*piece)])]
    if not known or text[start : start + match.start()].rstrip().endswith(
        ("е.", "ЗЕТ", "зет", "единицы", "единиц")
    ):
        return [(start, end)]
    return [(start, start + match.start()), *pieces]


@lru_cache(maxsize=2048)
def plain_kind(text: str) -> str | None:
    if find_hours(text):
        return "hours"
    label = LABEL.match(text)
    if label and label_kind(fold(label.group(1))) in {"hours", "form", "result"}:
        return label_kind(fold(label.group(1)))
    if whole_result(text):
        return "result"
    return "form" if field_is_form(text) or led_form(text) else None
