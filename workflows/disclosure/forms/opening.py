"""The forms that open a request: the public one, the office's, and the counter's for the daily paper."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.profile import current
from records.models import Student, fold
from workflows.cases.forms.people import candidates
from workflows.cases.models import Applicant, Channel
from workflows.disclosure.choices import CAPACITIES, DELIVERIES, EXPRESS, Delivery
from workflows.disclosure.forms.request import MOST_COPIES, AskedFields, day
from workflows.disclosure.rules import AUTHORITIES, Capacity

LONGEST = 300
MOST_STUDENTS = 60  # of one letter of an authority


class OneStudent(forms.Form):
    """Whose record is asked for."""

    student = forms.CharField(label=_("Student: last name, first name, patronymic"), max_length=LONGEST)
    student_birth_date = day(_("Date of birth"))

    def clean_student_birth_date(self) -> Any:
        """Not a day to come."""
        born = self.cleaned_data["student_birth_date"]
        if born and born > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return born


class PublicRequest(AskedFields, OneStudent):
    """The public form: who asks, whose record, which papers."""

    applicant_role = forms.ChoiceField(
        label=_("You are"),
        widget=forms.RadioSelect,
        choices=[
            (Applicant.STUDENT.value, _("the student")),
            (Applicant.REPRESENTATIVE.value, _("a parent or another legal representative")),
            (Applicant.UNKNOWN.value, _("another person")),
        ],
    )
    applicant_name = forms.CharField(
        label=_("Your last name, first name, patronymic"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    applicant_email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("Write the one the school knows: by it we make sure who asks"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    delivery = forms.ChoiceField(
        label=_("How you want to get the papers"),
        widget=forms.RadioSelect,
        choices=[each for each in DELIVERIES if each[0] != Delivery.POST],
    )

    field_order = ("applicant_role", "applicant_name", "applicant_email", "student", "student_birth_date")


class OfficeRequest(AskedFields, OneStudent):
    """What the office types: asked orally, on paper, or by an authority about many students."""

    channel = forms.ChoiceField(
        label=_("How it came"),
        widget=forms.RadioSelect,
        choices=[(Channel.COUNTER.value, _("at the counter")), (Channel.POST.value, _("by post"))],
    )
    oral = forms.BooleanField(label=_("Asked orally"), required=False)
    capacity = forms.ChoiceField(label=_("Who asks"), choices=CAPACITIES)
    applicant_name = forms.CharField(label=_("Name of who asks"), max_length=LONGEST)
    others = forms.CharField(
        label=_("Further students, one a line"),
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only for the letter of an authority"),
    )
    ground = forms.CharField(label=_("Law or contract"), max_length=400, required=False)
    request_number = forms.CharField(label=_("Number of their letter"), max_length=80, required=False)
    request_date = day(_("Date of their letter"))
    applicant_email = forms.EmailField(label=_("E-mail for the answer"), max_length=254, required=False)
    postal_address = forms.CharField(label=_("Postal address"), max_length=400, required=False)
    delivery = forms.ChoiceField(label=_("How it is handed over"), choices=DELIVERIES)

    field_order = ("channel", "oral", "capacity", "applicant_name", "student", "student_birth_date", "others")

    def clean_others(self) -> list[str]:
        """Names, each on its line."""
        lines = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if len(lines) > MOST_STUDENTS:
            raise forms.ValidationError(_("At most %(most)d students.") % {"most": MOST_STUDENTS})
        return [line[:LONGEST] for line in lines]

    def clean(self) -> dict[str, Any]:
        """A way needs its address; many students need an authority; some rules take no oral request."""
        cleaned = super().clean() or {}
        way = cleaned.get("delivery")
        if way in (Delivery.EMAIL, Delivery.LINK) and not cleaned.get("applicant_email"):
            self.add_error("applicant_email", _("This way needs an e-mail."))
        if way == Delivery.POST and not cleaned.get("postal_address"):
            self.add_error("postal_address", _("This way needs a postal address."))
        if cleaned.get("others") and cleaned.get("capacity") not in AUTHORITIES:
            self.add_error("others", _("Only an authority may ask about several students at once."))
        if cleaned.get("oral") and current().disclosure.written_only:
            self.add_error("oral", _("Our rules ask for a written request."))
        return cleaned


class Express(forms.Form):
    """Student found, identity ticked, N copies: the daily counter paper."""

    student = forms.ModelChoiceField(Student.objects.none(), label=_("Student"), widget=forms.RadioSelect)
    capacity = forms.ChoiceField(
        label=_("Who asks"),
        widget=forms.RadioSelect,
        choices=[each for each in CAPACITIES if each[0] in (Capacity.STUDENT, Capacity.REPRESENTATIVE)],
    )
    applicant_name = forms.CharField(
        label=_("Name of who asks"), max_length=LONGEST, required=False, help_text=_("Empty: the student")
    )
    identity_document = forms.CharField(label=_("Document"), max_length=120, initial=_("passport"))
    identity_digits = forms.CharField(label=_("Last 4 digits"), max_length=4, required=False)
    seen = forms.BooleanField(label=_("I have seen the document, and it is theirs"))
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=MOST_COPIES, initial=1)
    purpose = forms.CharField(label=_("What it is for"), max_length=LONGEST, required=False)

    def __init__(self, *args: Any, words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = candidates(words) if words.strip() else []
        rows = Student.objects.filter(pk__in=[each.pk for each in self.found]).select_related("programme")
        self.fields["student"].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField

    def opening(self) -> dict[str, Any]:
        """What the new case gets."""
        given = self.cleaned_data
        return {
            "student_found": given["student"],
            "papers": [EXPRESS],
            "capacity": given["capacity"],
            "applicant_name": given["applicant_name"] or given["student"].full_name,
            "copies": given["copies"],
            "purpose": given["purpose"],
            "delivery": Delivery.HAND,
            "oral": not current().disclosure.written_only,
            "acknowledge": False,
        }

    def identity(self) -> dict[str, Any]:
        """What was seen; of a representative on file their document comes with them."""
        given = self.cleaned_data
        named = fold(given["applicant_name"])
        on_file = given["student"].representatives.all()
        known = next((each for each in on_file if fold(each.full_name) == named), None)
        return {
            "capacity": given["capacity"],
            "representative": known.pk if known else None,
            "applicant_name": given["applicant_name"] or given["student"].full_name,
            "identity_document": given["identity_document"],
            "identity_digits": given["identity_digits"],
            "identity_how": "person",
        }
