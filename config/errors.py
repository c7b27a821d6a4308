"""Answers to requests that cannot be served, in the school's look and with the right status."""

import errno
import re
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
PASSING = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}  # the disk takes nothing for now
SOON = 60  # seconds
OWN = re.compile(r"csrfmiddlewaretoken|once|version|.*_FORMS|.*password.*")
UNSPOKEN = re.compile(r"[a-z_]*")  # codes of buttons and choices, which nobody typed


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when the request was larger than the limits in settings."""
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    return render(request, f"{status}.html", status=status)


def failed(request: HttpRequest) -> HttpResponse:
    """500, or 503 while database or disk take nothing; what was typed is given back. Asks nothing of either."""
    error = sys.exc_info()[1]
    passing = isinstance(error, OperationalError) or (isinstance(error, OSError) and error.errno in PASSING)
    page = render_to_string("500.html", {"passing": passing, "typed": typed(request)})
    if passing:
        return HttpResponse(page, status=503, headers={"Retry-After": str(SOON)})
    return HttpResponse(page, status=500)


def typed(request: HttpRequest) -> list[str]:
    """The words of a form as they were sent, but for passwords and what the page itself put in."""
    try:
        sent = list(request.POST.lists())
    except Exception:  # this page is the last resort: a form that cannot be read has no words to give back
        return []
    kept = [words for name, words in sent if not OWN.fullmatch(name)]
    return [word.strip() for words in kept for word in words if not UNSPOKEN.fullmatch(word.strip())]
