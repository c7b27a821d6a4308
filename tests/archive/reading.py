"""A carrier whose scans were read."""

from django.utils import timezone

from archive import carriers
from archive.models import Carrier
from documents.finding import index
from documents.models import Document
from documents.scanning import copies
from organisation import profile


def scanned(school, number, texts, student=None):
    """A carrier whose clean copy a worker has made: the bytes do not matter here."""
    given = {
        "form": "paper", "title": "Справка", "place": "шкаф 1", "inventory_number": number,
        "made_on": timezone.localdate(), "file_index": "", "student": student,
    }  # fmt: skip
    carrier = carriers.place(given, profile.current(), school.office)
    copy = copies.ask(None, f"{number} Справка", ["0" * 64], school.office)
    document = Document.objects.create(kind=copies.KIND, title=copy.title, origin=Document.Origin.DERIVED)
    version = document.versions.create(
        number=1,
        sha256="0" * 64,
        size=1,
        media_type="application/pdf",
        filename="x.pdf",
        pages=len(texts),
        made_at=timezone.now(),
    )
    index.put(version, texts)
    type(copy).objects.filter(pk=copy.pk).update(document=document, status="made")
    Carrier.objects.filter(pk=carrier.pk).update(clean_copy=copy)
    return carrier
