"""Clean copies of scans, and the words of pages with an index over their stems (documents.finding.index)."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

SQLITE = (
    "CREATE VIRTUAL TABLE documents_page_words USING fts5(stems, content='documents_page', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0', detail=none)",
    "CREATE TRIGGER documents_page_words_put AFTER INSERT ON documents_page BEGIN "
    "INSERT INTO documents_page_words (rowid, stems) VALUES (NEW.id, NEW.stems); END",
    "CREATE TRIGGER documents_page_words_dropped AFTER DELETE ON documents_page BEGIN "
    "INSERT INTO documents_page_words (documents_page_words, rowid, stems) VALUES ('delete', OLD.id, OLD.stems); END",
)
POSTGRES = (
    "CREATE INDEX documents_page_words ON documents_page "
    "USING gin (array_to_tsvector(string_to_array(stems, ' ')))",
)


def lay(apps, schema_editor):
    """The index, in the way of the database."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement, params=None)


def lift(apps, schema_editor):
    """Triggers and indexes go with their table; the virtual table does not."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE documents_page_words")


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0004_short_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CleanCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('case_number', models.CharField(blank=True, db_index=True, max_length=60, verbose_name='case')),
                ('sources', models.JSONField(verbose_name='hashes of the scans in their order')),
                ('status', models.CharField(choices=[('waiting', 'being made'), ('made', 'made'), ('failed', 'could not be made')], default='waiting', max_length=8, verbose_name='status')),
                ('problem', models.CharField(blank=True, max_length=20)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('locked_until', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clean_copy', to='documents.document')),
            ],
            options={
                'verbose_name': 'clean copy',
                'verbose_name_plural': 'clean copies',
                'indexes': [models.Index(condition=models.Q(('status', 'waiting')), fields=['locked_until'], name='clean_copy_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='page')),
                ('text', models.TextField()),
                ('stems', models.TextField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='documents.version')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'ordering': ('version', 'number'),
                'constraints': [models.UniqueConstraint(fields=('version', 'number'), name='page_once')],
            },
        ),
        migrations.RunPython(lay, lift),
    ]
