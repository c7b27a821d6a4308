"""A carrier of the demo school with one scanned certificate; a worker makes its clean copy. The people are invented."""

from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from archive import carriers, scans
from archive.models import Carrier
from documents.uploads import CheckedFile
from organisation import profile
from organisation.models import User
from records.models import Student

NUMBER = "А-0001"


def load(folder: Path) -> int:
    """Put the carrier into the archive unless it is there; how many carriers there are now."""
    if not Carrier.objects.filter(inventory_number=NUMBER).exists():
        archivist = User.objects.get(username="gorin")
        given = {
            "form": Carrier.Form.PAPER,
            "title": "Справка об обучении в школе искусств, подлинник",
            "place": "Шкаф 2, полка 1",
            "inventory_number": NUMBER,
            "file_index": "",
            "student": Student.objects.filter(last_name="Гусев", first_name="Матвей").first(),
            "made_on": date(2026, 9, 1),
        }
        carrier = carriers.place(given, profile.current(), archivist)
        picture = SimpleUploadedFile("справка.jpg", (folder / "certificate.jpg").read_bytes())
        scans.add(carrier, [CheckedFile(picture, "image/jpeg")], 0, archivist)
    return Carrier.objects.count()
