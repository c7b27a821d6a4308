"""Words of scans and photos by Tesseract, Russian and English, in a child process with limits.

`read(data)` is what callers use: a photo (JPEG, PNG, HEIC, TIFF) or a PDF goes in, pages of words with boxes come
out. `recognise` is what the child runs. Where Tesseract or its Russian is not installed, `available()` says so and
`read` raises Unreadable("absent"): the product goes on without.
"""

import csv
import functools
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict

from PIL import Image, ImageOps

import sandbox
from documents.scanning import pictures
from documents.scanning.shapes import Page, Unreadable, Word

LANGUAGES = ("rus", "eng")
# A dense page takes 5 to 20 s of a core; a hundred pages are the most that is taken.
READING = sandbox.Limits(wall_seconds=1800, cpu_seconds=1800, memory_bytes=2 * 1024**3)
SECONDS_A_PAGE = 120
SMALLEST = 1600  # px of the longer side below which letters are too small to be told apart: doubled first
LAYOUTS = (
    "1",
    "6",
)  # of Tesseract: it finds the columns itself; one block, for a page where it found nothing
WORD_ROW = "5"  # level of a word in Tesseract's table


@functools.cache
def available() -> bool:
    """Whether Tesseract stands ready with the languages we need."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603
    return set(LANGUAGES) <= set(listed.stdout.split())


def read(data: bytes, limits: sandbox.Limits = READING) -> tuple[Page, ...]:
    """The pages of a photo or PDF with their words; boxes are in pixels of the upright page. Unreadable says why not.

    A page without a word is a Page without words and no error. Takes seconds a page: call it in the background.
    """
    if not available():
        raise Unreadable("absent")
    try:
        found = json.loads(sandbox.run("documents.scanning.ocr:recognise", data, limits))
    except sandbox.SandboxError as error:
        raise Unreadable("too_long" if error.code == "timed_out" else "damaged") from error
    if found["problem"]:
        raise Unreadable(str(found["problem"]))
    return tuple(
        Page(each["width"], each["height"], tuple(Word(**word) for word in each["words"]))
        for each in found["pages"]
    )


def recognise(data: bytes) -> bytes:
    """JSON: pages (as asdict of Page), problem (a code, or null). Runs in the child."""
    try:
        pages, problem = [asdict(_page(each)) for each in pictures.pages(data)], None
    except Unreadable as error:
        pages, problem = [], error.code
    return json.dumps({"pages": pages, "problem": problem}).encode()


def _page(picture: Image.Image) -> Page:
    grown = 2 if max(picture.size) < SMALLEST else 1
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    if grown > 1:
        grey = grey.resize((grey.width * grown, grey.height * grown), Image.Resampling.LANCZOS)
    for layout in LAYOUTS:
        words = tuple(_words(_table(grey, layout), grown))
        if words:
            break
    return Page(picture.width, picture.height, words)


def _table(grey: Image.Image, layout: str) -> str:
    """Tesseract's table of one page. Orientation is found by itself; a page that it finds empty gives no rows."""
    out = io.BytesIO()
    grey.save(out, "PNG", compress_level=1)
    command = [
        "tesseract",
        "stdin",
        "stdout",
        "-l",
        "+".join(LANGUAGES),
        "--psm",
        layout,
        "--dpi",
        "300",
        "tsv",
    ]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=out.getvalue(),
            capture_output=True,
            check=False,
            timeout=SECONDS_A_PAGE,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("too_long") from error
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _words(table: str, grown: int) -> Iterator[Word]:
    lines: dict[tuple[str, ...], int] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        if row["level"] != WORD_ROW or not text:
            continue
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
        left, top, width, height = (int(row[name]) // grown for name in ("left", "top", "width", "height"))
        yield Word(text, left, top, width, height, float(row["conf"]), line)
