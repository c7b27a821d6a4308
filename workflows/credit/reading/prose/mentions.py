"""Where sentences name a course: in quotes or after «по»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.fields.telling import find_atoms
from workflows.credit.reading.fields.titles import clean_title
from workflows.credit.reading.prose.places import ends_in_place, names_place, taught_in, wants_its_object
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import is_said, is_verb, may_name, parses, stems
from workflows.credit.reading.text.page import Page, Span
from workflows.credit.reading.text.sentences import ASK, lead_end
from workflows.credit.reading.text.vocabulary import label_kind
from workflows.credit.reading.values import Course, Value

_QUOTED = re.compile(r"«(?P<a>(?:[^«»\n]|«[^»]*»){2,200})»|\"(?P<b>[^\"\n]{2,200})\"")


_COURSE_BEFORE = re.compile(
    r"(?<!\w)(?:курс\w*|модул\w*|дисциплин\w*|предмет\w*|программ(?!ир)\w*|факультатив\w*|спецкурс\w*|интенсив\w*|"
    r"практик\w*|раздел\w*|тренинг\w*|вебинар\w*|семинар\w*|мастер-класс\w*|перв\w{1,3}|втор\w{1,3}|"
    r"трет\w{1,3}|"
    r"по|на|и|или|а также|сразу|еще|также|"
    r"теме|направлени\w*|специальност\w*|кружк\w*|кружок|секци\w*|заняти[яйе]\w?|(?:посещал|ходил)\w*\s(?:в\s)?класс|занима\w+(?:\s(?:там|тут|здесь))?|зачесть|зачет\w*|"
    r"мне|сыну|дочери|ему|ей|названием|именно|изучал\w*|прош\w+|закончил\w*|окончил\w*|проходил\w*|посещал\w*|изучил\w*|"
    r"освоил\w*|курса|:|,|;|[-—])\s*(?:[-—:]\s*)?$|(?<!\w)(?:курс|предмет|дисциплин|программ|модул)\w*,\s*$"
)


_AT_ITS = re.compile(r"(?:\A|[:;.,—-]\s|\s[иа]\s)(?:у|для|к)\s*$")  # «у «Лепки» 51 час»
_ITS_VALUE = re.compile(
    r"\s?[,—:-]?\s?(?:(?:было|было\sвсего|всего|объем|трудоемкость|форма|формой|оценка|результат|итог)[\s—:-]|\d{1,4}\s?(?:ак|ч))"
)


_OWN_PROGRAMME = re.compile(
    r"у вас|учусь|обучаюсь|учится|обучается|занимаюсь|занимается|занима\w+ у вас|зачислен|поступил|перевел\w*|"
    r"вашей|вашего|"
    r"вашем|ваш курс|готовлюсь|нынешн|сейчас|теперь"
)


_STATEMENT = re.compile(
    r"(?:(?<=^)|(?<=[.!?;,]\s)|(?<=\s[аи]\s))(?:по|за)\s+(?:курсу\s|предмету\s|дисциплине\s|модулю\s|"
    r"программе\s)?(?P<title>[а-яa-z][\wёа-я-]*(?:\s[а-яa-z][\w-]*){0,4}?)(?!\w)"
    r"(?=\s*[,:—-]*\s*(?:"
    r"был\w*|(?:он|она|я|мы|ему|ей|там|тут|уже)\s|отзанимал\w*|отходил\w*|"
    r"\d+\s|получ\w+|сдал\w*|сдава\w+|итог\w*|оценк\w*|форм\w+|у меня|мне|"
    r"\d{1,4}\s?(?:ак|ч)|зачет|экзамен|тест|защит\w+|контрольн\w+|[-—:]|поставили|всего|объем\w*|часов|"
    r"часы|прошел|прошла|написал\w*|стоит|итоговы\w+))"
)


_NO_STATEMENT = re.compile(
    r"(?:заявлени\w*|обращени\w*|запрос\w*|письм\w*|итог\w*|окончани\w*|результат\w*|справк\w*|почт\w*|телефон\w*|повод\w*|возможност\w*|желани\w*|"
    r"аттестаци\w*|программе|вашей|этому|этим|эти|этой|всем|каждому|обоим|поручени\w*|причин\w*|"
    r"семейн\w*|данн\w*|прошлый|прошлом|год|время|каждый|ссылк\w*|закону|договор\w*|месту|состояни\w*|"
    r"субботам|пятницам|один|два|три|весь|все|это|них|нему|ней|курс|курсу|предмету|дисциплине|неделю|"
    r"меня|зачет\w*|экзамен\w*|часов|котор\w+)(?!\w)"
)


_LABEL_OF = re.compile(
    r"(?<!\w)(?P<label>часы|часов|объем|трудоемкость|форма|форма аттестации|форма контроля|аттестация|"
    r"оценка|отметка|результат|итог)\s(?:по|за)\s(?:курсу\s|курс\s|предмету\s|предмет\s|дисциплине\s)?"
    r"[«\"]?(?P<title>[а-яa-z][\w-]*(?:\s[\w-]+){0,5}?)[»\"]?\s*[:=—-]\s*(?P<value>[^,;.\n]+)"
)


# «прошёл курс Python в школе …»: Latin letters say where the name ends.
_LATIN_NAME = re.compile(
    r"(?<!\w)(?:курс|модул|предмет|дисциплин|программ)[а-яё]{0,3}\s(?:по\s)?(?P<title>[A-Z][A-Za-z+#.]*(?:\s[A-Z\d][\w+#.]*){0,3})(?=[\s,.;:(]|\Z)"
)
_TITLE_WORDS = 6


_NOT_TITLES = re.compile(
    r"\s*(?:из|в|во|на|по|за|с|со|от|для|к|о|об|как|при|и|я|мы|без|то|их|ее)(?!\w)|"  # «и», not «игра»
    r"\s*(?:здравств|добр(?:ый|ое|ого|ой)\s|приветств|привет\Z|привет\W|уважаем|спасибо|с\sуважением)|"
    r"\s*(?:оба|обе|все|всё|это|его|эти|данн|указанн|пройденн|материал|документ|справк|"
    r"сертификат|диплом|заявлени|обучени|что|часть|часы|оценк|результат|"
    r"если|когда|котор|можно|учебн|семестр|год|см|пожалуйста|зачет|экзамен|ниже|"
    r"следующ|прошлогодн|вместо|взамен|кроме|удостоверени|свидетельств|грамот|аттестат|табел|выписк|файл|скан|фото|"
    r"вложени|приложени|копи)(?![а-я]{4})|\s*(?:[а-я]+-)?(?:школы|центра|студии|лицея|гимназии|колледжа|"
    r"платформы|университета|института|академии|кружка|секции|клуба)(?!\w)|"
    r"\s*(?:(?:мо|наш|сво|е|эт|дв|оба|все|нескольк|пройденн|разн|друг|нов)\w*\s){0,3}(?:курс|предмет|дисциплин|модул|программ|"
    r"кружк|кружок|заняти|обучени)\w{0,3}\s*\Z"
)


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    title: Value
    known: int | None  # index of the course already listed, or None
    sentence: int
    strong: bool  # surely a course, even when nothing more is said of it
    labelled: tuple[str, Span] | None = None  # «Часы по физике — 68»: the label and where its value stands


def find_mentions(page: Page, span: Span, number: int, listed: list[Course]) -> list[Mention]:
    start, end = span
    folded = page.folded
    found: list[Mention] = []
    for match in _QUOTED.finditer(page.view, start, end):
        inner = match.span("a") if match.group("a") else match.span("b")
        mention = _quoted_mention(page, span, match.span(), inner, number, listed)
        found.extend([mention] if mention else [])
    found += _labelled_mentions(page, span, number, listed)
    for match in _LATIN_NAME.finditer(page.view, start, end):
        if not any(match.start() < one.end and one.start < match.end() for one in found):
            title = page.value(*match.span("title"), "title after «курс»")
            found.append(Mention(*match.span("title"), title, _known(title, listed), number, True))
    for match in _STATEMENT.finditer(folded[:end], start):
        said = match.group("title")
        if (
            _NO_STATEMENT.match(said)
            or find_hours(match.group("title"))
            or re.match(r"\d", said)
            or not may_name(re.findall(r"\w+", said))
            or any(is_verb(word) for word in re.findall(r"\w+", said))
            or any(match.start() < one.end and one.start < match.end() for one in found)
        ):
            continue
        title = page.value(*match.span("title"), "title after «по»")
        known = _known(title, [*listed, *(Course(one.title) for one in found)])
        found.append(
            Mention(
                match.start(),
                match.end(),
                title,
                known if known is not None and known < len(listed) else None,
                number,
                True,
            )
        )
    return sorted(found, key=lambda one: one.start)


def _labelled_mentions(page: Page, span: Span, number: int, listed: list[Course]) -> Iterator[Mention]:
    """«Часы по физике — 68»: a label, a course and the value."""
    for match in _LABEL_OF.finditer(page.folded[: span[1]], span[0]):
        kind = label_kind(match.group("label"))
        if kind in {"hours", "form", "result"} and not _NO_STATEMENT.match(match.group("title")):
            title = page.value(*match.span("title"), "title after «по»")
            value = (kind, match.span("value"))
            yield Mention(match.start(), match.end(), title, _known(title, listed), number, True, value)


_FORM_LED = re.compile(r"(?<!\w)в\s(?:форме|виде)\s*\Z")  # «аттестация в форме «показ работ»»
NAME_OF_PLACE = "name of the place of study"
_ON_A_PLATFORM = re.compile(r"(?<!\w)на\s\Z")
_NAMES_COURSE = re.compile(r"\s(?:онлайн-)?(?:курс|программ|модул|дисциплин|предмет)\w*\s[«\"]")


def _quoted_mention(
    page: Page, sentence: Span, outer: Span, inner: Span, number: int, listed: list[Course]
) -> Mention | None:
    before = page.folded[max(sentence[0], outer[0] - 60) : outer[0]]
    said = page.view[slice(*inner)]
    if (
        _FORM_LED.search(before)
        or whole_result(said)
        or len(said.split()) > 20
        or not re.search(r"[^\W\d_]{2}", said)
    ):
        return None
    title = page.value(*clean_title(page.view, *inner), "quoted title")
    known = _known(title, listed)
    course_before = _COURSE_BEFORE.search(before) or (
        _AT_ITS.search(before) and _ITS_VALUE.match(page.folded[outer[1] : sentence[1]])
    )
    led = sentence[0] + lead_end(page.view[slice(*sentence)])  # «зачесть сыну Петру «Лепку»»
    asked_for = sentence[0] < led <= outer[0] and not page.view[led : outer[0]].strip()
    if known is None and _ON_A_PLATFORM.search(before) and _NAMES_COURSE.match(page.folded, outer[1]):
        return None  # «прошла на «Лекториуме» онлайн-курс «Психология»»
    if known is None and not before.strip() and names_place(page, outer[0]):
        return None  # «… в центре / «Пересвет». Там …»
    if known is None and not asked_for:
        as_object = _is_object(said) and _STUDIES.search(before)
        if ends_in_place(before) and not as_object and not _CLASS_OF.search(before):
            if not (wants_its_object(before) and _said_of(page, outer[1], sentence[1])):
                return None
            title = replace(title, rule=NAME_OF_PLACE)
            return Mention(outer[0], outer[1], title, known, number, False)
        if (
            before.strip()
            and not course_before
            and not as_object
            and not _said_of(page, outer[1], sentence[1])
        ):
            return None
        if re.search(r"программ\w*\s*$", before) and _OWN_PROGRAMME.search(
            page.folded[sentence[0] : outer[0]]
        ):
            return None
    strong = bool(ASK.search(page.folded[slice(*sentence)])) or bool(
        re.search(r"(?:курс|модул|дисциплин|предмет)\w*\s*(?:[-—:]\s*)?$", before)
    )
    return Mention(outer[0], outer[1], title, known, number, strong)


def place_of_study(page: Page, spans: list[Span]) -> list[Mention]:
    """«Занималась в студии «Народный танец», 72 часа»: the only quotes of a letter that names no course."""
    quotes = [
        match
        for match in _QUOTED.finditer(page.view)
        if not whole_result(match.group("a") or match.group("b"))
    ]
    if len(quotes) != 1:
        return []
    quote = quotes[0]
    inner = quote.span("a") if quote.group("a") else quote.span("b")
    number = next((n for n, (start, end) in enumerate(spans) if start <= quote.start() < end), None)
    if number is None or not taught_in(page.folded[spans[number][0] : quote.start()]):
        return []
    title = page.value(*clean_title(page.view, *inner), NAME_OF_PLACE)
    return [Mention(*quote.span(), title, None, number, False)]


_STUDIES = re.compile(r"(?<!\w)(?:посещ|занима|изуча|изучи|проход|прош[её]?л|осво|законч|оконч)\w+")
_CLASS_OF = re.compile(r"(?<!\w)(?:посещ|ходил)\w+\s(?:в\s)?класс\s*\Z")


def _is_object(said: str) -> bool:
    """«посещала в школе «Живопись и композицию»»: a case that no name of a place has."""
    if re.match(r"[а-яё]+(?:ую|юю)\s[а-яё]", said.lower()):
        return True  # «Акварельную живопись»
    last = re.findall(r"[а-яё]+", said.lower())[-1:]
    tags = [one.tag for word in last for one in parses(word)]
    return bool(tags) and not any(tag.case in {"nomn", "gent", None} for tag in tags)


def _said_of(page: Page, start: int, end: int) -> bool:
    """Whether values of two kinds follow a name before the next one: what has hours and a result is a course."""
    following = _QUOTED.search(page.view, start, end)
    return len({atom.kind for atom in find_atoms(page, start, following.start() if following else end)}) > 1


def _known(title: Value, listed: list[Course]) -> int | None:
    """The index of the listed course that this name, perhaps in another case, means."""
    wanted = _stem_set(str(title.value))
    matches = [
        index
        for index, course in enumerate(listed)
        if wanted and _same(wanted, _stem_set(str(course.title.value)))
    ]
    return matches[0] if len(matches) == 1 else None


def _stem_set(title: str) -> list[frozenset[str]]:
    said = re.findall(r"[\w#+-]+", fold(title))
    long = [word for word in said if len(word) > 2]
    return [
        stems(word) | {word} for word in long or said
    ]  # «C#», «ИЯ»: short words only where there are no others


def _same(wanted: list[frozenset[str]], other: list[frozenset[str]]) -> bool:
    if not wanted or not other:
        return False
    return (
        len(wanted) <= len(other)
        and all(any(word & against for against in other) for word in wanted)
        and bool(wanted and other)
        and bool(wanted[0] & other[0])
    )


_ENDS_GENERIC = re.compile(
    r"\s(?:курс|предмет|дисциплин|модул|программ|кружк|кружок|занят)\w{0,3}\Z"
)  # «летом курс»


def plain_title(folded: str) -> bool:
    """Whether folded words may be a name of a course: few, without a verb, no word of the request."""
    words = re.findall(r"[\w-]+", folded)
    return (
        0 < len(words) <= _TITLE_WORDS
        and not _NOT_TITLES.match(folded)
        and not any(is_verb(word) for word in words)
        and not (len(words) == 1 and is_said(words[0]))
        and any(len(word) > 3 for word in words)
        and not _ENDS_GENERIC.search(folded)
    )


def no_title(folded: str) -> bool:
    """Whether folded words begin as no name does («вместо экзамена …»)."""
    return bool(_NOT_TITLES.match(folded))


def no_statement(folded: str) -> bool:
    """Whether words behind «по» or «за» are none of a course («по окончании»)."""
    return bool(_NO_STATEMENT.match(folded))


def either_means(one: Value, other: Value) -> bool:
    first, second = _stem_set(str(one.value)), _stem_set(str(other.value))
    return _same(first, second) or _same(second, first)


def names_part(one: Value, other: Value) -> bool:
    """Whether every word of one name stands, perhaps in another case, in the other name."""
    wanted, against = _stem_set(str(one.value)), _stem_set(str(other.value))
    return bool(wanted) and all(any(word & each for each in against) for word in wanted)
