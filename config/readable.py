"""Addresses that no page can read: a NUL has no place in a number, name or filter, and not every database takes it."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


class Readable:
    """Refuses such an address with 400 before a view asks the database. Posted fields are the forms' to judge."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, *_: object) -> None:
        """BadRequest: a NUL in the query or the path; behind secret links every wrong path is answered alike."""
        asked = (
            *(() if getattr(view, "private", False) else (request.path,)),
            *request.GET,
            *(value for _key, values in request.GET.lists() for value in values),
        )
        if any(NUL in each for each in asked):
            raise BadRequest("an address with a NUL")
