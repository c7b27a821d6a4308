"""Small makers of the people and programmes that tests tell stories about. All names are invented."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group

from config.groups import prepare_groups
from deadlines.calendar import load_file
from deadlines.models import CalendarDay, CalendarYear
from organisation.loading import load_profile
from organisation.models import Edition, User
from organisation.profile import Profile, parse
from organisation.roles import Role
from organisation.staffing import set_roles
from records.models import CourseUnit, Programme, Representative, Student
from tests.rows import Rows

CALENDAR = settings.BASE_DIR / "fixtures" / "calendar" / "production_calendar_ru.csv"
PASSWORD = "severny-veter-2026"
_serial = count(1)


@dataclass(frozen=True)
class School:
    """The demo profile in force and one person for every role."""

    profile: Profile
    staff: dict[Role, User]

    @property
    def reviewer(self) -> User:
        return self.staff[Role.REVIEWER]

    @property
    def head(self) -> User:
        return self.staff[Role.HEAD]

    @property
    def office(self) -> User:
        return self.staff[Role.OFFICE]

    @property
    def deputy(self) -> User:
        return self.staff[Role.DEPUTY]

    @property
    def teacher(self) -> User:
        return self.staff[Role.TEACHER]

    @property
    def archivist(self) -> User:
        return self.staff[Role.ARCHIVIST]

    @property
    def administrator(self) -> User:
        return self.staff[Role.ADMINISTRATOR]


PEOPLE = {
    Role.REVIEWER: ("lapina", "Лапина", "Ольга", "Викторовна", "завуч"),
    Role.HEAD: ("zharkov", "Жарков", "Андрей", "Павлович", "директор"),
    Role.OFFICE: ("sedova", "Седова", "Марина", "Львовна", "канцелярия"),
    Role.DEPUTY: ("boyko", "Бойко", "Нина", "Сергеевна", "заместитель директора"),
    Role.TEACHER: ("luneva", "Лунёва", "Светлана", "Игоревна", "классный руководитель 7Б"),
    Role.ARCHIVIST: ("gorin", "Горин", "Пётр", "Ильич", "архивист"),
    Role.ADMINISTRATOR: ("titova", "Титова", "Вера", "Олеговна", "администратор"),
}


def a_school() -> School:
    """The demo profile, the calendar, and one member of staff per role, named as in the demo school.

    The product makes it once a run; then its rows are laid again: nearly every test begins with them.
    """
    if any(table._base_manager.exists() for table in (Edition, CalendarYear, Group, User)):
        return _make_school()
    if not _made:
        _made.append((_make_school(), Rows.of(SCHOOL)))
    else:
        _made[0][1].lay()
    people = User.objects.in_bulk(field_name="username")
    staff = {role: people[username] for role, (username, *_) in PEOPLE.items()}
    return School(profile=_made[0][0].profile, staff=staff)


SCHOOL = (
    User,
    Edition,
    CalendarYear,
    CalendarDay,
    Group,
    Group.permissions.through,
    User.groups.through,
)
_made: list[tuple[School, Rows]] = []  # one at most


def _make_school() -> School:
    edition = load_profile("demo")
    prepare_groups()
    load_file(CALENDAR)
    staff = {
        role: a_user(
            role,
            username=username,
            last_name=last,
            first_name=first,
            patronymic=patronymic,
            position=position,
        )
        for role, (username, last, first, patronymic, position) in PEOPLE.items()
    }
    return School(profile=parse(edition.data), staff=staff)


def a_user(*roles: Role, username: str = "", **fields: Any) -> User:
    """An active member of staff with the roles; the password is PASSWORD."""
    user = User.objects.create_user(username or f"user{next(_serial)}", password=PASSWORD, **fields)
    set_roles(user, roles)
    return user


def amend_profile(**changes: Any) -> Profile:
    """Rewrite the newest edition in place (tests only): nested mappings are merged, other values replaced."""
    edition = Edition.objects.latest("valid_from")
    for key, value in changes.items():
        old = edition.data.get(key)
        edition.data[key] = {**old, **value} if isinstance(old, dict) else value
    edition.save()
    return parse(edition.data)


PYTHON_UNITS: tuple[dict[str, Any], ...] = (
    {
        "title": "Основы программирования на Python",
        "hours": 72,
        "assessment_form": "зачёт",
        "topics": [
            "Переменные и типы данных",
            "Ввод и вывод",
            "Условный оператор",
            "Циклы",
            "Строки",
            "Списки",
            "Словари",
            "Функции",
            "Файлы",
            "Работа с CSV",
            "Исключения",
            "Модули",
        ],
        "outcomes": ["пишет программы с ветвлениями и циклами", "разбивает задачу на функции"],
    },
    {
        "title": "Введение в алгоритмы и структуры данных",
        "hours": 36,
        "assessment_form": "экзамен",
        "topics": ["Сложность, O-нотация", "Сортировки", "Рекурсия", "Стек и очередь", "Двоичный поиск"],
        "outcomes": ["оценивает сложность алгоритма"],
    },
    {
        "title": "Основы веб-разработки",
        "hours": 36,
        "assessment_form": "зачёт",
        "topics": ["HTML", "CSS", "HTTP", "Формы", "Шаблоны"],
        "outcomes": ["пишет код веб-страницы"],
    },
    {
        "title": "Работа с данными",
        "hours": 36,
        "assessment_form": "экзамен",
        "topics": ["Таблицы", "Очистка данных", "SQL", "Графики"],
        "outcomes": ["готовит данные к анализу"],
    },
    {
        "title": "Проектная работа",
        "hours": 24,
        "assessment_form": "защита проекта",
        "topics": ["Постановка задачи", "План", "Прототип", "Проверка", "Защита"],
        "outcomes": ["защищает готовый проект"],
    },
)


def a_programme(
    title: str = "Python. Базовый уровень", units: tuple[dict[str, Any], ...] = PYTHON_UNITS, **fields: Any
) -> Programme:
    """A programme with its course units; without arguments the 204-hour one of the screens."""
    programme = Programme.objects.create(**{"code": f"П-{next(_serial)}", "title": title, **fields})
    for position, unit in enumerate(units, start=1):
        CourseUnit.objects.create(programme=programme, position=position, **unit)
    return programme


def a_student(full_name: str = "Тарасов Кирилл Денисович", **fields: Any) -> Student:
    """A minor student; `full_name` is «last first patronymic»."""
    last, first, *rest = full_name.split()
    return Student.objects.create(
        **{
            "last_name": last,
            "first_name": first,
            "patronymic": " ".join(rest),
            "birth_date": date(2013, 4, 11),
            "group": "7Б",
            **fields,
        }
    )


def a_representative(
    student: Student, email: str = "tarasova.em@pochta.example", **fields: Any
) -> Representative:
    """A mother on file, with authority since 2019."""
    return Representative.objects.create(
        **{
            "student": student,
            "full_name": "Тарасова Елена Михайловна",
            "relation": "мать",
            "email": email,
            "authority": "свидетельство о рождении",
            "valid_from": date(2019, 9, 1),
            **fields,
        }
    )
