"""papers_to_check: issues papers in the throw-away place at hand, for benchmarks.verification."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from benchmarks.cases import Desk
from documents.models import Code, Entry, Version
from storage import blobs
from tests.documents.snapshots import decision
from tests.documents.verification.test_known import issue
from workflows.cases import decisions

HOW_MANY = 12


class Command(BaseCommand):
    """{"valid": [code], "superseded": code, "sha256": [hash], "file": path} on standard output."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Decisions that stand, and one that a later version replaced."""
        desk = Desk()
        for _ in range(HOW_MANY):
            decisions.act(desk.ready(), "approve", desk.head)
        standing = list(Code.objects.order_by("pk").values_list("code", flat=True))
        hashes = list(Version.objects.filter(entry__isnull=False).values_list("sha256", flat=True))
        address = {"check_at": "https://school.example/v/"}
        first = issue({**decision(), **address})
        issue({**decision(), **address}, document=first.document)
        told = {
            "valid": standing,
            "superseded": Code.objects.get(entry=first.entry).code,
            "sha256": hashes,
            "file": str(blobs.path(Entry.objects.exclude(paper_sha256="").latest("pk").paper_sha256)),
        }
        self.stdout.write(json.dumps(told))
