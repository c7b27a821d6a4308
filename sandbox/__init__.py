"""Hostile input is understood in a child process that may be killed: memory, processor, wall and file limits.

`run("package.module:function", payload)` calls a pure function bytes → bytes. A result crosses as bytes,
never as a pickle. Failures are SandboxError with a `code` that says why a person has to look.
"""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from sandbox.errors import Crashed, Killed, Refused, SandboxError, TimedOut, TooBig
from sandbox.limits import PARSING, READING, Limits
from sandbox.nursery import FRAME, receive

__all__ = [
    "PARSING",
    "READING",
    "Crashed",
    "Killed",
    "Limits",
    "Refused",
    "SandboxError",
    "TimedOut",
    "TooBig",
    "run",
    "stop",
]

_GRACE = 2.0  # the kernel's own timer in the child comes first; this is for a nursery that hangs
_START = 30.0  # the first job imports its modules
_lock = threading.Lock()
_nursery: "tuple[subprocess.Popen[bytes], socket.socket] | None" = None


def run(function: str, payload: bytes, limits: Limits | None = None) -> bytes:
    """Call `function` ("package.module:name", bytes → bytes) on the payload in a fresh child.

    Raises TooBig, TimedOut, Killed, Crashed or Refused. Safe from any thread; the caller waits.
    """
    limits = limits or Limits()
    if len(payload) > limits.payload_bytes:
        raise TooBig(f"payload of {len(payload)} bytes")
    ours, theirs = socket.socketpair()
    with ours:
        ours.settimeout(limits.wall_seconds + _GRACE + _START)
        with theirs:
            _order(function, limits, theirs)
        started = time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):  # it died early: the answer says how
            ours.sendall(FRAME.pack(b"p", len(payload)))
            ours.sendall(payload)
        return _answer(ours, limits, started)


def _order(function: str, limits: Limits, job: socket.socket) -> None:
    """Hand the job to the nursery; a nursery that has died is replaced once."""
    message = json.dumps({"function": function, "limits": asdict(limits)}).encode()
    with _lock:
        for attempt in (1, 2):
            try:
                socket.send_fds(_control(), [message], [job.fileno()])
                return
            except OSError:
                _stop()
                if attempt == 2:
                    raise Killed("no child could be started") from None


def _answer(connection: socket.socket, limits: Limits, started: float) -> bytes:
    result: bytes | None = None
    try:
        while True:
            kind, data = receive(connection)
            if kind == b"r":
                result = data
            elif kind == b"e":
                _raise(data.decode())
            elif result is not None:
                return result
            else:
                raise _end(int.from_bytes(data, "big", signed=True))
    except TimeoutError:
        raise TimedOut(f"no answer in {limits.wall_seconds} s") from None
    except ConnectionError:
        if result is not None:
            return result
        raise Killed(f"the child ended after {time.monotonic() - started:.1f} s") from None


def _raise(told: str) -> None:
    word, _, detail = told.partition(" ")
    raise {"refused": Refused, "memory": TooBig, "big": TooBig}.get(word, Crashed)(detail or word)


def _end(status: int) -> SandboxError:
    """SIGALRM (14) and SIGXCPU (24) are our clocks; any other signal is a death."""
    if status in {-14, -24}:
        return TimedOut(f"signal {-status}")
    return Killed(f"status {status}")


def _control() -> socket.socket:
    """The nursery of this process, started when there is none."""
    global _nursery  # one nursery per process, guarded by _lock
    if _nursery is not None and _nursery[0].poll() is None:
        return _nursery[1]
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-c", "from sandbox.nursery import main; main()"],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parent.parent,
            env=_environment(),
            close_fds=True,
            start_new_session=True,
        )
    _nursery = (process, ours)
    return ours


def _environment() -> dict[str, str]:
    """No secrets, no database address: only what Python needs, and one thread for numeric libraries."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV", "HOME")
        if name in os.environ
    }
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {
        **kept,
        **threads,
        "PYTHONPATH": os.pathsep.join(each for each in sys.path if each),
        "PYTHONUTF8": "1",
    }


def stop() -> None:
    """End the nursery of this process; the next job starts a new one."""
    with _lock:
        _stop()


def _stop() -> None:
    global _nursery  # one nursery per process, guarded by _lock
    if _nursery is None:
        return
    process, control = _nursery
    control.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=2)
    if process.poll() is None:
        process.kill()
        process.wait()
    _nursery = None


def _forget() -> None:
    """A forked worker has no nursery yet, and a lock that nobody in it holds."""
    global _nursery, _lock  # runs in the new process, before any of its threads
    if _nursery is not None:
        _nursery[1].close()
    _nursery, _lock = None, threading.Lock()


os.register_at_fork(after_in_child=_forget)
