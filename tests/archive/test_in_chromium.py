"""The archive's pages in a browser, on a desk and on a phone: no barrier, nothing refused, nothing sideways."""

from datetime import date

import pytest
from django.urls import reverse

from archive.models import BadFile, Carrier
from tests.archive.reading import scanned
from tests.archive.test_pages import SHEET, backed_up_on
from tests.browser import PHONE, WIDE, shoot, troubles

pytestmark = pytest.mark.browser


@pytest.fixture
def archivist(school, live_server):
    backup = backed_up_on(date(2026, 1, 20), "/srv/backups/the-second-disk-in-the-other-building")
    BadFile.objects.create(sha256="cd" * 32, fault="damaged")
    Carrier.objects.create(
        **SHEET, backup=backup, placed_by=school.office, case_number="118-зч", file_index="02-14"
    )
    scanned(school, "А-2", ["Информатика 108 часов, зачёт"])
    return school.archivist


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_archive_has_no_barriers(browse, archivist, width):
    key = [Carrier.objects.get(clean_copy=None).pk]
    read = reverse("carrier", args=[Carrier.objects.exclude(clean_copy=None).get().pk])
    of_it = (
        read,
        f"{reverse('pages')}?q=зачета",
        reverse("pages"),
        reverse("carrier", args=key),
        reverse("carrier_end", args=key),
    )
    for path in (reverse("archive"), reverse("carrier_new"), *of_it):
        page = browse(path, width, archivist)
        shoot(page, f"archive-{path.partition('?')[0].strip('/').replace('/', '-')}")
        assert troubles(page) == [], path
