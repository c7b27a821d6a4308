"""The director signs with a provider of their own: what leaves, what waits, what is refused, what a reader checks."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.detached import openssl
from documents.models import DetachedSignature, Document, Version
from documents.verification import known
from journal import rows
from mailroom.models import Outgoing
from organisation.roles import Role
from storage import blobs
from tests.append_only import without_triggers
from tests.builders import a_user, amend_profile
from tests.documents.detached.provider import an_authority
from tests.workflows.pages import stories
from workflows import health, retention
from workflows.cases import decisions, door, tracking, tracking_page
from workflows.cases.models import Link
from workflows.credit.description import CREDIT
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """Of GOST keys."""
    return an_authority(tmp_path_factory.mktemp("authority"), called="УЦ «Пример»")


@pytest.fixture(scope="module")
def director(authority):
    """The head of the demo school."""
    return authority.person("head", "Жарков", "Андрей Павлович")


@pytest.fixture
def office(school):
    """The office at its browser."""
    client = Client()
    client.force_login(school.office, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def case(school):
    """Decided; the profile asks for the director's qualified signature."""
    amend_profile(signing={"decision.credit": "qualified"})
    case = stories.at_decision(stories.apply_for(stories.a_family(school)), school.reviewer)
    return decisions.act(case, "approve_partly", school.head)


def paper_of(case) -> Version:
    return Document.objects.get(case_number=case.number, kind="credit_decision").latest


def send(client, case, signature: bytes, assured: str = ""):
    """Post the form as the page has it."""
    given = {
        "version": CreditApplication.objects.get(pk=case.pk).version,
        f"signature_{paper_of(case).pk}": SimpleUploadedFile("решение.sig", signature),
        "assured": assured,
    }
    return client.post(f"/credit/{case.number}/act/sign/", given)


def by_command(case, folder, signature: bytes, *more: str) -> tuple[int, dict]:
    """Exit code and answer of the command that does the same."""
    file, out, code = folder / "решение.sig", io.StringIO(), 0
    file.write_bytes(signature)
    try:
        call_command("sign", case.number, str(file), "--as", "zharkov", *more, stdout=out)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, json.loads(out.getvalue())


def decision_letters(case) -> list[Outgoing]:
    return list(Outgoing.objects.filter(case_number=case.number, purpose="decision"))


def test_the_packet_waits_leaves_with_the_signature_and_is_checked_by_whoever_gets_it(
    case, office, director, authority, settings, tmp_path
):
    settings.SIGNATURE_TRUST = authority.trusted_in(tmp_path / "trust")
    paper = paper_of(case)
    content, token = (
        blobs.get(paper.sha256),
        tracking.new_url(case, Link.Purpose.TRACK).rstrip("/").rpartition("/")[2],
    )
    page = office.get(f"/credit/{case.number}/").content.decode()
    link = reverse("documents:version", args=[paper.pk])
    assert f'href="{link}"' in page and "Записать подпись" in page and 'type="date"' not in page
    assert office.get(link).content == content
    assert not decision_letters(case) and known.find(paper.sha256).standing == "awaits_signature"
    assert not tracking_page.open_papers(case, CREDIT.tracking)

    signature = director.sign(content)
    code, told = by_command(case, tmp_path, signature)
    assert (code, told["moved"], told["signatures"][0]["paper"]) == (0, True, paper.filename)
    row = DetachedSignature.objects.get()
    assert (row.standing, row.signer, row.doubts, row.assured) == (
        "qualified",
        "Жарков Андрей Павлович",
        ["revocation_not_checked"],
        "",
    )
    assert blobs.get(row.file.sha256) == signature
    assert known.find(paper.sha256).standing == "valid"
    (letter,) = decision_letters(case)
    assert "файл электронной подписи (.sig)" in letter.text
    name = paper.filename
    assert [each["filename"] for each in letter.attachments] == [name, f"{name}.sig"]
    assert Client().get(f"/track/{token}/paper-1.pdf").content == signature
    page = office.get(f"/credit/{case.number}/").content.decode()
    assert "верна, квалифицированная" in page and "Жарков Андрей Павлович" in page
    assert [each.sha256 for each in retention.stored(case.number)].count(row.file.sha256) == 1

    kept = tmp_path / name
    kept.write_bytes(content)
    kept.with_name(f"{name}.sig").write_bytes(signature)
    out = io.StringIO()
    call_command("verify", str(kept), stdout=out)
    told = json.loads(out.getvalue())["signature"]
    assert (told["mathematics"], told["standing"], told["file"]) == ("valid", "qualified", f"{kept}.sig")
    files = {"file": SimpleUploadedFile(name, content), "signature": SimpleUploadedFile("s.sig", signature)}
    page = Client().post("/verify/", files).content.decode()
    assert "подлинный" in page and "Квалифицированная: за сертификатом" in page

    a_user(Role.ARCHIVIST, username="keeper")
    call_command(
        "archive", "package", str(tmp_path), "--year", str(timezone.now().year), "--as", "keeper", stdout=out
    )
    lines = (tmp_path / f"year-{timezone.now().year}" / "data" / "papers.jsonl").read_text().splitlines()
    (line,) = [each for each in map(json.loads, lines) if each["signs"]]
    assert (
        line["signs"] == paper.sha256
        and line["sha256"] == row.file.sha256
        and line["file"].endswith(".pdf.sig")
    )


def test_what_does_not_hold_is_refused_in_words_and_what_nobody_can_tell_is_vouched_for(
    school, case, office, director, authority, tmp_path
):
    content = blobs.get(paper_of(case).sha256)
    for signature, words in (
        (director.sign(content + b"\n"), "подписан другой файл или файл изменён. Жарков Андрей Павлович"),
        (director.sign(content, "-nodetach"), "Нужна отсоединённая подпись"),
        (b"signed, believe me", "Это не файл подписи"),
        (director.sign(content), "списка доверенных удостоверяющих центров здесь нет"),
    ):
        answer = send(office, case, signature)
        assert answer.status_code == 422 and words in answer.content.decode()
    assert not DetachedSignature.objects.exists() and not decision_letters(case)
    assert not Document.objects.filter(kind="signature").exists()
    code, told = by_command(case, tmp_path, director.sign(content))
    assert (code, told["moved"], told["signatures"][0]["standing"]) == (1, False, "no_list")
    data = {"version": CreditApplication.objects.get(pk=case.pk).version}
    assert office.post(f"/credit/{case.number}/act/sign/", data).status_code == 422
    with pytest.raises(door.Invalid):
        door.move(case, "sign", school.office, signed_on="2026-11-28")

    signature = authority.person("deputy", "Бойко", "Инна Сергеевна").sign(content)
    answer = send(office, case, signature, assured="проверена на портале госуслуг 28.11")
    page = office.get(answer["Location"]).content.decode()
    assert "В сертификате назван подписавший Бойко Инна Сергеевна" in page
    row = DetachedSignature.objects.get()
    assert (row.standing, row.doubts) == ("no_list", ["other_name"])
    assert (
        "верна, издатель здесь неизвестен; проверена на портале госуслуг 28.11; не на имя руководителя"
        in page
    )
    assert len(decision_letters(case)) == 1
    second_tab = office.post(f"/credit/{case.number}/act/sign/", data)
    assert second_tab.status_code == 409 and "записывает подпись" in second_tab.content.decode()

    table = DetachedSignature._meta.db_table
    for statement in (f"UPDATE {table} SET signer = 'Жарков'", f"DELETE FROM {table}"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert not list(rows.bad())
    with transaction.atomic(), without_triggers(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET signer = 'Жарков Андрей Павлович'")
    assert [each.table for each in rows.bad()] == ["documents.detachedsignature"]


def test_an_answer_on_paper_is_handed_over_with_its_signature(case, office, director):
    CreditApplication.objects.filter(pk=case.pk).update(channel="counter", applicant_email="")
    address = f"/credit/{case.number}/"
    page = office.get(address).content.decode()
    assert "После этого ответ ждёт вручения" in page and "Письмо уйдёт сейчас" not in page
    send(office, case, director.sign(blobs.get(paper_of(case).sha256)), assured="проверена на портале")
    assert "отдайте оба файла" in office.get(address).content.decode() and not decision_letters(case)


def test_the_board_says_beforehand_that_signatures_cannot_be_checked(school, monkeypatch):
    monkeypatch.setattr(openssl, "missing", lambda: "no_gost")
    title = "Квалифицированные подписи проверить нельзя"
    assert title not in [str(each.title) for each in health.signs()]
    amend_profile(signing={"order.reward": "qualified"})
    assert title in [str(each.title) for each in health.signs()]
