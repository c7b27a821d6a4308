"""Anybody checks a file on a page: an employer with a diploma, a parent with a decision, a forger with a guess."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from storage import blobs
from tests.documents.verification import attacks
from tests.documents.verification.test_judging import a_strange_pdf
from tests.documents.verification.test_known import issue
from workflows.views import verify
from workflows.views.verdicts import VERDICTS

OWN_SEAL = "удостоверяющий центр её не подтверждал"

pytestmark = pytest.mark.django_db


def checked(client, content: bytes, status: int = 200) -> str:
    """The words of the page after the file was sent."""
    answer = client.post("/verify/", {"file": SimpleUploadedFile("бумага.pdf", content)})
    assert answer.status_code == status
    return answer.content.decode()


def test_a_stranger_sees_that_a_paper_is_genuine(school, client):
    version = issue()
    page = checked(client, blobs.get(version.sha256))
    assert "Документ подлинный и действует" in page and "118-зч/Р" in page and "25.11.2026" in page
    assert OWN_SEAL in page and "Не принимайте" not in page
    assert "Тарасов" not in page and version.sha256 not in page


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        (attacks.one_byte_of_the_page, "Файл изменён"),
        (attacks.a_page_added, "Страницы изменены"),
        (attacks.junk_appended, "К файлу что-то дописано"),
        (attacks.another_title, "Документ изменён после заверения"),
        (attacks.the_seal_stripped, "В файле нет печати"),
        (attacks.stripped_and_sealed_by_another, "A workshop of diplomas (так она назвала себя сама)"),
        (attacks.sealed_by_another_with_our_certificate_in_front, "Чужая печать"),
        (attacks.the_end_cut_off, "Файл неполный"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_the_page_names_what_was_done_to_the_file(school, client, attack, words):
    page = checked(client, attack(blobs.get(issue().sha256)))
    assert words in page and "подлинный" not in page and OWN_SEAL not in page
    assert ("Не принимайте этот файл" in page) == (attack is not attacks.the_end_cut_off)


def test_files_of_any_kind_are_answered(school, client):
    assert "Это не PDF" in checked(client, b"a letter")
    scan = checked(client, a_strange_pdf())
    assert (
        "печать есть только в нём" in scan and school.profile.email in scan and school.profile.phone in scan
    )
    assert "Файл не читается" in checked(client, b"%PDF-1.7" + bytes(500))


def test_nothing_is_stored(school, client, settings):
    checked(client, b"%PDF-1.7 a stranger's paper")
    assert not settings.FILES_DIR.exists()


def test_without_a_file_the_field_says_so(school, client):
    answer = client.post("/verify/", {})
    assert answer.status_code == 422 and "Обязательное поле" in answer.content.decode()


def test_who_sends_very_many_files_waits(school, client, monkeypatch):
    monkeypatch.setattr(verify, "MOST", 2)
    monkeypatch.setattr(verify.public_limits, "place", lambda request: "place-of-this-test")
    assert all(checked(client, b"a letter") for _ in range(2))
    assert "Попробуйте позже" in checked(client, b"a letter", status=429)


def test_the_page_of_sign_in_leads_there(school, client):
    assert 'href="/verify/"' in client.get("/sign-in/").content.decode()
    assert 'href="/verify/how/"' in client.get("/verify/").content.decode()
    assert "Как проверить документ" in client.get("/verify/how/").content.decode()


def test_the_document_for_strangers_names_every_verdict_by_the_heading_of_the_page(settings):
    text = (settings.BASE_DIR / "docs" / "verify.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    for verdict, words in VERDICTS.items():
        assert any(f"`{verdict}`" in row and f"«{words.title}»" in row for row in rows), verdict
