"""States of a reward nomination, the sets of them that rules speak of, and who may do what in them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisation import profile
from organisation.roles import Role
from workflows.cases.permissions import apart_from

NOMINATORS = (Role.TEACHER, Role.DEPUTY)


class State(models.TextChoices):
    """The public states (see the diagram in the package docstring)."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    CONSIDERATION = "consideration", _("under consideration")
    RETURNED = "returned", _("returned")
    APPROVED = "approved", pgettext_lazy("reward", "approved")
    DECLINED = "declined", _("declined")
    ORDERED = "ordered", _("ordered")
    CERTIFIED = "certified", _("certificates made")
    PRESENTED = "presented", _("presented")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


EDITABLE = [State.DRAFT, State.RETURNED]
BEFORE_ORDER = [
    State.DRAFT,
    State.SUBMITTED,
    State.CONSIDERATION,
    State.RETURNED,
    State.APPROVED,
    State.DECLINED,
]
REWARDED = [State.ORDERED, State.CERTIFIED, State.PRESENTED]
OPEN = [*BEFORE_ORDER, *REWARDED]


def nominates(case: Any, user: Any) -> bool:
    """The nominator of the case; regulation file 004, 3.2: deputies, teachers, class heads."""
    return user is not None and user.has_role(*NOMINATORS) and case.reviewer_id == user.pk


def nominates_or_office(case: Any, user: Any) -> bool:
    """The nominator, or the office."""
    return nominates(case, user) or (user is not None and user.has_role(Role.OFFICE))


def withdraws(case: Any, user: Any) -> bool:
    """The office at any time; the nominator while nothing is ordered."""
    if user is not None and user.has_role(Role.OFFICE):
        return True
    return case.state in BEFORE_ORDER and nominates(case, user)


def orders(case: Any, user: Any) -> bool:
    """The head; where orders are signed by hand, the office may print one for the head to sign."""
    if user is None:
        return False
    by_hand = user.has_role(Role.OFFICE) and profile.current().signing.get("order.reward") == "hand"
    return user.has_role(Role.HEAD) or by_hand


# The administration decides (3.2), but nobody decides what they nominated themselves.
approver = apart_from("nominated_by", lambda ours: ours.rewards.approver_differs, Role.HEAD)


def has_certificates(case: Any) -> bool:
    """Whether the kind of reward comes with a printed sheet for each student."""
    return bool(case.with_certificate)


def has_no_certificates(case: Any) -> bool:
    """The opposite: then the order alone rewards."""
    return not case.with_certificate
