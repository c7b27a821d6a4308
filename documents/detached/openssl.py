"""One call of openssl. Files are anonymous memory: nothing is left behind, whoever is killed. For a child process.

GOST R 34.10-2012 comes from the engine of Debian's libengine-gost-openssl; the system's own settings are not read.
"""

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cache

SECONDS = 8.0
WITH_GOST = b"""openssl_conf = settings
[settings]
engines = engines
[engines]
gost = gost
[gost]
default_algorithms = ALL
"""
NO_SETTINGS = "/dev/null"
FIRST = 10  # numbers of files; those of the standard streams may be free here


class Missing(Exception):
    """openssl, or its engine, is not there; the message is a code of words.REASONS."""


def run(
    arguments: Sequence[str], files: Mapping[str, bytes], *, gost: bool
) -> "subprocess.CompletedProcess[bytes]":
    """Call openssl; "{name}" in an argument stands for the path of a file. Missing; TimeoutExpired."""
    program = shutil.which("openssl")
    if program is None:
        raise Missing("no_openssl")
    if gost and not has_gost(program):
        raise Missing("no_gost")
    with ExitStack() as opened:
        paths, numbers = {}, []
        for name, content in {**files, "settings": WITH_GOST}.items():
            with os.fdopen(os.memfd_create(name), "wb") as file:
                file.write(content)
                file.flush()
                number = fcntl.fcntl(file.fileno(), fcntl.F_DUPFD_CLOEXEC, FIRST)
            opened.callback(os.close, number)
            numbers.append(number)
            paths[name] = f"/proc/self/fd/{number}"
        wanted = [re.sub(r"\{(\w+)\}", lambda found: paths[found[1]], each) for each in arguments]
        return _call([program, *wanted], paths["settings"] if gost else NO_SETTINGS, numbers)


def missing() -> str:
    """What this machine lacks for signatures by GOST, a code of words.REASONS; "" when nothing. Asked once."""
    program = shutil.which("openssl")
    if program is None:
        return "no_openssl"
    return "" if has_gost(program) else "no_gost"


@cache
def has_gost(program: str) -> bool:
    """Whether this openssl has the engine."""
    told = _call([program, "engine", "-t", "gost"], NO_SETTINGS, ())
    return told.returncode == 0 and b"[ available ]" in told.stdout


def _call(
    command: Sequence[str], settings: str, numbers: Sequence[int]
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(  # noqa: S603  # our own arguments; the files are numbers
        command,
        env={"OPENSSL_CONF": settings, "LC_ALL": "C"},
        pass_fds=numbers,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
