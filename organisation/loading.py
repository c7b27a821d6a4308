"""Taking a profile file into force as an edition."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from organisation.models import Edition
from organisation.profile import ProfileInvalid, parse

PROFILES = settings.BASE_DIR / "fixtures" / "organisations"


class ProfileFileMissing(Exception):
    """Neither a profile of that name in fixtures/organisations nor a file of that path."""


def load_profile(name_or_path: str, valid_from: date | None = None) -> Edition:
    """Put a profile in force from `valid_from`; without it from the file's own day, or today if that one is taken.

    Idempotent: when the newest edition in force says the same, that one is returned. ProfileFileMissing,
    ProfileInvalid (bad JSON, unknown keys, a day in the past, or a different edition already begins that day).
    """
    data = _read(_find(name_or_path))
    starts = date.fromisoformat(data.pop("valid_from", None) or timezone.localdate().isoformat())
    parse(data)
    today = timezone.localdate()
    newest = Edition.objects.filter(valid_from__lte=valid_from or today).first()
    if newest is not None and newest.data == data:
        return newest
    if valid_from is not None:
        if newest is not None and valid_from < today:
            raise ProfileInvalid(f"valid from {valid_from:%Y-%m-%d}: papers were made under another edition")
        starts = valid_from
    elif newest is not None and starts <= newest.valid_from:
        starts = today
    edition, created = Edition.objects.get_or_create(valid_from=starts, defaults={"data": data})
    if not created:
        raise ProfileInvalid(
            f"another edition is in force from {starts:%Y-%m-%d}; editions are never rewritten"
        )
    return edition


def _find(name_or_path: str) -> Path:
    """A bare name means a file of fixtures/organisations."""
    for candidate in (PROFILES / f"{name_or_path}.json", Path(name_or_path)):
        if candidate.is_file():
            return candidate
    raise ProfileFileMissing(name_or_path)


def _read(path: Path) -> dict[str, Any]:
    """The file's JSON object. ProfileInvalid says where the text stops being one."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ProfileInvalid(f"{path.name}: {error}") from error
    if not isinstance(data, dict):
        raise ProfileInvalid(f"{path.name}: one JSON object expected")
    return data
