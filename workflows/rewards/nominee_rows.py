"""Nominees as rows of a table: grounds, what looks like the same reward twice, doubts, errors, where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import Entry
from records.models import Student
from records.spelling import fold
from workflows.cases.templatetags import wording as said
from workflows.cases.timing import Timing
from workflows.rewards import labels, nominees, papers
from workflows.rewards.models import EDITABLE, REWARDED, Nominee, RewardNomination, State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ROWS = 50
LONG_NAME = 36  # letters; a longer one is printed small, so a person looks at it


@dataclass(frozen=True)
class NomineeRow:
    """One student as the table shows them."""

    nominee: Nominee
    ground: str
    achievements: Sequence[str]
    amount: str
    twins: Sequence[nominees.Twin]
    doubts: "Sequence[StrOrPromise]"
    errors: "Sequence[StrOrPromise]"
    consent: bool
    paper_url: str
    page_url: str  # where its versions are
    look: str
    status: "StrOrPromise"


def chosen(case: RewardNomination, wanted: dict[str, str]) -> Any:
    """Nominees of the table, narrowed by class and surname."""
    rows = case.nominees.select_related("student", "certificate")
    if wanted.get("group"):
        rows = rows.filter(student__group=wanted["group"])
    if wanted.get("name"):
        rows = rows.filter(student__in=Student.objects.filter(search_last__startswith=fold(wanted["name"])))
    return rows.prefetch_related("achievements", "certificate__versions").order_by("position")


def page_of(
    case: RewardNomination, wanted: dict[str, str], number: object, timing: Timing
) -> Page[NomineeRow]:
    """One page of the table. Queries do not grow with the nominees."""
    page = Paginator(chosen(case, wanted), ROWS).get_page(number)  # type: ignore[arg-type]  # as the query gives it
    rows = described(case, list(page.object_list), timing)
    page.object_list = rows
    return page


def described(case: RewardNomination, found: Sequence[Nominee], timing: Timing) -> list[NomineeRow]:
    """Nominees with all that is to be said of them, in a bounded number of queries."""
    ours = timing.ours
    kind = case.kind_in(ours)
    alike = nominees.twins(case, found) if case.state not in REWARDED else {}
    faults = nominees.faults(case, ours, found) if case.state in EDITABLE else {}
    silent = nominees.without_consent(found, kind, ours)
    return [
        NomineeRow(
            nominee=each,
            ground=each.words or case.ground,
            achievements=[str(one) for one in each.achievements.all()],
            amount=papers.sum_of(each, case, kind) if kind else "",
            twins=alike.get(each.student_id, ()),
            doubts=doubts(each) if case.state not in (State.CLOSED, State.WITHDRAWN) else (),
            errors=[labels.error(faults[key]) for key in keys_of(each) if key in faults],
            consent=each.student_id not in silent,
            paper_url=paper_url(each),
            page_url=page_url(each),
            look=look_of(each)[0],
            status=look_of(each)[1],
        )
        for each in found
    ]


def paper_url(nominee: Nominee) -> str:
    """Where the certificate lies; empty while it is not made."""
    made = list(nominee.certificate.versions.all()) if nominee.certificate else []
    return reverse("documents:version", args=[made[-1].pk]) if made else ""


def page_url(nominee: Nominee) -> str:
    """Where its versions are, and where it is corrected or revoked; empty while it is not made."""
    made = list(nominee.certificate.versions.all()) if nominee.certificate else []
    return reverse("paper", args=[made[-1].document_id]) if made else ""


def keys_of(nominee: Nominee) -> list[str]:
    """Names of the errors of one nominee."""
    return [f"{name}_{nominee.position}" for name in ("ground", "amount", "period")]


def doubts(nominee: Nominee) -> "list[StrOrPromise]":
    """What a person should look at before anything is printed."""
    student = nominee.student
    found: list[StrOrPromise] = []
    if not student.patronymic:
        found.append(_("no patronymic on file: the paper says «%(name)s»") % {"name": student.full_name})
    if len(nominee.name_on_certificate or student.full_name) > LONG_NAME:
        found.append(_("a long name: it is printed small"))
    if student.left_on is not None:
        found.append(_("left on %(day)s") % {"day": said.day(student.left_on)})
    return found


def look_of(nominee: Nominee) -> "tuple[str, StrOrPromise]":
    """Shape and words of where the nominee stands."""
    if nominee.decision == Nominee.Decision.DECLINED:
        return "refused", nominee.get_decision_display()
    if nominee.handed_on is not None:
        return "done", _("handed over %(day)s") % {"day": said.day(nominee.handed_on)}
    if nominee.certificate is not None:
        looks = {
            Entry.Status.ISSUED: ("done", _("made")),
            Entry.Status.RESERVED: ("queued", _("queued")),
            Entry.Status.VOIDED: ("attention", _("needs you")),
        }
        return looks[Entry.Status(nominee.certificate.status)]
    if nominee.decision == Nominee.Decision.APPROVED:
        return "done", nominee.get_decision_display()
    return "queued", nominee.get_decision_display()
