"""The forms that families and the counter fill in. A form with errors keeps everything that was typed."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.uploads import FilesField
from workflows.cases.models import Applicant, Channel

LONGEST_NAME = 300


class StudentFields(forms.Form):
    """Whose courses they are."""

    student = forms.CharField(label=_("Student: last name, first name, patronymic"), max_length=LONGEST_NAME)
    student_birth_date = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Helps to tell namesakes apart"),
    )
    earlier_school = forms.CharField(label=_("Where it was studied"), max_length=LONGEST_NAME, required=False)

    def clean_student_birth_date(self) -> Any:
        """Not a day to come."""
        day = self.cleaned_data["student_birth_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class ApplicationForm(StudentFields):
    """The public form: who writes and where the answer goes."""

    applicant_role = forms.ChoiceField(
        label=_("You are"),
        widget=forms.RadioSelect,
        choices=[
            (Applicant.REPRESENTATIVE.value, _("a parent or another legal representative")),
            (Applicant.STUDENT.value, _("the student")),
        ],
    )
    applicant_name = forms.CharField(
        label=_("Your last name, first name, patronymic"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    applicant_email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("The decision comes to this address, so write the one the school knows"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    field_order = ("applicant_role", "applicant_name", "applicant_email")


class EvidenceForm(forms.Form):
    """What proves the courses."""

    attached = FilesField(
        label=_("Certificate or another document"),
        required=False,
        help_text=_("A photo from the telephone or a PDF, at most ten files of up to 20 MB each"),
    )

    def choose_again(self) -> None:
        """Say beside the field that the chosen files are not kept while something else is mended."""
        if self.files and "attached" not in self.errors:
            self.add_error("attached", _("Choose the files again: a browser does not keep them."))


class AnswerForm(EvidenceForm):
    """What comes with the pre-filled form: files, and words when the school asked for something else."""

    words = forms.CharField(
        label=_("Anything else you want to say"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, asks_more: bool = False, **kwargs: Any) -> None:
        """asks_more: the school asked for more than the fields of a course; a file or words have to come."""
        super().__init__(*args, **kwargs)
        self.asks_more = asks_more

    def clean(self) -> dict[str, Any]:
        """What was asked for in words cannot come by itself."""
        cleaned = super().clean() or {}
        if self.asks_more and not self.errors and not (cleaned.get("attached") or cleaned.get("words")):
            self.add_error(
                "attached", _("Attach what the school asked for, or say in words why it is not there.")
            )
        return cleaned


class CounterForm(StudentFields, EvidenceForm):
    """What the office types while somebody stands at the counter, or from a letter on paper."""

    channel = forms.ChoiceField(
        label=_("How it came"),
        widget=forms.RadioSelect,
        choices=[(Channel.COUNTER.value, _("at the counter")), (Channel.POST.value, _("by post"))],
    )
    applicant_role = forms.ChoiceField(
        label=_("Who applies"), widget=forms.RadioSelect, choices=Applicant.choices
    )
    applicant_name = forms.CharField(label=_("Applicant"), max_length=LONGEST_NAME)
    identity = forms.CharField(
        label=_("How identity and authority were checked"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Kind of document and its last digits; leave empty if nobody was checked"),
    )
    applicant_email = forms.EmailField(
        label=_("E-mail for the answer"),
        max_length=254,
        required=False,
        help_text=_("Empty: the answer goes out on paper"),
    )
    postal_address = forms.CharField(label=_("Postal address"), max_length=400, required=False)
    original_place = forms.CharField(
        label=_("Where the paper lies"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Cabinet, folder"),
    )
    attached = FilesField(label=_("Scans"), required=False, help_text=_("PDF or pictures, up to 20 MB each"))

    field_order = (
        "channel",
        "applicant_role",
        "applicant_name",
        "identity",
        "student",
        "student_birth_date",
        "earlier_school",
        "applicant_email",
        "postal_address",
        "original_place",
        "attached",
    )

    def clean(self) -> dict[str, Any]:
        """An answer by post needs an address."""
        cleaned = super().clean() or {}
        by_post = cleaned.get("channel") == Channel.POST
        if by_post and not cleaned.get("applicant_email") and not cleaned.get("postal_address"):
            self.add_error("postal_address", _("Without an e-mail the answer needs a postal address."))
        return cleaned
