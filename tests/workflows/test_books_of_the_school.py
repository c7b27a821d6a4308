"""Registers that a school keeps besides ours, by its own titles: diplomas, record books, journals, albums."""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from organisation import profile
from organisation.loading import load_profile

pytestmark = pytest.mark.django_db

BOOKS = [
    ("kpgt", "book.diploma", "114524 0001234", "Тарасов Кирилл Денисович, с приложением"),
    ("kpgt", "book.profession", "74 СП 0000017", "Тарасов Кирилл Денисович, слесарь"),
    ("kpgt", "book.record", "ИС-21-07", "Тарасов Кирилл Денисович"),
    ("kpgt", "book.journal", "2026-ИС-21", "Журнал группы ИС-21 за осенний семестр"),
    ("kpgt", "book.commission_sheet", "3", "Ведомость члена комиссии, группа ИС-21"),
    ("kpgt", "book.commission_protocol", "12", "Протокол защиты, группа ИС-21"),
    ("istochnik", "book.certificate", "07324 000018", "Белова Ксения: русский язык 5, физика 4"),
    ("istochnik", "book.class", "7Б-3", "Альбом 7Б о походе, шкаф 2"),
    ("platforma", "book.other", "1-и", "Договор о площадке"),
    ("astra", "book.attendance", "2026/14", "Группа 14, сентябрь – ноябрь"),
]


@pytest.mark.parametrize(("name", "key", "number", "about"), BOOKS)
def test_a_paper_of_the_school_is_registered_found_and_printed(school, name, key, number, about):
    load_profile(name)
    client = Client()
    client.force_login(school.office, backend="django.contrib.auth.backends.ModelBackend")
    page = f"/registers/?register={key}"
    assert profile.current().series[key].title in client.get("/registers/").content.decode()
    given = {"number": number, "on": "2026-11-20", "about": about, "case_number": ""}
    assert client.post(page, given).status_code == 302
    assert client.post(page, given).status_code == 422
    found = client.get(f"{page}&q={about.split()[0]}").context["rows"]
    assert [(entry.number, entry.about) for entry, _look in found] == [(number, about)]
    printed = client.get(f"/registers/print/?register={key}")
    text = PdfReader(io.BytesIO(printed.content)).pages[0].extract_text().replace("\n", " ")
    assert number in text and about.split()[0] in text


def test_a_book_of_one_school_is_unknown_to_another(school):
    load_profile("kpgt")
    client = Client()
    client.force_login(school.office, backend="django.contrib.auth.backends.ModelBackend")
    assert "Книга выдачи аттестатов" not in client.get("/registers/").content.decode()
