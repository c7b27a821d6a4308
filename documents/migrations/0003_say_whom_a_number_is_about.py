"""A register line says whom or what it is about, and is found by it; lines written before learn it from their data."""

from django.db import migrations, models

from documents import triggers
from documents.about import about, sought

FROZEN = ("id", "register_id", "n", "number", "folded", "date", "kind", "actor_id", "action", "snapshot", "made_at")
BATCH = 500


def lift(apps, schema_editor):
    """Before the table changes."""
    triggers.lift(schema_editor)


def lay(apps, schema_editor):
    """The new columns are frozen too."""
    triggers.lay(schema_editor, (*FROZEN, "about", "sought"))


def lay_former(apps, schema_editor):
    """On the way back: without the new columns."""
    triggers.lay(schema_editor, FROZEN)


def tell(apps, schema_editor):
    """Fill the new columns of the lines that are there."""
    Entry = apps.get_model("documents", "Entry")
    known = []
    for entry in Entry.objects.iterator(BATCH):
        entry.about = about(entry.snapshot)
        entry.sought = sought(entry.number, entry.case_number, entry.about)
        known.append(entry)
        if len(known) == BATCH:
            Entry.objects.bulk_update(known, ["about", "sought"])
            known.clear()
    Entry.objects.bulk_update(known, ["about", "sought"])


def forget(apps, schema_editor):
    """Nothing to undo: the columns go."""


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_issued_papers_stand")]

    operations = [
        migrations.RunPython(lift, lay_former),
        migrations.AddField(
            model_name="entry",
            name="about",
            field=models.CharField(blank=True, max_length=300, verbose_name="whom or what it is about"),
        ),
        migrations.AddField(
            model_name="entry", name="sought", field=models.TextField(blank=True, editable=False)
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["register", "date"], name="entry_by_date"),
        ),
        migrations.RunPython(tell, forget),
        migrations.RunPython(lay, lift),
    ]
