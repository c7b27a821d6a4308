"""Test 43 with real processes: what inlet, worker, clock and web write while canaries pass through and things break."""

import contextlib
import re
import smtplib
import sqlite3
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.crash import warm
from tests.crash.crew import TOKEN
from tests.crash.place import MANAGE, Place
from tests.ports import free_port
from tests.reliability import canaries

pytestmark = [pytest.mark.slow, pytest.mark.once]
PATIENCE = 180.0
# Whoever takes the letter first says so: the task that was asked to, or the beat that sweeps up.
ROUTING_FAILED = ("state=FAILED", "part routed of the beat failed")
LINK = re.compile(r"/(?:credit/)?(?:track|form)/([\w-]{40,})/")


class Loud:
    """The four processes as script/server starts them, more talkative, each with its own log."""

    def __init__(self, place: Place, folder: Path) -> None:
        self.place, self.folder = place, folder
        self.web_port, self.smtp_port = free_port(), free_port()
        place.environment |= {"SMTP_PORT": str(self.smtp_port), "LOG_LEVEL": "INFO"}
        web = (
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--no-access-log",
        )
        self.commands = {
            "inlet": (*MANAGE, "inlet"),
            "worker": (*MANAGE, "db_worker", "--interval", "0.2", "--no-startup-delay", "--no-reload"),
            "clock": (*MANAGE, "clock", "--every", "1"),
            "web": (*web, "--port", str(self.web_port), "config.wsgi:application"),
        }
        self.running: list[warm.Process] = []

    def __enter__(self) -> "Loud":
        variables = {**self.place.variables(), "DEBUG": "0"}
        for name, command in self.commands.items():
            with (self.folder / f"{name}.log").open("wb") as log:
                self.running.append(warm.start(command, variables, stdout=log, stderr=log))
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(120)

    def logs(self) -> str:
        return "\n".join((self.folder / f"{name}.log").read_text() for name in self.commands)

    def ask(self, path: str, form: dict[str, str] | None = None) -> int:
        """The status of an answer; a form brings the token of its page."""
        address = f"http://127.0.0.1:{self.web_port}{path}"
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        try:
            answer = opener.open(address, timeout=120)
            if form is not None:
                found = TOKEN.search(answer.read().decode())
                filled = {**form, "csrfmiddlewaretoken": found.group(1) if found else ""}
                answer = opener.open(address, urllib.parse.urlencode(filled).encode(), timeout=120)
            return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def deliver(self, raw: bytes) -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=120) as client:
            client.sendmail(canaries.ADDRESS, ["zayavka@sever.example"], raw)


def until(house: Loud, condition) -> None:
    pause, end = threading.Event(), time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if condition():
                return
        except OSError:
            pass
        pause.wait(0.3)
    raise AssertionError(f"never came true\n{house.logs()[-4000:]}")


def execute(place: Place, sql: str) -> None:
    """Change the database from outside."""
    if place.database_url:
        with psycopg.connect(place.database_url, autocommit=True) as connection:
            connection.execute(sql)
    else:
        with closing(sqlite3.connect(place.folder / "zachetka.sqlite3", timeout=180)) as connection:
            connection.execute(sql)
            connection.commit()


def break_cases(place: Place) -> None:
    """From now on the database refuses every new case, in words that quote the row (as PostgreSQL's do)."""
    if place.database_url:
        execute(place, "ALTER TABLE cases_case ADD CONSTRAINT broken CHECK (id < 0) NOT VALID")
    else:
        words = f"Failing row contains ({canaries.MOTHER}, {canaries.ADDRESS})"
        refuse = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        execute(place, f"CREATE TRIGGER broken BEFORE INSERT ON cases_case {refuse}")


def visit_badly(house: Loud, token: str) -> None:
    """A secret link, asked for in every wrong way."""
    assert house.ask(f"/track/{token}x/") == 404
    assert house.ask(f"/track/{token}/decision.pdf") == 404
    assert house.ask(f"/track/{token}/", {"message": "", "once": "?"}) == 403  # a stranger gets no form
    assert house.ask("/credit/apply/", canaries.a_form(student="")) == 422
    with contextlib.suppress(smtplib.SMTPException):
        house.deliver(
            b"\r\n".join([b"Content-Type: multipart/mixed; boundary=x"] * 50) + b"\r\n\r\n--x\r\n" * 2000
        )


def lose_the_files(place: Place) -> None:
    """The folder of the files is gone, as after a mount that failed."""
    files = place.folder / "files"
    files.rename(place.folder / "away")
    files.write_text("not a folder")


def test_no_process_names_anybody_whatever_breaks(place: Place, tmp_path: Path):
    with Loud(place, tmp_path) as house:
        until(house, lambda: house.ask("/healthz") == 200 and "SMTP inlet" in house.logs())
        house.deliver(canaries.a_letter())
        assert house.ask("/credit/apply/", canaries.a_form()) == 200
        until(
            house,
            lambda: place.query("SELECT count(*) FROM mailroom_outgoing WHERE status = 'sent'") == [(2,)],
        )
        texts = "".join(row[0] for row in place.query("SELECT text FROM mailroom_outgoing"))
        secrets = tuple(set(LINK.findall(texts)))
        assert len(secrets) == 2
        visit_badly(house, secrets[0])

        break_cases(place)
        another = {
            "once": "7a0f2a9e-1111-4222-8333-444455556668",
            "form-0-title": f"{canaries.COURSE}, часть 2",
        }
        assert house.ask("/credit/apply/", canaries.a_form(**another)) == 500
        house.deliver(canaries.a_letter("<two@perelet.example>", canaries.LETTER.replace("72", "36")))
        until(house, lambda: any(words in house.logs() for words in ROUTING_FAILED))
        lose_the_files(place)
        with pytest.raises(smtplib.SMTPDataError, match="451"):
            house.deliver(canaries.a_letter("<three@perelet.example>"))
    said = house.logs()
    for words in ("/track/…/", "Internal Server Error", "IntegrityError", "could not be stored"):
        assert words in said
    assert canaries.leaks(said, *secrets) == []
