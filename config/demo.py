"""The demo school as a whole: profile, staff, programmes, students, and its applications."""

from typing import Any

from django.conf import settings

from archive import demo as carriers
from organisation import demo as staff
from organisation import setup_code
from organisation.loading import load_profile
from organisation.models import Edition
from records.demo import load_people
from workflows.demo import replay
from workflows.disclosure import demo as requests
from workflows.rewards import demo as nominations

NOMINATIONS = settings.BASE_DIR / "fixtures" / "demo" / "nominations.json"
SCANS = settings.BASE_DIR / "fixtures" / "demo" / "scans"
LETTERS = settings.BASE_DIR / "fixtures" / "demo" / "mail"


class DemoRefused(Exception):
    """Another school lives here: invented people do not belong among real ones."""


def load_demo(*, letters: bool = True) -> dict[str, Any]:
    """Load what is missing. Returns counts of people and cases, and logins ({username, name, roles}).

    DemoRefused when the profile in force is not the demo school's. Idempotent.
    """
    newest = Edition.objects.first()
    if newest is None:
        newest = load_profile("demo")
        setup_code.void()
    if newest.data.get("email") != "zayavka@sever.example":
        raise DemoRefused("the profile in force is another school's")
    people = staff.load_staff()
    loaded = load_people()
    return {
        **loaded,
        "applications": replay(LETTERS) if letters else 0,
        "nominations": nominations.load(NOMINATIONS) if letters else 0,
        "requests": requests.load() if letters else 0,
        "carriers": carriers.load(SCANS) if letters else 0,
        "logins": [
            {"username": user.username, "name": user.display_name, "roles": sorted(user.roles)}
            for user in people
        ],
    }
