"""Results and rewards of other organisations count only on a voluntary application (file 000, 5.1)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WORDS = _("Say who applied for this to be taken into account, and on which day.")


def missing(applied_on: date | None, applied_by: str) -> list[str]:
    """Which of the two particulars of the application are not there."""
    given = {"applied_on": applied_on, "applied_by": applied_by.strip()}
    return [name for name, value in given.items() if not value]


def demand(applied_on: date | None, applied_by: str) -> None:
    """ValidationError beside each particular that is missing."""
    lacking = missing(applied_on, applied_by)
    if lacking:
        raise ValidationError(dict.fromkeys(lacking, WORDS))
