"""Uploads, what became of papers, numbers without a paper and short addresses cannot be changed behind the journal."""

from datetime import date

import pytest
from django.db import connection, transaction

import journal
from documents import incoming, making, numbering
from documents.models import Code, Document, Entry, Version, VersionStatus
from journal import rows
from organisation.profile import Series
from tests.append_only import without_triggers
from tests.documents.snapshots import decision
from tests.documents.test_making import reserve
from tests.reliability.papers import draw_small_papers

pytestmark = pytest.mark.django_db
LABELS = {
    "documents_version": "documents.version",
    "documents_versionstatus": "documents.versionstatus",
    "documents_entry": "documents.entry",
    "documents_code": "documents.code",
}


@pytest.fixture
def there(school, monkeypatch) -> dict[str, list[int]]:
    """Two rows of each kind, by their tables."""
    draw_small_papers(monkeypatch)
    for n in (1, 2):
        incoming.store(
            b"file %d" % n, "a.txt", "text/plain", f"{n}-зч", origin="uploaded", actor=school.office
        )
        with transaction.atomic():
            numbering.register(
                "incoming",
                Series("{n}-вх"),
                on=date(2026, 11, 25),
                case_number=f"{n}-зч",
                kind="incoming",
                actor_id=None,
            )
            entry = reserve({**decision(), "check_at": "https://school.example/v/"})
            journal.append("number", entry.number, {}, rows=numbering.rows([entry]))
            making.commit(entry, making.make(entry))
    files = Version.objects.filter(document__origin=Document.Origin.UPLOADED)
    tables = {
        "documents_version": files,
        "documents_versionstatus": VersionStatus.objects,
        "documents_entry": Entry.objects.filter(kind="incoming"),
        "documents_code": Code.objects,
    }
    return {name: sorted(each.values_list("pk", flat=True)) for name, each in tables.items()}


def found(*statements: tuple) -> list[tuple]:
    """What is found after somebody with the database did this; undone at the end."""
    with without_triggers(), connection.constraint_checks_disabled(), connection.cursor() as cursor:
        before = transaction.savepoint()
        for statement, values in statements:
            cursor.execute(statement, values)
        said = [(each.table, each.row, each.fault) for each in rows.bad()]
        transaction.savepoint_rollback(before)
    return sorted(said)


@pytest.mark.parametrize(
    ("table", "column", "other"),
    [
        ("documents_version", "sha256", "f" * 64),
        ("documents_versionstatus", "status", "revoked"),
        ("documents_entry", "number", "9-вх"),
        ("documents_code", "code", "0" * 16),
    ],
)
def test_what_is_changed_deleted_or_swapped_is_named(there, table, column, other):
    one, two = there[table]
    label = LABELS[table]
    assert list(rows.bad()) == []
    assert found((f"UPDATE {table} SET {column} = %s WHERE id = %s", (other, one))) == [
        (label, one, "changed_row")
    ]
    assert found((f"DELETE FROM {table} WHERE id = %s", (one,))) == [(label, one, "missing_row")]
    swapped = found(
        (f"UPDATE {table} SET id = -1 WHERE id = %s", (one,)),
        (f"UPDATE {table} SET id = %s WHERE id = %s", (one, two)),
        (f"UPDATE {table} SET id = %s WHERE id = -1", (two,)),
    )
    assert swapped == [(label, one, "changed_row"), (label, two, "changed_row")]
