"""The electronic copy of a carrier: scans made here or elsewhere, in the order of the sheets."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from archive.models import Carrier, Scan
from documents.finding import index
from documents.models import Page
from documents.scanning import clean, copies
from documents.scanning.clean import Clean
from documents.scanning.shapes import Unreadable
from journal.models import Entry
from tests.archive.test_pages import client_of, decide, place
from tests.documents.scanning.sheets import LINES, saved, sheet

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


def move(user, carrier, sheet, behind):
    address = reverse("carrier", args=[carrier.pk])
    return client_of(user).post(address, {"move": "1", "sheet": sheet, "behind": behind})


def test_a_person_arranges_the_sheets_and_the_clean_copy_follows(school, carrier):
    add(school.office, carrier, *(a_picture(f"{n}.jpg", n) for n in (1, 2, 3, 4)))
    for sheet_, behind, order in (
        (4, 1, "1423"),
        (1, 3, "4213"),
        (1, 0, "4213"),
        (3, 3, "4213"),
        (2, 0, "2413"),
    ):
        assert move(school.archivist, carrier, sheet_, behind).status_code == 302
        assert "".join(each[0] for each in names(carrier)) == order
    assert [each.position for each in carrier.scans.all()] == [1, 2, 3, 4]
    hashes = [each.document.latest.sha256 for each in carrier.scans.all()]
    assert Carrier.objects.get().clean_copy.sources == hashes
    assert move(school.office, carrier, 9, 1).status_code == 302  # no such sheet: nothing happens
    assert move(school.head, carrier, 1, 2).status_code == 404
    assert "".join(each[0] for each in names(carrier)) == "2413"


# One clean PDF of all scans


def made(user, carrier):
    """The page of the carrier after a worker has come by."""
    assert copies.make_due() != {}
    return client_of(user).get(reverse("carrier", args=[carrier.pk])).content.decode()


def test_scans_become_one_clean_pdf_in_the_order_of_the_sheets_found_by_its_words(school, carrier):
    first, second = sheet(LINES[:1], (900, 180)), sheet(LINES[1:2], (900, 180))
    add(school.office, carrier, upload("2.heic", saved(second, "HEIF")), upload("1.png", saved(first, "PNG")))
    waiting = client_of(school.head).get(reverse("carrier", args=[carrier.pk])).content.decode()
    assert "изготавливается" in waiting
    page = made(school.head, carrier)
    assert "Один PDF, 2 страницы" in page
    version = Carrier.objects.get().clean_copy.document.latest
    assert [each.number for each in index.holding(version.words.all(), "информатика")] == [2]
    answer = client_of(school.archivist).get(reverse("documents:version", args=[version.pk]))
    assert answer.content.startswith(b"%PDF-") and answer["Content-Type"] == "application/pdf"
    assert names(carrier) == ["1.png", "2.heic"]  # the originals stay


def test_a_sheet_found_later_makes_the_next_version_and_one_that_comes_meanwhile_is_not_lost(
    school, carrier, monkeypatch
):
    add(school.office, carrier, a_picture("1.jpg", 1))
    seen = []

    def slow(sources, title):
        if not seen:
            add(school.office, carrier, a_picture("2.jpg", 2), after=1)
        seen.append(len(sources))
        return Clean(b"%PDF-" + bytes(seen), tuple("зачёт" for _ in sources))

    monkeypatch.setattr(clean, "make", slow)
    assert copies.make_due() == {"busy": 1}
    assert copies.make_due() == {"made": 1}
    assert seen == [1, 2] and Carrier.objects.get().clean_copy.document.latest.pages == 2
    add(school.office, carrier, a_picture("3.jpg", 3), after=2)
    assert copies.make_due() == {"made": 1}
    document = Carrier.objects.get().clean_copy.document
    assert (document.latest.number, document.latest.pages) == (2, 3)
    assert index.holding(Page.objects.all(), "зачета").count() == 3


def test_what_cannot_be_made_is_said_and_made_when_a_person_asks_again(school, carrier, monkeypatch):
    add(school.office, carrier, a_picture("1.jpg", 1))
    monkeypatch.setattr(clean, "make", refuse("too_long"))
    page = made(school.office, carrier)
    assert "не удалось изготовить" in page and "заняло слишком много времени" in page
    assert copies.make_due() == {}
    address = reverse("carrier", args=[carrier.pk])
    assert client_of(school.head).post(address, {"again": "1"}).status_code == 404
    monkeypatch.setattr(clean, "make", lambda sources, title: Clean(b"%PDF-", ("",)))
    assert client_of(school.office).post(address, {"again": "1"}).status_code == 302
    assert "Один PDF, 1 страница" in made(school.office, carrier)


def test_a_worker_that_died_over_a_copy_is_followed_by_another_but_not_for_ever(
    school, carrier, monkeypatch, time_machine_at
):
    add(school.office, carrier, a_picture("1.jpg", 1))
    monkeypatch.setattr(clean, "make", dies)
    for _ in range(copies.MOST_ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            copies.make_due()
        assert copies.make_due() == {}  # the lease holds
        time_machine_at(timezone.now() + copies.LEASE + timedelta(seconds=1))
    assert copies.make_due() == {"failed": 1}


def test_a_carrier_of_files_that_are_no_scans_has_no_clean_copy(school, carrier):
    add(school.office, carrier, SimpleUploadedFile("опись.txt", "Опись дела".encode()))
    assert names(carrier) == ["опись.txt"] and Carrier.objects.get().clean_copy is None


def test_who_may_not_see_the_carrier_may_not_open_its_scans_by_their_address(school, carrier):
    add(school.office, carrier, a_picture("лист.jpg", 30))
    address = reverse("documents:version", args=[carrier.scans.get().document.latest.pk])
    assert client_of(school.head).get(address).status_code == 200
    assert client_of(school.reviewer).get(address).status_code == 404


def upload(name, data):
    return SimpleUploadedFile(name, data)


def refuse(code):
    def make(sources, title):
        raise Unreadable(code)

    return make


def dies(sources, title):
    raise KeyboardInterrupt
