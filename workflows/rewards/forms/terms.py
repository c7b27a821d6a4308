"""Forms with pages of their own: what a nomination says for all, students by list, one nominee, handing over."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from organisation import profile
from organisation.profile import Profile
from records.models import Achievement, Student
from workflows.cases.forms import ActionForm
from workflows.rewards import labels
from workflows.rewards.models import Nominee

LONGEST_LIST = 60_000  # characters: five hundred names with room to spare
TWO_ROWS = forms.Textarea(attrs={"rows": 2})
OFF = labels.ERRORS["kind_switched_off"]


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, shown as browsers want it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


class TermsForm(forms.Form):
    """What a nomination says for all its students."""

    reward_kind = forms.ChoiceField(label=_("Kind of reward"), error_messages={"invalid_choice": OFF})
    occasion = forms.CharField(
        label=_("Occasion"),
        max_length=300,
        required=False,
        help_text=_("A contest, a school year: the nomination is called by it"),
    )
    field = forms.ChoiceField(label=_("Field of activity"), required=False)
    direction = forms.ChoiceField(
        label=_("Direction of work"), required=False, help_text=_("Its deputy director keeps the rewards")
    )
    ground = forms.CharField(
        label=_("Ground for all"),
        max_length=1000,
        required=False,
        widget=TWO_ROWS,
        help_text=_("Stands for every student without a ground of their own: «за победу в олимпиаде»"),
    )
    amount = forms.DecimalField(
        label=_("Amount for each, roubles"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        localize=True,
    )
    period = forms.CharField(label=_("Period"), max_length=120, required=False)
    sent_to = forms.CharField(
        label=_("Outside body"),
        max_length=300,
        required=False,
        help_text=_("Only for a nomination to another organisation"),
    )

    def offer(self, ours: Profile, present: str = "") -> None:
        """The choices of the profile; a kind that was chosen before it was switched off stays visible."""
        rules = ours.rewards
        kinds = [(each.code, each.title) for each in rules.kinds if each.enabled or each.code == present]
        directions = [(each.code, each.title) for each in rules.directions]
        for name, found in (("reward_kind", kinds), ("field", list(rules.fields)), ("direction", directions)):
            self.fields[name].choices = [("", now("choose")), *found]  # type: ignore[attr-defined]  # ChoiceFields


class NewForm(TermsForm):
    """A nomination that begins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "new-%s", **kwargs})
        self.offer(profile.current())


class EditForm(TermsForm, ActionForm):
    """The same of a nomination that is there."""

    action = "edit"
    title = _("What stands for all students")
    verb = _("Save")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(profile.current(), self.case.reward_kind)

    def start(self) -> dict[str, Any]:
        """What it says so far."""
        names = ("reward_kind", "field", "direction", "occasion", "ground", "amount", "period", "sent_to")
        return {name: getattr(self.case, name) for name in names}


class ListForm(forms.Form):
    """Students by a pasted list, by class, or both."""

    names = forms.CharField(
        label=_("List of students"),
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One on each line, as it was sent to you: «1. Иванов Иван, 7Б»"),
    )
    group = forms.ChoiceField(label=_("Or a whole class"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "list-%s", **kwargs})
        groups = Student.objects.filter(left_on=None).exclude(group="").order_by("group")
        named = groups.values_list("group", flat=True).distinct()
        self.fields["group"].choices = [("", now("choose")), *((each, each) for each in named)]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("names", "").strip() and not cleaned.get("group"):
            self.add_error("names", now("Paste a list or choose a class."))
        return cleaned


class NomineeForm(ActionForm):
    """One student: grounds, amount, and how the name is printed."""

    action = "amend"
    title = _("Grounds and name")
    verb = _("Save")

    achievements = forms.ModelMultipleChoiceField(
        label=_("Recorded achievements"),
        queryset=Achievement.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(label=_("Or in words"), max_length=500, required=False, widget=TWO_ROWS)
    amount = forms.DecimalField(
        label=_("Amount, roubles"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        localize=True,
    )
    period = forms.CharField(label=_("Period"), max_length=120, required=False)
    name_in_order = forms.CharField(label=_("Name in the order"), max_length=300, required=False)
    name_on_certificate = forms.CharField(label=_("Name on the certificate"), max_length=300, required=False)

    GROUNDS: ClassVar[tuple[str, ...]] = ("achievements", "words", "amount", "period")

    def __init__(self, *args: Any, nominee: Nominee, editable: bool, **kwargs: Any) -> None:
        self.nominee = nominee
        super().__init__(*args, **kwargs)
        recorded = Achievement.objects.filter(student=nominee.student_id)
        self.fields["achievements"].queryset = recorded  # type: ignore[attr-defined]  # a ModelChoiceField
        for name in () if editable else self.GROUNDS:
            del self.fields[name]

    def start(self) -> dict[str, Any]:
        """What stands now."""
        names = ("words", "amount", "period", "name_in_order", "name_on_certificate")
        chosen = [each.pk for each in self.nominee.achievements.all()]
        return {**{name: getattr(self.nominee, name) for name in names}, "achievements": chosen}

    def move_data(self) -> dict[str, Any]:
        """Achievements by key."""
        data = {**super().move_data(), "nominee": self.nominee.pk}
        if "achievements" in data:
            data["achievements"] = [each.pk for each in data["achievements"]]
        return data


class HandingForm(ActionForm):
    """When originals went into whose hands."""

    action = "hand_over"
    title = _("Handing over")

    on = day_field(_("Handed over on"))
    to = forms.CharField(
        label=_("To whom"),
        max_length=300,
        required=False,
        help_text=_("Empty: to the students themselves"),
    )

    def start(self) -> dict[str, Any]:
        """Usually today."""
        return {"on": timezone.localdate(timezone=profile.current().tz)}
