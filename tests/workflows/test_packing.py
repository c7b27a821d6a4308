"""Packages that an archivist asks for on a page: made in the background, taken, thrown away; a bad disk is told."""

import errno
import hashlib
import io
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.models import Package
from archive.packages import making
from journal.models import Entry
from records.models import FileLook
from tests.builders import a_student
from workflows import packing, ticking

pytestmark = pytest.mark.django_db


def client_of(user):
    client = Client()
    client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[1])
    return client


@pytest.fixture
def archivist(school):
    return client_of(school.archivist)


def page_of(client):
    return client.get(reverse("packages")).content.decode()


def lying(data_dir):
    return sorted(each.name for each in (data_dir / "packages").iterdir())


def test_the_package_of_a_student_is_asked_for_made_taken_and_verified(school, archivist, data_dir, tmp_path):
    student = a_student("Орехов Лев Ильич")
    assert "Собрать пакет для архива" in archivist.get(reverse("student", args=[student.pk])).content.decode()
    for _ in range(2):  # a second click
        archivist.post(reverse("package_new"), {"student": student.pk})
    package = Package.objects.get()
    assert "изготавливается" in page_of(archivist)
    assert packing.make_due() == {"made": 1}
    page = page_of(archivist)
    package.refresh_from_db()
    assert package.sha256 in page and "Орехов" in page
    assert "Орехов" not in page_of(client_of(school.administrator))
    answer = archivist.post(reverse("package_file", args=[package.pk]))
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == package.sha256 and len(content) == package.size
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path / "out")
    verifier = tmp_path / "out" / package.name / "verify.py"
    assert subprocess.run([sys.executable, "-I", "-S", str(verifier)], capture_output=True).returncode == 0
    kinds = list(Entry.objects.filter(kind__startswith="package").values_list("kind", "actor_id"))
    assert kinds == [("package", school.archivist.pk), ("package_taken", school.archivist.pk)]
    assert FileLook.objects.filter(student=student, who=school.archivist).count() == 2
    assert lying(data_dir) == [package.filename]


def test_after_a_week_the_file_is_thrown_away_and_the_row_stays(school, archivist, data_dir):
    archivist.post(reverse("package_new"), {"year": timezone.now().year})
    packing.make_due()
    Package.objects.update(made_at=timezone.now() - packing.KEPT + timedelta(minutes=1))
    assert packing.throw_away(timezone.now()) == 0
    later = timezone.now() + timedelta(minutes=2)
    assert packing.throw_away(later) == 1 and lying(data_dir) == []
    package = Package.objects.get()
    assert package.sha256 in page_of(archivist)
    answer = archivist.post(reverse("package_file", args=[package.pk]), follow=True)
    assert "Файла нет на месте" in answer.content.decode()
    assert not Entry.objects.filter(kind="package_taken").exists()
    assert "packages_gone" in ticking.beat_of_archive()


@pytest.mark.parametrize(
    ("free", "made", "words"),
    [(10, True, "не хватает свободного места"), (10**12, False, "подключён ли диск")],
)
def test_a_place_that_is_full_or_away_is_told_before_anything_is_written(
    school, archivist, settings, tmp_path, monkeypatch, free, made, words
):
    settings.PACKAGES_DIR = str(tmp_path / "disk")
    if made:
        (tmp_path / "disk").mkdir()
    monkeypatch.setattr(
        making.shutil, "disk_usage", lambda path: making.shutil._ntuple_diskusage(10, 9, free)
    )
    answer = archivist.post(reverse("package_new"), {"year": timezone.now().year})
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Package.objects.exists() and (tmp_path / "disk").exists() is made


def test_a_disk_that_fills_up_on_the_way_leaves_nothing_half_written_and_can_be_tried_again(
    school, archivist, data_dir, monkeypatch
):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    archivist.post(reverse("package_new"), {"year": timezone.now().year})
    with monkeypatch.context() as filled:
        filled.setattr(packing, "zipped", full)
        assert packing.make_due() == {"failed": 1}
    assert "не хватает свободного места" in page_of(archivist) and lying(data_dir) == []
    archivist.post(reverse("package_again", args=[Package.objects.get().pk]))
    assert packing.make_due() == {"made": 1}


def test_a_worker_that_dies_over_it_again_and_again_is_not_sent_on_for_ever(school, archivist, data_dir):
    archivist.post(reverse("package_new"), {"year": timezone.now().year})
    Package.objects.update(attempts=packing.MOST_ATTEMPTS, locked_until=timezone.now())
    assert packing.make_due() == {"failed": 1}
    assert "Причину администратор найдёт" in page_of(archivist)
