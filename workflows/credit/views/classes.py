"""One comparison for a class: the reviewer chooses the students, the head decides them all in one step."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from records.models import Student
from workflows.cases import answers, door
from workflows.cases.forms import NoteForm, version_of
from workflows.cases.links import READ_AND_SEND
from workflows.credit import classes, decision_page, labels
from workflows.credit.forms.members import CHOSEN, ClassForm, MemberForm, typed_of
from workflows.credit.models import CreditApplication, State
from workflows.credit.views.finding import find, person


@require_http_methods(READ_AND_SEND)
def students(request: HttpRequest, number: str) -> HttpResponse:
    """Choose students of a group; a POST makes their cases. 404 while the comparison is not whole."""
    lead, user = find(request, number), person(request)
    group = request.GET.get("group", lead.student.group if lead.student else "")[:40]
    lines = classes.judged(lead)
    given = request.POST if request.method == "POST" else None
    start = {"issued_by": lead.earlier_school}
    whole = ClassForm(given, case=lead, actor=user, initial=start)
    rows = [MemberForm(given, student=each, lines=lines) for each in classes.students(lead, group)]
    if not classes.applicable(lead) and given is not None:
        refusal, typed = door.NotNow("the comparison cannot be applied now"), typed_of(rows)
        return answers.refused(request, lead, refusal, table=labels.STEPS, url=_page(lead), typed=typed)
    if given is None or not all([whole.is_valid(), *[row.is_valid() for row in rows]]):
        return _show(request, lead, whole, rows, group)
    chosen = [row for row in rows if row.cleaned_data["chosen"]]
    having, gone = _missed(lead, request.POST, rows)
    if not (chosen or having or gone):
        whole.add_error(None, _("Choose at least one student."))
        return _show(request, lead, whole, rows, group)
    if chosen:
        common = whole.cleaned_data
        made = classes.add(lead, [row.member(common["kind"], common["issued_by"]) for row in chosen], user)
        ready = sum(case.state == State.DECISION for case in made)
        words = ngettext("%(count)d case is made.", "%(count)d cases are made.", len(made))
        with_head = _("With the head: %(ready)d.") % {"ready": ready}
        messages.success(request, words % {"count": len(made)} + " " + with_head)
    if having:
        messages.info(request, _("Made already: %(names)s.") % {"names": ", ".join(having)})
    if gone:
        told = _("Nothing is made for %(names)s: no longer in this group or programme.")
        messages.warning(request, told % {"names": ", ".join(gone)})
    return redirect(reverse("credit_class", args=[lead.number]))


def _missed(
    lead: CreditApplication, given: QueryDict, rows: Sequence[MemberForm]
) -> tuple[list[str], list[str]]:
    """Names of those chosen on a page older than the group: who has a case of the class by now, and who is gone."""
    keys = {int(found[1]) for each in given if (found := CHOSEN.fullmatch(each))}
    elsewhere = Student.objects.filter(pk__in=keys - {row.student.pk for row in rows})
    have = set(lead.classmates.values_list("student", flat=True))
    names = [(each.pk in have, each.full_name) for each in elsewhere.order_by("last_name", "pk")]
    return [name for has, name in names if has], [name for has, name in names if not has]


def _page(lead: CreditApplication) -> str:
    return reverse("credit_compare", args=[lead.number])


def _show(
    request: HttpRequest, lead: CreditApplication, whole: ClassForm, rows: Sequence[MemberForm], group: str
) -> HttpResponse:
    made = lead.classmates.select_related("student").order_by("student__last_name", "pk")
    context = {
        "case": lead,
        "whole": whole,
        "rows": rows,
        "group": group,
        "groups": classes.groups(lead),
        "made": [(each, State(each.state).label) for each in made],
        "applicable": classes.applicable(lead),
        "failed": [whole, *rows] if whole.is_bound else None,
    }
    return render(request, "credit/class.html", context, status=422 if whole.is_bound else 200)


class ClassDecisionForm(NoteForm):
    """The head's remark for all."""

    action = "order_class"


@require_http_methods(READ_AND_SEND)
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """What is proposed for each student; a POST signs the order and decides every case as compared."""
    lead, user = find(request, number), person(request)
    form = ClassDecisionForm(request.POST or None, case=lead, actor=user)
    if request.method == "POST":
        try:
            done = classes.decide(
                lead,
                user,
                version_of(lead, request.POST.get("version")),
                request.POST.get("note", "").strip(),
            )
        except door.Invalid as error:
            form.is_valid()
            form.take_errors(error.errors, labels.ERRORS)
            return _decision(request, lead, form, 422)
        except door.MoveRefused as error:
            typed = request.POST.get("note", "")
            return answers.refused(request, lead, error, table=labels.STEPS, url=request.path, typed=typed)
        _tell(request, done)
        return redirect("credit_class_decision", number=lead.number)
    return _decision(request, lead, form, 200)


def _tell(request: HttpRequest, done: classes.Decided) -> None:
    words = ngettext(
        "%(count)d decision is signed; its paper is being made.",
        "%(count)d decisions are signed; their papers are being made.",
        done.begun,
    )
    if done.begun:
        messages.success(request, words % {"count": done.begun})
    elif not done.refused:
        messages.info(request, _("Everything of this class is signed already."))
    for case, error in done.refused:
        codes = error.errors.values() if isinstance(error, door.Invalid) else ()
        why = " ".join(str(labels.ERRORS.get(str(code), code)) for code in codes)
        messages.warning(
            request, _("%(number)s is not decided. %(why)s") % {"number": case.number, "why": why}
        )


def _decision(request: HttpRequest, lead: CreditApplication, form: Any, status: int) -> HttpResponse:
    cases = CreditApplication.objects.filter(pk=lead.pk) | lead.classmates.all()
    found = list(
        cases.select_related("student").prefetch_related("lines__unit").order_by("student__last_name", "pk")
    )
    waiting = [each for each in found if each.state == State.DECISION and not each.pending]
    context = {
        "case": lead,
        "form": form,
        "rows": [(each, _standing(each), _proposed(each)) for each in found],
        "waiting": len(waiting),
        "making": sum(bool(each.pending) for each in found),
        "may_decide": bool(waiting)
        and (bool(lead.class_order) or "order_class" in door.allowed(lead, person(request))),
        "failed": form if form.is_bound else None,
    }
    return render(request, "credit/class_decision.html", context, status=status)


def _standing(case: CreditApplication) -> str:
    return _("being made") if case.pending else str(State(case.state).label)


def _proposed(case: CreditApplication) -> list[tuple[str, str, str]]:
    """Verdict, course and what stands beside it, line by line."""
    found = []
    for line in case.lines.all():
        words = str(labels.VERDICTS.get(line.verdict, _("no verdict"))).lower()
        title = line.unit.title if line.unit else line.title
        found.append((line.verdict or "unknown", f"{title}: {words}", str(decision_page.detail(line))))
    return found
