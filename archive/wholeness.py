"""Whether a restored place is whole: rows as counted, the file of every row present, the journal's chain unbroken."""

from collections.abc import Iterator, Mapping

from django.db import connections

from archive import databases
from archive.models import ActFile
from documents.models import Version
from journal import rows, verify
from journal.models import Link
from mailroom.models import Message
from storage.blobs import Store


def faults(alias: str, files: Store, tables: Mapping[str, int]) -> Iterator[str]:
    """Everything that is not as it was, in words; nothing when all is well."""
    there = databases.counts(connections[alias])
    for name in sorted({*there, *tables}):
        if there.get(name) != tables.get(name):
            yield f"table {name}: {there.get(name)} rows, {tables.get(name)} were backed up"
    for sha256 in referenced(alias):
        if not _there(files, sha256):
            yield f"the file {sha256} of a row is missing"
    for year in Link.objects.using(alias).values_list("year", flat=True).distinct().order_by("year"):
        bad = verify.first_bad(year, using=alias)
        if bad is not None:
            yield f"journal of {bad.year}, place {bad.position}: {bad.fault}"
    for row in rows.bad(alias):
        yield f"row {row.row} of {row.table}, journal entry {row.entry}: {row.fault}"


def _there(files: Store, sha256: str) -> bool:
    try:
        files.size(sha256)
    except FileNotFoundError:
        return False
    return True


def referenced(alias: str = "default", beginning: str = "") -> Iterator[str]:
    """The hashes that papers and letters name, some more than once; `beginning` narrows them to a shelf.

    Those that an act destroyed are left out: their rows stay, their bytes are not missed.
    """
    erased = ActFile.objects.using(alias).exclude(gone_at=None).values("sha256")
    for model in (Version, Message):
        rows = model._default_manager.using(alias).filter(sha256__startswith=beginning)
        yield from rows.exclude(sha256__in=erased).values_list("sha256", flat=True).iterator()
