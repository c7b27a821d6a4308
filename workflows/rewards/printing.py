"""Derived files, never masters: all sheets of an order in one file for the printer, the package for an outside body."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
from django.utils.http import content_disposition_header

from documents import making
from documents.filenames import clean
from documents.models import Document, Entry, Version
from storage import blobs
from workflows.rewards import handing, papers
from workflows.rewards.models import RewardNomination

HEADINGS = (
    "№",
    "Обучающийся",
    "Класс, группа",
    "Достижение",
    "Уровень",
    "Результат",
    "Дата",
    "Подтверждение",
)


def sheets(case: RewardNomination) -> list[str]:
    """Hashes of the certificates that are made, by class and name, as they are handed out."""
    made = case.nominees.filter(certificate__status=Entry.Status.ISSUED)
    ordered = made.order_by("student__group", "student__last_name", "student__first_name", "position")
    entries = list(ordered.values_list("certificate", flat=True))
    found = handing.standing(Version.objects.filter(entry__in=entries))
    newest = {each.entry_id: each.sha256 for each in found}
    return [newest[each] for each in entries if each in newest]


def merged(hashes: Sequence[str]) -> bytes:
    """One PDF of many; tags and the data inside are lost, so it is only for paper."""
    out = BytesIO()
    with pikepdf.new() as book:
        for each in hashes:
            with pikepdf.open(BytesIO(blobs.get(each))) as sheet:
                for page in sheet.pages:
                    if "/Annots" in page:  # the seal's field does nothing on paper
                        del page["/Annots"]
                book.pages.extend(sheet.pages)
        book.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def package(case: RewardNomination) -> bytes:
    """Nomination, order, list of achievements, and the files of the case, as a ZIP archive."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("Представление.pdf", making.draw(papers.nomination_snapshot(case)).content)
        archive.writestr("Достижения.csv", achievements(case))
        derived = {"origin": Document.Origin.DERIVED, "versions__entry__isnull": False}  # copies made here
        documents = Document.objects.filter(case_number=case.number).exclude(**derived)
        for n, document in enumerate(documents.prefetch_related("versions"), start=1):
            versions = list(document.versions.all())
            if versions:
                name = clean(versions[-1].filename)
                archive.writestr(f"Приложения/{n:02} {name}", blobs.get(versions[-1].sha256))
    return out.getvalue()


def achievements(case: RewardNomination) -> bytes:
    """Recorded achievements of all nominees, with a byte order mark so that spreadsheets read Cyrillic."""
    text = StringIO()
    table = csv.writer(text, delimiter=";")
    table.writerow(HEADINGS)
    for nominee in case.nominees.rewarded().select_related("student").prefetch_related("achievements"):
        for each in nominee.achievements.all():
            row = (
                nominee.position,
                nominee.student.full_name,
                nominee.student.group,
                each.title,
                each.get_level_display(),
                each.place,
                f"{each.on:%d.%m.%Y}",
                each.evidence,
            )
            table.writerow([harmless(str(value)) for value in row])
    return text.getvalue().encode("utf-8-sig")


def harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in "=+-@\t\r" else value


def disposition(name: str) -> str:
    """The header of a download, non-Latin names included."""
    return content_disposition_header(True, clean(name)) or "attachment"
