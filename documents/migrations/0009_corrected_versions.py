"""Corrections of issued papers, in a table of its own: the tables of papers stand and are not touched."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from documents import triggers

TABLE = "documents_correction"
FROZEN = (
    *("id", "replaces_id", "case_number", "code", "reason", "changes", "snapshot"),
    *("number", "actor_id", "at", "about"),
)


def lay(apps, schema_editor):
    """What a correction says stands like a paper."""
    triggers.lay_kept(schema_editor, TABLE, FROZEN)


def lift(apps, schema_editor):
    """On the way back."""
    triggers.lift_kept(schema_editor, TABLE)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0008_signatures_stand'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('case_number', models.CharField(db_index=True, max_length=60, verbose_name='case')),
                ('code', models.CharField(max_length=24, verbose_name='kind of mistake')),
                ('reason', models.CharField(max_length=400, verbose_name='reason')),
                ('changes', models.JSONField(verbose_name='what is corrected')),
                ('snapshot', models.JSONField(verbose_name='frozen data')),
                ('about', models.CharField(blank=True, max_length=300, verbose_name='whom or what it is about')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('status', models.CharField(choices=[('reserved', 'being made'), ('made', 'made'), ('voided', 'given up')], default='reserved', max_length=10, verbose_name='status')),
                ('problem', models.CharField(blank=True, max_length=400, verbose_name='why it was given up')),
                ('locked_until', models.DateTimeField(blank=True, null=True)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='documents.version')),
                ('version', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='documents.version')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ('pk',),
                'indexes': [models.Index(condition=models.Q(('status', 'reserved')), fields=['locked_until'], name='correction_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'voided'), _negated=True), fields=('replaces',), name='a_version_is_corrected_once')],
            },
        ),
        migrations.RunPython(lay, lift),
    ]
