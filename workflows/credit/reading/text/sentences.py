"""Sentences of a Russian letter, and where the words of a request end and what is asked for begins."""

import re
from dataclasses import replace

from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.fields.separators import plain_kind
from workflows.credit.reading.people.names import find_names
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.page import Span, trim

_END = re.compile(r"[.!?…]+[)»\"]*\s+(?=[«\"(]?[А-ЯЁA-Z—-])|\)\)+\s+")
_ABBREVIATION = re.compile(
    r"(?:(?<!\w)(?:г|гг|ул|им|д|кв|тел|т|п|стр|обл|ст|см|др|пр|ак|акад|уч|диф|дифф|итог|промеж|контр|"
    r"практ|напр|ув|рег|св|№|руб|[А-ЯЁA-Z]))\.\s*\Z",
    re.I,
)
_ITEM_NUMBER = re.compile(
    r"(?:\A|[:;.])\s*\d{1,2}\.\s*\Z"
)  # «…; 5. 2. Геометрия»: the number of a row, not a sentence
_ASK = (
    r"(?:пере-?)?зачест\w*|(?:пере-?)?зачт(?:ите|ете|и|ем|ется|ут)(?!\w)|зачли(?!\w)|засчита\w*|перезасчита\w*|"
    r"перезачет\w*|перезачита\w*|учесть(?:\sпри\sобучении)?|признать|принять\sк\sзачету|"
    r"(?:произвести|провести|оформить|сделать|выполнить)\s(?:пере)?зачет\w*|"
    r"просьба\s(?:о\s)?(?:пере)?зачет\w*|о\s(?:пере)?зачете|на\s(?:пере)?зачет"
)
ASK = re.compile(rf"(?<!\w)(?:{_ASK})(?!\w)")
_FILLER = re.compile(
    r"[\s,:]*(?:\(\s?\d{1,2}\s?[-«\"]?\s?[а-я]?[»\"]?(?:\sкласс\w*)?\s?\)|мне|моему|моей|моего|моим|нашему|нашей|нашего|ему|ей|нам|им|себе|пожалуйста|пжл?|плиз|если\s(?:можно|возможно|получится|не\s(?:сложно|трудно))|"
    r"(?:обучающ|учащ)(?:ему|ей|его)ся|учени(?:ку|це|ка|цы)|студент(?:у|ке|а|ки)|слушател(?:ю|ьнице)|\d{1,2}\s?[-«]?\s?[а-я]?»?\s"
    r"(?:класса|курса|группы)|сын\w*|доч\w{1,6}|ребен\w+|внук\w*|внучк\w*|подопечн\w+|племянни\w+|дет(?:ям|ей)|"
    r"при\sобучении|в\sкачестве|в\sсчет\s(?:освоения\s(?:\w+\s)?(?:программы|курса)|обучения)|"
    r"результат\w*|обучения|освоения|прохождения|изучения|дополнительн\w+|ранее|уже|самостоятельно|"
    r"пройденн\w+|изученн\w+|освоенн\w+|следующ\w+|учебн\w+|указанн\w+|перечисленн\w+|эт[иоу]\w*|два|две|двух|три|трех|"
    r"четыре|пять|несколько|оба|один|"
    r"(?:курс(?:ов|ы|а|у|ам|е)?|дисциплин(?:у|ы|ам|а|е)?|предмет(?:ов|ы|а|у|ам|е)?|модул(?:ь|и|ей|я|ю|"
    r"ям))(?!\s*№?\s?\d)|программ(?:у|ы|е|ам)?|образовательн\w+|онлайн-курс\w*|кружок|факультатив\w*(?!\sпо\s)|"
    r"практик[уи]|"
    r"то,?\sчто\s[^:.]{3,60}(?=:)|следующее|как\s(?:пройденн\w+|изученн\w+)|по(?=\s(?:следующ|предмет|"
    r"дисциплин|курс|программ|модул)))(?![\w-])",
)

_CHILD_JUST_BEFORE = re.compile(r"(?:сын|доч|ребен|внук|внучк|подопечн|племянни)\w*[\s,]*\Z")


_CHILD_FIRST = re.compile(
    r"\W*(?:(?:мо\w{1,3}|наш\w{1,2})\s)?(?:(?:старш|младш|средн)\w+\s)?(?:сын(?:у|а)?|доч(?:ери|ке|ь|ка))[\s,:—-]+"
)


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of text[start:end)."""
    out: list[Span] = []
    begin = start
    guarded = [match.span() for match in re.finditer(r"«[^»\n]{1,200}»", text)]
    for match in _END.finditer(text, start, end):
        head = text[begin : match.start() + 1]
        if (
            _ABBREVIATION.search(head)
            or _ITEM_NUMBER.search(head)
            or any(low < match.start() < high for low, high in guarded)
            or _inside_a_name(text[begin : match.start()], text[match.end() : end])
        ):
            continue
        out.append((begin, match.start() + len(match.group().rstrip())))
        begin = match.end()
    out.append((begin, end))
    return [span for span in (trim(text, *each) for each in out) if span[0] < span[1]]


def _inside_a_name(before: str, after: str) -> bool:
    """«…; Скрипка. Младшие классы: 72 ч, …»: a full stop of a name in a list of rows inside one line."""
    piece = max(before.rfind(";"), before.rfind(":"))
    said = before[piece + 1 :].strip()
    row = re.split(r"[;\n]", after[:120])[0]
    return (
        piece >= 0
        and bool(re.fullmatch(r"[А-ЯЁA-Z][^«»\"]*", said))
        and len(said.split()) <= 4
        and (before[piece] == ";" or bool(ASK.search(fold(before[:piece]))))
        and plain_kind(said) is None
        and not find_names(said)
        and any(hours.start > 2 for hours in find_hours(row))
    )


_AT_SCHOOL = re.compile(
    r"[^:«\"\n\d,]{0,100}\s(?:школ|центр|лице|гимнази|студи|клуб|колледж|техникум|институт|университет|академи|организаци|"
    r"учреждени|кванториум|дворц|дом)\w*\s(?:[а-я-]+\s){0,3}(?:«[^»\n]*»|\"[^\"\n]*\")(?=[^:«\"\n,]{0,40}:\s)"
)  # «… следующих предметов в лицее «Старт»: история, …»


_HEADS_LIST = re.compile(
    r"(?:\w+\s){0,3}(?:список|перечень|курсы|предметы|дисциплины|программы)(?!\w)[^:]*:\s*\Z"
)


def heads_list(folded: str) -> bool:
    """«Список пройденного:», «Курсы к зачёту такие:»: a line over a list, no name of a course."""
    return bool(_HEADS_LIST.match(folded))


def lead_end(text: str) -> int:
    """Where the asked-for things begin in a sentence with a request («Прошу зачесть мне курс …»); 0
    without one."""
    folded = fold(text)
    ask = ASK.search(folded)
    if not ask:
        return _heading_end(text) or _list_lead(folded)
    place = ask.end()
    while True:
        filler = _FILLER.match(folded, place)
        if filler and filler.end() > place:
            place = filler.end()
            continue
        of_child = bool(_CHILD_JUST_BEFORE.search(folded[:place]))
        name = next(iter(find_names(text[place : place + 60], given_only=of_child)), None)
        if name and not text[place : place + name.start].strip(" ,("):
            aside = re.match(r"\s*\([^()]*\)", text[place:])
            place += aside.end() if aside else name.end
            after = re.match(r"\s*\([^()]*\)", text[place:])
            place += after.end() if after and not aside and not find_hours(after.group()) else 0
            continue
        break
    school = _AT_SCHOOL.match(folded[place:])
    place = place + school.end() if school else place
    colon = re.match(r"[^:«\"\n]{0,90}:\s*(?!\s*\d\d)", text[place:])
    listed = re.match(r"[^:«\"\n]{0,140}(?:предмет|курс|дисциплин|модул|следующ)\w*:\s+", folded[place:])
    if listed and not find_hours(listed.group()):
        return place + listed.end()
    if (
        colon
        and _no_values(text[place : place + colon.end()])
        and not _begins_with_value(text[place + colon.end() : place + colon.end() + 60])
    ):
        return place + colon.end()
    return place


_PART_FIRST = re.compile(
    r"\s*(?:\d|[ivx]{1,3}|перв\w+|втор\w+)(?:-?\w{1,2})?\s(?:год|семестр|полугоди|четверть|класс)"
)


_BEFORE_HOURS = re.compile(r"\s*(?:(?:всего|итого|общий|объем\w*|по|около|примерно|это|там)\s)*\s*")


def _begins_with_value(text: str) -> bool:
    first = re.split(r"[,;(]", text)[0]
    if _PART_FIRST.match(fold(first)):
        return True
    kind, hours = plain_kind(first), find_hours(first)
    named = bool(hours) and not _BEFORE_HOURS.fullmatch(fold(first[: hours[0].start]))
    return kind is not None and (kind != "hours" or not named)


def _heading_end(text: str) -> int:
    """«Волков Артём, 7 класс: Робототехника, 68 ч.»: where the rows of a named child begin; else 0."""
    child = _CHILD_FIRST.match(fold(text[:40]))
    begin = child.end() if child else 0
    name = next(iter(find_names(text[begin : begin + 80], given_only=bool(child))), None)
    if not name or name.start > 3:
        return 0
    name = replace(name, end=begin + name.end)
    heading = re.match(
        r"[^:«\"\n]{0,40}(?::|\s[—–-])\s+" if child else r"[^:«\"\n]{0,40}:\s+", text[name.end :]
    )
    return name.end + heading.end() if heading and not find_hours(heading.group()) else 0


def _no_values(text: str) -> bool:
    return not re.search(r"\d|,\s*\w+,", text)


def _list_lead(folded: str) -> int:
    match = re.match(
        r"[^:«\"\n]{0,120}(?<!\w)(?:курс(?!ов[аоу])\w*|предмет(?!н)\w*|дисциплин\w*|модул(?!ьн)\w*|программ(?!ир)\w*|список|следующ\w*|"
        r"(?:за|о)кончил\w*|прош(?:ел|ла)|сертификат\w*|диплом\w*|удостоверени\w*|свидетельств\w*|"
        r"справк\w*|изучил\w*|освоил\w*)[^:«\"\n\d]{0,80}:\s+",
        folded,
    ) or re.match(r"(?:уточня\w+|сообща\w+|дополня\w+|отвеча\w+|указыва\w+)[^:«\"\n\d]{0,40}:\s+", folded)
    return match.end() if match else 0
