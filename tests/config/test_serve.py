"""The supervisor keeps its parts alive, ends all of them, and does not hide a part that keeps dying."""

import os
import signal
import socket
import sys
import threading
from pathlib import Path

import pytest

from config import serve
from config.serve import DEATHS, Part, run
from tests.ports import free_port

LIVES = (sys.executable, "-c", "import time; time.sleep(600)")
DIES = (sys.executable, "-c", "raise SystemExit(3)")
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open({!r}, 'w'); time.sleep(600)"


PARENT = """
import os, time
child = os.fork()
if child:
    open({0!r} + ".new", "w").write(str(child))
    os.replace({0!r} + ".new", {0!r})
time.sleep(600)
"""


def alive(pid):
    """Running, and not merely waiting to be reaped by whoever adopted it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def supervise():
    """supervise(parts) runs them in a thread and returns it and stop(), which ends all and gives the status."""
    ends = []

    def begin(parts):
        stopped, status = threading.Event(), []
        thread = threading.Thread(target=lambda: status.append(run(parts, stopped)), daemon=True)
        thread.start()

        def stop():
            stopped.set()
            thread.join(120)
            assert status, "the supervisor still runs"
            return status[0]

        ends.append(stop)
        return thread, stop

    yield begin
    for stop in ends:
        stop()


def until(condition):
    waited = threading.Event()
    for _ in range(2400):
        if condition():
            return
        waited.wait(0.05)
    raise AssertionError("never came true")


def test_a_killed_part_is_started_again_and_the_others_are_left_alone(supervise, capfd):
    first, second = Part("first", LIVES), Part("second", LIVES)
    _, stop = supervise([first, second])
    until(lambda: first.process and second.process)
    old, untouched = first.process.pid, second.process.pid
    os.kill(old, signal.SIGKILL)
    until(lambda: first.process.pid != old)
    assert second.process.pid == untouched
    assert stop() == 0
    assert first.process.poll() is not None
    assert second.process.poll() is not None
    assert "first ended with status -9" in capfd.readouterr().err


def test_what_a_killed_part_left_behind_is_swept_away(supervise, tmp_path):
    note = tmp_path / "child"
    part = Part("web", (sys.executable, "-c", PARENT.format(str(note))))
    _, stop = supervise([part])
    until(lambda: note.exists() and note.read_text())
    child, old = int(note.read_text()), part.process.pid
    os.kill(old, signal.SIGKILL)
    until(lambda: part.process.pid != old)
    until(lambda: not alive(child))
    assert stop() == 0


def test_a_part_that_keeps_dying_ends_everything_loudly(supervise, capfd):
    healthy, broken = Part("web", LIVES), Part("clock", DIES)
    thread, stop = supervise([healthy, broken])
    thread.join(120)
    assert not thread.is_alive(), "the supervisor still runs"
    assert stop() == 1
    assert healthy.process.poll() is not None
    assert f"clock ended {DEATHS} times" in capfd.readouterr().err


def test_a_part_that_will_not_end_is_killed(supervise, monkeypatch, tmp_path):
    monkeypatch.setattr("config.serve.PATIENCE", 0.3)
    ears_closed = tmp_path / "ears-closed"
    deaf = Part("inlet", (sys.executable, "-c", DEAF.format(str(ears_closed))))
    _, stop = supervise([deaf])
    until(ears_closed.exists)
    assert stop() == 0
    assert deaf.process.poll() is not None


@pytest.mark.parametrize("name", ["PORT", "SMTP_PORT"])
def test_a_second_server_on_the_same_port_does_not_start(name, monkeypatch, capfd):
    """Even beside one that would share the port, as the web server does."""
    monkeypatch.setattr(serve.signal, "signal", lambda *_: None)
    monkeypatch.setattr(serve, "run", lambda *_: pytest.fail("it started"))
    with socket.socket() as first:
        first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        first.bind((serve.HOST, 0))
        first.listen()
        monkeypatch.setenv("PORT", str(free_port()))
        monkeypatch.setenv(name, str(first.getsockname()[1]))
        assert serve.main() == 1
    said = capfd.readouterr().err
    assert "is taken" in said and f"set {name} to a free one" in said
    assert not serve.is_taken(int(os.environ[name]))


def test_a_folder_that_cannot_be_written_is_said_in_one_line(monkeypatch, capfd, tmp_path):
    monkeypatch.setattr(serve.signal, "signal", lambda *_: None)
    monkeypatch.setattr(serve, "run", lambda *_: pytest.fail("it started"))
    monkeypatch.setattr(serve, "is_taken", lambda port: False)
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("ZACHETKA_DATA", str(tmp_path / "file" / "data"))
    assert serve.main() == 1
    said = capfd.readouterr().err
    assert said.count("\n") == 1 and f"{tmp_path}/file/data" in said and "ZACHETKA_DATA" in said
