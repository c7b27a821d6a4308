"""A child that misbehaves is ended by the kernel, and the caller is told why in one exception hierarchy."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

import sandbox
from sandbox import Limits

JOBS = "tests.sandbox.jobs"


def test_bytes_go_in_and_come_out():
    payload = bytes(range(256)) * 40_000
    assert sandbox.run(f"{JOBS}:echo", payload) == payload
    assert sandbox.run(f"{JOBS}:echo", b"") == b""


def test_a_child_that_sleeps_is_ended_by_its_wall_clock():
    with pytest.raises(sandbox.TimedOut):
        sandbox.run(f"{JOBS}:sleep", b"", Limits(wall_seconds=0.3))


def test_a_child_that_spins_is_ended_by_its_processor_time():
    with pytest.raises(sandbox.TimedOut):
        sandbox.run(f"{JOBS}:spin", b"", Limits(cpu_seconds=1, wall_seconds=50))


def test_a_child_that_hoards_memory_is_refused_it():
    with pytest.raises(sandbox.TooBig):
        sandbox.run(f"{JOBS}:hoard", b"", Limits(memory_bytes=200 * 1024 * 1024))


def test_the_same_memory_is_granted_where_the_limit_allows_it():
    # Negative control of the test above: it is the limit that stops the job.
    assert sandbox.run(f"{JOBS}:hoard", b"", Limits(memory_bytes=12 * 1024**3)) == b"\x00"


def test_a_result_and_a_payload_have_a_largest_size():
    with pytest.raises(sandbox.TooBig):
        sandbox.run(f"{JOBS}:flood", b"", Limits(result_bytes=1000))
    with pytest.raises(sandbox.TooBig):
        sandbox.run(f"{JOBS}:echo", b"12345", Limits(payload_bytes=4))


def test_a_crash_in_a_library_is_a_death_and_not_ours():
    with pytest.raises(sandbox.Killed):
        sandbox.run(f"{JOBS}:die", b"")
    assert sandbox.run(f"{JOBS}:echo", b"still here") == b"still here"


def test_an_exception_is_told_by_class_without_the_words_of_the_input():
    with pytest.raises(sandbox.Crashed) as caught:
        sandbox.run(f"{JOBS}:stumble", b"secret of a child")
    assert str(caught.value) == "ValueError"
    with pytest.raises(sandbox.Crashed):
        sandbox.run(f"{JOBS}:recurse", b"")


def test_a_job_that_does_not_exist_is_refused():
    for name in (f"{JOBS}:nothing", "no.such.module:x", "os;system:x", "../x:y"):
        with pytest.raises(sandbox.Refused):
            sandbox.run(name, b"")


def test_a_child_writes_no_files(tmp_path):
    target = tmp_path / "out"
    with pytest.raises(sandbox.Crashed):
        sandbox.run(f"{JOBS}:write", str(target).encode())
    assert sandbox.run(f"{JOBS}:write", str(target).encode(), Limits(file_bytes=5000)) == b"written"


def test_a_child_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("DATABASE_URL", "y")
    sandbox.stop()
    names = sandbox.run(f"{JOBS}:environment", b"").decode().split("\n")
    assert "PATH" in names
    assert not {"SECRET_KEY", "DATABASE_URL", "EMAIL_HOST_PASSWORD"} & set(names)


def test_every_job_has_a_clean_child():
    assert [sandbox.run(f"{JOBS}:remember", b"") for _ in range(3)] == [b"1", b"1", b"1"]


def test_many_threads_may_run_jobs_at_once():
    payloads = [bytes([n]) * 200_000 for n in range(16)]
    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(lambda each: sandbox.run(f"{JOBS}:echo", each), payloads))
    assert results == payloads


def test_a_nursery_that_died_is_replaced():
    sandbox.run(f"{JOBS}:echo", b"x")
    os.kill(sandbox._nursery[0].pid, signal.SIGKILL)
    sandbox._nursery[0].wait()
    assert sandbox.run(f"{JOBS}:echo", b"x") == b"x"


def test_a_forked_worker_gets_a_nursery_of_its_own():
    sandbox.run(f"{JOBS}:echo", b"x")
    pid = os.fork()
    if pid == 0:
        os._exit(0 if sandbox.run(f"{JOBS}:echo", b"y") == b"y" else 1)
    assert os.waitpid(pid, 0)[1] == 0
    assert sandbox.run(f"{JOBS}:echo", b"x") == b"x"


def test_nothing_is_left_running_after_stop():
    sandbox.run(f"{JOBS}:echo", b"x")
    nursery = sandbox._nursery[0]
    sandbox.stop()
    assert nursery.poll() is not None
