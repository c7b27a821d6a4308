"""Zip-based office files (DOCX, XLSX) opened with limits, before any of their XML is parsed."""

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

MOST_PARTS = 2_000
MOST_PART_BYTES = 24 * 1024 * 1024  # one XML part
MOST_BYTES = 96 * 1024 * 1024  # all parts together, as unpacked
_ACTIVE = ("vbaproject.bin", "vbadata.xml", "activex", "oleobject", "embeddings/")
_REMOTE_KINDS = ("attachedTemplate", "oleObject", "frame", "externalLink", "subDocument")


class Unreadable(Exception):
    """The file cannot be read safely; `reason` is an English code word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Package:
    """An opened office file."""

    archive: zipfile.ZipFile
    suspicion: str  # code word of active content found, or empty

    def part(self, name: str) -> bytes:
        """The bytes of one part; Unreadable when it is missing or larger than it said."""
        try:
            with self.archive.open(name) as stream:
                data = stream.read(MOST_PART_BYTES + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            RuntimeError,
            NotImplementedError,
            OSError,
            ValueError,
            EOFError,
        ) as error:
            raise Unreadable("broken_file") from error
        if len(data) > MOST_PART_BYTES:
            raise Unreadable("too_large_inside")
        return data


def open_package(data: bytes) -> Package:
    """Open an office file. Raises Unreadable: broken, encrypted, or larger inside than any honest form."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("encrypted_or_old_office_file")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable("broken_file") from error
    infos = archive.infolist()
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_BYTES:
        raise Unreadable("too_large_inside")
    if any(info.flag_bits & 0x1 for info in infos):
        raise Unreadable("encrypted_file")
    package = Package(archive, "")
    package.suspicion = _suspicion(package, [info.filename for info in infos])
    return package


def _suspicion(package: Package, names: list[str]) -> str:
    lowered = [name.lower() for name in names]
    if any(mark in name for name in lowered for mark in _ACTIVE):
        return "active_content"
    for name in names:
        if name.lower().endswith(".rels") and len(names) < MOST_PARTS and _remote(package.part(name)):
            return "remote_content"
    return ""


def _remote(relations: bytes) -> bool:
    """Whether a part wants something from outside; what is no XML is suspected too."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        found = etree.fromstring(relations, parser).iter("*")
    except (etree.XMLSyntaxError, ValueError):
        return True
    outside = [each for each in found if each.get("TargetMode", "").strip().lower() == "external"]
    return any(kind in each.get("Type", "") for each in outside for kind in _REMOTE_KINDS)
