"""Who may write for a student: addresses on file, and whether they may act on a given day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from records.models import Student
from records.spelling import fold


@dataclass(frozen=True)
class Contact:
    """An address that is on file: whose, in which capacity, and the words for the record."""

    name: str
    role: str  # student | representative
    words: str


def find(student: Student, email: str, on: date) -> Contact | None:
    """The contact of this student behind an address, if that person may act on the day; None otherwise."""
    address = email.strip().lower()
    if not address:
        return None
    if student.email.lower() == address:
        return Contact(student.full_name, "student", _("the address is in the personal file"))
    for each in student.representatives.all():
        if each.email.lower() == address and each.acts_on(on):
            return Contact(each.full_name, "representative", _("the address is in the personal file"))
    return None


def candidates(written: str, birth: date | None = None) -> list[Student]:
    """Students of the name as written (surname first or last). Several are namesakes: a person chooses.

    A birth date as written narrows the list; it never widens it.
    """
    words = [fold(word) for word in written.replace(",", " ").replace(".", " ").split()]
    surnames = {*words, *(" ".join(pair) for pair in pairwise(words))}
    found = Student.objects.filter(search_last__in=surnames)
    named = [each for each in found if agrees(each, words)]
    exact = [each for each in named if birth is not None and each.birth_date == birth]
    return exact or named


def agrees(student: Student, words: Sequence[str]) -> bool:
    """Every written word is a word of the student's name, or an initial of one."""
    names = fold(student.full_name).split()
    return all(any(_same(word, name) for name in names) for word in words)


def _same(word: str, name: str) -> bool:
    return word == name or (len(word) == 1 and name.startswith(word))
