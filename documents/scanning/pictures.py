"""Photos and pages as upright pictures without what the camera wrote into them. Called in a killable child.

Pixels are counted in the header, before anything is decoded. A picture that leaves here has no EXIF: no place of
taking, no camera. Nothing here touches the original.
"""

import io
from collections.abc import Iterator

import pillow_heif
import pypdfium2
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from documents.scanning.shapes import Unreadable

FORMATS = ("JPEG", "PNG", "TIFF", "HEIF")
MOST_PIXELS = 60_000_000  # the same as documents.inspection: a 48-megapixel photo passes
MOST_PAGES = 100
PAGE_DPI = 300  # what Tesseract was trained for
POINTS = 72
LONGEST = 3600  # pixels of an A4 page at 300 dpi, with a margin: more costs time and gives no word more

pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def pages(data: bytes) -> Iterator[Image.Image]:
    """The pages of a PDF or picture, upright, in shades of grey or colour. Unreadable says why there are none."""
    if data[:5] == b"%PDF-":
        yield from _of_pdf(data)
    else:
        yield from _of_picture(data)


def _of_picture(data: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if getattr(image, "n_frames", 1) > MOST_PAGES:
                raise Unreadable("pages")
            for frame in ImageSequence.Iterator(image):
                yield _upright(frame)
    except Image.DecompressionBombError as error:
        raise Unreadable("pixels") from error
    except UnidentifiedImageError as error:
        raise Unreadable("kind") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unreadable("damaged") from error


def _upright(frame: Image.Image) -> Image.Image:
    if frame.width * frame.height > MOST_PIXELS:
        raise Unreadable("pixels")
    frame.draft("RGB", (LONGEST, LONGEST))
    turned = ImageOps.exif_transpose(frame)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        paper = Image.new("RGBA", turned.size, "white")
        paper.alpha_composite(turned.convert("RGBA"))
        turned = paper
    plain = turned.convert("L" if turned.mode in ("1", "L", "I;16") else "RGB")
    plain.thumbnail((LONGEST, LONGEST))
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)  # pixels alone: whatever the file said about itself stays behind
    return clean


def _of_pdf(data: bytes) -> Iterator[Image.Image]:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("encrypted" if "password" in str(error).lower() else "damaged") from error
    if len(pdf) > MOST_PAGES:
        raise Unreadable("pages")
    for page in pdf:
        longest = max(*page.get_size(), 1)
        scale = min(PAGE_DPI / POINTS, LONGEST / longest)
        try:
            yield page.render(scale=scale).to_pil().convert("RGB")
        except pypdfium2.PdfiumError as error:
            raise Unreadable("damaged") from error
