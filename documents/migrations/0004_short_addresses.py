"""Codes of short addresses, guarded like versions."""

import django.db.models.deletion
from django.db import migrations, models

from documents import triggers

TABLE = "documents_code"


def lay(apps, schema_editor):
    """A code is never changed or deleted."""
    triggers.lay_rows(schema_editor, TABLE)


def lift(apps, schema_editor):
    """Before the table goes."""
    triggers.lift_rows(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_say_whom_a_number_is_about")]

    operations = [
        migrations.CreateModel(
            name="Code",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="code", to="documents.entry"
                    ),
                ),
            ],
            options={"verbose_name": "code of a paper", "verbose_name_plural": "codes of papers"},
        ),
        migrations.RunPython(lay, lift),
    ]
