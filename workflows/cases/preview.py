"""A paper before it is issued: the draft as PDF, and its real first page as a picture."""

from io import BytesIO
from threading import Lock

import pypdfium2
from django.http import HttpResponse

SCALE = 1.6  # about 950 px across an A4 page: sharp at twice the column's width
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}
_pdfium = Lock()


def as_draft(paper: bytes) -> HttpResponse:
    """The whole draft."""
    headers = {**HEADERS, "Content-Disposition": 'inline; filename="draft.pdf"'}
    return HttpResponse(paper, content_type="application/pdf", headers=headers)


def as_picture(paper: bytes) -> HttpResponse:
    """The first page; our own bytes, so no child process is needed."""
    return HttpResponse(first_page(paper), content_type="image/png", headers=HEADERS)


def first_page(paper: bytes) -> bytes:
    """The first page of a PDF as PNG. PDFium is not safe for threads: one page at a time."""
    out = BytesIO()
    with _pdfium, pypdfium2.PdfDocument(paper) as opened:
        opened[0].render(scale=SCALE, grayscale=True).to_pil().save(out, "PNG")
    return out.getvalue()
