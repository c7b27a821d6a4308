"""The first page of a paper of ours as a picture; our own bytes, so no child process is needed."""

from io import BytesIO
from threading import Lock

import pypdfium2

SCALE = 1.6  # about 950 px across an A4 page: sharp at twice the column's width
_pdfium = Lock()


def first_page(paper: bytes) -> bytes:
    """The first page of a PDF as PNG. PDFium is not safe for threads: one page at a time."""
    out = BytesIO()
    with _pdfium, pypdfium2.PdfDocument(paper) as opened:
        opened[0].render(scale=SCALE, grayscale=True).to_pil().save(out, "PNG")
    return out.getvalue()
