"""The electronic copy of a carrier: its scans in the order of the sheets (S 002, 6.2)."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

import journal
from archive.models import Carrier, Scan
from documents.models import Version
from documents.scanning import copies
from documents.uploads import CheckedFile, attach, keep_bytes
from organisation.models import User


class NoLongerKept(Exception):
    """The keeping of the carrier ended meanwhile."""


def add(carrier: Carrier, uploads: Sequence[CheckedFile], after: int, by: User) -> None:
    """Put the scans behind the sheet of that position (0: before all), in their order. NoLongerKept."""
    keep_bytes(uploads)
    with transaction.atomic():
        # The carrier's row is the lock: two people who add at once do not take the same places.
        kept = Carrier.objects.kept().select_for_update().filter(pk=carrier.pk).first()
        if kept is None:
            raise NoLongerKept
        place = min(after, kept.scans.count())
        kept.scans.filter(position__gt=place).update(position=F("position") + len(uploads))
        documents = attach("", uploads, by)
        Scan.objects.bulk_create(
            Scan(carrier=kept, document=document, position=position, added_by=by)
            for position, document in enumerate(documents, start=place + 1)
        )
        _ask_for_a_clean_copy(kept, by)
        told = {"after": place, "files": [document.latest.sha256 for document in documents]}
        journal.append("carrier_scanned", kept.inventory_number, told, by)


def move(carrier: Carrier, sheet: int, after: int, by: User) -> None:
    """Put the sheet of that position behind another one (0: before all); the clean copy follows. NoLongerKept."""
    with transaction.atomic():
        kept = Carrier.objects.kept().select_for_update().filter(pk=carrier.pk).first()
        if kept is None:
            raise NoLongerKept
        order = list(kept.scans.order_by("position"))
        moved = next((each for each in order if each.position == sheet), None)
        if moved is None or sheet == after:
            return
        rest = [each for each in order if each is not moved]
        rest.insert(sum(each.position <= after for each in rest), moved)
        for position, each in enumerate(rest, 1):
            each.position = position
        Scan.objects.bulk_update(rest, ["position"])
        _ask_for_a_clean_copy(kept, by)
        journal.append("carrier_sheet_moved", kept.inventory_number, {"sheet": sheet, "after": after}, by)


def _ask_for_a_clean_copy(carrier: Carrier, by: User) -> None:
    """One PDF of all that are pictures or PDFs, in the order of the sheets; a worker makes it."""
    in_order = carrier.scans.order_by("position").values("document_id")
    files = {
        version.document_id: version.sha256
        for version in Version.objects.filter(document__in=in_order)
        if copies.is_scan(version.media_type)
    }
    sources = [files[each["document_id"]] for each in in_order if each["document_id"] in files]
    if sources:
        title = f"{carrier.inventory_number} {carrier.title}"[:300]
        carrier.clean_copy = copies.ask(carrier.clean_copy, title, sources, by)
        carrier.save(update_fields=["clean_copy"])
