"""Course titles: what belongs to the name as written, and when a name is not to be trusted."""

import re

from workflows.credit.reading.people.names import find_names
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import is_verb

LONGEST = 200  # characters; a longer "title" is a paragraph

_GENERIC = (
    r"(?:(?:учебн\w+|онлайн|дистанционн\w+|дополнительн\w+|образовательн\w+|элективн\w+|факультативн\w+|"
    r"пройденн\w+|следующ\w+|ранее|перв\w+|втор\w+|трет\w+)[- ]){0,3}"
    r"(?:онлайн-)?(?:курс|спецкурс|предмет|дисциплин|модул|программ(?!ир)|факультатив|кружок|кружк|секци|студи|"
    r"интенсив|практик(?!ум)|раздел|мини-курс|тренинг|блок)\w*"
)
_QUOTED = re.compile(rf"(?:{_GENERIC}\s*[:—-]?\s*)?(?P<open>[«\"])(?P<inner>.+)[»\"]\s*(?P<tail>.*)\Z", re.S)
_NAMED = re.compile(
    rf"(?<![\w-]){_GENERIC}\s*[«\"](?P<inner>[^«»\"]{{3,}})[»\"]"
)  # «сыну и дочке курс «Плавание»»
_PART_OF = re.compile(
    rf"(?:{_GENERIC}\s*(?:№?\s?\d+\s*)?)?[«\"](?P<inner>[^«»\"]+)[»\"]\s(?:из\s)?(?:курса|программы|дисциплины|предмета|модуля)\s"
    r"[«\"][^«»\"]+[»\"]\W*"
)  # «модуль «Вектор» курса «Дизайн»»
_LABEL = re.compile(
    rf"(?:{_GENERIC}(?:\s*№?\s?\d+)?|название(?:\s\w+)?|наименование(?:\s\w+)?)"
    r"\s*(?::\s*|\s[—-]\s+(?=[«\"]))|(?:название|наименование)(?:\s\w+)?\s[—-]\s+"
)
_ORDINAL = re.compile(
    r"(?:(?:во-перв|во-втор|в-треть?)\w{1,3},\s|(?:теперь|далее|затем|потом|наконец)\s(?=[^\W\d_])|(?:(?:во-)?перв\w{1,3}|(?:во-)?втор\w{1,3}|(?:в-)?трет\w{1,3}|четверт\w{1,3}|пят\w{1,3}|"
    r"шест\w{1,3}|(?:одн|друг|последн)\w{1,2}|один|"
    r"1-й|2-й|3-й|а также|также|и\sеще|и|еще|плюс)\s*(?:[-—:]\s*|\s(?=[«\"])))"
)
_NAME_THEN_PLACE = re.compile(r"«(?P<inner>[^«»]{3,})»\s*[—–-]\s[^«»]*«[^«»]*»\W*\Z")
_TERM = r"(?:семестр|полугоди|четверт|триместр|год|класс|курс)\w{0,2}"
_TERM_ORDER = r"(?:\d{1,2}(?:-?[йяе])?|[ivx]{1,4}|перв\w+|втор\w+|трет\w+|четверт\w+)"
# «2024 год — Лепка», «Полугодие первое: Лепка», «за 8 класс география»: when it was, before what it was.
_WHEN_FIRST = re.compile(
    rf"(?:(?:(?:в|за)\s)?(?:{_TERM_ORDER}\s{_TERM}|{_TERM}\s{_TERM_ORDER}|(?:19|20)\d\d(?:\s?[/—-]\s?\d\d(?:\d\d)?)?(?:\s?(?:уч\w*\.?\s)?г(?:од\w?|г)?\.?)?)"
    rf"\s?[:—-]\s*|за\s{_TERM_ORDER}\s(?:класс|семестр|курс)\s)(?=[^\W\d_]|[«\"])"
)
_AND_GENERIC = re.compile(
    r"(?:и|а\sтакже|также|плюс)\s(?:еще\s)?курс\s(?=\w|[«\"])|"
    r"по\s(?:курсу\s|предмету\s|дисциплине\s)?(?=[^\W\d_]{4}[^\d]*\Z)|(?:(?:и|а\sтакже|также|плюс)\s)?(?:еще\s)?(?:учебн\w+\s)?(?:курс(?:а|у|ом)|предмет(?:а|у|ом)|дисциплин(?:у|ы|ой)|модул(?:я|ю|ем))\s(?=[А-ЯЁA-Z«\"а-я])"
)
_NUMBER = re.compile(
    r"(?:\d{1,2}\s?[.)]|№\s?\d{1,2}\s?[.):]?\s)\s*(?=[^\W\d_]|[«\"])"
)  # «1. Лепка», not «1С»
_PLACE = re.compile(r"\s*(?:в|во|на|от|из|при|у|с|по|для|который|которая|которую|которые)\s")
_HOSTILE = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|img|svg|link|meta|form|style)\b|javascript:\S|on\w{3,12}\s*=|"
    r"\{\{|\{%|\$\{|<\?php|"
    r"(?:drop|alter|truncate)\s+table|union\s+select|or\s+1\s*=\s*1|['\"]\s*;\s*--|"
    r"^\s*[=@][a-zа-я]{2,}\s*\(|\b(?:hyperlink|cmd\s*\|)|"
    r"(?:игнориру|проигнориру|забуд|отмен)\w*\s+(?:\w+\s+){0,3}(?:инструкц|указан|правил|команд|"
    r"предыдущ)|(?:ignore|disregard|forget)\s+(?:\w+\s+){0,4}(?:instruction|previous|prompt|rule)|"
    r"системн\w+\s+(?:сообщени|промпт|инструкц|команд)|system\s*(?:prompt|message|:)|\bassistant\s*:|"
    r"\badmin\w*\s*:|одобр(?:и|ить|ено)\b.{0,40}(?:заявлен|автоматич)|"
    r"отмет\w+\s+(?:\w+\s+){0,3}как\s+одобр|(?:approve|approved)\b|постав\w*\s+(?:всем|[«\"]?(?:зачтено|отлично|пять|5))|не\s+проверяй\w*|выполни\s+команд|"
    r"\.\./|rm\s+-rf",
    re.I,
)
_REQUEST = re.compile(
    r"(?:прошу|просим|пожалуйста|здравствуйте|добрый день|спасибо|зачесть|перезачесть|подскажите|"
    r"с уважением)(?!\w)"
)


def clean_title(text: str, start: int, end: int) -> tuple[int, int]:
    """The name inside
    text[start:end): without its number in a list, ordinal, generic word, enclosing quotes and closing punctuation."""
    if _HOSTILE.search(text[start:end]):
        return _bare(text, start, end)
    start, end = _shrink(text, start, end)
    behind = _NAME_THEN_PLACE.match(text[start:end])
    if behind:  # «Лепка» — ЦДТ «Взлёт»
        return _shrink(text, start + behind.start("inner"), start + behind.end("inner"))
    folded = fold(text[start:end])
    for before in (_NUMBER, _WHEN_FIRST, _ORDINAL, _AND_GENERIC, _LABEL, _NUMBER):
        said = before.match(folded)
        if said:
            start += said.end()
            folded = folded[said.end() :]
    of = _PART_OF.fullmatch(folded)
    if of:
        return _shrink(text, start + of.start("inner"), start + of.end("inner"))
    quoted = _QUOTED.match(folded)
    named = None if quoted else _NAMED.search(folded)
    if named and folded.count("«") + folded.count('"') == (1 if "«" in named.group() else 2):
        return _shrink(text, start + named.start("inner"), start + named.end("inner"))
    aside = (
        re.fullmatch(
            r"\([^()]*(?:\d|класс|школ|центр|преподават|педагог|учител|онлайн|платформ)[^()]*\)",
            quoted.group("tail"),
        )
        if quoted
        else None
    )
    if quoted and aside and _one_quotation(quoted):
        return _shrink(text, start + quoted.start("inner"), start + quoted.end("inner"))
    if (
        quoted
        and _one_quotation(quoted)
        and (not quoted.group("tail") or _PLACE.match(" " + quoted.group("tail")))
    ):
        return _shrink(text, start + quoted.start("inner"), start + quoted.end("inner"))
    return _without_aside(text, *_shrink(text, start, end))


_DATES = (
    r"(?:уч\w*\.?\s(?:г\w*\.?\s)?)?(?:(?:с|по|за|от|до)\s)?(?:\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|(?:\d{1,2}\.)?(?:19|20)\d\d)(?:\s?г(?:г|ода?)?\.?)?"
    r"(?:\s?[-—/]\s?(?:\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|(?:\d{1,2}\.)?(?:(?:19|20)?\d\d))|\s(?:по|до)\s\S+)?"
    r"(?:\s?(?:уч(?:ебн\w+|\.)?\s?)?г(?:г|од\w*)?\.?)?"
)
_TEACHER = r"(?:преп(?:од\w*)?|педагог\w*|учител\w*|рук(?:овод\w*)?|тренер\w*|мастер)\.?(?:\s?[:—-])?\s\S.*"
_DOCUMENT = (
    r"(?:справк|сертификат|диплом|свидетельств|удостоверени|грамот)\w*\s?(?:№|от\s\d|серия)?[\s\w./№-]*"
)
_SCHOOL = (
    r"(?:школ|центр|лице|гимнази|студи|клуб|колледж|техникум|институт|университет|академи|кванториум|технопарк|"
    r"дом|дворец|платформ)\w*"
)
_SCHOOL_SHORT = r"(?:дши|дмш|дхш|дюсш|сш|сош|дюц|ддт|цдт|цдо|м[аб]?у\s?до|м[аб]оу|гбоу|чоу|ано|ооо|ип)"
_ASIDE = re.compile(
    rf"\s*(?:(?:изученн|освоенн|пройденн|прослушанн|рассчитанн|законченн|завершенн)\w+(?:\s.*)?|{_DATES}|{_TEACHER}|{_DOCUMENT}|(?:(?:в|во|на)\s)?(?:[\w-]+\s){{0,2}}{_SCHOOL}\s(?:[\w-]+\s){{0,2}}(?:[«\"№]|имени|им\.).*|"
    rf"(?:в|во|на)\s(?:[\w-]+\s){{0,2}}{_SCHOOL}(?!\w).*|(?:в\s)?{_SCHOOL_SHORT}(?!\w).*)\s*"
)
_NAMED_PLACE = re.compile(
    rf"(?:[а-яёА-ЯЁ-]+\s)?(?i:{_SCHOOL})\s[А-ЯЁA-Z][\w -]*"
)  # «студия Радуга», no «Школа юного …»
_PAPER = re.compile(
    r"\W*(?:(?:учебн|академическ|зачетн|личн|приложенн)\w+\s)?(?:справк|сертификат|выписк|заявлени|ведомост|свидетельств|"
    r"удостоверени|приложени|диплом|аттестат|табел|сведени|результат|данны|итог|информаци|копи|документ|протокол|карточк)"
    r"[а-я]{0,4}(?:\s(?:о|об|по|к|из|от|за|№|с)\W?\s?.*|\s№?\s?\d.*|\s(?:обучени|аттестаци|успеваемост|освоени|участник)\w*)?\W*"
)


def is_paper(text: str) -> bool:
    """Whether words name a paper and no course: «Справка об обучении», «Ведомость № 5», «Результаты аттестации»."""
    return bool(_PAPER.fullmatch(fold(text)))


_IN_BRACKETS = re.compile(r"\s*\((?P<said>[^()]*)\)[\s.,]*\Z")


def is_aside(text: str) -> bool:
    """Whether a field behind a name tells only when, where or with whom it was («ДШИ № 3», «2024/25 уч. год»)."""
    return bool(_ASIDE.fullmatch(fold(text)) or _NAMED_PLACE.fullmatch(text.strip()))


def _without_aside(text: str, start: int, end: int) -> tuple[int, int]:
    bracket = _IN_BRACKETS.search(text[start:end])
    if bracket and bracket.start() and is_aside(bracket.group("said")):
        return _shrink(text, start, start + bracket.start())
    return start, end


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """What is written to harm is shown as it stands, but for the commas around it."""
    said = text[start:end]
    return start + len(said) - len(said.lstrip(" \t\n,")), end - (len(said) - len(said.rstrip(" \t\n,")))


def _one_quotation(quoted: re.Match[str]) -> bool:
    inner = quoted.group("inner")
    return inner.count("»") <= inner.count("«") if quoted.group("open") == "«" else '"' not in inner


def _shrink(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t\n,;:.-—–•*":
        start += 1
    while end > start and (
        text[end - 1] in " \t\n,;:—–-" or (text[end - 1] == "." and not _SHORTENED.search(text[start:end]))
    ):
        end -= 1
    return start, end


_SHORTENED = re.compile(
    r"(?:\b\w\.\w?\.?|\b(?:кл|вв|гг|др|пр|ур|обл|сем|яз|лит|мат|проф|спец))\.?\Z"
)  # «Геометрия, 8 кл.»
_FOREIGN = re.compile(
    r"^\d{1,2}\s?[абвг]\s|</|\d{1,2}\.\d{1,2}\.\d{4}|20\d\d|№|:\s|(?<!\w)(?:предмет\w*|дисциплин\w*|результат\w*|программ\w*\s[«\"]|аттестаци\w*|форм[аы]\s|сын\w*|доч\w{2,4}|"
    r"мной|мною|который|которую|которые|изученн\w*|пройденн\w*|освоенн\w*|класс\w*,|год\w*\s)(?!\w)"
)


# «Мише курс лепки»: what stands before the word is no part of the name, unless it is its adjective («базовый курс»).
_COURSE_INSIDE = re.compile(r"\w(?<!ый)(?<!ий)(?<!ой)\s(?:курс|модул|кружк|факультатив)\w{0,3}\s")


_LABEL_INSIDE = re.compile(
    r"\A(?:для|за|по|про|к|у|его|ее|их|это|эт[оуа]т?|(?:ваш|наш|сво)[а-я]{1,3}|нужные\sданные|ответ|теме|поводу|вопросу|первому|второму|"
    r"на\s(?:заняти|урок|курс)\w+)[\s,:]|\Aнужные\sданные|\?\s|(?:\A|\s)(?:насчет|относительно|касательно|что\sкасается)\s|\s(?:трудоемкость|объем|продолжительность|длительность|нагрузка|форма|вид\sконтроля|аттестаци[яи]?|"
    r"итог|результат|оценка|отметка|рассчитан[ао]?|отведено|указано|составил[ао]?|там|это)(?:\s|\Z)"
)  # «волейбол итог»: the name ends before the label
_TWO_SUBJECTS = re.compile(r"[а-яё-]+ и [а-яё-]+")  # «лепка и батик», not «Рисунок и живопись»


def running_title_doubts(title: str, quoted: bool) -> list[str]:
    """Why the words read as a title in running text may hold more than the name; nothing when quotes end it."""
    if quoted:
        return []
    unclear = (
        _COURSE_INSIDE.search(fold(title))
        or _FOREIGN.search(fold(title))
        or title.count("(") != title.count(")")
        or re.search(r"[«»\"]", title)
        or _TWO_SUBJECTS.fullmatch(title)
    )
    return ["title_unclear"] if unclear or find_names(title) else []


_STRANGE = re.compile(
    r"^\d{1,4}\s?\(?(?:ак|уч|ч)\w*\.|\d{1,2}\.\d{1,2}\.\d{2,4}|(?<!\d)(?:19|20)\d\d(?!\d)|@|https?:|\+7|\d\s?раза?\s|"
    r"\d\s?(?:ч|час\w*|мин\w*|балл\w*|руб\w*|зет|з\.\s?е\.?|недел\w*|занят\w*|урок\w*)(?!\w)|"
    r"(?<!\w)(?:у|для|с|моем\w?|моей|наше\w+)\s(?:\w+\s)?(?:меня|нас|него|не[её]|сын\w*|доч\w{1,4}|реб[её]н\w+|мам\w|пап\w)(?!\w)|"
    r"^(?:студи|школ|центр|кружк|кружок|лице|гимнази|колледж|клуб|секци|платформ)\w{0,3}\s[«\"]|"
    r"\s(?:и|в|во|на|по|с|со|для|о|об|из|от|к|у|за|был[аио]?|там|тут|еще|тоже|уже)\Z|"
    r"(?:ом|ой|ем|ым|им|у|е)\s(?:курс|предмет|дисциплин|модул|программ|кружк|кружок)\w{0,2}\Z|"
    r"(?:\A|[.!?]\s)(?:(?:финальн|итогов|заключительн)\w+\s(?:работ|форм|оценк|отметк|аттестаци)\w*(?!\w)|добр(?:ое|ого|ой)\s(?:утр|дн|ноч|врем)|ответ\Z)|"
    r"(?<!\w)(?:был[аио]?|весь\s(?:курс|объем))(?!\w)|^(?:перв|втор|трет|четверт|пят|шест)\w{1,3}\Z|^(?:срок(?:и|ом)?|период(?:а|ы)?|где|место|дата|педагог|преподавател\w+|учител\w+|группа|стоимость|документ(?:а|у|ы|ов)?|справк(?:а|и|у|ой)|сертификат(?:а|у|ы|ом)?|приложени[еяй]|"
    r"добрый|здравствуйте|спасибо|мама|папа|телефон|тел|с\sуважением|подпись|это|там|тут|также|еще|потом|всего|итого|оба|обе|все)(?!\w)"
)


def is_strange(title: str, quoted: bool) -> bool:
    """Whether a name holds what names of courses do not: a date, a workload, a relative, a school in quotes, a label,
    the loose end of a sentence. Quotes around it vouch for its verbs and for its end."""
    said = fold(title)
    return (
        bool(_STRANGE.search(said.removesuffix(" по") if title.endswith(" ПО") else said))
        or (not quoted and bool(_LABEL_INSIDE.search(said)))
        or bool(re.search(r"»[^»]*«|^«[^»]*»\s?\w|\s[-—–]\s[«\"]", title))
        or (not quoted and any(is_verb(word) for word in re.findall(r"[а-я]{4,}", said)))
    )


_PREPOSITION = re.compile(r"(?:в|во|на|из|от|для|с|со|и|или|при|к|ко)\s")


_TOLD_ON = re.compile(
    r"(?:котор\w+|[а-я]+(?:щ|вш)(?:ийся|аяся|ееся|иеся|егося|ейся|уюся)|на\sкотор\w+)\s"
)  # «завершившийся …»


def title_doubts(title: str) -> list[str]:
    """Why a person must look at this title: hostile text, no letters, far too long, or a sentence of
    the letter."""
    folded = fold(title)
    doubts = []
    if _HOSTILE.search(title):
        doubts.append("title_suspicious")
    if _PREPOSITION.match(title) or _TOLD_ON.match(folded):
        doubts.append("title_unclear")  # the rest of a name that began on the line above
    if re.match(r"(?:то же|тот же|та же|аналогичн|такой же)", folded):
        doubts.append("title_unclear")
    if title.count("(") != title.count(")") or title.count("«") != title.count("»") or title.count('"') % 2:
        doubts.append("title_unclear")
    if (
        len(title) > LONGEST
        or not re.search(r"[^\W\d_]{2}", title)
        or _REQUEST.search(folded)
        and "title_suspicious" not in doubts
    ):
        doubts.append("title_unclear")
    return doubts
