"""Papers: identity, immutable versions with their statuses, and the registers that number them.

Version and VersionStatus refuse UPDATE and DELETE, Entry refuses DELETE and any change of its number, by
database trigger (documents/triggers.py): issued paper stands, whatever program talks to the database.
"""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.correction import Correction as Correction
from documents.signature_model import DetachedSignature as DetachedSignature
from organisation.models import User
from organisation.roles import Role

READERS = (Role.REVIEWER, Role.TEACHER, Role.DEPUTY, Role.HEAD, Role.OFFICE, Role.ARCHIVIST)


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents by who may see them."""

    def visible_to(self, user: User) -> Self:
        """Those who work on cases; the view asks the case besides. Administrators see none."""
        return self if user.has_role(*READERS) else self.none()


class Document(models.Model):
    """The identity of a paper or file; what it says lies in its versions."""

    class Origin(models.TextChoices):
        """How the document came to be here."""

        ISSUED = "issued", _("issued by us")
        INCOMING = "incoming", _("came by mail")
        UPLOADED = "uploaded", _("uploaded")
        DERIVED = "derived", _("made from another document")

    case_number = models.CharField(_("case"), max_length=60, blank=True, db_index=True)
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=300)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title

    @property
    def latest(self) -> "Version":
        """The newest version. Version.DoesNotExist when the document has none yet."""
        return self.versions.latest("number")


class Register(models.Model):
    """One series in one period, and the last number it gave out."""

    key = models.CharField(_("series"), max_length=60)
    # "2026", "2026/27", or "" for a series that never restarts
    period = models.CharField(_("period"), max_length=10, blank=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("register")
        verbose_name_plural = _("registers")
        constraints = [models.UniqueConstraint(fields=("key", "period"), name="register_once_per_period")]

    def __str__(self) -> str:
        return f"{self.key} {self.period}".strip()


class EntryQuerySet(models.QuerySet["Entry"]):
    """Register entries by what is still to be done with them."""

    def due(self, now: datetime) -> Self:
        """Reservations whose maker is gone (its lease ran out) and whose next attempt has come."""
        waiting = self.filter(status=Entry.Status.RESERVED, locked_until__lte=now)
        return waiting.filter(models.Q(next_at=None) | models.Q(next_at__lte=now)).order_by("pk")

    def unmade(self, since: datetime) -> Self:
        """Papers that were to be made before `since`, and those that wait for a person; `reason` says why not."""
        waiting = self.filter(status=Entry.Status.RESERVED)
        return waiting.filter(models.Q(made_at__lte=since) | models.Q(locked_until=None)).order_by("pk")


class Entry(models.Model):
    """One line of a register. A reserved number always ends issued or voided, never lost."""

    class Status(models.TextChoices):
        """Where the number stands."""

        RESERVED = "reserved", _("reserved")
        ISSUED = "issued", _("issued")
        VOIDED = "voided", _("voided")

    JOURNALLED: ClassVar = ("register_id", "n", "number", "date", "kind", "case_number", "action", "snapshot")

    register = models.ForeignKey(Register, models.PROTECT, related_name="entries")
    n = models.PositiveIntegerField(_("ordinal"))
    number = models.CharField(_("number"), max_length=100)
    # The number as compared: databases disagree on the case of Cyrillic letters, and "14-УД" is "14-уд".
    folded = models.CharField(max_length=300, editable=False)
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=60)
    case_number = models.CharField(_("case"), max_length=60, blank=True, db_index=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    action = models.CharField(_("action"), max_length=60, blank=True)
    snapshot = models.JSONField(_("frozen data"), default=dict)
    about = models.CharField(_("whom or what it is about"), max_length=300, blank=True)
    sought = models.TextField(blank=True, editable=False)  # documents.about: what a search looks into
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.RESERVED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    locked_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    paper_sha256 = models.CharField(max_length=64, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("register", "n")
        verbose_name = _("register entry")
        verbose_name_plural = _("register entries")
        constraints = [
            models.UniqueConstraint(fields=("register", "n"), name="entry_ordinal_once"),
            models.UniqueConstraint(fields=("register", "folded"), name="entry_number_once"),
        ]
        indexes = [
            models.Index(
                fields=("locked_until",), condition=models.Q(status="reserved"), name="entry_reserved_until"
            ),
            models.Index(fields=("register", "date"), name="entry_by_date"),
        ]

    def __str__(self) -> str:
        return self.number


class Code(models.Model):
    """The code of a paper's short address. Written with its number, never changed: triggers hold it like a version."""

    JOURNALLED: ClassVar = ("code", "entry_id")

    code = models.CharField(max_length=16, unique=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="code")

    class Meta:
        verbose_name = _("code of a paper")
        verbose_name_plural = _("codes of papers")

    def __str__(self) -> str:
        return self.code


class Version(models.Model):
    """Bytes that once were the document. Never changed, never deleted; a correction is the next version."""

    JOURNALLED: ClassVar = (
        *("document_id", "number", "sha256", "size", "media_type", "filename", "pages"),
        *("made_at", "made_by_id", "entry_id", "data_sha256"),
    )

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(max_length=120)
    filename = models.CharField(_("file name"), max_length=200)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="versions")
    data_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("document", "number")
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [models.UniqueConstraint(fields=("document", "number"), name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.filename} ({self.number})"

    @property
    def status(self) -> str:
        """The last recorded status."""
        return self.statuses.latest("pk").status


class VersionStatus(models.Model):
    """What became of a version: rows are only added."""

    JOURNALLED: ClassVar = ("version_id", "status", "at", "actor_id", "reason")

    class Status(models.TextChoices):
        """The life of a paper."""

        DRAFT = "draft", _("draft")
        RESERVED = "reserved", _("awaits signature")
        SIGNED = "signed", _("signed")
        ISSUED = "issued", _("issued")
        SUPERSEDED = "superseded", _("superseded")
        REVOKED = "revoked", _("revoked")
        HANDED_OVER = "handed_over", _("handed over")
        DESTROYED = "destroyed", _("destroyed by an act")

    version = models.ForeignKey(Version, models.PROTECT, related_name="statuses")
    status = models.CharField(_("status"), max_length=12, choices=Status)
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("status of a version")
        verbose_name_plural = _("statuses of versions")
        indexes = [
            models.Index(fields=("version",), condition=models.Q(status="revoked"), name="version_revoked")
        ]

    def __str__(self) -> str:
        return self.get_status_display()


class CleanCopyQuerySet(models.QuerySet["CleanCopy"]):
    """Clean copies by what is still to be done."""

    def due(self, now: datetime) -> Self:
        """Those that wait for a worker, or whose worker is gone."""
        waiting = self.filter(status=CleanCopy.Status.WAITING)
        return waiting.filter(models.Q(locked_until=None) | models.Q(locked_until__lte=now)).order_by("pk")


class CleanCopy(models.Model):
    """One clean PDF/A-2b with words that is made of scans in their order. The scans themselves stay as they came."""

    class Status(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("being made")
        MADE = "made", _("made")
        FAILED = "failed", _("could not be made")

    title = models.CharField(_("title"), max_length=300)
    case_number = models.CharField(_("case"), max_length=60, blank=True, db_index=True)
    sources = models.JSONField(_("hashes of the scans in their order"))
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="clean_copy"
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.WAITING)
    problem = models.CharField(max_length=20, blank=True)  # a key of scanning.words.WORDS
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    objects = CleanCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("clean copy")
        verbose_name_plural = _("clean copies")
        indexes = [
            models.Index(
                fields=("locked_until",), condition=models.Q(status="waiting"), name="clean_copy_waiting"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Page(models.Model):
    """The words of one page, and their stems for the index (documents.finding). Made anew whenever needed."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="words")
    number = models.PositiveIntegerField(_("page"))
    text = models.TextField()
    stems = models.TextField()

    class Meta:
        ordering = ("version", "number")
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [models.UniqueConstraint(fields=("version", "number"), name="page_once")]

    def __str__(self) -> str:
        return f"{self.version_id}, {self.number}"
