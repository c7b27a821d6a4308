"""Finding statements of workload in academic hours, and telling totals from everything that only looks like one.

A number is a total only when nothing around it says otherwise: hours per week, approximations, ranges, parts of a
breakdown, astronomical hours and hours shared by several courses are found but carry a doubt instead of a value.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from workflows.credit.reading.fields.numerals import NUMERAL, numeral
from workflows.credit.reading.text.folding import fold

LONGEST_COURSE = 5000  # hours; more is a year, a price or a typing mistake

_FIGURE = r"\d{1,3}(?:[ ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_KIND = (
    r"(?:(?:(?P<astro>астрономич\w*|полных|контактн\w*|аудиторн\w*|лекционн\w*|практич\w*)|"
    r"ак(?:ад(?:ем\w*)?)?|а|уч(?:еб\w*)?|"
    r"академ\w*|общих|всего|полноценных|тренировочн\w*)(?:\.\s?|[\s/-]\s?|(?=час)))?"
)
_UNIT = (
    _KIND + r"(?:час(?:а|ов|у|ами|ам|ы)?(?!\w)|час\.|ч(?!\w)\.?|"
    r"(?:чс|чсов|чаоса|чаосв|часво|чсаов|часв|чаов|чачов|чассов|часоф|чаас)(?!\w)|hours?(?!\w)|hrs?(?!\w)\.?|h(?!\w))"
)
_COUNTED = re.compile(
    rf"(?<![\w.])(?<!\d,)(?:(?P<figure>{_FIGURE})(?:\s?\((?P<again>{NUMERAL})\))?|"
    rf"(?P<words>{NUMERAL})(?:\s?\((?P<figures>\d+)\))?)"
    rf"(?:\s?[-—]|-?(?:х|ти|и|ми))?\s{{0,6}}\(?{_UNIT}"
)
_ADJECTIVE = re.compile(
    r"(?<![\w.,/])(?P<figure>\d+)(?:\s?[-—]?\s?|-?(?:ти|х|и)[-—]?\s?)часов(?:ой|ая|ую|ого|ому|ым|ом|ый|ое|ые|"
    r"ых)(?!\w)"
)
_LABELLED = re.compile(
    r"(?<!\w)(?:объем\w*|трудоемкост\w*|нагрузк\w*|(?:кол-во|количеств\w*|"
    r"числ\w*)(?:\s\w+\.?){0,2}\s(?:часов|ч\.?)|"
    r"(?:ак\w*\.?\s?)?час(?:ы|ов)|(?:total\s)?hours|workload|длительност\w*|продолжительност\w*)"
    r"(?:\s(?:курса|программы|дисциплины|модуля|предмета|обучения|всего))?\s?(?:\((?:ак\.?\s?)?(?:ч|час|"
    r"часов)\.?\))?"
    rf"(?:\s?,\s?(?:ак\w*\.?\s?)?(?:ч|час|"
    rf"часов)\.?)?(?:\s?[:=—-]\s?|(?<=часов)\s(?:в\s(?:нем|ней|курсе)|там|было|всего)\s)(?P<figure>{_FIGURE})(?![\w%/])(?!\s?(?:[а-яa-z]|[.,]\d|[-—]\s?\d))"
)
_CREDITS = re.compile(
    r"(?<![\w.,])\d+(?:[.,]\d+)?\s?(?:з\.?\s?е\.?(?!\w)|зет(?!\w)|зач(?:етн\w*|\.)\s?ед(?:иниц\w*|\.)?|"
    r"кредит\w*|credits?(?!\w)|ects)"
)
_LESSONS = re.compile(
    r"(?<!\w)часов\s\d+(?!\w)|(?<![\w.,])\d+\s?(?:урок\w*|заняти\w*|лекци\w*|пар\w{0,2}(?!\w)|недел\w*|"
    r"месяц\w*)|\d\s?раза?\s(?:в|на)\s(?:недел|месяц)\w*(?:\sпо\s\d+\s?мин\w*)?|по\s\d{1,3}\s?мин\w*"
)

_PERIOD = (
    r"(?:нед(?!\w)|нед\.|недел\w*|мес(?!\w)|мес\.|месяц\w*|день|дня|дни|сутки|год(?!\w)|семестр\w*|"
    r"четверт\w*|полугоди\w*|заняти\w*|урок\w*|week|month|day)"
)
_AFTER_PERIODIC = re.compile(
    rf"\s?\)?\s?(?:(?:в|на|за|каждую|каждый|per)\s(?:одно\s|одну\s|каждую\s|каждое\s|"
    rf"учебную\s)?{_PERIOD}|/\s?{_PERIOD}|[\w]*\s?раз\w*\s(?:в|на)\s|"
    r"(?:один|два|три|дважды|трижды|\d)\s?(?:раза?\s)?в\s(?:недел|месяц|день)|еженедельно|ежедневно|"
    r"ежемесячно|по\s(?:понед|вторн|сред|четв|пятн|субб|воскр)|недельн)"
)
_BEFORE_PERIODIC = re.compile(
    r"(?:еженедельно|ежедневно|ежемесячно|кажд\w+\s(?:недел\w*|день|месяц|занятие)|в\s(?:недел\w*|день|"
    r"месяц)|недельн\w*(?:\s\w+)?)\s?[:—-]?\s?(?:по\s)?$"
)
_BEFORE_VAGUE = re.compile(
    r"(?:около|примерно|порядка|приблизительно|приблиз\.|прим\.|более|больше|свыше|менее|меньше|до|почти|"
    r"где-то|вроде(?:\sбы)?|кажется,?|наверное,?|возможно,?|"
    r"часов|часа|минимум|максимум|хотя бы|от|~|≈|>|<|≥|≤|\?|чуть\s\w+|под|приблизительно\sпо|(?<!\w)не|"
    r"вместо|или|либо|то\sли|не\sто|½|полтора|с\sлишним|не\sпомню,?(?:\sточно)?,?)\s?$"
)
_AFTER_VAGUE = re.compile(
    r"[\s,(]*(?:примерно|приблизительно|приблиз|или|либо|около|кажется|вроде|наверн\w*|возможно|"
    r"с\s(?:чем-то|лишним|небольшим|половиной|хвостиком)|вместо|,\sа\sне\s|а\sне\s|точно не|не уверен\w*|"
    r"если не ошиб|\?|плюс[- ]минус|плюс|\+|±|может)"
)
_BEFORE_RANGE = re.compile(
    r"(?:(?:^|[,;:(]|\sот|\sпо|объем\w*|часов|часа|час)\s?\d{2,}\s?(?:[-—…]|\.\.+|до|или)\s?|\d[-—]|"
    r"(?<!\w)(?:\d{2,}\s?/\s?|\d+/|\d+\s?[xх*×+]\s?))$"
)
_BEFORE_CLOCK = re.compile(
    r"(?<!\w)(?:в|во|к|с|со|до|после|через|течение|течении|за|позднее|позже|раньше|ровно|тел\.?)\s?$"
)
_VOLUME = re.compile(
    r"(?:объем\w*|курс\w*|программ\w*|рассчитан\w*|длительност\w*|продолжительност\w*|размере|"
    r"количестве)\s(?:в|во|на|за)\s?$"
)
_BEFORE_SHARE = re.compile(
    r"(?<!\w)\d{1,4}\sи\s$|(?<!\w)(?:по|оба|обе|вместе|суммарно|(?:в|на)\s(?:сумме|двоих|оба|все|всех))[\s:—-]*(?:было\s|"
    r"ровно\s)?$"
)
_AFTER_SHARE = re.compile(
    r"[\s,(—-]*(?:(?:на\s)?(?:оба|обе|кажд\w+|все(?!го)(?:\s\w+)?|всех|двоих|троих)(?!\w)|вместе|"
    r"в\sсумме|суммарно|соответственно|тоже(?=\s*(?:[.,;)]|\Z))|столько же|так же)"
)
_BEFORE_PART = re.compile(
    r"(?<!\w)(?:из\s(?:них|которых|них\s\w+)|в\s(?:том\sчисле|т\.?\s?ч\.?)|включая|лекци\w*|практик(?!ум)\w*|"
    r"(?:аудитор|самостоят|контакт)\w*(?:\s(?:работа|занятия))?|теори\w*|не\sхватает|пропустил\w*|из|"
    r"осталось|прослуша\w*|посетил\w*)\s?[:—-]?\s?$"
)
_AFTER_PART = re.compile(
    r"[\s(,]*(?:а\s|но\s|из\sних\s|из\sкоторых\s)?(?:я\s|он\s|она\s)?(?:прош\w+|посетил\w*|освоил\w*|отходил\w*|"
    r"прослушал\w*|успел\w*|отучил\w*)\s(?:\w+\s){0,2}\d|[\s(]*(?:из(?!\s(?:курса|программы))\s(?:\d|общ|всего)|лекци\w*|лекц\.|практик\w*|практич\w*|"
    r"теори\w*|(?:аудитор|самостоят|контактн)\w*|семинар\w*|лаборатор\w*|волонт\w*|\+\s?\d|[xх*×]\s?\d|"
    r"пропу\w*|отработ\w*)"
)
_TOTAL = re.compile(
    r"(?:всего|итого|общ\w+(?:\s(?:объем|трудоемкость|количество|число|нагрузка)\w*)?(?:\s\w+){0,2}|"
    r"полн\w+ объем\w*)\s?[:=—-]?\s?$"
)
_UNIT_PRICE = re.compile(
    r"(?<!\w)1\s?(?:з\.?\s?е\.?|зет|зач\w*\.?\s?ед\w*\.?|кредит)\s*(?:=|—|-|соответствует|это)\s*$"
)
_WHOLE_PERIOD = re.compile(r"\s?за\s(?:\w+\s){0,2}(?:год|период|курс)(?!\w)")
WHOLE_YEAR = re.compile(r"\s?за\s(?:(?:весь|прошлый|учебный|прошедший)\s){0,2}год(?!\w)")
_OF_A_YEAR = 17  # hours: an hour every other week is the least that lasts a school year
_WINDOW = 48
_SHORT = 300  # characters; pieces this short are asked about many times


@dataclass(frozen=True)
class HoursFound:
    """One statement of workload at
    [start, end). `value` is whole academic hours, or None with the doubt's code."""

    start: int
    end: int
    value: int | None
    doubt: str = ""
    total: bool = False  # the writer calls it the total
    rule: str = "hours"


def find_hours(text: str) -> list[HoursFound]:
    """Every statement of workload in `text`, in order, without overlaps."""
    return list(_find_short(text)) if len(text) <= _SHORT else _find(text)


def hours_only(text: str) -> bool:
    """Whether `text` is one certain statement of hours and nothing else."""
    found = find_hours(text)
    return (
        len(found) == 1
        and found[0].value is not None
        and not (text[: found[0].start] + text[found[0].end :]).strip(" .,")
    )


_PART = re.compile(r"\W*ч\.?\s?\d\W*")


def is_part(text: str) -> bool:
    """«ч. 1»: a part of a course or a book."""
    return bool(_PART.fullmatch(fold(text)))


@lru_cache(maxsize=1024)
def _find_short(text: str) -> tuple[HoursFound, ...]:
    return tuple(_find(text))


def _find(text: str) -> list[HoursFound]:
    folded = fold(text)
    found: list[HoursFound] = []
    for pattern, rule in ((_COUNTED, "hours"), (_ADJECTIVE, "hours"), (_LABELLED, "labelled hours")):
        for match in pattern.finditer(folded):
            one = _judge(folded, match, rule)
            if one and not any(one.start < other.end and other.start < one.end for other in found):
                found.append(one)
    for match in _CREDITS.finditer(folded):
        if not any(match.start() < other.end and other.start < match.end() for other in found):
            found.append(HoursFound(match.start(), match.end(), None, "credit_units_without_hours"))
    for match in _LESSONS.finditer(folded):
        if not any(match.start() < other.end and other.start < match.end() for other in found):
            found.append(HoursFound(match.start(), match.end(), None, "lessons_not_hours"))
    return sorted(found, key=lambda one: one.start)


def _judge(folded: str, match: re.Match[str], rule: str) -> HoursFound | None:
    value = _number(match)
    before = folded[max(0, match.start() - _WINDOW) : match.start()].replace("\n", " ")
    after = folded[match.end() : match.end() + _WINDOW].replace("\n", " ")
    if value is not None and value <= 24 and _BEFORE_CLOCK.search(before) and not _VOLUME.search(before):
        return None  # a time of day or a wait: "после 18 часов", "через 2 часа"
    if match.groupdict().get("figure") and not match.groupdict().get("words") and value == 0:
        return None
    doubt = _doubt(match, value, before, after)
    total = bool(_TOTAL.search(before)) and not doubt
    return HoursFound(match.start(), match.end(), None if doubt else value, doubt, total, rule)


def _number(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    figure = (groups.get("figure") or "").replace(" ", "")
    if figure:
        said = numeral(groups["again"]) if groups.get("again") else None
        number = int(figure) if figure.isascii() and figure.isdigit() and len(figure) < 8 else None
        return number if said is None or said == number else None
    number = numeral(groups.get("words") or "")
    figures = groups.get("figures")
    return number if not figures or int(figures[:8]) == number else None


def _doubt(match: re.Match[str], value: int | None, before: str, after: str) -> str:
    if value is None or not 1 <= value <= LONGEST_COURSE:
        return "hours_not_a_whole_number"
    if " " in (match.groupdict().get("figure") or "") and before.rstrip()[-1:].isalpha():
        return "hours_not_a_whole_number"  # "Python 3 144 ч": the 3 may belong to the title
    if _UNIT_PRICE.search(before):
        return "credit_units_without_hours"
    if match.groupdict().get("astro"):
        return "hours_of_another_kind"
    checks = (
        ("hours_per_period", _BEFORE_PERIODIC, _AFTER_PERIODIC),
        ("hours_shared", _BEFORE_SHARE, _AFTER_SHARE),
        ("hours_approximate", _BEFORE_VAGUE, _AFTER_VAGUE),
        ("hours_range", _BEFORE_RANGE, None),
        ("hours_partial", _BEFORE_PART, _AFTER_PART),
    )
    for code, preceding, following in checks:
        if code == "hours_per_period" and _TOTAL.search(before) and _WHOLE_PERIOD.match(after):
            continue  # «всего 136 часов за год»
        if code == "hours_per_period" and WHOLE_YEAR.match(after) and value >= _OF_A_YEAR:
            continue  # «хор — 68 часов за год»: a course of one year, not so much every year
        if preceding.search(before) or (following and following.match(after)):
            return code
    return ""
