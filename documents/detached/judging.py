"""Judging a detached signature in a child process with limits, against the authorities that this place trusts."""

import json
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from documents.detached import cms, revocation
from documents.detached.findings import Detached, Mathematics, from_json
from sandbox import Limits, SandboxError, run

log = logging.getLogger(__name__)

LARGEST = 1024 * 1024  # bytes of a .sig: with chain, revocation lists and stamps about 50,000 are used
LIMITS = Limits(wall_seconds=20, cpu_seconds=10, file_bytes=64 * 1024 * 1024)
LISTED = (".pem", ".crt", ".cer", ".der")
REVOKED = (".crl",)


def judge(
    content: bytes, signature: bytes, *, made: datetime | None = None, kept: datetime | None = None
) -> Detached:
    """What `signature` is of `content`, never an error. `made`: when the paper was made, where that is known.

    `kept`: since when this very signature lies here, if it does: it is older than a later revocation.
    """
    if len(signature) > LARGEST:
        return Detached(Mathematics.TOO_LARGE)
    told = {
        "size": len(signature),
        "trusted": trusted(),
        "revoked": revoked(),
        "made": made.isoformat() if made else "",
        "kept": kept.isoformat() if kept else "",
        "now": timezone.now().isoformat(),
    }
    payload = json.dumps(told).encode() + b"\n" + signature + content
    try:
        return from_json(json.loads(run("documents.detached.cms:judge_payload", payload, LIMITS)))
    except SandboxError as error:
        return Detached(Mathematics.NOT_CHECKED, reason=error.code)


def trusted() -> str:
    """PEM of the authorities in the folder SIGNATURE_TRUST, empty for none; files that cannot be read are logged."""
    return _read(_files(LISTED), _authorities)


def revoked() -> str:
    """PEM of the lists of revoked certificates (.crl) in the same folder."""
    return _read(_files(REVOKED), revocation.parsed)


def _files(kinds: Sequence[str]) -> tuple[tuple[Path, int], ...]:
    folder = Path(settings.SIGNATURE_TRUST) if settings.SIGNATURE_TRUST else None
    if folder is None or not folder.is_dir():
        return ()
    files = sorted(each for each in folder.iterdir() if each.suffix.lower() in kinds)
    return tuple((each, each.stat().st_mtime_ns) for each in files)


def _authorities(content: bytes) -> list[bytes]:
    return [cms.armoured(each) for each in cms.authorities(content)]


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int], ...], parsed: Callable[[bytes], list[bytes]]) -> str:
    found = []
    for path, _ in files:
        try:
            found += [each.decode() for each in parsed(path.read_bytes())]
        except (OSError, *cms.MALFORMED) as error:
            log.warning("nothing could be read from %s: %s", path.name, type(error).__name__)
    return "".join(found)
