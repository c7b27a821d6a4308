"""At the counter and on paper: the office types, the applicant gets a receipt, the answer is handed over or posted."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from documents.models import Document
from mailroom.models import Outgoing
from tests.workflows.credit.families import COURSES, links, newest, photo, rows
from tests.workflows.pages.stories import at_decision
from workflows.cases import decisions, door
from workflows.cases.models import Case
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db
COUNTER = "/credit/counter/"


@pytest.fixture
def office(school, client):
    client.force_login(school.office, backend="django.contrib.auth.backends.ModelBackend")
    return client


def paper(**changed):
    return {
        "act": "send",
        "once": "7a0f2a9e-1111-4222-8333-444455556666",
        "channel": "counter",
        "applicant_role": "representative",
        "applicant_name": "Тарасова Елена Михайловна",
        "identity": "паспорт, последние цифры 4417",
        "student": "Тарасов Кирилл Денисович",
        "student_birth_date": "2013-04-11",
        "original_place": "шкаф 2, папка 7",
        **rows(*COURSES),
        **changed,
    }


def test_a_checked_applicant_is_a_confirmed_sender_and_takes_a_receipt_home(school, family, office):
    answer = office.post(COUNTER, paper(attached=photo()))
    case = CreditApplication.objects.get()
    assert answer.status_code == 302 and answer["Location"] == reverse("credit_case", args=[case.number])
    assert (case.channel, case.state, case.student) == ("counter", "comparison", family)
    assert case.sender_confirmed and "4417" in case.confirmed_how
    assert case.steps.get(action="confirm_sender").actor == school.office
    assert case.incoming_number and case.original_place == "шкаф 2, папка 7"
    assert Outgoing.objects.count() == 0, "no address, no letter"
    assert "receipt.pdf" in office.get(f"/credit/{case.number}/").content.decode()

    receipt = office.get(f"/credit/{case.number}/receipt.pdf")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(receipt.content)).pages)
    assert case.number in text and case.incoming_number in text and "Тарасов" in text
    assert receipt["Content-Disposition"].startswith("attachment")
    assert Document.objects.filter(case_number=case.number).count() == 1, (
        "the scan; a receipt is no paper of record"
    )


def test_the_same_form_sent_twice_registers_once(family, office):
    assert [office.post(COUNTER, paper()).status_code for _ in (1, 2)] == [302, 302]
    assert CreditApplication.objects.count() == 1


def test_nobody_is_confirmed_who_was_not_checked(family, office):
    office.post(COUNTER, paper(identity=""))
    case = CreditApplication.objects.get()
    assert not case.sender_confirmed and case.office_attention


def test_a_paper_with_an_address_gets_its_acknowledgement_with_everything(family, office):
    office.post(COUNTER, paper(applicant_email="new@pochta.example"))
    letter = newest("accepted")
    assert letter.to == "new@pochta.example" and "Веб-дизайн" in letter.text
    assert office.get(links(letter)["track"]).status_code == 200


def test_by_post_without_an_address_to_answer_to_is_asked_again(family, office):
    answer = office.post(COUNTER, paper(channel="post"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "нужен почтовый адрес" in page and "шкаф 2, папка 7" in page
    office.post(COUNTER, paper(channel="post", postal_address="163000, Архангельск, ул. Береговая, 1"))
    assert CreditApplication.objects.get().channel == "post"


def test_one_more_course_keeps_what_was_typed(family, office):
    page = office.post(COUNTER, paper(act="more", student="")).content.decode()
    assert 'name="form-2-title"' in page and "паспорт, последние цифры 4417" in page
    assert "field-error" not in page


@pytest.mark.parametrize("how", ["вручено под подпись 25.11.2026", "заказное письмо 16300098765432"])
def test_the_answer_on_paper_is_handed_over_or_posted_and_only_that_closes_the_case(
    school, family, office, how
):
    office.post(COUNTER, paper())
    case = decisions.act(
        at_decision(CreditApplication.objects.get(), school.reviewer), "approve_partly", school.head
    )
    assert Outgoing.objects.count() == 0 and case.state == "partly_approved"
    assert Case.objects.waiting_for(school.office).filter(pk=case.pk).exists()
    with pytest.raises(door.Invalid):
        door.move(case, "hand_over", school.office, how=" ")
    case = door.move(case, "hand_over", school.office, how=how)
    assert case.state == "closed" and case.steps.get(action="hand_over").data["how"] == how
    assert Outgoing.objects.count() == 0


def test_the_office_finds_the_counter_on_its_desk_and_nobody_else_may_open_it(school, office, client):
    assert COUNTER in office.get("/").content.decode()
    client.force_login(school.reviewer, backend="django.contrib.auth.backends.ModelBackend")
    assert COUNTER not in client.get("/").content.decode()
    assert client.get(COUNTER).status_code == 404


def test_a_visitor_finds_the_form_on_the_sign_in_page_and_staff_the_sign_in_page_on_the_form(school, client):
    assert "/credit/apply/" in client.get("/", follow=True).content.decode()
    assert "/sign-in/" in client.get("/credit/apply/").content.decode()
