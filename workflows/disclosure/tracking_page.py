"""What an applicant sees of a record request: how it stands, and never what a record says."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows.cases.tracking_page import Tracking
from workflows.disclosure.choices import Delivery
from workflows.disclosure.models import DECIDED, RecordRequest, State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HEADLINES: "Mapping[str, StrOrPromise]" = {
    State.RECEIVED: gettext_lazy("The request is received, a person reads it"),
    State.IDENTIFICATION: gettext_lazy("The school makes sure who asks and by which right"),
    State.PREPARATION: gettext_lazy("The papers are being prepared"),
    State.APPROVAL: gettext_lazy("The director approves the papers"),
    State.WITHDRAWN: gettext_lazy("The request is withdrawn"),
}
TOLD: "Mapping[str, StrOrPromise]" = {
    "receive": gettext_lazy("The request has come."),
    "identify": gettext_lazy("Identity and right are confirmed."),
    "submit": gettext_lazy("The papers are prepared; the director approves them."),
    "extend": gettext_lazy("The term was extended once; a notice with the reason was sent."),
    "disclose": gettext_lazy("The papers are issued."),
    "issue": gettext_lazy("The certificate is issued."),
    "decline": gettext_lazy("The request is refused; the answer names the ground."),
    "refuse": gettext_lazy("The request is refused; the answer names the ground."),
    "close": gettext_lazy("The answer has been sent."),
    "hand_over": gettext_lazy("The papers have been handed over."),
    "correct": gettext_lazy("We corrected our paper; the new version is in force."),
    "revoke": gettext_lazy("We revoked our paper."),
    "withdraw": gettext_lazy("The request was withdrawn."),
}
WAYS = {
    Delivery.HAND: gettext_lazy(
        "They are handed over in person, against signature. Bring the document you showed."
    ),
    Delivery.EMAIL: gettext_lazy("They are in the letter with the answer."),
    Delivery.LINK: gettext_lazy(
        "The letter has a link; the office tells the code in person or on the telephone."
    ),
    Delivery.POST: gettext_lazy("They go by registered post."),
}


def lead(case: RecordRequest, state: str) -> str:
    """What the applicant has to do, if anything."""
    if state == State.WITHDRAWN:
        return _("We do nothing more with it. You may ask anew at any time.")
    if state == State.IDENTIFICATION:
        return _("If something is needed for that, the office writes or calls.")
    return _("You need not send anything now.")


def answer(case: RecordRequest) -> dict[str, Any]:
    """Given or refused. The papers themselves are never behind this link: it asks for no code."""
    if case.refusal or not case.steps.filter(action__in=("disclose", "issue")).exists():
        return {
            "headline": _("The request is refused"),
            "lead": _("The letter with the answer names the ground."),
        }
    return {"headline": _("The papers are ready"), "lead": WAYS[Delivery(case.delivery)]}


TRACKING = Tracking(
    decided=(*DECIDED, State.CLOSED),
    deciding=("disclose", "issue", "decline", "refuse"),
    undecided=State.APPROVAL,
    headlines=HEADLINES,
    told=TOLD,
    lead=lead,
    answer=answer,
    papers=False,
)
