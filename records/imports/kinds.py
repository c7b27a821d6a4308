"""The kinds of lists and the fields of each: what may be in a column, and by which headings it is known. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Field:
    """Something that a column may hold. `known`: beginnings of headings, lower case, ё as е."""

    code: str
    title: "StrOrPromise"
    known: Sequence[str]
    required: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of list. `marks`: a column that is headed by a course unit holds its marks (tables of e-journals)."""

    code: str
    title: "StrOrPromise"
    about: "StrOrPromise"
    fields: Sequence[Field]
    marks: bool = False

    def field(self, code: str) -> Field:
        """KeyError for a code that this kind does not have."""
        return {each.code: each for each in self.fields}[code]


NAME = Field(
    "name",
    _("Full name in one cell"),
    ("фио", "ф.и.о", "фамилия имя", "фамилия, имя", "ученик", "обучающ", "студент", "воспитанник"),
)
LAST = Field("last_name", _("Last name"), ("фамилия",))
FIRST = Field("first_name", _("First name"), ("имя",))
PATRONYMIC = Field("patronymic", _("Patronymic"), ("отчество",))
GROUP = Field("group", _("Class or group"), ("класс", "группа", "подразделение"))
BIRTH = Field("birth_date", _("Date of birth"), ("дата рожд", "д.р", "др", "рожд"))
FILE_NUMBER = Field(
    "file_number", _("Personal file number"), ("личное дело", "номер личного", "№ личного", "№ л/д", "л/д")
)
WHO = (NAME, LAST, FIRST, PATRONYMIC, GROUP, BIRTH, FILE_NUMBER)

STUDENTS = Kind(
    "students",
    _("Students"),
    _("A class, a group or the whole school, with dates of birth."),
    (
        *WHO,
        Field("email", _("E-mail"), ("e-mail", "email", "почта", "эл. почта", "электронная почта")),
        Field("programme", _("Programme (code or title)"), ("программа", "направление", "специальность")),
    ),
)
RESULTS = Kind(
    "results",
    _("Results"),
    _("One mark a row, or a table with course units as columns, as e-journals write it."),
    (
        *WHO,
        Field("unit", _("Course unit (code or title)"), ("предмет", "дисциплина", "курс", "модуль")),
        Field("value", _("Mark"), ("отметка", "оценка", "результат", "балл", "итог")),
        Field("on", _("Date"), ("дата",)),
        Field("period", _("Period"), ("период", "четверть", "полугодие", "семестр", "учебный год")),
        Field("result_kind", _("Kind of result"), ("вид аттестации", "вид контроля", "вид")),
    ),
    marks=True,
)
PROGRAMMES = Kind(
    "programmes",
    _("Programmes with course units"),
    _("One course unit a row; a programme that is not there yet is created."),
    (
        Field("code", _("Code of the programme"), ("код программы", "шифр программы", "код"), required=True),
        Field(
            "title",
            _("Title of the programme"),
            ("программа", "название программы", "наименование программы"),
        ),
        Field("unit_code", _("Code of the unit"), ("код курса", "код дисциплины", "индекс", "шифр")),
        Field(
            "unit",
            _("Course unit"),
            ("предмет", "дисциплина", "курс", "модуль", "наименование", "название"),
            required=True,
        ),
        Field(
            "hours",
            _("Academic hours"),
            ("часы", "часов", "кол-во часов", "количество часов", "объем", "трудоемкость"),
        ),
        Field(
            "assessment_form",
            _("Form of interim assessment"),
            ("форма аттестации", "форма контроля", "форма", "аттестация"),
        ),
        Field("topics", _("Topics, separated by semicolons"), ("темы", "содержание")),
        Field("outcomes", _("Intended outcomes, separated by semicolons"), ("результаты", "планируемые")),
    ),
)
ACHIEVEMENTS = Kind(
    "achievements",
    _("Achievements"),
    _("One achievement a row; its kind is one of the catalogue of the school."),
    (
        *WHO,
        Field(
            "title",
            _("What it was"),
            ("достижение", "мероприятие", "название", "конкурс", "олимпиада"),
            required=True,
        ),
        Field("achievement_kind", _("Kind"), ("вид", "категория", "тип"), required=True),
        Field("on", _("Date"), ("дата",), required=True),
        Field("level", _("Level"), ("уровень",)),
        Field("place", _("Place or result"), ("место", "результат", "статус")),
        Field("evidence", _("Evidence"), ("документ", "подтвержд", "диплом")),
    ),
)
KINDS = {each.code: each for each in (STUDENTS, RESULTS, PROGRAMMES, ACHIEVEMENTS)}
