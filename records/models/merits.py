"""What a student is proud of: achievements, rewards, and the portfolio that keeps both."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records import voluntary
from records.models.people import Student


class Achievement(models.Model):
    """An achievement on record. `kind` and `field` are codes of the profile's catalogues."""

    class Level(models.TextChoices):
        SCHOOL = "school", _("school")
        MUNICIPAL = "municipal", _("municipal")
        REGIONAL = "regional", _("regional")
        NATIONAL = "national", _("national")
        INTERNATIONAL = "international", _("international")

    class Source(models.TextChoices):
        SCHOOL = "school", _("our own event")
        EXTERNAL = "external", _("another organisation")
        REGISTER = "register", _("state register of gifted children")

    student = models.ForeignKey(
        Student, models.PROTECT, related_name="achievements", verbose_name=_("student")
    )
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    level = models.CharField(_("level"), max_length=20, choices=Level, blank=True)
    place = models.CharField(_("place or result"), max_length=120, blank=True)
    field = models.CharField(_("field of activity"), max_length=40, blank=True)
    on = models.DateField(_("date"))
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=12, choices=Source, default=Source.SCHOOL)
    official = models.BooleanField(_("on the official list of events for gifted children"), default=False)
    applied_on = models.DateField(_("application of"), null=True, blank=True)
    applied_by = models.CharField(_("who applied"), max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name = _("achievement")
        verbose_name_plural = _("achievements")

    def __str__(self) -> str:
        return ", ".join(each for each in (self.title, self.place) if each)

    def clean(self) -> None:
        """What another organisation gave rests on an application (file 000, 5.1)."""
        if self.source == self.Source.EXTERNAL:
            voluntary.demand(self.applied_on, self.applied_by)


class Reward(models.Model):
    """A reward given, as the register and the personal file keep it. `kind` is a code of the profile."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="rewards", verbose_name=_("student"))
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    number = models.CharField(_("number"), max_length=60, blank=True)
    on = models.DateField(_("date"))
    order_number = models.CharField(_("order"), max_length=60, blank=True)
    order_on = models.DateField(_("date of the order"), null=True, blank=True)
    ground = models.CharField(_("ground"), max_length=1000, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=10, decimal_places=2, null=True, blank=True)
    period = models.CharField(_("period"), max_length=120, blank=True)
    case_number = models.CharField(max_length=40, blank=True)
    certificate_sha256 = models.CharField(max_length=64, blank=True)
    handed_on = models.DateField(_("handed over on"), null=True, blank=True)
    handed_to = models.CharField(_("handed over to"), max_length=300, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name = _("reward")
        verbose_name_plural = _("rewards")
        constraints = [
            models.UniqueConstraint(
                fields=("student", "kind", "case_number"),
                condition=~Q(case_number=""),
                name="rewarded_once_a_case",
            )
        ]

    def __str__(self) -> str:
        return self.title


class PortfolioItem(models.Model):
    """A piece of the portfolio: a document by its hash, an achievement, a reward, or several of these."""

    class Carrier(models.TextChoices):
        ELECTRONIC = "electronic", _("electronic")
        PAPER = "paper", _("on paper")

    student = models.ForeignKey(Student, models.PROTECT, related_name="portfolio", verbose_name=_("student"))
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    on = models.DateField(_("date"))
    evidence_kind = models.CharField(_("kind of document"), max_length=40, blank=True)  # of the profile
    number = models.CharField(_("number"), max_length=100, blank=True)
    carrier = models.CharField(_("carrier"), max_length=12, choices=Carrier, default=Carrier.ELECTRONIC)
    place = models.CharField(_("where the paper lies"), max_length=200, blank=True)
    duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        verbose_name=_("duplicate of"),
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    document_sha256 = models.CharField(max_length=64, blank=True)
    achievement = models.ForeignKey(
        Achievement, models.PROTECT, null=True, blank=True, related_name="portfolio"
    )
    reward = models.ForeignKey(Reward, models.PROTECT, null=True, blank=True, related_name="portfolio")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name = _("portfolio item")
        verbose_name_plural = _("portfolio items")

    def __str__(self) -> str:
        return self.title
