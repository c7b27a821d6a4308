"""The comparison: claimed courses beside ours, a verdict for each, one packet for the head."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from organisation import profile
from organisation.models import User
from organisation.profile import Profile
from organisation.roles import Role
from workflows.cases import answers, case_page, decisions, door, letter_rows
from workflows.cases.forms import ActionForm
from workflows.cases.timing import Timing
from workflows.credit import (
    classes,
    compare_page,
    labels,
    lines,
    precedent_page,
    proposals,
    rules,
    scans,
    sources,
)
from workflows.credit.line_forms import LineForm, line_forms
from workflows.credit.models import CreditApplication
from workflows.credit.views.finding import find, person

TAKE = "like-"  # and the position of the line that is decided like its precedent


class CompareForm(ActionForm):
    """The packet as a whole: its version, and errors that belong to no line."""

    action = "compare"


@require_http_methods(["GET", "HEAD", "POST"])
def credit_compare(request: HttpRequest, number: str) -> HttpResponse:
    """Show the comparison; a POST saves it, and hands it over or asks for what is missing when that is wanted."""
    case, user = find(request, number), person(request)
    timing = Timing.read()
    if request.method != "POST":
        return show(request, case, timing, CompareForm(case=case, actor=user))
    whole = CompareForm(request.POST, case=case, actor=user)
    given = line_forms(case, timing.ours, lines.own_marks(case), request.POST)
    try:
        door.check(case, "compare", user, int(whole.data["version"]) if whole.is_valid() else -1)
        if [form for form in given if not form.is_valid()]:
            return show(request, case, timing, whole, given)
        rulings = [form.ruling() for form in given]
        wish = request.POST.get("do", "save")
        like: dict[str, Any] = {}
        if wish == "confirm":
            pairs = zip(given, rulings, strict=True)
            rulings = [proposals.confirmed(form.line, each, timing.ours) for form, each in pairs]
        elif wish.startswith(TAKE):
            rulings, like = precedent_page.taken(case, rulings, wish.removeprefix(TAKE))
        case = decisions.act(
            case, "compare", user, version=whole.cleaned_data["version"], lines=rulings, **like
        )
        return go_on(request, case, user, wish)
    except door.Invalid as error:
        spread(error.errors, whole, given)
        return show(request, find(request, number), timing, whole, given)
    except door.MoveRefused as error:
        url = reverse("credit_compare", args=[number])
        return answers.refused(request, case, error, table=labels.STEPS, url=url, typed=typed(given))


def go_on(request: HttpRequest, case: CreditApplication, user: User, wish: str) -> HttpResponse:
    """After saving: stay, ask for what is missing, or hand over to the head."""
    if wish == "ask":
        return redirect(reverse("credit_case", args=[case.number]) + "#form-request_missing")
    if wish == "submit":
        decisions.act(case, "submit", user, version=case.version)
        messages.success(request, _("%(number)s: handed over for decision.") % {"number": case.number})
        return redirect("desk")
    url = reverse("credit_compare", args=[case.number])
    if wish.startswith(TAKE):
        return redirect(f"{url}#line-{wish.removeprefix(TAKE)}")
    if wish == "confirm":
        return redirect(url + still_open(request, case))
    messages.success(
        request,
        _("The comparison is saved.")
        if case.programme_id
        else _("Saved. It stays when the office says which student it is."),
    )
    return redirect(url)


def still_open(request: HttpRequest, case: CreditApplication) -> str:
    """Where the reviewer goes on after confirming: the first line that needs a person, else the hand-over.

    A browser gives the focus to what the address names, with scripts or without.
    """
    allowed = profile.current().credit.allow_assessment
    wanting = [
        ruling.position
        for ruling in lines.rulings(case)
        if list(rules.faults_of_line(ruling, allow_assessment=allowed))
    ]
    if not wanting:
        messages.success(request, _("Every line has its verdict. It can be handed over."))
        return "#hand-over"
    words = ngettext(
        "What is clear is confirmed. %(count)d line needs you.",
        "What is clear is confirmed. %(count)d lines need you.",
        len(wanting),
    )
    messages.success(request, words % {"count": len(wanting)})
    return f"#line-{wanting[0]}"


def spread(errors: dict[str, Any], whole: CompareForm, given: list[LineForm]) -> None:
    """«verdict_2» belongs beside the verdict of line 2; what belongs to no line stands above all."""
    by_position = {str(form.line.position): form for form in given}
    for key, code in errors.items():
        field, _sep, position = key.rpartition("_")
        text = str(labels.ERRORS.get(str(code), code))
        form = by_position.get(position)
        if form is None:
            whole.add_error(None, text)
        else:
            form.is_valid()
            form.add_error(field if field in form.fields else None, text)


def typed(given: list[LineForm]) -> str:
    """The words for the family, given back when the page was too old."""
    found = []
    for form in given:
        words = str(form["reason_words"].data or "").strip()
        if words:
            found.append(f"{form.line.position}. {form.line.title}: {words}")
    return "\n".join(found)


def show(
    request: HttpRequest,
    case: CreditApplication,
    timing: Timing,
    whole: CompareForm,
    given: list[LineForm] | None = None,
) -> HttpResponse:
    """The page; with forms that have to be mended, what was typed stays (422)."""
    user = person(request)
    context = page(case, user, timing.ours, given)
    context |= {
        "term": timing.term(case),
        "whole": whole,
        "version": case.version,
        "failed": [whole, *given] if given else None,
        "may_compare": "compare" in (allowed := door.allowed(case, user)),
        "may_ask": "request_missing" in allowed,
        "may_mend": "edit_lines" in allowed,
        "may_submit": "submit" in allowed,
        "may_link": "link_student" in allowed,
        "may_apply": user.has_role(Role.REVIEWER) and classes.applicable(case),
    }
    return render(request, "credit/compare.html", context, status=422 if given else 200)


def page(case: CreditApplication, user: User, ours: Profile, given: list[LineForm] | None) -> dict[str, Any]:
    """Lines with their forms, the letters, the sum."""
    present = list(case.lines.select_related("unit"))
    for line in present:
        line.case = case
    marked = lines.own_marks(case)
    found = sources.evidence(present, list(letter_rows.incoming(case, user).select_related("reading")))
    forms = given or line_forms(case, ours, marked)
    before = precedent_page.shown(case, present, user)
    foreign = case.evidence.exclude(language="").exists()
    shown = [
        compare_page.line_shown(
            line,
            ours,
            marked,
            found.by_line[line.position],
            before.get(line.position),
            foreign,
            found.doubts.get(line.position, ()),
        )
        for line in present
    ]
    return {
        "case": case,
        "heading": compare_page.heading(case, present),
        "sent_back": compare_page.sent_back(case),
        "lines": list(zip(shown, forms, strict=True)),
        "evidence": found,
        "scanned": scans.suggested(case),
        "papers": case_page.papers(case, user),
        "applicant": case_page.applicant(case),
        "balance": compare_page.balance(case, present),
        "hours": {unit.pk: unit.hours for unit in (case.programme.units.all() if case.programme else ())},
    }
