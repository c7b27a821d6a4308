"""What a PDF library makes of a file: its maker, its pages, what a later revision changed. For a child process."""

import io
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import pikepdf
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel

MAKER = "Zachetka"
RENEWED = frozenset({"ModDate", "Producer", "ModifyDate", "MetadataDate", "xmptk"})  # by every saving
# What the libraries raise on strange files besides their own errors.
BROKEN = (
    pikepdf.PdfError,
    PdfError,
    ParseError,
    DefusedXmlException,
    SignatureValidationError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    RuntimeError,
    RecursionError,
)


@dataclass(frozen=True)
class Look:
    """A file as a reader would show it. `signatures`: the raw signatures in it, wherever they are kept."""

    pages: int
    title: str
    maker: str
    description: tuple[str, ...]  # document information and XMP, but for what each saving writes anew
    signatures: tuple[bytes, ...]


def look(content: bytes) -> Look | None:
    """None for a file that cannot be opened."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            info = pdf.docinfo
            signatures = tuple(bytes(each.Contents) for each in pdf.objects if _is_signature(each))
            title, maker = str(info.get("/Title", "")), str(info.get("/Creator", ""))
            return Look(len(pdf.pages), title, maker, _described(pdf), signatures)
    except BROKEN:
        return None


def only_stamped(sealed: bytes, content: bytes) -> bool:
    """Whether `sealed` is followed by nothing but what keeps its seal verifiable, stamped to the last byte.

    Source: ETSI EN 319 142-1, 5.5: validation data and document timestamps change nothing of what is signed.
    pyHanko allows another title there, as every saving describes the file anew: so the descriptions are compared.
    """
    before, after = look(sealed), look(content)
    if before is None or after is None or before.description != after.description:
        return False
    try:
        reader = PdfFileReader(io.BytesIO(content))
        seals, stamps = reader.embedded_regular_signatures, reader.embedded_timestamp_signatures
        if len(seals) != 1 or not stamps:
            return False
        seals[0].compute_integrity_info()
        stamps[-1].compute_integrity_info(skip_diff=True)
        change = seals[0].diff_result
    except BROKEN:
        return False
    whole = stamps[-1].coverage == SignatureCoverageLevel.ENTIRE_FILE
    kept = isinstance(change, DiffResult) and change.modification_level <= ModificationLevel.LTA_UPDATES
    return whole and kept


def _is_signature(each: Any) -> bool:
    return isinstance(each, pikepdf.Dictionary) and "/ByteRange" in each and "/Contents" in each


def _described(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    told = [f"{name}={value}" for name, value in pdf.docinfo.items() if name.strip("/") not in RENEWED]
    if "/Metadata" in pdf.Root:
        root = fromstring(pdf.Root.Metadata.read_bytes())
        told += [statement for each in root.iter() for statement in _statements(each)]
    return tuple(sorted(told))


def _statements(element: Element) -> list[str]:
    """The values of one element of the XMP; a property may be written as an element or as an attribute."""
    pairs = [(element.tag, (element.text or "").strip()), *element.attrib.items()]
    return [f"{name}={value}" for name, value in pairs if value and name.rpartition("}")[2] not in RENEWED]
