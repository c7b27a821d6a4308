"""Triggers: entries and links refuse UPDATE, DELETE, replacement and (PostgreSQL) TRUNCATE.

A later migration that lets SQLite rebuild one of these tables must lay its triggers again: SQLite drops them with
the old table. tests/journal/test_rows_stand.py notices.
"""

from django.db import migrations

TABLES = ("journal_entry", "journal_link")

SQLITE = {
    "no_update": "BEFORE UPDATE ON {table}",
    "no_delete": "BEFORE DELETE ON {table}",
    "no_replace": "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",
}

POSTGRES_FUNCTIONS = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%: % is refused, the row stands', TG_TABLE_NAME, TG_OP; END; $$;
CREATE FUNCTION journal_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE filled boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO filled;
    IF filled THEN RAISE EXCEPTION '%: TRUNCATE is refused, the rows stand', TG_TABLE_NAME; END IF;
    RETURN NULL;
END; $$;
"""

POSTGRES = """
CREATE TRIGGER {table}_stands BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_truncate();
"""


def lay(apps, schema_editor):
    """Create the triggers in the dialect of the database."""
    if schema_editor.connection.vendor == "postgresql":
        script = POSTGRES_FUNCTIONS + "".join(POSTGRES.format(table=table) for table in TABLES)
        schema_editor.execute(script, params=None)  # None: the per cent signs are the function's own
        return
    for table in TABLES:
        for name, when in SQLITE.items():
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{name} {when.format(table=table)} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: the row stands'); END"
            )


def lift(apps, schema_editor):
    """Remove the triggers (only before the tables themselves go)."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION journal_refuse() CASCADE")
        schema_editor.execute("DROP FUNCTION journal_refuse_truncate() CASCADE")
        return
    for table in TABLES:
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {table}_{name}")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_entries_and_links")]

    operations = [migrations.RunPython(lay, lift)]
