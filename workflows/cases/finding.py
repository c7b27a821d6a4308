"""Who asks, and finding the case of an address: what a person may not see answers like what does not exist."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest

from organisation.models import User
from workflows.cases.description import Description
from workflows.cases.models import Case

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

RELATED = ("student", "reviewer", "next_person", "message", "split_from")


def person(request: HttpRequest) -> User:
    """The member of staff. The access table lets nobody else come to these pages."""
    user: User | AnonymousUser = request.user
    if not isinstance(user, User):
        raise Http404
    return user


def find(request: HttpRequest, number: str, about: Description) -> Any:
    """The concrete case with that number, if it is of this kind and this person may see it. Http404 otherwise."""
    seen = Case.objects.visible_to(person(request)).filter(number=number, kind=about.kind)
    cases = about.model._default_manager.select_related(*RELATED, *about.related)
    found = cases.prefetch_related("pauses", *about.prefetched).filter(pk__in=seen.values("pk")).first()
    if found is None:
        raise Http404
    return found
