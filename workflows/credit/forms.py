"""The forms of the actions on the page of a case. Which of them a person sees, the door says (door.allowed)."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from organisation.roles import Role
from records import contacts
from records.models import Student, fold
from workflows.cases.forms import ActionForm, NoteForm
from workflows.credit import labels, rules

SHORT = {"rows": 2}


class Accept(ActionForm):
    """The office says that everything is there."""

    action = "accept"
    title = _("Accept the application")
    verb = _("Accept")
    consequence = _("The term runs from the day of arrival; number and date go to the applicant.")

    def move_data(self) -> dict[str, Any]:
        """Complete on arrival means from arrival."""
        return {"complete_at": self.case.received_at}


class Ask(ActionForm):
    """One letter names exactly what is missing."""

    action = "ask"
    title = _("Ask for what is missing")
    verb = _("Send the request")
    consequence = _(
        "The letter names exactly this and links to the form with everything else filled in. The clock stands."
    )

    missing = forms.MultipleChoiceField(
        label=_("What is missing"),
        required=False,
        choices=list(labels.MANDATORY.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("One request in a line, as the letter shall print it"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs=SHORT),
    )

    def start(self) -> dict[str, Any]:
        """What the rules find missing is ticked."""
        return {"missing": rules.missing([line.claim for line in self.case.lines.all()])}

    def clean(self) -> dict[str, Any]:
        """At least one of the two."""
        cleaned = super().clean() or {}
        if not cleaned.get("missing") and not cleaned.get("words", "").strip():
            self.add_error("missing", labels.ERRORS["missing_empty"])
        return cleaned

    def move_data(self) -> dict[str, Any]:
        """Codes first, own words after them."""
        own = [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
        return {"missing": [*self.cleaned_data["missing"], *own]}


class RequestMissing(Ask):
    """The same from comparison."""

    action = "request_missing"


class Complete(ActionForm):
    """The office or the reviewer has everything now."""

    action = "complete"
    title = _("Go on: the missing is there")
    verb = _("Go on")
    consequence = _("The clock runs again.")


class Reopen(Complete):
    """The same after the closing letter."""

    action = "reopen"
    title = _("Reopen the case")
    verb = _("Reopen")


class Remind(ActionForm):
    """The one reminder."""

    action = "remind"
    title = _("Remind the applicant")
    verb = _("Send a reminder")


class Lapse(ActionForm):
    """The closing letter."""

    action = "lapse"
    title = _("End the waiting")
    verb = _("Send the closing letter")
    consequence = _("A late answer reopens the case under the same number.")


class LinkStudent(ActionForm):
    """Which student of ours it is. Namesakes are told apart by birth date and group, and by a person."""

    action = "link_student"
    title = _("Say which student this is")
    verb = _("Link")
    consequence = _(
        "Programme, contacts and proposals follow the student; verdicts given so far are cleared."
    )

    find = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    student = forms.ChoiceField(label=_("Student"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data.get("find", "") if self.is_bound else self.initial.get("find", "")
        self.found = candidates(str(given)[:100] or self.case.student_written, self.case.birth_written)
        choices = [(str(each.pk), _choice(each)) for each in self.found]
        self.fields["student"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def move_data(self) -> dict[str, Any]:
        """The primary key of one of the shown."""
        return {"student": int(self.cleaned_data["student"])}


def candidates(written: str, birth: Any = None) -> list[Student]:
    """Students of that name; a beginning of the surname finds them too."""
    found = contacts.candidates(written, birth)
    if found or len(written.strip()) < 3:
        return found
    return list(Student.objects.filter(search_last__startswith=fold(written.split()[0]))[:20])


def _choice(student: Student) -> str:
    """«Орлов Степан Ильич, 12.03.2014, 7А, Физика»."""
    programme = student.programme.title if student.programme else ""
    parts = (student.full_name, f"{student.birth_date:%d.%m.%Y}", student.group, programme)
    return ", ".join(part for part in parts if part)


class ConfirmSender(ActionForm):
    """How it was made sure who writes."""

    action = "confirm_sender"
    title = _("Confirm the sender")
    verb = _("Confirm")
    consequence = _("From now on letters and the tracking page show everything to this address.")

    how = forms.CharField(
        label=_("How you made sure"),
        max_length=300,
        help_text=_("For example: called the number in the personal file"),
    )


class Assign(ActionForm):
    """Who compares."""

    action = "assign"
    title = _("Name who compares")
    verb = _("Name")

    reviewer = forms.ChoiceField(label=_("Reviewer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(groups__name=Role.REVIEWER, is_active=True).order_by(
            "last_name", "username"
        )
        choices = [(each.username, each.display_name) for each in people]
        self.fields["reviewer"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def start(self) -> dict[str, Any]:
        """Who it is now."""
        return {"reviewer": self.case.reviewer.username if self.case.reviewer else ""}


class AddLetter(NoteForm):
    """A call, a note, a file."""

    action = "add_letter"
    title = _("Add a note or a file")
    verb = _("Add")

    file = forms.FileField(
        label=_("File"), required=False, help_text=_("PDF, DOCX, XLSX or a picture, up to 20 MB")
    )

    def clean(self) -> dict[str, Any]:
        """At least one of the two."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("note", "").strip() and not cleaned.get("file"):
            self.add_error("note", _("Write a note or choose a file."))
        return cleaned

    def move_data(self) -> dict[str, Any]:
        """The note; the view stores the file and names it."""
        return {"note": self.cleaned_data["note"].strip()}


class Split(ActionForm):
    """Some courses belong to another child or another request."""

    action = "split"
    title = _("Move courses to a case of their own")
    verb = _("Split")
    consequence = _("The new case gets its own number and the same day of arrival.")

    lines = forms.MultipleChoiceField(label=_("Courses that move"), widget=forms.CheckboxSelectMultiple)
    student_written = forms.CharField(label=_("Whose they are"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (str(line.position), line.title or _("Course not named")) for line in self.case.lines.all()
        ]
        self.fields["lines"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Something moves and something stays."""
        cleaned = super().clean() or {}
        if len(cleaned.get("lines", ())) == len(self.case.lines.all()):
            self.add_error("lines", labels.ERRORS["split_all"])
        return cleaned


class Join(ActionForm):
    """The same child and course is open under another number."""

    action = "join"
    title = _("Join to the case that is open already")
    verb = _("Join")
    consequence = _("The letters go to that case; this number ends.")

    into = forms.CharField(label=_("Number of that case"), max_length=40)

    def start(self) -> dict[str, Any]:
        """The number that was noticed."""
        return {"into": self.case.hint}


class Sign(ActionForm):
    """The paper was signed by hand."""

    action = "sign"
    title = _("Record the signature")
    verb = _("Record and send")
    consequence = _("The letter leaves now.")

    signed_on = forms.DateField(
        label=_("Signed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    file = forms.FileField(label=_("Scan"), required=False, help_text=_("PDF or a picture, up to 20 MB"))

    def clean_signed_on(self) -> Any:
        """Not a day to come."""
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def move_data(self) -> dict[str, Any]:
        """ISO date; the view stores the scan and names it."""
        return {"signed_on": self.cleaned_data["signed_on"].isoformat()}


class HandOver(ActionForm):
    """Against signature, or by post with a number."""

    action = "hand_over"
    title = _("Record the handing-over")
    verb = _("Record")
    consequence = _("Only this counts as sent for an answer on paper. The case is closed.")

    how = forms.CharField(
        label=_("How it was handed over"),
        max_length=300,
        help_text=_("For example: against signature to the mother; registered letter and its number"),
    )


class Readdress(ActionForm):
    """Letters to the old address come back."""

    action = "readdress"
    title = _("Give another address")
    verb = _("Send again")
    consequence = _("The returned letter goes out once more.")

    email = forms.EmailField(label=_("New e-mail"))


class Withdraw(NoteForm):
    """The applicant takes it back."""

    action = "withdraw"
    title = _("Withdraw the application")
    verb = _("Withdraw")
    consequence = _("Nothing that waits for a decision will leave. The applicant gets a letter.")

    note = forms.CharField(
        label=_("How the applicant said so"), max_length=600, widget=forms.Textarea(attrs=SHORT)
    )


# In the order of the page. Comparison, correction of courses and the decision have pages of their own.
FORMS: dict[str, type[ActionForm]] = {
    each.action: each
    for each in (
        LinkStudent,
        ConfirmSender,
        Join,
        Accept,
        Ask,
        RequestMissing,
        Complete,
        Reopen,
        Sign,
        HandOver,
        Readdress,
        AddLetter,
        Assign,
        Split,
        Remind,
        Lapse,
        Withdraw,
    )
}
