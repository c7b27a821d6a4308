"""What the group of each role is allowed by Django permissions; viewflow and the admin ask for them.

Pages are guarded by config/access.py, moves by the transitions themselves: this table only feeds those two.
"""

from organisation.roles import Role
from organisation.staffing import ensure_groups

PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.OFFICE: ("credit.register_credit",),
    Role.REVIEWER: ("credit.compare_credit",),
    Role.HEAD: ("credit.decide_credit",),
    Role.ADMINISTRATOR: ("records.*", "organisation.*"),
}


def prepare_groups() -> None:
    """Bring the groups of all roles in step with the table. Idempotent."""
    ensure_groups(PERMISSIONS)
