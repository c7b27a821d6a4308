"""Signs of life for the board: processes, letters that do not leave, room on the disk."""

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive import summary
from documents.detached import openssl, words
from journal.models import Entry
from mailroom.models import Message, Outgoing
from organisation import heartbeat, profile
from organisation.profile import Profile
from workflows import unmade
from workflows.cases.templatetags import wording

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LOW_PERCENT = 10
BEHIND = timedelta(minutes=5)  # several hosts of one school never differ so much
PROCESSES = {
    heartbeat.INLET: gettext_lazy("The mail inlet does not answer"),
    heartbeat.WORKER: gettext_lazy("The worker does not answer: letters and papers wait"),
    heartbeat.CLOCK: gettext_lazy("The clock does not answer: reminders wait"),
}


@dataclass(frozen=True)
class Sign:
    """One thing that is well or not."""

    look: str
    title: "StrOrPromise"
    detail: str = ""


def signs() -> list[Sign]:
    """What is wrong, or one line that all is well."""
    wrong = [Sign("attention", title) for name, title in PROCESSES.items() if not heartbeat.alive(name)]
    if settings.FILES_URL and heartbeat.alive(heartbeat.WORKER) and not heartbeat.alive(heartbeat.FILES):
        detail = _("No letter is taken in and no paper is issued until it answers; nothing is lost.")
        wrong.append(Sign("overdue", _("The store of files does not answer"), detail))
    stuck = Outgoing.objects.alarming().count()
    if stuck:
        title = ngettext("%(count)d letter does not leave", "%(count)d letters do not leave", stuck)
        wrong.append(Sign("overdue", title % {"count": stuck}))
    waiting = unmade.count()
    if waiting:
        title = ngettext("%(count)d paper is not made", "%(count)d papers are not made", waiting)
        detail = _("The key of the seal may not answer; the log of the server says more.")
        wrong.append(Sign("overdue", title % {"count": waiting}, detail))
    free = _free_percent()
    if free < LOW_PERCENT:
        wrong.append(Sign("overdue", _("The disk is nearly full: %(free)d %% left") % {"free": free}))
    written = Entry.objects.order_by("-pk").values_list("at", flat=True).first()
    if written and written > timezone.now() + BEHIND:
        detail = _("The journal was last written at %(moment)s: terms and dates of papers would be wrong.")
        title = _("The clock of the server was set back")
        wrong.append(Sign("overdue", title, detail % {"moment": wording.moment(written)}))
    ours = _ours()
    wrong += [*_of_the_archive(ours), *_of_signatures(ours)] if ours else []
    if wrong:
        return wrong
    last = Message.objects.order_by("-received_at").values_list("received_at", flat=True).first()
    detail = _("The last letter was taken %(moment)s.") % {"moment": wording.moment(last)} if last else ""
    return [Sign("done", _("Mail, disk and clock are well"), detail)]


def _ours() -> Profile | None:
    try:
        return profile.current()
    except profile.ProfileMissing:
        return None


def _of_the_archive(ours: Profile) -> list[Sign]:
    return [Sign(each.look, each.title, each.detail) for each in summary.warnings(ours, timezone.now())]


def _of_signatures(ours: Profile) -> list[Sign]:
    """Told before the director signs in vain."""
    lacks = openssl.missing() if "qualified" in ours.signing.values() else ""
    return (
        [Sign("attention", _("Qualified signatures cannot be checked"), str(words.REASONS[lacks]))]
        if lacks
        else []
    )


def _free_percent() -> int:
    folder = Path(settings.FILES_DIR)
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    return usage.free * 100 // usage.total
