"""Letters that nobody could place: the office opens a case, or two, or says that the letter is not ours."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mailroom import receive, words
from mailroom.models import Message
from workflows import catalogue, placing
from workflows.cases import door, labels
from workflows.cases.finding import person

ROWS = 25
KIND_WORDS = {
    "credit_application": gettext_lazy("looks like a credit transfer"),
    "disclosure_request": gettext_lazy("looks like a request for records"),
    "reward_nomination": gettext_lazy("looks like a nomination for a reward"),
    "reply": gettext_lazy("answers something that is not here"),
    "other": gettext_lazy("no kind of application was recognised"),
}
PLACED = gettext_lazy("Somebody has placed this letter already.")


class PlaceForm(forms.Form):
    """Which case to open from a letter, and for whom."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of case"), widget=forms.RadioSelect)
    student = forms.CharField(
        label=gettext_lazy("Student, as the letter names them"), max_length=300, required=False
    )
    second = forms.CharField(
        label=gettext_lazy("Second student"),
        help_text=gettext_lazy(
            "Only when the letter holds two applications: a second case opens for this one"
        ),
        max_length=300,
        required=False,
    )
    second_lines = forms.MultipleChoiceField(
        label=gettext_lazy("Courses of the second student"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, reading: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.kind, each.title) for each in catalogue.descriptions()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField
        courses = reading.get("courses") or []
        self.fields["second_lines"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (str(position), each.get("title") or _("Course not named"))
            for position, each in enumerate(courses, start=1)
        ]
        if len(courses) < 2:
            del self.fields["second"], self.fields["second_lines"]

    def clean(self) -> dict[str, Any]:
        """A second student has courses, and leaves some to the first."""
        cleaned = super().clean() or {}
        lines = cleaned.get("second_lines") or []
        if cleaned.get("second") and not lines:
            self.add_error("second_lines", _("Choose at least one course."))
        if lines and not cleaned.get("second"):
            self.add_error("second", _("Write whose these courses are."))
        if lines and len(lines) == len(self.fields["second_lines"].choices):  # type: ignore[attr-defined]  # same
            self.add_error("second_lines", _("At least one course has to stay here."))
        return cleaned


class NotOursForm(forms.Form):
    """Why the letter is not ours."""

    reason = forms.CharField(label=gettext_lazy("Why it is not ours"), max_length=400)


@require_safe
def unrouted(request: HttpRequest) -> HttpResponse:
    """Oldest first, each with its reason."""
    waiting = Message.objects.visible_to(person(request)).unrouted().select_related("reading")
    page = Paginator(waiting, ROWS).get_page(request.GET.get("page"))
    rows = [(message, reasons(message)) for message in page.object_list]
    return render(request, "workflows/unrouted.html", {"page": page, "rows": rows})


def reasons(message: Message) -> list[str]:
    """Why a person has to look, in words."""
    reading = getattr(message, "reading", None)
    codes = [*message.needs_human, *(reading.data.get("needs_human") or () if reading else ())]
    kind = (
        [str(KIND_WORDS.get(reading.kind, reading.kind))] if reading else [_("the letter was not read yet")]
    )
    doubts = {code: text for each in catalogue.descriptions() for code, text in each.doubts.items()}
    return kind + [
        str(words.REASONS.get(code) or labels.doubt(code, doubts)) for code in dict.fromkeys(codes)
    ]


def find(request: HttpRequest, pk: int) -> Message:
    """A letter that waits and that this person may see."""
    found = Message.objects.visible_to(person(request)).unrouted().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a case, or two, from a letter."""
    message, user = find(request, pk), person(request)
    data = stored_reading(message)
    if request.method != "POST":
        return show(request, message, data, PlaceForm(initial=start(data), reading=data), NotOursForm())
    form = PlaceForm(request.POST, reading=data)
    if not form.is_valid():
        return show(request, message, data, form, NotOursForm(), 422)
    given = form.cleaned_data
    lines = [int(each) for each in given.get("second_lines") or ()]
    try:
        opened = placing.open_letter(
            message, given["kind"], given["student"], given.get("second", ""), lines, user
        )
    except placing.AlreadyPlaced:
        messages.warning(request, PLACED)
        return redirect("unrouted")
    except door.MoveRefused as error:
        form.add_error(None, str(error))
        return show(request, message, data, form, NotOursForm(), 422)
    numbers = ", ".join(case.number for case in opened)
    messages.success(request, _("Opened: %(numbers)s.") % {"numbers": numbers})
    return redirect("case", number=opened[0].number)


def stored_reading(message: Message) -> dict[str, Any]:
    """What was understood so far; a GET reads nothing anew."""
    reading = getattr(message, "reading", None)
    return dict(reading.data) if reading is not None else {}


def start(data: dict[str, Any]) -> dict[str, Any]:
    """What the letter says, as a suggestion."""
    students = [each.get("name") or "" for each in data.get("students") or ()]
    second = students[1] if len(students) == 2 else ""
    workflow = catalogue.for_mail(data.get("kind") or "")
    only = catalogue.CATALOGUE[0].kind if len(catalogue.CATALOGUE) == 1 else ""
    return {
        "kind": workflow.kind if workflow else only,
        "student": data.get("student") or (students[0] if students else ""),
        "second": second,
        "second_lines": [str(each) for each in placing.courses_of(data, second)] if second else [],
    }


@require_POST
def not_ours(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a letter aside, with the reason."""
    message, user = find(request, pk), person(request)
    form = NotOursForm(request.POST)
    data = stored_reading(message)
    if not form.is_valid():
        return show(request, message, data, PlaceForm(initial=start(data), reading=data), form, 422)
    try:
        receive.mark_not_ours(message, user, form.cleaned_data["reason"])
    except receive.NotWaiting:
        messages.warning(request, PLACED)
    else:
        messages.success(request, _("The letter is put aside; its bytes stay."))
    return redirect("unrouted")


def show(
    request: HttpRequest,
    message: Message,
    data: dict[str, Any],
    form: PlaceForm,
    aside: NotOursForm,
    status: int = 200,
) -> HttpResponse:
    """One letter with both forms."""
    context = {
        "message": message,
        "text": data.get("text") or "",
        "courses": data.get("courses") or [],
        "reasons": reasons(message),
        "form": form,
        "aside": aside,
        "failed": [each for each in (form, aside) if each.is_bound],
    }
    return render(request, "workflows/place.html", context, status=status)
