"""Template tags of a term: words, date and ruler in a line, or the card that explains it day by day."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

from deadlines import words
from deadlines.terms import Day, Term
from deadlines.workdays import left, ruler

register = template.Library()

WIDE_RULER = 7  # more cells than that are drawn narrow


def _now(context: template.Context) -> datetime:
    return context.get("school_now") or timezone.localtime()


@register.inclusion_tag("components/term.html", takes_context=True)
def term(
    context: template.Context, counted: Term | None, why_url: str = "", standing: str = ""
) -> dict[str, Any]:
    """The term in words, its date and its ruler. None: the clock has not started."""
    return {**shown_term(counted, _now(context)), "why_url": why_url, "standing": standing}


@register.inclusion_tag("components/term_card.html", takes_context=True)
def term_card(
    context: template.Context, counted: Term | None, target: date | None = None, explanation: str = ""
) -> dict[str, Any]:
    """The term large, the school's own target apart, and the table of days that explains the date."""
    now = _now(context)
    values = shown_term(counted, now)
    today = now.date()
    days = [] if counted is None else [shown_day(day, counted, today) for day in counted.days]
    return {**values, "target": target, "days": days, "explanation": explanation}


def shown_term(counted: Term | None, now: datetime) -> dict[str, Any]:
    """What both term components need; `now` is aware."""
    if counted is None:
        return {"term": None}
    zone = counted.rule.zone
    remaining = left(counted, now, zone)
    cells = ruler(counted, now, zone)
    return {
        "term": counted,
        "bucket": remaining.bucket,
        "words": words.left(remaining),
        "cells": cells,
        "narrow": len(cells) > WIDE_RULER,
    }


def shown_day(day: Day, counted: Term, today: date) -> dict[str, Any]:
    """A row of the table of days: its class, its words, its count."""
    row = "stopped" if day.why == "pause" else "now" if day.date == today else "" if day.counted else "off"
    number = sum(each.counted for each in counted.days if each.date <= day.date) if day.counted else None
    return {
        "date": day.date,
        "class": f"{row} last".strip() if day.date == counted.due else row,
        "words": words.why(day),
        "number": number,
        "paused": day.why == "pause",
        "today": day.date == today,
        "last": day.date == counted.due,
    }
