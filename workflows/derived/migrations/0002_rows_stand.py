"""Triggers: the register of derived papers refuses UPDATE and DELETE, whatever program talks to the database."""

from django.db import migrations

from documents import triggers

TABLE = "derived_derived"


def lay(apps, schema_editor):
    """Rows are never changed, deleted or replaced."""
    triggers.lay_rows(schema_editor, TABLE)


def lift(apps, schema_editor):
    """Remove the triggers (only before the table itself goes)."""
    triggers.lift_rows(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("derived", "0001_papers_of_papers"), ("documents", "0004_short_addresses")]

    operations = [migrations.RunPython(lay, lift)]
