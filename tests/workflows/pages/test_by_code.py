"""Behind the QR code: an employer learns whether the paper stands, a guesser learns nothing, nobody reads marks."""

from dataclasses import fields

import pytest
from django.core.cache import cache

from documents import making
from documents.models import Code, VersionStatus
from documents.verification import known
from tests.documents.snapshots import decision, example
from tests.documents.test_making import reserve
from tests.documents.verification.test_known import issue
from workflows.cases.papers import frame
from workflows.views import by_code

pytestmark = pytest.mark.django_db
Status = VersionStatus.Status
WRONG = "Документа с таким кодом нет"


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    cache.clear()
    yield
    cache.clear()


def coded(**data):
    """An issued decision with a code on it."""
    return issue({**decision(**data), "check_at": "https://school.example/v/"})


def code_of(version) -> str:
    return Code.objects.get(entry=version.entry).code


def test_the_page_says_number_date_kind_version_initials_and_nothing_more(school, client):
    told = {field.name for field in fields(known.Paper)}
    made_of = {"how", "of", "duplicate"}  # of a copy: what is told of its master
    assert told == {"standing", "number", "date", "kind", "version", "name", "sha256"} | made_of
    version = coded()
    page = client.get(f"/v/{code_of(version).upper()}/").content.decode()
    for words in (
        "Такой документ выдан и действует",
        "118-зч/Р",
        "25.11.2026",
        "Решение о зачёте",
        "Т*** К*** Д***",
    ):
        assert words in page
    assert "Бумажная копия доказывает только то, что такая запись есть" in page
    data = example()["data"]
    secrets = [data["student"]["full_name"], data["addressee"]["email"], "Тарасов", "Кирилл", version.sha256]
    secrets += [line["claimed"]["title"] for line in data["lines"]] + [data["outcome_words"], "118-зч<"]
    assert [each for each in secrets if each in page] == []


def test_the_page_follows_what_becomes_of_the_paper(school, client):
    first = coded()
    second = issue({**decision(), "check_at": "https://school.example/v/"}, document=first.document)
    assert "Документ заменён" in client.get(f"/v/{code_of(first)}/").content.decode()
    assert "действует" in client.get(f"/v/{code_of(second)}/").content.decode()
    making.set_status(second, Status.REVOKED, actor_id=None, reason="выдан по ошибке")
    page = client.get(f"/v/{code_of(second)}/").content.decode()
    assert "Документ отозван" in page and "по ошибке" not in page


def test_a_paper_that_is_being_made_is_not_known_yet(school, client):
    version = coded()
    waiting = Code.objects.create(code="z" * 16, entry=reserve(example()))
    assert client.get(f"/v/{waiting.code}/").status_code == 404
    assert client.get(f"/v/{code_of(version)}/").status_code == 200


def test_a_thousand_guesses_reveal_nothing(school, client, monkeypatch):
    """Unknown, malformed, without a code, half right: the same bytes; after the limit one answer for all."""
    version, bare = coded(), issue()
    good = code_of(version)
    guesses = [
        good[:15] + ("0" if good[15] != "0" else "1"),
        good[:-1],
        "",
        "0" * 16,
        "я" * 16,
        "a/b",
        "x" * 3000,
    ]
    guesses += [bare.sha256[:16], bare.entry.number, f"{good}0", "%00", "<script>"]
    monkeypatch.setattr(by_code, "MOST", 2000)
    answers = [client.get(f"/v/{each or ' '}/") for each in guesses]
    bodies = {(answer.status_code, answer.content) for answer in answers}
    assert len(bodies) == 1 and WRONG in answers[0].content.decode()
    heads = {tuple(sorted(answer.headers.items())) for answer in answers}
    assert len(heads) == 1
    seen = {client.get(f"/v/{n:016d}/").content for n in range(1000 - len(guesses))}
    assert seen == {answers[0].content}
    monkeypatch.setattr(by_code, "MOST", 1000)
    assert {client.get(f"/v/{each}/").status_code for each in (good, "0" * 16)} == {429}


def test_readers_of_good_codes_never_wait(school, client, monkeypatch):
    monkeypatch.setattr(by_code, "MOST", 1)
    code = code_of(coded())
    assert {client.get(f"/v/{code}/").status_code for _ in range(5)} == {200}


def test_the_register_is_asked_by_the_hash_alone(school, client):
    first, second = coded(), coded()
    ask = "/verify/sha256/"
    page = client.get(ask, {"sha256": first.sha256.upper(), "code": code_of(first)}).content.decode()
    assert "Документ подлинный" in page and "Это тот самый документ" in page and "Т*** К*** Д***" in page
    page = client.get(ask, {"sha256": second.sha256, "code": code_of(first)}).content.decode()
    assert "Это другой документ" in page
    for nonsense in ("", "a" * 64, "1' OR 1=1", "z" * 5000):
        assert "В реестре такого файла нет" in client.get(ask, {"sha256": nonsense}).content.decode()


def test_certificates_on_blanks_carry_no_code(school):
    class Case:
        number = "1-пн"

    assert "check_at" not in frame(Case(), "reward_certificate", "Грамота", {})
    assert frame(Case(), "credit_decision", "Решение", {})["check_at"].endswith("/v/")
