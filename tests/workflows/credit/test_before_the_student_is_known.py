"""A reviewer who comes before the student is linked, and a student who is linked after the comparison."""

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Entry
from records.models import CourseUnit
from tests.builders import a_programme
from tests.reliability.papers import draw_small_papers
from tests.workflows.pages import stories
from workflows.cases import decisions, door
from workflows.credit import class_order
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db(transaction=True)
NO_PROOF = {
    "position": 1,
    "verdict": "refused",
    "reason_code": "no_evidence",
    "reason_words": "Справки нет.",
}


def client_of(user) -> Client:
    client = Client(headers={"accept-language": "ru"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def unknown(school) -> CreditApplication:
    return stories.unknown_child()


@pytest.mark.parametrize("verdict", ["credited", "assessment"])
def test_what_needs_our_programme_is_refused_beside_its_line(school, unknown, verdict):
    with pytest.raises(door.Invalid) as refused:
        decisions.act(unknown, "compare", school.reviewer, lines=[{"position": 1, "verdict": verdict}])
    assert refused.value.errors == {"verdict_1": "student_first"}
    sent = {"version": unknown.version, "line-1-verdict": verdict, "do": "save"}
    answer = client_of(school.reviewer).post(reverse("credit_compare", args=[unknown.number]), sent)
    assert answer.status_code == 422
    assert "когда канцелярия укажет ученика" in answer.content.decode()
    assert {line.verdict for line in unknown.lines.all()} == {""}


def test_a_reason_that_needs_our_programme_waits_for_the_student(school, unknown):
    given = {**NO_PROOF, "reason_code": "hours"}
    with pytest.raises(door.Invalid) as refused:
        decisions.act(unknown, "compare", school.reviewer, lines=[given])
    assert refused.value.errors == {"reason_code_1": "student_first"}
    page = client_of(school.reviewer).get(reverse("credit_compare", args=[unknown.number])).content.decode()
    assert 'value="no_evidence"' in page and 'value="hours"' not in page and 'value="no_unit"' not in page


def test_a_refusal_that_rests_on_the_letter_stays_when_the_student_is_linked(school, unknown):
    child = stories.a_family(school)
    case = decisions.act(unknown, "compare", school.reviewer, lines=[NO_PROOF])
    case = door.move(case, "link_student", school.office, student=child.pk)
    first, second = case.lines.all()
    assert (first.verdict, first.reason_code, first.reason_words) == (
        "refused",
        "no_evidence",
        "Справки нет.",
    )
    assert first.unit.title == "Основы программирования на Python"
    assert second.verdict != "refused"


def test_half_a_refusal_stays_and_another_student_clears_what_was_compared_with_our_courses(school, unknown):
    child = stories.a_family(school)
    half = {**NO_PROOF, "reason_code": ""}
    case = decisions.act(unknown, "compare", school.reviewer, lines=[half])
    case = door.move(case, "link_student", school.office, student=child.pk)
    assert case.lines.first().reason_words == "Справки нет."
    hours = {**NO_PROOF, "reason_code": "hours", "reason_words": "Мало часов."}
    case = decisions.act(case, "compare", school.reviewer, lines=[hours])
    other = stories.a_family(school, "Орлова Ксения Игоревна", programme=a_programme(title="Другая"))
    case = door.move(case, "link_student", school.office, student=other.pk)
    assert (case.lines.first().verdict, case.lines.first().reason_words) == ("", "")
    units = {line.unit_id for line in case.lines.all()} - {None}
    assert not CourseUnit.objects.filter(pk__in=units).exclude(programme=other.programme).exists()


def test_courses_of_a_second_child_bring_no_verdict_that_needs_a_programme(school):
    case = stories.compared(stories.apply_for(stories.a_family(school)), school.reviewer)
    case = door.move(case, "split", school.office, lines=[1], student_written="Тарасова Мария")
    second = CreditApplication.objects.get(split_from=case.pk)
    assert [(line.verdict, line.our_result, line.unit) for line in second.lines.all()] == [("", "", None)]


def test_a_student_without_a_programme_is_another_step_of_the_office(school):
    child = stories.a_family(school)
    child.programme = None
    child.save()
    case = stories.apply_for(child)
    assert case.student == child and case.programme is None
    page = client_of(school.reviewer).get(reverse("credit_compare", args=[case.number])).content.decode()
    assert "нет программы" in page and "Его ищет канцелярия" not in page
    with pytest.raises(door.NotNow):
        door.move(case, "submit", school.reviewer)


def test_a_case_without_a_student_answers_the_head_with_words_never_an_error(school, unknown):
    head = client_of(school.head)
    url = reverse("credit_decision", args=[unknown.number])
    assert head.get(url).status_code == 302
    for action in ("approve", "approve_partly", "refuse"):
        sent = {"version": unknown.version, "decision": action, "note": "Причина."}
        assert head.post(url, sent).status_code == 409
        with pytest.raises(door.NotNow):
            decisions.act(unknown, action, school.head)
    assert not Entry.objects.filter(case_number=unknown.number, kind="credit_decision").exists()
    reviewer = client_of(school.reviewer)
    sent = {"version": unknown.version, "do": "submit"}
    assert reviewer.post(reverse("credit_compare", args=[unknown.number]), sent).status_code == 409


@pytest.fixture
def relinked(school, monkeypatch) -> CreditApplication:
    """With the head, and then the office says that it is another student: nobody has compared for that one."""
    draw_small_papers(monkeypatch)
    child, other = stories.a_family(school), stories.a_family(school, "Тарасова Мария Денисовна")
    case = stories.at_decision(stories.apply_for(child), school.reviewer)
    return door.move(case, "link_student", school.office, student=other.pk)


@pytest.mark.parametrize("action", ["approve", "approve_partly", "refuse"])
def test_what_was_compared_for_another_student_is_never_decided(school, relinked, action):
    with pytest.raises(door.Invalid) as refused:
        decisions.act(relinked, action, school.head, note="Причина.")
    assert refused.value.errors == {"action": "compared_for_another"}
    url = reverse("credit_decision", args=[relinked.number])
    sent = {"version": relinked.version, "decision": action, "note": "Моя причина."}
    answer = client_of(school.head).post(url, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Верните дело на сравнение" in page and "Моя причина." in page
    assert not Entry.objects.filter(case_number=relinked.number, kind="credit_decision").exists()


def test_sent_back_and_compared_anew_it_is_decided_for_the_right_student(school, relinked):
    case = decisions.act(relinked, "send_back", school.head, note="Сравните заново.")
    case = stories.at_decision(case, school.reviewer)
    case = decisions.act(case, "approve_partly", school.head)
    assert case.state == "partly_approved"
    assert case.student.results.filter(source="credited").count() == 1


def test_an_order_for_a_class_names_nobody_who_was_linked_after_the_comparison(school, relinked):
    relinked.lines.update(verdict="credited")  # as the tests alone may set it
    with pytest.raises(door.Invalid) as refused:
        class_order.snapshot(relinked, school.head)
    assert refused.value.errors == {"class": "class_empty"}


def test_the_same_student_once_more_loses_no_verdict(school):
    child = stories.a_family(school)
    case = stories.at_decision(stories.apply_for(child), school.reviewer)
    again = door.move(case, "link_student", school.office, student=child.pk)
    assert [line.verdict for line in again.lines.all()] == ["credited", "refused"]
    assert again.compared_at is not None
