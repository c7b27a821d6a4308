"""Finding the case of an address: what a person may not see answers like what does not exist."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from organisation.models import User
from workflows.cases.models import Case
from workflows.credit.models import CreditApplication

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def person(request: HttpRequest) -> User:
    """Who asks. The access table lets nobody else come here."""
    user: User | AnonymousUser = request.user
    if not isinstance(user, User):
        raise Http404
    return user


def find(request: HttpRequest, number: str) -> CreditApplication:
    """The case with that number, if this person may see it. Http404 otherwise."""
    seen = Case.objects.visible_to(person(request)).filter(number=number, kind=CreditApplication.KIND)
    cases = CreditApplication.objects.select_related(
        "student",
        "programme",
        "reviewer",
        "next_person",
        "compared_by",
        "decided_by",
        "message",
        "split_from",
    ).prefetch_related("pauses", "lines__unit")
    found: CreditApplication | None = cases.filter(pk__in=seen.values("pk")).first()
    if found is None:
        raise Http404
    return found
