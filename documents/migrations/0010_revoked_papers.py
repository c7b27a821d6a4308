"""The few revoked papers are found without reading the life of all others; an index alone rebuilds no table."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0009_corrected_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='versionstatus',
            index=models.Index(condition=models.Q(('status', 'revoked')), fields=['version'], name='version_revoked'),
        ),
    ]
