"""Teachers enter achievements and results; what is wrong is said beside its field, and who entered it is kept."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from journal.models import Entry
from records.models import Achievement, Consent, Result
from tests.builders import a_student
from tests.workflows.pages import stories

pytestmark = pytest.mark.django_db
OLYMPIAD = {
    "kind": "olympiad",
    "title": "Олимпиада по физике",
    "on": "2026-03-14",
    "level": "regional",
    "place": "2 место",
    "source": "external",
    "applied_on": "2026-03-20",
    "applied_by": "Тарасова Елена Михайловна",
    "evidence": "диплом № 12 от 14.03.2026",
}


@pytest.fixture
def kirill(school):
    return stories.a_family(school)


def test_a_teacher_records_an_achievement_with_its_scan_and_it_is_in_the_portfolio(client, school, kirill):
    client.force_login(school.teacher)
    scan = SimpleUploadedFile("диплом.txt", "Диплом второй степени".encode())
    answer = client.post(reverse("student_achievement", args=[kirill.pk]), {**OLYMPIAD, "file": scan})
    assert answer.status_code == 302, answer.content.decode()
    kept = Achievement.objects.get()
    assert (kept.author, kept.kind, kept.place) == (school.teacher, "olympiad", "2 место")
    assert kept.portfolio.get().document_sha256
    assert Entry.objects.filter(kind="achievement").count() == 1
    page = client.get(reverse("student", args=[kirill.pk])).content.decode()
    assert "диплом.txt" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": ""}, "Обязательное поле"),
        ({"title": ""}, "Обязательное поле"),
        ({"on": "2126-01-01"}, "Этот день ещё не наступил"),
        ({"level": "galactic"}, "Выберите корректный вариант"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, school, kirill, wrong, said):
    client.force_login(school.teacher)
    answer = client.post(reverse("student_achievement", args=[kirill.pk]), {**OLYMPIAD, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page and "диплом № 12 от 14.03.2026" in page
    assert not Achievement.objects.exists()


def test_a_harmful_scan_is_refused_and_nothing_is_kept(client, school, kirill):
    client.force_login(school.teacher)
    scan = SimpleUploadedFile("диплом.pdf", b"MZ\x90\x00 a program")
    answer = client.post(reverse("student_achievement", args=[kirill.pk]), {**OLYMPIAD, "file": scan})
    assert answer.status_code == 422
    assert not Achievement.objects.exists()


def test_a_mark_is_kept_in_the_spelling_of_the_school(client, school, kirill):
    client.force_login(school.teacher)
    unit = kirill.programme.units.first()
    given = {
        "unit": unit.pk,
        "value": "4",
        "kind": "ongoing",
        "source": "own",
        "on": "2026-10-20",
        "period": "1 четверть",
    }
    assert client.post(reverse("student_result", args=[kirill.pk]), given).status_code == 302
    kept = Result.objects.get()
    assert (kept.value, kept.author, kept.period, kept.hours) == ("хорошо", school.teacher, "1 четверть", 72)
    answer = client.post(reverse("student_result", args=[kirill.pk]), {**given, "value": "11"})
    assert answer.status_code == 422 and "Такой отметки нет на шкале школы" in answer.content.decode()
    answer = client.post(reverse("student_result", args=[kirill.pk]), {**given, "source": "credited"})
    assert answer.status_code == 422
    assert Result.objects.count() == 1


def test_a_mark_of_tomorrow_is_refused(client, school, kirill):
    client.force_login(school.office)
    unit = kirill.programme.units.first()
    day = timezone.localdate() + timedelta(days=1)
    given = {"unit": unit.pk, "value": "5", "kind": "ongoing", "source": "own", "on": day.isoformat()}
    assert client.post(reverse("student_result", args=[kirill.pk]), given).status_code == 422


@pytest.mark.parametrize("role", ["head", "archivist", "administrator"])
def test_others_enter_nothing(client, school, kirill, role):
    client.force_login(getattr(school, role))
    assert client.post(reverse("student_achievement", args=[kirill.pk]), OLYMPIAD).status_code == 404
    assert date(2026, 3, 14) not in Achievement.objects.values_list("on", flat=True)


def test_a_result_of_another_body_says_whose_it_is_and_in_which_event_it_arose(client, school, kirill):
    client.force_login(school.teacher)
    unit = kirill.programme.units.first()
    given = {"unit": unit.pk, "value": "5", "kind": "ongoing", "source": "external", "on": "2026-10-20"}
    answer = client.post(reverse("student_result", args=[kirill.pk]), given)
    assert answer.status_code == 422 and "Укажите, кто проводил" in answer.content.decode()
    body = {
        "held_by": "Региональный центр мониторинга",
        "event": "Осенний мониторинг",
        "applied_on": "2026-10-21",
        "applied_by": "Тарасова Елена Михайловна",
    }
    client.post(reverse("student_result", args=[kirill.pk]), {**given, **body})
    page = client.get(reverse("student", args=[kirill.pk])).content.decode()
    assert "Осенний мониторинг, Региональный центр мониторинга" in page


def test_the_office_notes_a_consent_and_its_withdrawal_and_both_stay(client, school, kirill):
    client.force_login(school.office)
    paper = {"purpose": "publish", "on": "2026-09-01", "document": "заявление от 01.09.2026"}
    assert client.post(reverse("student_consent", args=[kirill.pk]), paper).status_code == 302
    consent = Consent.objects.get()
    assert consent.stands_on(date(2026, 9, 1))
    address = reverse("student_consent_withdrawal", args=[kirill.pk, consent.pk])
    for _ in range(2):
        assert client.post(address).status_code == 302
    withdrawn = Consent.objects.get()
    assert withdrawn.withdrawn_on == timezone.localdate() and not withdrawn.stands_on(timezone.localdate())
    assert Entry.objects.filter(kind="consent").count() == 2
    page = client.get(reverse("student", args=[kirill.pk])).content.decode()
    assert "отозвано" in page and "заявление от 01.09.2026" in page


def test_a_consent_of_another_student_is_not_withdrawn_by_address(client, school, kirill):
    stranger = a_student("Белова Ия")
    consent = Consent.objects.create(student=stranger, purpose="publish", given_on=date(2026, 9, 1))
    client.force_login(school.office)
    address = reverse("student_consent_withdrawal", args=[kirill.pk, consent.pk])
    assert client.post(address).status_code == 404
    client.force_login(school.teacher)
    assert client.get(reverse("student_consent", args=[kirill.pk])).status_code == 404
