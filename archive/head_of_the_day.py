"""The head of each day: into the folder of this host at the first beat, and by mail once, whichever host is first."""

import hashlib
import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive import doubts, heads
from journal import seal
from journal.models import Sealer
from mailroom import outbox
from organisation.profile import Profile
from storage import blobs

log = logging.getLogger(__name__)
PURPOSE = "journal_head"


def keep_due(now: datetime, ours: Profile) -> dict[str, int]:
    """What was done: kept (a file), mailed, differs (an earlier head is not met: somebody changed the chain)."""
    today = timezone.localdate(now, ours.tz)
    path = heads.folder() / f"head-{today.isoformat()}.json"
    fresh, mail = not path.exists(), _mail_is_due(today.isoformat())
    if not (fresh or mail) or not seal.heads():
        return {}
    counts, content = {}, heads.text(now)
    if differs := bool(doubts.look(now)):
        log.error("the journal's chain does not meet its last head: see `manage.py archive check`")
        counts["differs"] = 1
    if mail and _mail(content, today.isoformat(), differs=differs):
        counts["mailed"] = 1
    if fresh:
        heads.write(path, content)
        counts["kept"] = 1
    return counts


def _mail_is_due(today: str) -> bool:
    return bool(settings.JOURNAL_HEAD_TO) and not Sealer.objects.filter(head_mailed_on=today).exists()


def _mail(content: bytes, today: str, *, differs: bool) -> bool:
    """Queue the letter and take the day, together; False when another host was first."""
    Sealer.objects.get_or_create(pk=1)
    with transaction.atomic():
        if not Sealer.objects.filter(pk=1).exclude(head_mailed_on=today).update(head_mailed_on=today):
            return False
        outbox.queue(
            case_number="",
            purpose=PURPOSE,
            to=settings.JOURNAL_HEAD_TO,
            subject=_("Head of the journal, %(day)s") % {"day": today},
            text=_words(differs=differs),
            attachments=[
                {
                    "sha256": blobs.put(content),
                    "filename": f"head-{today}.json",
                    "media_type": "application/json",
                }
            ],
        )
    log.info("head of the journal %s queued", hashlib.sha256(content).hexdigest())
    return True


def _words(*, differs: bool) -> str:
    keep = _(
        "The attached file says how long the journal is and how it ends. Keep it apart from the school's computers: "
        "with it, «manage.py verify --head FILE» shows whether anything in the journal was changed or removed since."
    )
    warning = _(
        "Warning: the journal does not meet its last head. Something was changed, removed or restored."
    )
    return f"{warning}\n\n{keep}\n" if differs else f"{keep}\n"
