"""Files of every encoding, delimiter and headings are read the same; what cannot be read is named."""

import datetime
import json

import pytest

from records.imports import cells, headings, reading
from records.imports.kinds import RESULTS, STUDENTS
from tests.records.imports.builders import csv_of, xlsx_of

ROWS = [["ФИО", "Класс", "Дата рождения"], ["Иванов Иван Иванович", "7 «А»", "02.03.2013"]]


def rows_of(data):
    return json.loads(reading.read(data))["rows"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "koi8-r", "cp866"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_encoding_and_delimiter_gives_the_same_rows(encoding, delimiter):
    plain = [[cell.replace("«", "").replace("»", "") for cell in row] for row in ROWS]
    assert rows_of(csv_of(plain, delimiter, encoding)) == plain


def test_a_spreadsheet_gives_text_days_and_whole_numbers():
    data = xlsx_of([["ФИО", "Класс", "Дата рождения"], ["Иванов Иван", 7.0, datetime.date(2013, 3, 2)]])
    assert rows_of(data)[1] == ["Иванов Иван", "7", "2013-03-02"]


def test_a_formula_is_never_run():
    data = xlsx_of(
        [["ФИО", "Класс"], ['=HYPERLINK("http://127.0.0.1:9/x","Иванов")', "7А"], ["Белов Олег", "7А"]]
    )
    assert rows_of(data)[1] == ["", "7А"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old_excel"),
        (b"PK\x03\x04 not a spreadsheet", "damaged"),
        (b"\x00\x01\x02\x03\x04", "encoding"),
        (b"\xff\xfe\x00", "encoding"),
        (bytes(range(128, 256)), "encoding"),
        (xlsx_of([]), "empty"),
    ],
)
def test_what_cannot_be_read_is_named(data, problem):
    assert json.loads(reading.read(data))["problem"] == problem


def test_headings_are_found_below_titles_of_the_report():
    table = [["МБОУ Школа № 14", "", ""], ["на 01.09.2026", "", ""], *ROWS]
    head = headings.find(table, STUDENTS)
    assert head.first_row == 3
    assert headings.guess(head.titles, STUDENTS) == {"name": 0, "group": 1, "birth_date": 2}


def test_double_headings_of_an_e_journal_are_joined():
    table = [
        ["№", "Фамилия, имя обучающегося", "Алгебра", "", "Физика", ""],
        ["", "", "1 четверть", "2 четверть", "1 четверть", "2 четверть"],
        ["1", "Иванов Иван", "5", "4", "3", "4"],
    ]
    head = headings.find(table, RESULTS)
    assert head.first_row == 2
    assert head.titles[2:] == (
        "Алгебра / 1 четверть",
        "Алгебра / 2 четверть",
        "Физика / 1 четверть",
        "Физика / 2 четверть",
    )
    assert headings.guess(head.titles, RESULTS)["name"] == 1


def test_a_list_without_headings_has_none():
    assert headings.find([["Иванов Иван", "7А"], ["Петров Пётр", "7А"]], STUDENTS) is None


def test_both_cells_of_a_name_in_an_accounting_system_are_known_apart():
    titles = ["Табельный номер", "Фамилия", "Имя", "Отчество", "Дата рождения", "Группа"]
    assert headings.guess(titles, STUDENTS) == {
        "last_name": 1,
        "first_name": 2,
        "patronymic": 3,
        "birth_date": 4,
        "group": 5,
    }


@pytest.mark.parametrize(
    "text", ["02.03.2013", "2013-03-02", "2.3.2013", "02.03.13", "41335", "41335,0", "02.03.2013 г."]
)
def test_days_are_read_as_people_and_spreadsheets_write_them(text):
    assert cells.day(text) == datetime.date(2013, 3, 2)


@pytest.mark.parametrize("text", ["31.02.2013", "вчера", "7", "2013"])
def test_what_is_no_day_is_said(text):
    with pytest.raises(cells.Unclear):
        cells.day(text)


def test_names_classes_and_decimals():
    assert cells.person("1. ИВАНОВ Иван Иванович (7А)") == ("Иванов", "Иван", "Иванович")
    assert cells.person("мамин-сибиряк дмитрий") == ("Мамин-Сибиряк", "Дмитрий", "")
    assert {cells.group(text) for text in ("7 «а»", "7-А", "7А", "7 а класс")} == {"7А"}
    assert cells.group("ИС-21") == "ИС-21"
    assert (cells.whole("72,0"), cells.figure("5,0"), cells.figure("4.0")) == (72, "5", "4")
    with pytest.raises(cells.Unclear):
        cells.whole("4,5")
    with pytest.raises(cells.Unclear):
        cells.person("Иванов")
