"""Drafts as answers: the whole paper, or a picture of its real first page. Nothing inside them may run or load."""

from django.http import HttpResponse

from documents import making
from workflows.cases import picture

HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def as_pdf(draft: bytes) -> HttpResponse:
    """The draft, shown by the browser."""
    named = {"Content-Disposition": 'inline; filename="draft.pdf"'}
    return HttpResponse(draft, content_type=making.PDF, headers={**HEADERS, **named})


def as_picture(draft: bytes) -> HttpResponse:
    """Its first page."""
    return HttpResponse(picture.first_page(draft), content_type="image/png", headers=HEADERS)
