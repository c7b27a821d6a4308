"""Names that open a clause whose values follow: «по химии зачёт», «что касается лепки, 72 часа», «Шахматы — турнир»."""

import re
from dataclasses import dataclass

from workflows.credit.reading.fields.forms import field_is_form
from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.fields.telling import find_atoms
from workflows.credit.reading.fields.titles import clean_title
from workflows.credit.reading.prose.leading import leads, only_leads
from workflows.credit.reading.prose.mentions import either_means, no_statement, plain_title
from workflows.credit.reading.prose.places import names_place
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import is_verb
from workflows.credit.reading.text.page import Page, Span
from workflows.credit.reading.text.vocabulary import alternatives
from workflows.credit.reading.values import Value

_COURSE = r"(?:курс|предмет|дисциплин|модул|программ|кружк|кружок|секци)[а-я]{0,3}"
_AHEAD = re.compile(
    rf"(?:(?:а|и|но|вот|теперь|далее|затем|потом|(?P<more>еще|также|плюс))\s+){{0,2}}(?:(?P<led>что\s+касается|насчет|про|относительно|касательно|по\s+поводу|там,?\s+где|в\s+отношении|"
    rf"в\s+части|по\s+(?:ваш\w+\s+)?вопросу\s+(?:о|об|про)|по\s+теме|на\s+(?:занятиях|уроках)(?:\s+по)?|"
    rf"по\s+(?:перв|втор|трет)\w+,|в(?=\s+курсе)|это|в|"
    rf"по|на|за|для|у|к|с)\s+(?:{_COURSE}\s+(?:по\s+)?)?|(?P<course>{_COURSE})\s+(?:по\s+)?)?"
)
_LABEL_OF = re.compile(
    r"(?:форм[аы]\s(?:аттестации|контроля)|аттестация|трудоемкость|объем|оценк[аи]|результаты?|"
    r"(?:уточня|сообща|дополня|добавля|отвеча|указыва)(?:ю|ем)|пишу)\s(?=(?:по|за|насчет|про)\s)"
)
_BEGINS = re.compile(r"(?<=[;:,])\s+(?:(?:а|и|но)\s+)?|\s+(?:а|и)\s+|(?<=[.!?])\s+")
_QUOTED = re.compile(r"[«\"](?P<said>[^«»\"\n]{2,120})[»\"]")
_TOLD = re.compile(rf"{alternatives('sentences', 'told')}")
_WORD = re.compile(r"[^\W_][\w+#-]*")
_PREPOSITION = re.compile(r"(?:на|по|в|из|для|с|и|к|о)(?!\w)")
_DASHED = re.compile(r"\s*[—–:]|\s-\s|\sэто\s")
_CHUNK = re.compile(r"[^,;.:()!?\n—–]+")
_MOST_WORDS = 6
_PRONOUN = re.compile(
    r"(?<!\w)(?:вопрос\w*|запрос\w*|просьб\w+|заявлени\w+|он|она|оно|они|я|мы|вы|мне|нам|вам|их|его|ее|пару)(?!\w)"
)
_NO_COURSE = re.compile(
    r"(?:(?:\w+\s)?(?:каникул|интенсив|лагер|смен[аеуы](?!\w))|урок|заняти|педагог|учител|преподават|тренер|недел|месяц|год|семестр|школ|центр|лице|студи|клуб|начал|полугоди|четверт|справк|"
    r"сертификат|документ|диплом|свидетельств|остальн|друг|втор|перв|трет|обо|оба|обе|все|кажд|дом|вопрос|сын|доч|ребен|заявлени|"
    r"договор|ваш|наш|мой|мо[ею]|так|недостающ|нужн|следующ|указанн|запрошен|способ|испытани|результат|проверк|ответ|счет|данн|сведени|информаци)"
)


_NAMED_TOO = "еще"
_THIS = {"это", _NAMED_TOO}  # «это «Верховая езда», …, и ещё «Уход за лошадьми», …»


@dataclass(frozen=True)
class Opener:
    """A name and where what is said of it begins."""

    start: int
    end: int
    title: Span
    quoted: bool
    led: str


def find_openers(page: Page, span: Span, known: list[str]) -> list[Opener]:
    """The names that open clauses of a sentence; a name without a preposition needs a dash behind it."""
    out: list[Opener] = []
    label = _LABEL_OF.match(page.folded, *span)
    begin = label.end() if label else span[0]
    for place in [begin, *(match.end() for match in _BEGINS.finditer(page.view, *span))]:
        if out and place < out[-1].end:
            continue
        one = _opener(page, place, span[1], known)
        if one is None:
            continue
        title = Value(fold(page.view[slice(*one.title)]))
        sure = any(either_means(title, Value(each)) for each in known)
        if not sure and out and out[0].led != one.led and not (one.quoted and {out[0].led, one.led} == _THIS):
            continue  # «по химии 36 часов, на уроках 5»
        out.append(one)
    return out


def _opener(page: Page, place: int, end: int, known: list[str]) -> Opener | None:
    ahead = _AHEAD.match(page.folded, place, end)
    low = ahead.end() if ahead else place
    led = " ".join((ahead and (ahead.group("led") or ahead.group("course")) or "").split())
    quoted = _QUOTED.match(page.view, low, end)
    if quoted and ahead and ahead.group("more"):
        led = led or _NAMED_TOO
    if quoted:
        title, stop = clean_title(page.view, *quoted.span("said")), quoted.end()
        if whole_result(quoted.group("said")) or names_place(page, quoted.start()):
            return None
    else:
        stop = _known_end(page, low, end, known) or _name_end(page, low, end)
        title = clean_title(page.view, low, stop)
        said = page.folded[slice(*title)]
        sure = any(either_means(Value(page.view[slice(*title)]), Value(each)) for each in known)
        if (
            not plain_title(said)
            or no_statement(said)
            or _NO_COURSE.match(said)
            or _PRONOUN.search(said)
            or only_leads(said)
            or any(is_verb(word) for word in re.findall(r"\w{4,}", said))
        ):
            return None
        if not sure and field_is_form(page.view[slice(*title)]):
            return None  # «игра на гитаре» sounds like a form where nobody has named it
    if title[0] >= title[1]:
        return None
    called = Value(page.view[slice(*title)])
    marked = _DASHED.match(page.view, stop, end) or any(either_means(called, Value(each)) for each in known)
    if (
        led == "в"
        and not (ahead and "курс" in ahead.group())
        and not any(either_means(called, Value(each)) for each in known)
    ):
        return None  # «в журнале 36 часов»
    if (not led or (ahead and ahead.group("course"))) and not marked:
        return None
    return Opener(place, stop, title, bool(quoted), led)


def _known_end(page: Page, low: int, end: int, known: list[str]) -> int:
    """Where a name ends that was written before, whatever its words sound like; 0 when none stands here."""
    for name in known:
        count = len(_WORD.findall(name))
        words = (
            re.match(rf"{_WORD.pattern}(?:\s{_WORD.pattern}){{{count - 1}}}", page.view[low:end])
            if count > 1
            else None
        )
        if words and either_means(Value(words.group()), Value(name)):
            return low + words.end()
    return 0


def _name_end(page: Page, low: int, end: int) -> int:
    """Where the words of a name end: at a mark, at a value, at a word that leads to one."""
    values = [atom.start for atom in find_atoms(page, low, end)]
    stop, place = low, low
    words = 0
    while words < _MOST_WORDS:
        word = _WORD.match(page.view, place, end)
        if not word or place in values or word.group().isdigit():
            break
        link = _PREPOSITION.fullmatch(page.folded[slice(*word.span())])
        led = _TOLD.match(page.folded, place, end)
        if led and led.end() > word.end():
            break  # «физика в качестве аттестации …»
        said = page.folded[slice(*word.span())]
        if not link and (led or is_led(page, place) or (words and (leads(said) or whole_result(said)))):
            break
        chunk = _CHUNK.match(page.view, place, end)
        if words and chunk and (field_is_form(chunk.group()) or whole_result(chunk.group())):
            break  # «по геоинформатике турнир»
        words += 1
        place = word.end() + 1
        if not link:
            stop = word.end()
        if page.view[word.end() : place] != " ":
            break
    return stop


def is_led(page: Page, place: int) -> bool:
    """Whether a number of hours begins here."""
    return page.view[place].isdigit()
