"""The index gives the same answers on both databases."""

import pytest

from documents import incoming
from documents.finding import index
from documents.models import Page

pytestmark = pytest.mark.django_db

TEXTS = (
    "СПРАВКА ОБ ОБУЧЕНИИ\nИнформатика 108 часов зачёт",
    "Сертификат: английский язык, 72 часа, хорошо",
    'Зачеты и экзамены\nфизика O\'Brien "кавычки" (скобки) & | ! *',
    "",
)


@pytest.fixture
def version():
    made = incoming.store(b"scans", "scans.pdf", "application/pdf", "", origin="uploaded").latest
    index.put(made, TEXTS)
    return made


def pages(words):
    return [each.number for each in index.holding(Page.objects.all(), words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("зачет", [1, 3]),
        ("зачёта", [1, 3]),
        ("ЗАЧЁТАМИ информатикой", [1]),
        ("английского языка", [2]),
        ("часы", [1, 2]),
        ("108", [1]),
        ("10", []),
        ("химия", []),
        ("зачёт английский", []),
        ("o'brien", [3]),
        ("' OR 1=1 --", []),
        ('"кавычка" & | ! * (скобка)', [3]),
        ("AND", []),
        ("", []),
        ("!!!", []),
    ],
)
def test_pages_are_found_by_every_word_in_any_form(version, words, expected):
    assert pages(words) == expected


def test_the_next_version_takes_the_place_of_the_earlier(version):
    later = version.document.versions.create(
        number=2, sha256="0" * 64, size=1, media_type="application/pdf", filename="x", made_at=version.made_at
    )
    index.put(later, ["Химия"])
    assert pages("зачёт") == [] and pages("химии") == [1]
