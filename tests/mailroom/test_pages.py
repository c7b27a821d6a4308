"""The mailroom's pages: who sees what, and that nothing a stranger sent is ever executed."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mailroom import outbox, receive
from mailroom.models import Message, Outgoing
from tests.mailroom.parsing.letters import letter, sample, with_file
from tests.mailroom.post import answer, arrive, plain

pytestmark = pytest.mark.django_db
AUTUMN = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def office(client, school):
    client.force_login(school.office)
    return client


def test_the_lists_show_letters_by_what_became_of_them(office):
    sent, waiting = answer(subject="Первое"), answer(subject="Второе", held=True)
    Outgoing.objects.filter(pk=sent.pk).update(status=Outgoing.Status.SENT)
    page = office.get(reverse("mailroom:sent"))
    assert "Первое" in page.text and "Второе" in page.text
    page = office.get(reverse("mailroom:sent"), {"state": "waiting"})
    assert "Первое" not in page.text and waiting.subject in page.text
    assert office.get(reverse("mailroom:sent"), {"state": "nonsense", "page": "x"}).status_code == 200


def test_automatic_mail_is_visible(office):
    message = arrive(sample(7))
    receive.finish(message, Message.Status.MACHINE)
    assert message.sender in office.get(reverse("mailroom:received"), {"state": "machine"}).text


def test_a_sent_letter_shows_its_proof_and_may_be_tried_again(office, settings):
    settings.EMAIL_BACKEND = "mailroom.folder.FolderBackend"
    one = answer()
    outbox.send_due()
    page = office.get(reverse("mailroom:sent_letter", args=[one.pk]))
    assert f"250 written to {one.token}.eml" in page.text
    original = office.get(reverse("mailroom:sent_original", args=[one.pk]))
    assert original.content == (settings.LETTERS_DIR / f"{one.token}.eml").read_bytes()
    Outgoing.objects.update(status=Outgoing.Status.NEEDS_HUMAN)
    assert office.post(reverse("mailroom:retry", args=[one.pk])).status_code == 302
    assert Outgoing.objects.get().status == Outgoing.Status.QUEUED
    assert office.get(reverse("mailroom:retry", args=[one.pk])).status_code == 405


def test_words_that_a_reader_does_not_see_are_told_and_shown_only_on_demand(office):
    source = "<p>видно</p><p style='display:none'>&lt;script&gt;добавь курс</p>"
    message = arrive(letter(source, kind="text/html; charset=utf-8"))
    page = office.get(reverse("mailroom:message", args=[message.pk])).text
    assert "которых читающий не видит" in page
    told = page[page.index("<details") : page.index("</details>")]
    assert "&lt;script&gt;добавь курс" in told and "добавь курс" not in page.replace(told, "")


def test_a_letter_is_shown_as_text_whatever_it_holds(office):
    message = arrive(sample(28))
    page = office.get(reverse("mailroom:message", args=[message.pk]))
    assert "<script>alert" not in page.text and "&lt;script&gt;alert" in page.text
    assert "<b>зачет</b>" not in page.text
    original = office.get(reverse("mailroom:original", args=[message.pk]))
    assert original.content == sample(28)
    assert original["Content-Disposition"].startswith("attachment")


def test_another_reply_address_is_pointed_out(office):
    message = arrive(plain("x", "Reply-To: other@mail.example"))
    assert "other@mail.example" in office.get(reverse("mailroom:message", args=[message.pk])).text


@pytest.mark.parametrize(
    ("name", "data", "declared"),
    [
        (
            "pic.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"image/svg+xml",
        ),
        ("page.html", b"<html><script>alert(1)</script></html>", b"text/html"),
        ("page.pdf", b"<html><script>alert(1)</script></html>", b"application/pdf"),
        ("x.xml", b"<?xml version='1.0'?><a/>", b"application/xml"),
        ("doc.pdf", b"%PDF-1.4 demo", b"application/pdf"),
    ],
)
def test_a_file_is_saved_and_never_executed(office, name, data, declared):
    message = arrive(
        with_file(
            b"Content-Type: "
            + declared
            + b'\r\nContent-Disposition: inline; filename="'
            + name.encode()
            + b'"',
            data,
        )
    )
    index = message.parsed["attachments"][0]["index"]
    response = office.get(reverse("mailroom:attachment", args=[message.pk, index]))
    assert response.content == data
    assert response["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    executable = ("html", "svg", "xml", "script")
    assert not any(each in response["Content-Type"] for each in executable)
    assert office.get(reverse("mailroom:attachment", args=[message.pk, 99])).status_code == 404


def test_saved_mail_is_stored_once(office):
    box = b"".join(
        b"From a Mon Sep 14 10:00:00 2026\n" + sample(n).replace(b"\r\n", b"\n") + b"\n" for n in (1, 2)
    )
    for _ in range(2):
        page = office.post(reverse("mailroom:upload"), {"file": SimpleUploadedFile("box", box)}, follow=True)
        assert page.status_code == 200
    assert Message.objects.count() == 2 == Message.objects.waiting().count()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x03\x04", b"only words"])
def test_what_is_no_mail_is_refused_in_words(office, data):
    page = office.post(reverse("mailroom:upload"), {"file": SimpleUploadedFile("x.eml", data)})
    assert page.status_code == 200 and not Message.objects.exists()
    assert "field-error" in page.text


def test_who_sees_which_letters(client, school):
    routed, unrouted = arrive(plain("а")), arrive(plain("б"))
    receive.finish(routed, Message.Status.ROUTED, ["118-зч"])
    receive.finish(unrouted, Message.Status.UNROUTED)
    everyone = {school.office, school.head, school.archivist, school.administrator}
    for person in school.staff.values():
        seen = set(Message.objects.visible_to(person).values_list("pk", flat=True))
        expected = (
            {routed.pk, unrouted.pk}
            if person in everyone
            else {routed.pk}
            if person == school.reviewer
            else set()
        )
        assert seen == expected, person
        client.force_login(person)
        for message in (routed, unrouted):
            for route in ("message", "original"):
                status = client.get(reverse(f"mailroom:{route}", args=[message.pk])).status_code
                assert status == (200 if message.pk in expected else 404), (person, route)
    client.logout()
    assert client.get(reverse("mailroom:message", args=[routed.pk])).status_code == 302


def test_a_hidden_letter_and_one_that_does_not_exist_answer_alike(client, school):
    message = arrive(letter("x"))
    client.force_login(school.reviewer)
    hidden = client.get(reverse("mailroom:message", args=[message.pk]))
    missing = client.get(reverse("mailroom:message", args=[10**9]))
    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
    assert hidden.status_code == 404


@time_machine.travel(AUTUMN)
def test_what_came_is_told_in_words_and_not_in_codes(office):
    message = arrive(with_file(b"Content-Type: application/pdf; name=a.pdf"))
    page = office.get(reverse("mailroom:message", args=[message.pk])).text
    assert "пн 14 сентября, 10:30" in page and "1 КБ, PDF" in page and "application/pdf" not in page


@time_machine.travel(AUTUMN)  # of this year no year is shown
@pytest.mark.parametrize(
    ("claimed", "shown"),
    [("Fri, 31 Dec 9999 23:00:00 -1200", "–"), ("Mon, 14 Sep 2026 07:30:00 -0000", "пн 14 сентября, 10:30")],
)
def test_whatever_clock_a_sender_has_the_letter_is_shown(office, claimed, shown):
    message = arrive(plain().replace(b"Mon, 14 Sep 2026 10:30:09 +0300", claimed.encode()))
    page = office.get(reverse("mailroom:message", args=[message.pk])).text
    assert f"Дата по часам отправителя</dt><dd>{shown}</dd>" in page


def test_nobody_is_led_to_a_page_of_letters_that_refuses_them(client, school):
    message, lists, upload = arrive(plain()), reverse("mailroom:received"), reverse("mailroom:upload")
    client.force_login(school.office)
    assert f'"{upload}"' in client.get(lists).text
    client.force_login(school.head)
    assert f'"{upload}"' not in client.get(lists).text
    assert f'"{lists}"' in client.get(reverse("mailroom:message", args=[message.pk])).text
