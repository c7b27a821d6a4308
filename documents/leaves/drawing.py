"""Pages of a file from outside as JPEG pictures with their words, in a killable child: bytes in, a ZIP out.

`pages(data)` is what callers use; `draw` is what the child runs.
"""

import io
import json
import zipfile
from dataclasses import dataclass

from PIL import Image

import sandbox
from documents.finding import reading
from documents.scanning import pictures
from documents.scanning.shapes import Unreadable

DRAWING = sandbox.Limits(
    wall_seconds=240, cpu_seconds=200, memory_bytes=1536 * 1024**2, result_bytes=128 * 1024**2
)
LONGEST = 2000  # px: an A4 page at 170 dpi
QUALITY = 80


@dataclass(frozen=True)
class Leaf:
    """One page: JPEG, and its words where the file has them."""

    picture: bytes
    words: str


def pages(data: bytes) -> list[Leaf]:
    """The pages of a photo, scan or PDF. Unreadable says why there are none."""
    try:
        told = sandbox.run("documents.leaves.drawing:draw", data, DRAWING)
    except sandbox.SandboxError as error:
        raise Unreadable("too_long" if error.code == "timed_out" else "damaged") from error
    with zipfile.ZipFile(io.BytesIO(told)) as made:
        about = json.loads(made.read("about.json"))
        if about["problem"]:
            raise Unreadable(str(about["problem"]))
        return [Leaf(made.read(f"{n}.jpg"), words) for n, words in enumerate(about["words"])]


def draw(data: bytes) -> bytes:
    """The ZIP. Runs in the child."""
    out, count, problem = io.BytesIO(), 0, None
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        try:
            for count, page in enumerate(pictures.pages(data), start=1):
                made.writestr(f"{count - 1}.jpg", _jpeg(page))
        except Unreadable as error:
            problem = error.code
        words = [] if problem else _words(data, count)
        made.writestr("about.json", json.dumps({"problem": problem, "words": words}))
    return out.getvalue()


def _jpeg(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.thumbnail((LONGEST, LONGEST))
    page.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _words(data: bytes, count: int) -> list[str]:
    if data[:5] != b"%PDF-":
        return [""] * count
    return list(json.loads(reading.texts(data)))
