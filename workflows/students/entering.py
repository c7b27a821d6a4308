"""Achievements, results and consents entered by a person: with author and time, and a row of the journal."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

import journal
from documents import incoming
from organisation.models import User
from records.models import Achievement, Consent, PortfolioItem, Result, Student


@transaction.atomic
def add_achievement(
    student: Student, author: User, given: dict[str, Any], scan: "UploadedFile[bytes] | None" = None
) -> Achievement:
    """Store the achievement, put it into the portfolio, and keep its scan as a document of the file.

    incoming.Refused when the scan is not taken; nothing is stored then.
    """
    achievement = Achievement.objects.create(student=student, author=author, **given)
    document = incoming.store_upload(scan.read(), scan.name or "", "", author) if scan else None
    PortfolioItem.objects.create(
        student=student,
        title=str(achievement)[:300],
        kind=achievement.kind,
        on=achievement.on,
        achievement=achievement,
        document_sha256=document.latest.sha256 if document else "",
    )
    journal.append("achievement", f"student {student.pk}", {"achievement": achievement.pk}, author)
    return achievement


@transaction.atomic
def add_result(student: Student, author: User, given: dict[str, Any]) -> Result:
    """Store a result beside the others; none is overwritten."""
    result = Result.objects.create(student=student, author=author, hours=given["unit"].hours, **given)
    journal.append("result", f"student {student.pk}", {"result": result.pk}, author)
    return result


@transaction.atomic
def add_consent(student: Student, author: User, given: dict[str, Any]) -> Consent:
    """Note a consent that is on paper."""
    consent = Consent.objects.create(student=student, **given)
    journal.append("consent", f"student {student.pk}", {"consent": consent.pk, "given": True}, author)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, author: User, day: date) -> None:
    """From this day on it no longer holds; the row stays. A second withdrawal changes nothing."""
    standing = Consent.objects.filter(pk=consent.pk, withdrawn_on=None)
    if standing.update(withdrawn_on=day):
        payload = {"consent": consent.pk, "given": False}
        journal.append("consent", f"student {consent.student_id}", payload, author)
