"""A form of assessment that no list of words holds («радиопередача», «запуск ракеты»), known by where it stands."""

import re

from workflows.credit.reading.fields.titles import is_aside
from workflows.credit.reading.people.names import find_names
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import is_nominative, is_verb
from workflows.credit.reading.text.page import Page, Span
from workflows.credit.reading.text.vocabulary import label_kind

HARMLESS = re.compile(
    r"(?:[«\"]|.*\b(?:класс|кл|школ\w*|лице\w*|гимнази\w*|центр\w*|дом\w*|колледж\w*|институт\w*|"
    r"университет\w*|академи\w*|кванториум\w*|сириус\w*|платформ\w*|онлайн|преподавател\w*|"
    r"учител\w*|педагог\w*|год\w*|г|семестр\w*|четверт\w*|полугоди\w*|справк\w*|сертификат\w*|диплом\w*|"
    r"свидетельств\w*|документ\w*|удостоверени\w*|\d{4})\b)"
)
_WHERE_OR_WHEN = re.compile(
    r"(?<!\w)(?:смен|подгрупп|ступен|набор|курс|модул|отделени|формат(?!и)|предмет|библиотек|дворец|хутор|пос[её]л|деревн|"
    r"бесплат|платн|каникул|ведомост|приказ|по\s|с\s|без\s|обязательн|факультатив|основн|дополнительн|младш|старш|"
    r"выездн|дневн|вечерн|утренн|студи|клуб|лагер|сад|январ|феврал|март|апрел|ма[йяе]|июн|июл|август(?!о)|сентябр|октябр|ноябр|декабр|лето|зима|осень|"
    r"весна|очно|заочно|дистанц|групп|уровень|бюджет)"
)
# Marks that part nothing but fields; a dash, a comma or a slash may stand in a name.
HARD = frozenset(("//", "|", "||", "::", ";", "\t", "→"))
_MOST_WORDS = 4


def may_be_form(text: str) -> bool:
    """Whether a field may be a form of assessment by its shape: a few words in small letters, no place, no date, no
    person, no verb."""
    said = re.findall(r"[а-я-]+", fold(text))
    return (
        1 <= len(said) <= _MOST_WORDS
        and not re.search(r"[\dA-ZА-ЯЁ«\"]", text)
        and not HARMLESS.match(fold(text))
        and not _WHERE_OR_WHEN.search(fold(text))
        and label_kind(fold(text)) in ({None} if len(said) == 1 else {None, "form"})  # «проверка знаний»
        and not is_aside(text)
        and not find_names(text)
        and not any(map(is_verb, said))
        and any(map(is_nominative, said))
    )


def after_name(page: Page, fields: list[Span], first: int, *, has_form: bool) -> bool:
    """Whether the field behind a name is no part of it: «Лепка // роспись блюда // 72 ч», where such marks part the
    values too, and «Лепка — роспись блюда — 5», where no other field is the form."""
    if not 2 <= first < len(fields) or not may_be_form(page.view[slice(*fields[first - 1])]):
        return False
    before = page.view[fields[first - 2][1] : fields[first - 1][0]]
    behind = page.view[fields[first - 1][1] : fields[first][0]]
    mark = before.strip() or before[:1]
    if mark != (behind.strip() or behind[:1]):
        return False
    return mark in HARD or (first == 2 and not has_form and mark in {"—", "-", "–", "/"})
