"""The forms of the comparison: one per line, the request for what is missing, and the claimed courses themselves."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.profile import Profile
from records.models import CourseUnit
from workflows.credit import labels, rules
from workflows.credit.models import CourseLine, CreditApplication

FIELDS = ("unit", "verdict", "reason_code", "reason_words", "result", "assessment_until", "choice_reason")


class Verdicts(forms.RadioSelect):
    """The verdicts beside each other; what it is too early for is shown and cannot be chosen."""

    too_early: Collection[str] = ()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One verdict."""
        option = super().create_option(name, value, *args, **kwargs)
        if value in self.too_early:
            option["attrs"]["disabled"] = True
        return option


class LineForm(forms.Form):
    """What the reviewer settles for one line. Half a line may be saved; the rules judge when it is handed over."""

    unit = forms.ChoiceField(label=_("Our course"), required=False)
    verdict = forms.ChoiceField(label=_("Verdict"), required=False, widget=Verdicts)
    result = forms.ChoiceField(label=_("Mark on our scale"), required=False)
    reason_code = forms.ChoiceField(
        label=_("Why"), required=False, choices=[("", _("choose")), *labels.REASONS.items()]
    )
    reason_words = forms.CharField(
        label=_("In words. The family will read this"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    assessment_until = forms.DateField(
        label=_("Assessment until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    choice_reason = forms.CharField(
        label=_("Why the earlier course is credited all the same"), required=False, max_length=300
    )

    def __init__(
        self,
        *args: Any,
        line: CourseLine,
        ours: Profile,
        units: Sequence[CourseUnit],
        marked: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        self.line = line
        self.heading = f"{line.position}. {line.title}"
        kwargs["prefix"] = f"line-{line.position}"
        kwargs["initial"] = {
            "unit": str(line.unit_id or ""),
            "verdict": line.verdict,
            "result": line.our_result,
            "reason_code": line.reason_code,
            "reason_words": line.reason_words,
            "assessment_until": line.assessment_until,
            "choice_reason": line.choice_reason,
        }
        super().__init__(*args, **kwargs)
        self._choose("unit", unit_choices(line, units))
        self._choose("verdict", verdict_choices(ours))
        self._choose(
            "result", [("", _("choose")), *((mark, mark) for mark in passing_marks(ours, line.our_result))]
        )
        if line.unit_id not in marked:
            del self.fields["choice_reason"]
        if not ours.credit.allow_assessment:
            del self.fields["assessment_until"]
        if not units:
            del self.fields["unit"]  # no student, no programme: there is nothing to choose from
        if line.case.programme_id is None:
            self._wait_for_the_student()

    def _wait_for_the_student(self) -> None:
        self.fields["verdict"].widget.too_early = (rules.CREDITED, rules.ASSESSMENT)
        self._choose("reason_code", early_reasons(self.line.reason_code))

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def ruling(self) -> dict[str, Any]:
        """The line as the action takes it; a field with an error is left out and stays as it was."""
        given = {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}
        until = given.get("assessment_until")
        return {**given, "position": self.line.position} | (
            {"assessment_until": until.isoformat() if until else ""} if "assessment_until" in given else {}
        )


def unit_choices(line: CourseLine, units: Sequence[CourseUnit]) -> list[tuple[str, str]]:
    """Our courses, those that resemble the claimed one first."""
    near = [each["unit"] for each in (line.proposal or {}).get("candidates", ())]
    order = {key: place for place, key in enumerate(near)}
    ranked = sorted(units, key=lambda unit: (order.get(unit.pk, len(near)), unit.position))
    shown = [
        (str(unit.pk), _("%(title)s, %(hours)d h") % {"title": unit.title, "hours": unit.hours})
        for unit in ranked
    ]
    return [("", str(_("none of ours"))), *shown]


def early_reasons(chosen: str) -> list[tuple[str, Any]]:
    """Reasons that the letter alone can show; one that was chosen before stays in the list."""
    known = labels.REASONS.items()
    return [("", _("choose")), *(each for each in known if each[0] in (chosen, *rules.OF_THE_LETTER))]


def verdict_choices(ours: Profile) -> list[tuple[str, Any]]:
    """Assessment only where the profile allows it."""
    return [
        (code, words)
        for code, words in labels.VERDICTS.items()
        if code != rules.ASSESSMENT or ours.credit.allow_assessment
    ]


def passing_marks(ours: Profile, chosen: str) -> list[str]:
    """The marks of the school's scale that pass, each once; a mark chosen before stays in the list."""
    marks = list(dict.fromkeys(rule.ours for rule in ours.grades if rule.passing))
    return marks if not chosen or chosen in marks else [*marks, chosen]


def line_forms(
    case: CreditApplication,
    ours: Profile,
    marked: Mapping[int, str],
    data: Any = None,
) -> list[LineForm]:
    """A form per line of the case, in their order; data of a line that the case does not have is never read."""
    units = list(case.programme.units.all()) if case.programme else []
    return [LineForm(data, line=line, ours=ours, units=units, marked=marked) for line in case.lines.all()]


class ClaimForm(forms.Form):
    """One claimed course as a person confirms it."""

    title = forms.CharField(label=_("Title of the course"), required=False, max_length=400)
    hours = forms.IntegerField(
        label=_("Academic hours"), required=False, min_value=1, max_value=9999, widget=forms.NumberInput
    )
    assessment_form = forms.CharField(label=_("Form of assessment"), required=False, max_length=160)
    result = forms.CharField(label=_("Result"), required=False, max_length=120)
    register_number = forms.CharField(
        label=_("Number in the state register of gifted children"),
        required=False,
        max_length=100,
        help_text=_("Only if the register is the ground: hours and form are then not asked for."),
    )
    topics = forms.CharField(
        label=_("Topics, one in a line"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """A course without a title cannot be told from the others; an empty row is no course."""
        cleaned = super().clean() or {}
        if not self.errors and any(cleaned.values()) and not cleaned.get("title", "").strip():
            self.add_error("title", _("Write the title as the document gives it."))
        return cleaned

    def course(self) -> dict[str, Any] | None:
        """The course as the action takes it; None for an empty row."""
        if not self.cleaned_data.get("title"):
            return None
        topics = [each.strip() for each in self.cleaned_data["topics"].splitlines() if each.strip()]
        return {**self.cleaned_data, "topics": topics}


CLAIMS = forms.formset_factory(ClaimForm, extra=1, max_num=60, absolute_max=60)


def claims_of(case: CreditApplication) -> list[dict[str, Any]]:
    """The lines of the case as the forms start with them."""
    return [
        {
            "title": line.title,
            "hours": line.hours,
            "assessment_form": line.assessment_form,
            "result": line.result,
            "register_number": line.register_number,
            "topics": "\n".join(line.topics),
        }
        for line in case.lines.all()
    ]
