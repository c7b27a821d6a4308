"""One clean PDF of several scans: the pages in the order given, upright, with their words; and what cannot be made."""

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

import sandbox
from documents.scanning import clean, ocr
from documents.scanning.shapes import Unreadable
from tests.documents.scanning.sheets import LINES, from_a_telephone, saved, sheet, typed


def why(*sources, **how):
    with pytest.raises(Unreadable) as raised:
        clean.make(sources, **how)
    return raised.value.code


def lines(page):
    return [each.strip() for each in page.splitlines()]


def test_photos_heic_tiff_and_pdf_become_one_pdf_in_the_order_given_with_words_on_every_page():
    strip = (900, 180)
    first, second, third = (sheet([line], strip) for line in LINES)
    sources = [
        from_a_telephone(),
        saved(first, "TIFF", save_all=True, append_images=[third]),
        saved(second, "HEIF"),
        saved(first, "PDF", resolution=120.0),
    ]
    made = clean.make(sources, "Справка")
    expected = [list(LINES), [LINES[0]], [LINES[2]], [LINES[1]], [LINES[0]]]
    assert [lines(each) for each in made.pages] == expected
    with pikepdf.open(io.BytesIO(made.content)) as pdf, pdf.open_metadata() as about:
        assert about.pdfa_status == "2B" and about["dc:title"] == "Справка"
        assert b"GPS" not in made.content and "/JavaScript" not in pdf.Root.get("/Names", {})


def test_a_sheet_that_lay_askew_is_straightened():
    capitals = LINES[:1] * 8
    askew = sheet(capitals, (1000, 900)).rotate(2, fillcolor="#f4f1ea", resample=Image.Resampling.BICUBIC)
    made = clean.make([saved(askew, "JPEG", quality=90)])
    picture = pypdfium2.PdfDocument(made.content)[0].render(scale=2).to_pil()
    (page,) = ocr.read(saved(picture, "PNG"))
    first, *_, last = [each for each in page.words if each.line == 4]
    slope = (last.top - first.top) / (last.left - first.left)
    assert abs(slope) < 0.01  # two degrees are 0.035


def test_a_pdf_without_its_font_is_drawn_as_a_picture_and_read():
    made = clean.make([typed("Certificate of study")])
    assert lines(made.pages[0]) == ["Certificate of study"]
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert pdf.pages[0].get_images()


def signed():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typed("x"))) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
        pdf.save(out)
    return out.getvalue()


def test_what_cannot_be_made_clean_says_why(monkeypatch):
    good = saved(sheet(), "JPEG")
    assert why(good, signed()) == "signed"
    assert why(good, b"MZ\x90\x00" + bytes(200)) == "kind"
    assert why(good[:2000], good) == "damaged"
    assert why(good, limits=sandbox.Limits(wall_seconds=0.1, file_bytes=2**30)) == "too_long"
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert why(good) == "absent"


def test_nothing_is_left_on_the_disk(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    why(saved(sheet(), "JPEG"), limits=sandbox.Limits(wall_seconds=0.1, file_bytes=2**30))
    assert list(tmp_path.glob("scans-*")) == []
