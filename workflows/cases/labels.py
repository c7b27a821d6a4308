"""Words of the staff pages that all kinds of cases share: doubts, errors, letters, steps. Each kind adds its own."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from organisation.models import User
from workflows.cases.history import Telling

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DOUBTS: "Mapping[str, StrOrPromise]" = {
    "plan_to_check": _("the individual study plan has to be made anew by hand"),
    "student_unknown": _("the student is not in the records"),
    "namesake": _("the student has to be confirmed: the name alone is not enough"),
    "letter_returned": _("our letter came back"),
    "several_students": _("the letter names several students"),
    "several_requests": _("the letter asks for several things"),
    "capacity_unclear": _("it is unclear in which capacity the sender writes"),
    "doubtful_values": _("some values have to be checked against the letter"),
    "attachment_needs_eyes": _("an attachment has to be read by a person"),
    "long_letter_read_in_part": _("the letter is very long and was read in part"),
    "words_to_a_machine": _("the letter gives orders to a program; they were left unread"),
    "hidden_text": _("the letter or a file of it holds words that are not shown to a reader"),
    "letter_with_files": _("a letter sent on as a file has files of its own"),
    "active_content": _("an attachment has a program inside"),
    "remote_content": _("an attachment wants to load something from outside"),
    "broken_file": _("an attachment is damaged"),
    "empty_file": _("an attachment is empty"),
    "encrypted_file": _("an attachment is locked with a password"),
    "encrypted_or_old_office_file": _("an attachment is locked or in an old format"),
    "doctype_in_file": _("an attachment is built unusually"),
    "scan_without_text": _("an attachment is a scan without text"),
    "too_large_inside": _("an attachment is too large inside"),
    "too_many_pixels": _("a picture is too large to open"),
    "beyond_limits": _("an attachment could not be read within limits"),
    "unknown_kind_of_file": _("an attachment is of an unknown kind"),
    "reply": _("a letter has come that nobody has read yet"),
}

ERRORS: "Mapping[str, StrOrPromise]" = {
    "signed_on_missing": _("Give the date of the signature."),
    "signature_missing": _("The detached signature of this paper is missing."),
    "how_missing": _("Say how."),
    "student_unknown": _("There is no such student in the records."),
    "reviewer_unknown": _("There is no such reviewer."),
    "join_unknown": _("There is no such open case."),
    "email_missing": _("Give the new address."),
    "not_a_date": _("Write a date."),
    "series_missing": _("The profile has no series for these numbers. Ask the administrator."),
    "external_number_missing": _("Type the number from the other system."),
    "external_number_taken": _("This number stands in the register already."),
    "paper_unknown": _("The case has no such paper."),
    "paper_not_in_force": _("This paper is replaced or revoked already, or its kind is never corrected."),
    "code_missing": _("Choose the kind of reason."),
    "reason_empty": _("Write your reason."),
    "too_long": _("This is too long."),
    "nothing_changed": _("Nothing is corrected yet: change what is wrong."),
    "not_on_this_paper": _("The paper has no such particular."),
    "empty": _("This may not be empty."),
    "unlikely_day": _("This date cannot be right: look at the year."),
    "not_a_number": _("Write a whole number."),
    "not_text": _("Only words or a number can stand here."),
}

LETTERS: "Mapping[str, StrOrPromise]" = {
    "received": _("number and date"),
    "decision": _("decision"),
    "joined": _("joined to another case"),
    "withdrawn": _("application withdrawn"),
    "corrected": _("corrected paper"),
    "revoked": _("paper revoked"),
    "derived": _("copy, extract or duplicate"),
}


def told(key: str) -> Callable[[Mapping[str, Any]], str]:
    """What stands under a key of the step's data, as it is."""
    return lambda data: str(data.get(key) or "")


def told_person(data: Mapping[str, Any]) -> str:
    """The person behind the user name."""
    found = User.objects.filter(username=data.get("reviewer", "")).first()
    return found.display_name if found else ""


def told_signed(data: Mapping[str, Any]) -> str:
    """The day on the paper, and whose detached signatures were taken."""
    return ", ".join(each for each in (data.get("signed_on"), data.get("signed_by")) if each)


def told_paper(data: Mapping[str, Any]) -> str:
    """The number of the paper, and why."""
    return ", ".join(str(data[key]) for key in ("number", "reason") if data.get(key))


STEPS: Mapping[str, Telling] = {
    "receive": Telling(_("%(who)s registers the application"), _("The programme opens the case")),
    "assign": Telling(_("%(who)s names who prepares the answer"), "", told_person),
    "close": Telling("", _("The mail server took the answer: the case is closed")),
    "withdraw": Telling(_("%(who)s withdraws the application at the applicant's wish")),
    "link_student": Telling(_("%(who)s links the student"), _("The programme links the student")),
    "confirm_sender": Telling(_("%(who)s confirms the sender"), "", told("how")),
    "add_letter": Telling(_("%(who)s adds to the case"), _("A letter came"), told("added")),
    "join": Telling(_("%(who)s joins the case to another"), "", told("into")),
    "sign": Telling(_("%(who)s records the signature"), "", told_signed),
    "hand_over": Telling(_("%(who)s records the handing-over"), "", told("how")),
    "letter_returned": Telling("", _("Our letter came back: it does not count as sent")),
    "readdress": Telling(_("%(who)s gives another address"), "", told("email")),
    "correct": Telling(_("%(who)s corrects a paper"), _("The programme corrects a paper"), told("number")),
    "revoke": Telling(_("%(who)s revokes a paper"), "", told_paper),
    "void": Telling("", _("The paper could not be made: its number is voided")),
}


def doubt(code: str, own: "Mapping[str, StrOrPromise]" = DOUBTS) -> "StrOrPromise":
    """What only a person can settle, in words."""
    if code.startswith("unreadable"):
        return _("the letter could not be read by the machine")
    return own.get(code) or DOUBTS.get(code) or _("a person has to look")
