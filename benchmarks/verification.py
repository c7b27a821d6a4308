"""Fifty strangers at once check papers, against the production web server: JSON on standard output.

    .venv/bin/python -m benchmarks.verification [--clients 50] [--each 20]

The server is the web part of `config.serve` (granian) in a process of its own, on SQLite and, when DATABASE_URL names a
server, on PostgreSQL; the clients are threads of this process with one kept connection each. Baselines of the same
run: `/healthz` (Django with a few queries) and a style sheet (no Django). The limit of questions from one place stays
as it is: the server believes X-Forwarded-For (BEHIND_PROXY=1), and a client comes from another address every ten
questions, so that everything is counted and nobody is refused. `errors` are answers of any other status than the
expected one, and broken connections.
"""

import argparse
import contextlib
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.run import ROOT, machine, place
from config.serve import HOST, parts
from documents import checking

FORM = "multipart/form-data; boundary=paper"
SHARED_ADDRESS = 10  # questions from one address


@dataclass(frozen=True)
class Question:
    """One request and the status that answers it; with `body` it is a POST of a file."""

    path: str
    status: int = 200
    body: bytes = b""


@dataclass
class Asked:
    """What the clients saw, in milliseconds."""

    times: list[float] = field(default_factory=list)
    errors: int = 0

    def figures(self, seconds: float) -> dict[str, Any]:
        """{"requests", "errors", "per_second", "p50_ms", "p95_ms", "p99_ms"}."""
        cut = quantiles(self.times, n=100, method="inclusive")
        ranks = {f"p{rank}_ms": round(cut[rank - 1], 1) for rank in (50, 95, 99)}
        rate = round(len(self.times) / seconds, 1)
        return {"requests": len(self.times), "errors": self.errors, "per_second": rate, **ranks}


class Stranger:
    """One client: a kept connection, and an address that changes before any limit is met."""

    def __init__(self, port: int, addresses: Iterator[int]) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.addresses, self.asked, self.address = addresses, 0, ""

    def ask(self, question: Question, seen: Asked) -> None:
        """Ask and note how long the answer took."""
        if self.asked % SHARED_ADDRESS == 0:
            n = next(self.addresses)
            self.address = f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
        self.asked += 1
        began = time.perf_counter()
        try:
            ok = self._status(question) == question.status
        except (OSError, http.client.HTTPException):
            ok = False
            self.connection.close()
        seen.times.append((time.perf_counter() - began) * 1000)
        seen.errors += not ok

    def _status(self, question: Question) -> int:
        headers = {"X-Forwarded-For": self.address, "Host": "localhost"}
        method = "POST" if question.body else "GET"
        if question.body:
            headers |= {"Content-Type": FORM, "Cookie": f"{TOKEN[0]}={TOKEN[1]}"}
        self.connection.request(method, question.path, body=question.body or None, headers=headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status


TOKEN = ("csrf", "b" * 32)  # any token, sent twice, passes: nobody else can set the cookie


def crowd(port: int, clients: int, each: int, question: Callable[[int], Question]) -> dict[str, Any]:
    """`clients` threads ask `each` questions one after another; `question` says the n-th of all."""
    seen, numbers = Asked(), count()

    def one(stranger: Stranger) -> None:
        for _ in range(each):
            stranger.ask(question(next(numbers)), seen)
        stranger.connection.close()

    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(one, [Stranger(port, ADDRESSES) for _ in range(clients)]))
    return seen.figures(time.perf_counter() - began)


ADDRESSES = count(1)


def uploaded(content: bytes) -> bytes:
    """The body of the form on /verify/ with this file in it."""
    head = f'--paper\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{TOKEN[1]}\r\n'
    head += '--paper\r\nContent-Disposition: form-data; name="file"; filename="paper.pdf"\r\n'
    return f"{head}Content-Type: application/pdf\r\n\r\n".encode() + content + b"\r\n--paper--\r\n"


@contextlib.contextmanager
def web(environment: dict[str, str], port: int) -> Iterator[None]:
    """The web server as it runs in production, until the end of the block."""
    command = parts(port)[0].command
    environment = {**environment, "BEHIND_PROXY": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int) -> None:
    stranger, ready = Stranger(port, ADDRESSES), Asked(errors=1)
    for _ in range(120):
        ready.errors = 0
        stranger.ask(Question("/healthz"), ready)
        if not ready.errors:
            return
        time.sleep(0.5)
    raise RuntimeError("the web server does not answer")


def measured(database_url: str, clients: int, each: int) -> dict[str, Any]:
    """Every question in turn, all by the whole crowd."""
    with place(database_url) as environment:
        run = [sys.executable, "-m", "django", "papers_to_check"]
        told = subprocess.run(run, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        papers = json.loads(told.stdout)
        form = uploaded(Path(papers["file"]).read_bytes())
        valid, hashes = papers["valid"], papers["sha256"]
        questions: dict[str, tuple[int, Callable[[int], Question]]] = {
            "static": (each, lambda n: Question("/static/zachetka/case.css")),
            "healthz": (each, lambda n: Question("/healthz")),
            "valid_code": (each, lambda n: Question(f"/v/{valid[n % len(valid)]}/")),
            "superseded_code": (each, lambda n: Question(f"/v/{papers['superseded']}/")),
            "unknown_code": (each, lambda n: Question(f"/v/{checking.fresh()}/", 404)),
            "known_hash": (each, lambda n: Question(f"/verify/sha256/?sha256={hashes[n % len(hashes)]}")),
            "unknown_hash": (each, lambda n: Question(f"/verify/sha256/?sha256={n:064x}")),
            "form": (each, lambda n: Question("/verify/")),
            "file": (max(each // 10, 2), lambda n: Question("/verify/", body=form)),
        }
        with web(environment, 8391):
            found = {name: crowd(8391, clients, *asked) for name, asked in questions.items()}
    for name in found:
        found[name]["p95_to_healthz"] = round(found[name]["p95_ms"] / found["healthz"]["p95_ms"], 2)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--each", type=int, default=20)
    asked = parser.parse_args()
    figures: dict[str, Any] = {"machine": machine(), "clients": asked.clients}
    for url in dict.fromkeys(("", os.environ.get("DATABASE_URL", ""))):
        figures["postgresql" if url else "sqlite"] = measured(url, asked.clients, asked.each)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
