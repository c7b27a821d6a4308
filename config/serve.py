"""Runs the whole product on one host: web, SMTP inlet, worker, reader of scans and clock. One Ctrl-C ends all of them.

`python -m config.serve`, started by script/server after set-up. In production each of them is a unit of
the host's own service manager (see README.md). A part that dies is started again; one that keeps dying ends
everything with an error, because a school without its clock must not look healthy.
"""

import contextlib
import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from config.environment import data_dir

PYTHON = sys.executable
MANAGE = (PYTHON, "manage.py")
HOST = "127.0.0.1"
PATIENCE = 10.0  # seconds a part gets to end by itself
DEATHS, WITHIN = 5, 60.0  # a part that dies so often within so many seconds will not recover
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


@dataclass
class Part:
    """One child process and when it died lately."""

    name: str
    command: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only the supervisor."""
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: S603  # fixed commands

    def died(self) -> bool:
        """Whether it ended although nobody asked."""
        return self.process is not None and self.process.poll() is not None

    def sweep(self) -> None:
        """Kill what a dead part left behind: a web worker would go on answering beside the new one."""
        with contextlib.suppress(ProcessLookupError):
            if self.process is not None:
                os.killpg(self.process.pid, signal.SIGKILL)

    def hopeless(self, now: float) -> bool:
        """Note one more death and judge."""
        self.deaths = [each for each in self.deaths if now - each < WITHIN] + [now]
        return len(self.deaths) >= DEATHS


def parts(port: int) -> list[Part]:
    """The parts of the product, and the collector of mail where a mailbox is configured."""
    web = (PYTHON, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port))
    threads = ("--workers", "1", "--blocking-threads", "4", "--no-access-log", "--log-level", "warning")
    worker = (*MANAGE, "db_worker", "--no-startup-delay", "--no-reload")
    running = [
        Part("web", (*web, *threads, "config.wsgi:application")),
        Part("inlet", (*MANAGE, "inlet")),
        Part("worker", (*worker, "--interval", "0.5")),
        Part("scans", (*worker, "--interval", "2", "--queue-name", "scans")),
        Part("clock", (*MANAGE, "clock")),
    ]
    if os.environ.get("IMAP_URL"):
        running.append(Part("imap", (*MANAGE, "fetch_mail", "--watch")))
    return running


def run(watched: list[Part], stopped: threading.Event) -> int:
    """Keep the parts alive until `stopped`. Returns the exit status, 1 when one could not be kept."""
    for part in watched:
        part.start()
    status = 0
    while not status and not stopped.wait(0.2):
        status = _tend(watched)
    _end(watched)
    return status


def _tend(watched: list[Part]) -> int:
    """Start again what died; 1 when one part dies again and again."""
    for part in watched:
        if not part.died():
            continue
        code = part.process.returncode if part.process else None
        part.sweep()
        if part.hopeless(time.monotonic()):
            say(
                f"{part.name} ended {DEATHS} times within a minute (last status {code}); stopping everything."
            )
            return 1
        say(f"{part.name} ended with status {code}; starting it again.")
        part.start()
    return 0


def _end(watched: list[Part]) -> None:
    """Ask all to end, and kill whoever is still there after PATIENCE seconds."""
    running = [part.process for part in watched if part.process is not None and part.process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for part in watched:
        part.sweep()


def _die_with_parent() -> None:
    """In the child: the kernel sends SIGTERM when the supervisor is gone, even by SIGKILL (Linux)."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def announce(port: int, stopped: threading.Event) -> None:
    """Say where the product answers, once it does."""
    while not stopped.wait(0.5):
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5):
                break
        except (urllib.error.URLError, OSError):
            continue
    else:
        return
    say(
        f"Ready: http://{HOST}:{port}/ (mail: {HOST}:{os.environ.get('SMTP_PORT', '8025')}). Ctrl-C ends all."
    )


def is_taken(port: int) -> bool:
    """Whether somebody listens there: two web servers would share the port without a word, each with its own data."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what ended a moment ago does not count
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def closed(folder: Path) -> str:
    """Why nothing can be written into the data folder, "" when it can be: every part would end with the same error."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return str(error.strerror)


def say(words: str) -> None:
    """One line on standard error, among the logs of the parts."""
    sys.stderr.write(f"zachetka: {words}\n")
    sys.stderr.flush()


def main() -> int:
    """Supervise until SIGINT or SIGTERM."""
    os.chdir(Path(__file__).resolve().parent.parent)
    stopped = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stopped.set())
    port = int(os.environ.get("PORT", "8000"))
    for name, number in (("PORT", port), ("SMTP_PORT", int(os.environ.get("SMTP_PORT", "8025")))):
        if is_taken(number):
            say(f"port {number} is taken: another server listens there. End it, or set {name} to a free one.")
            return 1
    folder = data_dir()
    if why := closed(folder):
        say(
            f"nothing can be written into {folder}: {why}. Give it to this user, or set ZACHETKA_DATA to another."
        )
        return 1
    threading.Thread(target=announce, args=(port, stopped), daemon=True).start()
    return run(parts(port), stopped)


if __name__ == "__main__":
    sys.exit(main())
