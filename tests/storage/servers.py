"""Real S3-compatible servers on the loopback, from the packages of the tests.

rclone checks who asks and knows no conditional writes; localbucket knows them and believes everybody.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import s3

BIN = Path(sys.executable).parent
NAME, SECRET, BUCKET = "school", "school-secret", "papers"
KNOWN: list[object] = []


@contextmanager
def rclone(folder: Path, *options: str, longest_file: int = 0) -> Iterator[str]:
    """`longest_file`: bytes after which the server's disk takes no more of a file, as a full one."""
    (folder / BUCKET).mkdir(parents=True, exist_ok=True)
    limits = ["prlimit", f"--fsize={longest_file}"] if longest_file else []
    port = free_port()
    keys = ("--auth-key", f"{NAME},{SECRET}", "--config", "/dev/null", "--vfs-cache-mode", "off")
    command = [*limits, str(BIN / "rclone"), "serve", "s3", str(folder), "--addr", f"127.0.0.1:{port}"]
    with _running([*command, *keys, *options], port) as address:
        yield address


@contextmanager
def localbucket(folder: Path) -> Iterator[str]:
    (folder / BUCKET).mkdir(parents=True, exist_ok=True)
    port = free_port()
    with _running([str(BIN / "localbucket"), str(folder), "--port", str(port)], port) as address:
        yield address


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes the call and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def asked(monkeypatch, address: str, secret: str = SECRET) -> None:
    """From now on s3:// addresses mean this server."""
    given = {
        "AWS_ENDPOINT_URL_S3": address,
        "AWS_ACCESS_KEY_ID": NAME,
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    if [address, secret, s3.ATTEMPTS] != KNOWN:  # making a client costs more than most of these tests
        s3._client.cache_clear()
        KNOWN[:] = [address, secret, s3.ATTEMPTS]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@contextmanager
def _running(command: list[str], port: int) -> Iterator[str]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_it_listens(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _until_it_listens(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise AssertionError("the server did not start")
