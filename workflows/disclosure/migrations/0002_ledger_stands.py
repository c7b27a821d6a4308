"""Triggers: rows of the ledger of disclosures refuse UPDATE and DELETE, whatever program talks to the database."""

from django.db import migrations

TABLE = "disclosure_ledgerentry"

SQLITE = (
    f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{TABLE}: rows are never changed'); END",
    f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{TABLE}: rows are never deleted'); END",
    f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} "
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{TABLE}: rows are never replaced'); END",
)

# The functions are those that keep issued papers (documents, migration 0002).
POSTGRES = (
    f"CREATE TRIGGER {TABLE}_immutable BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION documents_refuse()",
    f"CREATE TRIGGER {TABLE}_is_not_emptied BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_truncate()",
)


def lay(apps, schema_editor):
    """Create the triggers in the dialect of the database."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def lift(apps, schema_editor):
    """Remove the triggers (only before the table itself goes)."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    names = ("no_update", "no_delete", "no_replace") if sqlite else ("immutable", "is_not_emptied")
    for name in names:
        where = "" if sqlite else f" ON {TABLE}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{name}{where}")


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0001_record_requests"),
        ("documents", "0002_issued_papers_stand"),
    ]

    operations = [migrations.RunPython(lay, lift)]
