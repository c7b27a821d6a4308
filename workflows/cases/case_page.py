"""What the page of a case shows, whatever its kind: path, history, papers, letters, facts, and what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from documents import in_force
from documents.detached import keeping, words
from documents.detached.findings import Standing
from documents.models import DetachedSignature, Document, Version, VersionStatus
from organisation.models import User
from organisation.roles import ROLE_TITLES, Role
from workflows.cases import amended, door, history, labels, letter_rows, paper_page
from workflows.cases.description import Condition, Description
from workflows.cases.forms import ActionForm
from workflows.cases.models import Case, Channel
from workflows.cases.shown import PathStep
from workflows.cases.templatetags import wording
from workflows.cases.timing import Timing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Status = VersionStatus.Status
PICTURES = frozenset({"image/jpeg", "image/png"})  # what every browser draws
COPIERS = (Role.OFFICE, Role.HEAD, Role.ARCHIVIST)  # config/access.py: "derived"


@dataclass(frozen=True)
class EarlierVersion:
    """A version that is replaced: its file, when it was made, and why it stands no longer."""

    number: int
    url: str
    made_at: datetime
    status: "StrOrPromise"
    reason: str


@dataclass(frozen=True)
class PaperRow:
    """A paper or file of the case: its newest version, its status in words, its number, where to get it."""

    title: str
    url: str
    version: int
    look: str
    status: "StrOrPromise"
    number: str
    document: int = 0
    page_url: str = ""  # where its versions are; empty for a file that was never issued
    stands: bool = False  # issued, and neither replaced nor revoked
    earlier: Sequence[EarlierVersion] = ()
    picture: bool = False  # a photo that browsers draw


def context(case: Any, user: User, about: Description) -> dict[str, Any]:
    """Everything but the forms."""
    timing = Timing.read()
    closed = case.closed_at is not None
    on_paper = case.channel in (Channel.COUNTER, Channel.POST)
    return {
        "about": about,
        "case": case,
        "heading": heading(case),
        "lead": about.lead(case),
        "applicant": applicant(case),
        "steps": path(case, about),
        "term": None if closed else timing.term(case),
        "target": case.target_on,
        "closed": closed,
        "state_words": about.states(case.state).label,
        "term_note": closed_words(case, timing) if closed else about.term_note(case, timing),
        "happenings": history.happenings(case.steps.select_related("actor"), about.steps),
        "papers": papers(case, user, about.apart),
        "amends": not case.pending and amended.may(case, user),
        "receipt_url": about.url("receipt", case.number)
        if about.receipt and on_paper and user.has_role(Role.OFFICE, Role.HEAD)
        else "",
        "derived_url": reverse("derived", args=[case.number]) if user.has_role(*COPIERS) else "",
        "letters": letter_rows.of(case, user, about.letters),
        "facts": [(name, value) for name, value in about.facts(case) if value],
        "by_phone": about.by_phone(case),
        "doubts": [labels.doubt(code, about.doubts) for code in case.needs_human],
        "hint": hint(case, user),
        "next_page": None if case.pending else about.next_page(case, user),
        **about.more(case, user),
    }


def heading(case: Case) -> str:
    """«118-зч. Тарасов Кирилл Денисович, 7Б»."""
    if case.student is not None:
        name = ", ".join(part for part in (case.student.full_name, case.student.group) if part)
    else:
        name = f"«{case.student_written}»" if case.student_written else _("Student not named")
    return f"{case.number}. {name}"


def applicant(case: Case) -> str:
    """«Елена Тарасова, законный представитель»."""
    role = case.get_applicant_role_display() if case.applicant_role != "unknown" else ""
    return ", ".join(part for part in (case.applicant_name, str(role)) if part)


def path(case: Case, about: Description) -> list[PathStep]:
    """The stations of the case; a withdrawn one ends beside the path."""
    stations = about.stations(case) if about.stations else about.path
    here = next((index for index, (states, _title) in enumerate(stations) if case.state in states), None)
    if here is None:
        return [PathStep(about.path[0][1], "done"), PathStep(about.states(case.state).label, "here")]
    return [
        PathStep(
            _("%(station)s, at %(who)s") % {"station": title, "who": at}
            if index == here and (at := whose(case))
            else title,
            "done" if index < here else "here" if index == here else "ahead",
        )
        for index, (_states, title) in enumerate(stations)
    ]


def whose(case: Case) -> str:
    """At whose place the case stands: a name, or a role."""
    if case.closed_at is not None:
        return ""
    if case.next_person is not None:
        return case.next_person.display_name
    return str(ROLE_TITLES[Role(case.next_role)]) if case.next_role else ""


def closed_words(case: Case, timing: Timing) -> str:
    """«Закрыто ср 25 ноября.»"""
    return _("Closed on %(day)s.") % {"day": wording.day(localtime(case.closed_at, timing.ours.tz))}


def papers(case: Case, user: User, apart: Sequence[str] = ()) -> list[PaperRow]:
    """Papers and files of the case that this person may see, newest version of each; two queries more.

    apart: kinds that are shown elsewhere.
    """
    documents = Document.objects.visible_to(user).filter(case_number=case.number).exclude(kind__in=apart)
    found = [
        (document, versions)
        for document in documents.prefetch_related("versions__statuses", "versions__entry")
        if (versions := list(document.versions.all()))
    ]
    signed = _signatures(case) if any(document.kind == keeping.KIND for document, _ in found) else {}
    return [signed.get(versions[-1].pk) or _paper(document, versions) for document, versions in found]


def _signatures(case: Case) -> dict[int, PaperRow]:
    """The detached signatures of the case by the key of the file: whose, and what was found when it was taken."""
    rows = DetachedSignature.objects.filter(file__document__case_number=case.number)
    return {
        row.file_id: PaperRow(
            title=f"{row.file.document.title}, {row.signer}",
            url=reverse("documents:version", args=[row.file_id]),
            version=row.file.number,
            look="done"
            if row.standing == Standing.QUALIFIED and "other_name" not in row.doubts
            else "attention",
            status=words.in_short(row.standing, row.assured, row.doubts),
            number="",
        )
        for row in rows.select_related("file__document")
    }


def _paper(document: Document, versions: Sequence[Any]) -> PaperRow:
    newest = versions[-1]
    issued = document.origin in amended.ORIGINS and newest.entry is not None
    statuses = list(newest.statuses.all())
    status = statuses[-1].status if statuses else ""
    return PaperRow(
        title=document.title,
        url=reverse("documents:version", args=[newest.pk]),
        version=newest.number,
        look=paper_page.LOOKS[Status(status)] if status else "done",
        status=statuses[-1].get_status_display() if statuses else document.get_origin_display(),
        number=newest.entry.number if newest.entry else "",
        document=document.pk,
        picture=newest.media_type in PICTURES,
        page_url=reverse("paper", args=[document.pk]) if issued else "",
        stands=issued and not any(each.status in in_force.ENDED for each in statuses),
        earlier=[_earlier(each) for each in reversed(versions[:-1])] if newest.entry else (),
    )


def _earlier(version: Version) -> EarlierVersion:
    last = max(version.statuses.all(), key=lambda each: each.pk, default=None)
    return EarlierVersion(
        number=version.number,
        url=reverse("documents:version", args=[version.pk]),
        made_at=version.made_at,
        status=last.get_status_display() if last else "",
        reason=last.reason if last else "",
    )


def hint(case: Case, user: User) -> Case | None:
    """The open case that asks the same, if this person may see it."""
    if not case.hint or case.closed_at is not None:
        return None
    found: Case | None = Case.objects.visible_to(user).filter(number=case.hint).first()
    return found


def waits_for_signature(case: Any) -> bool:
    """Whether a paper of the decision is made and not yet signed."""
    found: bool = import_string(case.FLOW).instance.awaits_signature(case)
    return found


def returned(case: Case) -> bool:
    """Whether a letter of ours came back."""
    return "letter_returned" in case.needs_human


OFFERED: Mapping[str, Condition] = {
    "confirm_sender": lambda case: not case.sender_confirmed,
    "join": lambda case: bool(case.hint),
    "sign": waits_for_signature,
    "hand_over": lambda case: not waits_for_signature(case) and (case.on_paper or returned(case)),
    "readdress": returned,
}
PRESSING: Mapping[str, Condition] = {
    "link_student": lambda case: case.student_id is None,
    "confirm_sender": lambda case: case.student_id is not None,
    **dict.fromkeys(("join", "sign", "hand_over", "readdress"), lambda case: True),
}


def offered(action: str, case: Any, about: Description) -> bool:
    """Whether a legal action makes sense on the page now."""
    condition = {**OFFERED, **about.offered}.get(action)
    return condition is None or condition(case)


def pressing(action: str, case: Any, about: Description) -> bool:
    """Whether the case waits for just this: such an action stands first and open."""
    condition = {**PRESSING, **about.pressing}.get(action)
    return condition is not None and condition(case)


def action_forms(
    case: Any, user: User, about: Description, find_words: str, bound: ActionForm | None
) -> list[ActionForm]:
    """A form for every action that is legal now for this person, the pressing ones first."""
    allowed = set(door.allowed(case, user))
    forms: list[ActionForm] = []
    for form in about.forms:
        if bound is not None and bound.action == form.action:
            forms.append(bound)
        elif form.action in allowed and offered(form.action, case, about):
            forms.append(form(case=case, actor=user, initial={"find": find_words}))
    return sorted(forms, key=lambda each: not pressing(each.action, case, about))
