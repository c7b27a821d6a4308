"""Mistakes at the form: nothing typed is lost, words stand beside the field, and no garbage brings the page down."""

import logging
import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as trial
from hypothesis import strategies as st

from config.logs import WithoutSecretLinks
from documents.models import Document
from tests.workflows.credit import families
from tests.workflows.credit.families import (
    APPLY,
    COURSES,
    MOTHER,
    application,
    links,
    newest,
    photo,
    rows,
    upload,
)
from workflows.cases import door
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db


class Fields(HTMLParser):
    """The values of a page's fields, and which of them are tied to words of an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.bad: dict[str, str] = {}
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        each = dict(attrs)
        self.ids.add(each.get("id") or "")
        name = each.get("name")
        if tag not in ("input", "select", "textarea") or not name:
            return
        if each.get("type") not in ("radio", "checkbox") or "checked" in each:
            self.values[name] = each.get("value") or ""
        if each.get("aria-invalid") == "true":
            self.bad[name] = each.get("aria-describedby", "")


def send(client, **changed):
    answer = client.post(APPLY, application(**changed))
    return answer, Fields(answer.content.decode())


def test_an_error_keeps_everything_typed_and_stands_beside_its_field(family, client):
    answer, fields = send(
        client,
        applicant_role="student",
        earlier_school="«Вектор» <b>",
        **rows(COURSES[0], ("Веб-дизайн", "пол года", "зачёт", "")),
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and CreditApplication.objects.count() == 0
    assert set(fields.bad) == {"form-1-hours", "form-1-result"}
    for described in fields.bad.values():
        assert set(described.split()) <= fields.ids and "_error" in described
    kept = {
        "applicant_role": "student",
        "applicant_name": "Тарасова Елена Михайловна",
        "applicant_email": MOTHER,
        "student": "Тарасов Кирилл Денисович",
        "student_birth_date": "2013-04-11",
        "earlier_school": "«Вектор» <b>",
        "form-0-title": COURSES[0][0],
        "form-1-title": "Веб-дизайн",
        "form-1-hours": "пол года",
        "once": application()["once"],
    }
    assert {name: fields.values[name] for name in kept} == kept
    assert 'href="#id_form-1-hours"' in page and "Курс 2" in page
    assert "<title>Ошибка" in page and 'role="alert"' in page


def test_chosen_files_have_to_be_chosen_again_and_the_page_says_so_beside_the_field(family, client):
    answer, fields = send(client, student="", attached=photo())
    assert set(fields.bad) == {"student", "attached"}
    assert "Выберите файлы ещё раз" in answer.content.decode()


def test_one_more_course_keeps_everything_and_judges_nothing(family, client):
    answer, fields = send(client, act="more", student="", **rows(("Веб-дизайн", "пол года", "", "")))
    assert answer.status_code == 200 and fields.bad == {}
    assert fields.values["form-TOTAL_FORMS"] == "2"
    assert fields.values["form-0-hours"] == "пол года" and fields.values["form-1-title"] == ""
    assert fields.values["applicant_role"] == "representative"
    assert fields.values["applicant_email"] == MOTHER
    assert fields.values["student_birth_date"] == "2013-04-11"
    assert 'id="course-2"' in answer.content.decode()


def test_one_more_reminds_of_files_and_stops_at_forty(family, client):
    answer, _fields = send(client, act="more", attached=photo())
    assert "Выберите файлы ещё раз" in answer.content.decode()
    answer, fields = send(client, act="more", **rows(*[COURSES[0]] * 39))
    assert fields.values["form-TOTAL_FORMS"] == "40" and 'value="more"' not in answer.content.decode()


def test_rows_that_were_added_and_left_are_no_errors_wherever_they_stand(family, client):
    empty = ("", "", "", "")
    answer, _fields = send(client, **rows(empty, COURSES[0], empty, COURSES[1], empty))
    assert answer.status_code == 200
    lines = CreditApplication.objects.get().lines.all()
    assert [(line.position, line.title) for line in lines] == [(1, COURSES[0][0]), (2, COURSES[1][0])]


def test_no_course_at_all_is_said_at_the_first_row(family, client):
    answer, fields = send(client, **rows(("", "", "", ""), ("", " ", "", "")))
    assert answer.status_code == 422
    assert set(fields.bad) == {"form-0-title", "form-0-hours", "form-0-assessment_form", "form-0-result"}


@pytest.mark.parametrize("count", ["41", "9999", "999999"])
def test_more_than_forty_courses_are_refused_and_not_dropped(family, client, count):
    answer, _fields = send(client, **{**rows(*[COURSES[0]] * 41), "form-TOTAL_FORMS": count})
    assert answer.status_code == 422 and "не больше 40" in answer.content.decode().lower()
    assert CreditApplication.objects.count() == 0


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("72", 72),
        (" 72 ", 72),
        ("72 ч", 72),
        ("72 часа", 72),
        ("34 ак. ч.", 34),
        ("120 академических часов", 120),
    ],
)
def test_hours_may_carry_their_word(family, client, written, hours):
    send(client, **rows(("Курс", written, "зачёт", "зачтено")))
    assert CreditApplication.objects.get().lines.get().hours == hours


@pytest.mark.parametrize(
    "written", ["0", "-5", "10000", "2 часа в неделю", "72,5", "7²", "три", "1e3", "１２ч²"]
)
def test_what_is_no_whole_number_of_hours_is_asked_again(family, client, written):
    answer, fields = send(client, **rows(("Курс", written, "зачёт", "зачтено")))
    assert answer.status_code == 422 and set(fields.bad) == {"form-0-hours"}
    assert fields.values["form-0-hours"] == written


def test_a_birth_date_to_come_is_not_taken(family, client):
    _answer, fields = send(client, student_birth_date="2999-01-01")
    assert set(fields.bad) == {"student_birth_date"}
    assert fields.values["student_birth_date"] == "2999-01-01"


HOSTILE = {
    "снимок.jpg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "такого вида"),
    "справка.pdf": (b"<!doctype html><html><script>alert(1)</script></html>", "такого вида"),
    "архив.zip": (families.zip_bomb, "распаковывается"),
    "фото.png": (families.huge_picture, "слишком большая"),
    "программа.docx": (families.macro_document, "макрос"),
    "сертификат.pdf": (families.pdf_with_javascript, "программа"),
    "пусто.pdf": (b" ", "такого вида"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_its_name_in_clear_words(family, client, name):
    content, words = HOSTILE[name]
    answer, fields = send(client, attached=upload(name, content() if callable(content) else content))
    page = answer.content.decode()
    error = re.search(r'id="id_attached_error">(.*?)</p>', page, re.DOTALL)
    assert answer.status_code == 422 and set(fields.bad) == {"attached"}
    assert name in error.group(1) and words in error.group(1), error.group(1)
    assert CreditApplication.objects.count() == 0 and Document.objects.count() == 0


def test_eleven_files_and_a_file_too_large_are_refused(family, client, settings):
    answer, _fields = send(client, attached=[photo(f"{index}.jpg") for index in range(11)])
    assert "Не больше 10 файлов" in answer.content.decode()
    settings.MAX_UPLOAD_BYTES = 100
    answer, fields = send(client, attached=photo())
    assert answer.status_code == 422 and set(fields.bad) == {"attached"}


# Garbage

JUNK = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["\x00", "9" * 400, "-1", "2013-13-45", "１２", "a@b", "\udfff".encode("utf-8", "replace").decode()]
    ),
)
NAMES = st.one_of(
    st.sampled_from([*application(), "form-2-title", "form-MAX_NUM_FORMS", "message", "words", "attached"]),
    st.text(max_size=12),
)


@trial(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(changed=st.dictionaries(NAMES, JUNK, max_size=8), dropped=st.sets(NAMES, max_size=4))
def test_no_garbage_brings_a_page_down(family, client, changed, dropped):
    data = {name: value for name, value in {**application(), **changed}.items() if name not in dropped}
    assert client.post(APPLY, data).status_code in (200, 422, 429)


@trial(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(changed=st.dictionaries(NAMES, JUNK, max_size=6))
def test_no_garbage_brings_a_page_behind_a_link_down(waiting, client, changed):
    for path in waiting:
        assert client.post(path, {**rows(*COURSES), **changed}).status_code in (200, 302, 404, 422)


@pytest.fixture
def waiting(school, family, client):
    """The paths of the form and of the tracking page of a case that waits for its family."""
    client.post(APPLY, application())
    door.move(CreditApplication.objects.get(), "request_missing", school.reviewer, missing=["hours"])
    found = links(newest("missing"))
    return [found["track"], found["form"]]


def test_a_body_that_is_no_form_is_answered_in_words(family, client):
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data", "application/json", "text/plain"):
        assert client.post(APPLY, b"\xff\x00--x\r\n", content_type=kind).status_code in (400, 422)


# Logs


def test_logs_name_no_person_and_no_token(family, client, caplog):
    kept: list[str] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(self.format(record))

    handler = Keeping(level=logging.DEBUG)
    handler.addFilter(WithoutSecretLinks())
    logging.getLogger().addHandler(handler)
    try:
        client.post(
            APPLY, application(student="", applicant_name="Канарейкина Ия", attached=photo("Канарейкин.jpg"))
        )
        client.post(APPLY, application(applicant_name="Канарейкина Ия"))
        track = links(newest("accepted"))["track"]
        token = track.rstrip("/").rpartition("/")[2]
        client.post(track, {"message": "", "once": "x"})
        client.get(f"{track}decision.pdf")
        client.get("/track/" + "T" * 43 + "/")
    finally:
        logging.getLogger().removeHandler(handler)
    said = "\n".join(kept)
    assert "/track/…" in said, "something was logged, without its token"
    for canary in (token, "T" * 43, "Канарейкин", "Тарасов", MOTHER, "tarasova", "127.0.0.1"):
        assert canary not in said
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["secret_links"]
