"""Pages behind secret links: the one answer to every token that is not good, and their headers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

READ_AND_SEND = ["GET", "HEAD", "POST"]
# Browsers take the last policy they know. Under no-referrer they send a form with "Origin: null", which no CSRF
# check can accept; strict-origin names the school's host and never a path, and so no token.
REFERRER = "no-referrer, strict-origin"


def gone(request: HttpRequest) -> HttpResponse:
    """Wrong, expired, revoked and used links answer alike."""
    return render(request, "public/gone.html", status=404)


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No address of such a page leaves it in a Referer, and no search engine keeps it."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = REFERRER
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    shown.private = True  # type: ignore[attr-defined]  # config.readable leaves its answers alike
    return shown
