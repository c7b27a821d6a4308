"""Ports of the loopback for servers that a test starts."""

import socket
import threading
import time

READY_WITHIN = 120.0  # seconds a server may take to start on a busy machine


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_listener(port: int) -> None:
    """Until somebody accepts connections there."""
    deadline, pause = time.monotonic() + READY_WITHIN, threading.Event()
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            pause.wait(0.05)
        else:
            return
    raise AssertionError(f"nobody listens on {port}")
