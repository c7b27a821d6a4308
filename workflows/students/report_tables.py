"""A report as tables, for the paper and the spreadsheet (Russian texts, like every paper)."""

from documents.lists import Column, Table, Value
from records.reports import Line, Report, Tally

MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
COUNTS = (
    Column("Отметок", numeric=True, width=20),
    Column("Средняя", numeric=True, width=20),
    Column("4 и 5", numeric=True, width=24),
    Column("Неудовл.", numeric=True, width=22),
)
NOTE = "Средняя считается по отметкам, у которых есть число. Зачтённые и внешние результаты не входят."


def tables(report: Report) -> list[Table]:
    """Students, course units, months, leaders, those behind, campaigns, rewards."""
    return [
        Table("По ученикам", [Column("Ученик"), *COUNTS], [_line(each) for each in report.students], NOTE),
        Table("По курсам", [Column("Курс"), *COUNTS], [_line(each) for each in report.units]),
        Table(
            "Динамика по месяцам",
            [Column("Месяц"), *COUNTS],
            [
                [f"{MONTHS[each.first.month - 1]} {each.first.year}", *counts(each.tally)]
                for each in report.months
            ],
        ),
        Table("Лидеры", [Column("Ученик"), *COUNTS], [_line(each) for each in report.leaders]),
        Table("Отстающие", [Column("Ученик"), *COUNTS], [_line(each) for each in report.behind]),
        Table(
            "Диагностика и мониторинг",
            [Column("Мероприятие"), *COUNTS],
            [_line(each) for each in report.campaigns],
        ),
        Table(
            "Поощрения",
            [Column("Дата", width=22), Column("Ученик"), Column("Поощрение"), Column("Номер", width=26)],
            [[each.on, each.student.short, each.title, each.number] for each in report.rewards],
        ),
    ]


def _line(line: Line) -> list[Value]:
    title = f"{line.title}, {line.about}" if line.about else line.title
    return [title, *counts(line.tally)]


def counts(tally: Tally) -> list[Value]:
    """Marks, average, «n из m» good ones, failing ones."""
    average = None if tally.average is None else round(tally.average, 2)
    return [tally.marks, average, f"{tally.good} из {tally.marks}", tally.failing]
