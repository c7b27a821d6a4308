"""Pages of disclosure: the public form, the office's form, the expiring link, the ledger, and who may open them."""

import io
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook

from documents.models import Entry
from mailroom.models import Outgoing
from tests.builders import a_student, amend_profile
from tests.workflows.disclosure.office import disclosed, identified, opened, prepared, user
from tests.workflows.disclosure.test_story import latest, signed_in
from workflows.cases import decisions, door
from workflows.disclosure.links import living
from workflows.disclosure.models import LedgerEntry, RecordRequest


def family(**changed):
    """What a mother types into the public form."""
    return {
        "once": "7a0f2a9e-1111-4222-8333-444455556666",
        "applicant_role": "representative",
        "applicant_name": "Власова Анна Игоревна",
        "applicant_email": "anna.v@pochta.example",
        "student": "Власова Мария Сергеевна",
        "student_birth_date": "2008-12-02",
        "papers": ["study_certificate"],
        "delivery": "link",
        **changed,
    }


def test_a_mother_asks_by_the_web_form_and_learns_number_and_term(maria):
    page = Client().post("/disclosure/apply/", family()).content.decode()
    case = latest()
    assert case.number in page
    assert "9 декабря" in page
    assert (case.state, case.capacity, case.delivery) == ("identification", "representative", "link")
    assert case.sender_confirmed


def test_the_web_form_answers_alike_for_a_student_who_is_not_ours(maria):
    known = Client().post("/disclosure/apply/", family(applicant_email="x@post.example")).content.decode()
    other = family(once="", student="Неизвестный Пётр Иванович", applicant_email="x@post.example")
    unknown = Client().post("/disclosure/apply/", other).content.decode()
    numbers = [each.number for each in RecordRequest.objects.order_by("pk")]
    assert known.replace(numbers[0], "N") == unknown.replace(numbers[1], "N")


def test_a_form_with_errors_keeps_what_was_typed(maria):
    answer = Client().post("/disclosure/apply/", family(papers=[], applicant_email="no address"))
    assert answer.status_code == 422
    assert "Власова Мария Сергеевна" in answer.content.decode()
    assert "Выберите хотя бы одну бумагу" in answer.content.decode()
    assert not RecordRequest.objects.exists()


def test_where_disclosure_is_off_the_form_does_not_exist(maria):
    amend_profile(disclosure={"enabled": False})
    assert Client().get("/disclosure/apply/").status_code == 404


def test_the_papers_behind_the_link_need_the_code_and_every_opening_is_recorded(maria):
    case = disclosed(opened(maria, delivery="link"))
    letter = Outgoing.objects.get(case_number=case.number, purpose="decision")
    assert letter.attachments == []
    path = re.search(r"https?://[^/\s]+(/disclosure/get/[\w-]+/)", letter.text)[1]
    link = living(case)
    assert link.code not in letter.text
    assert link.code in signed_in("sedova").get(f"/disclosure/{case.number}/").content.decode()
    assert link.code not in signed_in("gorin").get(f"/disclosure/{case.number}/").content.decode()
    client = Client()
    assert "11-вп" in client.post(path, {"code": link.code}).content.decode()
    paper = client.post(path, {"code": link.code, "place": "0"})
    assert paper.content.startswith(b"%PDF")
    rows = LedgerEntry.objects.order_by("pk").values_list("decision", flat=True)
    assert list(rows) == ["disclosed", "opened"]


def test_wrong_code_expired_link_and_no_link_answer_alike_and_tries_are_limited(maria, today):
    case = disclosed(opened(maria, delivery="link"))
    letter = Outgoing.objects.get(case_number=case.number, purpose="decision")
    path = re.search(r"https?://[^/\s]+(/disclosure/get/[\w-]+/)", letter.text)[1]
    code = living(case).code
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    client = Client()
    answers = [client.post(path, {"code": wrong}) for _ in range(5)]
    locked = client.post(path, {"code": code})
    missing = client.post("/disclosure/get/nobody-has-this/", {"code": code})
    assert {each.status_code for each in (*answers, locked, missing)} == {422}
    pages = [re.sub(r'value="[^"]*"', "", each.content.decode()) for each in (locked, missing)]
    assert pages[0] == pages[1]
    assert living(case) is None


def test_a_link_ends_after_the_days_of_the_profile(maria, today):
    case = disclosed(opened(maria, delivery="link"))
    today.shift(timedelta(days=14, seconds=1))
    assert living(case) is None


def test_a_court_gets_one_letter_about_all_its_students(maria):
    a_student("Орлов Степан Ильич", programme=maria.programme)
    asked = {
        "channel": "post",
        "capacity": "court",
        "applicant_name": "Северный районный суд",
        "student": "Власова Мария Сергеевна",
        "student_birth_date": "2008-12-02",
        "others": "Орлов Степан Ильич\nНеизвестный Пётр Иванович",
        "papers": ["study_certificate", "reward_list"],
        "ground": "статья 57 ГПК РФ",
        "request_number": "2-118/2026",
        "postal_address": "г. Архангельск, ул. Судебная, 1",
        "delivery": "post",
    }
    signed_in("sedova").post("/disclosure/new/", asked)
    case = latest()
    assert str(case.due_on) == "2026-12-09"
    letterhead = {"identity_document": "официальное письмо", "identity_how": "letterhead", "authority": ""}
    right = {name: asked[name] for name in ("capacity", "ground", "request_number", "applicant_name")}
    case = decisions.decide(prepared(case, **letterhead, **right), "disclose", user("zharkov"))
    data = Entry.objects.get(kind="disclosure_answer").snapshot["data"]
    assert [each["full_name"] for each in data["students"]] == [
        "Власова Мария Сергеевна",
        "Орлов Степан Ильич",
    ]
    assert data["unknown"] == ["Неизвестный Пётр Иванович"]
    assert "Орлов Степан Ильич" in LedgerEntry.objects.get().student
    case = door.move(case, "hand_over", user("sedova"), how="заказное письмо 16300000000017")
    assert case.state == "closed"


def test_a_namesake_in_the_letter_of_a_court_is_never_guessed_and_never_called_unknown(maria):
    first = a_student("Орлов Степан Ильич", birth_date=date(2012, 3, 12), programme=maria.programme)
    a_student("Орлов Степан Павлович", birth_date=date(2013, 5, 1), programme=maria.programme)
    right = {
        "capacity": "court",
        "ground": "статья 57 ГПК РФ",
        "request_number": "2-118/2026",
        "applicant_name": "Северный районный суд",
    }
    asked = {
        **right,
        "channel": "post",
        "student": "Власова Мария Сергеевна",
        "others": "Орлов Степан",
        "papers": ["reward_list"],
        "postal_address": "г. Архангельск, ул. Судебная, 1",
        "delivery": "post",
    }
    office = signed_in("sedova")
    office.post("/disclosure/new/", asked)
    case = latest()
    seen = {"identity_document": "официальное письмо", "identity_how": "letterhead", "authority": "", **right}
    with pytest.raises(door.Invalid, match="others_open"):
        door.move(case, "identify", user("sedova"), **seen)
    page = office.get(f"/disclosure/{case.number}/").content.decode()
    assert "12.03.2012" in page and "01.05.2013" in page

    (line,) = case.others.all()
    sent = office.post(
        f"/disclosure/{case.number}/act/name_others/",
        {"version": case.version, f"other_{line.pk}": str(first.pk)},
    )
    assert sent.status_code == 302
    with pytest.raises(door.Invalid, match="first_student_open"):
        door.move(latest(), "identify", user("sedova"), **seen)
    case = door.move(latest(), "link_student", user("sedova"), student=maria.pk)
    case = door.move(case, "identify", user("sedova"), **seen)
    assert [each.full_name for each in case.subjects()] == ["Власова Мария Сергеевна", "Орлов Степан Ильич"]


def test_only_an_authority_asks_about_several_and_a_way_needs_its_address(maria):
    asked = {
        "channel": "counter",
        "capacity": "student",
        "applicant_name": "Власова Мария Сергеевна",
        "student": "Власова Мария Сергеевна",
        "others": "Орлов Степан",
        "papers": ["study_certificate"],
        "delivery": "email",
    }
    answer = signed_in("sedova").post("/disclosure/new/", asked)
    assert answer.status_code == 422
    assert {"others", "applicant_email"} <= set(answer.context["form"].errors)


def test_an_oral_request_is_taken_unless_the_rules_ask_for_writing(maria):
    asked = {
        "channel": "counter",
        "oral": "on",
        "capacity": "student",
        "applicant_name": "Власова Мария Сергеевна",
        "student": "Власова Мария Сергеевна",
        "student_birth_date": "2008-12-02",
        "papers": ["study_certificate"],
        "delivery": "hand",
    }
    office = signed_in("sedova")
    assert office.post("/disclosure/new/", asked).status_code == 302
    assert latest().oral
    amend_profile(disclosure={"written_only": True})
    assert set(office.post("/disclosure/new/", asked).context["form"].errors) == {"oral"}


def test_the_term_is_extended_once_by_a_notice(maria):
    case = opened(maria)
    assert str(case.due_on) == "2026-12-09"
    case = decisions.decide(case, "extend", user("sedova"), reason="Записи в архиве.")
    assert (str(case.due_on), case.notice_number) == ("2026-12-16", "301-исх")
    letter = Outgoing.objects.get(case_number=case.number, purpose="extended")
    assert len(letter.attachments) == 1
    with pytest.raises(door.NotNow):
        decisions.decide(case, "extend", user("sedova"), reason="Ещё раз.")
    assert Entry.objects.filter(kind="disclosure_notice").count() == 1


def test_a_term_that_has_passed_cannot_be_extended(maria, today):
    case = opened(maria)
    today.shift(timedelta(days=15))
    with pytest.raises(door.NotNow):
        decisions.decide(case, "extend", user("sedova"), reason="Поздно.")


def test_the_ledger_is_searched_narrowed_and_taken_away(maria):
    disclosed(opened(maria))
    decisions.decide(opened(None, student="Другой Пётр"), "turn_away", user("sedova"))
    archive = signed_in("gorin")
    both = archive.get("/disclosure/ledger/").content.decode()
    assert "Власова Мария Сергеевна" in both
    assert "Другой Пётр" in both
    refused = archive.get(
        "/disclosure/ledger/", {"decision": "refused", "since": "2026-11-25"}
    ).content.decode()
    assert "Власова Мария Сергеевна" not in refused
    assert "Другой Пётр" not in archive.get("/disclosure/ledger/", {"until": "2026-11-24"}).content.decode()
    content = archive.get("/disclosure/ledger/sheet.xlsx", {"q": "власова"}).content
    rows = list(load_workbook(io.BytesIO(content)).active.values)
    assert [row[3] for row in rows if row[3] and "Власова" in str(row[3])] == ["Власова Мария Сергеевна"]


def test_the_ledger_costs_the_same_however_long_it_is(maria, django_assert_max_num_queries):
    for _ in range(4):
        decisions.decide(opened(maria), "turn_away", user("sedova"))
    client = signed_in("gorin")
    client.get("/disclosure/ledger/")
    with django_assert_max_num_queries(9):
        client.get("/disclosure/ledger/")


@pytest.mark.parametrize("name", ["lapina", "boyko", "luneva", "titova"])
def test_who_has_no_business_with_disclosures_sees_none(maria, name):
    case = prepared(opened(maria))
    client = signed_in(name)
    addresses = ("", "identity/", "scope/", "draft/1.pdf", "draft/page.png", "receipt.pdf")
    pages = [f"/disclosure/{case.number}/{each}" for each in addresses]
    pages += [f"/disclosure/{each}" for each in ("ledger/", "ledger/sheet.xlsx", "new/", "express/")]
    assert {client.get(each).status_code for each in pages} == {404}
    answer = client.post(f"/disclosure/{case.number}/act/withdraw/", {"version": case.version, "note": "x"})
    assert answer.status_code == 404


def test_desk_board_and_search_show_requests_in_every_state(maria):
    identified(opened(maria))
    prepared(opened(maria, papers=["reward_list"], purpose="вуза"))
    disclosed(opened(maria, delivery="hand"))
    for name in ("sedova", "zharkov"):
        client = signed_in(name)
        assert client.get("/deadlines/").status_code == 200
        for page in ("/", "/cases/", "/search/?q=Власова", "/search/?q=вуза"):
            answer = client.get(page, follow=True)
            assert answer.status_code == 200
            assert "Власова Мария" in answer.content.decode(), page


def test_a_second_request_for_the_same_is_seen(maria):
    disclosed(opened(maria))
    case = opened(maria)
    page = signed_in("sedova").get(f"/disclosure/{case.number}/identity/").content.decode()
    assert "То же самое выдали" in page


def test_a_progress_certificate_holds_this_school_year_only(maria):
    case = identified(opened(maria, papers=["progress_certificate"], period_from=date(2020, 1, 1)))
    assert len(case.scope["progress_certificate"]) == 3
