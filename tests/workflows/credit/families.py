"""A mother at the web form: what she fills in, what she sends, the links that her letters bring."""

import io
import re
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mailroom.models import Outgoing

MOTHER = "tarasova.em@pochta.example"
APPLY = "/credit/apply/"
COURSES = (
    ("Основы программирования на Python", "72", "зачёт", "зачтено"),
    ("Веб-дизайн", "40", "зачёт", "зачтено"),
)


def rows(*courses: tuple[str, str, str, str]) -> dict[str, str]:
    """The fields of a set of courses."""
    fields = {"form-TOTAL_FORMS": str(len(courses)), "form-INITIAL_FORMS": "0"}
    for index, values in enumerate(courses):
        names = ("title", "hours", "assessment_form", "result")
        fields |= {f"form-{index}-{name}": value for name, value in zip(names, values, strict=True)}
    return fields


def application(**changed: Any) -> dict[str, Any]:
    """A whole application of Tarasova for her son; keyword arguments replace fields."""
    return {
        "act": "send",
        "once": "7a0f2a9e-1111-4222-8333-444455556666",
        "applicant_role": "representative",
        "applicant_name": "Тарасова Елена Михайловна",
        "applicant_email": MOTHER,
        "student": "Тарасов Кирилл Денисович",
        "student_birth_date": "2013-04-11",
        "earlier_school": "«Вектор», Томск",
        **rows(*COURSES),
        **changed,
    }


def photo(name: str = "IMG_2041.jpg", colour: str = "white") -> SimpleUploadedFile:
    """A photo as a telephone sends it."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def upload(name: str, content: bytes, media_type: str = "application/pdf") -> SimpleUploadedFile:
    """Any bytes under any name."""
    return SimpleUploadedFile(name, content, media_type)


def pdf_with_javascript() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        document.save(out)
    return out.getvalue()


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def zip_bomb() -> bytes:
    return zip_of(**{f"a{index}.txt": bytes(60_000_000) for index in range(6)})


def macro_document() -> bytes:
    types = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Override PartName="/word/document.xml" '
        b'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    return zip_of(
        **{
            "[Content_Types].xml": types,
            "word__document.xml": b"<w:document/>",
            "word__vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600),
        }
    )


def huge_picture() -> bytes:
    """12,000 × 12,000 pixels in a few kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 12_000, 12_000, 8, 0, 0, 0, 0))
    packed = zlib.compress(bytes(12_001) * 50)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def links(letter: Outgoing) -> dict[str, str]:
    """The paths of the secret links in a letter: track, form."""
    found = re.findall(r"https?://[^/\s]+(/(?:credit/)?(track|form)/[\w-]+/)", letter.text)
    return {kind: path for path, kind in found}


def newest(purpose: str) -> Outgoing:
    """The last letter of a purpose."""
    return Outgoing.objects.filter(purpose=purpose).latest("pk")
