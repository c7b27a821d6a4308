"""Lists are shown, taken over whole, and taken over once: joined, changed, left and wrong rows are told apart."""

import json
from datetime import date

import pytest

from journal.models import Entry
from records.imports import running
from records.models import Achievement, ColumnMapping, CourseUnit, ImportRun, Programme, Result, Student
from storage import blobs
from tests.builders import a_programme, a_student
from tests.records.imports.builders import csv_of, preview, take_over, xlsx_of

pytestmark = pytest.mark.django_db
HEAD = ["ФИО", "Класс", "Дата рождения", "Личное дело"]
CLASS = [
    HEAD,
    ["Иванов Иван Иванович", "7 «А»", "02.03.2013", "А-1"],
    ["ПЕТРОВА АННА ОЛЕГОВНА", "7а", "41335", "А-2"],
    ["Ёлкин Пётр", "7-А", "2013-05-06", ""],
]


def report(run):
    return json.loads(blobs.get(run.report_sha256))


def test_a_class_joins_and_nothing_is_stored_before_the_word(school):
    run = preview("students", csv_of(CLASS), school.office)
    assert run.status == "preview"
    assert run.counts == {"joined": 3, "changed": 0, "left": 0, "unchanged": 0, "errors": 0}
    assert not Student.objects.exists()
    assert take_over(run).status == "done"
    anna = Student.objects.namesakes("Петрова").get()
    assert (anna.full_name, anna.group, anna.birth_date) == ("Петрова Анна Олеговна", "7А", date(2013, 3, 2))
    assert Student.objects.namesakes("елкин").get().search_group == "7А"
    assert Entry.objects.get(kind="import").actor_id == school.office.pk


def test_the_same_list_again_changes_nothing_in_any_format(school):
    take_over(preview("students", csv_of(CLASS), school.office))
    again = preview("students", xlsx_of(CLASS), school.office, name="список.xlsx")
    assert again.counts == {"joined": 0, "changed": 0, "left": 0, "unchanged": 3, "errors": 0}
    assert Student.objects.count() == 3


def test_a_later_list_shows_who_joined_changed_and_left(school):
    take_over(preview("students", csv_of(CLASS), school.office))
    bystander = a_student("Сидоров Олег", group="8Б")
    later = [HEAD, ["Иванов Иван Иванович", "7Б", "02.03.2013", "А-1"], ["Петрова Анна", "7А", "02.03.2013", ""],
             ["Новиков Лев", "7А", "09.09.2013", "А-4"]]  # fmt: skip
    run = preview("students", csv_of(later), school.office, whole=True)
    assert run.counts == {"joined": 1, "changed": 1, "left": 1, "unchanged": 1, "errors": 0}
    assert report(run)["changed"] == [[2, "Иванов Иван, 7Б", [["group", "7А", "7Б"]]]]
    assert report(run)["left"] == ["Ёлкин Пётр, 7А"]
    take_over(run)
    assert Student.objects.namesakes("Елкин").get().left_on is not None
    assert Student.objects.namesakes("Петрова").get().patronymic == "Олеговна"
    assert Student.objects.get(pk=bystander.pk).left_on is None


def test_who_left_comes_back_with_the_list(school):
    gone = a_student(
        "Иванов Иван Иванович", group="7А", birth_date=date(2013, 3, 2), left_on=date(2025, 6, 1)
    )
    run = preview("students", csv_of(CLASS[:2]), school.office)
    assert run.counts["changed"] == 1
    take_over(run)
    back = Student.objects.get(pk=gone.pk)
    assert back.left_on is None and back.file_number == "А-1"


def test_every_wrong_row_is_named_with_row_and_column_and_keeps_nobody_from_being_looked_at(school):
    a_student("Кузнецов Иван", group="7А", birth_date=date(2013, 2, 20))
    a_student("Кузнецов Иван", group="7А", birth_date=date(2013, 10, 7))
    wrong = [HEAD, ["Иванов", "7А", "02.03.2013", ""], ["Белов Олег", "7А", "32.13.2013", ""],
             ["Орлов Ян", "7А", "", ""], ["Кузнецов Иван", "7А", "", ""], ["Фомин Лев", "7А", "01.01.2013", ""],
             ["Фомин  Лев", "7 а", "01.01.2013", ""], ["Зуев Ян", "7А", "01.01.2126", ""]]  # fmt: skip
    run = preview("students", csv_of(wrong), school.office, whole=True)
    assert [tuple(each[:3]) for each in sorted(report(run)["faults"])] == [
        (2, "name", "name"),
        (3, "birth_date", "date"),
        (4, "birth_date", "birth_missing"),
        (5, "name", "several"),
        (7, "", "twice"),
        (8, "birth_date", "future"),
    ]
    assert run.counts["joined"] == 1 and run.counts["left"] == 0


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"", "empty"), (csv_of([["Иванов Иван", "7А"]]), "no_header"), (b"\x00\x00", "encoding")],
)
def test_a_file_that_is_no_list_ends_at_once_with_words(school, data, problem):
    run = preview("students", data, school.office)
    assert (run.status, run.problem) == ("failed", problem)


def test_a_corrected_mapping_is_kept_for_the_next_file_with_these_headings(school):
    rows = [
        ["Ребёнок", "ФИО родителя", "Класс", "Родился"],
        ["Иванов Иван", "Иванова Анна", "7А", "02.03.2013"],
    ]
    columns = {"name": 0, "group": 2, "birth_date": 3}
    take_over(preview("students", csv_of(rows), school.office, columns=columns))
    assert ColumnMapping.objects.get().saved_by == school.office
    again = running.start(
        "students",
        csv_of([rows[0], ["Белов Олег", "Белова Ия", "7А", "01.02.2013"]]),
        "b.csv",
        {},
        school.office,
    )
    assert again.columns == columns


def test_marks_of_an_e_journal_with_double_headings_are_taken_once(school):
    programme = a_programme()
    first, second = programme.units.all()[:2]
    a_student("Иванов Иван", group="7А")
    a_student("Белова Ия", group="7А")
    rows = [
        ["№", "ФИО обучающегося", "Класс", first.title, "", second.title],
        ["", "", "", "1 четверть", "2 четверть", "1 четверть"],
        ["1", "Иванов Иван", "7а", "5", "4", "зач"],
        ["2", "Белова Ия", "7а", "5,0", "", "12"],
    ]
    run = preview("results", csv_of(rows), school.teacher, programme=programme.pk)
    assert (run.counts["joined"], run.counts["errors"]) == (4, 1)
    assert report(run)["faults"] == [[4, "value", "mark", "12"]]
    take_over(run)
    marks = set(Result.objects.values_list("student__last_name", "unit__title", "period", "value"))
    assert marks == {
        ("Иванов", first.title, "1 четверть", "отлично"),
        ("Иванов", first.title, "2 четверть", "хорошо"),
        ("Иванов", second.title, "1 четверть", "зачтено"),
        ("Белова", first.title, "1 четверть", "отлично"),
    }
    assert set(Result.objects.values_list("author", flat=True)) == {school.teacher.pk}
    corrected = [*rows[:2], ["1", "Иванов Иван", "7а", "3", "4", "зач"]]
    again = preview("results", csv_of(corrected), school.teacher, programme=programme.pk)
    assert (again.counts["joined"], again.counts["changed"], again.counts["unchanged"]) == (0, 1, 2)
    take_over(again)
    assert Result.objects.count() == 4


def test_a_programme_with_its_units_is_created_and_then_corrected(school):
    rows = [
        ["Код", "Программа", "Индекс", "Дисциплина", "Часов", "Форма контроля", "Темы"],
        ["BIO", "Биология", "Б1", "Ботаника", "36,0", "зачёт", "Листья; Корни"],
        ["BIO", "Биология", "Б2", "Зоология", "72", "экзамен", ""],
        ["", "Биология", "Б3", "Анатомия", "много", "", ""],
    ]
    run = preview("programmes", xlsx_of(rows), school.office)
    assert (run.counts["joined"], run.counts["errors"]) == (2, 1)
    assert not Programme.objects.exists()
    take_over(run)
    made = Programme.objects.get(code="BIO")
    assert [(each.title, each.hours, each.position, each.topics) for each in made.units.all()] == [
        ("Ботаника", 36, 1, ["Листья", "Корни"]),
        ("Зоология", 72, 2, []),
    ]
    rows[1][4] = "40"
    again = preview("programmes", xlsx_of(rows[:3]), school.office)
    assert (again.counts["changed"], again.counts["unchanged"]) == (1, 1)
    take_over(again)
    assert CourseUnit.objects.get(code="Б1").hours == 40


def test_achievements_come_with_kinds_of_the_catalogue(school):
    ivan = a_student("Иванов Иван", group="7А")
    rows = [
        ["ФИО", "Класс", "Мероприятие", "Вид", "Дата", "Уровень", "Место"],
        ["Иванов Иван", "7А", "Физика", "Олимпиада", "14.03.2026", "региональный", "2 место"],
        ["Иванов Иван", "7А", "Шахматы", "чудо", "14.03.2026", "", ""],
        ["Никто Никак", "7А", "Физика", "Олимпиада", "14.03.2026", "", ""],
    ]
    run = preview("achievements", csv_of(rows), school.office)
    assert [each[2] for each in report(run)["faults"]] == ["choice", "unknown_student"]
    take_over(run)
    kept = Achievement.objects.get()
    assert (kept.student, kept.kind, kept.level, kept.author) == (ivan, "olympiad", "regional", school.office)
    assert preview("achievements", csv_of(rows), school.office).counts["unchanged"] == 1


def test_a_plan_that_is_no_longer_true_is_shown_again_and_not_taken_over(school):
    run = preview("students", csv_of(CLASS), school.office)
    a_student("Иванов Иван Иванович", group="7А", birth_date=date(2013, 3, 2), file_number="А-1")
    running.confirm(run, run.plan_sha256)
    assert running.work(run.pk) == "preview"
    again = ImportRun.objects.get(pk=run.pk)
    assert (again.problem, again.counts["joined"]) == ("changed", 2)
    assert Student.objects.count() == 1
    with pytest.raises(running.NotThisStep):
        running.confirm(again, run.plan_sha256)


def test_a_worker_that_dies_while_taking_over_leaves_nothing_half_and_another_ends_it(school, monkeypatch):
    run = preview("students", csv_of(CLASS), school.office)
    running.confirm(run, run.plan_sha256)

    def power_cut(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(running.planning, "leave", power_cut)
        running.work(run.pk)
    assert not Student.objects.exists()
    assert running.work(run.pk) == "busy"
    ImportRun.objects.update(locked_until=None)
    assert running.run_due() == {"done": 1}
    assert Student.objects.count() == 3
    assert running.run_due() == {}


def test_a_run_that_kills_every_worker_is_given_up(school):
    run = preview("students", csv_of(CLASS), school.office)
    ImportRun.objects.filter(pk=run.pk).update(status="applying", attempts=running.MOST_ATTEMPTS)
    assert running.work(run.pk) == "failed"


def test_a_long_list_costs_no_query_for_each_row(school, django_assert_max_num_queries):
    rows = [
        HEAD,
        *(
            ["Иванов Иван", f"{n % 9 + 1}А", f"{n % 28 + 1:02}.03.{1990 + n % 25}", f"Н-{n}"]
            for n in range(1500)
        ),
    ]
    run = running.start("students", csv_of(rows), "a.csv", {"whole": False}, school.office)
    running.columns_are(run, run.columns, school.office)
    with django_assert_max_num_queries(40):
        running.work(run.pk)
    run = ImportRun.objects.get(pk=run.pk)
    running.confirm(run, run.plan_sha256)
    with django_assert_max_num_queries(60):
        running.work(run.pk)
    assert Student.objects.count() == run.counts["joined"] > 600


@pytest.mark.once
@pytest.mark.slow
def test_fifty_thousand_rows_are_compared_taken_over_and_known_again(school, monkeypatch):
    rows = [HEAD]
    for n in range(50_000):
        born = f"{n % 28 + 1:02}.{n // 28 % 12 + 1:02}.{2005 + n // 336 % 10}"
        rows.append([f"Иванов{chr(1072 + n // 3360)} Иван", f"{n % 11 + 1}А", born, f"Н-{n}"])
    heard = []
    monkeypatch.setattr(running, "_tick", lambda _pk, row: heard.append(row))
    run = preview("students", xlsx_of(rows), school.office, name="школа.xlsx")
    assert run.counts["joined"] == 50_000 and run.total_rows == 50_000 and len(heard) == 25
    take_over(run)
    assert Student.objects.count() == 50_000
    again = preview("students", csv_of(rows), school.office)
    assert again.counts == {"joined": 0, "changed": 0, "left": 0, "unchanged": 50_000, "errors": 0}
