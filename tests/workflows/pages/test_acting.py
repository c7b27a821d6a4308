"""Forms of the staff pages: what is refused is said in words and loses nothing; what is not a field changes nothing."""

import html
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from documents.models import Document, Entry
from organisation.roles import Role
from tests.builders import a_student, a_user, amend_profile
from tests.workflows.pages import stories
from workflows import health, ticking, unmade
from workflows.cases import decisions
from workflows.cases.models import Case, Step
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db(transaction=True)
SCAN = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)


def a_scan() -> SimpleUploadedFile:
    """A small picture."""
    out = BytesIO()
    Image.new("L", (8, 8)).save(out, "PNG")
    return SimpleUploadedFile("решение.png", out.getvalue())


def browser(user) -> Client:
    """The pages as one person sees them."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def act(user, case, action, **data):
    """Post the form of an action; the version is the present one unless given."""
    data.setdefault("version", Case.objects.get(pk=case.pk).version)
    return browser(user).post(f"/credit/{case.number}/act/{action}/", data)


def again(case) -> CreditApplication:
    return CreditApplication.objects.get(pk=case.pk)


@pytest.fixture
def family(school):
    return stories.a_family(school)


@pytest.fixture
def case(family):
    return stories.apply_for(family)


def test_the_office_confirms_a_stranger_and_says_how(school, family):
    case = stories.a_stranger(family)
    page = browser(school.office).get(f"/credit/{case.number}/").content.decode()
    assert "Отправитель не подтверждён" in page and "Подтвердить отправителя" in page
    empty = act(school.office, case, "confirm_sender", how=" ")
    assert empty.status_code == 422 and "Обязательное поле" in empty.content.decode()
    assert not again(case).sender_confirmed
    act(school.office, case, "confirm_sender", how="позвонили по номеру из личного дела")
    assert again(case).confirmed_how == "позвонили по номеру из личного дела"


def test_namesakes_are_told_apart_by_birth_date_and_group_and_by_a_person(school, family):
    a_student("Кузнецов Иван Петрович", group="5А", programme=family.programme)
    second = a_student(
        "Кузнецов Иван Петрович", group="9В", programme=family.programme, birth_date="2011-02-03"
    )
    case = stories.apply_for(
        family, student="Кузнецов Иван", student_birth_date=None, applicant_email="ivan@lug.example"
    )
    assert case.student is None
    page = browser(school.office).get(f"/credit/{case.number}/").content.decode()
    assert "11.04.2013, 5А" in page and "03.02.2011, 9В" in page
    assert f'name="student" value="{second.pk}"' in page and "checked" not in page
    act(school.office, case, "link_student", student=second.pk)
    assert again(case).student == second


def test_a_student_who_was_not_offered_cannot_be_linked_by_a_forged_key(school, family):
    case = stories.unknown_child()
    answer = act(school.office, case, "link_student", student=family.pk)
    assert answer.status_code == 422
    assert again(case).student is None
    found = browser(school.office).get(f"/credit/{case.number}/", {"find": "Тарасов"}).content.decode()
    assert f'value="{family.pk}"' in found
    assert act(school.office, case, "link_student", student=family.pk, find="Тарасов").status_code == 302
    assert again(case).student == family


def test_fields_that_the_form_does_not_have_change_nothing(school, case):
    before = again(case)
    act(
        school.office,
        case,
        "add_letter",
        note="Мать звонила",
        state="closed",
        decided_by=school.office.pk,
        sender_confirmed="",
        complete_at="2020-01-01",
        student=1,
        acknowledge="1",
    )
    after = again(case)
    assert (after.state, after.decided_by, after.complete_at) == (before.state, None, before.complete_at)
    step = Step.objects.filter(case=case).last()
    assert (step.note, step.data) == ("Мать звонила", {})


def test_a_position_or_unit_of_another_case_is_not_ruled(school, case):
    other = stories.apply_for(stories.a_family(school, "Белова Ксения Игоревна"))
    foreign_unit = other.programme.units.first()
    client, address = browser(school.reviewer), f"/credit/{case.number}/compare/"
    data = {
        "version": again(case).version,
        "do": "save",
        "line-7-verdict": "credited",
        "line-1-unit": foreign_unit.pk,
    }
    assert client.post(address, data).status_code == 422
    assert "credited" not in [line.verdict for line in again(case).lines.all() if line.unit == foreign_unit]
    assert foreign_unit not in [line.unit for line in again(case).lines.all()]
    assert act(school.office, case, "split", lines=["9"], student_written="Иван").status_code == 422


def test_an_unknown_action_and_a_decision_by_the_wrong_door_do_not_exist(school, case):
    for action in ("approve", "close", "letter_returned", "compare", "nonsense", "delete"):
        assert act(school.head, case, action).status_code == 404
    assert browser(school.office).get(f"/credit/{case.number}/act/withdraw/").status_code == 405


def test_who_may_not_act_is_refused_and_nothing_changes(school, case):
    answer = act(school.reviewer, case, "withdraw", note="так сказали")
    assert answer.status_code == 403 and "Это не для вас" in answer.content.decode()
    assert again(case).state == "comparison"


def test_a_stale_page_gives_the_words_back_and_tells_what_happened(school, case):
    version = again(case).version
    act(school.office, case, "add_letter", note="первая")
    answer = act(school.office, case, "add_letter", note="вторая заметка", version=version)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "вторая заметка" in page and "Марина Седова добавляет к делу" in page
    assert Step.objects.filter(case=case, note="вторая заметка").count() == 0


def test_a_page_without_its_version_is_refused(school, case):
    answer = act(school.office, case, "withdraw", note="сказали", version="")
    assert answer.status_code == 422
    assert again(case).state == "comparison"


def test_an_action_that_is_no_longer_possible_is_a_conflict(school, case):
    act(school.office, case, "withdraw", note="передумали")
    answer = act(school.office, case, "request_missing", missing=["hours"], words="Пришлите программу")
    assert answer.status_code == 409 and "Пришлите программу" in answer.content.decode()


def test_a_case_whose_decision_is_being_made_answers_busy(school, case):
    Case.objects.filter(pk=case.pk).update(pending="101-зч/Р")
    answer = act(school.office, case, "withdraw", note="сказали")
    assert answer.status_code == 409
    page = browser(school.office).get(f"/credit/{case.number}/").content.decode()
    assert "оформляется прямо сейчас" in page and "Отозвать заявление" not in page


def test_the_request_names_exactly_what_was_ticked_and_the_clock_stands(school, case):
    data = {"missing": ["hours"], "words": "программу курса\n"}
    assert act(school.reviewer, case, "request_missing", **data).status_code == 302
    fresh = again(case)
    assert fresh.asked_for == ["hours", "программу курса"]
    assert fresh.due_on is None
    page = browser(school.reviewer).get("/").content.decode()
    assert "Ждём заявителя" in page or "Вас ничего не ждёт" in page


def test_a_refused_file_says_why_and_leaves_nothing_behind(school, case):
    bad = SimpleUploadedFile("скан.pdf", b"MZ\x90\x00 not a picture" * 10)
    answer = act(school.office, case, "add_letter", note="скан", file=bad)
    assert answer.status_code == 422 and "Файлы такого вида" in answer.content.decode()
    assert "скан" in answer.content.decode(), "the note is kept"
    assert Document.objects.filter(case_number=case.number).count() == 0


def test_a_stale_upload_leaves_no_file_behind(school, case):
    version = again(case).version
    act(school.office, case, "add_letter", note="первая")
    answer = act(
        school.office,
        case,
        "add_letter",
        note="вторая",
        file=a_scan(),
        version=version,
    )
    assert answer.status_code == 409
    assert Document.objects.filter(case_number=case.number).count() == 0


def test_a_hand_signed_packet_waits_for_date_and_scan(school, family):
    amend_profile(signing={"decision.credit": "hand"})
    case = stories.at_decision(stories.apply_for(family), school.reviewer)
    decisions.act(case, "approve_partly", school.head)
    page = browser(school.office).get(f"/credit/{case.number}/").content.decode()
    assert "Записать подпись" in page
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert act(school.office, case, "sign", signed_on=tomorrow).status_code == 422
    data = {"signed_on": timezone.localdate().isoformat(), "file": a_scan()}
    assert act(school.office, case, "sign", **data).status_code == 302
    paper = Document.objects.get(case_number=case.number, kind="credit_decision")
    assert paper.versions.count() == 2


def test_the_reviewer_mends_the_courses_and_what_is_wrong_stands_beside_its_field(school, case):
    client, address = browser(school.reviewer), f"/credit/{case.number}/lines/"
    data = {
        "version": again(case).version,
        "form-TOTAL_FORMS": 3,
        "form-INITIAL_FORMS": 2,
        "form-0-title": "Python с нуля",
        "form-0-hours": "много",
        "form-1-title": "",
        "form-1-hours": "40",
    }
    answer = client.post(address, data)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Python с нуля" in page and "много" in page
    assert "Напишите название" in page
    data |= {"form-0-hours": "70", "form-1-title": "Веб-дизайн"}
    assert client.post(address, data).status_code == 302
    assert [(line.title, line.hours) for line in again(case).lines.all()] == [
        ("Python с нуля", 70),
        ("Веб-дизайн", 40),
    ]


def decide(user, case, decision, **data):
    """Post the head's form."""
    data = {"version": again(case).version, "decision": decision, "note": "", **data}
    return browser(user).post(f"/credit/{case.number}/decision/", data)


def test_the_head_sends_back_only_with_a_remark_that_the_reviewer_reads(school, case):
    case = stories.at_decision(case, school.reviewer)
    assert decide(school.head, case, "send_back").status_code == 422
    assert decide(school.head, case, "send_back", note="Поясните часы").status_code == 302
    assert "«Поясните часы»" in browser(school.reviewer).get("/").content.decode()


def test_an_impossible_decision_is_refused_in_words(school, case):
    case = stories.at_decision(case, school.reviewer)
    answer = decide(school.head, case, "approve")
    assert answer.status_code == 422 and "Не каждая строка" in answer.content.decode()
    answer = decide(school.head, case, "refuse")
    assert answer.status_code == 422 and "нужно основание" in answer.content.decode()
    assert decide(school.head, case, "nonsense").status_code == 422
    assert again(case).state == "decision"


def test_who_compared_may_not_decide_and_reads_why(school, family):
    both = a_user(Role.REVIEWER, Role.HEAD, last_name="Мохов")
    case = stories.apply_for(family)
    case = decisions.act(case, "assign", school.office, reviewer=both.username)
    case = stories.at_decision(case, both)
    page = browser(both).get(f"/credit/{case.number}/decision/").content.decode()
    assert page.count("вы сами сравнивали эти курсы") == 3
    assert decide(both, case, "approve_partly").status_code == 403
    assert again(case).state == "decision"
    assert decide(school.head, case, "approve_partly").status_code == 302


def test_of_two_heads_one_decides_and_the_other_reads_what_happened(school, case):
    case = stories.at_decision(case, school.reviewer)
    version = again(case).version
    assert decide(school.head, case, "approve_partly").status_code == 302
    other = a_user(Role.HEAD, last_name="Второв")
    late = decide(other, case, "refuse", version=version, note="Мало доказательств")
    page = late.content.decode()
    assert late.status_code == 409
    assert "Андрей Жарков решает зачесть частично" in page and "Мало доказательств" in page


def test_the_draft_is_a_sandboxed_pdf_that_gives_out_no_number(school, case):
    case = stories.at_decision(case, school.reviewer)
    answer = browser(school.head).get(f"/credit/{case.number}/decision/draft.pdf")
    assert answer.content.startswith(b"%PDF") and answer["Content-Security-Policy"].startswith("sandbox")
    picture = browser(school.head).get(f"/credit/{case.number}/decision/page.png")
    assert picture.content.startswith(b"\x89PNG") and answer["Cache-Control"] == "no-store"
    assert again(case).decision_number == ""


def test_a_decision_whose_seal_does_not_answer_waits_and_is_finished_by_the_clock(
    school, case, settings, monkeypatch
):
    case = stories.at_decision(case, school.reviewer)
    settings.SEAL_KEY = "/nowhere/seal.p12"
    data = {"decision": "approve_partly", "version": again(case).version, "note": ""}
    answer = browser(school.head).post(f"/credit/{case.number}/decision/", data, follow=True)
    assert answer.status_code == 200 and "документ ещё изготавливается" in answer.content.decode()
    Entry.objects.filter(status="reserved").update(locked_until=timezone.now())
    monkeypatch.setattr(unmade, "PATIENCE", timedelta(0))
    assert "1 документ не изготовлен" in [str(each.title) for each in health.signs()]
    assert ticking.finish_reservations() == {"unsealed": 1}
    assert ticking.finish_reservations() == {}  # less and less often
    settings.SEAL_KEY = ""
    board = browser(school.head).get(reverse("board"))
    [row] = board.context["unmade"]
    assert row.case_number == case.number and row.reason in html.unescape(board.content.decode())
    browser(school.head).post(reverse("paper_again", args=[row.pk]))
    assert ticking.finish_reservations() == {"finished": 1}
    assert again(case).state == "partly_approved"
