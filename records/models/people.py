"""Students and those who may act for them."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from records import ages
from records.models.programmes import Programme
from records.spelling import fold, group_key


class StudentQuerySet(models.QuerySet["Student"]):
    """Finding people by what a letter says of them."""

    def namesakes(self, last_name: str, first_name: str = "") -> "StudentQuerySet":
        """Everybody of that surname whose first name agrees as far as it was given; ё counts as е."""
        found = self.filter(search_last=fold(last_name))
        return found.filter(search_first=fold(first_name)) if first_name else found


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
    # Shown only to those whom workflows.students.rights names (file 000, 2.2; file 001, 2.2.7).
    special_conditions = models.CharField(_("special learning conditions"), max_length=300, blank=True)
    search_last = models.CharField(max_length=150, editable=False, db_index=True)
    search_first = models.CharField(max_length=150, editable=False)
    search_group = models.CharField(max_length=60, editable=False, db_index=True, default="")

    objects = StudentQuerySet.as_manager()

    class Meta:
        ordering = ("last_name", "first_name", "pk")
        verbose_name = _("student")
        verbose_name_plural = _("students")

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the folded spellings in step with name and group."""
        self.respell()
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through unchanged

    def respell(self) -> None:
        """Set the folded spellings; bulk writers call it themselves."""
        self.search_last, self.search_first = fold(self.last_name), fold(self.first_name)
        self.search_group = group_key(self.group)

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
        return ages.full_years(self.birth_date, on)

    def is_adult(self, on: date) -> bool:
        """18, or emancipated: representatives act no longer."""
        return ages.of_age(self.birth_date, self.emancipated_on, on)


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


class Consent(models.Model):
    """A consent on file: to what, on which paper, since when. A withdrawn one stays, with its date."""

    class Purpose(models.TextChoices):
        PUBLISH = "publish", _("publication of name and photograph")
        PROCESS = "process", _("processing of personal data")
        DISCLOSE = "disclose", _("disclosure to the paying customer")

    student = models.ForeignKey(Student, models.PROTECT, related_name="consents", verbose_name=_("student"))
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    given_on = models.DateField(_("given on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    document = models.CharField(_("document"), max_length=300, blank=True)

    class Meta:
        ordering = ("purpose", "-given_on", "-pk")
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self) -> str:
        return f"{self.student}: {self.get_purpose_display()}"

    def stands_on(self, day: date) -> bool:
        """Whether it holds on that day: a consent withdrawn today no longer does."""
        return self.given_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)
