"""GET /healthz: the state of database, worker, clock, mail, files and disk, for the host's own monitoring.

Always 200 while the web process answers: whoever watches reads `state` and the parts. No personal data,
no addresses, nothing that helps a stranger.
"""

import shutil
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from archive.models import HeadDoubt
from mailroom.models import Outgoing
from organisation import heartbeat

LOW_DISK = 1024**3  # bytes
Part = dict[str, Any]


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """{"state": "ok"|"attention", database, worker, clock, mail, journal, files, disk}, each with a `state` too."""
    parts = {"database": _database()}
    reachable = parts["database"]["state"] == "ok"
    for name in (heartbeat.WORKER, heartbeat.CLOCK):
        parts[name] = _process(name) if reachable else {"state": "unknown", "seen": None}
    parts["mail"] = _mail() if reachable else {"state": "unknown", "queued": None, "alarming": None}
    parts["journal"] = _journal() if reachable else {"state": "unknown"}
    parts["files"] = _files() if reachable else {"state": "unknown"}
    parts["disk"] = _disk()
    fine = all(part["state"] == "ok" for part in parts.values())
    return JsonResponse({"state": "ok" if fine else "attention", **parts})


def _database() -> Part:
    """One query tells whether it answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return {"state": "down", "engine": connection.vendor}
    return {"state": "ok", "engine": connection.vendor}


def _process(name: str) -> Part:
    """ok, or silent when the last beat is too old or there was none."""
    try:
        seen, alive = heartbeat.last(name), heartbeat.alive(name)
    except DatabaseError:
        return {"state": "unknown", "seen": None}
    return {"state": "ok" if alive else "silent", "seen": seen.isoformat() if seen else None}


def _mail() -> Part:
    """Letters waiting to leave, and those that wait too long or need the office."""
    try:
        queued, alarming = Outgoing.objects.due().count(), Outgoing.objects.alarming().count()
    except DatabaseError:
        return {"state": "unknown", "queued": None, "alarming": None}
    return {"state": "alarm" if alarming else "ok", "queued": queued, "alarming": alarming}


def _journal() -> Part:
    """ "differs" while the chain does not meet a head that was kept, and nobody has said why."""
    try:
        return {"state": "differs" if HeadDoubt.objects.open().exists() else "ok"}
    except DatabaseError:
        return {"state": "unknown"}


def _files() -> Part:
    """ "away" while no worker could ask the bucket lately; on the disk of this machine `disk` says enough."""
    try:
        return {"state": "ok" if not settings.FILES_URL or heartbeat.alive(heartbeat.FILES) else "away"}
    except DatabaseError:
        return {"state": "unknown"}


def _disk() -> Part:
    """Free space where the files lie, in bytes."""
    try:
        free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return {"state": "unknown", "free": None}
    return {"state": "ok" if free >= LOW_DISK else "low", "free": free}
