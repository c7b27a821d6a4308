"""The page behind the QR code of a paper: what its register entry is worth today, and nothing of what it says."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents import checking
from documents.verification import known
from workflows.cases import public_limits
from workflows.cases.links import private
from workflows.views.verdicts import BY_CODE
from workflows.views.verify import FileForm

NOT_THERE, TOO_MANY = 404, 429
MOST = 100  # wrong codes from one place within PERIOD
PERIOD = timedelta(hours=1)
WHAT = "wrong-code"


@private
@require_safe
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The standing of the paper. One and the same answer for every code that is none, whatever is wrong with it.

    Who guesses too often waits, and learns nothing of good codes either.
    """
    place = public_limits.place(request)
    if public_limits.counted(WHAT, place) >= MOST:
        return render(request, "public/code_unknown.html", {"too_many": True}, status=TOO_MANY)
    paper = known.find_by_code(checking.read(code))
    if paper is None:
        public_limits.count(WHAT, place, PERIOD)
        return render(request, "public/code_unknown.html", status=NOT_THERE)
    context = {
        "paper": paper,
        "verdict": BY_CODE[paper.standing],
        "code": checking.read(code),
        "form": FileForm(),
    }
    return render(request, "public/code.html", context)
