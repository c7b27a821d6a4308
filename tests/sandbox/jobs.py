"""Jobs that the sandbox tests run in children."""

import os
import signal
import time
from pathlib import Path


def echo(payload: bytes) -> bytes:
    return payload


def sleep(payload: bytes) -> bytes:
    time.sleep(60)
    return b""


def spin(payload: bytes) -> bytes:
    while True:
        pass


def hoard(payload: bytes) -> bytes:
    return bytes(4 * 1024 * 1024 * 1024)[:1]


def flood(payload: bytes) -> bytes:
    return bytes(1024 * 1024)


def die(payload: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def stumble(payload: bytes) -> bytes:
    raise ValueError(f"the letter says {payload!r}")


def recurse(payload: bytes) -> bytes:
    return recurse(payload)


def write(payload: bytes) -> bytes:
    Path(payload.decode()).write_bytes(b"x" * 1000)
    return b"written"


def environment(payload: bytes) -> bytes:
    return "\n".join(sorted(os.environ)).encode()


def remember(payload: bytes) -> bytes:
    echo.__dict__["seen"] = int(echo.__dict__.get("seen", 0)) + 1
    return str(echo.__dict__["seen"]).encode()
