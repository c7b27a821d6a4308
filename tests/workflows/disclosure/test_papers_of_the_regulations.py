"""What the regulations want on paper: every part of a programme, the current year, oral requests, own marks."""

import json
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.models import Entry, Version
from organisation.loading import load_profile
from records.models import Enrolment, Result
from storage import blobs
from tests.builders import a_programme
from tests.workflows.disclosure.office import IDENTITY, disclosed, opened, user
from workflows.cases import decisions, door
from workflows.cases.models import Channel
from workflows.disclosure.models import LedgerEntry

pytestmark = pytest.mark.django_db

PARTS = ("Математика", "ПМ.01 Сварка", "Учебная практика", "Курсовой проект", "Государственная аттестация")


def read(entry: Entry) -> PdfReader:
    return PdfReader(BytesIO(blobs.get(Version.objects.get(entry=entry).sha256)))


def text_of(entry: Entry) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(entry).pages).split())


def test_the_certificate_of_the_whole_study_misses_no_part_and_carries_its_data(maria):
    load_profile("kpgt")
    units = tuple(
        {"title": title, "hours": 36 + n, "assessment_form": "экзамен"} for n, title in enumerate(PARTS)
    )
    maria.programme = a_programme("Сварщик", units=units)
    maria.save()
    Enrolment.objects.filter(student=maria).update(programme=maria.programme)
    for n, unit in enumerate(maria.programme.units.all()):
        Result.objects.create(
            student=maria, unit=unit, value="5 (отлично)", kind="final", on=date(2026, 6, 1 + n)
        )
    disclosed(opened(maria, papers=["study_certificate"]))
    entry = Entry.objects.get(kind="study_certificate")
    text = text_of(entry)
    embedded = json.dumps(
        [json.loads(each[0]) for each in read(entry).attachments.values()], ensure_ascii=False
    )
    for n, title in enumerate(PARTS):
        assert title in text and str(36 + n) in text and title in embedded
    assert text.count("5 (отлично)") >= len(PARTS)
    assert "Стр. 1 из" in text and entry.number in text


def test_the_progress_names_the_debts_among_what_was_asked_for(maria):
    unit = maria.programme.units.first()
    failed = {"student": maria, "unit": unit, "value": "неудовлетворительно", "kind": "interim"}
    Result.objects.create(**failed, on=date(2026, 10, 12))
    disclosed(opened(maria, papers=["progress_certificate"]))
    debt = f"Академическая задолженность: {unit.title}"
    assert debt in text_of(Entry.objects.get(kind="progress_certificate"))
    Result.objects.create(**{**failed, "value": "хорошо"}, on=date(2026, 11, 2))
    disclosed(opened(maria, papers=["progress_certificate"]))
    newest = Entry.objects.filter(kind="progress_certificate").latest("pk")
    assert "академической задолженности нет" in text_of(newest)


def test_the_progress_of_the_current_year_leaves_out_the_years_before(maria):
    old = maria.programme.units.last()
    Result.objects.create(student=maria, unit=old, value="зачтено", on=date(2024, 12, 20))
    disclosed(opened(maria, papers=["progress_certificate"]))
    text = text_of(Entry.objects.get(kind="progress_certificate"))
    assert "Основы программирования на Python" in text and old.title not in text


def test_a_student_of_seventeen_gets_the_own_marks(maria):
    case = opened(maria, applicant_name=maria.full_name, applicant_email="masha@pochta.example")
    own = {**IDENTITY, "capacity": "student", "applicant_name": maria.full_name}
    case = door.move(case, "identify", user("sedova"), **own)
    case = decisions.decide(door.move(case, "submit", user("sedova")), "disclose", user("zharkov"))
    assert case.state == "disclosed"
    assert "отлично" in text_of(Entry.objects.get(kind="journal_extract"))


@pytest.mark.parametrize("channel", [Channel.COUNTER, Channel.POST, Channel.WEB])
def test_however_it_was_asked_the_answer_is_a_paper_and_a_line_of_the_ledger(maria, channel):
    case = disclosed(opened(maria, channel=channel))
    assert case.channel == channel
    assert "отлично" in text_of(Entry.objects.get(kind="journal_extract"))
    row = LedgerEntry.objects.get()
    assert (row.who, row.decision) == ("Власова Анна Игоревна", "disclosed")
