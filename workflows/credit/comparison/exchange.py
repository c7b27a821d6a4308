"""The JSON that goes into and comes out of the `compare_courses` command."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from workflows.credit.comparison.courses import compare_courses
from workflows.credit.comparison.trial import share
from workflows.credit.comparison.verdicts import Claimed, Unit


class Unreadable(Exception):
    """The input does not have the shape of docs/comparison.md; the text says where."""


def answer(text: str) -> str:
    """JSON in, JSON out: the same bytes for the same input. Unreadable names what is wrong."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise Unreadable(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise Unreadable("an object is expected")
    try:
        threshold = share(data["threshold"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise Unreadable(f"threshold: {error}") from error
    claimed = [_claimed(each, f"claimed[{n}]") for n, each in enumerate(_list(data, "claimed", "claimed"))]
    units = [_unit(each, f"units[{n}]") for n, each in enumerate(_list(data, "units", "units"))]
    allowed = data.get("assessment_allowed", False) is True
    lines = compare_courses(claimed, units, threshold, assessment_allowed=allowed)
    return json.dumps({"lines": [line.as_json() for line in lines]}, ensure_ascii=False)


def _claimed(data: Any, where: str) -> Claimed:
    row = _row(data, where)
    return Claimed(
        title=_text(row, "title", where),
        hours=_hours(row, where),
        assessment_form=_text(row, "assessment_form", where) or None,
        result=_text(row, "result", where) or None,
        topics=_texts(row, "topics", where),
    )


def _unit(data: Any, where: str) -> Unit:
    row = _row(data, where)
    return Unit(
        code=_text(row, "code", where),
        title=_text(row, "title", where),
        hours=_hours(row, where),
        topics=_texts(row, "topics", where),
        outcomes=_texts(row, "outcomes", where),
    )


def _row(data: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise Unreadable(f"{where}: an object is expected")
    return data


def _list(row: Mapping[str, Any], key: str, where: str) -> Sequence[Any]:
    value = row.get(key) or []
    if not isinstance(value, list):
        raise Unreadable(f"{where}: a list is expected")
    return value


def _text(row: Mapping[str, Any], key: str, where: str) -> str:
    """A missing text is empty; a number is the text it is written with (results are often numbers)."""
    value = row.get(key)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    if value is None:
        return ""
    raise Unreadable(f"{where}.{key}: a text is expected")


def _texts(row: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    items = _list(row, key, f"{where}.{key}")
    if not all(isinstance(item, str) for item in items):
        raise Unreadable(f"{where}.{key}: texts are expected")
    return tuple(items)


def _hours(row: Mapping[str, Any], where: str) -> int | None:
    value = row.get("hours")
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise Unreadable(f"{where}.hours: a whole number of academic hours or null is expected")
