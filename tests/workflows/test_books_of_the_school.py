"""Registers that a school keeps besides ours, by its own titles: diplomas, record books, journals, albums."""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from organisation import profile
from organisation.loading import load_profile
from tests.builders import amend_profile

pytestmark = pytest.mark.django_db

BOOKS = [
    ("kpgt", "book.diploma", "114524 0001234", "Тарасов Кирилл Денисович, с приложением"),
    ("kpgt", "book.profession", "74 СП 0000017", "Тарасов Кирилл Денисович, слесарь"),
    ("kpgt", "book.record", "ИС-21-07", "Тарасов Кирилл Денисович"),
    ("kpgt", "book.journal", "2026-ИС-21", "Журнал группы ИС-21 за осенний семестр"),
    ("kpgt", "book.commission_sheet", "3", "Ведомость члена комиссии, группа ИС-21"),
    ("kpgt", "book.commission_protocol", "12", "Протокол защиты, группа ИС-21"),
    ("kpgt", "book.credit_sheet", "17-в", "Зачётная ведомость: МДК.01.01, группа ИС-21"),
    ("kpgt", "book.course_project", "4-кп", "Защита курсовых проектов, группа ИС-31"),
    ("kpgt", "book.module_sheet", "2-пм", "Оценочная ведомость ПМ.01, группа СВ-11"),
    ("kpgt", "book.qualification_protocol", "8-кв", "Экзамен по ПМ.01, группа СВ-11"),
    ("kpgt", "book.practice_sheet", "31-п", "Аттестационный лист, учебная практика"),
    ("kpgt", "book.semester_sheet", "6-с", "Сводная ведомость, осенний семестр"),
    ("istochnik", "book.certificate", "07324 000018", "Белова Ксения: русский язык 5, физика 4"),
    ("istochnik", "book.class", "7Б-3", "Альбом 7Б о походе, шкаф 2"),
    ("platforma", "book.other", "1-и", "Договор о площадке"),
    ("astra", "book.sheet", "2026/9", "Протокол итогового контроля, группа 14"),
    ("astra", "book.practice", "2026/3", "Квалификационная работа, группа 14"),
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
    assert [(entry.number, entry.about) for entry, *_told in found] == [(number, about)]
    printed = client.get(f"/registers/print/?register={key}")
    text = PdfReader(io.BytesIO(printed.content)).pages[0].extract_text().replace("\n", " ")
    assert number in text and about.split()[0] in text


def test_a_book_of_one_school_is_unknown_to_another(school):
    load_profile("kpgt")
    client = Client()
    client.force_login(school.office, backend="django.contrib.auth.backends.ModelBackend")
    assert "Книга выдачи аттестатов" not in client.get("/registers/").content.decode()


CARRIERS = {
    "istochnik": [("Электронный журнал", ""), ("Портфолио", ""), ("Личные дела", "02-05")],
    "predprinimatel": [("Портфолио", ""), ("Результаты аттестации", "")],
    "platforma": [("Учебная платформа", ""), ("Электронные файлы", ""), ("Договоры и заявления", "01-02")],
    "astra": [("Копии документов о квалификации", ""), ("Ведомости и протоколы", "03-04")],
    "kpgt": [
        ("Электронный журнал", ""),
        ("Зачётные книжки", "04-11"),
        ("Зачётные и экзаменационные ведомости", "04-12"),
    ],
}


@pytest.mark.parametrize("name", sorted(CARRIERS))
def test_the_carriers_of_the_school_say_whether_they_are_paper_their_index_and_place(school, name):
    load_profile(name)
    client = Client()
    client.force_login(school.archivist, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/registers/").content.decode()
    rows = page[page.index('id="carriers"') :].split("<tr>")[2:]
    assert len(rows) == len(CARRIERS[name])
    for row, (title, index) in zip(rows, CARRIERS[name], strict=True):
        assert title in row and (("на бумаге" in row) == bool(index)), title
        place = next(each.place for each in profile.current().carriers if each.title == title)
        assert index in row and place in row and "обязательный" in row


def test_a_further_carrier_is_introduced_by_a_decision_alone(school):
    album = {"title": "Альбом достижений", "kind": "paper", "mandatory": False}
    with pytest.raises(profile.ProfileInvalid, match="needs its decision"):
        profile.parse({"name": "Школа", "carriers": [album]})
    amend_profile(carriers=[{**album, "decision": "педагогический совет, протокол от 24.02.2026 № 6"}])
    client = Client()
    client.force_login(school.head, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/registers/").content.decode()
    assert "Альбом достижений" in page and "протокол от 24.02.2026 № 6" in page


def test_mandatory_paper_has_its_index_in_the_nomenclature_of_files():
    with pytest.raises(profile.ProfileInvalid, match="needs its index"):
        profile.parse({"name": "Школа", "carriers": [{"title": "Личные дела", "kind": "paper"}]})
