"""The day of the last mailed head; and links now cover the leaf of an entry in place of its facts.

Links of before are made anew by the next beats: no head of theirs was ever kept anywhere.
"""

from django.db import migrations, models

SQLITE = (
    "CREATE TRIGGER journal_link_no_delete BEFORE DELETE ON journal_link "
    "BEGIN SELECT RAISE(ABORT, 'journal_link: the row stands'); END"
)


def unlink(apps, schema_editor):
    """Delete the links with their triggers lifted."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE journal_link DISABLE TRIGGER USER")
        schema_editor.execute("DELETE FROM journal_link")
        schema_editor.execute("ALTER TABLE journal_link ENABLE TRIGGER USER")
        return
    schema_editor.execute("DROP TRIGGER journal_link_no_delete")
    schema_editor.execute("DELETE FROM journal_link")
    schema_editor.execute(SQLITE)


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_rows_stand")]

    operations = [
        migrations.RunPython(unlink, migrations.RunPython.noop),
        migrations.AddField("sealer", "head_mailed_on", models.DateField(null=True)),
    ]
