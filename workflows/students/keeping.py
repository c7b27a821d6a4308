"""Pages on which staff keep a portfolio, judge planned results, and mark special learning conditions."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation import profile
from records.models import Student
from workflows.cases.finding import person
from workflows.students import outcomes, portfolio, rights
from workflows.students.outcomes import OutcomesForm
from workflows.students.portfolio import ConditionsForm, PortfolioForm
from workflows.students.views import MEND, READ_AND_SEND, entry_page, kept_with_file, sent


@require_http_methods(READ_AND_SEND)
def portfolio_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a document into the portfolio."""
    whose = get_object_or_404(Student, pk=pk)
    form = PortfolioForm(*sent(request), student=whose, ours=profile.current())
    if request.method == "POST" and kept_with_file(form, partial(portfolio.add, whose, person(request))):
        messages.success(request, _("The document is in the portfolio."))
        return redirect("student", pk=pk)
    return entry_page(request, form, whose, _("New document of the portfolio"))


@require_http_methods(READ_AND_SEND)
def conditions(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark special learning conditions, or take the mark away."""
    whose = get_object_or_404(Student, pk=pk)
    form = ConditionsForm(*sent(request), initial={"special_conditions": whose.special_conditions})
    if request.method == "POST" and form.is_valid():
        portfolio.set_conditions(whose, person(request), form.cleaned_data["special_conditions"])
        messages.success(request, _("The learning conditions are recorded."))
        return redirect("student", pk=pk)
    return entry_page(request, form, whose, _("Learning conditions"))


@require_http_methods(READ_AND_SEND)
def planned(request: HttpRequest, pk: int) -> HttpResponse:
    """Planned results beside the actual ones; those who write judge them one by one."""
    whose, user = get_object_or_404(Student, pk=pk), person(request)
    rows = outcomes.planned(whose)
    may_write = rights.may_write(user)
    form = OutcomesForm(sent(request)[0] if may_write else None, rows=rows)
    if form.is_bound and form.is_valid():
        outcomes.judge(whose, user, form.changed())
        messages.success(request, _("The judgements are recorded."))
        return redirect("student_planned", pk=pk)
    context: dict[str, Any] = {"student": whose, "form": form, "may_write": may_write}
    context["rows"] = [(row, [(each, form[each.field]) for each in row.outcomes]) for row in rows]
    return render(request, "students/planned.html", context, status=MEND if form.errors else 200)
