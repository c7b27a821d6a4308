"""Backups of very many documents and the drill of them, as one JSON object on standard output:

    .venv/bin/python -m benchmarks.drill [--documents 1000 10000] [--bucket]

Onto two folders, or onto a folder and a bucket of a real S3-compatible server (rclone). The baseline of the same run
is sha256sum over the same files and cp of them; "ratio" is our bytes a second by theirs. Each figure is of a process
of its own: seconds by the clock, processor seconds, and the most memory that it held, in MB.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.run import ROOT, django, machine, place

DJANGO = [sys.executable, "-m", "django"]
NAME, SECRET, BUCKET, PORT = "bench", "bench-secret", "archive", 8399


def measured(command: list[str], environment: dict[str, str]) -> tuple[dict[str, float], str]:
    """What a command cost, and what it said. It must succeed."""
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=said)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        said.seek(0)
        told = said.read()
    if status:
        raise SystemExit(f"{command} failed: {told}")
    cost = {
        "seconds": round(wall, 2),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 2),
        "most_memory_mb": round(used.ru_maxrss / 1024),
    }
    return cost, told


def of(documents: int, bucket: bool) -> dict[str, Any]:
    """Fill a place, back it up twice, hold the drill, and do the bare work beside."""
    with place("") as environment, tempfile.TemporaryDirectory(prefix="zachetka-media-") as folder:
        media = [f"{folder}/red", f"{folder}/blue"]
        for each in media:
            Path(each).mkdir()
        with served(Path(media[1])) if bucket else nothing() as more:
            environment |= more
            media[1:] = [f"s3://{BUCKET}/blue"] if bucket else media[1:]
            environment |= {"BACKUP_KEY_FILE": f"{folder}/key", "BACKUP_MEDIA": ",".join(media)}
            django(environment, "backup_key", f"{folder}/key")
            stored = json.loads(django(environment, "fill", str(documents)))["bytes"]
            return {"documents": documents, "megabytes": round(stored / 1e6), **_figures(environment, stored)}


def _figures(environment: dict[str, str], stored: int) -> dict[str, Any]:
    files = f"{environment['ZACHETKA_DATA']}/files"
    bare = [
        "bash",
        "-c",
        'find "$0" -type f -print0 | xargs -0 sha256sum >/dev/null && cp -r "$0" "$0.bare"',
        files,
    ]
    nothing, _ = measured([*DJANGO, "calendar", "2026"], environment)
    base, _ = measured(bare, environment)
    first, _ = measured([*DJANGO, "backup"], environment)
    second, _ = measured([*DJANGO, "backup"], environment)
    drill, told = measured([*DJANGO, "restore_drill"], environment)
    check, checked = measured([*DJANGO, "archive", "check"], environment)
    if not json.loads(told)["whole"] or not json.loads(checked)["whole"]:
        raise SystemExit("something is not whole")
    figures: dict[str, Any] = {"an_idle_command": nothing, "sha256sum_and_cp": base}
    for name, cost in (("backup", first), ("backup_again", second), ("drill", drill)):
        figures[name] = cost | {
            "ratio": round(2 * base["seconds"] / cost["seconds"], 2),  # two media: twice the bytes
            "cpu_ratio": round(2 * base["cpu_seconds"] / cost["cpu_seconds"], 2),
            "megabytes_a_second": round(2 * stored / 1e6 / cost["seconds"], 1),
        }
    return figures | {"archive_check": check}


@contextmanager
def served(folder: Path) -> Iterator[dict[str, str]]:
    """A server on the loopback that keeps its bucket in the folder."""
    (folder / BUCKET).mkdir()
    command = [str(Path(sys.executable).parent / "rclone"), "serve", "s3", str(folder)]
    options = ["--addr", f"127.0.0.1:{PORT}", "--auth-key", f"{NAME},{SECRET}", "--config", "/dev/null"]
    process = subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL)
    try:
        time.sleep(2)
        yield {
            "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{PORT}",
            "AWS_ACCESS_KEY_ID": NAME,
            "AWS_SECRET_ACCESS_KEY": SECRET,
        }
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def nothing() -> Iterator[dict[str, str]]:
    """No server."""
    yield {}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--bucket", action="store_true")
    asked = parser.parse_args()
    figures = [of(each, asked.bucket) for each in asked.documents]
    print(json.dumps({"machine": machine(), "bucket": asked.bucket, "runs": figures}, indent=1))


if __name__ == "__main__":
    main()
