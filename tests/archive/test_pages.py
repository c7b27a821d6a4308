"""The archive's pages: what the office sees of backups, and how carriers come and go."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

import journal
from archive import reading
from archive.models import Backup, BadFile, Carrier, Shelf
from documents import incoming
from journal.models import Entry
from organisation.models import User
from tests.archive.places import papers
from tests.builders import a_student, amend_profile
from tests.workflows.pages import stories
from workflows import health
from workflows.cases import decisions

pytestmark = pytest.mark.django_db
SHEET = {
    "form": "paper",
    "title": "Приказ о награждении № 14-уд, подлинник",
    "place": "каб. 12, шкаф 3, полка 2",
    "inventory_number": "А-0017",
    "made_on": "2026-05-20",
}
LIST = [
    {"index": "02-14", "title": "Приказы о награждении", "years": 5},
    {"index": "02-01", "title": "Личные дела", "years": None},
]


def client_of(user):
    client = Client()
    client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[1])
    return client


def page_of(user, **asked):
    return client_of(user).get(reverse("archive"), asked).content.decode()


def place(user, **changes):
    return client_of(user).post(reverse("carrier_new"), {**SHEET, **changes})


def decide(user, carrier, ending, reason="акт № 3 от 01.06.2026"):
    address = reverse("carrier_end", args=[carrier.pk])
    return client_of(user).post(address, {"ending": ending, "reason": reason})


def backed_up_on(day, medium):
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Backup.objects.create(
        name=f"{at:%Y%m%dT%H%M%SZ}",
        medium=medium,
        made_at=at,
        manifest_sha256="ab" * 32,
        files=3,
        size=2**20,
        rows=9,
    )


def signs():
    return [(each.look, str(each.title)) for each in health.signs()]


def test_a_sheet_is_put_into_the_archive_with_place_and_number_and_found(school):
    assert place(school.office).status_code == 302
    for words in ("А-0017", "награждении", "шкаф"):
        page = page_of(school.archivist, q=words)
        assert "каб. 12, шкаф 3, полка 2" in page and "А-0017" in page
    assert "А-0017" not in page_of(school.archivist, q="Б-1")
    assert Entry.objects.get(kind="carrier_placed").subject == "А-0017"


def test_the_archive_holds_paper_and_electronic_originals_side_by_side(school):
    [backup] = [backed_up_on(date(2026, 1, 20), "/mnt/red")]
    place(school.archivist)
    place(
        school.archivist,
        form="electronic", title="Диск с годовой копией", inventory_number="Э-0003", place="сейф", backup=backup.pk,
    )  # fmt: skip
    page = page_of(school.head)
    assert "А-0017" in page and "бумага" in page
    assert "Э-0003" in page and "электронный носитель" in page and "abababab" in page


@pytest.mark.parametrize("form", ["paper", "electronic"])
def test_a_closed_case_has_its_place_in_the_archive_and_its_files_open_from_there(school, form):
    case = stories.apply_for(stories.a_family(school))
    file = incoming.store(b"text", "spravka.txt", "text/plain", case.number, origin="incoming")
    decisions.act(case, "withdraw", school.office)
    place(school.archivist, form=form, case_number=case.number)
    page = page_of(school.archivist, q=case.number)
    assert "каб. 12, шкаф 3, полка 2" in page
    address = html.fromstring(page).xpath(f"//main//a[.='{case.number}']/@href")[0]
    opened = client_of(school.archivist).get(address, follow=True).content.decode()
    assert reverse("documents:version", args=[file.latest.pk]) in opened


def test_the_head_is_named_as_responsible(school):
    assert f"отвечает: {school.profile.head_position} Жарков Андрей Павлович" in page_of(school.office)


def test_the_disposal_date_follows_from_the_list_of_files(school):
    amend_profile(archive={"files": LIST})
    place(school.office, file_index="02-14")
    assert Carrier.objects.get().keep_until == date(2032, 1, 1)
    assert "01.01.2032" in page_of(school.office)


def test_what_is_kept_for_good_is_never_destroyed(school):
    amend_profile(archive={"files": LIST})
    place(school.office, file_index="02-01")
    carrier = Carrier.objects.get()
    assert "постоянно" in page_of(school.office)
    answer = decide(school.archivist, carrier, "destroyed")
    assert answer.status_code == 422 and "уничтожить ещё нельзя" in answer.content.decode()
    assert decide(school.archivist, carrier, "transferred").status_code == 302


def test_before_its_term_a_carrier_cannot_be_destroyed_and_after_it_is_listed(school, time_machine_at):
    amend_profile(archive={"files": LIST})
    place(school.office, file_index="02-14")
    assert decide(school.head, Carrier.objects.get(), "destroyed").status_code == 422
    assert "А-0017" not in page_of(school.head, list="decide")
    time_machine_at(datetime(2032, 1, 1, 9, tzinfo=UTC))
    assert "А-0017" in page_of(school.head, list="decide")
    assert decide(school.head, Carrier.objects.get(), "destroyed").status_code == 302
    assert "акт № 3 от 01.06.2026" in page_of(school.head, list="ended")


def test_records_of_a_student_stay_until_they_have_left_and_then_until_a_decision(school):
    student = a_student("Тарасов Кирилл Денисович")
    place(school.office, form="electronic", student="Тарасов Кирилл Денисович")
    carrier = Carrier.objects.get()
    assert carrier.student == student
    assert decide(school.archivist, carrier, "destroyed").status_code == 422
    assert "А-0017" not in page_of(school.archivist, list="decide")
    student.left_on = timezone.localdate()
    student.save()
    assert "А-0017" in page_of(school.archivist, list="decide")
    assert "А-0017" in page_of(school.archivist, q="тарасов")
    answer = decide(school.archivist, carrier, "destroyed", reason="")
    assert answer.status_code == 422
    assert Carrier.objects.kept().count() == 1
    assert decide(school.archivist, carrier, "destroyed").status_code == 302
    told = json.loads(Entry.objects.get(kind="carrier_ended").payload)
    assert told == {"ending": "destroyed", "reason": "акт № 3 от 01.06.2026"}


def test_a_second_decision_finds_nothing_to_decide(school):
    place(school.office)
    carrier = Carrier.objects.get()
    decide(school.head, carrier, "transferred")
    assert decide(school.head, carrier, "destroyed").status_code == 404


def test_a_number_that_is_taken_and_a_student_nobody_knows_are_said_beside_the_field(school):
    place(school.office)
    answer = place(school.office, student="Никто Никтов", title="Другое")
    page = answer.content.decode()
    assert answer.status_code == 422 and "Другое" in page
    assert "уже у другого носителя" in page and "Такого ученика нет" in page


def test_namesakes_are_not_guessed(school):
    for _ in range(2):
        a_student("Тарасов Кирилл Денисович")
    assert "нескольких учеников" in place(school.office, student="Тарасов Кирилл").content.decode()


@pytest.mark.parametrize(
    ("form", "offered"),
    [("both", {"paper", "electronic"}), ("paper", {"paper"}), ("electronic", {"electronic"})],
)
def test_the_archive_follows_the_form_of_the_profile(school, form, offered):
    amend_profile(archive={"form": form})
    page = client_of(school.office).get(reverse("carrier_new")).content.decode()
    assert {each for each in ("paper", "electronic") if f'value="{each}"' in page} == offered
    other = {"paper", "electronic"} - offered
    assert all(place(school.office, form=each).status_code == 422 for each in other)


def test_administrators_see_backups_and_no_carriers(school):
    backed_up_on(date(2026, 1, 20), "/mnt/red")
    place(school.office)
    page = page_of(school.administrator)
    assert "/mnt/red" in page and "А-0017" not in page


def test_the_yearly_backup_is_reminded_of_turns_overdue_and_needs_two_media(school, time_machine_at):
    User.objects.update(date_joined=datetime(2024, 9, 1, tzinfo=UTC))
    for medium in ("/mnt/red", "/mnt/blue"):
        backed_up_on(date(2025, 1, 20), medium)
    time_machine_at(datetime(2025, 12, 1, 9, tzinfo=UTC))
    assert "Ежегодную копию нужно сделать до 25 января 2026" in page_of(school.office)
    assert not [title for _, title in signs() if "копи" in title]
    time_machine_at(datetime(2026, 1, 10, 9, tzinfo=UTC))
    assert (
        "attention",
        "Ежегодную копию нужно сделать до 25 января 2026: она лежит на 0 из 2 носителей",
    ) in signs()
    backed_up_on(date(2026, 1, 10), "/mnt/red")
    time_machine_at(datetime(2026, 1, 26, 9, tzinfo=UTC))
    overdue = "Ежегодная копия просрочена с 25 января 2026: она лежит на 1 из 2 носителей"
    assert ("overdue", overdue) in signs() and overdue in page_of(school.office)
    backed_up_on(date(2026, 1, 26), "/mnt/blue")
    assert not [title for _, title in signs() if "копи" in title]


def test_a_damaged_file_is_on_the_page_and_on_the_board(school):
    reading.prepare()
    BadFile.objects.create(sha256="cd" * 32, fault="damaged")
    assert "cd" * 32 in page_of(school.office) and "повреждён" in page_of(school.office)
    assert ("overdue", "1 сохранённый файл испорчен") in signs()
    board = client_of(school.office).get(reverse("board")).content.decode()
    assert "сохранённый файл испорчен" in board


def test_the_page_asks_as_often_for_one_carrier_as_for_thirty(school, django_assert_max_num_queries):
    papers(1)
    Shelf.objects.all().delete()
    student = a_student()
    for n in range(30):
        backup = backed_up_on(date(2026, 1, n % 28 + 1), f"/mnt/{n}")
        Carrier.objects.create(
            form="electronic", title="диск", place="сейф", inventory_number=f"Э-{n}", student=student, backup=backup,
            made_on=date(2026, 1, 1), placed_by=school.office,
        )  # fmt: skip
    client = client_of(school.archivist)
    with django_assert_max_num_queries(20):
        assert client.get(reverse("archive")).status_code == 200


def test_a_clock_that_was_set_back_is_noticed_by_what_the_journal_holds_already(school):
    journal.append("seen", "the clock", {}, school.office)
    behind = ("overdue", "Часы сервера переведены назад")
    assert behind not in signs()
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        assert (
            behind in signs() and behind[1] in client_of(school.office).get(reverse("board")).content.decode()
        )
