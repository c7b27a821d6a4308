"""The administrator reads the profile of any day and makes its next edition; papers keep what they were made under."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from documents.models import Document
from journal.models import Entry as JournalEntry
from organisation import profile
from organisation.loading import load_profile
from organisation.models import Edition
from storage import blobs
from tests.workflows.pages import stories
from workflows.cases import decisions

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, school):
    client.force_login(school.administrator, backend="django.contrib.auth.backends.ModelBackend")
    return school.administrator


def typed(client, **changes):
    """The form as the page shows it, with changes; dots of the paths are written as two underscores."""
    form = client.get("/profile/next/").context["form"]
    data = {}
    for name in form.fields:
        given = form.get_initial_for_field(form.fields[name], name)
        if given not in (None, False):
            data[name] = "on" if given is True else given
    for name, given in changes.items():
        path = name.replace("__", ".")
        if given is None:
            data.pop(path, None)
        else:
            data[path] = given
    return data


def test_the_page_shows_the_edition_in_force_and_says_what_is_not_set(client, administrator):
    text = client.get("/profile/").content.decode()
    for words in (
        "Онлайн-школа «Северный ветер»",
        "14-од",
        "Порог, процентов",
        "75",
        "Почётная грамота",
        "{n}-уд",
    ):
        assert words in text
    assert "не задано" in text


def test_an_approval_that_is_not_complete_is_shown_as_not_set(client, administrator):
    load_profile("astra")
    rows = client.get("/profile/").context["sections"][0].rows
    assert ("Кем утверждено положение", "") in [(str(label), words) for label, words in rows]
    assert "не задано" in client.get("/profile/").content.decode()


def test_any_day_can_be_asked_for(client, administrator):
    Edition.objects.create(valid_from=date(2099, 1, 1), data={**Edition.objects.get().data, "city": "Мезень"})
    assert "Архангельск" in client.get("/profile/?on=2098-12-31").content.decode()
    assert "Мезень" in client.get("/profile/?on=2099-01-01").content.decode()
    assert "никакая редакция не действовала" in client.get("/profile/?on=1999-01-01").content.decode()
    assert client.get("/profile/?on=вчера").status_code == 422


def test_a_change_is_shown_before_it_is_saved_and_becomes_a_new_edition(client, administrator):
    changed = typed(
        client, phone="+7 000 000-00-99", credit__threshold_percent="80", credit__allow_assessment=None
    )
    page = client.post("/profile/next/", {**changed, "act": "show"})
    labels = [(str(label), before, after) for label, before, after in page.context["changes"]]
    assert labels == [
        ("Телефон", "+7 000 000-00-00", "+7 000 000-00-99"),
        ("Порог, процентов", "75", "80"),
        ("Вместо отказа возможна аттестация", "да", "нет"),
    ]
    assert Edition.objects.count() == 1
    assert client.post("/profile/next/", {**changed, "act": "save"}).status_code == 302
    newest = Edition.objects.first()
    assert newest.valid_from == timezone.localdate() + timedelta(days=1)
    assert newest.entered_by == administrator
    old, new = profile.current(), profile.current(newest.valid_from)
    assert (old.credit.threshold_percent, new.credit.threshold_percent) == (75, 80)
    assert new.rewards == old.rewards and new.series == old.series and new.grades == old.grades
    assert JournalEntry.objects.filter(kind="profile", actor_id=administrator.pk).count() == 1


def test_nothing_changed_is_no_edition(client, administrator):
    page = client.post("/profile/next/", {**typed(client), "act": "save"})
    assert "Пока ничего не изменено" in page.content.decode()
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_from": "2020-01-01"}, "valid_from"),
        ({"name": ""}, "name"),
        ({"head_name": ""}, "head_name"),
        ({"credit__threshold_percent": "семьдесят"}, "credit.threshold_percent"),
        ({"credit__term_working_days": "-1"}, "credit.term_working_days"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"closes": "25:00"}, "__all__"),
    ],
)
def test_a_wrong_value_is_said_beside_its_field_and_what_was_typed_stays(
    client, administrator, changes, field
):
    page = client.post("/profile/next/", {**typed(client, phone="+7 111", **changes), "act": "save"})
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert "+7 111" in page.content.decode()
    assert Edition.objects.count() == 1


def test_a_day_that_has_an_edition_is_refused(client, administrator):
    changed = typed(client, phone="+7 000 000-00-99")
    client.post("/profile/next/", {**changed, "act": "save"})
    again = client.post("/profile/next/", {**changed, "phone": "+7 1", "act": "save"})
    assert again.status_code == 422 and "выберите более поздний день" in again.content.decode()


def decided(school, name):
    case = stories.at_decision(stories.apply_for(stories.a_family(school, name)), school.reviewer)
    case = decisions.act(case, "approve_partly", school.head)
    paper = Document.objects.get(case_number=case.number, kind="credit_decision").latest
    return text_of(paper.sha256), paper.sha256


def text_of(sha256):
    """What a stored paper says, on one line."""
    pages = PdfReader(io.BytesIO(blobs.get(sha256))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_paper_keeps_the_particulars_of_its_day(client, school, administrator):
    first, sha256 = decided(school, "Тарасов Кирилл Денисович")
    acts = "статья 34 Федерального закона\nположение в новой редакции"
    order = "приказ директора от 01.12.2026 № 99-од"
    changed = typed(client, address="г. Мезень, ул. Полярная, 1", approved_by=order, legal_bases=acts)
    client.post("/profile/next/", {**changed, "act": "save"})
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        second, _ = decided(school, "Белова Ксения Игоревна")
    assert "Береговая, 14" in first and text_of(sha256) == first
    assert "14-од" in first and "99-од" not in first and "новой редакции" not in first
    for words in ("Полярная, 1", "99-од", "новой редакции"):
        assert words in second
    assert "Береговая" not in second and "14-од" not in second
