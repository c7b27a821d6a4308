"""Portfolio, planned results, learning conditions, types of programmes: kept with author, shown by right."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organisation.loading import load_profile
from records.models import Enrolment, OutcomeMark, PortfolioItem, Result
from tests.builders import a_programme, amend_profile
from tests.workflows.pages import stories
from workflows.credit import proposals

pytestmark = pytest.mark.django_db


@pytest.fixture
def kirill(school):
    return stories.a_family(school)


def scan(name="копия.txt"):
    return SimpleUploadedFile(name, "Копия документа".encode())


def put(client, kirill, **given):
    data = {
        "evidence_kind": "other",
        "title": "Документ",
        "on": "2026-06-20",
        "carrier": "electronic",
        **given,
    }
    return client.post(reverse("student_portfolio", args=[kirill.pk]), data)


def file_of(client, kirill):
    return client.get(reverse("student", args=[kirill.pk])).content.decode()


WORKS = {
    "istochnik": {
        "education": ("07324 000018", "документ об образовании"),
        "presentation": ("", "презентация"),
        "creative": ("", "творческая работа"),
    },
    "predprinimatel": {
        "online_course": ("А-77", "документ о прохождении онлайн-курса"),
        "competence": ("3", "подтверждение навыка или компетенции"),
    },
}


@pytest.mark.parametrize("name", sorted(WORKS))
def test_a_portfolio_entry_has_a_kind_of_the_school_a_number_and_a_date(client, school, kirill, name):
    load_profile(name)
    client.force_login(school.teacher)
    for kind, (number, _words) in WORKS[name].items():
        answer = put(client, kirill, evidence_kind=kind, title=f"Запись {kind}", number=number, file=scan())
        assert answer.status_code == 302, kind
    page = file_of(client, kirill)
    for kind, (number, words) in WORKS[name].items():
        kept = PortfolioItem.objects.get(evidence_kind=kind)
        assert (kept.number, kept.on, kept.author) == (number, date(2026, 6, 20), school.teacher)
        assert kept.document_sha256
        assert f"Запись {kind}" in page and words in page and (not number or f"№ {number}" in page)
    assert put(client, kirill, evidence_kind="unheard_of").status_code == 422


def test_a_paper_in_the_portfolio_says_where_it_lies(client, school, kirill):
    client.force_login(school.teacher)
    answer = put(client, kirill, carrier="paper", title="Рисунок")
    assert answer.status_code == 422 and "Укажите, где лежит бумага" in answer.content.decode()
    assert put(client, kirill, carrier="paper", title="Рисунок", place="шкаф 3, полка 2").status_code == 302
    assert put(client, kirill, title="Видеозапись").status_code == 302
    page = file_of(client, kirill)
    assert "на бумаге: шкаф 3, полка 2" in page and "в электронном виде" in page


def test_a_qualification_is_kept_with_its_copy_and_a_duplicate_names_the_original(client, school, kirill):
    load_profile("astra")
    client.force_login(school.teacher)
    given = {"evidence_kind": "qualification", "title": "Свидетельство о профессии", "number": "74 СП 17"}
    answer = put(client, kirill, **given)
    assert answer.status_code == 422 and "хранятся с электронной копией" in answer.content.decode()
    assert put(client, kirill, **given, file=scan()).status_code == 302
    original = PortfolioItem.objects.get()
    again = {**given, "number": "74 СП 98", "duplicate_of": original.pk}
    assert put(client, kirill, **{**again, "evidence_kind": "other"}, file=scan()).status_code == 422
    assert put(client, kirill, **again, file=scan()).status_code == 302
    copy = original.duplicates.get()
    assert copy.number == "74 СП 98" and copy.document_sha256
    assert "дубликат: 74 СП 17" in file_of(client, kirill)
    stranger = stories.a_family(school, "Белова Ия")
    assert put(client, stranger, **again, file=scan()).status_code == 422, "of another student"


def test_special_conditions_are_seen_and_marked_by_those_who_may(client, school, kirill):
    page = reverse("student_conditions", args=[kirill.pk])
    client.force_login(school.deputy)
    assert client.post(page, {"special_conditions": "Увеличенный шрифт, перерыв"}).status_code == 302
    for role in ("deputy", "office", "head"):
        client.force_login(getattr(school, role))
        assert "Увеличенный шрифт" in file_of(client, kirill), role
    for role in ("teacher", "reviewer", "archivist"):
        client.force_login(getattr(school, role))
        assert "Увеличенный шрифт" not in file_of(client, kirill), role
        assert client.get(page).status_code == 404, role
    client.force_login(school.archivist)
    package = client.post(reverse("student_package", args=[kirill.pk]))
    with zipfile.ZipFile(io.BytesIO(package.content)) as whole:
        assert "Увеличенный шрифт" not in whole.read("data.json").decode()
    client.force_login(school.administrator)
    assert (
        "Увеличенный шрифт" not in client.get(f"/admin/records/student/{kirill.pk}/change/").content.decode()
    )


def test_planned_results_stand_beside_the_actual_ones_and_what_differs_is_counted(client, school, kirill):
    unit = kirill.programme.units.first()
    unit.orientations = ["Видит в программировании ремесло"]
    unit.save()
    Result.objects.create(student=kirill, unit=unit, value="хорошо", on=date(2026, 10, 1))
    page = reverse("student_planned", args=[kirill.pk])
    client.force_login(school.teacher)
    first, second = (f"reached-{unit.pk}-{place}" for place in (1, 2))
    assert client.post(page, {first: "yes", second: "partly"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "1 расхождение" in shown and "хорошо" in shown
    assert f"достигнут частично</span>, {school.teacher.initials}" in shown
    assert set(OutcomeMark.objects.values_list("outcome", "reached", "author__username")) == {
        (unit.outcomes[0], "yes", "luneva"),
        (unit.outcomes[1], "partly", "luneva"),
    }
    assert client.post(page, {first: "excellent"}).status_code == 422
    client.force_login(school.head)
    assert "<select" not in client.get(page).content.decode()
    client.post(page, {first: "no"})
    assert OutcomeMark.objects.get(outcome=unit.outcomes[0]).reached == "yes", "the head only reads"


def test_a_target_orientation_has_no_mark_and_no_part_in_a_comparison(client, school, kirill):
    unit = kirill.programme.units.first()
    before = proposals.ours(unit)
    unit.orientations = ["Видит в программировании ремесло"]
    unit.save()
    assert proposals.ours(unit) == before
    client.force_login(school.teacher)
    answer = client.get(reverse("student_planned", args=[kirill.pk]))
    assert "Видит в программировании ремесло" in answer.content.decode()
    fields = [field.label for field in answer.context["form"]]
    assert unit.outcomes[0] in fields and "Видит в программировании ремесло" not in fields


TYPES = (*("primary", "basic", "secondary", "extracurricular", "additional", "preprofessional", "free"),)


def test_results_stand_by_type_of_programme_and_a_type_can_be_switched_off(client, school, kirill):
    load_profile("istochnik")
    titles = {}
    for number, code in enumerate(TYPES):
        unit = {"title": f"Курс {code}", "hours": 34, "assessment_form": "зачёт"}
        programme = a_programme(f"Программа {code}", units=(unit,), kind=code)
        Enrolment.objects.create(student=kirill, programme=programme, started_on=date(2026, 9, 1 + number))
        titles[code] = programme.units.get()
    client.force_login(school.teacher)
    page = reverse("student_result", args=[kirill.pk])
    data = {"value": "5", "kind": "interim", "source": "own", "on": "2026-10-20"}
    for unit in titles.values():
        assert client.post(page, {**data, "unit": unit.pk}).status_code == 302
    answer = client.get(reverse("student", args=[kirill.pk]))
    parts = [(each.kind, each.programme.kind) for each in answer.context["file"].programmes]
    assert [code for _title, code in parts] == list(TYPES)
    for title, _code in parts:
        assert f'<h2 class="large">{title[:1].upper()}{title[1:]}</h2>' in answer.content.decode()
    types = [{"code": code, "title": code, "enabled": code != "preprofessional"} for code in TYPES]
    amend_profile(programme_types=types)
    off = titles["preprofessional"]
    assert client.post(page, {**data, "unit": off.pk}).status_code == 422
    assert client.post(page, {**data, "unit": titles["free"].pk}).status_code == 302
    client.force_login(school.administrator)
    form = client.get(f"/admin/records/programme/{titles['free'].programme_id}/change/").content.decode()
    assert 'value="additional"' in form and 'value="preprofessional"' not in form
