"""Versions that an act destroyed: their rows stay, and whatever leaves says by which act instead of the bytes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, tzinfo

from django.utils import timezone

from archive.models import Hold
from documents.models import VersionStatus


@dataclass(frozen=True)
class Destroyed:
    """The number of the act and its day."""

    act: str
    on: date


def of_versions(tz: tzinfo, only: Collection[int] | None = None) -> dict[int, Destroyed]:
    """By key of the version. What is held is none of them: its bytes stay while the hold stands."""
    held = Hold.objects.standing().values("case_number")
    rows = VersionStatus.objects.filter(status=VersionStatus.Status.DESTROYED)
    rows = rows.exclude(version__document__case_number__in=held)
    if only is not None:
        rows = rows.filter(version__in=only)
    told = rows.order_by("pk").values_list("version", "reason", "at")
    return {version: Destroyed(act, timezone.localdate(at, tz)) for version, act, at in told}
