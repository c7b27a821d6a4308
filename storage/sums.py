"""The SHA-256 of a stream, read in pieces."""

import hashlib
from typing import Any, BinaryIO, cast


def sha256_of(file: BinaryIO) -> "hashlib._Hash":
    """From where the file stands to its end."""
    return hashlib.file_digest(cast("Any", file), "sha256")
