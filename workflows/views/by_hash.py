"""A file that was hashed in the browser: the register is asked by its SHA-256, and the file stays where it is."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents import checking
from documents.verification import known
from workflows.cases import public_limits
from workflows.cases.links import private
from workflows.views.verdicts import VERDICTS

TOO_MANY = 429
MOST = 600  # unknown files from one place within PERIOD; who has a paper of ours may ask as often as he likes
PERIOD = timedelta(hours=1)
WHAT = "hash"


@private
@require_safe
def by_hash(request: HttpRequest) -> HttpResponse:
    """The part of a page that says what the file is. `code`: of the paper on whose page the file was dropped."""
    place = public_limits.place(request)
    if public_limits.counted(WHAT, place) >= MOST:
        return render(request, "public/hash_answer.html", {"too_many": True}, status=TOO_MANY)
    paper = known.find(request.GET.get("sha256", "").strip().lower()[:64])
    if paper is None:
        public_limits.count(WHAT, place, PERIOD)
    code = request.GET.get("code", "")
    expected = known.find_by_code(checking.read(code)) if code and paper else None
    context = {
        "paper": paper,
        "verdict": VERDICTS[paper.standing] if paper else None,
        "same": bool(paper and expected and paper.sha256 == expected.sha256),
        "other": bool(paper and expected and paper.sha256 != expected.sha256),
    }
    return render(request, "public/hash_answer.html", context)
