"""Triggers: versions and statuses refuse UPDATE and DELETE; entries keep their number, and end only once."""

from django.db import migrations

from documents import triggers

# What may never change after insert.
FROZEN = ("id", "register_id", "n", "number", "folded", "date", "kind", "actor_id", "action", "snapshot", "made_at")


def lay(apps, schema_editor):
    """Create the triggers."""
    triggers.lay(schema_editor, FROZEN)


def lift(apps, schema_editor):
    """Remove the triggers (only before the tables themselves go)."""
    triggers.lift(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_papers_and_registers")]

    operations = [migrations.RunPython(lay, lift)]
