"""Packages that are asked for on a page: made by a worker under a lease, taken, thrown away after a week.

They hold copies of papers outside the store, in PACKAGES_DIR: what an act destroys must not live on there.
"""

import errno
import logging
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import journal
from archive.errors import ArchiveError, MediumFull
from archive.models import Package
from archive.packages import making
from archive.packages.making import Content
from archive.packages.zipped import zipped
from organisation import profile
from organisation.models import User
from records.models import Student
from workflows import archiving
from workflows.students import rights

log = logging.getLogger(__name__)

LEASE = timedelta(hours=2)
MOST_ATTEMPTS = 3  # of workers that died over it
KEPT = timedelta(days=7)
A_BEAT = 5
Status = Package.Status

WORDS: dict[str, Promise] = {
    "missing": _("The place for packages is not there: is the disk mounted? Ask the administrator."),
    "full": _("There is not enough room for it in the place for packages. Ask the administrator."),
    "unwritable": _("The place for packages cannot be written to. Ask the administrator."),
    "forbidden": _("Whoever asked for it no longer keeps the archive."),
    "failed": _("The package could not be made. The administrator finds the reason in the log."),
}
CODES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "full"),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ESTALE), "missing"),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "unwritable"),
}


class Unfit(Exception):
    """No package can be made now; `code` is a key of WORDS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Gone(Exception):
    """The file is no longer there, or not yet."""


def ask(by: User, *, year: int | None = None, student: Student | None = None) -> bool:
    """A package of a year or of a student, made by the next worker; False when one is being made. Unfit."""
    _must_fit(_content(year, student, by), _place())
    try:
        with transaction.atomic():
            Package.objects.create(year=year, student=student, asked_by=by)
    except IntegrityError:
        return False
    return True


def again(package: Package, by: User) -> bool:
    """Try once more what failed; False when nothing had, or the same is being made already. Unfit."""
    _must_fit(_content(package.year, package.student, by), _place())
    failed = Package.objects.filter(pk=package.pk, status=Status.FAILED)
    try:
        with transaction.atomic():
            changed = failed.update(
                status=Status.WAITING,
                problem="",
                attempts=0,
                locked_until=None,
                asked_by=by,
                asked_at=timezone.now(),
            )
    except IntegrityError:
        return False
    return bool(changed)


def make_due() -> dict[str, int]:
    """Make every package that waits, one after the other; counts per outcome. Safe beside other workers."""
    counts: dict[str, int] = {}
    for pk in list(Package.objects.due(timezone.now()).values_list("pk", flat=True)[:A_BEAT]):
        outcome = work(pk)
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def work(pk: int) -> str:
    """One package, under a lease: its new status, or "busy" when another worker has it."""
    now = timezone.now()
    if (
        not Package.objects.due(now)
        .filter(pk=pk)
        .update(locked_until=now + LEASE, attempts=F("attempts") + 1)
    ):
        return "busy"
    package = Package.objects.select_related("student", "asked_by").get(pk=pk)
    try:
        if package.attempts > MOST_ATTEMPTS:
            raise Unfit("failed")
        if not rights.may_pack(package.asked_by):
            raise Unfit("forbidden")
        return _end(package, **_made(package, _place(), now))
    except Unfit as error:
        return _end(package, status=Status.FAILED, problem=error.code)
    except MediumFull:
        return _end(package, status=Status.FAILED, problem="full")
    except (ArchiveError, OSError) as error:
        log.error("package %s could not be made: %s", pk, error)
        code = CODES.get(error.errno or 0, "failed") if isinstance(error, OSError) else "failed"
        return _end(package, status=Status.FAILED, problem=code)


def taken(package: Package, by: User) -> tuple[BinaryIO, str]:
    """The file to hand out, and its name; the journal keeps who took it. Gone."""
    try:
        if package not in Package.objects.lying():
            raise Gone
        file = (_place() / package.filename).open("rb")
    except (OSError, Unfit) as error:
        raise Gone from error
    with transaction.atomic():
        subject = f"student {package.student_id}" if package.student_id else package.name
        journal.append("package_taken", subject, {"sha256": package.sha256, "package": package.pk}, by)
    return file, f"{package.name}.zip"


def throw_away(now: datetime) -> int:
    """Remove the files of packages that nobody needs any longer; how many. The rows stay."""
    removed = 0
    for package in Package.objects.lying().filter(made_at__lt=now - KEPT)[:A_BEAT]:
        try:
            (_place() / package.filename).unlink(missing_ok=True)
        except (OSError, Unfit):
            continue  # the disk is away: the next beat asks again
        removed += Package.objects.lying().filter(pk=package.pk).update(gone_at=now)
    return removed


def _content(year: int | None, student: Student | None, by: User) -> Content:
    if student is not None:
        return archiving.of_student(student, by)
    return archiving.of_year(year or 0)


def _place() -> Path:
    """Where packages lie. A folder that the settings name is never made here: it may be a disk that is not mounted."""
    folder = Path(settings.PACKAGES_DIR or Path(settings.DATA_DIR) / "packages")
    try:
        if not settings.PACKAGES_DIR:
            folder.mkdir(exist_ok=True)
        if not folder.is_dir():
            raise Unfit("missing")
        probe = folder / ".probe"
        probe.write_bytes(b"zachetka")
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise Unfit(CODES.get(error.errno or 0, "unwritable")) from error
    return folder


def _must_fit(content: Content, place: Path) -> None:
    try:
        making.must_fit(content, place)
    except MediumFull as error:
        raise Unfit("full") from error


def _made(package: Package, place: Path, now: datetime) -> dict[str, object]:
    """What becomes of the row: the file lies in its place. ArchiveError, OSError."""
    scratch = place / f".making-{package.pk}"
    shutil.rmtree(scratch, ignore_errors=True)  # of a worker that died
    scratch.mkdir()
    try:
        content = _content(package.year, package.student, package.asked_by)
        made = making.make(content, scratch, profile.current(), now, package.asked_by)
        target = place / package.filename
        sha256 = zipped(made.folder, target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return {
        "status": Status.MADE,
        "problem": "",
        "made_at": timezone.now(),
        "sha256": sha256,
        "manifest_sha256": made.manifest_sha256,
        "size": target.stat().st_size,
        "files": made.files,
        "absent": made.absent,
        "destroyed": made.destroyed,
    }


def _end(package: Package, **fields: object) -> str:
    """The row as this worker leaves it, unless another one has taken it over."""
    mine = Package.objects.filter(pk=package.pk, status=Status.WAITING, attempts=package.attempts)
    return str(fields["status"]) if mine.update(locked_until=None, **fields) else "busy"
