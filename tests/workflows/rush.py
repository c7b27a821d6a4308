"""The busiest hour: a batch of papers is issued while letters and web forms keep coming, each in real processes."""

import http.client
import re
import smtplib
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlencode

from config.serve import parts
from tests.crash import warm
from tests.crash.place import Place, prepare
from tests.ports import await_listener, free_port

WORKERS = 2


@dataclass
class Waits:
    """What a client saw: the answers in order, and how long each took."""

    answers: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def take(self, action: Callable[[], str]) -> None:
        """One request; a client that is hung up on leaves that as its last answer."""
        started = time.perf_counter()
        try:
            self.answers.append(action())
        except (OSError, smtplib.SMTPException, http.client.HTTPException) as error:
            self.answers.append(repr(error))
            raise
        finally:
            self.seconds.append(time.perf_counter() - started)

    def summary(self) -> dict[str, float]:
        """Count, median and longest wait."""
        ordered = sorted(self.seconds)
        return {
            "count": len(ordered),
            "median_seconds": round(ordered[len(ordered) // 2], 3),
            "longest_seconds": round(ordered[-1], 3),
        }


@dataclass
class Rush:
    """What happened during the batch."""

    seconds: float
    letters: Waits
    forms: Waits
    logs: str


class School(Place):
    """An installation as it runs, without DEBUG, behind a proxy that names where each family sits."""

    def variables(self, crash_at: str = "") -> dict[str, str]:
        return {**super().variables(crash_at), "DEBUG": "0", "BEHIND_PROXY": "1"}


def batch(place: Place, *words: str) -> warm.Process:
    """A process of tests.workflows.batch."""
    command = [sys.executable, "-m", "tests.workflows.batch", *words]
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings", **place.variables()}
    return warm.start(command, environment, stderr=subprocess.PIPE)


def finished(process: warm.Process) -> None:
    """Wait for a process that must succeed."""
    told = process.stderr.read()
    assert process.wait() == 0, told.decode()[-2000:]


def rush(folder: Path, papers: int, pause: float = 0.0) -> tuple[Place, Rush]:
    """Issue `papers` papers in WORKERS processes while one client writes letters and another fills in forms.

    Each client rests `pause` seconds after an answer.
    """
    place = prepare(School(folder))
    finished(batch(place, "prepare", str(papers)))
    letters, forms, over = Waits(), Waits(), threading.Event()
    with servers(place) as (smtp_port, web_port):
        clients = [
            threading.Thread(target=write_letters, args=(smtp_port, letters, over, pause)),
            threading.Thread(target=fill_in_forms, args=(web_port, forms, over, pause)),
        ]
        started = time.perf_counter()
        for client in clients:
            client.start()
        workers = [batch(place, "decide", str(part), str(WORKERS)) for part in range(WORKERS)]
        try:
            for worker in workers:
                finished(worker)
        finally:
            seconds = time.perf_counter() - started
            over.set()
            for client in clients:
                client.join()
    logs = "".join(path.read_text() for path in folder.parent.glob("*.log"))
    return place, Rush(seconds, letters, forms, logs)


@contextmanager
def servers(place: Place) -> Iterator[tuple[int, int]]:
    """The inlet and the web server as script/server starts them; their logs lie beside the data folder."""
    ports = free_port(), free_port()
    place.environment |= {"SMTP_PORT": str(ports[0]), "PUBLIC_URL": f"http://127.0.0.1:{ports[1]}"}
    commands = [part.command for part in parts(ports[1]) if part.name in ("inlet", "web")]
    logs = [place.folder.parent / f"server{number}.log" for number in range(len(commands))]
    started = []
    try:
        for command, log in zip(commands, logs, strict=True):
            with log.open("wb") as written:
                started.append(warm.start(command, place.variables(), stdout=written, stderr=written))
        for port in ports:
            await_listener(port, logs[port == ports[1]])
        yield ports
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(120)


def write_letters(port: int, waits: Waits, over: threading.Event, pause: float) -> None:
    """One letter after another until it is over, at least one."""
    with smtplib.SMTP("127.0.0.1", port, timeout=120) as client:
        client.ehlo()
        while not (over.is_set() and waits.answers):
            waits.take(lambda: write(client, len(waits.answers)))
            over.wait(pause)


def write(client: smtplib.SMTP, serial: int) -> str:
    """The code of the answer to one letter."""
    letter = EmailMessage()
    letter["From"], letter["To"] = f"family{serial}@pochta.example", "zayavka@sever.example"
    letter["Subject"], letter["Message-ID"] = "Зачёт курса", f"<rush{serial}@pochta.example>"
    letter.set_content(f"Прошу зачесть курс «Веб-дизайн», 40 часов. Письмо {serial}.\n" * 20)
    client.mail(letter["From"])
    client.rcpt(letter["To"])
    code, _words = client.data(letter.as_bytes())
    return str(code)


def fill_in_forms(port: int, waits: Waits, over: threading.Event, pause: float) -> None:
    """One application after another by the web form until it is over, at least one."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    client.request("GET", "/credit/apply/")
    page = client.getresponse()
    cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    assert found is not None, page.status
    while not (over.is_set() and waits.answers):
        serial = len(waits.answers)
        body = urlencode({**application(serial), "csrfmiddlewaretoken": found[1]})
        home = f"10.{serial >> 16}.{serial >> 8 & 255}.{serial & 255}"
        waits.take(lambda body=body, home=home: fill_in(client, body, cookie, home))
        over.wait(pause)


def fill_in(client: http.client.HTTPConnection, body: str, cookie: str, home: str) -> str:
    """The status of the answer to one form."""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": cookie,
        "X-Forwarded-For": home,
    }
    client.request("POST", "/credit/apply/", body, headers)
    answer = client.getresponse()
    answer.read()
    return str(answer.status)


def application(serial: int) -> dict[str, str]:
    """A whole application of a family that the school does not know."""
    return {
        "act": "send",
        "once": str(uuid.uuid4()),
        "applicant_role": "representative",
        "applicant_name": f"Дождева{serial} Нина Олеговна",
        "applicant_email": f"web{serial}@pochta.example",
        "student": f"Дождев{serial} Олег Ильич",
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-title": "Веб-дизайн",
        "form-0-hours": "40",
        "form-0-assessment_form": "зачёт",
        "form-0-result": "зачтено",
    }
