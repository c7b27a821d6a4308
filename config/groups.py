"""What the group of each role is allowed by Django permissions; viewflow and the admin ask for them.

Pages are guarded by config/access.py, moves by the transitions themselves: this table only feeds those two.
"""

from organisation.roles import Role
from organisation.staffing import ensure_groups
from workflows import catalogue

PERMISSIONS: dict[Role, tuple[str, ...]] = {Role.ADMINISTRATOR: ("records.*", "organisation.*")}


def permissions() -> dict[Role, tuple[str, ...]]:
    """The table with what each workflow grants for the tasks of its flow (see its description)."""
    found = dict(PERMISSIONS)
    for about in catalogue.descriptions():
        for role, granted in about.grants.items():
            found[role] = (*found.get(role, ()), *granted)
    return found


def prepare_groups() -> None:
    """Bring the groups of all roles in step with the table. Idempotent."""
    ensure_groups(permissions())
