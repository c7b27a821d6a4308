"""The electronic copy of a carrier: scans made here or elsewhere, in the order of the sheets."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from archive.models import Carrier, Scan
from journal.models import Entry
from tests.archive.test_pages import client_of, decide, place

pytestmark = pytest.mark.django_db


def a_picture(name, shade):
    data = BytesIO()
    Image.new("L", (60, 80), shade).save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


@pytest.fixture
def carrier(school):
    place(school.office)
    return Carrier.objects.get()


def add(user, carrier, *files, after=0):
    address = reverse("carrier", args=[carrier.pk])
    return client_of(user).post(address, {"scans": list(files), "after": after})


def names(carrier):
    return [each.document.title for each in carrier.scans.select_related("document")]


def test_scans_stand_in_the_order_of_the_sheets_and_a_sheet_found_later_goes_between(school, carrier):
    assert (
        add(school.office, carrier, a_picture("лист-2.jpg", 90), a_picture("лист-1.jpg", 60)).status_code
        == 302
    )
    assert names(carrier) == ["лист-1.jpg", "лист-2.jpg"]
    add(school.archivist, carrier, a_picture("лист-1-оборот.jpg", 120), after=1)
    assert names(carrier) == ["лист-1.jpg", "лист-1-оборот.jpg", "лист-2.jpg"]
    assert [each.position for each in carrier.scans.all()] == [1, 2, 3]
    page = client_of(school.head).get(reverse("carrier", args=[carrier.pk])).content.decode()
    assert page.index("лист-1.jpg") < page.index("лист-1-оборот.jpg") < page.index("лист-2.jpg")
    assert Entry.objects.filter(kind="carrier_scanned", subject="А-0017").count() == 2


def test_a_scan_opens_as_it_was_put_in(school, carrier):
    sheet = a_picture("лист.jpg", 30)
    content = sheet.read()
    sheet.seek(0)
    add(school.office, carrier, sheet)
    address = reverse("documents:version", args=[carrier.scans.get().document.latest.pk])
    answer = client_of(school.archivist).get(address)
    assert answer.content == content
    assert client_of(school.administrator).get(address).status_code == 404


def test_a_file_that_is_no_scan_is_named_and_nothing_is_put_in(school, carrier):
    bad = SimpleUploadedFile("письмо.exe", b"MZ\x90\x00" + bytes(100))
    answer = add(school.office, carrier, a_picture("лист.jpg", 10), bad)
    assert answer.status_code == 422 and "письмо.exe" in answer.content.decode()
    assert not Scan.objects.exists()
    assert add(school.office, carrier).status_code == 422


def test_only_those_who_keep_the_archive_add_and_nobody_once_the_keeping_ended(school, carrier):
    assert add(school.head, carrier, a_picture("лист.jpg", 10)).status_code == 404
    assert add(school.reviewer, carrier, a_picture("лист.jpg", 10)).status_code == 404
    decide(school.archivist, carrier, "transferred")
    assert add(school.office, carrier, a_picture("лист.jpg", 10)).status_code == 404
    assert not Scan.objects.exists()
    assert client_of(school.office).get(reverse("carrier", args=[carrier.pk])).status_code == 200


def test_many_sheets_cost_as_many_queries_as_one(school, carrier, django_assert_num_queries):
    add(school.office, carrier, a_picture("1.jpg", 1))
    client, address = client_of(school.head), reverse("carrier", args=[carrier.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    few = len(found)
    add(school.office, carrier, *(a_picture(f"{n}.jpg", n) for n in range(2, 9)), after=1)
    with django_assert_num_queries(few):
        client.get(address)
