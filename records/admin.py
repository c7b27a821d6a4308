"""Students, programmes and results in the admin site. Plans and credited results can only be looked at."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from organisation import profile
from records.models import (
    Achievement,
    Consent,
    CourseUnit,
    Enrolment,
    PortfolioItem,
    Programme,
    Representative,
    Result,
    Reward,
    Student,
    StudyPlan,
    StudyPlanLine,
)

if TYPE_CHECKING:
    UnitForm = forms.ModelForm[CourseUnit]
    UnitInline = admin.StackedInline[CourseUnit, Programme]
    RepresentativeInline = admin.StackedInline[Representative, Student]
    EnrolmentInline = admin.TabularInline[Enrolment, Student]
    ConsentInline = admin.TabularInline[Consent, Student]
    LineInline = admin.TabularInline[StudyPlanLine, StudyPlan]
    ProgrammeBase = admin.ModelAdmin[Programme]
    StudentBase = admin.ModelAdmin[Student]
    ResultBase = admin.ModelAdmin[Result]
    PlanBase = admin.ModelAdmin[StudyPlan]
    AchievementBase = admin.ModelAdmin[Achievement]
    RewardBase = admin.ModelAdmin[Reward]
    PortfolioBase = admin.ModelAdmin[PortfolioItem]
else:
    UnitForm = forms.ModelForm
    UnitInline = RepresentativeInline = admin.StackedInline
    LineInline = EnrolmentInline = ConsentInline = admin.TabularInline
    ProgrammeBase = StudentBase = ResultBase = PlanBase = admin.ModelAdmin
    AchievementBase = RewardBase = PortfolioBase = admin.ModelAdmin


class LinesField(forms.CharField):
    """A list of texts, one per line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))


class CourseUnitForm(UnitForm):
    """Topics and outcomes one per line: they are what comparison lays side by side."""

    topics = LinesField(label=_("topics"), required=False, help_text=_("One per line."))
    outcomes = LinesField(label=_("intended outcomes"), required=False, help_text=_("One per line."))
    orientations = LinesField(
        label=_("target orientations"),
        required=False,
        help_text=_("One per line; without a mark, never compared."),
    )

    class Meta:
        model = CourseUnit
        fields = (
            "position",
            "code",
            "title",
            "hours",
            "assessment_form",
            "topics",
            "outcomes",
            "orientations",
            "taught",
            "state_exam",
        )


class CourseUnits(UnitInline):
    model = CourseUnit
    form = CourseUnitForm
    extra = 0


@admin.register(Programme)
class ProgrammeAdmin(ProgrammeBase):
    list_display = ("title", "code", "kind", "hours", "reviewer", "archived")
    list_filter = ("archived", "kind")
    search_fields = ("title", "code")
    inlines = (CourseUnits,)

    def get_form(
        self, request: HttpRequest, obj: Programme | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        types = [(each.code, each.title) for each in profile.current().programme_types if each.enabled]
        kept = [(obj.kind, obj.kind)] if obj and obj.kind and obj.kind not in dict(types) else []
        kind = form.base_fields["kind"]
        form.base_fields["kind"] = forms.ChoiceField(
            label=kind.label, required=False, choices=[("", "–"), *types, *kept]
        )
        return form


class Representatives(RepresentativeInline):
    model = Representative
    extra = 0


class Enrolments(EnrolmentInline):
    model = Enrolment
    extra = 0


class Consents(ConsentInline):
    model = Consent
    extra = 0


@admin.register(Student)
class StudentAdmin(StudentBase):
    list_display = ("full_name", "group", "birth_date", "programme", "file_number")
    list_filter = ("programme", "group")
    search_fields = ("last_name", "first_name", "patronymic", "file_number", "email")
    inlines = (Representatives, Enrolments, Consents)
    exclude = ("special_conditions",)  # shown to those whom the rights of the personal file name


@admin.register(Result)
class ResultAdmin(ResultBase):
    """Own results are entered here; a credited one comes from a decision and is never touched by hand."""

    list_display = ("student", "unit", "value", "source", "on", "case_number")
    list_filter = ("source", "kind")
    search_fields = ("student__last_name", "case_number")
    autocomplete_fields = ("student",)
    exclude = ("case_number", "author")

    def has_change_permission(self, request: HttpRequest, obj: Result | None = None) -> bool:
        return super().has_change_permission(request, obj) and not _credited(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Result | None = None) -> bool:
        return False

    def get_form(
        self, request: HttpRequest, obj: Result | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        source = form.base_fields.get("source")
        if isinstance(source, forms.ChoiceField):
            source.choices = [each for each in Result.Source.choices if each[0] != Result.Source.CREDITED]
        return form

    def save_model(self, request: HttpRequest, obj: Result, form: Any, change: bool) -> None:
        if not change:
            obj.author_id = request.user.pk
        super().save_model(request, obj, form, change)


class PlanLines(LineInline):
    model = StudyPlanLine
    extra = 0
    can_delete = False


@admin.register(StudyPlan)
class StudyPlanAdmin(PlanBase):
    """Plans come from decisions: to look at, not to edit."""

    list_display = ("student", "number", "programme", "case_number", "made_at")
    search_fields = ("student__last_name", "case_number")
    inlines = (PlanLines,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: StudyPlan | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: StudyPlan | None = None) -> bool:
        return False


@admin.register(Achievement)
class AchievementAdmin(AchievementBase):
    """An achievement keeps who entered it; a wrong one is corrected, never deleted."""

    list_display = ("student", "title", "level", "place", "on")
    list_filter = ("kind", "level", "source")
    search_fields = ("student__last_name", "title")
    autocomplete_fields = ("student",)
    exclude = ("author",)

    def has_delete_permission(self, request: HttpRequest, obj: Achievement | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Achievement, form: Any, change: bool) -> None:
        if not change:
            obj.author_id = request.user.pk
        super().save_model(request, obj, form, change)


@admin.register(Reward)
class RewardAdmin(RewardBase):
    """Rewards come from orders: to look at, not to edit."""

    list_display = ("student", "title", "number", "on", "order_number", "handed_on")
    list_filter = ("kind",)
    search_fields = ("student__last_name", "number", "case_number")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Reward | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Reward | None = None) -> bool:
        return False


@admin.register(PortfolioItem)
class PortfolioAdmin(PortfolioBase):
    """Portfolios grow by themselves: to look at, not to edit."""

    list_display = ("student", "title", "kind", "on")
    search_fields = ("student__last_name", "title")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: PortfolioItem | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PortfolioItem | None = None) -> bool:
        return False


def _credited(result: Result | None) -> bool:
    return result is not None and result.source == Result.Source.CREDITED
