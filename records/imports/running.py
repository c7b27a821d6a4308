"""The life of an import: uploaded, its columns checked by a person, compared with the records, confirmed, taken over.

Comparing and taking over are done by whoever calls `run_due` (the beat of the clock), under a lease; short lists are
done at once by `work`. Killed at any point, a run starts its step again: nothing of it is half in the records.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

import journal
import sandbox
from organisation.models import User
from records.imports import headings, planning
from records.imports.headings import Head
from records.imports.kinds import KINDS
from records.models import ColumnMapping, ImportRun
from storage import blobs

LEASE = timedelta(minutes=10)
SHORT = 400  # rows that nobody has to wait for
SHORT_PEEK = 60  # a first look that saw fewer rows saw them all (reading.PEEK)
MOST_ATTEMPTS = 5
LARGEST = 20 * 1024 * 1024
Status = ImportRun.Status


class NotThisStep(Exception):
    """The run is at another step, or what was shown is no longer what would happen."""


def start(kind: str, data: bytes, name: str, options: Mapping[str, Any], author: User) -> ImportRun:
    """Keep the file and guess its columns, by a saved mapping first. A file that cannot be used is a failed run."""
    run = ImportRun(kind=kind, file_name=name[:200], options=dict(options), author=author)
    run.file_sha256 = blobs.put(data)
    table, problem = parsed("peek", data)
    head = None if problem else headings.find(table, KINDS[kind])
    if head is None:
        run.status, run.problem = Status.FAILED, problem or "no_header"
    else:
        saved = ColumnMapping.objects.filter(kind=kind, fingerprint=head.fingerprint).first()
        run.columns = saved.columns if saved else headings.guess(head.titles, KINDS[kind])
    run.save()
    return run


def parsed(function: str, data: bytes) -> tuple[list[list[str]], str]:
    """The rows of a file, read in a child process, and a code of words.FILE_FAULTS or ""."""
    if len(data) > LARGEST:
        return [], "too_big"
    try:
        found = json.loads(sandbox.run(f"records.imports.reading:{function}", data, sandbox.READING))
    except sandbox.SandboxError:
        return [], "failed"
    return found["rows"], found["problem"]


def looked_at(run: ImportRun) -> tuple[list[list[str]], Head | None]:
    """The first rows of a run's file and its headings, for the page of columns."""
    table, _problem = parsed("peek", blobs.get(run.file_sha256))
    return table, headings.find(table, KINDS[run.kind])


def columns_are(run: ImportRun, columns: Mapping[str, int], author: User) -> None:
    """A person has said what the columns hold: kept for the next file with these headings; comparing begins."""
    _table, head = looked_at(run)
    if head is not None:
        ColumnMapping.objects.update_or_create(
            kind=run.kind,
            fingerprint=head.fingerprint,
            defaults={"columns": dict(columns), "saved_by": author},
        )
    moved = ImportRun.objects.filter(pk=run.pk, status__in=(Status.MAPPING, Status.PREVIEW))
    if not moved.update(
        columns=dict(columns), status=Status.CHECKING, problem="", attempts=0, locked_until=None
    ):
        raise NotThisStep


def confirm(run: ImportRun, plan_sha256: str) -> None:
    """A person agrees to what was shown. NotThisStep when something else would happen by now."""
    shown = ImportRun.objects.filter(pk=run.pk, status=Status.PREVIEW, plan_sha256=plan_sha256)
    if not shown.update(status=Status.APPLYING, attempts=0, locked_until=None, done_rows=0):
        raise NotThisStep


def drop(run: ImportRun) -> None:
    """Nothing of this list is wanted."""
    waiting = ImportRun.objects.filter(pk=run.pk, status__in=(Status.MAPPING, Status.PREVIEW))
    if not waiting.update(status=Status.DROPPED, finished_at=timezone.now()):
        raise NotThisStep


def run_due() -> dict[str, int]:
    """Go on with every run that waits for a worker; counts per outcome. Safe beside other workers."""
    counts: dict[str, int] = {}
    for pk in list(ImportRun.objects.due(timezone.now()).values_list("pk", flat=True)[:5]):
        outcome = work(pk)
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def work(pk: int) -> str:
    """One step of one run, under a lease: its new state, or "busy" when another worker has it."""
    now = timezone.now()
    claimed = ImportRun.objects.due(now).filter(pk=pk)
    if not claimed.update(locked_until=now + LEASE, attempts=models.F("attempts") + 1):
        return "busy"
    run = ImportRun.objects.get(pk=pk)
    if run.attempts > MOST_ATTEMPTS:
        return _ended(run, Status.FAILED, "failed")
    table, problem = parsed("read", blobs.get(run.file_sha256))
    head = None if problem else headings.find(table, KINDS[run.kind])
    if head is None:
        return _ended(run, Status.FAILED, problem or "no_header")
    ImportRun.objects.filter(pk=pk).update(total_rows=max(len(table) - head.first_row, 0))
    plan = planning.plan(run, table, head, lambda row: _tick(pk, row - head.first_row))
    if run.status == Status.CHECKING or plan.sha256 != run.plan_sha256:
        return _shown(run, plan)
    return _take_over(run, plan)


def _tick(pk: int, rows: int) -> None:
    """How far it is; and the lease is renewed, since somebody is alive."""
    ImportRun.objects.filter(pk=pk).update(done_rows=rows, locked_until=timezone.now() + LEASE)


def _shown(run: ImportRun, plan: planning.Plan) -> str:
    """The comparison is there for a person to look at; said, when it differs from what they agreed to."""
    changed = "changed" if run.status == Status.APPLYING else ""
    ImportRun.objects.filter(pk=run.pk).update(
        status=Status.PREVIEW,
        problem=changed,
        counts=plan.counts,
        report_sha256=blobs.put(plan.report),
        plan_sha256=plan.sha256,
        locked_until=None,
    )
    return str(Status.PREVIEW)


def _take_over(run: ImportRun, plan: planning.Plan) -> str:
    """Everything of the list, its journal entry and its end, or nothing."""
    with transaction.atomic():
        mine = ImportRun.objects.select_for_update().filter(pk=run.pk, status=Status.APPLYING)
        if not mine.exists():
            return "busy"
        planning.write(run, plan, timezone.localdate())
        payload = {"kind": run.kind, "file": run.file_sha256, **plan.counts}
        journal.append("import", f"import {run.pk}", payload, run.author)
        _ended(run, Status.DONE, "")
    return str(Status.DONE)


def _ended(run: ImportRun, status: str, problem: str) -> str:
    ImportRun.objects.filter(pk=run.pk).update(
        status=status,
        problem=problem,
        locked_until=None,
        finished_at=timezone.now(),
        done_rows=run.total_rows,
    )
    return str(status)
