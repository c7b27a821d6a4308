"""PEOPLE: students, their representatives, programmes with course units, results and study plans."""

from datetime import date

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Programme(models.Model):
    """An educational programme of ours; its hours are the sum of its course units."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=300)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("who compares"),
    )
    archived = models.BooleanField(_("no longer taught"), default=False)

    class Meta:
        ordering = ("title",)
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return self.title

    @property
    def hours(self) -> int:
        """Academic hours of the whole programme."""
        return sum(unit.hours for unit in self.units.all())


class CourseUnit(models.Model):
    """A course, discipline (module) or placement of a programme, with what comparison needs to know of it."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="units", verbose_name=_("programme")
    )
    position = models.PositiveSmallIntegerField(_("place in the programme"), default=1)
    code = models.CharField(_("code"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=300)
    hours = models.PositiveIntegerField(_("academic hours"), validators=[MinValueValidator(1)])
    assessment_form = models.CharField(_("form of interim assessment"), max_length=120)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    outcomes = models.JSONField(_("intended outcomes"), default=list, blank=True)
    state_exam = models.BooleanField(_("subject of the state final assessment"), default=False)
    taught = models.CharField(_("when it is taught"), max_length=120, blank=True)

    class Meta:
        ordering = ("programme", "position", "pk")
        verbose_name = _("course unit")
        verbose_name_plural = _("course units")

    def __str__(self) -> str:
        return self.title


class StudentQuerySet(models.QuerySet["Student"]):
    """Finding people by what a letter says of them."""

    def namesakes(self, last_name: str, first_name: str = "") -> "StudentQuerySet":
        """Everybody of that surname whose first name agrees as far as it was given; ё counts as е."""
        found = self.filter(search_last=fold(last_name))
        return found.filter(search_first=fold(first_name)) if first_name else found


def fold(text: str) -> str:
    """The spelling under which names are looked up: lower case, ё as е, no outer blanks."""
    return text.strip().lower().replace("ё", "е")


class Student(models.Model):
    """A student of ours, present or past."""

    last_name = models.CharField(_("last name"), max_length=150)
    first_name = models.CharField(_("first name"), max_length=150)
    patronymic = models.CharField(_("patronymic"), max_length=150, blank=True)
    birth_date = models.DateField(_("date of birth"))
    group = models.CharField(_("class or group"), max_length=60, blank=True)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="students", verbose_name=_("programme")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    file_number = models.CharField(_("personal file number"), max_length=60, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    emancipated_on = models.DateField(_("emancipated on"), null=True, blank=True)
    search_last = models.CharField(max_length=150, editable=False, db_index=True)
    search_first = models.CharField(max_length=150, editable=False)

    objects = StudentQuerySet.as_manager()

    class Meta:
        ordering = ("last_name", "first_name", "pk")
        verbose_name = _("student")
        verbose_name_plural = _("students")

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the folded spelling in step with the name."""
        self.search_last, self.search_first = fold(self.last_name), fold(self.first_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through unchanged

    @property
    def full_name(self) -> str:
        """«Тарасов Кирилл Денисович»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    @property
    def short(self) -> str:
        """«Тарасов Кирилл, 7Б», as lists name a student."""
        name = f"{self.last_name} {self.first_name}"
        return f"{name}, {self.group}" if self.group else name

    def age(self, on: date) -> int:
        """Full years on a date."""
        before_birthday = (on.month, on.day) < (self.birth_date.month, self.birth_date.day)
        return on.year - self.birth_date.year - before_birthday

    def is_adult(self, on: date) -> bool:
        """18, or emancipated: representatives act no longer."""
        return self.age(on) >= 18 or (self.emancipated_on is not None and self.emancipated_on <= on)


class Representative(models.Model):
    """A person who may act for a student, on which document and for how long."""

    student = models.ForeignKey(Student, models.CASCADE, related_name="representatives")
    full_name = models.CharField(_("full name"), max_length=300)
    relation = models.CharField(_("relation"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    authority = models.CharField(_("document of authority"), max_length=300, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        ordering = ("full_name",)
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")

    def __str__(self) -> str:
        return self.full_name

    def acts_on(self, day: date) -> bool:
        """Whether the authority stands on that day: within its period and while the student is a minor."""
        started = self.valid_from is None or self.valid_from <= day
        lasts = self.valid_to is None or day <= self.valid_to
        return started and lasts and not self.student.is_adult(day)


class Result(models.Model):
    """A result in a course unit. Own and credited ones stand side by side; none overwrites another."""

    class Source(models.TextChoices):
        OWN = "own", _("own")
        CREDITED = "credited", _("credited")
        EXTERNAL = "external", _("external")
        STATE = "state", _("state exam")

    class Kind(models.TextChoices):
        ONGOING = "ongoing", _("ongoing")
        INTERIM = "interim", _("interim")
        FINAL = "final", _("final")
        STATE = "state", _("state exam")

    student = models.ForeignKey(Student, models.PROTECT, related_name="results")
    unit = models.ForeignKey(CourseUnit, models.PROTECT, related_name="results")
    value = models.CharField(_("mark"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.INTERIM)
    source = models.CharField(_("source"), max_length=12, choices=Source, default=Source.OWN)
    on = models.DateField(_("date"))
    hours = models.PositiveIntegerField(_("academic hours"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    case_number = models.CharField(max_length=40, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("unit", "on", "pk")
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.UniqueConstraint(
                fields=("student", "unit", "case_number"),
                condition=Q(source="credited"),
                name="credited_once_a_case",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.value}"


class StudyPlan(models.Model):
    """An individual study plan: a new one replaces the earlier, which stays readable."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="plans")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField(_("plan number"))
    case_number = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=("student", "number"), name="one_plan_a_number")]
        verbose_name = _("individual study plan")
        verbose_name_plural = _("individual study plans")

    def __str__(self) -> str:
        return f"{self.student}: {self.number}"


class StudyPlanLine(models.Model):
    """One course unit in a plan: credited + remaining = total, always (a database constraint holds it)."""

    plan = models.ForeignKey(StudyPlan, models.CASCADE, related_name="lines")
    unit = models.ForeignKey(CourseUnit, models.PROTECT, related_name="+")
    total = models.PositiveIntegerField(_("hours in the programme"))
    credited = models.PositiveIntegerField(_("credited hours"))
    remaining = models.PositiveIntegerField(_("remaining hours"))
    assessment = models.CharField(_("assessment"), max_length=160, blank=True)
    when = models.CharField(_("when"), max_length=120, blank=True)

    class Meta:
        ordering = ("unit__position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(total=models.F("credited") + models.F("remaining")), name="plan_line_balances"
            ),
            models.UniqueConstraint(fields=("plan", "unit"), name="one_line_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.credited} + {self.remaining} = {self.total}"
