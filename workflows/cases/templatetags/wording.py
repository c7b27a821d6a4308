"""Template filters that word dates, moments, sizes and addresses the way people here say them."""

from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.formats import number_format
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

register = template.Library()

MEGABYTE = 1024 * 1024
UNTIL = (
    pgettext_lazy("until", "Monday"),
    pgettext_lazy("until", "Tuesday"),
    pgettext_lazy("until", "Wednesday"),
    pgettext_lazy("until", "Thursday"),
    pgettext_lazy("until", "Friday"),
    pgettext_lazy("until", "Saturday"),
    pgettext_lazy("until", "Sunday"),
)


def _worded(value: date | datetime | None, pattern: str) -> str:
    """A local date by pattern; Russian days of the week begin small, Django gives a capital."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    text = written(local, pattern)
    return text[:1].lower() + text[1:] if (get_language() or "").startswith("ru") else text


@register.filter
def day(value: date | datetime | None) -> str:
    """«чт 26 ноября», with the year when it is not the present one."""
    present = value is None or value.year == timezone.localdate().year
    return _worded(value, "D j E" if present else "D j E Y")


@register.filter
def day_in_words(value: date | datetime | None) -> str:
    """«четверг, 26 ноября»."""
    return _worded(value, "l, j E")


@register.filter
def until_day(value: date | datetime | None) -> str:
    """«четверга, 26 ноября», to stand after "until"."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{UNTIL[local.weekday()]}, {written(local, 'j E')}"


@register.filter
def day_short(value: date | datetime | None) -> str:
    """«чт 26 ноя», for tables."""
    return _worded(value, "D j b")


@register.filter
def day_full(value: date | datetime | None) -> str:
    """«26 ноября 2026»."""
    return _worded(value, "j E Y")


@register.filter
def clock(value: datetime | None) -> str:
    """«19:42», local."""
    return _worded(value, "H:i")


@register.filter
def moment(value: datetime | None) -> str:
    """«пт 20 ноября, 19:42»; the present day is said as a word."""
    if value is None:
        return ""
    if timezone.localtime(value).date() == timezone.localdate():
        return _("today, %(clock)s") % {"clock": clock(value)}
    return f"{day(value)}, {clock(value)}"


@register.filter
def size(octets: int) -> str:
    """«214 КБ», «1,4 МБ»."""
    if octets < MEGABYTE:
        return _("%(count)d KB") % {"count": max(1, round(octets / 1024))}
    return _("%(count)s MB") % {"count": number_format(round(octets / MEGABYTE, 1), 1)}


@register.filter
def masked(address: str) -> str:
    """«t•••va.em@pochta.example»: enough to recognise one's own address, too little to learn it."""
    name, _at, host = address.rpartition("@")
    tail = name[4:] if len(name) > len("tarasov") else ""
    return f"{name[:1]}•••{tail}@{host}"


@register.filter
def lookup(words: Mapping[str, str], code: str) -> str:
    """The words of a code; the code itself when the profile no longer has it."""
    return words.get(code, code)
