"""Who it is about, who writes, who prepares."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from organisation.roles import Role
from records import contacts
from records.models import Student, fold
from workflows.cases.forms.base import ActionForm


class LinkStudent(ActionForm):
    """Which student of ours it is. Namesakes are told apart by birth date and group, and by a person."""

    action = "link_student"
    title = _("Say which student this is")
    verb = _("Link")
    consequence = _("What is known of the sender follows the student.")

    find = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    student = forms.ChoiceField(label=_("Student"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data.get("find", "") if self.is_bound else self.initial.get("find", "")
        self.found = candidates(str(given)[:100] or self.case.student_written, self.case.birth_written)
        choices = [(str(each.pk), told_apart(each)) for each in self.found]
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


def told_apart(student: Student) -> str:
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
    """Who prepares the answer. A workflow says in its words who that is."""

    action = "assign"
    title = _("Name who prepares the answer")
    verb = _("Name")
    roles: ClassVar[tuple[Role, ...]] = (Role.REVIEWER,)
    label: ClassVar[Any] = _("Who prepares")

    reviewer = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(groups__name__in=self.roles, is_active=True).distinct()
        choices = [(each.username, each.display_name) for each in people.order_by("last_name", "username")]
        self.fields["reviewer"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["reviewer"].label = self.label

    def start(self) -> dict[str, Any]:
        """Who it is now."""
        return {"reviewer": self.case.reviewer.username if self.case.reviewer else ""}
