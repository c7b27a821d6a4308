"""What an applicant sees behind the secret link: words without codes, and only what the sender may know."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents.detached import keeping
from documents.models import Version, VersionStatus
from mailroom.models import Outgoing
from workflows.cases import clock, signing
from workflows.cases.shown import Happening
from workflows.cases.templatetags.wording import masked, moment, size

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Tracking:
    """One kind of case as its applicants see it. Functions get the concrete case."""

    decided: Sequence[str]  # states in which a decision is made, the closed one included
    deciding: Sequence[str]  # actions that decide: not told before a signature puts them in force
    undecided: str  # state whose headline stands while the decision waits for its signature
    headlines: "Mapping[str, StrOrPromise]"  # by state, while there is no answer
    told: "Mapping[str, StrOrPromise]"  # steps that concern the applicant, without names of the staff
    lead: Callable[[Any, str], str]  # of the case in a state: what the applicant has to do, if anything
    answer: Callable[[Any], Mapping[str, Any]]  # headline, lead; perhaps verdicts, answered, next_steps
    waiting: Sequence[str] = ()  # states in which the applicant has to send something, and the clock stands
    form: str = ""  # name of the route of the form for what is missing; takes the token
    papers: bool = True  # whether the link opens the papers of the decision


@dataclass(frozen=True)
class Download:
    """A paper of the answer."""

    url: str
    title: "StrOrPromise"
    about: str  # pages and size


def context(case: Any, tracking: Tracking, token: str) -> dict[str, Any]:
    """The context of templates/public/tracking.html. Nobody but a confirmed sender gets more than number and date."""
    shown = {"number": case.number, "received": case.received_at, "open_details": case.sender_confirmed}
    if not case.sender_confirmed:
        return {**shown, "headline": stranger_headline(case)}
    answered = is_answered(case, tracking)
    shown["happenings"] = told(case, tracking, answered)
    if not answered:
        return {**shown, **progress(case, tracking, token)}
    if is_revoked(case):
        return {**shown, "headline": _("The decision is revoked"), "lead": _("Our letter says why.")}
    return {**shown, **tracking.answer(case), **papers(case, tracking, token)}


def is_answered(case: Any, tracking: Tracking) -> bool:
    """Whether there is a decision in force: a printed one that nobody has signed yet is none."""
    if case.state not in tracking.decided or not case.decision_number:
        return False
    packet = signing.packet(case.decision_number, case.number)
    return not any(signing.awaits_signature(each) for each in packet)


def is_revoked(case: Any) -> bool:
    """Whether no paper of the decision is in force any more."""
    if signing.packet(case.decision_number, case.number):
        return False
    of_case = VersionStatus.objects.filter(version__document__case_number=case.number)
    return bool(of_case.filter(status=VersionStatus.Status.REVOKED).exists())


def stranger_headline(case: Any) -> str:
    """Neither what was asked for nor what was decided."""
    return _("The application is answered") if case.closed_at else _("The application is received")


def progress(case: Any, tracking: Tracking, token: str) -> dict[str, Any]:
    """While the answer is not there."""
    state = tracking.undecided if case.state in tracking.decided else case.state
    waiting = state in tracking.waiting
    return {
        "headline": tracking.headlines.get(state, ""),
        "lead": tracking.lead(case, state),
        "clock": None if waiting or case.closed_at else clock.term(case),
        "form_url": reverse(tracking.form, args=[token]) if waiting and tracking.form else "",
    }


def told(case: Any, tracking: Tracking, answered: bool) -> list[Happening]:
    """The history, newest first; while a decision waits for its signature it has not happened yet."""
    steps = case.steps.filter(action__in=list(tracking.told)).order_by("-pk")
    shown = [step for step in steps if answered or step.action not in tracking.deciding]
    newest = [Happening(step.at, "", lead=tracking.told[step.action], mark="now") for step in shown[:1]]
    return newest + [Happening(step.at, tracking.told[step.action]) for step in shown[1:]]


def open_papers(case: Any, tracking: Tracking | None) -> list[Version]:
    """The files that whoever holds the link may have: of a decision in force with its signatures, once confirmed."""
    if tracking is None or not tracking.papers or not case.sender_confirmed:
        return []
    if not is_answered(case, tracking):
        return []
    return keeping.beside(signing.packet(case.decision_number, case.number))


def papers(case: Any, tracking: Tracking, token: str) -> dict[str, Any]:
    """The downloads of the issued papers, and where they were sent."""
    versions = open_papers(case, tracking)
    if not versions:
        return {}
    papers = [each for each in versions if each.media_type != keeping.MEDIA_TYPE]
    downloads = [
        Download(
            reverse("public_paper", args=[token, place] if place else [token]),
            download_words(version, alone=len(papers) == 1),
            pages_words(version) if version in papers else signature_words(version),
        )
        for place, version in enumerate(versions)
    ]
    return {"downloads": downloads, "sent_words": sent_words(case)}


def download_words(version: Version, *, alone: bool) -> "StrOrPromise":
    """«Скачать решение, PDF»; of several papers each is named."""
    if version.media_type == keeping.MEDIA_TYPE:
        return _("Download: %(title)s") % {"title": version.document.title}
    if alone:
        return gettext_lazy("Download the decision, PDF")
    return _("Download: %(title)s, PDF") % {"title": version.document.title}


def pages_words(version: Version) -> str:
    """«2 страницы, 84 КБ.»"""
    count = version.pages or 1
    words = ngettext("%(count)d page, %(size)s.", "%(count)d pages, %(size)s.", count)
    return words % {"count": count, "size": size(version.size)}


def signature_words(version: Version) -> str:
    """«Файл подписи, 2 КБ; откройте его вместе с документом.»"""
    return _("A detached signature, %(size)s. It is checked together with the paper.") % {
        "size": size(version.size)
    }


def sent_words(case: Any) -> str:
    """Only a letter that the mail server took has been sent."""
    letters = Outgoing.objects.filter(case_number=case.number, purpose="decision")
    letter = letters.filter(status=Outgoing.Status.SENT).order_by("-pk").first()
    if letter is None:
        return ""
    return _("We sent it to %(address)s: %(moment)s.") % {
        "address": masked(letter.to),
        "moment": moment(letter.sent_at),
    }
