"""Addresses of documents. The rule of the cases comes from above: documents know no cases."""

from django.urls import URLPattern, path

from documents.views import MayRead, version_view


def routes(may_read: MayRead) -> list[URLPattern]:
    """Mounted in config/urls.py under the namespace "documents"."""
    return [path("<int:pk>/", version_view(may_read), name="version")]
