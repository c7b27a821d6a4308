"""What the words of a heading say of the column or the row under it.

The first noun decides, as in Russian grammar: «дата аттестации» is a date, «форма аттестации» a form, «наименование
организации» an organisation. What the cells below hold is judged apart (see columns.py).
"""

import re

from workflows.credit.reading.fields.hours import find_hours, hours_only
from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.text.vocabulary import label_kind

_NUMBERING = re.compile(r"(?:№|n|no|#|п/п|№\s?п/?\s?п\.?|номер|пп)\Z")
_NOT_TOTAL_HOURS = re.compile(
    r"недел|лекц|практ|аудит|самост|контакт|семинар|лаборат|теор|в день|в семестр|в месяц|в год\b|за урок|занятие\b|"
    r"изучен\w* самост|срс|осталось|стоимост|пропущ|посещ|"
    r"(?<!\w)мин(?!им)|астр|(?<!\w)дн(?:ей|я|и|\.)|месяц|мес\.|(?<!\w)лет(?!\w)|урок|(?<!\w)пары?(?!\w)"
)
_CREDIT_UNITS = re.compile(r"з\.?\s?е\b|зет\b|зач[\w.]*\s?ед|кредит|ects|credit")
_PART = re.compile(
    r"(?:теор|практ|лекц|аудит|самост|семинар|лаб|срс|контакт)\w*\.?(?:\s(?:заняти|работ)\w*)?"
    r"(?:\s?(?:,\s?)?\(?(?:ак\.?\s?)?(?:ч|час|часов)\.?\)?)?"
)
_OUR_SIDE = re.compile(
    r"(?<!\w)ваш\w*(?!\w)|(?<!\w)(?:у|для)\sвас(?!\w)|(?:по|из|в|во)\s(?:\w+\s){0,2}план\w*|учебн\w+\sплан\w*|(?<!\w)план(?!\w)|по\sплану|"
    r"(?:зачесть|перезачесть|засчитать|зачитывается)\s(?:как|в\sсч[её]т|вместо|за)|(?:вместо|взамен)(?!\w)|"
    r"соответству\w+|аналог\w*|эквивалент\w*|(?<!\w)наш\w*(?:\s\w+)?\s(?:предмет|дисциплин|курс)|в\s(?:школе|вузе|колледже|гимназии|лицее)"
)
_ASKED = re.compile(
    r"(?:(?:прошу|просим|хочу|нужно|надо)\s)?(?:пере)?(?:зачесть|засчитать|зачитывать|зач[её]т\s?\?)|(?:прошу|просим)(?!\w)|"
    r"(?:к\s)?перезач[её]т\w*\s?\??"
)
_COURSE = r"(?:дисциплин|предмет|курс|модул|программ|практик|раздел|кружк|секци|мдк|объединени|занят)\w*"
_SORT = (
    r"(?:(?:учебн|образовательн|дополнительн|изученн|пройденн|освоенн|полн|точн|общ|ранее|основн)\w*"
    r"\s?(?:\([^()]*\))?[\s,/]*)*"
)
_TEST = r"(?:аттест|контрол|отч[её]тн|испытан|провер|сдачи|сдавал|зач[её]т|экзамен|оценив|окончан|заверш)"
_CHECK = rf"(?:{_TEST}|итог|пром\w*\.?|п\.?/?а\.?(?!\w)|и\s)"
_RULES = {
    "other": (
        r"дат\w+|когда|период|срок\w*|год(?!ов(?:ая|ой))\w{0,3}(?!\w)|учебн\w+\sгод|уч\.?\s?год|семестр\w*|полугод\w+|"
        r"четверт\w+|класс\w*|групп\w+|преп\w*\.?|педагог\w*|учител\w+|тренер\w*|наставник\w*|руковод\w+|кто(?!\w)|"
        r"где(?!\w)|место(?!\w)|учрежд\w+|организац\w+|школ\w+|центр\w*|заведени\w+|площадк\w+|платформ\w+|"
        r"документ\w*|справк\w+|сертификат\w*|реквизит\w*|подпис\w+|фио|ф\.\s?и\.\s?о|ученик\w*|учащ\w+|обучающ\w+|"
        r"слушател\w+|студент\w*|стоимост\w+|цена|оплат\w+|ссылк\w+|описани\w+|содержани\w+|тем[аы](?!\w)|"
        r"специальност\w+|город|адрес|язык|(?:ступен|уров)\w+|возраст|недел\w+|дней|занятий|урок\w*|приказ\w*|"
        r"протокол\w*|регистр\w+|рег\.|шифр|код(?!\w)|индекс|автор\w*|"
        rf"(?:форм|вид|тип|способ|режим|формат)\w*\s(?!{_CHECK})\w+|курс(?:\s(?:обучени\w*|студента|\(год\w*\)))|"
        rf"(?:наименовани|названи)\w*\s(?!{_SORT}{_COURSE}|полн|по\s|и\s|на\s)\w+|№(?!\s?и\s)|номер\w*(?!\sи\s)|"
        r"date|period|year|teacher|provider|institution|school|place|organi[sz]ation|level"
    ),
    "note": (
        r"примечани\w*|комментари\w*|статус\w*|состояни\w*|пометк\w+|прочее|доп\w*\.?\s(?:сведени|информ)\w+|notes?|"
        r"comment\w*|status|remarks?"
    ),
    "title": (
        rf"(?:наименовани|названи)\w*(?:\s{_SORT}{_COURSE})?|{_SORT}{_COURSE}|кружок|"
        r"что\s(?:прош|изуч|пройд|прохо|осво|уч|зан|ходи|за\s(?:курс|предмет))\w*|что(?!\s\w)|"
        r"(?:subject|course|title|module|discipline)s?(?:\s(?:title|name))?"
    ),
    "hours": (
        r"(?:ак\w*\.?[\s/-]?\s?)?час(?:ы|ов|а|ах|\.)?(?!\w)|(?:ак\.?\s?)?ч(?:\.|(?!\w))|объ[её]м\w*|трудо[её]мк\w*|"
        r"нагрузк\w*|длительност\w*|продолжительност\w*|сколько(?!\s(?:балл|оцен|постав))|длил\w+|"
        r"(?:contact\s)?hours|workload|hrs?(?![\w-])"
    ),
    "form": (
        rf"форм[аы]?(?:(?!\w)(?!\s\w)|\s(?:\w+\s)?{_CHECK}\w*)|(?:вид|тип|способ|формат)\w*\s(?:\w+\s)?{_CHECK}\w*|"
        rf"{_TEST}\w*|контр\.|атт?\.|чем\s(?:за|о)(?:конч|верш|канч)\w+|"
        r"как\s(?:сда|провер|заверш|законч|аттест|оценив|прошл)\w+|что\sсда\w+|работа|испытани\w+|"
        r"assessment|exam\w*|test\s?type|control"
    ),
    "result": (
        r"что\s(?:получ|постав|вышло)\w*|результат\w*|оценк\w*|отметк\w*|(?:оц|отм|рез)\.|балл\w*|кол\w*[\s-]+\w*\s?балл\w*|процент\w*|"
        r"(?:(?:итогов|годов)\w+\s)?итог(?:и|а)?(?!\w)|годовая|итоговая(?!\s\w)|за\sгод(?!\w)|успеваемост\w*|"
        r"достижени\w*|сколько\s(?:балл|постав)\w*|grade|marks?(?!\w)|score|results?"
    ),
    "total": r"(?:всего|итого|общее)(?!\w)",
}
_HEADS = {kind: re.compile(rf"(?<![\w-])(?:{rule})") for kind, rule in _RULES.items()}
_ORDER = ("other", "note", "title", "hours", "form", "result", "total")
_BOTH = re.compile(
    r"(?:наименован|назван|дисциплин|предмет|курс|программ)[\w\s]*(?:[,;/(+]|\sи\s)[^а-я]*(?:объ[её]м|ак\w*\.|час|ч\.|трудо[её]мк|кол)"
)
_DONE = re.compile(
    r"(?:сдан[оа]?|пройден[оа]?|выполнен[оа]?|зачт[её]н[оа]?)\W{0,3}(?:/\s?не\s?\w+)?\??"
)  # «Сдано»: да, нет
_COLUMNS = {"title", "hours", "form", "result"}
ROLES = ("title", "hours", "form", "result", "units", "parts")


def find_columns(headings: list[str]) -> dict[str, list[int]]:
    """Which columns hold title, hours, form and result by their folded words; empty when this is no heading row."""
    if not _may_head(headings):
        return {}
    columns: dict[str, list[int]] = {role: [] for role in ROLES}
    for index, heading in enumerate(headings):
        kind = heading_kind(heading)
        if kind in columns:
            columns[kind].append(index)
    if not columns["title"] and "тема" in headings:
        columns["title"] = [headings.index("тема")]  # when nothing else names the course
    known = sum(bool(columns[kind]) for kind in ("hours", "form", "result"))
    return columns if columns["title"] and known else {}


def heads_columns(headings: list[str]) -> bool:
    """Whether a row of folded cells is a row of headings: at least two different things are named, no value stands."""
    kinds = {heading_kind(heading) for heading in headings} & {"title", "hours", "form", "result"}
    return (
        len(kinds) >= 2 and kinds != {"form", "result"} and _may_head(headings)
    )  # «зачёт | зачтено» are values


def _may_head(headings: list[str]) -> bool:
    return not any(
        hours_only(heading)
        or (whole_result(heading) and not _DONE.fullmatch(heading))
        or re.fullmatch(r"\d{2,4}", heading)
        for heading in headings
    )  # a row of values, whatever its title sounds like («Практикум по …»)


def heading_kind(heading: str) -> str | None:
    """What stands under this folded heading: title, hours, form, result, units, parts, total, note, other; None when
    its words say nothing."""
    heading = heading.strip(" :*")
    if not heading or len(heading) > 120:
        return None
    if _NUMBERING.match(heading):
        return "other"
    if _DONE.fullmatch(heading):
        return "result"
    if find_hours(heading) or whole_result(heading):
        return None
    if _PART.fullmatch(heading):
        return "parts"
    places = {kind: match.start() for kind in _ORDER if (match := _HEADS[kind].search(heading))}
    if not places:
        said = label_kind(heading)  # «Чему учился»: a label in the writer's own words
        return "units" if _CREDIT_UNITS.search(heading) else said if said in _COLUMNS else None
    kind = min(places, key=lambda each: (places[each], _ORDER.index(each)))
    if kind in {"title", "form"} and _BOTH.match(heading):
        return "title"
    if kind in {"hours", "total"} or (_CREDIT_UNITS.search(heading) and kind in {"form", "result"}):
        return _of_hours(heading, kind)
    return kind


def _of_hours(heading: str, kind: str) -> str:
    if _NOT_TOTAL_HOURS.search(heading) and not re.search(r"всего|итого|общ", heading):
        return "parts"
    if _CREDIT_UNITS.search(heading):
        return "hours" if re.search(r"час|\bч\b|ч\.", _CREDIT_UNITS.sub("", heading)) else "units"
    return "hours" if re.search(r"час|(?<!\w)ч(?!\w)", heading) else kind


def is_our_side(heading: str) -> bool:
    """Whether a heading speaks of the reader's own plan («Предмет вашего плана», «Часов по плану»)."""
    return bool(_OUR_SIDE.search(heading))


_OF_PUPILS = re.compile(
    r"фио|ф\.\s?и\.\s?о|ученик|обучающ|учащ|слушател|студент|реб[её]н|воспитанник|участник"
)


def names_pupils(heading: str) -> bool:
    """Whether the cells below say whose course a row is («ФИО», «Ученик»)."""
    return bool(_OF_PUPILS.search(heading)) and not re.search(r"преп|педагог|учител|руковод|тренер", heading)


def asks(heading: str) -> bool:
    """Whether the cells below say if a course is asked for («Прошу зачесть»: да, нет)."""
    return bool(_ASKED.fullmatch(heading.strip(" :?")))
