"""Who asks."""

from django.http import Http404, HttpRequest

from organisation.models import User


def person(request: HttpRequest) -> User:
    """The member of staff. The access table lets nobody else come to these pages."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
