"""What other organisations gave: on a voluntary application, through the supervisor, from sources of every kind."""

import pytest
from django.urls import reverse

from records.models import Achievement, Result
from tests.builders import amend_profile
from tests.workflows.pages import stories

pytestmark = pytest.mark.django_db
APPLICATION = {"applied_on": "2026-10-21", "applied_by": "Тарасова Елена Михайловна"}


@pytest.fixture
def kirill(school):
    return stories.a_family(school)


def a_result(kirill, **given):
    unit = kirill.programme.units.first()
    return {
        "unit": unit.pk,
        "value": "5",
        "kind": "final",
        "source": "external",
        "held_by": "Лицей № 2",
        "on": "2026-10-20",
        **given,
    }


def a_diploma(**given):
    return {"kind": "olympiad", "title": "Олимпиада", "on": "2026-03-14", "source": "external", **given}


def post(client, kind, kirill, data):
    return client.post(reverse(f"student_{kind}", args=[kirill.pk]), data)


@pytest.mark.parametrize("left_out", ["applied_on", "applied_by"])
def test_nothing_of_another_organisation_is_kept_without_an_application(client, school, kirill, left_out):
    client.force_login(school.teacher)
    half = {name: value for name, value in APPLICATION.items() if name != left_out}
    for kind, data in (("result", a_result(kirill, **half)), ("achievement", a_diploma(**half))):
        answer = post(client, kind, kirill, data)
        assert answer.status_code == 422 and "кто и когда подал заявление" in answer.content.decode()
    assert not Result.objects.exists() and not Achievement.objects.exists()


def test_with_an_application_it_is_kept_and_the_file_says_on_whose(client, school, kirill):
    client.force_login(school.teacher)
    assert post(client, "result", kirill, a_result(kirill, **APPLICATION)).status_code == 302
    assert post(client, "achievement", kirill, a_diploma(**APPLICATION)).status_code == 302
    page = client.get(reverse("student", args=[kirill.pk])).content.decode()
    assert page.count("заявление от 21 октября 2026, Тарасова Елена Михайловна") == 2


def test_the_administrator_needs_the_application_too(client, school, kirill):
    client.force_login(school.administrator)
    data = a_result(kirill, student=kirill.pk, value="отлично", event_kind="lesson")
    assert client.post("/admin/records/result/add/", data).status_code == 200
    assert not Result.objects.exists()
    assert client.post("/admin/records/result/add/", {**data, **APPLICATION}).status_code == 302
    assert Result.objects.get().applied_by == "Тарасова Елена Михайловна"


def test_only_the_appointed_supervisor_takes_what_others_gave(client, school, kirill):
    order = "приказ от 01.09.2026 № 5-уд"
    amend_profile(supervisor=school.deputy.username, supervisor_order=order)
    client.force_login(school.teacher)
    form = client.get(reverse("student_result", args=[kirill.pk])).content.decode()
    assert "Бойко" in form and order in form
    for kind, data in (
        ("result", a_result(kirill, **APPLICATION)),
        ("achievement", a_diploma(**APPLICATION)),
    ):
        assert post(client, kind, kirill, data).status_code == 422
    assert post(client, "result", kirill, a_result(kirill, source="own")).status_code == 302
    client.force_login(school.deputy)
    assert post(client, "result", kirill, a_result(kirill, **APPLICATION)).status_code == 302
    assert post(client, "achievement", kirill, a_diploma(**APPLICATION)).status_code == 302


EVENTS = {
    "federal": "Федеральный мониторинг",
    "regional": "Региональный мониторинг",
    "state": "Государственная итоговая аттестация",
    "school_olympiad": "Олимпиада школьников",
    "extracurricular": "Мероприятие плана внеурочной деятельности",
    "contest": "Учебное, творческое или спортивное мероприятие",
    "diagnostics": "Диагностика",
    "independent": "Независимая оценка качества",
}


def test_every_source_of_results_is_told_apart_with_its_event_and_protocol(client, school, kirill):
    client.force_login(school.teacher)
    for number, kind in enumerate(EVENTS, start=1):
        given = {"event_kind": kind, "event": f"Событие {number}", "sheet": f"протокол № {number}"}
        assert post(client, "result", kirill, a_result(kirill, **APPLICATION, **given)).status_code == 302
    page = client.get(reverse("student", args=[kirill.pk])).content.decode().lower()
    for number, words in enumerate(EVENTS.values(), start=1):
        assert f"{words}, событие {number}".lower() in page, words
        assert f"протокол № {number}" in page


def test_diagnostics_and_monitoring_have_a_table_of_the_reports(client, school, kirill):
    client.force_login(school.teacher)
    for value in ("5", "3"):
        given = {"event_kind": "regional", "event": "Осенний мониторинг", "value": value}
        assert post(client, "result", kirill, a_result(kirill, **APPLICATION, **given)).status_code == 302
    report = client.get(reverse("reports"), {"since": "2026-09-01", "until": "2026-11-30"}).context["report"]
    assert report.whole.marks == 0, "the marks of others do not count as ours"
    campaign = report.campaigns[0]
    assert (campaign.title, campaign.tally.marks, campaign.tally.average) == ("Осенний мониторинг", 2, 4)


def test_an_event_of_the_official_list_is_marked_with_level_and_place(client, school, kirill):
    client.force_login(school.teacher)
    listed = a_diploma(**APPLICATION, official="on", level="national", place="победитель")
    assert post(client, "achievement", kirill, listed).status_code == 302
    taken_part = a_diploma(**APPLICATION, title="Городской конкурс", place="участник")
    assert post(client, "achievement", kirill, taken_part).status_code == 302
    assert [each.official for each in Achievement.objects.order_by("pk")] == [True, False]
    page = client.get(reverse("student", args=[kirill.pk])).content.decode()
    assert page.count("из официального перечня") == 1
    assert "Олимпиада, победитель" in page and "Городской конкурс, участник" in page
