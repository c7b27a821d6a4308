"""Sheets of paper as a scanner or a telephone would hand them over."""

import io
from pathlib import Path

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).resolve().parents[3] / "documents" / "fonts" / "PTSerif-Regular.ttf"
LINES = ("СПРАВКА ОБ ОБУЧЕНИИ", "Информатика 108 часов хорошо", "English language 72 hours")
ROTATED = 6  # EXIF orientation: the camera was held upright, the picture lies on its side

pillow_heif.register_heif_opener()


def sheet(lines=LINES, size=(1000, 500)):
    """A picture of some lines of text."""
    picture = Image.new("RGB", size, "#f4f1ea")
    draw, font = ImageDraw.Draw(picture), ImageFont.truetype(FONT, 36)
    for place, line in enumerate(lines):
        draw.text((80, 80 + place * 90), line, font=font, fill="#222")
    return picture


def saved(picture, form, **how):
    """The bytes of a picture in a format."""
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def from_a_telephone(lines=LINES):
    """A JPEG on its side, with the place of taking in it."""
    exif = Image.Exif()
    exif[0x0112] = ROTATED
    exif[0x8825] = {1: "N", 2: (55.0, 45.0, 0.0), 3: "E", 4: (37.0, 36.0, 0.0)}
    return saved(sheet(lines).rotate(90, expand=True), "JPEG", exif=exif)


def typed(text):
    """A PDF from a text program, whose font is not inside."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
