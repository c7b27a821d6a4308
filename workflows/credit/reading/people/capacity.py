"""Who writes, and in what capacity."""

import re

from workflows.credit.reading.people.charges import POST_AT_A_FIRM, for_employee, for_relative
from workflows.credit.reading.people.identity import Person, person
from workflows.credit.reading.people.names import find_names
from workflows.credit.reading.people.nominatives import may_stand_in
from workflows.credit.reading.people.relations import CHILD, PARENT, STAFF, child_of_parent
from workflows.credit.reading.people.students import STUDENT_CUE
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import is_verb
from workflows.credit.reading.text.page import Page
from workflows.credit.reading.text.sentences import ASK
from workflows.credit.reading.whose import several_children

_CHILD_WORD = re.compile(rf"(?<!\w){CHILD}(?!\w)")

_NOT_MINE = re.compile(
    r"(?<!\w)(?:я|ваш[аи]?|чей)\s*[—-]?\s*$|(?<!\w)(?:для|про|о|об|с|работ\w+ с|психологи\w+|"
    r"воспитани\w+|развити\w+)\s$"
)


_SELF = re.compile(
    r"(?<!\w)(?:меня зовут|я[ ,—-]|это[ ,]|мое имя|моя фамилия|заявитель\s?[:—-]?|от\s?:|от\s|пишет(?: вам)?|"
    r"подпись\s?:?)\s*(?:студент\w*|учени\w+|слушател\w*|обучающ\w*|мам\w|пап\w|отец|мать|бабушка|"
    r"законн\w+ представител\w+)?[ ,:—]*(?:[\w-]+ класс\w*[ ,]*)?$"
)


def represents(page: Page) -> bool:
    """Whether the words of this page are a parent's or guardian's, writing for a child."""
    folded = page.folded
    if re.search(
        rf"(?<!\w)я[ ,—-]+(?:\w+[ ,]+){{0,3}}?{PARENT}(?!\w)|законн\w+ представител\w+|"
        r"(?<!\w)в интересах (?:\w+ )?несовершеннолет|"
        r"(?<!\w)под (?:мое[йю]|нашей) (?:опек|попечительств)|(?<!\w)воспитыва(?:ю|ем)(?!\w)|"
        rf"явля\w+\s(?:\w+\s)?{PARENT}(?!\w)",
        folded,
    ):
        return True
    if re.search(rf"[а-яё.]\s*[,(—-]\s*{PARENT}\s*[).]*\s*(?:\n|\Z)", folded):
        return True  # «Рыжова Лена (мама)»
    if re.search(rf"(?<!\w){PARENT}[ ,:—-]+[А-ЯЁ]", _lower_relations(page.view)):
        return True
    if re.search(
        rf"(?<!\w)(?:пишет|это|вам)\s(?:вам\s)?{PARENT}(?!\w)|(?<!\w){PARENT}\s(?:учени|студент|обучающ|учащ)",
        folded,
    ):
        return True
    if for_relative(page) or for_employee(page) or several_children(page):
        return True
    pupils = staff_words(page)  # «моему воспитаннику» of a teacher
    return any(
        not (pupils and match.group().startswith("воспитан"))
        and (
            re.match(r"сын|доч|внук|внуч", match.group())
            and re.search(r"(?<!\w)для\s$", folded[max(0, match.start() - 5) : match.start()])
            or not _NOT_MINE.search(folded[max(0, match.start() - 25) : match.start()])
        )
        for match in _CHILD_WORD.finditer(folded)
    )


def _lower_relations(text: str) -> str:
    return re.sub(rf"(?<!\w){PARENT}(?!\w)", lambda match: match.group().lower(), text, flags=re.I)


def staff_words(page: Page, tail_only: bool = True) -> bool:
    """Whether the writer signs with, or introduces himself by, a post at a school."""
    folded = page.folded.rstrip()
    lines = [line for line in folded.split("\n") if line.strip()]
    signed = "\n".join(lines[-4:]) if tail_only else folded
    if re.search(r"(?<!\w)мо(?:ему|ей|его|ем|им|я|й)\sучени[кц]\w*", folded):
        return True
    return any(STAFF.match(line.strip()) for line in signed.split("\n")) or bool(
        re.search(rf"(?<!\w)я[ ,—-]+(?:\w+ ){{0,2}}{STAFF.pattern}", folded)
        or re.search(rf"(?:^|\n)[^\n:?!]{{3,40}}(?:, | [—–-] | \(){STAFF.pattern}[^\n,]{{0,40}}\Z", signed)
        or re.search(rf"(?:с уважением|учител\w+ \w+),?\s[^\n]*{STAFF.pattern}", signed)
    )


def self_named(page: Page, given: frozenset[str] = frozenset()) -> list[Person]:
    """Names by which the writer introduces or signs: after «меня зовут», «от», or alone on one of the
    last lines."""
    out: list[Person] = []
    names = find_names(page.view, given=given)
    for found in names:
        before = fold(page.view[max(0, found.start - 60) : found.start])
        match = _SELF.search(before)
        own = may_stand_in("nomn", found) and not (
            re.search(rf"{PARENT}\s$", before) and child_of_parent(before, found)
        )
        if match and not STUDENT_CUE.search(before):
            led = match.group().strip()
            genitive = led.startswith("от") and (not led.startswith(("от:", "от :")) or not own)
            if not genitive and not own:
                continue
            cases = frozenset({"gent"}) if genitive else frozenset({"nomn"})
            out.append(person(page, found, cases))
        elif own and (
            re.search(rf"(?:я|ее|его)[ ,—-]+(?:\w+[ ,]+){{0,2}}?{PARENT}[ ,—-]+$", before)
            or re.search(rf"(?:^|[\n.!,]\s*){PARENT}[,:—-]\s*$", before)
        ):
            out.append(person(page, found, frozenset({"nomn"})))
    return out + [one for one in signatures(page, given) if one.found not in {other.found for other in out}]


def signatures(page: Page, given: frozenset[str] = frozenset()) -> list[Person]:
    """Names that close the letter: at the end of one of its last lines, or before «мама Макара», «8
    класс»."""
    out: list[Person] = []
    stripped = page.view.rstrip()
    tail = max(0, len(stripped) - 320)
    for found in find_names(page.view, given=given):
        if found.start < tail or not may_stand_in("nomn", found):
            continue
        line_start = page.view.rfind("\n", 0, found.start) + 1
        before = page.view[line_start : found.start]
        line_end = page.view.find("\n", found.end)
        after = page.view[found.end : line_end if line_end >= 0 else len(page.view)]
        opens = (
            not before.strip(" —-*_,/\t«»0123456789.г")
            or re.search(
                r"(?:[.!?)]|уважением,?|благодарностью,?|спасибо(?:\s\w+){0,3},?|ув\.?,?|подпись:?|пожалуйста,?)\s*[-—]?\s*$|\s{6}$|"
                r"\A\W*\d{1,2}\s?[-«\"]?\s?[а-д]?[»\"]?\s?(?:класс|кл\.?|курс)\w*,\s*$",
                fold(before),
            )
            or _post_before(before)
        )
        closes = re.match(
            rf"\s*(?:[.!)]*\s*$|[,(—-]\s*(?:{PARENT}|{STAFF.pattern}|{POST_AT_A_FIRM}|\d|учени|студент|выпускни|тел|т\.|законн|"
            rf"обучающ|логин|групп|гр\.)|\s*$|\s*\(подпись|\s+(?:тел|mailto|\+?\d))",
            fold(after),
        )
        if _goes_on(fold(after)) or re.search(
            r"(?:обуч|учащ|учени|студент|слушат)[^:\n]*:\s*$", fold(before)
        ):
            continue  # the head of a list, or the subject of a request
        if opens and (closes or (after.strip() == "," and _post_below(page.view[line_end:]))):
            out.append(person(page, found, frozenset({"nomn"})))
    return out


def _goes_on(after: str) -> bool:
    """«… (04.02.2011):», «…, 8 класс. Прошу зачесть сыну»: what stands behind a name that signs nothing."""
    if re.search(r":\s*$|(?<!\w)прос(?:им|ьба)|(?<!\w)прошу(?!\w)", after) or ASK.search(after):
        return True
    told = re.match(r"\s*\([^)\n]*\)\s+(?P<verb>[а-я]+)", after)
    return bool(told and is_verb(told.group("verb")))  # «… (5Б) выиграла олимпиаду»


def _post_below(rest: str) -> bool:
    """«Мельникова Тамара,» over «секретарь учебной части»."""
    return bool(re.match(rf"\s*(?:{PARENT}|{STAFF.pattern}|{POST_AT_A_FIRM}|студент|учени[кц])", fold(rest)))


def _post_before(before: str) -> bool:
    """«Опекун», «Куратор группы», «студентка 2 курса» between the start of the sentence and the name."""
    said = re.split(r"[.!?]\s", fold(before))[-1]
    post = re.search(rf"{PARENT}|{STAFF.pattern}|{POST_AT_A_FIRM}|студент|учени[кц]|слушател|обучающ", said)
    return post is not None and len(said.split()) <= 8 and not re.search(r"[,:]\s*\w+\s*$|прош[ул]", said)
