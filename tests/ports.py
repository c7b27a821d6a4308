"""Ports of the loopback for servers that a test starts."""

import socket
import threading
import time
from pathlib import Path

READY_WITHIN = 120.0  # seconds a server may take to start on a busy machine


HELD: list[socket.socket] = []


def free_port() -> int:
    """A port of the loopback for one server after another to listen on.

    It stays bound, without listening, as long as this process lives: so it is given to nobody else meanwhile, and a
    server, which may use an address again (SO_REUSEADDR), still gets it.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    HELD.append(held)
    return int(held.getsockname()[1])


def await_listener(port: int, log: Path) -> None:
    """Until somebody accepts connections there; `log` is shown when nobody does."""
    deadline, pause = time.monotonic() + READY_WITHIN, threading.Event()
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            pause.wait(0.05)
        else:
            return
    raise AssertionError(f"nobody listens on {port}\n{log.read_text(errors='replace')[-4000:]}")
