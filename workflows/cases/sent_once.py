"""Cases that a form opens: the same form sent twice opens one case, and one place sends so many in a day."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import IntegrityError, models

from workflows.cases.models import Case

AnyCase = TypeVar("AnyCase", bound=Case)


class SentOnce(models.Model):
    """Mixed into the concrete cases that a form may open."""

    once = models.UUIDField(
        null=True, unique=True, editable=False
    )  # of the web form: a second click leads here
    sent_from = models.CharField(max_length=64, blank=True, editable=False)  # see public_limits

    class Meta:
        abstract = True


def sent_before(model: type[Any], once: uuid.UUID) -> bool:
    """Whether a form with this key has opened a case."""
    return bool(model._default_manager.filter(once=once).exists())


def open_once(model: type[Any], once: uuid.UUID, opened: Callable[[], AnyCase]) -> tuple[AnyCase, bool]:
    """The case of the form with this key, and whether `opened` has made it now, in a transaction of its own."""
    known: AnyCase | None = model._default_manager.filter(once=once).first()
    if known is not None:
        return known, False
    try:
        return opened(), True
    except IntegrityError:
        known = model._default_manager.filter(once=once).first()
        if known is None:
            raise
        return known, False  # the other click was faster
