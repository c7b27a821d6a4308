"""Real S3-compatible servers on the loopback, from the packages of the tests.

rclone checks who asks and knows no conditional writes; localbucket knows them and believes everybody.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import s3
from tests.ports import await_listener, free_port

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
    with _running([*command, *keys, *options], port, folder) as address:
        yield address


@contextmanager
def localbucket(folder: Path) -> Iterator[str]:
    (folder / BUCKET).mkdir(parents=True, exist_ok=True)
    port = free_port()
    with _running([str(BIN / "localbucket"), str(folder), "--port", str(port)], port, folder) as address:
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


@contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator[str]:
    log = folder.with_name(f"{folder.name}.log")
    with log.open("wb") as written:
        process = subprocess.Popen(command, stdout=written, stderr=written)
    try:
        await_listener(port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(120)
