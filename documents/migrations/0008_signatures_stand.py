"""Triggers: detached signatures refuse UPDATE and DELETE, whatever program talks to the database."""

from django.db import migrations

from documents import triggers

TABLE = "documents_detachedsignature"


def lay(apps, schema_editor):
    """Rows are never changed, deleted or replaced."""
    triggers.lay_rows(schema_editor, TABLE)


def lift(apps, schema_editor):
    """Remove the triggers (only before the table itself goes)."""
    triggers.lift_rows(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_detached_signatures")]

    operations = [migrations.RunPython(lay, lift)]
