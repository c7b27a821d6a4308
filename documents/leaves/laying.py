"""A page of a PDF of ours laid into another one as it is: the stand-in picture of the layout becomes the page.

The tags of the page are left out: where it is laid in it is one figure, whose alternative text is its words.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

MARKS = frozenset({"BDC", "BMC", "EMC", "MP", "DP"})  # marked content: ISO 32000-1, 14.6
NARROWEST = 2  # px: the stand-in of page n is n + 2 wide and one high, as no picture of a page is


@dataclass(frozen=True)
class Own:
    """Page number `page` (from 0) of `data`, whose stand-in is the one of this place."""

    place: int
    data: bytes
    page: int


def sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        boxes = [each.mediabox for each in pdf.pages]
        return [(float(x1) - float(x0), float(y1) - float(y0)) for x0, y0, x1, y1 in boxes]


def stand_in(place: int) -> bytes:
    """A picture by whose size the place is found again."""
    out = io.BytesIO()
    Image.new("L", (place + NARROWEST, 1), 255).save(out, "PNG")
    return out.getvalue()


def lay(content: bytes, pages: Sequence[Own]) -> bytes:
    """The paper with every stand-in turned into its page."""
    sources: dict[int, pikepdf.Pdf] = {}
    by_width = {each.place + NARROWEST: each for each in pages}
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as paper:
        for stream in _stand_ins(paper):
            own = by_width[int(stream.Width)]
            source = sources.setdefault(id(own.data), pikepdf.open(io.BytesIO(own.data)))
            _become(stream, paper.copy_foreign(source.pages[own.page].as_form_xobject()))
        paper.save(out, deterministic_id=True)
    for source in sources.values():
        source.close()
    return out.getvalue()


def _stand_ins(paper: pikepdf.Pdf) -> list[pikepdf.Stream]:
    found = []
    for each in paper.objects:
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Image and each.Height == 1:
            found.append(each)
    return found


def _become(stream: pikepdf.Stream, form: Any) -> None:
    """The picture's square of one by one now shows the page."""
    x0, y0, x1, y1 = (float(each) for each in form.BBox.as_list())
    width, height = x1 - x0, y1 - y0
    content = _unmarked(form)
    form.stream_dict.Matrix = pikepdf.Array([1 / width, 0, 0, 1 / height, -x0 / width, -y0 / height])
    kept = {key: form[key] for key in ("/BBox", "/Matrix", "/Resources", "/Group") if key in form}
    stream.stream_dict = Dictionary({"/Type": Name.XObject, "/Subtype": Name.Form, **kept})
    stream.write(content)
    _unmark_inner(stream)


def _unmark_inner(form: Any) -> None:
    """Forms within the form lose their marks as well. They lie a few levels deep: we made them."""
    for inner in form.get("/Resources", Dictionary()).get("/XObject", Dictionary()).values():
        if inner.get("/Subtype") == Name.Form:
            inner.write(_unmarked(inner))
            if "/StructParents" in inner:
                del inner["/StructParents"]
            _unmark_inner(inner)


def _unmarked(form: Any) -> bytes:
    kept = [each for each in pikepdf.parse_content_stream(form) if str(each.operator) not in MARKS]
    return pikepdf.unparse_content_stream(kept)
