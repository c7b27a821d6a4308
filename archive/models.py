"""Rows of the archive: backups, drills, carriers with their place, shelves that were read again, files gone bad."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.package_model import Package as Package
from documents.models import CleanCopy, Document, Entry
from organisation.models import User
from organisation.roles import Role
from records.models import Student
from records.spelling import fold


class Backup(models.Model):
    """A backup that stands on one medium."""

    name = models.CharField(_("backup"), max_length=40)  # the moment in UTC: "20261125T134500Z"
    medium = models.CharField(_("medium"), max_length=300)
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    manifest_sha256 = models.CharField(_("SHA-256 of the manifest"), max_length=64)
    files = models.PositiveIntegerField(_("files"))
    size = models.PositiveBigIntegerField(_("size in bytes"))
    rows = models.PositiveBigIntegerField(_("rows of the database"))

    class Meta:
        ordering = ("-made_at", "pk")
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        constraints = [models.UniqueConstraint(fields=("name", "medium"), name="backup_once_on_a_medium")]

    def __str__(self) -> str:
        return f"{self.name}, {self.medium}"


class Drill(models.Model):
    """Backups that were restored on trial; the report has the number of the entry."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="drill")
    at = models.DateTimeField(_("when"), default=timezone.now)
    whole = models.BooleanField(_("everything was whole"))

    class Meta:
        ordering = ("-at", "pk")
        verbose_name = _("restore drill")
        verbose_name_plural = _("restore drills")

    def __str__(self) -> str:
        return self.entry.number


class CarrierQuerySet(models.QuerySet["Carrier"]):
    """Carriers by who may see them and by what is to be done with them."""

    def visible_to(self, user: User) -> Self:
        """Those who keep the archive; administrators of the machine see no names."""
        return self if user.has_role(Role.OFFICE, Role.HEAD, Role.ARCHIVIST) else self.none()

    def found(self, words: str) -> Self:
        """Those that hold every word in number, title, place, case or the student's surname; ё counts as е."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(sought__contains=fold(word)) | Q(student__search_last__startswith=fold(word))
            )
        return found

    def holding(self, document: Document) -> Self:
        """Those whose scan or clean copy this is."""
        scanned = Scan.objects.filter(document=document).values("carrier")
        return self.filter(Q(pk__in=scanned) | Q(clean_copy__document=document))

    def kept(self) -> Self:
        """Those that no decision has ended."""
        return self.filter(ended_at=None)

    def to_decide(self, today: date) -> Self:
        """Those whose keeping may end by now: the term is over, or the student has left and no term runs."""
        over = Q(keep_until__lte=today)
        left = Q(keep_until=None, for_good=False, student__left_on__lte=today)
        return self.kept().filter(over | left)


class Carrier(models.Model):
    """A sheet, folder, disk or stick in the archive: where it stands, and until when. Ended only by a decision."""

    class Form(models.TextChoices):
        """What it is."""

        PAPER = "paper", _("paper")
        ELECTRONIC = "electronic", _("electronic carrier")

    class Ending(models.TextChoices):
        """What became of it."""

        DESTROYED = "destroyed", _("destroyed")
        TRANSFERRED = "transferred", _("handed over to another archive")

    form = models.CharField(_("what it is"), max_length=10, choices=Form)
    title = models.CharField(_("what it holds"), max_length=300)
    place = models.CharField(_("place"), max_length=200)
    inventory_number = models.CharField(_("inventory number"), max_length=60, unique=True)
    file_index = models.CharField(_("index in the list of files"), max_length=60, blank=True)
    case_number = models.CharField(_("case"), max_length=60, blank=True, db_index=True)
    student = models.ForeignKey(
        Student, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("student")
    )
    backup = models.ForeignKey(
        Backup, models.PROTECT, null=True, blank=True, related_name="carriers", verbose_name=_("backup")
    )
    clean_copy = models.OneToOneField(
        CleanCopy, models.PROTECT, null=True, blank=True, related_name="carrier", verbose_name=_("clean copy")
    )
    made_on = models.DateField(_("made on"))
    keep_until = models.DateField(_("kept until"), null=True, blank=True)
    for_good = models.BooleanField(_("kept for good"), default=False)
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(_("recorded"), default=timezone.now)
    ending = models.CharField(_("decision"), max_length=12, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    sought = models.TextField(
        editable=False
    )  # what a search looks into, folded: databases fold Cyrillic apart

    objects = CarrierQuerySet.as_manager()

    class Meta:
        ordering = ("inventory_number",)
        verbose_name = _("carrier")
        verbose_name_plural = _("carriers")

    def __str__(self) -> str:
        return f"{self.inventory_number} {self.title}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep what a search looks into in step."""
        words = (self.inventory_number, self.title, self.place, self.case_number, self.file_index)
        self.sought = fold(" ".join(words))
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # passed through unchanged


class Scan(models.Model):
    """One sheet or file of the electronic copy of a carrier; the positions say the order of the sheets."""

    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="scans")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(_("place in order"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("recorded"), default=timezone.now)

    class Meta:
        ordering = ("carrier", "position")
        verbose_name = _("scan")
        verbose_name_plural = _("scans")

    def __str__(self) -> str:
        return f"{self.position}. {self.document}"


class HoldQuerySet(models.QuerySet["Hold"]):
    """Holds by whether they still stand."""

    def standing(self) -> Self:
        """Those that nobody has lifted."""
        return self.filter(lifted_at=None)


class Hold(models.Model):
    """The files of a case must stay whatever their term is: a court, an inspection, a quarrel."""

    case_number = models.CharField(_("case"), max_length=60, db_index=True)
    reason = models.CharField(_("reason"), max_length=500)
    placed_at = models.DateTimeField(default=timezone.now)
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ("-placed_at", "pk")
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        constraints = [
            models.UniqueConstraint(
                fields=("case_number",), condition=Q(lifted_at=None), name="one_standing_hold"
            )
        ]

    def __str__(self) -> str:
        return self.case_number


class Act(models.Model):
    """An act of destruction; it has the number of the entry, and its paper lists the files."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="destruction")
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ground = models.CharField(_("ground"), max_length=500)

    class Meta:
        ordering = ("-at", "pk")
        verbose_name = _("act of destruction")
        verbose_name_plural = _("acts of destruction")

    def __str__(self) -> str:
        return self.entry.number


class ActCase(models.Model):
    """A case whose files the act destroyed. Its rows stay: who asked what, what was decided under which number."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="cases")
    case_number = models.CharField(_("case"), max_length=60, unique=True)
    title = models.CharField(_("what it was"), max_length=300)
    closed_on = models.DateField(_("closed"))
    file_index = models.CharField(_("index in the list of files"), max_length=60)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.case_number


class ActFile(models.Model):
    """One stored file of a destroyed case. `gone_at` is empty while its bytes still lie here."""

    case = models.ForeignKey(ActCase, models.PROTECT, related_name="files")
    title = models.CharField(_("file"), max_length=300)
    sha256 = models.CharField(max_length=64, db_index=True)
    gone_at = models.DateTimeField(_("erased"), null=True, blank=True)
    kept_for = models.CharField(_("kept for"), max_length=60, blank=True)  # what else needs the same bytes

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class Shelf(models.Model):
    """All stored files whose hash begins with the same two digits, and when they were last read."""

    beginning = models.CharField(max_length=2, unique=True)
    read_at = models.DateTimeField(null=True, blank=True, db_index=True)
    files = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.beginning


class BadFileQuerySet(models.QuerySet["BadFile"]):
    """Bad files by whether they still are."""

    def bad(self) -> Self:
        """Those that nobody has brought back."""
        return self.filter(mended_at=None)


class BadFile(models.Model):
    """A stored file that is gone or no longer what it was, from the night it was noticed until it is whole again."""

    class Fault(models.TextChoices):
        """What is wrong."""

        MISSING = "missing", _("missing")
        DAMAGED = "damaged", _("damaged")

    sha256 = models.CharField(max_length=64)
    fault = models.CharField(_("fault"), max_length=8, choices=Fault)
    found_at = models.DateTimeField(default=timezone.now)
    mended_at = models.DateTimeField(null=True, blank=True)

    objects = BadFileQuerySet.as_manager()

    class Meta:
        ordering = ("-found_at",)
        verbose_name = _("bad file")
        verbose_name_plural = _("bad files")
        constraints = [
            models.UniqueConstraint(fields=("sha256",), condition=Q(mended_at=None), name="bad_file_once")
        ]

    def __str__(self) -> str:
        return self.sha256


class HeadDoubtQuerySet(models.QuerySet["HeadDoubt"]):
    """Doubts by whether somebody still has to look."""

    def open(self) -> Self:
        """Neither met again nor settled by a person."""
        return self.filter(met_at=None, settled_at=None)


class HeadDoubt(models.Model):
    """A head of the journal's chain that was not met: until it is again, or an archivist says what it was."""

    head = models.CharField(_("head"), max_length=60, unique=True)  # the name of its file
    found_at = models.DateTimeField(default=timezone.now)
    met_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = HeadDoubtQuerySet.as_manager()

    class Meta:
        ordering = ("-found_at",)
        verbose_name = _("doubt about the journal")
        verbose_name_plural = _("doubts about the journal")

    def __str__(self) -> str:
        return self.head
