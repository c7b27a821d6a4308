"""A photo of a certificate: read in the background, laid before a person, trusted by nobody."""

from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from documents.finding import index
from documents.models import Page
from documents.scanning import ocr
from documents.scanning.shapes import Unreadable
from documents.scanning.words import WORDS
from tests.documents.scanning.sheets import saved, sheet
from tests.workflows.letters import arrive
from workflows import tasks, ticking
from workflows.credit import scans
from workflows.credit.models import CreditApplication, Scan
from workflows.credit.reading.files import scanned

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

ROW = "Информатика, 108 часов, экзамен, хорошо"


def a_letter_with(data: bytes, name: str = "diplom.jpg", media_type: str = "image/jpeg") -> CreditApplication:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "Елена Тарасова <tarasova.em@pochta.example>", "Зачёт"
    letter["Message-ID"] = "<photo@pochta.example>"
    letter.set_content("Прошу зачесть сыну, Тарасову Кириллу (11.04.2013 г.р.), курс со снимка.\n")
    main, sub = media_type.split("/")
    letter.add_attachment(data, maintype=main, subtype=sub, filename=name)
    arrive(letter.as_bytes())
    return CreditApplication.objects.get()


def office(school) -> Client:
    client = Client()
    client.force_login(school.office, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(school, case: CreditApplication, path: str = "") -> str:
    answer = office(school).get(f"/credit/{case.number}/{path}", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_photo_is_read_after_the_case_opened_and_its_row_is_confirmed_by_a_person(school):
    case = a_letter_with(saved(sheet(("СПРАВКА", ROW), size=(1200, 400)), "JPEG"))
    assert not case.lines.exists()
    assert "diplom.jpg: ждёт распознавания" in page(school, case)

    assert scans.read_due() == {"read": 1}
    assert scans.read_due() == {}
    assert index.holding(Page.objects.all(), "экзамена информатики").get().version.filename == "diplom.jpg"
    assert not case.lines.exists()  # nothing that a machine saw on a picture enters the case
    form = page(school, case, "lines/")
    assert "Со скана: diplom.jpg, страница 1, строка 2." in form
    assert 'value="Информатика"' in form and 'value="108"' in form

    sent = {"version": CreditApplication.objects.get().version}
    sent |= {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-title": "Информатика"}
    sent |= {"form-0-hours": 108, "form-0-assessment_form": "экзамен", "form-0-result": "отлично"}
    assert office(school).post(f"/credit/{case.number}/lines/", sent).status_code == 302
    line = CreditApplication.objects.get().lines.get()
    assert (line.title, line.hours, line.result) == ("Информатика", 108, "отлично")
    assert line.sources["hours"] == {
        **line.sources["hours"],
        "part": "scan",
        "file": "diplom.jpg",
        "page": 1,
        "line": 2,
        "words": "108 часов",
    }
    assert "result" not in line.sources  # the person corrected it: it no longer comes from the scan


def test_a_scan_that_cannot_be_read_leaves_a_note_and_no_error_page(school, monkeypatch):
    def endless(data, limits):
        raise Unreadable("too_long")

    case = a_letter_with(saved(sheet(), "JPEG"))
    monkeypatch.setattr(ocr, "read", endless)
    assert scans.read_due() == {"failed": 1}
    said = page(school, case)
    assert f"diplom.jpg: не распознан: {WORDS['too_long']}" in said


def test_a_scan_at_which_workers_die_is_given_up(school):
    a_letter_with(saved(sheet(), "JPEG"))
    Scan.objects.update(attempts=scans.MOST_ATTEMPTS)
    assert scans.read_due() == {"failed": 1}


def test_a_scanned_pdf_is_read_and_a_pdf_with_words_is_not_read_twice(school):
    case = a_letter_with(
        saved(sheet((ROW,), size=(1200, 300)), "PDF", resolution=120.0), "s.pdf", "application/pdf"
    )
    assert scans.read_due() == {"read": 1}
    assert [each.row["hours"] for each in scans.suggested(case)] == [108]


def word(text: str, left: int, top: int = 0, confidence: float = 95.0) -> dict:
    return {
        "text": text,
        "left": left,
        "top": top,
        "width": 20 * len(text),
        "height": 30,
        "confidence": confidence,
    }


def test_what_the_machine_is_unsure_of_stays_empty():
    line = [word("Лепка,", 0), word("72", 130, confidence=41.0), word("часа,", 180), word("зачёт", 300)]
    (row,) = scanned.rows([[], line])
    assert (row["title"], row["hours"], row["assessment_form"]) == ("Лепка", None, "зачёт")
    assert (row["sources"]["hours"]["page"], row["sources"]["hours"]["words"]) == (2, "72 часа")


def test_columns_of_a_table_are_told_by_their_gaps():
    columns = (0, 400, 700, 1000)
    table = [
        ("Курс", "Часы", "Форма", "Оценка"),
        ("Лепка", "72", "зачёт", "5"),
        ("Батик", "36", "зачёт", "4"),
    ]
    by_column = [word(row[n], columns[n], 60 * y) for n in range(4) for y, row in enumerate(table)]
    found = scanned.rows([by_column])
    assert [(row["title"], row["hours"], row["result"]) for row in found] == [
        ("Лепка", 72, "5"),
        ("Батик", 36, "4"),
    ]


def test_no_beat_reads_a_scan_and_the_clock_asks_its_own_worker_once(school):
    a_letter_with(saved(sheet(), "JPEG"))
    tasks.enqueue_beat()
    tasks.enqueue_beat()
    asked = DBTaskResult.objects.ready().filter(task_path=tasks.read_scans.module_path)
    assert [each.queue_name for each in asked] == ["scans"]
    ticking.beat()
    assert Scan.objects.get().status == Scan.Status.WAITING


def test_a_worker_that_died_leaves_the_scan_to_the_next_one(school, monkeypatch):
    a_letter_with(saved(sheet(), "JPEG"))
    Scan.objects.update(locked_until=timezone.now() + scans.LEASE, attempts=1)
    assert scans.read_all() == {}
    Scan.objects.update(locked_until=timezone.now())
    DBTaskResult.objects.all().delete()  # its wake-up is lost too
    tasks.enqueue_beat()
    assert DBTaskResult.objects.filter(task_path=tasks.read_scans.module_path).exists()
    monkeypatch.setattr(scans, "read", lambda scan: scans._ended(scan, Scan.Status.READ))
    assert scans.read_all() == {"read": 1}


def test_a_picture_added_with_a_note_waits_to_be_read(school):
    case = a_letter_with(saved(sheet(), "JPEG"))
    photo = SimpleUploadedFile("later.jpg", saved(sheet(size=(300, 200)), "JPEG"), "image/jpeg")
    sent = {"version": case.version, "note": "", "file": photo}
    assert office(school).post(f"/credit/{case.number}/act/add_letter/", sent).status_code == 302
    assert [each.document.title for each in Scan.objects.all()] == ["diplom.jpg", "later.jpg"]
