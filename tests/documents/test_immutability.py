"""Issued versions refuse UPDATE and DELETE, registered numbers stand, whoever talks to the database (test 38)."""

from datetime import date

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from documents import numbering
from documents.models import Document, Entry, Register, Version, VersionStatus
from organisation.profile import Series
from tests.append_only import without_triggers

pytestmark = pytest.mark.django_db

VERSION, STATUS, ENTRY = "documents_version", "documents_versionstatus", "documents_entry"
CODE, SIGNATURE = "documents_code", "documents_detachedsignature"
CORRECTION = "documents_correction"


@pytest.fixture
def paper() -> Version:
    """An issued version with its status and its line in the register."""
    entry = numbering.register(
        "decision",
        Series("{n}-зч"),
        on=date(2026, 11, 25),
        case_number="1-зч",
        kind="credit_decision",
        actor_id=None,
        snapshot={"data": {"a": 1}, "check_at": "https://school.example/v/"},
    )
    document = Document.objects.create(
        case_number="1-зч", kind="credit_decision", title="Решение", origin="issued"
    )
    version = Version.objects.create(
        document=document,
        number=1,
        sha256="a" * 64,
        size=10,
        media_type="application/pdf",
        filename="Решение.pdf",
        made_at=timezone.now(),
        entry=entry,
    )
    VersionStatus.objects.create(version=version, status="issued")
    return version


ATTACKS = [
    f"UPDATE {VERSION} SET sha256 = 'b'",
    f"UPDATE {VERSION} SET filename = filename",
    f"DELETE FROM {VERSION}",
    f"UPDATE {STATUS} SET status = 'revoked'",
    f"DELETE FROM {STATUS}",
    f"DELETE FROM {ENTRY}",
    f"UPDATE {CODE} SET code = '0123456789abcdef'",
    f"DELETE FROM {CODE}",
    f"UPDATE {ENTRY} SET number = '2-зч'",
    f"UPDATE {ENTRY} SET n = 2",
    f"UPDATE {ENTRY} SET date = '2026-11-26'",
    f"UPDATE {ENTRY} SET snapshot = '{{}}'",
    f"UPDATE {ENTRY} SET action = 'refuse'",
    f"UPDATE {ENTRY} SET about = 'Белова Ксения'",
    f"UPDATE {ENTRY} SET sought = 'белова'",
    f"UPDATE {ENTRY} SET status = 'reserved'",
    f"UPDATE {ENTRY} SET status = 'voided', reason = 'gone'",
    f"UPDATE {ENTRY} SET paper_sha256 = 'b'",
]


def attack(statement: str) -> None:
    """Run raw SQL, as somebody with the database could."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", ATTACKS)
def test_the_database_refuses(paper, statement):
    with pytest.raises(Error):
        attack(statement)


def test_without_the_triggers_the_same_statements_would_pass(paper):
    children = {f"DELETE FROM {VERSION}": [STATUS], f"DELETE FROM {ENTRY}": [STATUS, VERSION, CODE]}
    for statement in ATTACKS:
        with transaction.atomic():
            with without_triggers():
                for table in children.get(statement, []):
                    attack(f"DELETE FROM {table}")
                attack(statement)
            transaction.set_rollback(True)
    assert Version.objects.get().sha256 == "a" * 64


def test_the_orm_is_refused_too(paper):
    paper.sha256 = "b" * 64
    for change in (
        paper.save,
        paper.delete,
        Version.objects.all().delete,
        VersionStatus.objects.all().delete,
    ):
        with pytest.raises(Error), transaction.atomic():
            change()
    assert Version.objects.get().sha256 == "a" * 64


@pytest.mark.parametrize("table", [VERSION, STATUS, ENTRY, CODE])
def test_a_row_is_not_replaced_and_a_table_not_emptied(paper, table):
    if connection.vendor == "sqlite":
        statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    else:
        statement = f"TRUNCATE {table} CASCADE"
    with pytest.raises(Error):
        attack(statement)


def test_what_a_reservation_needs_to_live_may_change():
    with transaction.atomic():
        entry = numbering.reserve(
            "decision",
            Series("{n}-зч"),
            on=date(2026, 11, 25),
            case_number="1-зч",
            kind="credit_decision",
            actor_id=None,
            action="approve",
            snapshot={},
        )
    numbering.postpone(entry, timezone.now())
    numbering.issue(entry, "a" * 64)
    assert Entry.objects.get().status == "issued"
    assert Register.objects.get().last == 1


def test_every_guarded_table_has_its_triggers():
    if connection.vendor == "sqlite":
        query = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
        expected = {VERSION: 3, STATUS: 3, ENTRY: 3, CODE: 3, SIGNATURE: 3, CORRECTION: 3}
    else:
        query = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal"
        expected = {VERSION: 2, STATUS: 2, ENTRY: 3, CODE: 2, SIGNATURE: 2, CORRECTION: 3}
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    assert {table: sum(each == table for each, _ in rows) for table in expected} == expected
