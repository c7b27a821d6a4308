"""A command that draws no paper starts without what draws, seals and speaks to buckets: it is 1.5 s and 60 MB."""

import os
import subprocess
import sys

from django.conf import settings

HEAVY = ("weasyprint", "pyhanko", "boto3", "natasha")
ASK = f"import django, sys; django.setup(); print(*[each for each in {HEAVY} if each in sys.modules])"


def test_the_models_load_without_what_only_papers_need(tmp_path):
    place = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "ZACHETKA_DATA": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", ASK], cwd=settings.BASE_DIR, env=place, capture_output=True)

    assert (told.returncode, told.stdout.decode().split()) == (0, []), told.stderr.decode()[-500:]
