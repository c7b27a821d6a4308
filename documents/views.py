"""Handing out a version's bytes: always a download, never a page of ours."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from documents.models import Document, Version
from organisation.models import User
from storage import blobs

MayRead = Callable[[User, Document], bool]

# Anything else leaves as bytes without a name of its own: a browser must not find a program in it.
HARMLESS = frozenset({"application/pdf", "image/jpeg", "image/png", "image/heic", "image/tiff", "text/plain"})


def version_view(may_read: MayRead) -> Callable[..., HttpResponse]:
    """The view of one version. `may_read(user, document)` is the rule of what the document belongs to."""

    @require_safe
    def version(request: HttpRequest, pk: int) -> HttpResponse:
        """Uniform 404 for what is missing and for what this person may not see."""
        found = Version.objects.select_related("document").filter(pk=pk).first()
        user = request.user
        if found is None or not isinstance(user, User) or not _sees(user, found.document, may_read):
            raise Http404
        return as_download(blobs.get(found.sha256), found.filename, found.media_type)

    return version


def as_download(data: bytes, filename: str, media_type: str) -> HttpResponse:
    """Attachment, nosniff, an empty sandbox: a browser saves it and executes nothing of it."""
    kind = media_type if media_type in HARMLESS else "application/octet-stream"
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _sees(user: User, document: Document, may_read: MayRead) -> bool:
    return Document.objects.visible_to(user).filter(pk=document.pk).exists() and may_read(user, document)
