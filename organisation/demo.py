"""The staff of the demo school: invented people, one printed password for all."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from organisation.models import User
from organisation.roles import Role
from organisation.staffing import set_roles

FOLDER = settings.BASE_DIR / "fixtures" / "demo"
PASSWORD = "severny-veter"  # noqa: S105  # printed on purpose: the demo school holds nobody's data


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The objects of fixtures/demo/<name>.json."""
    yield from json.loads((Path(FOLDER) / f"{name}.json").read_text(encoding="utf-8"))


def load_staff() -> list[User]:
    """Create whoever is missing; people that exist keep their roles and passwords. Idempotent."""
    people = []
    for row in rows("staff"):
        roles = [Role(name) for name in row.pop("roles")]
        user, created = User.objects.get_or_create(username=row["username"], defaults=row)
        if created:
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
            set_roles(user, roles)
        people.append(user)
    return people
