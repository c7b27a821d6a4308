"""Whose courses a sentence speaks of: another person's, our own plan's, or those of more than one child."""

import re

from workflows.credit.reading.text.morphology import stems
from workflows.credit.reading.text.page import ITEM, NON_EMPTY, Page, Span
from workflows.credit.reading.text.sentences import ASK, sentences

_OTHER_PERSON = re.compile(
    r"(?<!\w)(?:подруг\w{0,3}|друг(?:а|у|ом)?(?=[\s,.])(?!\sот)|приятел\w+|брат(?:а|у|ом|ик\w*)?|(?<!медицинская\s)(?<!медицинской\s)(?<!медицинскую\s)(?<!операционная\s)(?<!палатная\s)(?<!патронажная\s)сестр(?:а|ы|у|е|ой|ою|ам|енк\w+)|одноклассни\w+|"
    r"одногруппни\w+|сосед\w+|знаком(?:ый|ая|ого|ой|ому|ым)|коллег\w+)(?!\w)"
)
_OUR_PLAN = re.compile(
    r"(?<!\w)(?:у\sвас(?:\sв\s\w+)?\s(?:есть|ид[её]т|стоит|значится|преподают|читают|в\s(?:\w+\s)?(?:план|программ|расписан)\w*)|"
    r"в(?:о)?\s(?:ваш|мо[её]|наш|сво)\w*\s(?:\w+\s)?(?:план|расписани|программ)\w*|(?:по|в|из|согласно)\s(?:\w+\s)?"
    r"учебн\w+\sплан\w*|ваш[аеи]?\s(?:дисциплин|предмет|модул)\w*)"
)
_TO_CREDIT = r"(?:пере|за)?(?:зач[иеё]|сч[иеё]т|уч[еи]т|уч[еи]с)\w*"
_NO_NEED = (
    r"(?:не\s(?:надо|нужно|прошу|просим|требуется|стоит|хочу|хотим|обязательно|буд\w+|претенду\w+)|незачем|необязательно|"
    r"нет\s(?:смысла|необходимости|нужды))"
)
_NOT_ASKED = re.compile(
    rf"(?<!\w){_TO_CREDIT}\s(?:\w+\s){{0,3}}?{_NO_NEED}(?!\w)|(?<!\w){_NO_NEED}\s(?:\w+\s){{0,3}}?{_TO_CREDIT}(?!\w)|"
    r"(?<!\w)(?:его|ее|их|это|этот|этого)\s(?:\w+\s)?(?:не\s(?:нужно|надо|прошу|включ\w+|(?:за)?с?чит\w+|учит\w+|бер\w+)|незачем)|"
    r"(?<!\w)не\s(?:надо|нужно)(?=\s*(?:[,.;!)]|\Z))"
)
# «сейчас учится у вас на …», «в следующем году пойдёт на …»: what is studied now or later, not what is behind.
_NOT_BEHIND = re.compile(
    r"(?<!\w)(?:в|на|со?)\s(?:следующ\w+|будущ\w+|нов\w+|этом|нынешн\w+)\s(?:учебн\w+\s)?(?:год\w*|семестр\w*|полугоди\w*|четверт\w*|лет\w+|осен\w+)"
    r"\s(?:\w+\s){0,3}?(?:собира\w+|планиру\w+|буд\w+|пойд\w+|хо[тч]\w+|запи\w+|начн\w+|прод\w+|изуча\w+|учу\w*)|"
    r"(?<!\w)(?:собира(?:юсь|ется|емся)|планиру(?:ю|ет|ем)|хо(?:чу|чет|тим)\sзаписаться|запис(?:ан|ана|алась|ался)\w*)\s(?:\w+\s){0,2}?(?:на|пройти|взять|изуч\w+)\s|"
    r"отдельн\w+\sзаявлени|(?<!\w)(?:сейчас|теперь|пока|в\sэтом\sгоду)\s(?:\w+\s){0,3}?(?:уч[иу]\w+|обуча\w+|занима\w+|хож\w+|ход\w+|прохо\w+|изуча\w+|ид[её]т)\s(?:\w+\s){0,2}?(?:у\sвас|вместе\sс|в\sвашей)"
)
_ADVERTISED = re.compile(
    r"вам\s(?:может|могут|будет|будут)\s(?:понравит|интерес|полез)\w*|(?<!\w)(?:рекомендуем|советуем)(?!\w)|записывайтесь|"
    r"(?<!\w)скидк\w+|промокод|не\sупустите|смотрите\sтакже|другие\s(?:наши\s)?курсы|распродаж|успейте|по\sакции"
)
_SEVERAL_CHILDREN = re.compile(
    r"(?:мо|наш|сво)\w+\s(?:\w+\s)?(?:детям|детей|сыновь\w+|дочер(?:ям|ей))|(?:двум|двоим|обоим|троим|трем|двоих|обоих)\s"
    r"(?:\w+\s)?(?:дет\w+|сыновь\w+|дочер\w+|ребят\w*|учени\w+)|(?:зачесть|зачтите|прошу|засчитать)\s(?:\w+\s){0,2}"
    r"(?:детям|сыновьям|дочерям|близнецам|двойняшкам)|(?<!\w)(?:близнец|двойняш)\w+|"
    r"(?:зачесть|зачтите|засчитать)\s(?:\w+\s){0,2}(?:обоим|двоим|троим)(?!\s(?:курс|предмет|модул|дисциплин))|двое\sучатся"
)
_SON = re.compile(r"(?<!\w)сын(?:у|а|очку|ишке)(?!\w)")
_DAUGHTER = re.compile(r"(?<!\w)доч(?:ери|ке|ку|ь|еньке)(?!\w)")


_INSTEAD = re.compile(
    r"(?<!\w)(?:вместо|взамен)\s(?:\w+\s){0,4}(?:«[^»\n]*»|\"[^\"\n]*\")(?:\s?\([^()\n]*\))?"
)


_TO_A_MACHINE = re.compile(
    r"системн\w+\s(?:сообщени|инструкц|команд|промпт)|(?:для|к)\s(?:автоматическ\w+\sобработ|нейросет|робот|бот[ау]|"
    r"искусственн\w+\sинтеллект|языков\w+\sмодел)|(?:не\sобращай\sвнимани|игнорируй|проигнорируй|забудь|отмени)\s(?:\w+\s){0,4}"
    r"(?:правил|инструкц|указан|команд|предыдущ|прежн)|ignore\s(?:\w+\s){0,4}(?:instruction|rule|prompt)|"
    r"(?<!\w)(?:добавь|поставь|выставь|зачти|одобри|отметь|присвой|отправь)\s(?:\w+\s){0,4}(?:курс|результат|оценк|заявлени|"
    r"решени|всем|час|«)"
)


def to_a_machine(page: Page) -> list[Span]:
    """Lines that order a program about («добавь курс …»): nobody's statement; numbered rows stay, doubted by title."""
    lines = [match.span() for match in NON_EMPTY.finditer(page.view)]
    return [
        line
        for line in lines
        if _TO_A_MACHINE.search(page.folded[slice(*line)]) and not ITEM.match(page.view, *line)
    ]


def spans_of(page: Page) -> list[Span]:
    """The sentences of a page's view."""
    return [span for line in NON_EMPTY.finditer(page.view) for span in sentences(page.view, *line.span())]


def not_claimed(page: Page) -> list[Span]:
    """Sentences about another person's courses, about our own plan, or about what is not asked for."""
    spans = spans_of(page)
    said = [page.folded[start:end] for start, end in spans]
    asks = [bool(ASK.search(each)) for each in said]
    for_them = any(ask and _OTHER_PERSON.search(each) for ask, each in zip(asks, said, strict=True))
    out = [match.span() for match in _INSTEAD.finditer(page.folded)]
    for span, each, ask in zip(spans, said, asks, strict=True):
        refused = _NOT_ASKED.search(each)
        rest = _NOT_ASKED.sub(" ", each) if refused else each
        ask = bool(ASK.search(rest)) if refused else ask
        if ask:
            continue
        if (
            refused
            or _NOT_BEHIND.search(each)
            or _OUR_PLAN.search(each)
            or _ADVERTISED.search(each)
            or (not for_them and _OTHER_PERSON.search(each))
        ):
            out.append(_clause(span, each, refused))
    return out


def _clause(span: Span, said: str, refused: re.Match[str] | None) -> Span:
    """«… это не считается, но был и курс «Лепка»»: what the words before «но» refuse ends there."""
    turn = re.compile(r",\s(?:но|а|зато|однако|только)\s").search(said, refused.end()) if refused else None
    return (span[0], span[0] + turn.start()) if turn else span


_EXCEPT = re.compile(
    r"(?<!\w)(?:кроме(?!\s(?:того|этого))|за\sисключением|исключая)\s(?P<names>(?:«[^»\n]*»|[^.;:\n—(«]|\s-\w)+)"
)


def excepted(page: Page) -> list[frozenset[str]]:
    """The words of what is asked to be left out of a list: «всё, кроме ОБЖ и музыки»."""
    return [
        frozenset().union(*(stems(word) | {word} for word in re.findall(r"\w+", name)))
        for match in _EXCEPT.finditer(page.folded)
        for name in re.split(
            r",|\sи\s", re.split(r"\s[-—]\s|,\s(?:котор|его|е[её]|их|так)", match.group("names"))[0]
        )
        if name.strip()
    ]


def several_children(page: Page) -> bool:
    """Whether the letter asks for more than one child, however few of them could be named."""
    folded = page.folded
    return bool(_SEVERAL_CHILDREN.search(folded) or (_SON.search(folded) and _DAUGHTER.search(folded)))
