"""The database itself refuses to change or delete what the journal holds."""

import pytest
from django.db import DatabaseError, connection, transaction

import journal
from journal.models import Entry, Link
from journal.seal import link_new
from tests.append_only import without_triggers

pytestmark = pytest.mark.django_db

STATEMENTS = [
    "UPDATE journal_entry SET payload = '{}'",
    "UPDATE journal_link SET hash = ''",
    "DELETE FROM journal_link",
    "DELETE FROM journal_entry",
]


@pytest.fixture
def entry():
    journal.append("step", "1-зч", {"n": 1})
    link_new()
    return Entry.objects.get()


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_to_change_or_delete(entry, statement):
    with pytest.raises(DatabaseError, match="stands"):
        execute(statement)
    assert Entry.objects.get().payload == '{"n":1}'
    assert Link.objects.count() == 1


@pytest.mark.parametrize("statement", STATEMENTS)
def test_without_the_triggers_the_same_statement_would_pass(entry, statement):
    with without_triggers():
        if statement.endswith("journal_entry"):
            execute("DELETE FROM journal_link")
        execute(statement)


def test_the_product_itself_cannot_save_or_delete_an_entry(entry):
    entry.payload = '{"n":2}'
    with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        Link.objects.all().delete()


def test_rows_cannot_be_replaced_or_emptied_either(entry):
    if connection.vendor == "sqlite":
        statement = "REPLACE INTO journal_link SELECT id, year, position, '', '', entry_id FROM journal_link"
    else:
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        statement = "TRUNCATE journal_link"
    with pytest.raises(DatabaseError, match="stand"):
        execute(statement)
