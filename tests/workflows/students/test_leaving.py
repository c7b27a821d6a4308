"""What leaves a personal file: the whole as a package for the archive, picked parts as a paper for everybody else."""

import hashlib
import io
import json
import zipfile

import pytest
from django.urls import reverse
from pypdf import PdfReader

from documents import incoming
from journal.models import Entry
from records.models import PortfolioItem, Reward
from storage import blobs
from tests.workflows.pages import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def kirill(school):
    student = stories.a_family(school, file_number="7Б-14")
    diploma = incoming.store(b"diploma", "Диплом.txt", "text/plain", "", origin="uploaded")
    PortfolioItem.objects.create(
        student=student, title="Диплом", on="2026-03-14", document_sha256=diploma.latest.sha256
    )
    Reward.objects.create(
        student=student, kind="honour", title="Почётная грамота", number="14-пг", on="2026-05-25"
    )
    return student


def test_the_archivist_takes_the_whole_file_and_every_hash_in_its_list_is_true(client, school, kirill):
    client.force_login(school.archivist)
    answer = client.post(reverse("student_package", args=[kirill.pk]))
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        listed = dict(
            reversed(line.split("  ", 1))
            for line in package.read("manifest-sha256.txt").decode().splitlines()
        )
        assert set(listed) == set(package.namelist()) - {"manifest-sha256.txt"}
        assert all(hashlib.sha256(package.read(name)).hexdigest() == each for name, each in listed.items())
        data = json.loads(package.read("data.json"))
        assert package.read("papers/001 Диплом.txt") == b"diploma"
    assert data["student"]["full_name"] == "Тарасов Кирилл Денисович"
    assert data["rewards"][0]["number"] == "14-пг"
    kept = json.loads(Entry.objects.get(kind="personal_file").payload)
    assert kept["package"] == hashlib.sha256(answer.content).hexdigest()


@pytest.mark.parametrize("role", ["office", "head", "deputy", "reviewer", "teacher", "administrator"])
def test_nobody_else_takes_the_whole(client, school, kirill, role):
    client.force_login(getattr(school, role))
    assert client.post(reverse("student_package", args=[kirill.pk])).status_code == 404
    assert not Entry.objects.filter(kind="personal_file").exists()


def test_a_damaged_paper_is_told_and_no_package_leaves(client, school, kirill):
    sha256 = kirill.portfolio.get().document_sha256
    blobs.path(sha256).write_bytes(b"another diploma")
    client.force_login(school.archivist)
    answer = client.post(reverse("student_package", args=[kirill.pk]), follow=True)
    assert "повреждён" in answer.content.decode()
    assert not Entry.objects.filter(kind="personal_file").exists()


def text_of(answer):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


def test_only_the_ticked_parts_are_on_the_paper_and_the_journal_knows_them(client, school, kirill):
    client.force_login(school.deputy)
    answer = client.post(reverse("student_pick", args=[kirill.pk]), {"parts": ["rewards"]})
    text = text_of(answer)
    assert "Почётная грамота" in text and "14-пг" in text
    assert "Диплом" not in text and "2013" not in text
    assert json.loads(Entry.objects.get(kind="personal_file").payload) == {"picked": ["rewards"]}


def test_a_teacher_cannot_ask_for_identity_data_even_by_hand(client, school, kirill):
    client.force_login(school.teacher)
    answer = client.post(reverse("student_pick", args=[kirill.pk]), {"parts": ["identity", "rewards"]})
    assert answer.status_code == 422
    client.force_login(school.office)
    answer = client.post(reverse("student_pick", args=[kirill.pk]), {"parts": ["identity"]})
    assert "11.04.2013" in text_of(answer)


def test_nothing_ticked_is_said_beside_the_field(client, school, kirill):
    client.force_login(school.teacher)
    answer = client.post(reverse("student_pick", args=[kirill.pk]), {})
    assert answer.status_code == 422 and "Выберите хотя бы одну часть" in answer.content.decode()
