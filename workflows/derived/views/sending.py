"""A derived paper sent by e-mail to the person it is for."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mailroom import outbox
from workflows.cases.finding import person
from workflows.derived import sending
from workflows.derived.forms import LONGEST
from workflows.derived.models import Derived
from workflows.derived.views.common import MEND, master_of


class SendForm(forms.Form):
    """To which address, to whom, and by which right: the ledger keeps all three."""

    to = forms.CharField(
        label=gettext_lazy("E-mail"),
        max_length=320,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    who = forms.CharField(
        label=gettext_lazy("Who gets it"),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Say who gets it: the ledger names everybody.")},
    )
    ground = forms.CharField(
        label=gettext_lazy("By which right, and how it was made sure"),
        max_length=LONGEST,
        help_text=gettext_lazy("For example: the student's mother, passport shown."),
        error_messages={"required": gettext_lazy("Say by which right it is given out.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; on POST the letter is in the outbox and the ledger names who gets it."""
    version, case = master_of(request, pk)
    row = Derived.objects.filter(entry=version.entry).first() if version.entry else None
    if row is None or not sending.may_send(row, version):
        raise Http404
    address = case.applicant_email if case.sender_confirmed else ""  # another one is typed by a person
    known = {"to": address, "who": row.asked_by or case.applicant_name, "ground": row.ground}
    form = SendForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            sending.send(case, version, given["to"], given["who"], given["ground"], person(request))
        except outbox.BadAddress:
            form.add_error("to", _("This is no address of a mailbox."))
        except sending.Already:
            messages.info(request, _("This paper is on its way to this address already."))
            return redirect("derived", number=case.number)
        else:
            messages.success(
                request, _("The letter is in the queue: the list shows what proves its sending.")
            )
            return redirect("derived", number=case.number)
    context = {
        "case": case,
        "version": version,
        "form": form,
        "heading": _("Send by e-mail"),
        "about": _("The paper leaves as a file, exactly as it is kept here."),
        "verb": _("Send the letter"),
    }
    return render(request, "derived/form.html", context, status=MEND if form.is_bound else 200)
