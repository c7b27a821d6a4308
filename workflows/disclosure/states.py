"""States of a record request, the sets of them that rules speak of, and who may decide."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.profile import current
from organisation.roles import Role
from workflows.cases.permissions import apart_from


class State(models.TextChoices):
    """The public states (see the diagram in the package docstring)."""

    RECEIVED = "received", _("received")
    IDENTIFICATION = "identification", _("identity and right")
    PREPARATION = "preparation", _("preparation")
    APPROVAL = "approval", _("approval")
    DISCLOSED = "disclosed", _("disclosed")
    REFUSED = "refused", _("refused")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


BEFORE_DECISION = [State.RECEIVED, State.IDENTIFICATION, State.PREPARATION, State.APPROVAL]
DECIDED = [State.DISCLOSED, State.REFUSED]
OPEN = [*BEFORE_DECISION, *DECIDED]

# The head decides, but not on what they prepared themselves.
approver = apart_from("prepared_by", lambda ours: ours.disclosure.approver_differs, Role.HEAD)


def by_office_alone(case: Any) -> bool:
    """The daily counter paper, where the profile asks for no director's step."""
    return bool(case.express and current().disclosure.express_without_director)


def issuer(case: Any, user: Any) -> bool:
    """Who may correct or revoke what was issued: the head, and the office its own counter papers."""
    own = by_office_alone(case) and user is not None and user.has_role(Role.OFFICE)
    return bool(own or approver(case, user))
