"""A page whose file cannot be had: destroyed by an act, which is said, lost, which is an alarm, or for the moment."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import ActFile
from config.errors import SOON, typed
from storage.blobs import BlobDamaged, BlobMissing
from storage.remote import Unavailable

log = logging.getLogger(__name__)


class MissingFiles:
    """Answers 410 for what an act destroyed, 503 for what is lost, damaged or out of reach, in the school's look."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only for the store's errors; all others go on."""
        if isinstance(exception, Unavailable):
            log.error("the store of files does not do what it is asked: %s", exception)
            answer = render(request, "unanswered.html", {"typed": typed(request)}, status=503)
            answer["Retry-After"] = str(SOON)
            return answer
        if not isinstance(exception, BlobMissing | BlobDamaged):
            return None
        sha256 = str(exception)
        erased = ActFile.objects.filter(sha256=sha256).exclude(gone_at=None)
        file = erased.select_related("case__act__entry").first()
        if file is not None:
            return render(request, "gone.html", {"act": file.case.act}, status=410)
        log.error("the stored file %s is missing or damaged", sha256)
        return render(request, "lost.html", status=503)
