"""Words of the staff pages for the codes of a record request: grounds, errors, steps, letters, stations."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from workflows.cases import labels
from workflows.cases.history import Telling

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GROUNDS = {
    "no_such_student": _("no such student in our records"),
    "under_14": _("under 14, a representative has to ask"),
    "parent_of_adult": _("the student is of age: parents need a power of attorney or consent"),
    "parents_not_admitted": _("our rules give these records to no representative"),
    "period_not_begun": _("the representative's period has not begun"),
    "period_ended": _("the representative's period has ended"),
    "no_authority": _("no document of authority was shown"),
    "no_permission": _("no permission to disclose to the customer is on record"),
    "no_legal_ground": _("the letter names no law, or has no number"),
    "other_persons_data": _("these are another person's data"),
    "repeated": _("the same was disclosed lately"),
    "nothing_on_record": _("nothing of the kind is on record"),
    "not_in_writing": _("our rules ask for a written request"),
}

ERRORS: Mapping[str, "StrOrPromise"] = {
    **labels.ERRORS,
    **GROUNDS,
    "first_student_open": _("First say which student of ours the first name of the letter is."),
    "others_open": _("The letter names somebody of whom there are several: first say who is meant."),
    "papers_missing": _("Choose at least one paper."),
    "period_reversed": _("The period ends before it begins."),
    "identity_missing": _("Say what document was seen and how identity was checked."),
    "nothing_chosen": _("Choose at least one row, or refuse: nothing of the kind is on record."),
    "too_many_rows": _("Too many rows for one paper: choose fewer, or a shorter period."),
    "not_of_this_student": _("A row does not belong to this request. Load the page again."),
    "no_ground": _("Choose the ground of the refusal."),
    "reason_missing": _("Say why the term is extended: the notice prints it."),
}

DOUBTS: "Mapping[str, StrOrPromise]" = {
    **labels.DOUBTS,
    "student_unclear": _("it is unclear whose record is asked for"),
}

PATH = (
    (("received",), _("Received")),
    (("identification",), _("Identity and right")),
    (("preparation",), _("Preparation")),
    (("approval",), _("Approval")),
    (("disclosed", "refused"), _("Handing over")),
    (("closed",), _("Closed")),
)

LETTERS: "Mapping[str, StrOrPromise]" = {
    **labels.LETTERS,
    "accepted": _("number and term"),
    "decision": _("answer"),
    "ready": _("the answer is ready"),
    "extended": _("notice of the extension"),
    "withdrawn": _("request withdrawn"),
}


def told_ground(data: Mapping[str, Any]) -> str:
    """The ground of a refusal in words."""
    return str(GROUNDS.get(data.get("refusal", ""), ""))


STEPS: Mapping[str, Telling] = {
    **labels.STEPS,
    "receive": Telling(_("%(who)s registers the request"), _("The programme opens the case")),
    "take_up": Telling(
        _("%(who)s takes the request up"),
        _("It is known what is asked; the applicant learns number and term"),
    ),
    "name_others": Telling(_("%(who)s says whom the letter means")),
    "amend": Telling(_("%(who)s says what is asked")),
    "identify": Telling(_("%(who)s confirms identity and right")),
    "turn_away": Telling(_("%(who)s gives the uniform answer: nobody was identified")),
    "decline": Telling(_("%(who)s refuses"), "", told_ground),
    "refuse": Telling(_("%(who)s refuses"), "", told_ground),
    "choose": Telling(_("%(who)s chooses what leaves")),
    "submit": Telling(_("%(who)s hands the papers over for approval")),
    "send_back": Telling(_("%(who)s sends the papers back")),
    "disclose": Telling(_("%(who)s approves: the papers leave")),
    "issue": Telling(_("%(who)s issues the certificate")),
    "extend": Telling(_("%(who)s extends the term once; the notice leaves")),
    "withdraw": Telling(_("%(who)s withdraws the request at the applicant's wish")),
}
