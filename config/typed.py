"""Typed words are kept as they are read: no mark may turn the direction of writing and show one name for another."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from mailroom.parsing.charset import TURNING


class Typed:
    """Takes the turning marks out of what a form sends; letters lose them when they are read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Behind the guard against forged requests, which has parsed the form already."""
        if request.method == "POST" and any(
            map(_turns, (word for _key, words in request.POST.lists() for word in words))
        ):
            given = request.POST.copy()
            for key, words in request.POST.lists():
                given.setlist(key, [word.translate(TURNING) for word in words])
            request.POST = given  # type: ignore[assignment]  # a form only reads it


def _turns(word: str) -> bool:
    return word != word.translate(TURNING)
