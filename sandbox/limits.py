"""How much a job in a child process may use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Seconds and bytes. Memory is counted above what the warm child already has."""

    wall_seconds: float = 20.0
    cpu_seconds: int = 15
    memory_bytes: int = 768 * 1024 * 1024
    file_bytes: int = 0  # largest file it may write
    payload_bytes: int = 80 * 1024 * 1024
    result_bytes: int = 64 * 1024 * 1024


PARSING = Limits(wall_seconds=30, cpu_seconds=25)
READING = Limits(wall_seconds=60, cpu_seconds=50, memory_bytes=1024 * 1024 * 1024)
