"""Deciding who the applicant is, in what capacity, and which students the letter is about."""

import re
from dataclasses import dataclass, replace

from workflows.credit.reading.fields.dates import birth_date
from workflows.credit.reading.people.capacity import represents, self_named, staff_words
from workflows.credit.reading.people.charges import asks_for_himself
from workflows.credit.reading.people.identity import Person, compatible, fullest, person, settled
from workflows.credit.reading.people.names import find_names, role
from workflows.credit.reading.people.nominatives import may_stand_in
from workflows.credit.reading.people.students import students_named
from workflows.credit.reading.people.writers import writers_of
from workflows.credit.reading.tables.cells import CellPage
from workflows.credit.reading.text.folding import fold, squeeze
from workflows.credit.reading.text.page import Page
from workflows.credit.reading.text.sentences import ASK
from workflows.credit.reading.values import Student, Value

_ADDRESSEE = re.compile(
    r"(?:директор\w*|уважаем\w+|ректор\w*|заведующ\w+|руководител\w+|начальник\w*|декан\w*|"
    r"преподавател\w+|учител\w+|педагог\w*|тренер\w*|здравствуйте|добрый день|добрый вечер|тел\.?|"
    r"обращайтесь к|господин\w*|имени)[ ,:«»\w]{0,40}\n?\Z"
)
_I_STUDY = re.compile(
    r"я\s(?:\w+\s)?(?:учусь|учил|обучаюсь|обучал|студент|ученик|ученица|слушател|занимаюсь|выпускни)|"
    r"я,\s[^!?\n]{3,90}?,\s(?:учусь|учил|обучаюсь|обучал)|"
    r"(?<!\w)я\s(?:у\sвас\s)?(?:прош[её]?л|изуч|освои|сда|законч|окончи)\w*|"
    r"мо[яйиею]{1,2}\s(?:групп|оценк|успеваем|обучени)|меня\sзачисл|(?:мне|меня)\s"
)


_FIRST_PERSON = re.compile(
    r"(?<!\w)(?:прошу|хочу|хотел\w*|желаю|я|мне|меня|мной|мо(?:й|я|и|их|ей|его|ем|ю)|сво(?:й|я|и|их|ей|его|ю)|нуж(?:ен|н[аоы]))(?!\w)"
)
# «зачесть ей этот курс», «засчитайте ему»: asked for another, by somebody who holds no post
_FOR_THEM = re.compile(rf"{ASK.pattern}[\s,]+(?:пожалуйста[\s,]+)?(?:ему|ей|им)(?!\w)")
MOST_NAMES = 60  # of one page; more is a list that a person must read


@dataclass(frozen=True)
class Persons:
    """The people of a letter."""

    applicant: Value
    role: str
    student: Value
    birth: Value
    students: tuple[Student, ...]
    mentions: tuple[tuple[int, int], ...]  # (position in the body, index into students)
    reasons: tuple[str, ...]


def judge(kind: str, display: Page, own: Page, subject: Page, documents: list[Page]) -> Persons:
    """The applicant, the role and the students; `own` is the writer's text with course rows blanked."""
    applicant_people = writers_of(display, own)
    forms = [
        page for page in documents if page.part != "filename" and re.search(r"заявлени|прошу", page.folded)
    ]
    if not own.view.strip() or not any(find_names(own.view)):
        applicant_people += [
            one for page in forms for one in self_named(page) if _may_join(one, applicant_people)
        ]
    capacity = _role(kind, own, subject, forms)
    named = _students(own, subject, documents, applicant_people, capacity)
    if capacity != "student":  # who is named as a student did not write
        applicant_people = [
            one
            for one in applicant_people
            if not any(
                strength >= 2 and other.page is one.page and other.found == one.found
                for other, strength in named
            )
        ]
    if kind in {"reply", "other"}:
        return Persons(_applicant(applicant_people, display), capacity, Value(), Value(), (), (), ())
    if capacity == "student":
        return _own_case(applicant_people, named, display, [own, *documents])
    said = _for_another(capacity, applicant_people, named, display, [own, *documents])
    if kind == "reward_nomination":  # a person takes on each of them
        return replace(said, reasons=tuple(one for one in said.reasons if one != "student_unclear"))
    return said


def _may_join(one: Person, others: list[Person]) -> bool:
    return not others or any(compatible(one, other) for other in others)


def _applicant(people: list[Person], display: Page) -> Value:
    if people:
        return fullest(people).value
    shown = squeeze(display.text)
    if not shown or "@" in shown:
        return Value()
    named = bool(_TWO_WORDS.fullmatch(shown)) or role(shown) in {
        "Name",
        "Surn",
    }  # «lubov», «Семья», «iPhone» are no names of people
    return Value(shown, display.text, display.source(0, len(display.text)), "display name as written", named)


_TWO_WORDS = re.compile(r"[^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.-]*){1,3}")


def _role(kind: str, own: Page, subject: Page, forms: list[Page]) -> str:
    if kind == "reply":
        return "unknown"
    if kind == "reward_nomination":
        return (
            "staff"
            if staff_words(own) or staff_words(own, tail_only=False) or not represents(own)
            else "representative"
        )
    if represents(own) or represents(subject) or any(represents(page) for page in forms):
        return "representative"
    if staff_words(own):
        return "staff"
    if _FOR_THEM.search(own.folded):
        return "representative"
    if kind == "credit_application":
        return "student"
    if _I_STUDY.search(own.folded) or (kind == "disclosure_request" and _FIRST_PERSON.search(own.folded)):
        return "student"
    return "unknown"


def _students(
    own: Page, subject: Page, documents: list[Page], writers: list[Person], capacity: str
) -> list[tuple[Person, int]]:
    found = [*students_named(own)[:MOST_NAMES], *students_named(subject)]
    found += [
        (one, min(strength, 2))
        for page in documents
        if page.part != "filename"
        for one, strength in students_named(page)[:MOST_NAMES]
    ]
    for page, strength in (
        (own, 1),
        (subject, 1),
        *((each, 1) for each in documents if isinstance(each, CellPage) or each.part == "filename"),
    ):
        for name in find_names(page.view)[:MOST_NAMES]:
            if _ADDRESSEE.search(fold(page.view[max(0, name.start - 60) : name.start])) or not (
                name.part("Name") and name.part("Surn")
            ):
                continue
            one = person(page, name)
            if not any(other.found == name and other.page is page for other, _ in found):
                found.append((one, strength))
    if capacity == "student":
        return found
    others = [
        (one, strength)
        for one, strength in found
        if not writers
        or not all(compatible(one, writer) for writer in writers)
        or not any(_is_writer(one, writer) and (strength < 2 or writer.given()) for writer in writers)
    ]
    return others or _given_only(own, writers)


_OF_THEM = re.compile(r"(?<!\w)(?:ему|ей|его|ее|он|она)(?!\w)")


def _given_only(own: Page, writers: list[Person]) -> list[tuple[Person, int]]:
    """«Наш Матвей ходил на кружки, зачтите ему …»: the only given name of a letter, that begins what is told."""
    out = []
    for name in find_names(own.view, given_only=True) if _OF_THEM.search(own.folded) else []:
        before = own.folded[: name.start]
        if (
            len(name.parts) == 1
            and may_stand_in("nomn", name)
            and not _ADDRESSEE.search(before[-60:])
            and re.search(r"(?:(?:\A|[.!?\n])\s*|(?<!\w)(?:наша?|моя|мой)\s)\Z", before)
        ):
            out.append((person(own, name, frozenset({"nomn"})), 1))
    return [
        one
        for one in out
        if not any(one[0].found == writer.found and one[0].page is writer.page for writer in writers)
    ]


def _is_writer(one: Person, writer: Person) -> bool:
    return compatible(one, writer) and bool(one.given() or writer.given() is None)


def _own_case(
    writers: list[Person], named: list[tuple[Person, int]], display: Page, pages: list[Page]
) -> Persons:
    if not writers and len({one.given() for one, strength in named if strength >= 2}) == 1:
        writers = [one for one, strength in named if strength >= 2]
        if (
            writers[0].page is pages[0]
            and not may_stand_in("nomn", writers[0].found)
            and not asks_for_himself(pages[0])
        ):
            # «прошу зачесть ученице Дзюбе Анне» that nobody signs
            student, born = fullest(writers).value, _born(writers, pages)
            return Persons(_applicant([], display), "unknown", student, born, (), (), ("capacity_unclear",))
    mine = [*writers, *(one for one, _ in named if any(compatible(one, writer) for writer in writers))]
    others = [
        one
        for one, strength in named
        if strength >= 2 and writers and not any(compatible(one, writer) for writer in mine)
    ]
    applicant = _applicant(mine, display)
    family = [one for one, _ in named if one.surname() and any(compatible(one, other) for other in others)]
    if (family or (others and all(_called_by_given(one) for one in others))) and all(
        _of_one_family(one, writers[0]) for one in family
    ):
        rest = [
            (one, strength) for one, strength in named if not any(_is_writer(one, each) for each in writers)
        ]
        return _for_another("representative", writers, rest, display, pages)
    if others:  # a document on another person's name: who asks for whom is for a person to say
        return Persons(
            _applicant(writers, display),
            "unknown",
            fullest(others).value,
            _born(others, pages),
            (),
            (),
            ("capacity_unclear",),
        )
    return Persons(applicant, "student", applicant, _born(mine, pages), (), (), ())


def _called_by_given(one: Person) -> bool:
    """«Сертификат Вероники», signed by another: so is called who belongs to one's home."""
    return len(one.found.parts) == 1 and one.given() is not None


def _of_one_family(one: Person, writer: Person) -> bool:
    """«Прошу зачесть Злате …», signed by another Зимина: who asks for a bearer of the same surname asks for a child."""
    theirs, ours = one.surname() or "", writer.surname() or ""
    shorter = min(len(theirs), len(ours))
    return shorter > 3 and abs(len(theirs) - len(ours)) <= 1 and theirs[: shorter - 1] == ours[: shorter - 1]


def _for_another(
    capacity: str, writers: list[Person], named: list[tuple[Person, int]], display: Page, pages: list[Page]
) -> Persons:
    groups: list[list[tuple[Person, int]]] = []
    for one, strength in sorted(named, key=lambda pair: -pair[1]):
        home = next((group for group in groups if any(compatible(one, other) for other, _ in group)), None)
        (home.append((one, strength)) if home is not None else groups.append([(one, strength)]))
    best = max((strength for group in groups for _, strength in group), default=0)
    strong = [group for group in groups if max(strength for _, strength in group) >= min(best, 2)]
    applicant = _applicant(writers, display)
    if len(strong) > 1 and best >= 2:
        return _several(
            capacity,
            applicant,
            [[(settled(one, writers), strength) for one, strength in group] for group in strong],
            pages,
        )
    if not strong or (len(strong) > 1 and best < 2):
        return Persons(applicant, capacity, Value(), Value(), (), (), ())
    people = [settled(one, writers) for one, _ in strong[0]]
    sure = [one for one in people if one.certain]
    chosen = fullest(sure or people)
    if not sure:  # «Хана Арсения»: of whom that is the nominative, a person says
        doubted = replace(chosen.value, trusted=False)
        return Persons(applicant, capacity, doubted, _born(people, pages), (), (), ("student_unclear",))
    return Persons(applicant, capacity, chosen.value, _born(people, pages), (), (), ())


def _several(
    capacity: str, applicant: Value, groups: list[list[tuple[Person, int]]], pages: list[Page]
) -> Persons:
    own = pages[0]
    ordered = sorted(
        groups, key=lambda group: min(one.found.start if one.page is own else 10**9 for one, _ in group)
    )
    students, mentions = [], []
    for number, group in enumerate(ordered):
        people = [one for one, _ in group]
        students.append(Student(fullest(people).value, _born(people, pages[:1], named_only=True)))
        mentions += [(one.found.start, number) for one in people if one.page is own]
    return Persons(
        applicant, capacity, Value(), Value(), tuple(students), tuple(sorted(mentions)), ("several_students",)
    )


def _born(people: list[Person], pages: list[Page], *, named_only: bool = False) -> Value:
    for one in people:
        value = birth_date(one.page, one.found.end)
        if value.value and (value.rule == "date after the name" or not named_only):
            return value
    if named_only:
        return Value()
    return next((value for page in pages if (value := birth_date(page, None)).value), Value())
