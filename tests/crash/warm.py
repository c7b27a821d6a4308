"""Processes that begin warm: a parent that has imported what never changes forks each of them.

A cold Python spends more than a second of processor on Django, WeasyPrint and their like before a command begins, and
the tests start hundreds. The parent holds libraries, and of the house only the pure vocabulary of titles: settings,
and all that reads them, are loaded by the child itself from its own environment. What runs is the real main of the
script or module named, in a process of its own: a child of whoever asked for it, waited for and killed like any other.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from tests import clock
from workflows.credit.comparison import vocabulary

ROOT = Path(__file__).resolve().parents[2]
# What costs most to import and asks for no settings. A name missing here costs time, nothing else.
LIBRARIES = (
    "aiosmtpd.smtp",
    "anymail.message",
    "cryptography.x509",
    "csp.middleware",
    "django.contrib.admin.options",
    "django.contrib.messages.views",
    "django.contrib.sessions.middleware",
    "django.contrib.staticfiles.finders",
    "django.contrib.syndication.views",
    "django.core.management",
    "django.core.management.commands.check",
    "django.core.management.commands.shell",
    "django.db.backends.sqlite3.base",
    "django.db.migrations.executor",
    "django.views.generic",
    "django_filters",
    "django_fsm",
    "django_tasks",
    "environs",
    "granian.cli",
    "imapclient",
    "import_export.resources",
    "lxml.html",
    "magic",
    "natasha",
    "ocrmypdf",
    "openpyxl",
    "pdfplumber",
    "pikepdf",
    "PIL.Image",
    "psycopg",
    "pyhanko.sign",
    "pyhanko.sign.validation",
    "pymorphy3",
    "pypdf",
    "pypdfium2",
    "pytrovich.maker",
    "rapidfuzz.fuzz",
    "rapidfuzz.process",
    "segno",
    "weasyprint",
    "whitenoise.middleware",
)
ORDER_BYTES = 1 << 16
PR_SET_CHILD_SUBREAPER = 36


@dataclass
class Process:
    """As much of subprocess.Popen as the tests use."""

    pid: int
    stdout: IO[bytes] | None = None
    stderr: IO[bytes] | None = None
    returncode: int | None = None

    def poll(self) -> int | None:
        """The exit status, negative for a signal; None while it runs."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit status once it has ended. TimeoutExpired after so many seconds."""
        while self.poll() is None:
            with _watched(self.pid) as watch:
                if not select.select([watch], [], [], timeout)[0]:
                    raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
        return self.returncode

    def terminate(self) -> None:
        """SIGTERM, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)


def start(
    command: Sequence[str],
    env: dict[str, str],
    stdout: int | IO[bytes] | None = None,
    stderr: int | IO[bytes] | None = None,
    start_new_session: bool = False,
) -> Process:
    """As subprocess.Popen does, for `python SCRIPT …` and `python -m MODULE …` in ROOT."""
    order = json.dumps({"arguments": command[1:], "env": env, "session": start_new_session})
    with contextlib.ExitStack() as held:
        read_out, out = _stream(stdout, 1, held)
        read_err, err = _stream(stderr, 2, held)
        with _adopting():
            _process, orders = _parent()
            socket.send_fds(orders, [order.encode()], [out, err])
            pid = int(orders.recv(ORDER_BYTES))
    return Process(pid, read_out, read_err)


def run(command: Sequence[str], env: dict[str, str], timeout: float) -> subprocess.CompletedProcess[bytes]:
    """As subprocess.run does with `capture_output`. TimeoutExpired, and the process is killed, when it takes longer."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = start(command, env, out, err)
        try:
            status = process.wait(timeout)
        except subprocess.TimeoutExpired as error:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            err.seek(0)
            error.add_note(f"{' '.join(command)}\n{err.read().decode(errors='replace')[-4000:]}")
            raise
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(command, status, out.read(), err.read())


def _stream(
    wanted: int | IO[bytes] | None, own: int, held: contextlib.ExitStack
) -> tuple[IO[bytes] | None, int]:
    """Our end of a pipe, if one is wanted, and what the child shall write to."""
    if wanted is None:
        return None, own
    if not isinstance(wanted, int):
        return None, wanted.fileno()
    if wanted == subprocess.DEVNULL:
        return None, held.enter_context(Path(os.devnull).open("wb")).fileno()
    ours, theirs = os.pipe()
    held.callback(os.close, theirs)
    return os.fdopen(ours, "rb"), theirs


@cache
def _parent() -> tuple[subprocess.Popen[bytes], socket.socket]:
    """The warm parent of this test process and where it takes its orders; it ends when the socket is closed."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, "-m", "tests.crash.warm"]
        process = subprocess.Popen(command, stdin=theirs.fileno(), cwd=ROOT)
    return process, ours


@contextlib.contextmanager
def _adopting() -> Iterator[None]:
    """Inside, orphans of our own children become children of this process instead of init's (Linux)."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1)
    try:
        yield
    finally:
        libc.prctl(PR_SET_CHILD_SUBREAPER, 0)


@contextlib.contextmanager
def _watched(pid: int) -> Iterator[int]:
    """A descriptor that becomes readable when the process ends."""
    watch = os.pidfd_open(pid)
    try:
        yield watch
    finally:
        os.close(watch)


def serve(orders: socket.socket) -> list[str]:
    """Fork one process for each order; returns in these only, with the arguments of Python's command line."""
    while True:
        message, streams, _flags, _address = socket.recv_fds(orders, ORDER_BYTES, 2)
        if not message:
            os._exit(0)
        born, tell = os.pipe()
        between = os.fork()
        if not between and os.fork():
            os._exit(0)  # whoever gave the order adopts the process
        if not between:
            orders.close()
            order = json.loads(message)
            _become(order, streams)
            os.write(tell, str(os.getpid()).encode())
            os.close(tell)
            os.close(born)
            return list(order["arguments"])
        os.close(tell)
        for each in streams:
            os.close(each)
        os.waitpid(between, 0)
        orders.send(os.read(born, 20))
        os.close(born)


def _become(order: dict[str, Any], streams: list[int]) -> None:
    """Take over signals, session, environment and streams."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if order["session"]:
        os.setsid()
    os.environ.clear()
    os.environ.update(order["env"])
    for number, stream in enumerate((os.open(os.devnull, os.O_RDONLY), *streams)):
        os.dup2(stream, number)
        os.close(stream)


def main() -> None:
    """Import, serve, and in each child run what was ordered."""
    for name in LIBRARIES:
        importlib.import_module(name)
    vocabulary.default()
    clock.start()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the tests and what they started
    first, *rest = serve(socket.socket(fileno=os.dup(0)))
    sys.argv = rest if first == "-m" else [first, *rest]
    if first == "-m":
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(first, run_name="__main__")


if __name__ == "__main__":
    main()
