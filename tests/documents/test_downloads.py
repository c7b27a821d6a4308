"""Files leave as downloads that no browser executes (test 14), and only to those who may see them."""

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from documents import incoming
from documents.models import Document, Version
from documents.views import version_view
from organisation.models import User

PAGE = b"<!DOCTYPE html><script>alert(document.cookie)</script>"
DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


def stored(data: bytes, name: str, media_type: str, case_number: str = "") -> Version:
    """A file that came by mail: nothing is refused there."""
    return incoming.store(data, name, media_type, case_number, origin="incoming").latest


@pytest.mark.parametrize(
    ("data", "name", "media_type", "sent_as"),
    [
        (PAGE, "page.html", "text/html", "application/octet-stream"),
        (DRAWING, "drawing.svg", "image/svg+xml", "application/octet-stream"),
        (b"%PDF-1.4", "Справка.pdf", "application/pdf", "application/pdf"),
        (b"x", "a.pdf", "text/html; charset=utf-8\r\nX: 1", "application/octet-stream"),
    ],
)
def test_every_file_is_a_download(school, client, data, name, media_type, sent_as):
    client.force_login(school.office, "django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("documents:version", args=[stored(data, name, media_type).pk]))
    assert answer.content == data
    assert answer["Content-Type"] == sent_as
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "no-store"


def test_a_name_cannot_add_a_header(school, client):
    client.force_login(school.office, "django.contrib.auth.backends.ModelBackend")
    version = stored(b"x", 'a.txt"\r\nSet-Cookie: a=b; x="/../é.txt', "text/plain")
    answer = client.get(reverse("documents:version", args=[version.pk]))
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''%C3%A9.txt"
    assert "a" not in answer.cookies


def test_roles_that_work_on_cases_see_files(school, client):
    address = reverse("documents:version", args=[stored(b"x", "a.txt", "text/plain").pk])
    seen = {}
    for role, user in school.staff.items():
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        seen[role] = client.get(address).status_code
    assert seen == {role: 404 if role == "administrator" else 200 for role in school.staff}
    client.logout()
    assert client.get(address).status_code == 302


def test_a_missing_and_a_foreign_file_answer_alike(school, client):
    client.force_login(school.reviewer, "django.contrib.auth.backends.ModelBackend")
    foreign = stored(b"x", "a.txt", "text/plain", case_number="999-зч")
    answers = [client.get(reverse("documents:version", args=[pk])) for pk in (foreign.pk, foreign.pk + 1)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_the_rule_of_what_the_document_belongs_to_is_asked(school):
    version = stored(b"x", "a.txt", "text/plain", case_number="118-зч")
    asked: list[tuple[User, Document]] = []

    def may_read(user: User, document: Document) -> bool:
        asked.append((user, document))
        return user == school.head

    request = RequestFactory().get("/")
    for user, status in ((school.head, 200), (school.reviewer, 404)):
        request.user = user
        if status == 200:
            assert version_view(may_read)(request, pk=version.pk).status_code == 200
        else:
            with pytest.raises(Http404):
                version_view(may_read)(request, pk=version.pk)
    assert asked == [(school.head, version.document), (school.reviewer, version.document)]


def test_a_file_is_only_read(school, client):
    client.force_login(school.office, "django.contrib.auth.backends.ModelBackend")
    address = reverse("documents:version", args=[stored(b"x", "a.txt", "text/plain").pk])
    assert client.post(address).status_code == 405
