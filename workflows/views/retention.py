"""What may be destroyed, what is held, and the acts (config/access.py says for whom)."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archive.models import Act, Hold
from documents.models import Version
from organisation import profile
from organisation.roles import Role
from workflows import retention
from workflows.cases.finding import person
from workflows.cases.models import Case

ACTS = 50


class DestroyForm(forms.Form):
    """Cases of the review list, and on what ground their files go."""

    cases = forms.MultipleChoiceField(
        label=_("Cases"), error_messages={"required": _("Mark the cases whose files are to be destroyed.")}
    )
    ground = forms.CharField(
        label=_("Ground"),
        max_length=500,
        help_text=_("For example: the minutes of the commission No. 2 of 15.01.2031."),
    )

    def __init__(self, due: list[retention.Due], data: Any = None) -> None:
        super().__init__(data)
        self.fields["cases"].choices = [(each.number, each.number) for each in due]  # type: ignore[attr-defined]


class HoldForm(forms.Form):
    """A case whose files must stay, and why."""

    number = forms.CharField(label=_("Case"), max_length=60)
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("For example: the request of a court, an inspection.")
    )

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"].strip()
        if not Case.objects.filter(number=number).exists():
            raise forms.ValidationError(_("There is no case with this number."))
        return number


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """The review list; the head destroys what is marked on it by an act."""
    user, ours, now = person(request), profile.current(), timezone.now()
    due = retention.due(ours, timezone.localdate(now, ours.tz))
    may_destroy = user.has_role(Role.HEAD)
    form = DestroyForm(due, request.POST if request.method == "POST" and may_destroy else None)
    if form.is_bound and form.is_valid():
        try:
            act = retention.destroy(form.cleaned_data["cases"], form.cleaned_data["ground"], user, now, ours)
        except retention.NoLongerDue:
            form.add_error("cases", say("One of the cases may no longer go. Look at the list again."))
        else:
            messages.success(request, say("The act is made. Its files are erased within hours."))
            return redirect("destruction_act", act.pk)
    return _page(request, due, form, HoldForm())


@require_POST
def hold_new(request: HttpRequest) -> HttpResponse:
    """Hold the files of a case."""
    user, ours = person(request), profile.current()
    form = HoldForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["number"]
        try:
            held = retention.hold(number, form.cleaned_data["reason"], user)
        except retention.TooLate as error:
            form.add_error(
                "number", say("The act %(act)s has destroyed the files of this case.") % {"act": error}
            )
        else:
            if held is not None:
                messages.success(request, _held_words(number))
                return redirect("retention")
            form.add_error("number", say("The files of this case are held already."))
    due = retention.due(ours, timezone.localdate(timezone=ours.tz))
    return _page(request, due, DestroyForm(due), form)


@require_POST
def hold_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a hold."""
    held = get_object_or_404(Hold, pk=pk)
    if retention.lift(held, person(request), timezone.now()):
        messages.success(request, say("The hold is lifted."))
    else:
        messages.info(request, say("Somebody else lifted it first."))
    return redirect("retention")


@require_safe
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """An act: its cases, how many files each had, which of them are gone."""
    shown = get_object_or_404(Act.objects.select_related("entry", "by"), pk=pk)
    cases = list(shown.cases.prefetch_related("files"))
    standing = Hold.objects.standing().filter(case_number__in=[each.case_number for each in cases])
    holds = {each.case_number: each for each in standing}
    context = {
        "act": shown,
        "cases": [(each, _counted(list(each.files.all())), holds.get(each.case_number)) for each in cases],
        "paper": Version.objects.filter(entry=shown.entry).last(),
        "copies": _copies(shown.entry.snapshot["data"].get("copies_until", "")),
    }
    return render(request, "archive/act.html", context)


@require_safe
def event_log(request: HttpRequest, pk: int) -> HttpResponse:
    """The journal of the destroyed cases as a file."""
    shown = get_object_or_404(Act.objects.select_related("entry"), pk=pk)
    told = {"act": shown.entry.number, "entries": list(retention.event_log(shown))}
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="journal-act-{shown.pk}.json"'
    return response


def _copies(until: str) -> str:
    """How long older backups hold what was destroyed, in words."""
    if not until:
        return say("Backups made earlier hold these files until they are thrown away.")
    day = written(date.fromisoformat(until), "j E Y")
    return say("Backups made earlier may hold these files until %(day)s, then they are thrown away.") % {
        "day": day
    }


def _held_words(number: str) -> str:
    act = Act.objects.select_related("entry").filter(cases__case_number=number).first()
    if act is None:
        return say("The files of the case stay until the hold is lifted.")
    words = say("The act %(act)s has begun: what is not erased yet stays until the hold is lifted.")
    return words % {"act": act.entry.number}


def _counted(files: list[Any]) -> dict[str, Any]:
    kept = [each for each in files if each.kept_for]
    gone = sum(1 for each in files if each.gone_at is not None)
    return {"all": len(files), "gone": gone, "kept": kept, "waiting": len(files) - gone - len(kept)}


def _page(request: HttpRequest, due: list[retention.Due], form: DestroyForm, hold: HoldForm) -> HttpResponse:
    user = person(request)
    wrong = bool(form.errors or hold.errors)
    context = {
        "due": due,
        "form": form,
        "chosen": form["cases"].value() or [],
        "hold_form": hold,
        "holds": Hold.objects.standing().select_related("placed_by"),
        "acts": Act.objects.select_related("entry", "by")[:ACTS],
        "may_destroy": user.has_role(Role.HEAD),
        "copies": _copies(retention.copies_until(timezone.now())),
        "may_lift": user.has_role(Role.HEAD, Role.ARCHIVIST),
        "wrong": wrong,
    }
    return render(request, "archive/retention.html", context, status=422 if wrong else 200)
