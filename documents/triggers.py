"""Triggers of the tables that stand: versions and statuses refuse UPDATE and DELETE, entries keep what was registered.

SQLite rebuilds a table when a column is added and drops its triggers then: a migration that touches one of these
tables lifts them first and lays them again afterwards. tests/documents/test_immutability.py notices.
"""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROWS = ("documents_version", "documents_versionstatus")

SQLITE_ROWS = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are never changed'); END;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are never deleted'); END;
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, '{table}: rows are never replaced'); END;
"""

SQLITE_ENTRY = """
CREATE TRIGGER documents_entry_no_delete BEFORE DELETE ON documents_entry
BEGIN SELECT RAISE(ABORT, 'documents_entry: rows are never deleted'); END;
CREATE TRIGGER documents_entry_no_replace BEFORE INSERT ON documents_entry
WHEN EXISTS (SELECT 1 FROM documents_entry WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'documents_entry: rows are never replaced'); END;
CREATE TRIGGER documents_entry_keeps_its_number BEFORE UPDATE ON documents_entry
WHEN {changed} OR (OLD.status <> 'reserved' AND {ended})
BEGIN SELECT RAISE(ABORT, 'documents_entry: a registered number is never changed'); END;
"""

SQLITE_KEPT = """
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are never deleted'); END;
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, '{table}: rows are never replaced'); END;
CREATE TRIGGER {table}_keeps BEFORE UPDATE ON {table}
WHEN {kept}
BEGIN SELECT RAISE(ABORT, '{table}: what the row says is never changed'); END;
"""

POSTGRES_KEPT = """
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION documents_refuse();
CREATE TRIGGER {table}_keeps BEFORE UPDATE ON {table}
FOR EACH ROW WHEN ({kept}) EXECUTE FUNCTION documents_refuse();
"""

POSTGRES_ROWS = """
CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION documents_refuse();
"""

POSTGRES_ENTRY = """
CREATE TRIGGER documents_entry_no_delete BEFORE DELETE ON documents_entry
FOR EACH ROW EXECUTE FUNCTION documents_refuse();
CREATE TRIGGER documents_entry_keeps_its_number BEFORE UPDATE ON documents_entry
FOR EACH ROW WHEN ({changed} OR (OLD.status <> 'reserved' AND {ended})) EXECUTE FUNCTION documents_refuse();
"""

POSTGRES_FUNCTION = """
CREATE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%: % is refused, the row stands', TG_TABLE_NAME, TG_OP; END; $$;
CREATE FUNCTION documents_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE filled boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO filled;
    IF filled THEN RAISE EXCEPTION '%: TRUNCATE is refused, the rows stand', TG_TABLE_NAME; END IF;
    RETURN NULL;
END; $$;
"""

POSTGRES_TRUNCATE = """
CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_truncate();
"""


def differs(columns: Sequence[str], operator: str) -> str:
    """SQL that is true when one of the columns changes."""
    return "(" + " OR ".join(f"NEW.{name} {operator} OLD.{name}" for name in columns) + ")"


def lay_rows(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """The triggers of one more table whose rows stand, laid when it is made."""
    if schema_editor.connection.vendor == "sqlite":
        for part in SQLITE_ROWS.format(table=table).split("END;"):
            if part.strip():
                schema_editor.execute(part + "END")
        return
    schema_editor.execute(
        POSTGRES_ROWS.format(table=table) + POSTGRES_TRUNCATE.format(table=table), params=None
    )


def lift_rows(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Remove them."""
    if schema_editor.connection.vendor == "sqlite":
        for name in ("no_update", "no_delete", "no_replace"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}")
        return
    for name in ("immutable", "is_not_emptied"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")


def lay_kept(schema_editor: BaseDatabaseSchemaEditor, table: str, frozen: Sequence[str]) -> None:
    """Triggers of one more table: no row is deleted, the frozen columns never change, an ended row changes no more."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    changed = differs(frozen, "IS NOT" if sqlite else "IS DISTINCT FROM")
    kept = f"{changed} OR OLD.status <> 'reserved'"
    if sqlite:
        for part in SQLITE_KEPT.format(table=table, kept=kept).split("END;"):
            if part.strip():
                schema_editor.execute(part + "END")
        return
    script = POSTGRES_KEPT + POSTGRES_TRUNCATE
    schema_editor.execute(script.format(table=table, kept=kept), params=None)


def lift_kept(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Remove them."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    names = ("no_delete", "no_replace", "keeps") if sqlite else ("no_delete", "keeps", "is_not_emptied")
    for name in names:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}" + ("" if sqlite else f" ON {table}"))


def lay(schema_editor: BaseDatabaseSchemaEditor, frozen: Sequence[str]) -> None:
    """Create the triggers in the dialect of the database. `frozen`: columns of an entry that never change."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    operator = "IS NOT" if sqlite else "IS DISTINCT FROM"
    words = {
        "changed": differs(frozen, operator),
        "ended": differs(("status", "reason", "paper_sha256"), operator),
    }
    rows, entry = (SQLITE_ROWS, SQLITE_ENTRY) if sqlite else (POSTGRES_ROWS, POSTGRES_ENTRY)
    script = [] if sqlite else [POSTGRES_FUNCTION]
    script += [rows.format(table=table) for table in ROWS]
    script.append(entry.format(**words))
    if not sqlite:
        script += [POSTGRES_TRUNCATE.format(table=table) for table in (*ROWS, "documents_entry")]
        schema_editor.execute("".join(script), params=None)  # None: the per cent signs are the function's own
        return
    for part in "".join(script).split("END;"):
        if part.strip():
            schema_editor.execute(part + "END")


def lift(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION documents_refuse() CASCADE")
        schema_editor.execute("DROP FUNCTION documents_refuse_truncate() CASCADE")
        return
    for table in (*ROWS, "documents_entry"):
        for name in ("no_update", "no_delete", "no_replace", "keeps_its_number"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}")
