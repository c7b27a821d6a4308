"""One small paper in place of a drawn packet, where a test is not about drawing."""

from io import BytesIO

import pypdf

from documents import making
from storage import blobs


def small_paper() -> bytes:
    """One empty page."""
    writer, out = pypdf.PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def draw_small_papers(patch) -> None:
    """Every decision and every preview is that page."""
    paper = small_paper()
    patch.setattr("documents.making.make", lambda entry: making.Made(blobs.put(paper), 1, len(paper)))
    patch.setattr("documents.making.preview", lambda snapshot: paper)
