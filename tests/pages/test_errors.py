"""Pages that nobody asked for: every refusal has its status, its words, and gives nothing away."""

import errno
import re
from pathlib import Path

import pytest
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client

from config import access
from storage.remote import Unavailable
from tests.browser import PHONE, follow, shoot, troubles

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture
def quiet() -> Client:
    """A client that takes an error page instead of the exception."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("forbidden", 403, "Это не для вас"),
        ("strange", 400, "Запрос не удалось прочитать"),
        ("large", 413, "Слишком много за один раз"),
        ("broken", 500, "Ошибка на нашей стороне"),
        ("nowhere", 404, "Такой страницы нет"),
    ],
)
def test_a_refusal_has_its_status_and_its_words(samples, quiet, name, status, words):
    answer = quiet.get(f"/sample/{name}/")
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "Северный ветер" in answer.content.decode() or status == 500


@pytest.mark.parametrize("address", ["/derived/%00/", "/verify/sha256/?sha256=%00", "/cases/?%00=1"])
def test_an_address_with_a_nul_is_refused_before_any_database_sees_it(samples, quiet, address):
    answer = quiet.get(address)
    assert answer.status_code == 400 and "Запрос не удалось прочитать" in answer.content.decode()


def test_an_undeclared_route_and_a_missing_page_answer_alike(samples, quiet, monkeypatch):
    missing = quiet.get("/sample/nowhere/").content
    monkeypatch.delitem(access.TABLE, "staff")
    assert quiet.get("/sample/staff/").content == missing


def test_the_page_of_the_last_resort_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        page = render_to_string("500.html")
    assert "Ошибка на нашей стороне" in page


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("database is locked"), 503, "Сейчас ничего не записать"),
        (OSError(errno.ENOSPC, "No space left on device"), 503, "Отправленное сейчас не принято"),
        (OSError(errno.ENOENT, "No such file"), 500, "Ошибка на нашей стороне"),
        (Unavailable("s3://papers: no answer"), 503, "Хранилище файлов не отвечает"),
    ],
)
def test_what_was_typed_comes_back_when_the_machine_takes_nothing(
    samples, quiet, monkeypatch, error, status, words
):
    def broken(self, request, *_given, **_named):
        raise error

    monkeypatch.setattr("django.contrib.auth.views.LoginView.form_invalid", broken)
    sent = {"username": "Тарасова <мама>", "password": "тайна", "next": "/cases/", "rows-TOTAL_FORMS": "k-1"}
    answer = quiet.post("/sign-in/", sent)
    page = answer.content.decode()
    assert answer.status_code == status and answer.has_header("Retry-After") == (status == 503)
    assert words in page and "Тарасова &lt;мама&gt;" in page and "тайна" not in page and "k-1" not in page


def test_a_form_without_its_token_is_refused_in_the_schools_look(samples):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in/", {"username": "lapina"})
    assert answer.status_code == 403
    assert "Страница слишком долго была открыта" in answer.content.decode()


def test_too_many_wrong_passwords_bring_the_resting_page(samples, settings, quiet):
    settings.AXES_FAILURE_LIMIT = 2
    for _attempt in range(2):
        answer = quiet.post("/sign-in/", {"username": "lapina", "password": "guess"})
    assert answer.status_code == 429
    assert "Вход отдыхает" in answer.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_sign_in_walks_from_a_wrong_password_to_the_right_one_and_out(samples, browse):
    page = browse("/sign-in/?next=/sample/staff/", PHONE)
    page.get_by_label("Имя пользователя").fill("lapina")
    page.get_by_label("Пароль", exact=True).fill("не тот")
    follow(page.get_by_role("button", name="Войти"))
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Имя пользователя").input_value() == "lapina"
    shoot(page, "sign-in-error")
    assert troubles(page) == []
    page.get_by_label("Пароль", exact=True).fill("severny-veter-2026")
    follow(page.get_by_role("button", name="Войти"))
    assert page.url.endswith("/sample/staff/")
    page.set_viewport_size({"width": 1280, "height": 900})
    follow(page.get_by_role("button", name="Выйти"))
    assert page.url.endswith("/sign-in/")


def test_every_form_that_is_sent_names_its_page():
    """Without that the address goes with its fragment: the answer shows that place, not what has to be mended."""
    bare = [
        path.name
        for path in TEMPLATES.rglob("*.html")
        for form in re.findall(r'<form [^>]*method="post"[^>]*', path.read_text())
        if "action=" not in form
    ]
    assert bare == []
