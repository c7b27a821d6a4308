"""How the archive stands, in a few facts: for its page, and as signs on the office's board."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Min
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import Backup, BadFile, Drill, HeadDoubt
from archive.rules import Yearly, yearly
from organisation.models import User
from organisation.profile import Profile

TWO_YEARS = timedelta(days=800)
LOOKS = {"overdue": "overdue", "soon": "attention", "ahead": "later", "done": "done"}


@dataclass(frozen=True)
class Warning:
    """Something that the office has to see: look, words, detail."""

    look: str
    title: str
    detail: str = ""


def standing(ours: Profile, now: datetime) -> Yearly:
    """The yearly backup on the day of `now`."""
    rules, today = ours.archive, timezone.localdate(now, ours.tz)
    rows = Backup.objects.filter(made_at__gte=now - TWO_YEARS).values_list("made_at", "medium")
    made = [(timezone.localdate(at, ours.tz), medium) for at, medium in rows]
    return yearly(today, rules.backup_by, rules.remind_days, rules.media, made, _first_day(ours, now))


def words(state: Yearly, ours: Profile) -> str:
    """The yearly backup in one sentence."""
    sentence = {
        "overdue": _("The yearly backup is overdue since %(day)s: it lies on %(there)d of %(wanted)d media"),
        "soon": _("The yearly backup is due by %(day)s: it lies on %(there)d of %(wanted)d media"),
        "ahead": _("The yearly backup is due by %(day)s"),
        "done": _("The yearly backup is made, for the day %(day)s"),
    }[state.state]
    day = written(state.due_on, "j E Y")
    return sentence % {"day": day, "there": state.media, "wanted": ours.archive.media}


def warnings(ours: Profile, now: datetime) -> list[Warning]:
    """What is wrong; nothing when all is well."""
    found, state = [], standing(ours, now)
    if state.state in ("overdue", "soon"):
        found.append(Warning(LOOKS[state.state], words(state, ours)))
    bad = BadFile.objects.bad().count()
    if bad:
        title = ngettext("%(count)d stored file is bad", "%(count)d stored files are bad", bad)
        detail = _("Bring them back from a backup; the archive page names them.")
        found.append(Warning("overdue", title % {"count": bad}, detail))
    doubts = list(HeadDoubt.objects.open().values_list("head", flat=True))
    if doubts:
        title = _("The journal does not meet its earlier head: %(head)s") % {"head": ", ".join(doubts)}
        detail = _(
            "Something was changed, removed or restored. The archivist settles it on the archive page."
        )
        found.append(Warning("overdue", title, detail))
    last = Drill.objects.values_list("whole", flat=True).first()
    if last is False:
        found.append(Warning("overdue", _("The last restore drill found a backup that is not whole")))
    return found


def _first_day(ours: Profile, now: datetime) -> date:
    """The day of the first account: before it, nothing could be late."""
    first = User.objects.aggregate(first=Min("date_joined"))["first"]
    return timezone.localdate(first or now, ours.tz)
