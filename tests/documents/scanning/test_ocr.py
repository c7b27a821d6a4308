"""Words of photos and scans, with their boxes, and what cannot be read."""

import io

import pikepdf
import pytest
from PIL import Image

from documents.scanning import ocr, pictures
from documents.scanning.shapes import Unreadable
from tests.documents.scanning.sheets import LINES, from_a_telephone, saved, sheet


def why(data):
    with pytest.raises(Unreadable) as raised:
        ocr.read(data)
    return raised.value.code


def test_a_photo_that_lies_on_its_side_is_read_line_by_line_with_boxes_of_the_upright_page():
    (page,) = ocr.read(from_a_telephone())
    assert list(page.lines()) == list(LINES)
    assert (page.width, page.height) == (1000, 500)
    assert page.confidence > 80
    first, last = page.words[0], page.words[-1]
    assert 60 < first.left < 100 and 70 < first.top < 130 and 20 < first.height < 60
    assert (first.line, last.line) == (0, 2) and last.top > 250


def test_heic_tiff_of_several_pages_and_pdf_are_read_and_a_blank_page_has_no_words():
    blank = Image.new("RGB", (1000, 500), "white")
    tiff = saved(sheet(LINES[:1]), "TIFF", save_all=True, append_images=[blank])
    assert [page.text for page in ocr.read(tiff)] == [LINES[0], ""]
    assert ocr.read(saved(sheet(LINES[1:2]), "HEIF"))[0].text == LINES[1]
    assert ocr.read(saved(sheet(LINES[1:2]), "PDF", resolution=120.0))[0].text == LINES[1]


def test_nothing_of_the_camera_stays_in_a_picture():
    data = from_a_telephone()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825)
    (picture,) = pictures.pages(data)
    again = Image.open(io.BytesIO(saved(picture, "JPEG")))
    assert not again.getexif() and not picture.info


def test_what_cannot_be_read_says_why(tmp_path):
    bomb = saved(Image.new("1", (12_000, 12_000)), "PNG")
    assert len(bomb) < 100_000
    assert why(bomb) == "pixels"
    assert why(b"MZ\x90\x00" + bytes(200)) == "kind"
    assert why(saved(sheet(), "JPEG")[:2000]) == "damaged"
    locked, long = io.BytesIO(), io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(locked, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    for _ in range(pictures.MOST_PAGES):
        pdf.add_blank_page()
    pdf.save(long)
    assert (why(locked.getvalue()), why(long.getvalue())) == ("encrypted", "pages")


def test_without_tesseract_it_says_so_and_goes_on(monkeypatch):
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert why(saved(sheet(), "PNG")) == "absent"


def test_a_page_in_which_no_block_is_found_is_read_as_one_block(monkeypatch):
    """Tesseract finds nothing on some photos of a framed sheet that lies askew, though every word is plain."""
    table = ocr._table
    monkeypatch.setattr(ocr, "_table", lambda grey, layout: "" if layout == "1" else table(grey, layout))
    assert ocr._page(sheet(LINES[1:2])).text == LINES[1]
