"""States of a credit application, the sets of them that rules speak of, and what a decision needs."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.roles import Role
from workflows.cases.permissions import apart_from


class State(models.TextChoices):
    """The public states (see the diagram in the package docstring)."""

    RECEIVED = "received", _("received")
    INCOMPLETE = "incomplete", _("incomplete")
    LAPSED = "lapsed", _("lapsed")
    COMPARISON = "comparison", _("comparison")
    DECISION = "decision", _("decision")
    APPROVED = "approved", _("approved")
    PARTLY_APPROVED = "partly_approved", _("partly approved")
    REFUSED = "refused", _("refused")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


BEFORE_DECISION = [State.RECEIVED, State.INCOMPLETE, State.LAPSED, State.COMPARISON, State.DECISION]
DECIDED = [State.APPROVED, State.PARTLY_APPROVED, State.REFUSED]
OPEN = [*BEFORE_DECISION, *DECIDED]


# The head decides, but not what they compared themselves.
approver = apart_from("compared_by", lambda ours: ours.credit.approver_differs, Role.HEAD)


def decidable(case: Any) -> bool:
    """A preliminary comparison (the child is not in the records) is never decided."""
    return case.student_id is not None and case.programme_id is not None


def ordered(case: Any) -> bool:
    """There is an order for the class that was made from this comparison."""
    return bool(case.class_order)
