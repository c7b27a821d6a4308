"""Forms of the personal file: finding students, entering an achievement or a result, picking contents."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from organisation.profile import Profile
from records.marks import scale
from records.models import Achievement, Consent, CourseUnit, Result, Student
from workflows.students.origin import FromElsewhere

ENTERED = [each for each in Result.Source.choices if each[0] != Result.Source.CREDITED]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FindForm(forms.Form):
    """Surname and group; every field may stay empty."""

    q = forms.CharField(
        label=_("Surname or number of the personal file"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    group = forms.CharField(label=_("Class or group"), required=False, max_length=60)
    left = forms.BooleanField(label=_("also those who left"), required=False)


class DatedForm(forms.Form):
    """Something that happened on a day, not in the future."""

    on = forms.DateField(label=_("Date"), widget=DAY)

    def clean_on(self) -> Any:
        """A date that has come."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class AchievementForm(FromElsewhere, DatedForm):
    """An achievement of the profile's catalogue, with its evidence in words and as a file."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("What it was"), max_length=300)
    level = forms.ChoiceField(label=_("Level"), required=False)
    place = forms.CharField(label=_("Place or result"), required=False, max_length=120)
    field = forms.ChoiceField(label=_("Field of activity"), required=False)
    source = forms.ChoiceField(label=_("Who held it"), choices=Achievement.Source.choices)
    official = forms.BooleanField(
        label=_("The event is on the official list for gifted children"), required=False
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        max_length=300,
        help_text=_("Which document confirms it: its kind, number and date."),
    )
    file = forms.FileField(label=_("Scan of the document"), required=False)
    field_order = (
        *("kind", "title", "on", "level", "place", "official", "field", "source"),
        *("applied_on", "applied_by", "evidence", "file"),
    )

    def __init__(self, *args: Any, ours: Profile, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(Achievement.Source.choices, user, ours)
        none = ("", _("not named"))
        self.fields["kind"].choices = [("", _("choose")), *ours.achievement_kinds]  # type: ignore[attr-defined]
        self.fields["level"].choices = [none, *Achievement.Level.choices]  # type: ignore[attr-defined]
        self.fields["field"].choices = [none, *ours.rewards.fields]  # type: ignore[attr-defined]


class ResultForm(FromElsewhere, DatedForm):
    """A result on the profile's scale. Credited ones come from decisions and are not entered by hand."""

    unit = forms.ModelChoiceField(label=_("Course unit"), queryset=CourseUnit.objects.none())
    value = forms.CharField(label=_("Mark"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=Result.Kind.choices, initial=Result.Kind.ONGOING)
    source = forms.ChoiceField(label=_("Source"), choices=ENTERED)
    period = forms.CharField(
        label=_("Period"), required=False, max_length=60, help_text=_("A quarter, a term or a school year.")
    )
    event = forms.CharField(
        label=_("Assessment event"),
        required=False,
        max_length=200,
        help_text=_("A test, a monitoring round, a project defence."),
    )
    event_kind = forms.ChoiceField(label=_("Kind of event"), required=False, choices=Result.EventKind.choices)
    sheet = forms.CharField(
        label=_("Sheet or protocol"),
        required=False,
        max_length=100,
        help_text=_("Its number and date, if the result stands in one."),
    )
    held_by = forms.CharField(
        label=_("Who held it, if not we"),
        required=False,
        max_length=200,
        help_text=_("For a result of another organisation or of the state exam."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)
    field_order = (
        *("unit", "value", "kind", "source", "on", "period", "event_kind", "event", "sheet"),
        *("held_by", "applied_on", "applied_by", "note"),
    )

    def __init__(self, *args: Any, student: Student, ours: Profile, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(ENTERED, user, ours)
        self.scale = scale(ours.grades)
        self.fields["unit"].queryset = units_of(student, ours)  # type: ignore[attr-defined]
        marks = ", ".join(dict.fromkeys(each.ours for each in ours.grades))
        self.fields["value"].help_text = _("One of: %(marks)s.") % {"marks": marks} if marks else ""

    def clean(self) -> dict[str, Any]:
        """A result from elsewhere says from where."""
        given = super().clean() or self.cleaned_data
        if given.get("source") == Result.Source.EXTERNAL and not given.get("held_by"):
            self.add_error("held_by", _("Say who held it: the result is not ours."))
        return given

    def clean_event_kind(self) -> str:
        """A lesson unless something else is named."""
        return self.cleaned_data["event_kind"] or Result.EventKind.LESSON

    def clean_value(self) -> str:
        """Our spelling of the mark."""
        mark = self.scale.mark(self.cleaned_data["value"])
        if mark is None:
            raise forms.ValidationError(_("There is no such mark on the scale of the school."))
        return mark


class ConsentForm(DatedForm):
    """A consent of the student or the representative, on a paper of its own."""

    purpose = forms.ChoiceField(label=_("To what"), choices=Consent.Purpose.choices)
    document = forms.CharField(
        label=_("Document"), max_length=300, help_text=_("Which paper it is, and where it lies.")
    )
    field_order = ("purpose", "on", "document")


def units_of(student: Student, ours: Profile) -> Any:
    """Course units of the student's programmes, of all that are taught while none is known.

    A programme of a type that the organisation switched off takes no results.
    """
    off = [each.code for each in ours.programme_types if not each.enabled]
    programmes = set(student.enrolments.values_list("programme", flat=True)) | {student.programme_id}
    known = programmes - {None}
    units = CourseUnit.objects.select_related("programme").exclude(programme__kind__in=off)
    units = units.order_by("programme__title", "position", "pk")
    return units.filter(programme__in=known) if known else units.filter(programme__archived=False)


class PickForm(forms.Form):
    """Which contents of the file go onto the paper. Nothing is chosen beforehand."""

    parts = forms.MultipleChoiceField(label=_("Contents"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, parts: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = parts  # type: ignore[attr-defined]
        self.fields["parts"].error_messages["required"] = _("Choose at least one part.")
