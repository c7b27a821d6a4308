"""Anybody checks a file on a page: an employer with a diploma, a parent with a decision, a forger with a guess."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from storage import blobs
from tests.documents.verification import attacks
from tests.documents.verification.test_known import issue
from workflows.views import verify

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
    assert "Печать создана самой этой системой" in page
    assert "Тарасов" not in page and version.sha256 not in page


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        (attacks.one_byte_of_the_page, "Файл изменён"),
        (attacks.a_page_added, "Страницы изменены"),
        (attacks.junk_appended, "К файлу что-то дописано"),
        (attacks.another_title, "Документ изменён после заверения"),
        (attacks.the_seal_stripped, "В файле нет печати"),
        (attacks.stripped_and_sealed_by_another, "A workshop of diplomas"),
        (attacks.the_end_cut_off, "Файл неполный"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_the_page_names_what_was_done_to_the_file(school, client, attack, words):
    page = checked(client, attack(blobs.get(issue().sha256)))
    assert words in page and "подлинный" not in page


def test_files_of_any_kind_are_answered(school, client):
    assert "Это не PDF" in checked(client, b"a letter")
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
    assert "Проверить документ" in client.get("/verify/").content.decode()
