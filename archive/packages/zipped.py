"""A BagIt folder as one ZIP file, written piece by piece; the folder is used up, so that room for one is enough."""

import os
import zipfile
from pathlib import Path

from storage.sums import sha256_of

PIECE = 1024 * 1024
PACKED = (".jsonl", ".json", ".txt", ".py")  # papers and pictures do not get smaller


def zipped(folder: Path, to: Path) -> str:
    """The SHA-256 of the file, which gets its name when all of it is on the disk. OSError."""
    coming = to.with_name(f".coming-{to.name}")
    try:
        with coming.open("wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                for path in sorted(each for each in folder.rglob("*") if each.is_file()):
                    _add(archive, path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
                    path.unlink()
            file.flush()
            os.fsync(file.fileno())
        with coming.open("rb") as file:
            sha256 = sha256_of(file).hexdigest()
        coming.rename(to)
    finally:
        coming.unlink(missing_ok=True)
    return sha256


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    info = zipfile.ZipInfo(name)  # no clock goes in
    info.compress_type = zipfile.ZIP_DEFLATED if path.suffix in PACKED else zipfile.ZIP_STORED
    info.external_attr = 0o644 << 16
    with path.open("rb") as file, archive.open(info, "w", force_zip64=True) as inside:
        while piece := file.read(PIECE):
            inside.write(piece)
