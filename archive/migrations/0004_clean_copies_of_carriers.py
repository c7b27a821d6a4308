"""A carrier has one clean copy of its scans."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0003_scans_of_carriers'),
        ('documents', '0005_words_of_pages'),
    ]

    operations = [
        migrations.AddField(
            model_name='carrier',
            name='clean_copy',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carrier', to='documents.cleancopy', verbose_name='clean copy'),
        ),
    ]
