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

# A function of its own: a later migration of another app may drop that app's with everything that hangs on it.
POSTGRES = (
    "CREATE FUNCTION disclosure_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'the ledger of disclosures stands, % is refused', TG_OP; END; $$",
    f"CREATE TRIGGER {TABLE}_immutable BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION disclosure_refuse()",
    "CREATE FUNCTION disclosure_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ "
    f"BEGIN IF EXISTS (SELECT 1 FROM {TABLE}) THEN RAISE EXCEPTION 'the ledger of disclosures stands'; END IF; "
    "RETURN NULL; END; $$",
    f"CREATE TRIGGER {TABLE}_is_not_emptied BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION disclosure_refuse_truncate()",
)


def lay(apps, schema_editor):
    """Create the triggers in the dialect of the database."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)  # None: the per cent sign is the function's own


def lift(apps, schema_editor):
    """Remove the triggers (only before the table itself goes)."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION disclosure_refuse() CASCADE")
        schema_editor.execute("DROP FUNCTION disclosure_refuse_truncate() CASCADE")
        return
    for name in ("no_update", "no_delete", "no_replace"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{name}")


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_record_requests")]

    operations = [migrations.RunPython(lay, lift)]
