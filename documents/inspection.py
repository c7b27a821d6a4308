"""What an outside file really is, told without trusting it: pure functions bytes → bytes for a killable child.

`sandbox.run("documents.inspection:inspect", data)` answers JSON: media_type (by content), problem (a code of
PROBLEMS or null), detail (words for the log and the office, no personal data), pages, width, height, members.
Nothing is unpacked to disk, decoded in full or fetched.
"""

import io
import json
import zipfile
from dataclasses import asdict, dataclass, field
from typing import Any

import magic
import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

PDF, ZIP, TEXT = "application/pdf", "application/zip", "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
IMAGES = frozenset({"image/jpeg", "image/png", "image/tiff"})
ALLOWED = frozenset({PDF, DOCX, XLSX, ODT, ZIP, TEXT, "image/heic", "image/heif"}) | IMAGES

PROBLEMS = ("kind", "damaged", "encrypted", "active", "macros", "pixels", "bomb")
MAX_PIXELS = 60_000_000  # a 48-megapixel photo passes; a 20 KiB PNG once decoded to 823 MiB
MAX_MEMBERS = 2_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml")
# Actions of a PDF that do more than turn to a page or offer a link. Source: ISO 32000-1, table 198.
ACTING = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition"})

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


@dataclass
class Finding:
    """The answer; unknown is None."""

    media_type: str
    problem: str | None = None
    detail: list[str] = field(default_factory=list)
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    members: list[dict[str, Any]] = field(default_factory=list)


def inspect(data: bytes) -> bytes:
    """The finding of a file as JSON."""
    return json.dumps(asdict(examine(data)), ensure_ascii=False).encode("utf-8", "backslashreplace")


def examine(data: bytes) -> Finding:
    """Kind by content first, then the dangers of that kind."""
    finding = Finding(media_type(data))
    if finding.media_type not in ALLOWED:
        finding.problem = "kind"
    elif finding.media_type == PDF:
        _pdf(data, finding)
    elif finding.media_type in IMAGES:
        _image(data, finding)
    elif finding.media_type in (ZIP, DOCX, XLSX, ODT):
        _archive(data, finding)
    return finding


def media_type(data: bytes) -> str:
    """By content; office files by their parts, text only when it is no markup in disguise."""
    if data[:5] == b"%PDF-":
        return PDF
    found = str(magic.from_buffer(data[:65536], mime=True))
    if data[:4] == b"PK\x03\x04":
        return _office(data) or ZIP
    if found.startswith("text/") or found in ("application/json", "application/csv"):
        start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        markup = start.startswith(MARKUP) or found in ("text/html", "text/xml") or b"<script" in start
        return "text/html" if markup else TEXT
    return found


def derive(data: bytes) -> bytes:
    """A JPEG for showing, at most 1,600 px, turned upright, without EXIF: no place of taking, no camera.

    The original stays as it came. ValueError for an image that is too large or not one of ours.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValueError("pixels")
            image.draft("RGB", (1600, 1600))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except Image.DecompressionBombError as error:
        raise ValueError("pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError("damaged") from error
    upright.thumbnail((1600, 1600))
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85)
    return out.getvalue()


def _office(data: bytes) -> str | None:
    """Which office format a zip is, by the parts it must have."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return ODT if archive.read("mimetype").strip() == ODT.encode() else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    parts = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
    return next((kind for part, kind in parts.items() if part in names), None)


def _archive(data: bytes, finding: Finding) -> None:
    """List, never unpack. Sizes are those the archive claims; a lie shows when somebody opens it elsewhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        finding.problem = "damaged"
        return
    unpacked = sum(each.file_size for each in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(len(data), 1024):
        finding.problem, finding.detail = "bomb", [f"{len(members)} members, {unpacked} bytes"]
    elif any(each.flag_bits & 1 for each in members):
        finding.problem = "encrypted"
    elif finding.media_type != ZIP and any(each.filename.endswith("vbaProject.bin") for each in members):
        finding.problem = "macros"
    listed = members[:MAX_MEMBERS] if finding.media_type == ZIP else []
    finding.members = [{"name": each.filename[:200], "size": each.file_size} for each in listed]


def _image(data: bytes, finding: Finding) -> None:
    """Read the header only: Pillow decodes nothing before it is asked to."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF")) as image:
            finding.width, finding.height = image.size
    except Image.DecompressionBombError:
        finding.problem = "pixels"
        return
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        finding.problem = "damaged"
        return
    if finding.width * finding.height > MAX_PIXELS:
        finding.problem, finding.detail = "pixels", [f"{finding.width} x {finding.height}"]


def _pdf(data: bytes, finding: Finding) -> None:
    """Pages, encryption, and content that acts: scripts, launches, forms with programs, files inside."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            finding.pages = len(pdf.pages)
            found = _active(pdf)
    except pikepdf.PasswordError:
        finding.problem = "encrypted"
        return
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError, AttributeError, KeyError, TypeError):
        finding.problem = "damaged"
        return
    finding.detail = sorted(found)
    if found - {"EmbeddedFiles"}:
        finding.problem = "active"


def _active(pdf: pikepdf.Pdf) -> set[str]:
    """Names of what acts by itself. Direct children are walked with a stack of our own, not by recursion."""
    found: set[str] = set()
    waiting: list[Any] = [*pdf.objects, pdf.Root]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting.extend(child for child in each if _direct(child))
        elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            found |= _signs(each)
            waiting.extend(child for _, child in each.items() if _direct(child))
    return found


def _direct(child: Any) -> bool:
    """Indirect objects are in pdf.objects already."""
    return isinstance(child, pikepdf.Array | pikepdf.Dictionary) and not child.is_indirect


def _signs(each: Any) -> set[str]:
    signs = {name.strip("/") for name in ("/JS", "/XFA", "/RichMedia", "/EmbeddedFiles") if name in each}
    action = each.get("/S")
    if isinstance(action, pikepdf.Name) and str(action) in ACTING:
        signs.add(str(action).strip("/"))
    return signs
