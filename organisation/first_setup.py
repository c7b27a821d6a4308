"""First set-up of an empty place: the school's profile and its first administrator, in one transaction."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

import journal
from organisation import setup_code
from organisation.loading import PROFILES
from organisation.models import Edition, User
from organisation.profile import parse
from organisation.roles import Role
from organisation.staffing import set_roles

# The first edition covers everything that is on file: no earlier day has a production calendar here.
FIRST_DAY = date(2013, 1, 1)


class SetupClosed(Exception):
    """The code is wrong or used up: somebody else was faster, or nobody printed one."""


@dataclass(frozen=True)
class Administrator:
    """The first member of staff."""

    username: str
    password: str
    last_name: str
    first_name: str
    patronymic: str = ""


@transaction.atomic
def set_up(code: str, answers: dict[str, Any], administrator: Administrator) -> User:
    """Put the first profile in force and create the administrator. `answers`: keys of Profile.

    Grade scale, number series and signing modes come from fixtures/organisations/starter.json and can be
    changed later. SetupClosed; ProfileInvalid.
    """
    if not setup_code.place_is_empty() or not setup_code.claim(code):
        raise SetupClosed
    starter = json.loads((PROFILES / "starter.json").read_text(encoding="utf-8"))
    data = {**starter, **answers}
    parse(data)
    user = User.objects.create_user(
        administrator.username,
        password=administrator.password,
        last_name=administrator.last_name,
        first_name=administrator.first_name,
        patronymic=administrator.patronymic,
        email=answers.get("email", ""),
    )
    set_roles(user, [Role.ADMINISTRATOR])
    Edition.objects.create(valid_from=FIRST_DAY, data=data, entered_by=user)
    journal.append("first_setup", administrator.username, {"profile": data}, user)
    return user
