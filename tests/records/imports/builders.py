"""Files as other systems write them, and the way of a list through its steps."""

import io

from openpyxl import Workbook

from records.imports import running
from records.models import ImportRun

WORDS = {"whole": False, "programme": None, "on": "2026-11-20", "period": "", "result_kind": "interim"}


def csv_of(rows, delimiter=";", encoding="cp1251"):
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


def xlsx_of(rows):
    book, made = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def preview(kind, data, author, name="список.csv", columns=None, **options):
    """Upload, take the guessed columns, compare."""
    run = running.start(kind, data, name, {**WORDS, **options}, author)
    if run.status != ImportRun.Status.FAILED:
        running.columns_are(run, columns or run.columns, author)
        running.work(run.pk)
    return ImportRun.objects.get(pk=run.pk)


def take_over(run):
    running.confirm(run, run.plan_sha256)
    running.work(run.pk)
    return ImportRun.objects.get(pk=run.pk)
