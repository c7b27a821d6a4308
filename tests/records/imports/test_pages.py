"""The way of a list through its pages, from the file to the word."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from records.imports import running
from records.models import ImportRun, Student
from tests.records.imports.builders import csv_of, preview
from tests.records.imports.test_lists import CLASS

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, school):
    client.force_login(school.office)
    return client


def upload(client, data, **more):
    file = SimpleUploadedFile("7А.csv", data)
    return client.post(
        reverse("imports"), {"kind": "students", "file": file, "result_kind": "interim", **more}
    )


def test_a_list_goes_from_the_file_to_the_records_in_three_pages(office):
    page = office.get(upload(office, csv_of(CLASS)).url).content.decode()
    assert "Что в столбцах" in page and "ФИО: Иванов Иван Иванович" in page
    run = ImportRun.objects.get()
    answer = office.post(
        reverse("import_run", args=[run.pk]), {code: str(at) for code, at in run.columns.items()}
    )
    page = office.get(answer.url).content.decode()
    assert "Петрова Анна" in page and "ждёт вашего слова" in page
    run = ImportRun.objects.get()
    answer = office.post(reverse("import_confirm", args=[run.pk]), {"plan": run.plan_sha256}, follow=True)
    assert "принят" in answer.content.decode()
    assert Student.objects.count() == 3


def test_columns_taken_twice_or_missing_are_said_beside_the_field(office):
    upload(office, csv_of(CLASS))
    address = reverse("import_run", args=[ImportRun.objects.get().pk])
    answer = office.post(address, {"name": "0", "group": "0"})
    assert answer.status_code == 422 and "уже занят другим полем" in answer.content.decode()
    assert office.post(address, {"group": "1"}).status_code == 422
    assert ImportRun.objects.get().status == "mapping"


def test_rows_that_cannot_be_used_are_shown_and_left_out_only_by_the_persons_word(office, school):
    run = preview("students", csv_of([*CLASS, ["Белов", "7А", "вчера", ""]]), school.office)
    page = office.get(reverse("import_run", args=[run.pk])).content.decode()
    assert "«вчера» не похоже на дату" in page
    confirm = reverse("import_confirm", args=[run.pk])
    assert office.post(confirm, {"plan": run.plan_sha256}).status_code == 422
    assert not Student.objects.exists()
    office.post(confirm, {"plan": run.plan_sha256, "without": "on"})
    assert Student.objects.count() == 3


def test_a_stale_confirmation_is_refused(office, school):
    run = preview("students", csv_of(CLASS), school.office)
    answer = office.post(reverse("import_confirm", args=[run.pk]), {"plan": "0" * 64}, follow=True)
    assert "Посмотрите ещё раз" in answer.content.decode()
    assert not Student.objects.exists()


def test_a_long_list_shows_how_far_it_is_and_the_page_may_be_closed(office, school):
    run = preview("students", csv_of(CLASS), school.office)
    ImportRun.objects.update(status="checking", total_rows=50_000, done_rows=12_000)
    page = office.get(reverse("import_run", args=[run.pk])).content.decode()
    assert '<progress value="12000" max="50000"' in page and "Страницу можно закрыть" in page
    assert running.run_due() == {"preview": 1}


def test_a_file_that_cannot_be_used_is_said_in_words(office):
    page = office.get(upload(office, b"\xd0\xcf\x11\xe0 old").url).content.decode()
    assert "старый формат Excel" in page


def test_results_without_their_programme_and_a_missing_file_are_said(office):
    answer = office.post(reverse("imports"), {"kind": "results", "result_kind": "interim"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Укажите, по какой программе результаты" in page and "Обязательное поле" in page


def test_a_dropped_list_does_nothing_more(office, school):
    run = preview("students", csv_of(CLASS), school.office)
    office.post(reverse("import_drop", args=[run.pk]))
    assert ImportRun.objects.get().status == "dropped"
    office.post(reverse("import_confirm", args=[run.pk]), {"plan": run.plan_sha256})
    assert not Student.objects.exists() and running.run_due() == {}


@pytest.mark.parametrize("role", ["teacher", "reviewer", "head", "archivist", "administrator"])
def test_others_do_not_come_here(client, school, role):
    client.force_login(getattr(school, role))
    assert client.get(reverse("imports")).status_code == 404


def test_the_list_of_imports_costs_few_queries(office, school, django_assert_max_num_queries):
    for _ in range(5):
        preview("students", csv_of(CLASS), school.office)
    with django_assert_max_num_queries(8):
        assert office.get(reverse("imports")).status_code == 200
