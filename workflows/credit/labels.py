"""Words of the staff pages for the codes of a credit transfer: verdicts, reasons, doubts, errors, steps."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workflows.cases import labels as common
from workflows.cases.history import Telling
from workflows.credit import rules

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

VERDICTS = {
    rules.CREDITED: pgettext_lazy("verdict", "Credit"),
    rules.REFUSED: pgettext_lazy("verdict", "Do not credit"),
    rules.ASSESSMENT: pgettext_lazy("verdict", "Assessment"),
}

REASONS = {
    "name": _("another name in meaning"),
    "hours": _("too few hours"),
    "topics": _("too few of our topics"),
    "name_and_topics": _("another name and another content"),
    "no_evidence": _("nothing proves the result"),
    "failed": _("the result is a fail"),
    "no_unit": _("our programme has no such course"),
    "already_marked": _("there is a mark in that course already"),
    "state_exam_result": _("a result of the state final assessment"),
    "hours_used": _("the hours are used by another line"),
    "other": _("another reason"),
}

# What the comparison computes, and why a reviewer did not follow it.
PROPOSED = {**VERDICTS, "unknown": _("left to a person")}
OVERRULED = {
    **REASONS,
    "other_unit": _("another course of ours was meant"),
    "credited_all_the_same": _("credited all the same"),
    "assessed": _("sent to assessment"),
}

MANDATORY = {
    "course_title": _("title of the course"),
    "hours": _("academic hours"),
    "assessment_form": _("form of assessment"),
    "result": _("result"),
}

NAMES = {
    "same": _("the same word for word"),
    "close": _("very close in meaning"),
    "different": _("different in meaning"),
}

DOUBTS: "Mapping[str, StrOrPromise]" = {
    **common.DOUBTS,
    "hours_shared": _("hours are given for several courses together"),
    "student_unclear": _("it is unclear whose course it is"),
}

ERRORS: "Mapping[str, StrOrPromise]" = {
    **common.ERRORS,
    "no_lines": _("There is no course to compare."),
    "verdict_missing": _("Choose a verdict."),
    "student_first": _("This can be settled when the office has said which student it is."),
    "compared_for_another": _(
        "The student was linked after the comparison, nobody has compared for this one. Send the case "
        "back to comparison."
    ),
    "claim_incomplete": _("First fill in the claimed course: title, hours, form and result."),
    "assessment_not_allowed": _("The school's rules know no assessment."),
    "unit_missing": _("Choose our course."),
    "unit_unknown": _("This course is not in the student's programme."),
    "unit_repeated": _("Another line credits the same course of ours already."),
    "reason_missing": _("Choose why."),
    "words_missing": _("Write the reason in words: the family will read it."),
    "failed_is_never_credited": _("A fail is never credited."),
    "state_exam_is_never_credited": _("A result of the state final assessment is never credited."),
    "result_missing": _("Choose the mark on our scale."),
    "already_marked": _("There is a mark already: write why the earlier course is credited all the same."),
    "sender_unconfirmed": _("The sender is not confirmed yet. The office does that on the page of the case."),
    "missing_empty": _("Say what is missing."),
    "grounds_missing": _("A refusal of what was proposed for credit needs its grounds in words."),
    "not_approve": _("Not every line is proposed for credit."),
    "not_approve_partly": _("The lines do not amount to a part."),
    "plan_does_not_balance": _(
        "Credited and remaining hours do not add up to the programme. Ask the administrator to check its hours."
    ),
    "register_state_exam": _(
        "The state register never counts for a subject of the state final assessment: choose another verdict."
    ),
    "seal_unchecked": _(
        "First look whether seal and signature stand on the certificate, and tick both on the page of the case."
    ),
    "evidence_missing": _(
        "No document proves the courses: note one on the page of the case, or write there why none is needed."
    ),
    "translation_missing": _(
        "A document in another language has no translation yet: note it with the document on the page of the case."
    ),
    "evidence_kind_unknown": _("Choose the kind of document."),
    "evidence_number_missing": _("Write the number of the document."),
    "changes_verdict": _(
        "With these hours the verdict would be another: that is no correction. Revoke the decision and decide anew."
    ),
    "hours_counted_together": _(
        "These hours were counted together with another course: that is no correction. Revoke the decision and decide "
        "anew."
    ),
    "exception_without_words": _("A course outside the tests is credited: write your reason as the remark."),
    "class_empty": _("No line of the class is proposed for credit: there is nothing to order."),
    "split_empty": _("Choose at least one course."),
    "split_all": _("At least one course has to stay here."),
    "hours_not_a_number": _("Write a whole number."),
    "hours_out_of_range": _("From 1 to 9,999 hours."),
    "line_unknown": _("There is no such line."),
}

WAITING = ("incomplete", "lapsed")
PATH = (
    (("received",), _("Received")),
    (WAITING, _("Waiting for the missing")),
    (("comparison",), _("Comparison")),
    (("decision",), _("Decision")),
    (("approved", "partly_approved", "refused"), _("Letter to the family")),
    (("closed",), _("Closed")),
)

LETTERS: "Mapping[str, StrOrPromise]" = {
    **common.LETTERS,
    "accepted": _("number and term"),
    "missing": _("request for what is missing"),
    "reminder": _("reminder"),
    "lapsed": _("closing letter"),
}


def missing(codes: Sequence[str]) -> str:
    """«academic hours, result»; the reviewer's own words pass through."""
    return ", ".join(str(MANDATORY.get(code, code)) for code in codes)


def told_missing(data: Mapping[str, Any]) -> str:
    """What a request named."""
    return missing(data.get("missing") or ())


def told_precedent(data: Mapping[str, Any]) -> str:
    """The earlier case that a line was decided like."""
    return str(_("as in %(number)s")) % {"number": data["precedent"]} if data.get("precedent") else ""


STEPS: Mapping[str, Telling] = {
    **common.STEPS,
    "accept": Telling(
        _("%(who)s accepts the application: everything needed is there"),
        _("The application names everything needed; the family learns number and term"),
        clock="runs",
    ),
    "ask": Telling(
        _("%(who)s asks for what is missing"),
        _("The programme asks for what is missing"),
        told_missing,
        "stops",
    ),
    "request_missing": Telling(_("%(who)s asks for what is missing"), "", told_missing, "stops"),
    "complete": Telling(
        _("%(who)s goes on: the missing is there"),
        _("The answer came, everything needed is there"),
        clock="runs",
    ),
    "reopen": Telling(_("%(who)s reopens the case"), _("A late answer came: the case goes on"), clock="runs"),
    "lapse": Telling(_("%(who)s sends the closing letter"), _("No answer came: the closing letter goes")),
    "remind": Telling(_("%(who)s reminds the applicant"), _("The programme reminds the applicant")),
    "submit": Telling(_("%(who)s hands the packet over for decision")),
    "send_back": Telling(_("%(who)s sends the packet back")),
    "approve": Telling(_("%(who)s decides: credit everything")),
    "approve_partly": Telling(_("%(who)s decides: credit in part")),
    "refuse": Telling(_("%(who)s decides: refuse")),
    "sign_order": Telling(
        _("%(who)s records the signature of the order for the class"), "", common.told_signed
    ),
    "order_class": Telling(_("%(who)s signs the order for the class"), "", common.told("number")),
    "edit_lines": Telling(_("%(who)s mends the claimed courses"), _("The family completes the form")),
    "add_evidence": Telling(_("%(who)s notes a document that proves the courses"), "", common.told("number")),
    "go_without_evidence": Telling(_("%(who)s credits without a document"), "", common.told("reason")),
    "compare": Telling(_("%(who)s compares the courses"), "", told_precedent),
    "assign": Telling(_("%(who)s names who compares"), "", common.told_person),
    "split": Telling(_("%(who)s moves courses to a case of their own"), "", common.told("into")),
}
