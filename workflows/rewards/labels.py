"""Words of the staff pages for the codes of a nomination: errors, doubts, steps, the path of a case."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workflows.cases import labels
from workflows.cases.history import Telling

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ERRORS: "Mapping[str, StrOrPromise]" = {
    **labels.ERRORS,
    "kind_missing": _("Choose the kind of reward."),
    "kind_switched_off": _("This kind of reward is switched off in the school's rules."),
    "field_missing": _("Choose the field of activity."),
    "direction_missing": _("Choose the direction of work: its deputy keeps the reward."),
    "nominees_missing": _("Name at least one student."),
    "nominees_too_many": _("An order holds at most 500 students: split the nomination."),
    "ground_missing": _("No ground: choose an achievement or write a reason, here or for all."),
    "amount_missing": _("This kind of reward needs an amount."),
    "amount_unreadable": _("Write the amount in figures."),
    "period_missing": _("This kind of reward needs a period."),
    "achievement_unknown": _("This achievement is not in the student's records."),
    "nominee_unknown": _("Choose students of this nomination."),
    "reviewer_unknown": _("Choose a teacher or a deputy director."),
    "reason_missing": _("Write the reason."),
    "nobody_left": _("If nobody is rewarded, decline the whole nomination."),
    "day_missing": _("Give the date."),
    "day_ahead": _("This day has not come yet."),
    "before_the_order": _("This day is before the order."),
    "certificate_missing": _("Some certificates are not made yet."),
    "sent_to_missing": _("Write to which outside body it goes."),
    "answer_missing": _("Write what the outside body answered."),
}

DOUBTS: "Mapping[str, StrOrPromise]" = {
    **labels.DOUBTS,
    "nominator_unknown": _("a letter is no nomination: name who nominates"),
    "certificate_failed": _("a certificate could not be made"),
}

LETTERS: "Mapping[str, StrOrPromise]" = {
    **labels.LETTERS,
    "ordered": _("the order is made"),
    "declined": _("nomination declined"),
    "withdrawn": _("nomination withdrawn"),
}

PATH = (
    (("draft", "returned"), _("Nomination")),
    (("submitted",), _("Check by the office")),
    (("consideration",), _("Director's decision")),
    (("approved", "declined"), _("Order")),
    (("ordered",), _("Certificates")),
    (("certified",), _("Handing over")),
    (("presented",), _("Filing")),
    (("closed",), _("Closed")),
)


def counted(name: str) -> Callable[[Mapping[str, Any]], str]:
    """Words of a step whose data counts students."""

    def worded(data: Mapping[str, Any]) -> str:
        count = data.get(name)
        if not isinstance(count, int):
            return ""
        return ngettext("%(count)d student", "%(count)d students", count) % {"count": count}

    return worded


def decided(data: Mapping[str, Any]) -> str:
    """How many were approved and how many not."""
    if not data.get("declined"):
        return counted("approved")(data)
    return now("%(approved)d rewarded, %(declined)d not") % {
        "approved": data.get("approved", 0),
        "declined": data["declined"],
    }


def numbered(data: Mapping[str, Any]) -> str:
    """The number of a paper."""
    return f"№ {data['number']}" if data.get("number") else ""


def reasoned(data: Mapping[str, Any]) -> str:
    """The words of a refusal or an undoing."""
    return str(data.get("reason") or "")


STEPS: Mapping[str, Telling] = {
    **labels.STEPS,
    "receive": Telling(_("%(who)s begins the nomination"), _("A letter with a nomination arrives")),
    "edit": Telling(_("%(who)s writes what the nomination says")),
    "nominate": Telling(_("%(who)s adds students"), detail=counted("added")),
    "drop": Telling(_("%(who)s takes students out"), detail=counted("dropped")),
    "amend": Telling(_("%(who)s mends a nominee")),
    "assign": Telling(_("%(who)s names who nominates")),
    "submit": Telling(_("%(who)s nominates")),
    "accept": Telling(_("%(who)s passes the nomination to the director")),
    "approve": Telling(_("%(who)s approves"), detail=decided),
    "decline": Telling(_("%(who)s declines"), detail=reasoned),
    "send_back": Telling(_("%(who)s sends the nomination back")),
    "order": Telling(_("%(who)s makes the order"), detail=numbered),
    "sign": Telling(_("%(who)s records the signature of the order")),
    "certify": Telling(_("All certificates are made"), _("All certificates are made")),
    "reissue": Telling(_("%(who)s has a certificate made anew"), detail=numbered),
    "hand_over": Telling(_("%(who)s hands over originals"), detail=counted("handed")),
    "present": Telling(_("%(who)s finishes the handing over"), detail=counted("handed")),
    "record_answer": Telling(_("%(who)s records the answer of the outside body")),
    "close": Telling(_("%(who)s closes the nomination")),
    "withdraw": Telling(_("%(who)s withdraws the nomination"), detail=reasoned),
}


def error(code: object) -> "StrOrPromise":
    """Words of an error's code."""
    return ERRORS.get(str(code), str(code))
