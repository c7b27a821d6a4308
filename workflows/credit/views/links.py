"""The application behind a secret link to its form, or to its tracking page."""

from workflows.cases import tracking
from workflows.cases.models import Link
from workflows.credit.models import CreditApplication


def behind(token: str) -> CreditApplication | None:
    """The application behind a secret link of either purpose, or None."""
    for purpose in (Link.Purpose.FORM, Link.Purpose.TRACK):
        case = tracking.resolve(token, purpose)
        if case is not None:
            found: CreditApplication | None = CreditApplication.objects.filter(pk=case.pk).first()
            return found
    return None
