"""What outside files really are (tests 12, 13, 14): bombs, programs, places of taking, markup in disguise."""

import io
import json
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
import pytest
from PIL import Image

import sandbox
from documents import incoming, inspection, making
from documents.models import Document, Version
from storage import blobs
from tests.documents.snapshots import example


def pdf(change=lambda each: None, **save: Any) -> bytes:
    """A one-page PDF, changed."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(out, **save)
    return out.getvalue()


def add_javascript(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def add_named_javascript(document: pikepdf.Pdf) -> None:
    action = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
    document.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", action]))
    )


def add_launch(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = pikepdf.Array([note])


def add_page_action(document: pikepdf.Pdf) -> None:
    document.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="http://x.test/")
    )


def add_form_program(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA="<xdp/>")


def add_first_view(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


@pytest.mark.parametrize(
    "change", [add_javascript, add_named_javascript, add_launch, add_page_action, add_form_program]
)
@pytest.mark.parametrize("mode", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_a_pdf_that_acts_is_named(change, mode):
    assert inspection.examine(pdf(change, object_stream_mode=mode)).problem == "active"


@pytest.mark.parametrize("change", [lambda each: None, add_first_view])
def test_a_plain_pdf_is_taken(change):
    finding = inspection.examine(pdf(change))
    assert (finding.media_type, finding.problem, finding.pages) == ("application/pdf", None, 1)


def test_our_own_paper_comes_back_with_its_data_inside():
    finding = inspection.examine(making.draw(example()).content)
    assert (finding.problem, finding.detail) == (None, ["EmbeddedFiles"])


def test_a_locked_pdf_is_named():
    locked = pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))
    assert inspection.examine(locked).problem == "encrypted"


def test_a_broken_pdf_is_named():
    assert inspection.examine(b"%PDF-1.7\n" + b"junk" * 100).problem == "damaged"


def flate_bomb() -> bytes:
    """An object stream that unpacks to 1.5 GB of spaces: one deflated block, a thousand times over."""
    packer = zlib.compressobj(9)
    start = packer.compress(b"2 0 ") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * 1_500_000) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = start + block * 1_000
    head = b"%%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n"
    body = head % len(packed) + packed + b"\nendstream\nendobj\n"
    table = struct.pack(">BHB", 0, 0, 0) + struct.pack(">BHB", 1, 9, 0) + struct.pack(">BHB", 2, 1, 0)
    xref = b"3 0 obj\n<< /Type /XRef /Size 3 /W [1 2 1] /Root 2 0 R /Length %d >>\nstream\n" % len(table)
    return body + xref + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(body)


def page_loop() -> bytes:
    """A page tree that contains itself."""

    def close_the_ring(document: pikepdf.Pdf) -> None:
        document.Root.Pages.Kids.append(document.Root.Pages)

    return pdf(close_the_ring)


def deep_arrays() -> bytes:
    return b"%PDF-1.4\n1 0 obj\n" + b"[" * 500_000


def deep_dictionaries() -> bytes:
    return b"%PDF-1.4\n1 0 obj\n" + b"<</A" * 300_000


@pytest.mark.parametrize("bomb", [flate_bomb, page_loop, deep_arrays, deep_dictionaries])
def test_a_pdf_bomb_is_refused_and_the_process_lives(bomb):
    with pytest.raises(incoming.Refused):
        incoming.checked(bomb())
    assert incoming.checked(pdf()) == "application/pdf"


def png(width: int, height: int) -> bytes:
    """A PNG of one colour, as small as such a bomb is."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(width + 1)) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def test_an_image_bomb_is_named_by_its_header():
    bomb = png(12_000, 12_000)
    assert len(bomb) < 200_000
    assert inspection.examine(bomb).problem == "pixels"
    with pytest.raises(ValueError, match="pixels"):
        inspection.derive(bomb)


def test_an_image_of_a_phone_is_taken():
    finding = inspection.examine(png(4_000, 3_000))
    assert (finding.problem, finding.width, finding.height) == (None, 4_000, 3_000)


def photo() -> bytes:
    """A photo that knows where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "CANARY-CAMERA"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (64.0, 32.0, 24.0)
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "JPEG", exif=exif, comment=b"CANARY-COMMENT")
    return out.getvalue()


def test_a_derivative_knows_no_place_and_no_camera(db):
    original = photo()
    with Image.open(io.BytesIO(original)) as image:
        assert image.getexif().get_ifd(0x8825)
    document = incoming.store_upload(original, "скан.jpg", "1-зч", None)
    shown = incoming.derivative(document.latest)
    with Image.open(io.BytesIO(shown)) as image:
        assert (image.size, dict(image.getexif())) == ((300, 400), {})
    assert b"CANARY" not in shown
    assert blobs.get(document.latest.sha256) == original


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}


@pytest.mark.parametrize(
    ("data", "media_type", "problem"),
    [
        (zipped(DOCX), inspection.DOCX, None),
        (zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}), inspection.XLSX, None),
        (zipped({"mimetype": inspection.ODT.encode(), "content.xml": b"<x/>"}), inspection.ODT, None),
        (zipped({**DOCX, "word/vbaProject.bin": b"x"}), inspection.DOCX, "macros"),
        (zipped({"a.pdf": b"%PDF-"}), "application/zip", None),
        (zipped({"a": b"\0" * 50_000_000}), "application/zip", "bomb"),
        (zipped({str(n): b"" for n in range(2_001)}), "application/zip", "bomb"),
        (b"PK\x03\x04" + b"junk" * 50, "application/zip", "damaged"),
        ("Справка: 72 часа, зачтено\n".encode(), "text/plain", None),
        ("Курс;Часы\nPython;72\n".encode("cp1251"), "text/plain", None),
        (b"<!DOCTYPE html><script>alert(1)</script>", "text/html", "kind"),
        (b"\xef\xbb\xbf  <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", None, "kind"),
        (b"hello <script>alert(1)</script>", "text/html", "kind"),
        (b"MZ\x90\x00" + b"\0" * 100, None, "kind"),
        (b"#!/bin/sh\necho 1\n", None, None),
        (b"GIF89a" + b"\0" * 30, "image/gif", "kind"),
        (b"\xff\xd8\xff\xe0junk", "image/jpeg", "damaged"),
    ],
)
def test_kinds_are_told_by_content(data, media_type, problem):
    finding = inspection.examine(data)
    assert finding.problem == problem
    assert media_type is None or finding.media_type == media_type


def test_an_archive_is_listed_and_not_unpacked():
    finding = inspection.examine(zipped({"../../a.pdf": b"x" * 10, "b/c.txt": b""}))
    assert finding.members == [{"name": "../../a.pdf", "size": 10}, {"name": "b/c.txt", "size": 0}]


def test_the_child_process_answers_the_same():
    data = pdf(add_javascript)
    assert sandbox.run("documents.inspection:inspect", data) == inspection.inspect(data)
    assert json.loads(inspection.inspect(data))["problem"] in inspection.PROBLEMS


@pytest.mark.parametrize("code", inspection.PROBLEMS)
def test_every_problem_has_words_for_people(code):
    assert str(incoming.WORDS[code])


def test_what_is_refused_leaves_nothing_behind(db, settings):
    for data in (b"", pdf(add_javascript), b"x" * (settings.MAX_UPLOAD_BYTES + 1)):
        with pytest.raises(incoming.Refused):
            incoming.store_upload(data, "a.pdf", "1-зч", None)
    assert not Document.objects.exists()


def test_the_same_file_twice_is_one_document(db):
    same = pdf()  # drawn again a second later it would have another date inside
    first = incoming.store_upload(same, "../справка.pdf", "1-зч", None)
    again = incoming.store_upload(same, "справка (2).pdf", "1-зч", None)
    assert first == again
    version = Version.objects.get()
    assert (version.filename, version.media_type, version.size) == (
        "справка.pdf",
        "application/pdf",
        len(pdf()),
    )
