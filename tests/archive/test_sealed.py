"""The encrypted stream: what went in comes out, and no change of it passes."""

import io

import pytest

from archive import sealed
from archive.sealed import CHUNK, HEADER, NotSealed, seal, unseal

KEY, OTHER = b"k" * 32, b"o" * 32


def sealed_bytes(data: bytes) -> bytes:
    target = io.BytesIO()
    seal(io.BytesIO(data), target, KEY)
    return target.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    unseal(io.BytesIO(data), target, key)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_what_went_in_comes_out(size):
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    assert opened(sealed_bytes(data)) == data


def test_the_same_file_never_looks_the_same():
    assert sealed_bytes(b"paper") != sealed_bytes(b"paper")


def swapped(data: bytes) -> bytes:
    size = CHUNK + sealed.TAG
    first, second = data[HEADER : HEADER + size], data[HEADER + size : HEADER + 2 * size]
    return data[:HEADER] + second + first + data[HEADER + 2 * size :]


ATTACKS = {
    "a byte changed": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "a byte of the head changed": lambda data: data[:10] + bytes([data[10] ^ 1]) + data[11:],
    "the tail cut": lambda data: data[: HEADER + CHUNK + sealed.TAG],
    "junk appended": lambda data: data + b"junk",
    "two chunks swapped": swapped,
    "nothing left": lambda data: b"",
    "another file": lambda data: b"%PDF-1.7" + data,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_change_passes(attack):
    with pytest.raises(NotSealed):
        opened(ATTACKS[attack](sealed_bytes(b"p" * (2 * CHUNK + 7))))


def test_another_key_opens_nothing():
    with pytest.raises(NotSealed):
        opened(sealed_bytes(b"paper"), OTHER)
