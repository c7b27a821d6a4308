"""Parts of the rows that lists show of cases, the same for every kind. A bounded number of queries for any list."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.roles import ROLE_TITLES, Role
from workflows.cases.models import Step
from workflows.cases.templatetags import wording
from workflows.cases.timing import Timing


def latest_steps(keys: Iterable[int], actions: Sequence[str]) -> dict[int, Step]:
    """Of each case the last step among these actions, by the key of the case: it tells why the case stands there."""
    steps = Step.objects.filter(case_id__in=keys, action__in=actions).order_by("pk")
    return {step.case_id: step for step in steps}


def student(case: Any) -> str:
    """The student; in quotes, as written, while nobody is linked."""
    if case.student is None and case.student_written:
        return _("Student not found: «%(name)s»") % {"name": case.student_written}
    return _("Student not named") if case.student is None else case.student.short


def holder(case: Any) -> str:
    """At whose place the case stands."""
    if case.next_person is not None:
        return str(case.next_person.display_name)
    return _("Waits for: %(role)s") % {"role": ROLE_TITLES[Role(case.next_role)]} if case.next_role else ""


def standing(case: Any, timing: Timing) -> str:
    """Instead of the date while no term runs: how long the applicant is silent, or when the case came."""
    zone = timing.ours.tz
    pause = next((each for each in case.pauses.all() if each.ended_at is None), None)
    if pause is None:
        return _("arrived %(day)s") % {"day": wording.day(localtime(case.received_at, zone))}
    silent = (timing.today - localtime(pause.started_at, zone).date()).days
    words = ngettext("%(days)d day without an answer", "%(days)d days without an answer", silent)
    return words % {"days": silent}
