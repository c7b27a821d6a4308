"""The end of keeping: what is on the review list, what an act destroys, and what it leaves."""

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive import chain, issuing, wholeness
from archive.models import Act, ActFile, Hold
from archive.packages import making
from archive.rules import closed_before, term_ends
from documents import incoming
from documents.making import NeverPrintable
from documents.models import Document, Entry, VersionStatus
from journal.models import Entry as Told
from organisation import profile
from storage import blobs
from tests.builders import amend_profile
from tests.workflows.pages import stories
from tests.workflows.pages.school_day import a_letter, arrive, on
from workflows import archiving, retention
from workflows.cases.models import Case, CaseMessage

pytestmark = pytest.mark.django_db
LIST = [
    {"index": "02-07", "title": "Заявления о зачёте", "years": 5, "cases": ["credit"]},
    {"index": "02-01", "title": "Награды", "years": None, "cases": ["reward"]},
]
CLOSED = datetime(2019, 3, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("closed", "goes"), [(date(2020, 12, 31), True), (date(2021, 1, 1), False), (date(2019, 6, 1), True)]
)
def test_a_case_goes_when_its_full_years_are_over(closed, goes):
    today = date(2026, 1, 1)
    assert (closed < closed_before(today, 5)) is goes
    assert (term_ends(closed, 5) <= today) is goes  # carriers and cases count alike


def client_of(user):
    client = Client()
    client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[1])
    return client


@pytest.fixture
def old(school):
    """A case closed years ago with one file, of a student who has left."""
    amend_profile(archive={"files": LIST})
    student = stories.a_family(school)
    case = stories.apply_for(student)
    incoming.store(b"an old certificate", "old.txt", "text/plain", case.number, origin="uploaded")
    Case.objects.filter(pk=case.pk).update(closed_at=CLOSED)
    student.left_on = date(2021, 6, 30)
    student.save()
    return case


def listed():
    return [each.number for each in retention.due(profile.current(), date(2026, 11, 28))]


def let_rest():
    """As if nobody had stored anything for a day."""
    for sha256 in blobs.every():
        os.utime(blobs.path(sha256), (0, 0))


def act_of(user, *numbers, ground="протокол № 2"):
    return client_of(user).post(reverse("retention"), {"cases": numbers, "ground": ground})


def version_of(case):
    return incoming.store(
        b"an old certificate", "old.txt", "text/plain", case.number, origin="uploaded"
    ).latest


def test_the_list_names_what_may_go_and_nothing_else(school, old):
    assert listed() == [old.number]
    Case.objects.filter(pk=old.pk).update(closed_at=datetime(2022, 3, 1, tzinfo=UTC))
    assert listed() == []
    Case.objects.filter(pk=old.pk).update(closed_at=CLOSED)
    old.student.left_on = None
    old.student.save()
    assert listed() == []


def test_a_hold_keeps_a_case_until_it_is_lifted(school, old):
    office = client_of(school.office)
    wrong = office.post(reverse("hold_new"), {"number": "нет-такого", "reason": "запрос суда"})
    assert wrong.status_code == 422
    assert "запрос суда" in wrong.content.decode()
    office.post(reverse("hold_new"), {"number": old.number, "reason": "запрос суда"})
    assert listed() == []
    assert act_of(school.head, old.number).status_code == 422
    assert (
        client_of(school.office).post(reverse("hold_lift", args=[Hold.objects.get().pk])).status_code == 404
    )
    client_of(school.head).post(reverse("hold_lift", args=[Hold.objects.get().pk]))
    assert listed() == [old.number]


def test_an_act_destroys_bytes_and_leaves_every_row(school, old, settings):
    settings.BACKUP_KEEP_DAYS, settings.BACKUP_KEEP_YEARS = 30, 3
    version = version_of(old)
    letter = arrive(a_letter("Вот справка", "lug@lug.example", "Справка"), "lug@lug.example", on(20))
    CaseMessage.objects.create(case=old, message=letter, role="reply")
    page = client_of(school.head).get(reverse("retention")).content.decode()
    assert old.number in page
    answer = act_of(school.head, old.number)
    act = Act.objects.select_related("entry").get()
    assert answer.url == reverse("destruction_act", args=[act.pk])
    assert act.entry.status == Entry.Status.ISSUED
    let_rest()
    assert retention.erase_due() == 2
    assert not blobs.path(version.sha256).exists()
    assert not blobs.path(letter.sha256).exists()
    gone = client_of(school.head).get(reverse("documents:version", args=[version.pk]))
    assert gone.status_code == 410
    assert act.entry.number in gone.content.decode()
    assert client_of(school.head).get(reverse("case", args=[old.number]), follow=True).status_code == 200
    assert version.statuses.last().status == VersionStatus.Status.DESTROYED
    assert list(chain.bad_files()) == []
    assert version.sha256 not in set(wholeness.referenced())
    shown = client_of(school.office).get(answer.url).content.decode()
    assert f"31 декабря {(timezone.localdate() + timedelta(days=1)).year + 3} " in shown  # backups till then
    assert "стёрто" in shown
    log = client_of(school.office).get(reverse("destruction_log", args=[act.pk])).content
    kinds = [each["kind"] for each in json.loads(log)["entries"]]
    assert "step" in kinds
    assert kinds[-1] == "destroyed"
    assert listed() == []


def test_only_the_head_destroys_and_only_once(school, old):
    act_of(school.office, old.number)
    assert not Act.objects.exists()
    empty = act_of(school.head, ground="протокол № 2")
    assert empty.status_code == 422
    assert "протокол № 2" in empty.content.decode()
    act_of(school.head, old.number)
    assert act_of(school.head, old.number).status_code == 422
    assert Act.objects.count() == 1
    assert Told.objects.filter(kind="destroyed").count() == 1


def test_bytes_that_another_case_needs_stay(school, old):
    other = stories.apply_for(stories.a_family(school, "Белова Ксения Игоревна"))
    version = version_of(old)
    version_of(other)
    act_of(school.head, old.number)
    let_rest()
    retention.erase_due()
    assert blobs.get(version.sha256)
    assert ActFile.objects.get(sha256=version.sha256).kept_for == other.number


def test_bytes_stored_just_now_wait(school, old):
    version = version_of(old)
    act_of(school.head, old.number)
    let_rest()
    blobs.put(b"an old certificate")  # a transaction that has not named them yet
    retention.erase_due()
    assert blobs.get(version.sha256)
    assert ActFile.objects.get(sha256=version.sha256).gone_at is None


def test_a_crash_while_bytes_lie_aside_loses_and_leaves_nothing(school, old, monkeypatch):
    version = version_of(old)
    act_of(school.head, old.number)
    let_rest()
    with monkeypatch.context() as crash:
        crash.setattr(Path, "stat", killed)
        with pytest.raises(KeyboardInterrupt):
            blobs.erase(version.sha256, 1)
    assert not blobs.path(version.sha256).exists()
    other = stories.apply_for(stories.a_family(school, "Белова Ксения Игоревна"))
    Document.objects.create(
        case_number=other.number, kind="file", title="same", origin="uploaded"
    ).versions.create(
        number=1,
        sha256=version.sha256,
        size=1,
        media_type="text/plain",
        filename="same",
        made_at=timezone.now(),
    )
    retention.erase_due()
    assert blobs.get(version.sha256)
    folder = blobs.path(version.sha256).parent
    assert [each.name for each in folder.iterdir()] == [version.sha256]


def killed(*_):
    raise KeyboardInterrupt


def test_an_act_that_cannot_be_printed_is_tried_five_times_and_then_by_a_person(school, old, monkeypatch):
    tried = []

    def broken(entry):
        tried.append(entry.pk)
        raise NeverPrintable("нет шрифта")

    with monkeypatch.context() as patch:
        patch.setattr("documents.making.make", broken)
        assert act_of(school.head, old.number).status_code == 302
        let_rest()
        for day in range(1, 10):
            assert retention.finish_due(timezone.now() + timedelta(days=day)) == 0
    assert len(tried) == 1 + 5
    assert retention.erase_due() == 0  # nothing goes before the act is a paper
    board = client_of(school.head).get(reverse("board")).content.decode()
    assert "Акт" in board and "нет шрифта" in board and "ждёт вашего решения" in board
    entry = Act.objects.get().entry
    client_of(school.head).post(reverse("paper_again", args=[entry.pk]))
    assert Told.objects.filter(kind="paper_again", subject=entry.number).exists()
    assert retention.finish_due(timezone.now()) == 1
    assert retention.erase_due() > 0
    assert "нет шрифта" not in client_of(school.head).get(reverse("board")).content.decode()


def test_an_act_whose_maker_is_gone_is_finished(school, old, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(issuing, "issue", lambda entry, now: False)
        act_of(school.head, old.number)
    let_rest()
    assert retention.finish_due(timezone.now()) == 0  # its lease runs
    Entry.objects.filter(kind=retention.KIND).update(locked_until=timezone.now())
    assert retention.finish_due(timezone.now()) == 1
    assert retention.erase_due() > 0


def test_a_hold_after_the_act_keeps_what_is_not_erased_yet(school, old):
    version = version_of(old)
    page = act_of(school.head, old.number).url
    let_rest()
    asked = {"number": old.number, "reason": "запрос суда"}
    answer = client_of(school.office).post(reverse("hold_new"), asked, follow=True)
    assert "что ещё не стёрто, останется" in answer.content.decode()
    assert retention.erase_due() == 0 and blobs.get(version.sha256)
    shown = client_of(school.office).get(page).content.decode()
    assert "1 файл удерживается и не стёрт" in shown and "запрос суда" in shown
    assert archived(version)["file"]
    client_of(school.head).post(reverse("hold_lift", args=[Hold.objects.get().pk]))
    assert retention.erase_due() == 1
    late = client_of(school.office).post(reverse("hold_new"), asked)
    assert late.status_code == 422 and "уже уничтожены по акту" in late.content.decode()
    assert "запрос суда" in late.content.decode()


def test_a_hold_is_seen_at_the_last_moment_and_by_every_case_that_shares_the_bytes(school, old):
    version = version_of(old)
    act_of(school.head, old.number)
    other = stories.apply_for(stories.a_family(school, "Белова Ксения Игоревна"))
    version_of(other)
    let_rest()
    act = ActFile.objects.get(sha256=version.sha256).case.act
    mine = act.cases.create(case_number=other.number, title="x", closed_on=CLOSED, file_index="02-07")
    mine.files.create(title="x", sha256=version.sha256)
    first, held = ActFile.objects.filter(sha256=version.sha256).order_by("pk")
    retention.hold(other.number, "запрос суда", school.office)
    assert not retention._erased(held)  # chosen before the hold was laid
    assert retention.erase_due() == 0 and blobs.get(version.sha256)
    first.refresh_from_db()
    assert first.kept_for == other.number
    retention.lift(Hold.objects.get(), school.head, timezone.now())
    assert retention.erase_due() == 1
    first.refresh_from_db()
    assert first.gone_at and not first.kept_for


def archived(version):
    """The line of a version in the package of its year."""
    ours, now = profile.current(), timezone.now()
    content = archiving.of_year(now.year)
    made = making.make(content, Path(configured.DATA_DIR) / f"out-{Told.objects.count()}", ours, now, None)
    said = subprocess.run([sys.executable, str(made.folder / "verify.py")], capture_output=True, check=True)
    lines = (made.folder / "data/papers.jsonl").read_text().splitlines()
    [line] = [each for each in map(json.loads, lines) if each["sha256"] == version.sha256]
    return {**line, "said": json.loads(said.stdout)["absent"], "made": made}


def test_packages_name_the_act_of_what_it_destroyed_before_and_after_the_bytes_are_gone(school, old):
    version = version_of(old)
    act_of(school.head, old.number)
    act = Act.objects.select_related("entry").get().entry.number
    told = {"act": act, "on": timezone.localdate(timezone=profile.current().tz).isoformat()}
    for _ in range(2):
        line = archived(version)
        assert (line["file"], line["absent"], line["destroyed"]) == (None, "destroyed", told)
        assert line["said"] == [
            {"sha256": version.sha256, "title": version.document.title, "why": "destroyed", **told}
        ]
        assert (line["made"].absent, line["made"].destroyed) == (0, 1)
        let_rest()
        retention.erase_due()
    assert not blobs.path(version.sha256).exists()
    package = client_of(school.archivist).post(reverse("student_package", args=[old.student_id]))
    with zipfile.ZipFile(io.BytesIO(package.content)) as opened:
        assert [each["destroyed"] for each in json.loads(opened.read("data.json"))["papers"]] == [told]


def test_a_lost_file_is_said_and_is_no_crash(school, old):
    version = version_of(old)
    blobs.path(version.sha256).unlink()
    lost = client_of(school.head).get(reverse("documents:version", args=[version.pk]))
    assert lost.status_code == 503
    assert "нельзя прочитать" in lost.content.decode()
