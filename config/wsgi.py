"""The web application for any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from documents import pdf, sealing
from workflows import catalogue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# The first visitor does not wait for dictionaries and fonts, nor the inlet for a transaction that loads them.
catalogue.prepare()
pdf.warm_up()
sealing.warm_up()
