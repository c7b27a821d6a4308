"""Whom a row means: students by number of the file, by name and birth, by name and class. Two queries for any list."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from records.imports.cells import Unclear
from records.models import Student
from records.spelling import fold, group_key


class Known:
    """All students, found without asking the database again."""

    def __init__(self) -> None:
        self.by_key: dict[int, Student] = {}
        self.by_number: dict[str, Student] = {}
        self.by_name: dict[tuple[str, str], list[Student]] = {}
        for each in Student.objects.all():
            self.by_key[each.pk] = each
            self.by_name.setdefault((each.search_last, each.search_first), []).append(each)
            if each.file_number:
                self.by_number[fold(each.file_number)] = each

    def find(self, said: Mapping[str, Any]) -> Student | None:
        """The student meant; None when nobody is. Unclear("several") when the row fits more than one.

        said: last_name, first_name, and as far as written patronymic, birth_date, group, file_number.
        """
        number = fold(said.get("file_number") or "")
        if number in self.by_number:
            return self.by_number[number]
        named = self.by_name.get((fold(said.get("last_name", "")), fold(said.get("first_name", ""))), [])
        named = [each for each in named if _agree(each.patronymic, said.get("patronymic") or "")]
        if said.get("birth_date"):
            return _one([each for each in named if each.birth_date == said["birth_date"]])
        there = [each for each in named if each.search_group == group_key(said.get("group") or "")]
        present = [each for each in named if each.left_on is None]
        return _one(there or present or named)

    def absent(self, groups: set[str], present: set[int]) -> list[Student]:
        """Students of these groups (keys) who are not among those named, and have not left before."""
        return [
            each
            for each in self.by_key.values()
            if each.search_group in groups and each.left_on is None and each.pk not in present
        ]


def _agree(known: str, written: str) -> bool:
    """A patronymic that is not written, not known, or an initial agrees."""
    ours, theirs = fold(known), fold(written)
    return not ours or not theirs or ours == theirs or (len(theirs) == 1 and ours.startswith(theirs))


def _one(found: list[Student]) -> Student | None:
    if len(found) > 1:
        raise Unclear("several")
    return found[0] if found else None


def identity(said: Mapping[str, Any]) -> tuple[str, str, date | None, str]:
    """What makes two rows of a list the same person."""
    return (
        fold(said["last_name"]),
        fold(said["first_name"]),
        said.get("birth_date"),
        group_key(said.get("group") or ""),
    )
