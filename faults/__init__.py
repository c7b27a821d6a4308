"""Named points at which a test may kill the process, so that crash safety is shown and not believed.

The twelve names are part of the contract with outside tests; a point that nothing reaches is a defect.
"""

import os
import signal

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

POINTS = (
    "blob_written",
    "blob_synced",
    "message_committed",
    "before_250",
    "parsed",
    "case_committed",
    "number_reserved",
    "paper_stored",
    "decision_committed",
    "letter_claimed",
    "smtp_accepted",
    "letter_committed",
)


def reach(point: str) -> None:
    """Kill this process with SIGKILL if ZACHETKA_CRASH_AT names `point` (one of POINTS); otherwise do nothing."""
    if point != settings.CRASH_AT:
        return
    if not settings.DEBUG:
        raise ImproperlyConfigured("ZACHETKA_CRASH_AT is refused unless DEBUG is on.")
    os.kill(os.getpid(), signal.SIGKILL)
