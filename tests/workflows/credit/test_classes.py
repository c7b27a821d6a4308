"""One comparison for a class: own marks and documents, one order, and for each student a decision of their own."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents.models import Entry
from mailroom.models import Outgoing
from records.models import Result, StudyPlan
from tests.builders import a_programme, amend_profile
from tests.reliability.papers import draw_small_papers
from tests.workflows.pages import stories
from tests.workflows.pages.test_acting import again, browser
from workflows import ticking
from workflows.cases import decisions
from workflows.credit import class_order
from workflows.credit.models import CreditApplication
from workflows.disclosure.sections import file_versions

pytestmark = pytest.mark.django_db(transaction=True)
SURNAMES = (
    "Абрамов", "Борисов", "Власов", "Громов", "Данилов", "Ершов", "Жданов", "Захаров", "Исаев", "Котов",
    "Лавров", "Минаев", "Носов", "Петров", "Рыбаков", "Савин", "Титов", "Ушаков", "Фомин", "Чернов",
)  # fmt: skip
NAMES = ("Белова Ксения Игоревна", "Гусев Матвей Олегович", "Орлов Степан Ильич", "Зайцева Полина Андреевна")


@pytest.fixture
def programme(school):
    return a_programme(reviewer=school.reviewer)


@pytest.fixture
def lead(school, programme, monkeypatch):
    """Kirill's comparison, with the head: Python credited, web design refused. His class has four more."""
    draw_small_papers(monkeypatch)
    child = stories.a_family(school, programme=programme)
    for name in NAMES:
        stories.a_family(school, name, programme=programme)
    stories.a_family(school, "Чужой Егор Ильич", programme=programme, group="9А")
    return stories.at_decision(stories.apply_for(child), school.reviewer)


def typed(lead, marks, **common):
    """The form of the class with a mark for each student that is chosen."""
    students = {each.last_name: each for each in lead.programme.students.all()}
    data = {"version": again(lead).version, "kind": "progress", "issued_by": "«Вектор», Томск", **common}
    for n, (name, mark) in enumerate(marks.items(), start=1):
        prefix = f"student-{students[name].pk}"
        data |= {
            f"{prefix}-chosen": "on",
            f"{prefix}-number": f"{n}/26",
            f"{prefix}-on": "2026-05-20",
            f"{prefix}-seen": "on",
            f"{prefix}-mark_1": mark,
        }
    return data


def apply(school, lead, data):
    return browser(school.reviewer).post(f"/credit/{lead.number}/class/", data)


def case_of(lead, name) -> CreditApplication:
    return CreditApplication.objects.get(class_of=lead, student__last_name=name)


def decided(case) -> str:
    """How the head decided it."""
    return case.steps.get(action__in=("approve", "approve_partly", "refuse")).action


def finish() -> None:
    """The worker makes what is reserved."""
    Entry.objects.filter(status="reserved").update(locked_until=timezone.now())
    ticking.beat()


def test_each_student_gets_a_case_with_an_own_mark_and_a_fail_is_refused(school, lead):
    marks = {"Белова": "отл.", "Гусев": "4", "Орлов": "не зачтено", "Зайцева": "87 баллов"}
    page = browser(school.reviewer).get(f"/credit/{lead.number}/class/").content.decode()
    assert "Белова Ксения" in page and "Чужой" not in page and "Тарасов Кирилл Денисович" not in page
    assert apply(school, lead, typed(lead, marks)).status_code == 302
    found = {
        name: [(line.verdict, line.our_result) for line in case_of(lead, name).lines.all()] for name in marks
    }
    assert found == {
        "Белова": [("credited", "отлично"), ("refused", "")],
        "Гусев": [("credited", "хорошо"), ("refused", "")],
        "Орлов": [("refused", ""), ("refused", "")],
        "Зайцева": [("", ""), ("refused", "")],
    }
    assert [case_of(lead, name).state for name in marks] == ["decision", "decision", "decision", "comparison"]
    assert case_of(lead, "Гусев").evidence.get().number == "2/26"
    assert "«не зачтено»" in case_of(lead, "Орлов").lines.first().reason_words


def test_what_is_wanting_stands_beside_its_student_and_nothing_is_made(school, lead):
    data = typed(lead, {"Белова": "отл.", "Гусев": ""})
    data = {key: value for key, value in data.items() if not key.endswith("-seen")}
    answer = apply(school, lead, data)
    page = answer.content.decode()
    assert answer.status_code == 422 and page.count("Нужно для выбранного ученика") >= 3
    assert 'value="отл."' in page and not lead.classmates.exists()
    assert "хотя бы одного" in apply(school, lead, typed(lead, {})).content.decode()


def test_sending_the_form_twice_makes_no_second_case(school, lead):
    data = typed(lead, {"Белова": "отл."})
    apply(school, lead, data)
    answer = browser(school.reviewer).post(f"/credit/{lead.number}/class/", data, follow=True)
    assert "Дела уже заведены: Белова Ксения" in answer.content.decode()
    assert lead.classmates.count() == 1


def test_who_moved_away_while_the_page_was_open_is_named_and_the_others_are_made(school, lead):
    data = typed(lead, {"Белова": "отл.", "Гусев": "4"})
    lead.programme.students.filter(last_name="Гусев").update(left_on=date(2026, 11, 27))
    answer = browser(school.reviewer).post(f"/credit/{lead.number}/class/", data, follow=True)
    assert "Дело не заведено: Гусев Матвей Олегович" in answer.content.decode()
    assert [case.student.last_name for case in lead.classmates.all()] == ["Белова"]


def test_verdicts_changed_since_the_page_was_opened_are_not_applied(school, lead):
    answer = apply(school, lead, typed(lead, {"Белова": "отл."}, version=again(lead).version - 1))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Сравнение тем временем изменили" in page
    assert f'name="version" value="{again(lead).version}"' in page and 'value="отл."' in page
    assert not lead.classmates.exists()


def test_the_head_decides_all_in_one_step_by_one_order_with_an_annex(school, lead):
    apply(school, lead, typed(lead, {"Белова": "отл.", "Гусев": "4", "Орлов": "не зачтено"}))
    client, address = browser(school.head), f"/credit/{lead.number}/class/decision/"
    assert address in client.get(f"/credit/{lead.number}/decision/").content.decode().replace(
        "%D0%B7%D1%87", "зч"
    )
    shown = client.get(address).content.decode()
    assert "Ждут вашего решения: 4" in shown
    assert client.post(address, {"version": again(lead).version}).status_code == 302
    finish()

    order = Entry.objects.get(kind="credit_class_order")
    rows = order.snapshot["data"]["annex"]["rows"]
    assert [row["name"].split()[0] for row in rows] == ["Беловой", "Гусеву", "Тарасову"]
    assert rows[0]["credited"] == [
        {"title": "Основы программирования на Python", "hours": 72, "result": "отлично"}
    ]
    assert order.status == "issued" and again(lead).class_order == order.number
    cases = [lead, *(case_of(lead, name) for name in ("Белова", "Гусев", "Орлов"))]
    assert [decided(case) for case in cases] == ["approve_partly"] * 3 + ["refuse"]
    assert sorted(Result.objects.values_list("value", flat=True)) == ["зачтено", "отлично", "хорошо"]
    assert StudyPlan.objects.count() == 3
    assert Entry.objects.filter(kind="credit_decision", status="issued").count() == 4

    letters = Outgoing.objects.filter(purpose="decision")
    assert letters.count() == 4
    sent = json.dumps([each.attachments for each in letters], ensure_ascii=False)
    assert "Приказ" not in sent, "the order names other children: it goes to no family"
    kept = [each.document.kind for each in file_versions(lead.student)]
    assert kept == ["credit_decision"], "it is not copied out of the first student's file either"
    filed = browser(school.office).get(f"/students/{lead.student_id}/").content.decode()
    assert "Решение" in filed and "Приказ о зачёте" not in filed
    assert "Ждут вашего решения: 0" in client.get(address).content.decode()


def test_a_whole_class_of_25_is_decided_by_one_order_that_waits_for_its_signature(school, lead, programme):
    amend_profile(signing={"order.credit": "hand"})
    more = [f"{name}а" for name in SURNAMES]
    for name in more:
        stories.a_family(school, f"{name} Анна Олеговна", programme=programme)
    marks = dict.fromkeys([*(name.split()[0] for name in NAMES), *more], "отл.") | {
        more[0]: "незачёт",
        more[1]: "4",
    }
    with CaptureQueriesContext(connection) as asked:
        assert apply(school, lead, typed(lead, marks)).status_code == 302
    assert lead.classmates.filter(state="decision").count() == 24 and len(asked) < 24 * 160
    assert {case.evidence.get().number for case in lead.classmates.all()} == {f"{n}/26" for n in range(1, 25)}
    head, address = browser(school.head), f"/credit/{lead.number}/class/decision/"
    with CaptureQueriesContext(connection) as asked:
        assert "Ждут вашего решения: 25" in head.get(address).content.decode()
    assert len(asked) < 60
    head.post(address, {"version": again(lead).version})
    finish()
    finish()
    order = Entry.objects.get(kind="credit_class_order")
    rows = order.snapshot["data"]["annex"]["rows"]
    assert [row["n"] for row in rows] == list(range(1, 25)) and len(
        {row["case_number"] for row in rows}
    ) == 24
    assert {row["credited"][0]["result"] for row in rows} == {"отлично", "хорошо", "зачтено"}
    assert all(row["name"].split()[0] != f"{more[0][:-1]}ой" for row in rows)  # a fail is credited to nobody
    assert Entry.objects.filter(kind="credit_decision", status="issued").count() == 25

    office, page = browser(school.office), f"/credit/{lead.number}/"
    assert "Отметить подпись приказа для класса" in office.get(page).content.decode()
    sent = Outgoing.objects.count()
    data = {"version": again(lead).version, "signed_on": "2026-05-25"}
    assert office.post(f"{page}act/sign_order/", data).status_code == 302
    (version,) = class_order.packet(again(lead))
    assert version.status == "issued" and Outgoing.objects.count() == sent
    assert "Отметить подпись приказа для класса" not in office.get(page).content.decode()
    assert office.post(f"{page}act/sign_order/", data | {"version": again(lead).version}).status_code == 409


def test_after_a_break_the_same_button_goes_on_with_what_is_left(school, lead):
    apply(school, lead, typed(lead, {"Белова": "отл.", "Гусев": "4"}))
    case = decisions.act(again(lead), "order_class", school.head)
    decisions.act(case, "approve_partly", school.head)
    browser(school.head).post(f"/credit/{lead.number}/class/decision/", {"version": again(lead).version})
    finish()
    assert Entry.objects.filter(kind="credit_class_order").count() == 1
    assert [decided(case_of(lead, name)) for name in ("Белова", "Гусев")] == ["approve_partly"] * 2


def test_who_compared_does_not_decide_the_class(school, lead):
    apply(school, lead, typed(lead, {"Белова": "отл."}))
    assert browser(school.reviewer).post(f"/credit/{lead.number}/class/decision/").status_code in (403, 404)
    amend_profile(separation_of_duties=True)
    both = school.reviewer
    both.groups.add(*school.head.groups.all())
    answer = browser(both).post(f"/credit/{lead.number}/class/decision/", {"version": again(lead).version})
    assert answer.status_code == 403 and not Entry.objects.filter(kind="credit_class_order").exists()


def test_a_decided_or_half_made_comparison_is_not_applied(school, lead):
    data = typed(lead, {"Белова": "отл."})
    decisions.act(again(lead), "approve_partly", school.head)
    refused = apply(school, lead, data)
    assert refused.status_code == 409 and "Белова Ксения Игоревна: отл., 1/26" in refused.content.decode()
    assert "не применить" in browser(school.reviewer).get(f"/credit/{lead.number}/class/").content.decode()
