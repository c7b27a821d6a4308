"""Read a letter in one child process; when a file ends that child, read each file in a child of its own.

One bomb must not hide the application that it was attached to: the letter and the other files are read all the same,
and the file that nobody can read within limits is named to the office.
"""

import json
import time
from typing import Any

import sandbox
from sandbox import Limits, SandboxError

WHOLE = "workflows.credit.understanding:read_raw"
FILES = "workflows.credit.understanding:list_files"
ONE = "workflows.credit.understanding:read_one"
WITH = "workflows.credit.understanding:read_with"
# A letter of 1.5 KB with a twice packed PDF once took 50 seconds of processor time: the first look is a short one.
FIRST = Limits(wall_seconds=25, cpu_seconds=20, memory_bytes=1024 * 1024 * 1024)
ONE_FILE = Limits(wall_seconds=20, cpu_seconds=15, memory_bytes=512 * 1024 * 1024)
LONGEST = 120.0  # seconds for all files together; the letter's lease is five minutes


def understand(raw: bytes) -> dict[str, Any]:
    """What the letter says, as understanding.as_json gives it. SandboxError when even its text cannot be read."""
    try:
        return dict(_answer(WHOLE, raw, FIRST))
    except SandboxError:
        extracts, until = {}, time.monotonic() + LONGEST
        for index in _answer(FILES, raw, sandbox.PARSING):
            extracts[index] = _one(index, raw) if time.monotonic() < until else unread("not_read")
        return dict(_answer(WITH, json.dumps(extracts).encode() + b"\n" + raw, sandbox.READING))


def _one(index: int, raw: bytes) -> dict[str, Any]:
    try:
        found: dict[str, Any] = _answer(ONE, b"%d\n" % index + raw, ONE_FILE)
    except SandboxError:
        return unread("beyond_limits")
    return found


def unread(reason: str) -> dict[str, Any]:
    """An attachment of which nothing was read, in the shape of attachments.Extract."""
    return {"text": None, "tables": [], "needs_eyes": True, "reason": reason}


def _answer(function: str, payload: bytes, limits: Limits) -> Any:
    return json.loads(sandbox.run(function, payload, limits=limits))
