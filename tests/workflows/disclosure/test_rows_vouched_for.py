"""Steps, papers, numbers and the ledger cannot be changed or deleted behind the journal's back."""

import pytest
from django.db import connection

from documents.models import Entry, Version
from journal import rows
from tests.append_only import without_triggers
from tests.workflows.disclosure.office import disclosed, opened
from workflows.cases.models import Step
from workflows.disclosure.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(maria):
    return disclosed(opened(maria))


def found(statement: str, *values) -> list[tuple]:
    """What is found after somebody with the database did this."""
    with without_triggers(), connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return [(each.table, each.row, each.fault) for each in rows.bad()]


def test_untouched_rows_are_vouched_for(case):
    assert list(rows.bad()) == []
    assert Step.objects.count() > 2 and LedgerEntry.objects.count() == 1


def test_a_changed_step_paper_number_or_disclosure_is_named(case):
    step, paper = Step.objects.latest("pk"), Version.objects.filter(entry__isnull=False).latest("pk")
    entry, told = Entry.objects.get(pk=paper.entry_id), LedgerEntry.objects.get()
    wanted = []
    for table, row, column, label in (
        ("cases_step", step, "note", "cases.step"),
        ("documents_version", paper, "sha256", "documents.version"),
        ("documents_entry", entry, "number", "documents.entry"),
        ("disclosure_ledgerentry", told, "who", "disclosure.ledgerentry"),
    ):
        wanted.append((label, row.pk, "changed_row"))
        said = found(f"UPDATE {table} SET {column} = %s WHERE id = %s", "f" * 64, row.pk)
        assert sorted(said) == sorted(wanted)


def test_a_deleted_step_is_named(case):
    step = Step.objects.latest("pk")
    assert found("DELETE FROM cases_step WHERE id = %s", step.pk) == [("cases.step", step.pk, "missing_row")]
