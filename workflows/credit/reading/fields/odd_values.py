"""Forms and results whose own words forbid to trust them."""

import re

from workflows.credit.reading.fields.forms import field_is_form
from workflows.credit.reading.people.names import find_names
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import is_adjective, is_verb

_PLAIN_FORMS = ("зачет", "экзамен", "тест", "зач", "экз")
_HAPPENED = re.compile(
    r"\d{1,2}\.\d{1,2}\.\d{2,4}|(?<!\w)(?:(?:подскаж|скаж|сообщ|напиш|пришл|ответь)и?те(?!\w)|получен|сдан|сдал|сдава|выставлен|пройден|прош[её]л)"
)
_HOW_STUDIED = re.compile(
    r"\W*(?:(?:очно|заочно)-?)?(?:очн|заочн|дистанцион|онлайн|вечерн|групп|индивидуальн|сетев|удал[её]нн)\w*"
    r"(?:\s(?:форма|обучение|формат|заняти\w+))?\W*"
)  # «форма: очная»
_PAST_OR_PRESENT = re.compile(r"[а-я]{2,}(?:[аеиоуя]л(?:а|о|и|ся|ась|ось|ись)?|[еаиую]тс?я?)(?!\w)")
_NEXT_SENTENCE = re.compile(r"[а-яё]{4}\.\s+[А-ЯЁ][а-яё]{2}")  # «хорошо. Учились там два года»
_RUNS_ON = re.compile(
    rf"{_NEXT_SENTENCE.pattern}|:|\sс\s(?:оценкой|отметкой)\s\w|\sи\Z|[«\"]\d|\sи\s(?:оценк|имею|у\s|результат|отметк|итог\s|\d|(?:зач[её]т|зачтено|пять|четыре|три|отлично|хорошо|(?:не)?удовлетворительно)(?!\w))"
)
_EITHER = re.compile(r"\s(?:или|либо)\s|буд(?:ет|ут)(?!\w)|(?<!\w)(?:пока(?!\w)|планир|предстоит|надеюсь)")


def _two_forms(written: str) -> bool:
    """«концерт зачёт»: two forms with nothing between them, or a form and what came of it."""
    head, _, last = fold(written).rpartition(" ")
    adjective = is_adjective(head.rpartition(" ")[2])  # «контрольный тест» is one
    return last.strip(".") in _PLAIN_FORMS and field_is_form(head) and not adjective


def odd_form(written: str) -> bool:
    """Whether words read as a form hold an alternative, a date, a person, a verb, a second value."""
    said = fold(written)
    return bool(
        _EITHER.search(said)
        or _HAPPENED.search(said)
        or written.count("(") != written.count(")")
        or find_names(written)
        or _HOW_STUDIED.fullmatch(said)
        or _two_forms(written)
        or _RUNS_ON.search(written)
        or any(is_verb(word) for word in _PAST_OR_PRESENT.findall(said))
    )


def odd_result(written: str) -> bool:
    """«4 или 5», «надеюсь на 5» is nobody's result."""
    return bool(_EITHER.search(fold(written)) or _NEXT_SENTENCE.search(written))
