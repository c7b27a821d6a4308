"""Picked contents of a personal file as a paper for inner use: only the chosen parts, one student, no other names."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

import journal
from documents import lists, making
from documents.lists import Column, Table
from organisation import profile
from organisation.models import User
from records.models import Result
from workflows.students.content import PersonalFile, ProgrammePart, kind_titles

Rows = list[list[lists.Value]]

SOURCES = {
    "own": "наш",
    "credited": "зачтён",
    "external": "другая организация",
    "state": "государственный экзамен",
}


def parts(file: PersonalFile) -> list[tuple[str, str]]:
    """What this reader may choose from: (code, words) of every part that is not empty."""
    offered: list[tuple[str, str, Any]] = [
        ("identity", _("Date of birth, number of the personal file, representatives"), file.whole),
        ("enrolments", _("Periods of study"), file.enrolments),
        *(
            (f"results-{each.programme.pk}", _("Results: %(title)s") % {"title": each.programme.title}, True)
            for each in file.programmes
        ),
        ("plan", _("Individual study plan"), file.plans),
        ("achievements", _("Achievements"), file.achievements),
        ("rewards", _("Rewards"), file.rewards),
        ("papers", _("List of documents"), file.papers),
    ]
    return [(code, words) for code, words, held in offered if held]


def paper(file: PersonalFile, chosen: Sequence[str], by: User) -> bytes:
    """The chosen parts as a PDF; which parts left, of whose file, by whom, is in the journal.

    documents.pdf.PaperTooLarge when the parts are too long for one paper.
    """
    student = file.student
    about = [f"Обучающийся: {student.full_name}" + (f", {student.group}." if student.group else ".")]
    snapshot = lists.snapshot(profile.current(), "Сведения из личного дела", about, tables(file, chosen), by)
    made = making.draw(snapshot).content
    with transaction.atomic():
        journal.append("personal_file", f"student {student.pk}", {"picked": sorted(chosen)}, by)
    return made


def tables(file: PersonalFile, chosen: Sequence[str]) -> list[Table]:
    """The tables of the chosen parts, in the order of the file."""
    made: dict[str, Callable[[PersonalFile], Table]] = {
        "identity": identity,
        "enrolments": enrolments,
        "plan": plan,
        "achievements": achievements,
        "rewards": rewards,
        "papers": papers,
    }
    found = []
    for code, _words in parts(file):
        if code not in chosen:
            continue
        if code in made:
            found.append(made[code](file))
        else:
            found += [results(part) for part in file.programmes if code == f"results-{part.programme.pk}"]
    return found


def identity(file: PersonalFile) -> Table:
    """Who the student is and who acts for them."""
    student = file.student
    rows: Rows = [
        ["Дата рождения", lists.printed(student.birth_date)],
        ["Номер личного дела", student.file_number],
    ]
    rows += [
        [
            each.relation or "Представитель",
            ", ".join(part for part in (each.full_name, each.authority) if part),
        ]
        for each in file.representatives
    ]
    return Table("Личность и представители", [Column("Что", width=50), Column("Сведения")], rows)


def enrolments(file: PersonalFile) -> Table:
    """Programmes, groups and dates."""
    columns = [Column("Программа"), Column("Группа", width=22), Column("С", width=22), Column("По", width=22)]
    rows: Rows = [
        [each.programme.title, each.group, each.started_on, each.ended_on] for each in file.enrolments
    ]
    return Table("Периоды обучения", columns, rows)


def results(part: ProgrammePart) -> Table:
    """Marks of one programme, own and credited told apart by their source."""
    columns = [
        Column("Курс"),
        Column("Отметка", width=30),
        Column("Период", width=24),
        Column("Дата", width=22),
        Column("Источник", width=32),
    ]
    rows: Rows = [_result(each) for unit in part.units for each in (*unit.own, *unit.credited)]
    return Table(f"Результаты: {part.programme.title}", columns, rows)


def _result(result: Result) -> list[lists.Value]:
    return [result.unit.title, result.value, result.period, result.on, SOURCES[result.source]]


def plan(file: PersonalFile) -> Table:
    """The newest individual study plan."""
    columns = [
        Column("Курс"),
        Column("Всего", numeric=True, width=18),
        Column("Зачтено", numeric=True, width=18),
        Column("Осталось", numeric=True, width=20),
    ]
    newest = file.plans[0]
    rows: Rows = [[each.unit.title, each.total, each.credited, each.remaining] for each in newest.lines.all()]
    return Table(f"Индивидуальный учебный план № {newest.number}", columns, rows)


def achievements(file: PersonalFile) -> Table:
    """Achievements in the words of the catalogue."""
    titles = kind_titles()
    columns = [
        Column("Дата", width=22),
        Column("Достижение"),
        Column("Вид", width=38),
        Column("Результат", width=36),
    ]
    rows: Rows = [
        [each.on, each.title, titles.get(each.kind, each.kind), each.place] for each in file.achievements
    ]
    return Table("Достижения", columns, rows)


def rewards(file: PersonalFile) -> Table:
    """Rewards with the numbers of certificate and order."""
    columns = [
        Column("Дата", width=22),
        Column("Поощрение"),
        Column("Номер", width=28),
        Column("Приказ", width=32),
    ]
    rows: Rows = [[each.on, each.title, each.number, each.order_number] for each in file.rewards]
    return Table("Поощрения", columns, rows)


def papers(file: PersonalFile) -> Table:
    """Titles and dates of the documents of the file, without their contents."""
    columns = [Column("Дата", width=22), Column("Документ"), Column("Листов", numeric=True, width=18)]
    return Table("Документы", columns, [[each.on, each.title, each.version.pages] for each in file.papers])
