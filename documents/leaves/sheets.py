"""The pages that a paper shows of other files, collected before it is laid out, and laid in afterwards.

A snapshot names its sources by hash, so that the paper can be made again. Of a PDF that we made the page itself is laid
in: type stays type. What others made is drawn as a picture in a child process. Each page stands as a figure whose
alternative text is its words, so the paper stays readable aloud.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image

from documents.filenames import clean
from documents.finding import reading
from documents.leaves import drawing, laying
from documents.pdf import File, NeverPrintable
from documents.scanning.shapes import Unreadable
from documents.scanning.words import WORDS
from storage import blobs

MOST_PAGES = 400
BOX = (178.0, 236.0)  # millimetres of a sheet that a page may take: a sheet of A4 a little smaller
MOST_ATTACHED = 60 * 1024**2  # bytes of all attached files
PROBLEMS: Mapping[str, Promise] = {
    **WORDS,
    "missing": _("The file is no longer in the store."),
    "full": _("The paper has too many pages already."),
}


class CannotBeShown(NeverPrintable):
    """The pages of a source that had to be shown cannot be drawn; the message says why."""

    def __init__(self, code: str) -> None:
        super().__init__(str(PROBLEMS[code]))


@dataclass(frozen=True)
class Shown:
    """One page as a template shows it; width and height in millimetres, written for a style sheet."""

    src: str
    words: str
    width: str
    height: str


@dataclass(frozen=True)
class Drawn:
    """The pages of one source; without them `problem` says why in words, unless none were wanted."""

    pages: Sequence[Shown] = ()
    problem: str = ""


@dataclass
class Sheets:
    """What was collected: sources in order, pictures for the layout, own pages to be laid in, files to attach."""

    drawn: list[Drawn] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    own: list[laying.Own] = field(default_factory=list)
    files: list[File] = field(default_factory=list)

    def laid_in(self, content: bytes) -> bytes:
        """The laid-out paper with our own pages in the place of their stand-ins."""
        return laying.lay(content, self.own) if self.own else content


def collect(sources: Iterable[Mapping[str, Any]]) -> Sheets:
    """Read and draw the sources: {sha256, name, own, shown, must, attached} each.

    own: a PDF that we made. shown: its pages are wanted; must: without them there is no paper (CannotBeShown).
    """
    found = Sheets()
    for place, source in enumerate(sources):
        try:
            found.drawn.append(_source(found, place, source))
        except Unreadable as error:
            if source["must"] or (source["attached"] and error.code == "missing"):
                raise CannotBeShown(error.code) from error
            found.drawn.append(Drawn(problem=str(PROBLEMS[error.code])))
    if sum(len(each.content) for each in found.files) > MOST_ATTACHED:
        raise NeverPrintable("too much to attach")
    return found


def _source(found: Sheets, place: int, source: Mapping[str, Any]) -> Drawn:
    """One source; its file is attached whether or not its pages can be drawn."""
    if not (source["attached"] or source["shown"]):
        return Drawn()
    data = _bytes(source)
    if source["attached"]:
        found.files.append(File(f"{place + 1:02} {clean(source['name'])}", data))
    if not source["shown"]:
        return Drawn()
    return Drawn(_own(found, place, data) if source["own"] else _of_others(found, place, data))


def _bytes(source: Mapping[str, Any]) -> bytes:
    """The stored bytes. BlobDamaged is a fault that a person has to mend: the paper waits for it."""
    try:
        return blobs.get(source["sha256"])
    except blobs.BlobMissing as error:
        raise Unreadable("missing") from error


def _own(found: Sheets, place: int, data: bytes) -> Sequence[Shown]:
    words = reading.pages(data)
    _count(found, len(words))
    shown = []
    for page, (size, text) in enumerate(zip(laying.sizes(data), words, strict=True)):
        name = f"{place}-{page}"
        found.own.append(laying.Own(len(found.own), data, page))
        found.pictures[name] = laying.stand_in(len(found.own) - 1)
        shown.append(Shown(f"leaf:{name}", text, *_fitted(*size)))
    return shown


def _of_others(found: Sheets, place: int, data: bytes) -> Sequence[Shown]:
    leaves = drawing.pages(data)
    _count(found, len(leaves))
    shown = []
    for page, leaf in enumerate(leaves):
        name = f"{place}-{page}"
        found.pictures[name] = leaf.picture
        with Image.open(io.BytesIO(leaf.picture)) as picture:
            shown.append(Shown(f"leaf:{name}", leaf.words, *_fitted(*picture.size)))
    return shown


def _fitted(width: float, height: float) -> tuple[str, str]:
    """The size at which a page of this shape fills the box."""
    scale = min(BOX[0] / width, BOX[1] / height)
    return f"{width * scale:.1f}", f"{height * scale:.1f}"


def _count(found: Sheets, more: int) -> None:
    if len(found.pictures) + more > MOST_PAGES:
        raise Unreadable("full")
