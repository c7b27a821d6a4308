"""Writing a BagIt folder, RFC 8493: every file with its SHA-256 in a manifest, the manifest itself in another."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from archive.errors import PlaceNotEmpty
from storage import blobs

MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"


class Bag:
    """A package being made. Paths are relative to its payload, the folder `data`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sums: dict[str, str] = {}
        self.size = 0

    def add(self, path: str, content: bytes) -> None:
        """One file of the payload."""
        self.add_pieces(path, (content,))

    def add_pieces(self, path: str, pieces: Iterable[bytes]) -> None:
        """One file whose content comes piece by piece."""
        target, digest = self.folder / "data" / path, hashlib.sha256()
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                self.size += len(piece)
        self.sums[f"data/{path}"] = digest.hexdigest()

    def add_lines(self, path: str, rows: Iterable[Any]) -> None:
        """One JSON value a line."""
        self.add_pieces(path, (as_json(row) + b"\n" for row in rows))

    def add_blob(self, path: str, sha256: str) -> bool:
        """A stored file; False when the store does not hold it as it was, and then nothing is added."""
        if blobs.fault(sha256):
            return False
        with blobs.opened(sha256) as file:
            self.add_pieces(path, iter(lambda: file.read(1024 * 1024), b""))
        return True

    def close(self, info: Mapping[str, str], verifier: Path, on: date) -> str:
        """Write the tag files; the SHA-256 of the manifest, which vouches for the whole payload."""
        described = {**info, "Bagging-Date": on.isoformat(), "Payload-Oxum": f"{self.size}.{len(self.sums)}"}
        tags = {
            "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": "".join(
                f"{name}: {_one_line(value)}\n" for name, value in described.items()
            ).encode(),
            MANIFEST: _manifest(self.sums),
            "verify.py": verifier.read_bytes(),
        }
        tags[TAG_MANIFEST] = _manifest(
            {name: hashlib.sha256(each).hexdigest() for name, each in tags.items()}
        )
        for name, content in tags.items():
            (self.folder / name).write_bytes(content)
        return hashlib.sha256(tags[MANIFEST]).hexdigest()


@contextmanager
def coming(to: Path, name: str) -> Iterator[Bag]:
    """A package that gets its name when all of it is written, or is removed. PlaceNotEmpty."""
    if (to / name).exists():
        raise PlaceNotEmpty(f"{to / name} exists: a package is never written over")
    folder = to / f".coming-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield Bag(folder)
        folder.rename(to / name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def as_json(value: Any) -> bytes:
    """UTF-8 JSON on one line; what is no Unicode (from broken letters) is escaped."""
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder).encode("utf-8", "backslashreplace")


def _manifest(sums: Mapping[str, str]) -> bytes:
    lines = (f"{sha256}  {_written(name)}\n" for name, sha256 in sorted(sums.items()))
    return "".join(lines).encode()


def _written(name: str) -> str:
    # RFC 8493, 2.1.3: line ends and the per cent sign itself are percent-encoded.
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _one_line(value: str) -> str:
    return " ".join(value.split())
