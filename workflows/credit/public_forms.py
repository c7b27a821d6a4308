"""The forms that families and the counter fill in. A form with errors keeps everything that was typed."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents import incoming
from workflows.cases.models import Applicant, Channel

MOST_FILES = 10


class ManyFiles(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Zero or more files, each checked by content; the error names the file."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[bytes]"]:
        """The files, rewound. ValidationError says which one is not taken and why."""
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("At most %(most)d files.") % {"most": MOST_FILES})
        for each in given:
            try:
                incoming.checked(each.read())
            except incoming.Refused as error:
                raise forms.ValidationError(f"«{each.name}»: {error}") from error
            each.seek(0)
        return list(given)


class CourseForm(forms.Form):
    """One course that was studied elsewhere: the four things the regulation asks for."""

    title = forms.CharField(
        label=_("Course"),
        max_length=400,
        help_text=_("As it stands in the certificate, the mark sheet or the contract"),
    )
    hours = forms.IntegerField(
        label=_("Academic hours"),
        min_value=1,
        max_value=9999,
        help_text=_("For the whole course, not for a week"),
        error_messages={"invalid": _("Write a whole number, for example 72.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    assessment_form = forms.CharField(
        label=_("Form of assessment"),
        max_length=160,
        help_text=_("Pass, examination, test, defence of a project"),
    )
    result = forms.CharField(label=_("Result"), max_length=120, help_text=_("A mark, or «passed»"))


class CourseFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # generic only in the stubs
    """At least one course; empty rows that were added and left are not errors."""

    def courses(self) -> list[dict[str, Any]]:
        """The filled rows, in order."""
        return [dict(form.cleaned_data) for form in self.forms if form.has_changed() and form.cleaned_data]


def course_forms(extra: int) -> Any:
    """A formset class with `extra` empty rows after the given ones."""
    return forms.formset_factory(
        CourseForm, formset=CourseFormSet, extra=extra, min_num=1, validate_min=True, max_num=40
    )


class StudentFields(forms.Form):
    """Whose courses they are."""

    student = forms.CharField(label=_("Student: last name, first name, patronymic"), max_length=300)
    student_birth_date = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Helps to tell namesakes apart"),
    )
    earlier_school = forms.CharField(label=_("Where it was studied"), max_length=300, required=False)

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
    applicant_name = forms.CharField(label=_("Your last name, first name, patronymic"), max_length=300)
    applicant_email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("The decision comes to this address, so write the one the school knows"),
    )
    attached = FilesField(
        label=_("Certificate or another document"),
        required=False,
        help_text=_("PDF or a photo, up to 20 MB each"),
    )


class CounterForm(StudentFields):
    """What the office types while somebody stands at the counter, or from a letter on paper."""

    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[(Channel.COUNTER.value, _("at the counter")), (Channel.POST.value, _("by post"))],
    )
    applicant_role = forms.ChoiceField(label=_("Who applies"), choices=Applicant.choices)
    applicant_name = forms.CharField(label=_("Applicant"), max_length=300)
    identity = forms.CharField(
        label=_("How identity and authority were checked"),
        max_length=300,
        required=False,
        help_text=_("Kind of document and its last digits; leave empty if nobody was checked"),
    )
    applicant_email = forms.EmailField(
        label=_("E-mail for the answer"), required=False, help_text=_("Empty: the answer goes out on paper")
    )
    postal_address = forms.CharField(label=_("Postal address"), max_length=400, required=False)
    original_place = forms.CharField(
        label=_("Where the paper lies"), max_length=300, required=False, help_text=_("Cabinet, folder")
    )
    attached = FilesField(label=_("Scans"), required=False, help_text=_("PDF or pictures, up to 20 MB each"))

    def clean(self) -> dict[str, Any]:
        """An answer by post needs an address."""
        cleaned = super().clean() or {}
        by_post = cleaned.get("channel") == Channel.POST
        if by_post and not cleaned.get("applicant_email") and not cleaned.get("postal_address"):
            self.add_error("postal_address", _("Without an e-mail the answer needs a postal address."))
        return cleaned


class MessageForm(forms.Form):
    """A question or an objection from the tracking page."""

    message = forms.CharField(
        label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
