"""One clean PDF/A-2b with a text layer, made of photos and PDFs in the order given, in a child process with limits.

`make(sources)` is what callers use; `assemble` is what the child runs, in a folder that the caller throws away whatever
became of the child. Pictures come upright and without what the camera wrote into them; pages that have words already
(a PDF from a text program) keep them, the others are turned, straightened and read by OCRmyPDF. What it writes is
checked against the rules of PDF/A-2b; a PDF that cannot keep them (a font is missing, a script is inside) is drawn anew
as pictures. Ghostscript takes no part: the one that Debian 12 has damages pages with words.
"""

import io
import json
import logging
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import img2pdf
import ocrmypdf
import pikepdf
from ocrmypdf.exceptions import ExitCodeException
from PIL import Image

import sandbox
from documents.finding import reading
from documents.scanning import ocr, pictures
from documents.scanning.shapes import Unreadable

MAKING = sandbox.Limits(
    wall_seconds=3000,
    cpu_seconds=900,
    memory_bytes=3 * 1024**3,
    file_bytes=2 * 1024**3,
    result_bytes=32 * 1024**2,
)
LARGEST = 200 * 1024**2  # bytes of a clean copy that are kept
PHOTO_QUALITY = 85
SIGNED = 1  # bit of /SigFlags
A4 = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))
ON_A_SHEET = img2pdf.get_layout_fun(pagesize=A4, fit=img2pdf.FitMode.into, auto_orient=True)


class Unfit(Exception):
    """The pages as they are make no PDF/A."""


@dataclass(frozen=True)
class Clean:
    """A PDF/A-2b and the words of each of its pages."""

    content: bytes
    pages: tuple[str, ...]


def make(sources: Sequence[bytes], title: str = "", limits: sandbox.Limits = MAKING) -> Clean:
    """The clean copy of the sources, one after the other. Unreadable says why there is none.

    Takes 5 to 30 s a page: call it in the background.
    """
    if not ocr.available():
        raise Unreadable("absent")
    with tempfile.TemporaryDirectory(prefix="scans-") as folder:
        for place, data in enumerate(sources):
            (Path(folder) / f"{place:04}").write_bytes(data)
        order = {"folder": folder, "sources": len(sources), "title": title}
        try:
            told = json.loads(
                sandbox.run("documents.scanning.clean:assemble", json.dumps(order).encode(), limits)
            )
        except sandbox.SandboxError as error:
            raise Unreadable("too_long" if error.code == "timed_out" else "failed") from error
        if told["problem"]:
            raise Unreadable(str(told["problem"]))
        made = Path(folder) / "clean.pdf"
        if made.stat().st_size > LARGEST:
            raise Unreadable("pages")
        return Clean(made.read_bytes(), tuple(told["pages"]))


def assemble(order: bytes) -> bytes:
    """JSON: pages (words of each), problem (a code, or null); the file lies in the folder. Runs in the child."""
    told = json.loads(order)
    folder = Path(told["folder"])
    # Whatever the tools leave behind goes with the folder.
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    logging.disable(logging.CRITICAL)  # the words of a page are nobody's business in a log
    sources = [(folder / f"{place:04}").read_bytes() for place in range(told["sources"])]
    try:
        pages, problem = _written(sources, folder, told["title"]), None
    except Unreadable as error:
        pages, problem = [], error.code
    return json.dumps({"pages": pages, "problem": problem}).encode()


def _written(sources: Sequence[bytes], folder: Path, title: str) -> list[str]:
    """Write clean.pdf and return the words of its pages."""
    joined, made = folder / "joined.pdf", folder / "clean.pdf"
    try:
        _join(sources, joined)
        _read(joined, made, title)
    except Unfit:
        _join(sources, joined, drawn=True)
        try:
            _read(joined, made, title)
        except Unfit as error:
            raise Unreadable("failed") from error
    return list(json.loads(reading.texts(made.read_bytes())))


def _join(sources: Sequence[bytes], target: Path, *, drawn: bool = False) -> None:
    """All pages in their order: pictures on a sheet of A4, those of a PDF as they are unless they are to be drawn."""
    with pikepdf.new() as joined:
        for data in sources:
            with _opened(data, drawn) as source:
                if len(joined.pages) + len(source.pages) > pictures.MOST_PAGES:
                    raise Unreadable("pages")
                joined.pages.extend(source.pages)
        joined.save(target)


def _opened(data: bytes, drawn: bool) -> pikepdf.Pdf:
    """A source as PDF. Unreadable for one that is locked, signed, damaged or no scan at all."""
    if drawn or data[:5] != b"%PDF-":
        sheets = [_jpeg(each) for each in pictures.pages(data)]
        return pikepdf.open(io.BytesIO(img2pdf.convert(sheets, layout_fun=ON_A_SHEET)))
    try:
        source = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise Unreadable("encrypted") from error
    except pikepdf.PdfError as error:
        raise Unreadable("damaged") from error
    form = source.Root.get("/AcroForm")
    if form is not None and int(form.get("/SigFlags", 0)) & SIGNED:
        raise Unreadable("signed")
    return source


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=PHOTO_QUALITY)
    return out.getvalue()


def _read(joined: Path, target: Path, title: str) -> None:
    try:
        ocrmypdf.ocr(
            joined, target, language=ocr.LANGUAGES, output_type="pdfa-2", pdfa_backend="internal",
            rasterizer="pypdfium", title=title or None, rotate_pages=True, deskew=True,
            mode="skip", optimize=1, jobs=1, use_threads=True, progress_bar=False,
            tesseract_timeout=ocr.SECONDS_A_PAGE, max_image_mpixels=pictures.MOST_PIXELS / 1e6,
        )  # fmt: skip
    except (ExitCodeException, pikepdf.PdfError) as error:
        raise Unfit from error
