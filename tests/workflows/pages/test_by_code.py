"""Behind the QR code: an employer learns whether the paper stands, a guesser learns nothing, nobody reads marks."""

from dataclasses import fields

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents import checking, making
from documents.models import Code, VersionStatus
from documents.verification import known
from tests.documents.snapshots import decision, example
from tests.documents.test_making import reserve
from tests.documents.verification.test_known import issue
from workflows.cases.models import Asked
from workflows.cases.papers import frame
from workflows.views import by_code, by_hash

pytestmark = pytest.mark.django_db
Status = VersionStatus.Status
WRONG = "Документа с таким кодом нет"


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
        "По коду на бумаге",
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


def near(good: str) -> list[str]:
    """A real code with one sign changed at each place, cut at each place, and with a sign more."""
    signs = checking.ALPHABET
    others = [signs[(signs.index(each) + 1 + at) % len(signs)] for at, each in enumerate(good)]
    changed = [good[:at] + other + good[at + 1 :] for at, other in enumerate(others)]
    assert good not in changed
    return [
        *changed,
        *(good[:at] for at in range(1, 16)),
        f"{good}0",
        f"0{good}",
        good[::-1],
        good[8:] + good[:8],
    ]


def answer_of(client, code: str) -> tuple:
    """All that a guesser can see of an answer."""
    answer = client.get(f"/v/{code}/")
    return answer.status_code, answer.content, tuple(sorted(answer.headers.items()))


def price_of(client, code: str) -> tuple:
    """What the database was asked for, and how; the counting of questions left out."""
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/v/{code}/")
    shapes = [each["sql"].partition(" WHERE ")[0] for each in asked if "cases_asked" not in each["sql"]]
    return tuple(each for each in shapes if "SAVEPOINT" not in each)


def test_a_thousand_guesses_reveal_nothing(school, client, monkeypatch):
    """Random, one sign off, cut, malformed, without a code: one answer, one price; after the limit one for all."""
    version, bare = coded(), issue()
    good = code_of(version)
    guesses = [
        " ",
        "0" * 16,
        "я" * 16,
        "a/b",
        "x" * 3000,
        "%00",
        "<script>",
        bare.sha256[:16],
        bare.entry.number,
    ]
    guesses += near(good)
    monkeypatch.setattr(by_code, "MOST", 1000 + len(guesses))

    prices = {price_of(client, each) for each in guesses}
    assert len(prices) == 1 and sum("documents_version" in sql for sql in prices.pop()) == 1
    guesses += [checking.fresh() for _ in range(1000 - len(guesses))]
    seen = {answer_of(client, each) for each in guesses}

    assert len(seen) == 1
    status, body, headers = seen.pop()
    assert status == 404 and WRONG in body.decode()
    assert not {"Set-Cookie", "ETag", "Last-Modified"} & set(dict(headers))
    too_many = {answer_of(client, each) for each in (good, *near(good)[:3], checking.fresh())}
    assert len(too_many) == 1 and too_many.pop()[0] == 429
    assert client.get(f"/v/{good}/", REMOTE_ADDR="203.0.113.7").status_code == 200  # from elsewhere


def test_all_processes_count_together_and_an_hour_later_anew(school, client, monkeypatch):
    """Nothing is kept in the process: the row alone says how often a place has asked."""
    monkeypatch.setattr(by_code, "MOST", 2)
    codes = [client.get(f"/v/{checking.fresh()}/").status_code for _ in range(3)]
    row = Asked.objects.get()
    assert codes == [404, 404, 429] and (row.count, row.what) == (2, "wrong-code")
    assert len(row.place) == 64 and "127.0.0.1" not in row.place
    Asked.objects.update(until=timezone.now())
    Asked.objects.create(what="hash", place="of yesterday", until=timezone.now())
    assert client.get(f"/v/{checking.fresh()}/").status_code == 404
    assert Asked.objects.get().count == 1


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
        page = client.get(ask, {"sha256": nonsense}).content.decode()
        assert "По вашему файлу" in page and "В реестре такого файла нет" in page


def test_whoever_has_our_files_may_ask_about_them_and_a_guesser_waits(school, client, monkeypatch):
    monkeypatch.setattr(by_hash, "MOST", 1)
    known, unknown = {"sha256": coded().sha256}, {"sha256": "a" * 64}
    asked = [known, known, unknown, unknown, known]
    assert [client.get("/verify/sha256/", each).status_code for each in asked] == [200, 200, 200, 429, 429]


def test_certificates_on_blanks_carry_no_code(school):
    class Case:
        number = "1-пн"

    assert "check_at" not in frame(Case(), "reward_certificate", "Грамота", {})
    assert frame(Case(), "credit_decision", "Решение", {})["check_at"].endswith("/v/")
