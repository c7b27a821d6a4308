"""What is taken off a title before its words are read: indexes, hours, and marks that tell courses apart.

A mark is (kind, value): grade 8, part 2, year 1, category B, group III, level B2, law 44, version 8.3. Two
titles whose marks clash name different courses however alike their words are.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from workflows.credit.comparison.writing import to_latin

type_mark = tuple[str, str]

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ORDINALS = (
    "перв",
    "втор",
    "трет",
    "четв[её]рт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
)
_NUMBER = (
    rf"(?:\d{{1,2}}|[IVXLХІV]{{1,6}}|(?:{'|'.join(_ORDINALS)})"
    r"(?:ый|ий|ой|ая|ья|ое|ье|ого|его|ьего|ом|ем|ьем|ей|ьей))"
)
_ENDING = r"(?:\s?-?\s?(?:й|я|е|го|ый|ий|ая|ое|му|м|х))?"
_RANGE = rf"(?P<n>{_NUMBER}){_ENDING}(?:\s*(?:-|и|,)\s*(?P<m>{_NUMBER}){_ENDING})?"

_UNITS = (
    ("grade", r"класс(?:а|е|ов|ы|ам|ах)?|кл\b\.?"),
    ("year", r"(?:уч(?:ебн\w+|\.)\s+)?год(?:а|у)?\s+обуч(?:ения|\.)|г\.\s?о\.|год\s+изучения|год(?=\s*[),]|\s*$)"),
    ("semester", r"семестр(?:а|е|ы|ов)?|сем\b\.?"),
    ("term", r"триместр\w*|четверт[ьи]|полугоди[ея]"),
    ("course", r"курс(?:а|е)?(?!\s+лекц)|к\b\."),
    ("part", r"част(?:ь|и|ей)|ч\.(?=\s|$|\)|\d)|ч(?=\s?\d|$)|раздел\w*|том\b|parts?\b"),
    ("part", r"ступен[ьи]|этап\w*|модул[ьяе]|блок\w*|module"),
    ("group", r"групп[аыеу]\w*(?:\s+(?:допуска|по\s+электробезопасности))?|гр\b\.?"),
    ("rank", r"разряд\w*|разр\b\.?"),
    ("degree", r"степен[ьи]"),
    ("age", r"лет\b|года\b(?!\s+обуч)"),
)  # fmt: skip
_UNIT_RULES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, unit in _UNITS
    for pattern in (
        rf"(?<![\w.,]){_RANGE}\s*-?\s*(?:{unit})(?!\w)(?:\s*[\"(]?[А-Г]\b[\")]?)?",
        rf"(?<!\w)(?:{unit})(?![а-яё])\s*N?\s*[\"(]?{_RANGE}(?![\w])(?!\s+(?:иностранн|язык))[\")]?",
    )
)
_WEIGHT = re.compile(
    r"[,(\[]?\s*(?:(?:общ\w+\s+)?(?:объ[её]м\w*|трудо[её]мкость\w*)(?:\s+программы|\s+курса|\s+дисциплины)?\s*[:-]?\s*)?(?:в\s+об\w+\s+)?"
    r"(?<![\w.])\d+(?:[.,/]\d+)?(?:\s*\+\s*\d+)*\s*-?\s*(?:ак(?:ад\w*)?\.?[\s/]*)?"
    r"(?:ч(?:ас\w*|\.|(?=[\s)\],;\"]|$))|(?:зач[её]тн\w+\s+единиц\w*)|з\s?\.?\s?е\s?\.?(?:т\b\.?)?|кредит\w*|ects)"
    r"(?:\s*в\s+неделю|/нед\w*\.?)?(?:,?\s*(?:из\s+них|в\s*т\.?\s*ч\.?|в\s+том\s+числе)(?:\s*\d+\s*[а-я]+\.?,?)+)?"
    r"\s*[)\]]?|[,(\[]?\s*(?:срок\w*|период|продолжительность)\s+(?:реализации|обучения|освоения)(?:\s+программы)?\s*[:-]?\s*"
    r"\d+(?:\s*-\s*\d+)?\s*(?:года?|лет|месяц\w*|мес\.|недел\w*)\s*[)\]]?"
    r"|\b(?:з\s?\.?\s?е\s?\.?|(?:кол\w*(?:-во)?\s+)?(?:ак\w*\.?\s*)?час(?:ов|а|ы)?|кредит\w*)\s*[:-]?\s*\d+(?:[.,]\d+)?",
    re.IGNORECASE,
)
_AGED = re.compile(  # "для детей от 7 до 12 лет" is "7-12 лет", "для учащихся 8 класса" is "8 класс"
    r"(?:для\s+)?(?:детей|ребят|обучающихся|учащихся|учеников|школьников|подростков|дошкольников)(?:\s+в\s+возрасте)?\s+"
    r"(?:от\s+)?(?:(\d{1,2})\s*(?:-|до)\s*(\d{1,2})(?=\s*лет)|(?=\d{1,2}(?:\s*-\s*\d{1,2})?(?:-?(?:го|х))?\s*класс))",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<![\w.])\(?\s*(?:на\s+)?20\d\d\s*(?:[-/]\s*(?:20)?\d\d)?\s*(?:уч(?:ебн\w*|\.)\s*)?(?:год\w*|г\.)?\s*\)?\s*$"
)
_DATE = re.compile(r"[,(]?\s*(?:от\s+)?(?<![\d.])\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b(?:\s*г\.?(?!\w))?\s*\)?")
_SPECIALITY = re.compile(
    r"[,(]?\s*(?:(?:для|по)\s+)?(?:специальност\w+|направлени\w+(?:\s+подготовки)?|професси\w+)\s*:?\s*\d\d\.\d\d\.\d\d"
    r".*$|\(?(?<![\w.])\d\d\.\d\d\.\d\d\b\)?",
    re.IGNORECASE,
)
_CATEGORY = re.compile(
    r"(?:категори[яийею]\w*|кат\.)\s*((?:\"?[A-EА-ЕMСМ][1E]?\"?(?![а-я\w])(?:\s*(?:,|и|-)\s*)?)+)",
    re.IGNORECASE,
)
_PROGRAMME = re.compile(r"\bпрограмм[аеы]\s+\"?([А-ЕA-E])\"?(?!\w)(?!\.\w)")
_CEFR = re.compile(
    r"(?<![\w.])\(?(?:(?:[Уу]ров(?:ень|ня|не)|[Ll]evel)\s+)?([ABCАВС][12])(\+?)(?:\s*-\s*([ABCАВС][12])\+?)?(?!\w|\.\d)\)?"
)
_LAW = re.compile(
    r"(?:(?:федеральн\w+\s+)?закон\w*\s+)?(?:от\s+[\d.]+\s*)?(?:г\.\s*)?(?:N\s*)?\b(\d{1,4})\s*-?\s*ФЗ\b"
    r"|\bФЗ\s*(?:-|N)?\s*(\d{1,4})\b",
    re.IGNORECASE,
)
_CENTURY = re.compile(r"\b([IVXХ]{1,5}|[12]?\d)(?:-?го|-?й)?\s*(?:век(?:а|ов|е|ах)?\b|столети\w+|вв?\.)")
_CODE = re.compile(r"(?:(?:код|ОКПДТР)\s*:?\s*)?(?<![\w.])\d{5}(?![\w.])")  # of a worker's occupation
_MEANT_FOR = re.compile(
    r"\(\s*(?:для|по)\s+(?:всех\s+)?(?:направлени|специальност|професси|студент|обучающ|групп)[^)]*\)"
    r"|\(\s*по\s+выбору\s*\)|\([^()]*\bФГОС\b[^()]*\)|(?:,|\s-)?\s+для\s+(?:всех\s+|студентов\s+(?:всех\s+)?)(?:направлени|специальност|професси).*$"
    r"|(?:,|\s-)?\s+для\s+(?:направлени|специальност).*$"
    r"|[,(]?\s*на\s+базе\s+(?:\d+|основного|среднего|высшего)\b[^)]*\)?|[,(]?\s*с\s+(?:присвоением|выдачей)\s+\w+.*$"
    r"|(?<=\")\s*(?:при|на\s+базе|в\s+рамках|имени|им\.|(?:центр|дом|дворц|лице|музе)[ая]|школы|гимназии)\s[^,]*$"
    r"|[(,]\s*(?:преп(?:одаватель|\.)|кафедра|каф\.|группа\s+[А-Я]+-?\d+|гр\.\s*[А-Я]+-?\d+|набор|поток|год\s+(?:набора|приема|поступления)|удостоверение|сертификат"
    r"|свидетельство|приказ|протокол|утвержден\w*)(?!\w)[^)]*(?:\)|$)"
    r"|[,(]\s*(?:ранее|прежде|бывш\w*\.?|старое\s+название|прежнее\s+название)(?!\w)[^)]*(?:\)|$)"
    r"|[,(]\s*(?:оценка|отметка|балл\w*)\s*[:-]?\s*\d+(?:\s*\([а-я.]+\))?\s*\)?"
    r"|[,(/]\s*(?:диф\w*\.?\s*)?(?:зач[её]т\w*|экзамен\w*)[\s,;/-]*(?:\d|[IVX]+)(?:\s?-?й)?\s*сем\w*\.?\s*\)?"
    r"|[,(/]\s*(?:\d|[IVX]+)(?:\s?-?й)?\s*сем\w*\.?[\s,;/-]+(?:диф\w*\.?\s*)?(?:зач[её]т\w*|экзамен\w*)\s*\)?"
    r"|[-,(:]\s*[2-5]\s*\((?:отл|хор|удовл)[а-я.]*\)|[,(]\s*\d+\s*-?\s*е\s+изд[а-я.]*\s*\)?"
    r"|[,(]\s*[А-Я][а-я]+\s+[А-Я]\.\s?[А-Я]\.\s*\)?\s*$|\(?\bФГОС(?:\s+(?:СПО|ВО|ВПО|НПО))?\s+\d\s?\+{1,2}\s*\)?\s*$"
    r"|[,(.:]?\s*с\s+учетом\s+(?:[а-я]+\s+)?(?:изменени|новаци|профессионального\s+стандарт|профстандарт"
    r"|требований\s+проф)[^)]*(?:\)|$)|\s+от\s+А\s+до\s+Я\b"
    r"|\(\s*\d\s+семестра\s*\)|\(?\s*(?:по\s+)?учебн\w+\s+план\w*(?:\s+20\d\d)?(?:\s+г\w*\.?)?\s*\)?\s*$",
    re.IGNORECASE,
)
_ASSESSED = r"(?:диф+\w*\.?\s*)?(?:зач[её]т\w*|экзамен\w*|экз\b\.?|зач\b\.?)(?:\s+с\s+оценкой)?"
_WHEN = r"(?:\d|[IVX]+)(?:\s?-?й)?\s*(?:сем\w*|курс\w*)\.?"
_ASIDE = re.compile(
    rf"[,(;/]\s*(?:{_WHEN}[\s,;/-]+)*{_ASSESSED}(?:[\s,;/-]+{_WHEN})*\s*(?:\)|$)"  # (экзамен, 3 курс, 5 семестр)
    rf"|\s(?:диф+\w*\.?\s*)?(?:экз|зач)\.\s*$|\s+диф+\.?\s*зач[её]т\w*\s*$|^\s*(?:Блок\s+)?Б[1-3]\.\s+"
    r"|\(\s*(?:факультатив|элективн|авторск|общеуниверситетск|межфакультетск)[а-я]*\s[^()]*\)"
    r"|[,(]\s*(?:проф|доц|асс|доцент|профессор|ассистент)(?:\.|\s)[^()]*(?:\)|$)"
    r"|\(\s*(?:профиль|направленность|специализация|направление|специальность)[\s:][^()]*\)"
    r"|\(\s*(?:новый|старый|прежний|действующий)\s+учебн\w+\s+план[^()]*\)"
    r"|\(\s*\d\d\.\d\d\.\d\d\s[^()]*\)|\([^()]*\b(?:ГОС|СУОС)\b[^()]*\)"
    r"|\(?\s*\b(?:УП|план|набор|приём|прием)\s+(?:от\s+)?20\d\d(?:\s*г\w*\.?)?\s*\)?\s*$"
    r"|[,(-]\s*(?:16|18|24|32|34|36|48|54|68|70|72|102|105|108|136|140|144|180|216|252|288|324|360)"
    r"(?:\s?/\s?\d{1,2})?\s*(?:\)|$)",  # hours without a word
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?<=[A-Za-zА-Яа-я\s])(\d{1,2}\.\d{1,2}(?:\.\d+)?)(?!\w|\.\w)")

_PREFIXES = (
    "ОП|ОПЦ|ОПД|ОПБ|ОГСЭ|ОГСЕ|ЕН|ЕНД|ПМ|МДК|УП|ПП|ПДП|ПА|ГИА|ОУД|ОУДБ|ОУДП|ООД|ОУП|ОУПБ|ОУПП|ОДБ|ОДП|ОД|БД|БД|ПД|УД|УПБ|УПВ|БОД|"
    "СЭ|ОУК|ПОУП|ДУПКР|ОДУ|СГ|СГЦ|СЦ|ДУП|ДУД|ДОП|ДП|ПОО|ЭК|ФК|ФТД|БП|ВЧ|ВД|ДВ|СД|ДС|ГСЭ|ДПП|КМ|ОО|ОК|СОО|АД|АЦ|МП|СДМ|ДНМ|ДН|КД"
)  # fmt: skip
_INDEX_BODY = (
    rf"(?!ГИА-)(?P<kind>(?:{_PREFIXES})[бпув]?|[БМС]\d|[BMC]\d(?=\.[A-Z])|(?:[БМКПДВ]|ПО)(?=\.)|[А-Я]{{2,5}}(?=\.\d\d[\s.:]))"
    r"(?P<rest>(?:(?:[.-]\s?)?[А-ЯA-Z]{1,4}(?:\([А-Я]\))?)*[.\s_-]*\d{1,2}(?:\.(?:\d{1,2}|[А-ЯA-Z]{1,4}))*)"
    r"(?:\.\*?|\*)?(?:\s?\((?:У|П|Пд|Н|Г|Д|\d)\))?(?=[\s:.)_\"-]|$)[\s:.)_-]*"  # Б2.В.02(Пд), Б1.В.ДВ.3 (1)
)
_INDEX = re.compile(r"^\W*" + _INDEX_BODY)
_INDEX_INSIDE = re.compile(r"(?<![\w.])" + _INDEX_BODY)
_LIST_NUMBER = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|N\s*\d{1,3}[.):]?|[IVX]{1,5}[.)])\s+(?=\D)"
)
_WHOLES = {"ПМ": "module", "МДК": "course", "УП": "practice", "ПП": "practice", "ПДП": "practice"}
_ORDER = re.compile(r"(?<![\w.,-])([1-4])\s?-?(?:ый|ой|ий|й)(?!\w)")  # "2-й иностранный язык"
_ORDERED = {"1": "первый", "2": "второй", "3": "третий", "4": "четвертый"}
_WORTH_A_LOOK = re.compile(
    rf"\d|\b[IVXLХІ]+\b|ФЗ|категори|кат\.|программ[аеы] \"?[А-ЕA-E]\b|{'|'.join(_ORDINALS)}", re.IGNORECASE
)


@dataclass(frozen=True)
class Stripped:
    """A title without its marks. `level` of the index: module, course of a module, practice, or empty."""

    text: str
    marks: frozenset[type_mark]
    index: str
    level: str


def strip(title: str) -> Stripped:
    """Take marks, index, hours, years and speciality codes off a folded title."""
    marks: set[type_mark] = set()
    title = _MEANT_FOR.sub(" ", _ASIDE.sub(" ", title)).strip() or title
    if not _WORTH_A_LOOK.search(title):
        return Stripped(title, frozenset(), "", "")
    text, index, level = _strip_index(_CODE.sub(" ", _SPECIALITY.sub(" ", _DATE.sub(" ", title))))
    text = _AGED.sub(lambda m: f"{m[1]}-{m[2]}" if m[1] else "", text)
    text = _take(text, _LAW, lambda m: marks.add(("law", m[1] or m[2])))
    text = _CENTURY.sub(r"\1 ", _WEIGHT.sub(", ", text))
    text = _YEAR.sub(" ", text)
    text = _take(text, _CATEGORY, lambda m: marks.update(("category", each) for each in _letters(m[1])))
    text = _take(text, _PROGRAMME, lambda m: marks.add(("part", to_latin(m[1]))))
    text = _take(text, _CEFR, lambda m: marks.add(("cefr", to_latin(m[1] + m[2] + (m[3] or "")))))
    text = _take(text, _VERSION, lambda m: marks.add(("version", m[1])))
    for kind, rule in _UNIT_RULES:
        text = _take(text, rule, lambda m, kind=kind: marks.add((kind, _span(m))))  # type: ignore[misc]  # the default binds the loop variable
    text = _ORDER.sub(lambda m: _ORDERED[m[1]], text)
    return Stripped(" ".join(text.split()) or title, frozenset(marks), index, level)


def _strip_index(text: str) -> tuple[str, str, str]:
    index, level = "", ""
    text = _LIST_NUMBER.sub("", text)
    match = _INDEX.match(text) or _INDEX_INSIDE.search(text)
    if match and (text[: match.start()] + text[match.end() :]).strip(' "().'):
        index, level = match["rest"].strip(". "), _WHOLES.get(match["kind"], "")
        text = text[: match.start()] + " " + text[match.end() :]
    return text, index, level


def _take(text: str, rule: re.Pattern[str], keep: Callable[[re.Match[str]], object]) -> str:
    for match in rule.finditer(text):
        keep(match)
    return rule.sub(" ", text)


def _span(match: re.Match[str]) -> str:
    first, last = _number(match["n"]), match["m"] and _number(match["m"])
    return f"{first}-{last}" if last else first


def _number(text: str) -> str:
    """Arabic digits of a number, a Roman numeral (Latin or Cyrillic letters) or an ordinal word."""
    roman = roman_value(text)
    if roman:
        return str(roman)
    low = text.lower()
    for value, stem in enumerate(_ORDINALS, start=1):
        if re.match(stem, low):
            return str(value)
    return text.lstrip("0") or "0"


def roman_value(text: str) -> int:
    """Value of a Roman numeral in capitals, 0 when it is none."""
    latin = to_latin(text)
    if not latin or set(latin) - set(_ROMAN):
        return 0
    values = [_ROMAN[letter] for letter in latin] + [0]
    return sum(-one if one < following else one for one, following in zip(values, values[1:], strict=False))


def _letters(text: str) -> list[str]:
    return re.findall(r"[A-EM][1E]?", to_latin(text.upper()))
