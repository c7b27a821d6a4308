"""Background work by name. The rows are the truth: a task only wakes somebody up, and may be lost or doubled."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from archive.models import Package
from documents.finding import issued
from documents.models import CleanCopy
from documents.scanning import copies
from mailroom import outbox
from mailroom.models import Message
from organisation import heartbeat
from storage import blobs
from workflows import deliveries, packing, routing, ticking
from workflows.credit import scans
from workflows.credit.models import Scan

KEPT = timedelta(hours=6)


@task()
def route_letter(message_id: int) -> str:
    """Route one stored letter, then send what it caused."""
    heartbeat.beat("worker")
    outcome = routing.route(Message.objects.get(pk=message_id))
    outbox.send_due()
    deliveries.pull()
    return outcome


@task()
def beat() -> dict[str, Any]:
    """One beat of the clock, done by a worker."""
    heartbeat.beat("worker")
    if settings.FILES_URL and blobs.answers():
        heartbeat.beat(heartbeat.FILES)
    return ticking.beat()


@task(queue_name="scans")
def read_pages() -> dict[str, int]:
    """Read papers, and scans, minutes each: in a queue of its own, so that no letter waits behind them."""
    return {**issued.read_due(timezone.now()), **copies.make_due()}


@task(queue_name="scans")
def read_scans() -> dict[str, int]:
    """Read the photos and scans of applications, up to two minutes each."""
    return scans.read_all()


@task(queue_name="scans")
def make_packages() -> dict[str, int]:
    """Make the packages that were asked for, minutes each for a whole year."""
    return packing.make_due()


def wake(message_id: int) -> None:
    """A letter was stored: somebody route it. In a transaction, so that on SQLite it waits in line (storage.sqlite)."""
    with transaction.atomic():
        route_letter.enqueue(message_id)


def enqueue_beat() -> bool:
    """Ask a worker for a beat, unless one is already waiting. Prunes what is old; says whether it asked."""
    DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - KEPT).delete()
    unread = CleanCopy.objects.due(timezone.now()).exists() or issued.waiting(timezone.now()).exists()
    if unread and not _waits(read_pages):
        read_pages.enqueue()
    if Scan.objects.due(timezone.now()).exists() and not _waits(read_scans):
        read_scans.enqueue()
    if Package.objects.due(timezone.now()).exists() and not _waits(make_packages):
        make_packages.enqueue()
    waiting = _waits(beat)
    if not waiting:
        beat.enqueue()
    return not waiting


def _waits(wanted: Task[Any, Any]) -> bool:
    return bool(DBTaskResult.objects.ready().filter(task_path=wanted.module_path).exists())
