"""Families without an account: apply from a telephone, add what is missing, follow the link, take the decision."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from documents.models import Document
from mailroom import outbox
from mailroom.models import Message, Outgoing
from storage import blobs
from tests.builders import amend_profile
from tests.workflows.credit.families import (
    APPLY,
    COURSES,
    MOTHER,
    application,
    links,
    newest,
    photo,
    rows,
    upload,
)
from tests.workflows.letters import LETTER, a_letter, arrive
from tests.workflows.pages.stories import at_decision
from workflows import deliveries
from workflows.cases import decisions, door, tracking
from workflows.cases.models import Case, Link
from workflows.credit import intake
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[\w-]{30,}")  # a secret of a link or a form may hold any digits
INCOMPLETE = LETTER.replace("72 академических часа, ", "").replace("40 академических часов, ", "")


def text(response) -> str:
    return response.content.decode()


def the_case() -> CreditApplication:
    return CreditApplication.objects.get()


# Applying


def test_a_parent_applies_by_form_with_a_photo_and_follows_the_link_of_the_letter(family, client):
    page = client.get(APPLY)
    assert page.status_code == 200 and "Отправить заявление" in text(page)

    answer = client.post(APPLY, application(attached=photo()))

    case = the_case()
    assert answer.status_code == 200 and case.number in text(answer)
    assert (case.state, case.channel, case.student, case.sender_confirmed) == (
        "comparison",
        "web",
        family,
        True,
    )
    assert [line.hours for line in case.lines.all()] == [72, 40]
    document = Document.objects.get(case_number=case.number)
    assert (document.title, document.latest.media_type) == ("IMG_2041.jpg", "image/jpeg")
    letter = newest("accepted")
    assert letter.to == MOTHER and case.number in letter.subject
    tracking_page = client.get(links(letter)["track"])
    assert tracking_page.status_code == 200 and "Школа сравнивает курсы" in text(tracking_page)


def test_whoever_only_types_an_address_gets_no_link_to_the_case(family, client):
    answer = client.post(APPLY, application())
    assert "/track/" not in text(answer) and "Location" not in answer
    assert MOTHER not in text(answer), "the address is masked"


def test_no_mark_in_a_form_turns_the_direction_of_the_pages_that_show_it(family, client):
    client.post(APPLY, application(earlier_school="\u202eЛуч\u2066, 👨\u200d👩"))
    assert the_case().earlier_school == "Луч, 👨\u200d👩"


def test_the_same_form_sent_twice_opens_one_case_and_the_second_page_says_so(family, client):
    first = client.post(APPLY, application(attached=photo()))
    second = client.post(APPLY, application(attached=photo()))
    assert CreditApplication.objects.count() == 1 and Outgoing.objects.count() == 1
    assert the_case().number in text(second) and "одним заявлением" in text(second)
    assert "одним заявлением" not in text(first)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_clicks_at_the_same_moment_open_one_case(family):
    answers, start = [], threading.Barrier(4)

    def click():
        start.wait(timeout=60)
        answers.append(Client().post(APPLY, application()).status_code)
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert answers == [200] * 4
    assert CreditApplication.objects.count() == 1


def test_a_click_that_comes_second_in_the_middle_of_the_first_leads_to_its_case(family, client, monkeypatch):
    openly = intake.open_from_form

    def overtaken(*given, **named):
        openly(*given, **named)
        return openly(*given, **named)

    monkeypatch.setattr(intake, "open_from_form", overtaken)
    answer = client.post(APPLY, application())
    assert answer.status_code == 200 and the_case().number in text(answer)


def test_another_form_opens_another_case(family, client):
    client.post(APPLY, application())
    client.post(APPLY, application(once="7a0f2a9e-1111-4222-8333-444455557777"))
    client.post(APPLY, application(once="not a key"))
    assert CreditApplication.objects.count() == 3


def test_extra_fields_are_ignored(family, client):
    client.post(
        APPLY,
        application(
            applicant_email="stranger@lug.example",
            state="approved",
            sender_confirmed="on",
            number="1-зч",
            received_at="2020-01-01",
            student_id="1",
            channel="counter",
            decision_number="9-зч/Р",
            identity="паспорт",
            incoming_number="1-вх",
            **{"form-0-verdict": "credited", "form-0-our_result": "отлично", "form-0-case": "1"},
        ),
    )
    case = the_case()
    assert (case.state, case.channel, case.sender_confirmed, case.decision_number) == (
        "comparison",
        "web",
        False,
        "",
    )
    assert case.number != "1-зч" and case.received_at.year == timezone.now().year
    assert case.incoming_number != "1-вх"
    assert [line.verdict for line in case.lines.all()] == ["", ""]


def test_forty_courses_and_ten_files_are_one_application(family, client):
    courses = [(f"Курс {index}", "12", "зачёт", "зачтено") for index in range(1, 41)]
    photos = [photo(f"{index}.jpg", f"rgb({index * 9},0,99)") for index in range(10, 20)]
    client.post(APPLY, application(**rows(*courses), attached=photos))
    assert the_case().lines.count() == 40
    assert Document.objects.filter(case_number=the_case().number).count() == 10


def test_a_class_may_apply_and_a_flood_is_told_so_without_losing_what_was_typed(family, client, monkeypatch):
    monkeypatch.setattr("workflows.cases.public_limits.MOST_A_DAY", 2)

    def send(index, **where):
        return client.post(APPLY, application(once=f"7a0f2a9e-1111-4222-8333-44445555000{index}"), **where)

    assert [send(index).status_code for index in (1, 2, 3)] == [200, 200, 429]
    told = send(3)
    assert "Веб-дизайн" in text(told) and "Тарасова Елена" in text(told)
    assert send(2).status_code == 200, "the second click of a form that was taken is no further application"
    assert send(4, REMOTE_ADDR="198.51.100.7").status_code == 200
    assert CreditApplication.objects.count() == 3
    assert all("127.0.0.1" not in each.sent_from for each in CreditApplication.objects.all())


def test_behind_a_proxy_only_its_own_word_counts(family, client, monkeypatch, settings):
    monkeypatch.setattr("workflows.cases.public_limits.MOST_A_DAY", 1)
    settings.BEHIND_PROXY = True

    def send(index, forwarded):
        key = f"7a0f2a9e-1111-4222-8333-44445555000{index}"
        return client.post(APPLY, application(once=key), HTTP_X_FORWARDED_FOR=forwarded).status_code

    assert send(1, "203.0.113.5") == 200
    assert send(2, "203.0.113.6, 203.0.113.5") == 429, "an invented first entry changes nothing"
    assert send(3, "203.0.113.6") == 200
    assert send(4, "") == 200, "nobody is counted whose place is unknown"


# Adding what is missing


def asked(client) -> tuple[CreditApplication, str]:
    case = CreditApplication.objects.get(number=arrive(a_letter(INCOMPLETE)).case_numbers[0])
    assert case.state == "incomplete"
    return case, links(newest("missing"))["form"]


def test_the_link_of_the_letter_opens_the_form_with_everything_known_and_the_answer_starts_the_clock(
    family, client
):
    case, form = asked(client)
    page = text(client.get(form))
    assert "Веб-дизайн" in page and "академических часов" in page and 'value="зачтено"' in page

    answer = client.post(form, {"act": "send", **rows(*COURSES), "attached": photo()})

    case = CreditApplication.objects.get(pk=case.pk)
    assert answer.status_code == 200 and case.number in text(answer)
    assert case.state == "comparison" and case.due_on is not None
    assert [line.hours for line in case.lines.all()] == [72, 40]
    assert case.lines.first().sources.get("title"), "what was not changed keeps its source"
    assert Document.objects.filter(case_number=case.number).count() == 1
    assert client.get(form).status_code == 404, "a used link is like any other that is not good"


def test_the_second_click_on_the_pre_filled_form_reads_what_happened(family, client):
    _case, form = asked(client)
    sent = {"act": "send", "once": "7a0f2a9e-1111-4222-8333-444455556666", **rows(*COURSES)}
    client.post(form, sent)
    assert client.post(form, sent).status_code == 200
    assert client.post(form, {**sent, "once": ""}).status_code == 404
    assert [letter.purpose for letter in Outgoing.objects.order_by("pk")] == ["missing", "accepted"]


def test_what_the_reviewer_asked_for_in_words_needs_a_file_or_words(school, family, client):
    client.post(APPLY, application())
    case = door.move(the_case(), "request_missing", school.reviewer, missing=["программа курса «Веб-дизайн»"])
    form = links(newest("missing"))["form"]
    empty = client.post(form, {"act": "send", **rows(*COURSES)})
    assert empty.status_code == 422 and "Приложите то, о чём просила школа" in text(empty)
    client.post(form, {"act": "send", **rows(*COURSES), "words": "Программы не сохранилось."})
    case = CreditApplication.objects.get(pk=case.pk)
    assert case.state == "comparison"
    assert case.steps.get(action="complete").note == "Программы не сохранилось."


def test_the_tracking_page_leads_to_the_form_while_something_is_missing(family, client):
    asked(client)
    track = links(newest("missing"))["track"]
    page = text(client.get(track))
    form = track.replace("/track/", "/credit/form/")
    assert form in page and "Мы ждём" in page
    assert client.get(form).status_code == 200


def test_a_late_answer_reopens_the_number(family, client):
    case, form = asked(client)
    door.move(case, "lapse", None)
    client.post(form, {"act": "send", **rows(*COURSES)})
    assert CreditApplication.objects.get(pk=case.pk).state == "comparison"


# Links


def test_every_link_that_is_not_good_gets_the_same_bytes(family, client):
    client.post(APPLY, application())
    good = links(newest("accepted"))["track"]
    token = good.rstrip("/").rpartition("/")[2]
    pages = [client.get(f"/track/{wrong}/") for wrong in ("x", "A" * 43, "%00", token[:-1])]
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    pages.append(client.get(good))
    Link.objects.update(expires_at=timezone.now() + timedelta(days=1))
    pages.append(client.get(f"/credit/form/{token}/"))  # nothing is missing: used
    assert client.get(good).status_code == 200
    pages.append(client.get(f"{good}decision.pdf"))  # no decision yet
    tracking.revoke(the_case())
    pages += [client.get(good), client.post(good, {"message": "x"}), client.get(f"{good}decision.pdf")]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert len({str(sorted(page.headers.items())) for page in pages}) == 1


def test_tokens_have_at_least_128_bits_and_only_their_hash_is_kept(family, client):
    client.post(APPLY, application())
    token = links(newest("accepted"))["track"].rstrip("/").rpartition("/")[2]
    assert len(token) * 6 >= 128
    stored = Link.objects.get()
    assert token not in str(vars(stored)) and len(stored.token_hash) == 64


def test_opening_a_page_changes_nothing(school, family, client):
    asked(client)
    letter = newest("missing")
    before = counts()
    for path in (APPLY, links(letter)["form"], links(letter)["track"], "/track/x/"):
        client.get(path)
        client.head(path)
    assert counts() == before


def counts():
    return [each.objects.count() for each in (Case, Link, Message, Outgoing, Document)]


def test_no_form_is_taken_without_its_csrf_token(family):
    strict = Client(enforce_csrf_checks=True)
    strict.post(APPLY, application())
    assert CreditApplication.objects.count() == 0
    Client().post(APPLY, application())
    track = links(newest("accepted"))["track"]
    assert strict.post(track, {"message": "x", "once": application()["once"]}).status_code == 403


# Tracking


def decided(school, client) -> tuple[CreditApplication, str]:
    client.post(APPLY, application())
    case = decisions.act(at_decision(the_case(), school.reviewer), "approve_partly", school.head)
    outbox.send_due()
    deliveries.pull()
    return CreditApplication.objects.get(pk=case.pk), links(newest("decision"))["track"]


def test_after_the_decision_the_family_reads_every_course_and_takes_the_stored_bytes(school, family, client):
    case, track = decided(school, client)
    page = text(client.get(track))
    assert "Зачтён 1 курс из 2" in page and "Не зачтено" in page
    assert "Курс о внешнем виде страниц, а у нас учат писать код." in page
    assert f"{case.number}/Р" in page and "t•••" in page and MOTHER not in page
    assert "осталось 132 ч из 204" in page
    paper = client.get(f"{track}decision.pdf")
    stored = Document.objects.get(case_number=case.number, kind="credit_decision").latest
    assert paper.content == blobs.get(stored.sha256)
    assert paper["Content-Disposition"].startswith("attachment")


def test_a_printed_decision_that_nobody_signed_yet_is_not_told(school, family, client):
    amend_profile(signing={"decision.credit": "hand"})
    client.post(APPLY, application())
    track = links(newest("accepted"))["track"]
    decisions.act(at_decision(the_case(), school.reviewer), "approve_partly", school.head)
    page = text(client.get(track))
    assert "Директор принимает решение" in page and "зачт" not in page.lower()
    assert client.get(f"{track}decision.pdf").status_code == 404


def test_a_stranger_sees_number_and_date_and_nothing_else(school, family, client):
    client.post(APPLY, application(applicant_email="stranger@lug.example"))
    case = the_case()
    assert not case.sender_confirmed
    letter = newest("accepted")
    track = links(letter)["track"]
    told = CODE.sub("", letter.text)
    for state in ("open", "closed"):
        page = CODE.sub("", text(client.get(track)))
        assert case.number in page, state
        for secret in (
            "Тарасов",
            "Кирилл",
            "Python",
            "Веб-дизайн",
            "72",
            "Вектор",
            "сравнивает",
            "<textarea",
        ):
            assert secret not in page, (state, secret)
            assert secret not in told or secret == "сравнивает"
        CreditApplication.objects.filter(pk=case.pk).update(closed_at=timezone.now())
    assert client.get(f"{track}decision.pdf").status_code == 404
    client.post(track, {"message": "Пустите", "once": application()["once"]})
    assert Message.objects.count() == 0


# Messages to the school


def test_a_question_reaches_the_desk_of_the_office_once(school, family, client):
    client.post(APPLY, application())
    track = links(newest("accepted"))["track"]
    question = {"message": "Нужна ли программа курса?", "once": "7a0f2a9e-1111-4222-8333-444455556666"}
    answers = [client.post(track, question) for _ in (1, 2)]
    assert {answer.status_code for answer in answers} == {302}
    assert "Сообщение передано школе" in text(client.get(track))
    message = Message.objects.get()
    case = the_case()
    assert (message.status, message.case_numbers, message.channel) == ("routed", [case.number], "web")
    assert case.office_attention and "reply" in case.needs_human
    assert Case.objects.waiting_for(school.office).filter(pk=case.pk).exists()
    assert "Нужна ли программа курса?" in message.parsed["text"]


def test_a_message_does_not_complete_what_waits_for_a_paper(school, family, client):
    client.post(APPLY, application())
    door.move(the_case(), "request_missing", school.reviewer, missing=["программа курса"])
    track = links(newest("missing"))["track"]
    client.post(track, {"message": "Пришлю завтра", "once": application()["once"]})
    assert the_case().state == "incomplete"


@pytest.mark.parametrize("end", ["closed", "withdrawn"])
def test_an_objection_to_a_closed_case_lies_on_the_desk_as_a_letter(school, family, client, end):
    if end == "closed":
        case, track = decided(school, client)
        assert case.state == "closed"
    else:
        client.post(APPLY, application())
        track = links(newest("accepted"))["track"]
        case = door.move(the_case(), "withdraw", school.office)
    answer = client.post(track, {"message": "Не согласны.", "once": application()["once"]})
    assert answer.status_code == 302
    message = Message.objects.get()
    assert (message.status, message.case_numbers) == ("unrouted", [case.number])
    client.force_login(school.office, backend="django.contrib.auth.backends.ModelBackend")
    assert "/place/" in text(client.get("/mail/unrouted/")) or str(message.pk) in text(
        client.get("/mail/unrouted/")
    )
    assert client.get(f"/mail/{message.pk}/place/").status_code in (200, 404)


def test_an_empty_message_says_so_beside_the_field_and_too_many_are_stopped(family, client, monkeypatch):
    client.post(APPLY, application())
    track = links(newest("accepted"))["track"]
    empty = client.post(track, {"message": "  ", "once": application()["once"]})
    assert empty.status_code == 422 and 'aria-invalid="true"' in text(empty)
    monkeypatch.setattr("workflows.cases.messages.MOST_MESSAGES_A_DAY", 1)
    client.post(track, {"message": "Раз", "once": "7a0f2a9e-1111-4222-8333-444455556661"})
    again = client.post(track, {"message": "Два", "once": "7a0f2a9e-1111-4222-8333-444455556662"})
    assert again.status_code == 422 and "Два" in text(again)


def test_a_file_of_another_applicant_cannot_be_named(family, client):
    client.post(APPLY, application(attached=upload("../../etc/passwd.pdf", photo().read())))
    assert "/" not in Document.objects.get().latest.filename
