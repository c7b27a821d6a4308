"""All certificates of an order in one file: for paper, without the seals that belong to the single files."""

import io
import warnings

from pypdf import PdfReader

from storage import blobs
from tests.documents.sealing.sealed import sealed
from workflows.rewards.printing import merged


def test_the_sheets_of_an_order_are_joined_without_their_seals():
    sheet = blobs.put(sealed("reward_certificate"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = merged([sheet, sheet])
    assert len(PdfReader(io.BytesIO(book)).pages) == 2
    assert b"/ByteRange" in blobs.get(sheet) and b"/ByteRange" not in book
    assert all("/Annots" not in page for page in PdfReader(io.BytesIO(book)).pages)
