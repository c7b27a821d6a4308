"""The processes of one installation, killed and started again as a bad day would; and the world around them."""

import contextlib
import http.cookiejar
import os
import random
import re
import signal
import smtplib
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller

from tests.crash import warm
from tests.crash.place import MANAGE, Place
from tests.ports import free_port

GONE = (OSError, smtplib.SMTPException, urllib.error.URLError)
RETRY = 0.3  # seconds until a mail server or a parent tries again
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Sink:
    """The school's provider: takes every letter and remembers the bytes under their Message-ID."""

    def __init__(self) -> None:
        self.letters: dict[str, list[bytes]] = {}
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - its name
        message_id = message_from_bytes(envelope.content)["Message-ID"].strip()
        self.letters.setdefault(message_id, []).append(envelope.content)
        return "250 2.0.0 taken"


@dataclass
class Crew:
    """Inlet, worker, clock, web and a tireless staff; each in a process group of its own."""

    place: Place
    sink: Sink
    running: dict[str, warm.Process] = field(default_factory=dict)
    kills: int = 0

    def __post_init__(self) -> None:
        self.web_port, self.smtp_port = free_port(), free_port()
        self.place.environment |= {
            "SMTP_PORT": str(self.smtp_port),
            "EMAIL_BACKEND": "mailroom.smtp.Backend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.sink.controller.port),
        }
        web = (sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1")
        staff = "from tests.crash.staff import work_for_ever; work_for_ever()"
        self.commands = {
            "inlet": (*MANAGE, "inlet"),
            "worker": (*MANAGE, "db_worker", "--interval", "0.2", "--no-startup-delay", "--no-reload"),
            "clock": (*MANAGE, "clock", "--every", "1"),
            "web": (*web, "--port", str(self.web_port), "--log-level", "error", "config.wsgi:application"),
            "staff": (*MANAGE, "shell", "--no-imports", "--command", staff),
        }

    def start(self, *names: str) -> None:
        for name in names or self.commands:
            with self.log(name).open("ab") as log:
                self.running[name] = warm.start(
                    self.commands[name],
                    self.place.variables(),
                    start_new_session=True,
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                )

    def log(self, name: str) -> Path:
        """What a process has written down in all its lives."""
        return self.place.folder.with_name(f"{name}.log")

    def told(self) -> str:
        """The last that each wrote down: why something did not happen."""
        return "\n".join(
            f"{name}: {self.log(name).read_text(errors='replace')[-2000:]}" for name in self.commands
        )

    def kill(self, name: str) -> None:
        """SIGKILL, with whatever it started."""
        process = self.running.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_at_random(self, chance: random.Random, times: int) -> None:
        """One process after the other, at any moment of its life: some are still starting, some are at work."""
        pause = threading.Event()
        for _ in range(times):
            pause.wait(chance.uniform(1.0, 6.0))
            name = chance.choice(sorted(self.commands))
            self.kill(name)
            self.start(name)
            self.kills += 1

    def end(self) -> None:
        for name in list(self.running):
            self.kill(name)


def deliver(port: int, letters: list[bytes], sender: str) -> None:
    """As a mail server: no 250, no rest; the same bytes again until somebody has them."""
    pause = threading.Event()
    for raw in letters:
        while True:
            try:
                with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
                    client.sendmail(sender, ["zayavka@sever.example"], raw)
                break
            except GONE:
                pause.wait(RETRY)


def send_forms(port: int, forms: list[dict[str, str]]) -> None:
    """As a parent before a page that does not answer: the same form again until the number is shown."""
    pause = threading.Event()
    address = f"http://127.0.0.1:{port}/credit/apply/"
    for form in forms:
        while True:
            opener = urllib.request.build_opener(
                urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
            )
            try:
                page = opener.open(address, timeout=60).read().decode()
                found = TOKEN.search(page)
                filled = {**form, "csrfmiddlewaretoken": found.group(1) if found else ""}
                opener.open(address, urllib.parse.urlencode(filled).encode(), timeout=60).read()
                break
            except GONE:
                pause.wait(RETRY)
