"""How often reviewers follow the computed verdict: by month, and why they did not. Counted by the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from workflows.credit.decided import DecidedLine

JUDGED = ~Q(proposed__in=("", "unknown"))
SHOWN = 50  # lines that a page names


@dataclass(frozen=True)
class Month:
    """Lines decided in a month: with a computed verdict, of them followed; left: the comparison left it to a person."""

    first: datetime
    judged: int
    agreed: int
    left: int

    @property
    def percent(self) -> int | None:
        """Whole per cent, never rounded up; None when nothing was computed."""
        return self.agreed * 100 // self.judged if self.judged else None


@dataclass(frozen=True)
class Reason:
    """Why the computed verdict was not followed, and how often."""

    code: str
    count: int


def by_month(zone: ZoneInfo) -> list[Month]:
    """Months that have a decided line, the newest first. One query."""
    months = DecidedLine.objects.annotate(month=TruncMonth("at", tzinfo=zone)).order_by("-month")
    rows = months.values("month").annotate(
        judged=Count("pk", filter=JUDGED),
        agreed=Count("pk", filter=JUDGED & Q(overruled="")),
        left=Count("pk", filter=~JUDGED),
    )
    return [Month(row["month"], row["judged"], row["agreed"], row["left"]) for row in rows]


def by_reason() -> list[Reason]:
    """Reasons of overruling, the most frequent first. One query."""
    rows = DecidedLine.objects.exclude(overruled="").order_by().values("overruled").annotate(n=Count("pk"))
    return sorted(
        (Reason(row["overruled"], row["n"]) for row in rows), key=lambda each: (-each.count, each.code)
    )


def overruled(reason: str = "") -> Sequence[DecidedLine]:
    """The newest lines that a reviewer decided otherwise, for one reason or all. One query."""
    rows = DecidedLine.objects.exclude(overruled="").select_related("unit").order_by("-pk")
    return list((rows.filter(overruled=reason) if reason else rows)[:SHOWN])
