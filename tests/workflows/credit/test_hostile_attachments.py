"""Hostile files beside an honest application: the case opens, the files are kept, the office is told, nothing hangs."""

from email.message import EmailMessage

import pytest
from django.test import Client

import sandbox
from documents.models import Document
from tests.workflows.credit import hostile
from tests.workflows.letters import LETTER, arrive
from workflows.cases.labels import DOUBTS
from workflows.cases.models import Reading
from workflows.credit import apart, scans
from workflows.credit.models import CreditApplication

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def with_files(*files: tuple[str, bytes]) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "Елена Тарасова <tarasova.em@pochta.example>", "Зачёт курсов Кирилла"
    letter["Message-ID"] = "<files@pochta.example>"
    letter.set_content(LETTER)
    for name, data in files:
        letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return letter.as_bytes()


def problems(raw: bytes) -> dict[str, str]:
    """What the reading says is wrong, by file name."""
    reading = Reading.objects.get(message=arrive(raw))
    return {each["filename"]: each["problem"] for each in reading.data["files"]}


def test_hostile_files_are_kept_and_named_and_the_application_is_read_all_the_same(school):
    found = problems(with_files(*((name, data) for name, data, _ in hostile.FILES)))
    told = {code for *_, code in hostile.FILES if code}
    for (name, _, code), (shown, problem) in zip(hostile.FILES, found.items(), strict=True):
        assert "\u202e" not in shown and "\u200b" not in shown
        assert problem == code or (not code and problem == "archive"), name

    case = CreditApplication.objects.get()
    assert [(line.title, line.hours) for line in case.lines.all()] == [
        ("Основы программирования на Python", 72),
        ("Веб-дизайн", 40),
    ]
    assert told <= set(case.needs_human)
    assert Document.objects.filter(case_number=case.number, kind="file").count() == len(hostile.FILES)

    office = Client()
    office.force_login(school.office, backend="django.contrib.auth.backends.ModelBackend")
    page = office.get(f"/cases/{case.number}/", follow=True)
    assert page.status_code == 200
    text = page.content.decode()
    assert all(str(DOUBTS[code]) in text for code in told)


def test_hostile_pictures_and_pdfs_end_as_notes_when_their_turn_to_be_read_comes(school):
    chosen = [(name, data) for name, data, _ in hostile.FILES if name.endswith((".png", ".pdf"))]
    arrive(with_files(*chosen))
    while scans.read_due():
        pass
    case = CreditApplication.objects.get()
    assert {each.document.title: each.problem for each in case.scans.all() if each.problem} == {
        "huge.png": "pixels",
        "locked.pdf": "encrypted",
        "loop.pdf": "damaged",
    }
    assert case.lines.count() == 2  # what the letter itself says


def test_an_honest_file_calls_nobody(school):
    assert problems(with_files(("spravka.docx", hostile.docx("Справка выдана по месту требования")))) == {
        "spravka.docx": ""
    }
    assert not {"active_content", "attachment_needs_eyes"} & set(CreditApplication.objects.get().needs_human)


def test_a_file_that_ends_its_child_costs_neither_the_letter_nor_the_other_files(school, monkeypatch):
    small = sandbox.Limits(wall_seconds=20, cpu_seconds=1, memory_bytes=256 * 1024 * 1024)
    monkeypatch.setattr(apart, "FIRST", small)
    monkeypatch.setattr(apart, "ONE_FILE", small)
    raw = with_files(("bomb.pdf", hostile.pdf_bomb(20_000_000)), ("spravka.docx", hostile.docx("Справка")))
    assert len(raw) < 40_000
    with pytest.raises(sandbox.TimedOut):
        sandbox.run(apart.WHOLE, raw, small)
    assert problems(raw) == {"bomb.pdf": "beyond_limits", "spravka.docx": ""}
    case = CreditApplication.objects.get()
    assert case.lines.count() == 2
    assert "beyond_limits" in case.needs_human
