"""How papers print dates and figures. Input is the frozen snapshot: ISO strings, whole numbers, None."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
NBSP = "\u00a0"


@register.filter
def day(value: str | None) -> str:
    """ "2026-11-25" as "25 ноября 2026 г."; nothing for an empty value."""
    if not value:
        return ""
    each = date.fromisoformat(value[:10])
    return f"{each.day}{NBSP}{MONTHS[each.month - 1]} {each.year}{NBSP}г."


@register.filter
def day_long(value: str | None) -> str:
    """ "2026-11-25" as "25 ноября 2026 года", as a certificate says it."""
    return f"{day(value)[:-2]}года" if value else ""


@register.filter
def fit(value: str, limits: str) -> str:
    """ "", "long" or "longer": which size of type lets a text of that length stay on its sheet."""
    long, longer = (int(each) for each in limits.split())
    return "longer" if len(value) > longer else "long" if len(value) > long else ""


@register.filter
def day_short(value: str | None) -> str:
    """ "2026-11-25" as "25.11.2026"."""
    return f"{date.fromisoformat(value[:10]):%d.%m.%Y}" if value else ""


@register.filter
def moment(value: str) -> str:
    """ "2026-11-25T15:01:00+03:00" as "25 ноября 2026 г., 15:01": the clock its offset belongs to."""
    return f"{day(value)}, {datetime.fromisoformat(value):%H:%M}"


@register.filter
def figure(value: int | None) -> str:
    """A number of hours in a table; zero and unknown are a dash."""
    return f"{value}" if value else "–"


@register.filter
def percent(value: int | None) -> str:
    """A whole percent, or a dash when nothing was compared (zero is a result and stays)."""
    return "–" if value is None else f"{value}{NBSP}%"


@register.filter
def unbroken(value: str) -> str:
    """Telephone numbers inside the text kept on one line."""
    return re.sub(r"\+?\d[\d ()-]{8,}\d", lambda found: found[0].replace(" ", NBSP), value)


@register.filter
def size(value: int) -> str:
    """Bytes as people say them: "12 КБ", "3,4 МБ"."""
    if value < 1024 * 1024:
        return f"{max(1, round(value / 1024))}{NBSP}КБ"
    return f"{value / 1024 / 1024:.1f}{NBSP}МБ".replace(".", ",")


@register.filter
def at(values: Sequence[Any], index: int) -> Any:
    """The value at an index from 0."""
    return values[index]


@register.simple_tag
def numeric(columns: Sequence[Mapping[str, Any]], index: int) -> SafeString:
    """The class of a cell whose column holds numbers."""
    return mark_safe(' class="num"' if columns[index]["numeric"] else "")  # noqa: S308  # our own constant
