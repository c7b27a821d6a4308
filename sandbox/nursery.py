"""The process that children are forked from: one thread, modules already imported, no secrets in its
environment.

Speaks over a Unix socket (descriptor 0). One datagram per job: JSON {"function", "limits"} with the
descriptor of
the job's own socket. The child reads the payload there and answers there; when it has ended, a last frame
tells
how. Closing the control socket ends the nursery.
"""

import importlib
import json
import os
import re
import resource
import select
import signal
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import Any

FRAME = struct.Struct("!cI")  # kind: b"p" payload, b"r" result, b"e" error, b"x" exit status; length
_NAME = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*:[a-z_][a-z0-9_]*")


def main() -> None:
    """Serve until the control socket closes."""
    control = socket.socket(fileno=0)
    wakeup, alarm = socket.socketpair()
    alarm.setblocking(False)
    wakeup.setblocking(False)
    signal.set_wakeup_fd(alarm.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    running: dict[int, socket.socket] = {}
    while True:
        ready, _, _ = select.select([control, wakeup], [], [])
        if wakeup in ready:
            with suppress(BlockingIOError):
                wakeup.recv(4096)
            _reap(running)
        if control in ready:
            message, descriptors, _, _ = socket.recv_fds(control, 65536, 1)
            if not message:
                return
            job = socket.socket(fileno=descriptors[0])
            pid = _start(json.loads(message), job, [control, wakeup, alarm, *running.values()])
            if pid:
                running[pid] = job


def _reap(running: dict[int, socket.socket]) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        job = running.pop(pid, None)
        if job is not None:
            job.setblocking(False)
            # A parent that no longer listens has given the job up; its socket may be full or gone.
            with suppress(OSError):
                job.sendall(FRAME.pack(b"x", 4) + struct.pack("!i", os.waitstatus_to_exitcode(status)))
            job.close()


def _start(order: dict[str, Any], job: socket.socket, inherited: list[socket.socket]) -> int:
    """Fork a clean child for the order; returns its pid, or 0 when the order is refused."""
    function = _function(str(order["function"]))
    if function is None:
        job.sendall(FRAME.pack(b"e", 7) + b"refused")
        job.close()
        return 0
    pid = os.fork()
    if pid:
        return pid
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for each in inherited:
            each.close()
        _confine(order["limits"])
        _work(function, job, int(order["limits"]["result_bytes"]))
    finally:
        os._exit(0)


def _function(name: str) -> Callable[[bytes], bytes] | None:
    """Import here, before the fork, so that the next child finds the module warm."""
    if not _NAME.fullmatch(name):
        return None
    module, _, attribute = name.partition(":")
    try:
        found = getattr(importlib.import_module(module), attribute, None)
    except ImportError:
        return None
    return found if callable(found) else None


def _confine(limits: dict[str, Any]) -> None:
    """Kernel limits: they hold inside C libraries too, where Python would not look at a clock."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no pathlib import in the child
        warm = int(file.read().split()[0]) * resource.getpagesize()
    memory, cpu = warm + int(limits["memory_bytes"]), int(limits["cpu_seconds"])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limits["file_bytes"]),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, float(limits["wall_seconds"]))


def _work(function: Callable[[bytes], bytes], job: socket.socket, largest: int) -> None:
    try:
        _, payload = receive(job)
        result = function(payload)
    except MemoryError:
        job.sendall(FRAME.pack(b"e", 6) + b"memory")
    except BaseException as error:  # the child's last act: tell the parent what happened, then exit
        name = type(error).__name__.encode()[:200]
        job.sendall(FRAME.pack(b"e", len(name) + 8) + b"crashed " + name)
    else:
        if not isinstance(result, bytes):
            job.sendall(FRAME.pack(b"e", 16) + b"crashed NotBytes")
        elif len(result) > largest:
            job.sendall(FRAME.pack(b"e", 3) + b"big")
        else:
            job.sendall(FRAME.pack(b"r", len(result)))
            job.sendall(result)


def receive(connection: socket.socket) -> tuple[bytes, bytes]:
    """One frame (kind, data). ConnectionError when the other side ended."""
    kind, length = FRAME.unpack(_exactly(connection, FRAME.size))
    return kind, _exactly(connection, length)


def _exactly(connection: socket.socket, length: int) -> bytes:
    buffer = bytearray(length)
    view, done = memoryview(buffer), 0
    while done < length:
        count = connection.recv_into(view[done:])
        if count == 0:
            raise ConnectionError("the other side ended")
        done += count
    return bytes(buffer)
