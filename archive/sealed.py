"""Encrypting a stream of any length in flat memory: AES-256-GCM in chunks, the STREAM construction.

As in Tink's AES-GCM-HKDF streaming: a key of its own for each file by HKDF and a random salt; the nonce counts the
chunks and marks the last, so that chunks cannot be swapped, dropped or cut off. Layout: mark, salt, prefix, chunks.
"""

import hashlib
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from archive.keys import derived

MARK = b"zachbk1\n"
SALT, PREFIX, TAG = 32, 7, 16
HEADER = len(MARK) + SALT + PREFIX
CHUNK = 1024 * 1024  # bytes of plain text


class NotSealed(Exception):
    """The bytes were not sealed with this key, or were changed since."""


@dataclass(frozen=True)
class Sums:
    """SHA-256 in hex and length in bytes."""

    sha256: str
    size: int


class Summing:
    """A file that is written to and summed up on the way."""

    def __init__(self, target: BinaryIO | None) -> None:
        self.target, self.hash, self.size = target, hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        """Sum up, and hand on when there is a target."""
        self.hash.update(data)
        self.size += len(data)
        if self.target is not None:
            self.target.write(data)

    @property
    def sums(self) -> Sums:
        """Of everything written so far."""
        return Sums(self.hash.hexdigest(), self.size)


def seal(source: BinaryIO, target: BinaryIO, key: bytes) -> tuple[Sums, Sums]:
    """Encrypt source into target; the sums of what was read and of what was written."""
    plain, written = Summing(None), Summing(target)
    header = MARK + secrets.token_bytes(SALT + PREFIX)
    cipher, prefix = _cipher(header, key)
    written.write(header)
    for count, (chunk, last) in enumerate(_chunks(source, CHUNK)):
        plain.write(chunk)
        written.write(cipher.encrypt(_nonce(prefix, count, last), chunk, header))
    return plain.sums, written.sums


def unseal(source: BinaryIO, target: BinaryIO | None, key: bytes) -> tuple[Sums, Sums]:
    """Decrypt source into target (None: only look); the sums of the plain and of the sealed bytes. NotSealed."""
    plain, taken = Summing(target), Summing(None)
    header = source.read(HEADER)
    if len(header) != HEADER or not header.startswith(MARK):
        raise NotSealed
    taken.write(header)
    cipher, prefix = _cipher(header, key)
    try:
        for count, (chunk, last) in enumerate(_chunks(source, CHUNK + TAG)):
            taken.write(chunk)
            plain.write(cipher.decrypt(_nonce(prefix, count, last), chunk, header))
    except InvalidTag as error:
        raise NotSealed from error
    return plain.sums, taken.sums


def _cipher(header: bytes, key: bytes) -> tuple[AESGCM, bytes]:
    salt, prefix = header[len(MARK) : -PREFIX], header[-PREFIX:]
    return AESGCM(derived(key, b"file", salt)), prefix


def _nonce(prefix: bytes, count: int, last: bool) -> bytes:
    return prefix + struct.pack(">IB", count, last)


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """(chunk, whether it is the last); an empty source is one empty chunk."""
    chunk = source.read(size)
    while following := source.read(size):
        yield chunk, False
        chunk = following
    yield chunk, True
