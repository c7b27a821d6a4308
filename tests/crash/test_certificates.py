"""Five SIGKILLs while two hundred certificates are made: numbers gap-free, every sheet once, every student one."""

import contextlib
import os
import random
import signal
import subprocess
import threading

import pytest

from tests.crash.place import KILLED, Place

pytestmark = pytest.mark.slow
COUNT = int(os.environ.get("CERTIFICATES", "200"))
KILLS = 5
WORK = "from tests.crash.certificates import work; work()"
ISSUED = "SELECT count(*) FROM documents_entry WHERE kind = 'reward_certificate' AND status = 'issued'"


def shell(place: Place, command: str) -> subprocess.CompletedProcess[bytes]:
    done = place.run("shell", "--no-imports", "--command", command)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done


def issued(place: Place) -> int:
    """How many certificates are there by now."""
    return int(place.query(ISSUED)[0][0])


def kill_while_working(place: Place, seconds: float) -> None:
    """SIGKILL some time after this worker has made its first sheet, however long fonts and libraries took."""
    before = issued(place)
    worker = place.start(
        "shell", "--no-imports", "--command", WORK, stdout=subprocess.PIPE, start_new_session=True
    )
    assert worker.stdout is not None and worker.stdout.readline() == b"begun\n"
    while issued(place) == before:
        assert worker.poll() is None
        threading.Event().wait(0.05)
    threading.Event().wait(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    assert worker.wait() == KILLED
    worker.stdout.close()


def test_a_batch_survives_five_kills(place: Place):
    shell(place, f"from tests.crash.certificates import order; order({COUNT})")
    assert place.query("SELECT state FROM cases_case WHERE kind = 'reward'") == [("ordered",)]
    chance = random.Random(7)  # moments, not secrets
    made = [0]
    for _ in range(KILLS):
        kill_while_working(place, chance.uniform(0.0, 2.0))
        made.append(issued(place))
        place.expire_leases()
    assert made == sorted(set(made)), "every worker made some, and none was lost"
    assert made[-1] < COUNT, "the batch ended before the last kill: nothing was tried"

    shell(place, WORK)

    entries = place.query(
        "SELECT n, number, status, paper_sha256 FROM documents_entry WHERE kind = 'reward_certificate' ORDER BY n"
    )
    assert [n for n, *_ in entries] == list(range(1, COUNT + 1))
    assert {status for _, _, status, _ in entries} == {"issued"}
    assert len({number for _, number, _, _ in entries}) == COUNT
    assert len({sha256 for *_, sha256 in entries}) == COUNT
    documents = "SELECT count(*) FROM documents_document WHERE kind = 'reward_certificate'"
    versions = "SELECT count(*) FROM documents_version v JOIN documents_entry e ON e.id = v.entry_id"
    assert place.query(documents) == [(COUNT,)]
    assert place.query(f"{versions} WHERE e.kind = 'reward_certificate'") == [(COUNT,)]
    # The demo school has rewards of its own, which no nomination gave.
    nominated = "records_reward r WHERE r.case_number <> ''"
    rewards = f"SELECT count(DISTINCT number), count(DISTINCT student_id), count(*) FROM {nominated}"
    assert place.query(rewards) == [(COUNT, COUNT, COUNT)]
    kept = "SELECT count(DISTINCT document_sha256), count(*) FROM records_portfolioitem"
    assert place.query(f"{kept} WHERE reward_id IN (SELECT r.id FROM {nominated})") == [(COUNT, COUNT)]
    assert place.query("SELECT state FROM cases_case WHERE kind = 'reward'") == [("certified",)]
    assert place.query("SELECT count(*) FROM cases_step WHERE action = 'certify'") == [(1,)]
