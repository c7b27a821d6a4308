"""The families' pages and the counter in a real browser, on a desk and on a telephone, with scripts and without."""

import pytest
from django.conf import settings

from mailroom.models import Message
from tests.browser import PHONE, WIDE, browse, chromium, follow, resize, shoot, troubles  # noqa: F401  # fixtures
from tests.workflows.credit.families import COURSES, photo
from tests.workflows.pages import school_day, stories
from workflows.cases import decisions, door, tracking
from workflows.cases.models import Link
from workflows.credit.models import CreditApplication

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def path(case, purpose=Link.Purpose.TRACK):
    return tracking.new_url(case, purpose).removeprefix(settings.PUBLIC_URL)


def asked(school):
    """A case that waits for hours and a paper."""
    case = stories.apply_for(stories.a_family(school, "Мухин Лев Олегович"))
    case = decisions.act(case, "assign", school.office, reviewer=school.reviewer.username)
    case = door.move(
        case, "request_missing", school.reviewer, missing=["hours", "программа курса «Веб-дизайн»"]
    )
    line = case.lines.first()
    line.hours = None
    line.save()
    return case


def look(page, name):
    """Both widths of one page: a picture each, and nothing wrong."""
    found = []
    for width in (WIDE, PHONE):
        resize(page, width)
        shoot(page, f"family-{name}")
        found += [f"{name} at {width}: {each}" for each in troubles(page)]
    return found


def test_every_family_page_is_whole(day, school, browse):  # noqa: F811
    waiting = asked(school)
    refused = stories.at_decision(
        stories.apply_for(stories.a_family(school, "Цветкова Ася Ильинична")),
        school.reviewer,
        verdicts=("refused", "refused"),
    )
    refused = decisions.act(refused, "refuse", school.head)
    withdrawn = door.move(
        stories.apply_for(stories.a_family(school, "Юдин Пётр Ильич")), "withdraw", school.office
    )
    wrong = []
    for name, address in (
        ("apply", "/credit/apply/"),
        ("form", path(waiting, Link.Purpose.FORM)),
        ("track-waiting", path(waiting)),
        ("track-open", path(day.compare)),
        ("track-decision", path(day.decide)),
        ("track-partly", path(day.closed)),
        ("track-refused", path(refused)),
        ("track-withdrawn", path(withdrawn)),
        ("track-stranger", path(day.stranger)),
        ("track-long", path(day.long)),
        ("gone", "/track/x/"),
        ("sign-in", "/sign-in/"),
    ):
        page = browse(address, WIDE)
        page.said.clear()  # a link that is gone answers 404, and the browser says so
        wrong += look(page, name)
    assert wrong == []


def fill(page, course=0):
    """What a mother types, on any device."""
    page.get_by_label("родитель").check()
    page.get_by_label("Ваши фамилия").fill("Тарасова Елена Михайловна")
    page.get_by_label("Ваша электронная почта").fill("family1@pochta.example")
    page.get_by_label("Фамилия, имя, отчество ученика").fill("Пчёлкин Иван Петрович")
    row(page, 0)


def row(page, index):
    title, hours, form, result = COURSES[index]
    page.locator(f"#id_form-{index}-title").fill(title)
    page.locator(f"#id_form-{index}-hours").fill(hours)
    page.locator(f"#id_form-{index}-assessment_form").fill(form)
    page.locator(f"#id_form-{index}-result").fill(result)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_parent_applies_on_a_telephone(school, browse, javascript):  # noqa: F811
    page = browse("/credit/apply/", PHONE, javascript=javascript)
    fill(page)
    follow(page.get_by_role("button", name="Добавить ещё курс"))
    assert page.url.endswith("#course-2")
    assert page.get_by_label("Ваши фамилия").input_value() == "Тарасова Елена Михайловна"
    assert not page.locator(".field-error").count()
    row(page, 1)
    page.locator("#id_form-1-hours").fill("пол года")
    page.locator("#id_attached").set_input_files(
        [{"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": photo().read()}]
    )
    follow(page.get_by_role("button", name="Отправить заявление"))
    assert page.title().startswith("Ошибка")
    page.said.clear()
    if javascript:
        assert look(page, "apply-errors") == []
        resize(page, PHONE)
    follow(page.get_by_role("alert").get_by_role("link", name="Сколько академических часов"))
    page.locator("#id_form-1-hours").fill("40")
    page.locator("#id_attached").set_input_files(
        [{"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": photo().read()}]
    )
    follow(page.get_by_role("button", name="Отправить заявление"))
    case = CreditApplication.objects.get()
    assert case.number in page.locator("main").inner_text() and case.lines.count() == 2
    page.said.clear()
    if javascript:
        assert look(page, "sent") == []


def test_a_parent_adds_what_is_missing_and_asks_a_question(school, browse):  # noqa: F811
    case = asked(school)
    page = browse(path(case), PHONE, javascript=False)
    follow(page.get_by_role("link", name="Прислать недостающее"))
    page.locator("#id_form-0-hours").fill("72")
    page.get_by_label("Что ещё хотите сказать").fill("Программы нет, есть справка.")
    follow(page.get_by_role("button", name="Отправить"))
    assert case.number in page.locator("main").inner_text()
    assert CreditApplication.objects.get(pk=case.pk).state == "comparison"

    page = browse(path(case), PHONE, javascript=False)
    page.get_by_label("Ваше сообщение").fill("Когда будет ответ?")
    follow(page.get_by_role("button", name="Отправить в школу"))
    assert "Сообщение передано школе" in page.locator("main").inner_text()
    assert Message.objects.get().case_numbers == [case.number]


def test_the_office_registers_an_application_at_the_counter(school, browse):  # noqa: F811
    stories.a_family(school, school_day.LONG)
    page = browse("/", WIDE, school.office)
    follow(page.get_by_role("link", name="Приём заявления"))
    assert look(page, "counter") == []
    resize(page, WIDE)
    page.get_by_role("button", name="Зарегистрировать заявление").click()
    assert page.locator("input:invalid").count(), "the browser itself asks for what is missing"
    page.get_by_role("radio", name="лично").check()
    page.get_by_role("radio", name="представитель").check()
    page.get_by_label("Заявитель", exact=False).first.fill(school_day.LONG)
    page.get_by_label("Фамилия, имя, отчество ученика").fill(school_day.LONG)
    page.locator("#id_form-0-title").fill(school_day.LONG_COURSE)
    page.locator("#id_form-0-hours").fill("много")
    page.locator("#id_form-0-assessment_form").fill("зачёт")
    page.locator("#id_form-0-result").fill("зачтено")
    follow(page.get_by_role("button", name="Зарегистрировать заявление"))
    page.said.clear()
    assert look(page, "counter-errors") == []
    page.locator("#id_form-0-hours").fill("72")
    follow(page.get_by_role("button", name="Зарегистрировать заявление"))
    case = CreditApplication.objects.get()
    assert f"/credit/{case.number}/" in page.url or case.number in page.locator("h1").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Расписка").click()
    assert download.value.suggested_filename == f"Расписка {case.number}.pdf"
