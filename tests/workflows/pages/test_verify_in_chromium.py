"""The page of checking in a browser, wide and narrow: nothing hurts, and a file is judged without scripts."""

import pytest

from documents.models import Code
from storage import blobs
from tests.browser import PHONE, WIDE, browse, chromium, follow, shoot, troubles  # noqa: F401  # fixtures
from tests.documents.snapshots import example
from tests.documents.verification.test_known import issue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_paper_is_checked_on_a_desk_and_on_a_phone(school, browse):  # noqa: F811
    paper = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": blobs.get(issue().sha256)}
    for width, javascript in ((WIDE, True), (PHONE, True), (PHONE, False)):
        page = browse("/verify/", width, javascript=javascript)
        page.set_input_files("input[type=file]", paper)
        follow(page.locator("main button").first)
        assert page.locator("#verdict-title").inner_text() == "Документ подлинный и действует"
        if javascript:
            assert troubles(page) == []


def test_a_dropped_file_is_hashed_here_and_not_sent(school, browse):  # noqa: F811
    version = issue({**example(), "check_at": "https://school.example/v/"})
    content = blobs.get(version.sha256)
    paper = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": content}
    for width in (WIDE, PHONE):
        page = browse(f"/v/{Code.objects.get().code}/", width)
        sent = []
        page.on("request", lambda request, sent=sent: sent.append((request.method, request.post_data_buffer)))
        assert page.locator("#verdict-title").inner_text() == "Такой документ выдан и действует"
        page.set_input_files("input[type=file]", paper)
        page.get_by_text("Это тот самый документ").wait_for()
        page.set_input_files("input[type=file]", {**paper, "buffer": content + b" "})
        page.get_by_text("В реестре такого файла нет").wait_for()
        assert {method for method, _ in sent} == {"GET"} and not any(body for _, body in sent)
        assert troubles(page) == []
        shoot(page, "code")
        follow(page.locator("main button").first)
        assert page.locator("#verdict-title").inner_text() == "К файлу что-то дописано"
