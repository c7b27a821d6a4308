"""Which case a reply belongs to, and what a forger cannot do."""

import pytest

from mailroom import outbox
from tests.mailroom.post import answer, arrive, plain

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _school(school):
    return school


def test_a_reply_is_known_by_the_address_it_was_sent_to():
    letter = answer()
    for raw, rcpt in (
        (plain("а"), f"zayavka+{letter.token}@sever.example"),
        (
            plain("б").replace(b"To: zayavka@", f"To: zayavka+{letter.token.upper()}@".encode()),
            "zayavka@sever.example",
        ),
        (plain("в", f"Delivered-To: zayavka+{letter.token}@sever.example"), "zayavka@sever.example"),
    ):
        assert outbox.thread_of(arrive(raw, rcpt=rcpt)) == "118-зч"


def test_a_reply_is_known_by_the_letter_it_answers():
    letter = answer()
    assert outbox.thread_of(arrive(plain("а", f"In-Reply-To: {letter.message_id}"))) == "118-зч"
    assert outbox.thread_of(arrive(plain("б", f"References: <x@y.example> {letter.message_id}"))) == "118-зч"


def test_a_number_in_the_subject_counts_only_from_those_we_wrote_to():
    answer()
    subject = "Re: Заявление получено [118-зч]"
    known = plain("а", subject=subject)
    assert outbox.thread_of(arrive(known)) == "118-зч"
    forged = plain("б", subject=subject).replace(b"anna@mail.example", b"evil@mail.example")
    assert outbox.thread_of(arrive(forged)) is None


def test_a_foreign_token_or_number_leads_nowhere():
    answer()
    assert outbox.thread_of(arrive(plain("а"), rcpt="zayavka+aaaaaaaaaaaaaaaaaaaaaaaa@sever.example")) is None
    assert outbox.thread_of(arrive(plain("б", subject="Re: [999-зч]"))) is None
    assert outbox.thread_of(arrive(plain("в"))) is None
    assert outbox.thread_of(arrive(plain("г", "In-Reply-To: <ack@other.example>"))) is None
