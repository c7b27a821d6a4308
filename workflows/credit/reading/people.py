"""Who writes, in what capacity, and for whom."""

import re
from dataclasses import dataclass

from workflows.credit.reading.folding import fold, squeeze
from workflows.credit.reading.morphology import parses
from workflows.credit.reading.names import NameFound, find_names, nominative
from workflows.credit.reading.page import Page
from workflows.credit.reading.values import Student, Value

_CHILD = (
    r"(?:сын(?:а|у|ом|е|очек|очка|очку|ишк\w+)?|доч(?:ь|ери|ерью|ка|ки|ке|ку|кой|ура|урк\w+)|ребен(?:ок|ка|ку|ком|ке)|дет(?:и|ей|ям|ьми)|внук(?:а|у|ом)?|внучк(?:а|и|е|у|ой)|подопечн\w+|племянник\w?|племянниц\w?|"
    r"воспитанник\w?|опекаем\w+|пасынк\w?|падчериц\w?)"
)
_PARENT = r"(?:мам[аоуы]|мать|матери|пап[аоуы]|отец|отца|отчим|мачеха|бабушк[аи]|дедушк[аи]|опекун\w*|попечител\w+|родител[ьяи]\w*|законн\w+ представител\w+)"
_WRITES_AS_PARENT = re.compile(
    rf"(?<!\w)(?:я[ ,—-]+(?:\w+[ ,]+){{0,4}}?{_PARENT}|{_PARENT}\s(?=[А-ЯЁ])|(?:с уважением|спасибо),?\s{_PARENT}|являюсь\s(?:\w+\s)?{_PARENT}|являясь\s(?:\w+\s)?{_PARENT}|"
    rf"законн\w+ представител\w+|от имени\s(?:\w+\s)?(?:{_CHILD}))"
)
_CHILD_WORD = re.compile(rf"(?<!\w){_CHILD}(?!\w)")
_NOT_MINE = re.compile(r"(?<!\w)(?:я|ваш[аи]?|чей)\s*[—-]?\s*$|(?<!\w)(?:для|про|о|об|с|работ\w+ с|психологи\w+|воспитани\w+|развити\w+)\s$")
_STAFF = re.compile(
    r"(?<!\w)(?:классн\w+ руководител\w+|педагог\w*|учител\w+|преподавател\w+|заместител\w+ директора|зам\.? ?директора|завуч\w*|методист\w*|куратор\w*|тьютор\w*|секретар\w+|воспитател\w+|руководител\w+ (?:групп|кружк|студи|направлен|отдел)\w*|тренер\w*|мастер п/?о|социальн\w+ педагог\w*|психолог\w*|заведующ\w+ (?:отделени|кафедр)\w*|деканат\w*|декан\w*)"
)
_STUDENT_CUE = re.compile(
    rf"(?<!\w)(?:(?P<child>{_CHILD})|(?P<pupil>(?:обучающ\w+(?:\(\w+\))?|учащ\w+|учени(?:к|ц)\w*|студент\w*|слушател\w+|воспитанни\w+|курсант\w*)(?!\w))|(?P<parent>{_PARENT})|(?P<dative>дана|выдан[ао]?|выдано|зачесть|перезачесть|зачтите|вручается|награждается|присвоена)|"
    r"(?P<confirm>подтверждает,? что|удостоверяет,? что|том,? что|свидетельствует,? что|сертификат\w?|фото сертификата|диплом\w?|справк\w|грамот\w|документы|за)|(?P<name>ф\.?\s?и\.?\s?о\.?(?: (?:ребенка|обучающегося|ученика|учащегося|студента|слушателя))?))"
    r"(?:[ ,:;—(-]|\n|моему|моей|моего|нашему|нашей|нашего|мо[йя]|его|е[её]|зовут|[\w-]*\d[\w-]*|\d+[- ]?\w? ?(?:класс\w*|курс\w*|групп\w*)|класса|группы|«[^»]{1,40}»|\d|[абвгд]\b|сын\w*|доч\w*|у меня|имя)*$",
    re.I,
)
_SELF = re.compile(r"(?<!\w)(?:меня зовут|я[ ,—-]|это[ ,]|мое имя|моя фамилия|заявитель\s?[:—-]?|от\s|пишет(?: вам)?|подпись\s?:?)\s*(?:студент\w*|учени\w+|слушател\w*|обучающ\w*|мам\w|пап\w|отец|мать|бабушка|законн\w+ представител\w+)?[ ,:—]*(?:[\w-]+ класс\w*[ ,]*)?$")
_DATE = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)(?!\d)")
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_LONG_DATE = re.compile(r"(?<!\d)(\d{1,2})\s+(янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек)\w*\s+((?:19|20)\d\d)")
_ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_BORN = re.compile(r"дат\w+ рождени|рожден|г\.\s?р|д\.\s?р|родил")
_FIRST_PERSON = re.compile(r"(?<!\w)(?:мне|я|мои|мой|мою|меня|учусь|прошла?|закончила?|окончила?|прошел|мной|прошу)(?!\w)")


@dataclass(frozen=True)
class Person:
    """A name read somewhere, in the nominative where that is certain."""

    name: str
    certain: bool
    found: NameFound
    page: Page

    @property
    def value(self) -> Value:
        """The name as a value with its source."""
        source = self.page.source(self.found.start, self.found.end)
        return Value(self.name, self.page.text[self.found.start : self.found.end], source, "name", self.certain)

    def given(self) -> str | None:
        """The folded given name in the nominative, or None."""
        index = next((number for number, (_, kind) in enumerate(self.found.parts) if kind == "Name"), None)
        return fold(self.name.split()[index]) if index is not None and len(self.name.split()) > index else None

    def surname(self) -> str | None:
        """The folded surname in the nominative, or None."""
        index = next((number for number, (_, kind) in enumerate(self.found.parts) if kind == "Surn"), None)
        return fold(self.name.split()[index]) if index is not None and len(self.name.split()) > index else None


def represents(page: Page) -> bool:
    """Whether the words of this page are a parent's or guardian's, writing for a child."""
    folded = page.folded
    if re.search(rf"(?<!\w)я[ ,—-]+(?:\w+[ ,]+){{0,3}}?{_PARENT}|законн\w+ представител\w+|явля\w+\s(?:\w+\s)?{_PARENT}", folded):
        return True
    if re.search(rf"(?<!\w){_PARENT}[ ,:—-]+[А-ЯЁ]", _lower_relations(page.view)):
        return True
    return any(not _NOT_MINE.search(folded[max(0, match.start() - 25) : match.start()]) for match in _CHILD_WORD.finditer(folded))


def _lower_relations(text: str) -> str:
    return re.sub(rf"(?<!\w){_PARENT}(?!\w)", lambda match: match.group().lower(), text, flags=re.I)


def staff_words(page: Page, tail_only: bool = True) -> bool:
    """Whether the writer signs with, or introduces himself by, a post at a school."""
    folded = page.folded.rstrip()
    lines = [line for line in folded.split("\n") if line.strip()]
    signed = "\n".join(lines[-4:]) if tail_only else folded
    return any(_STAFF.match(line.strip()) for line in signed.split("\n")) or bool(
        re.search(rf"(?<!\w)я[ ,—-]+(?:\w+ ){{0,2}}{_STAFF.pattern}", folded) or re.search(rf"(?:с уважением|учител\w+ \w+),?\s[^\n]*{_STAFF.pattern}", signed)
    )


def cases_after(word: str) -> frozenset[str]:
    """The cases in which a name stands after this relation word."""
    folded = fold(word)
    if re.match(_PARENT, folded) or folded.startswith(("сертификат", "диплом", "справк", "грамот", "фото", "документ")):
        return frozenset({"gent"})
    if re.match(r"дана|выдан|зачест|перезачест|зачти|вруча", folded):
        return frozenset({"datv"})
    if folded == "за":
        return frozenset({"accs", "gent"})
    if folded.endswith("что"):
        return frozenset({"nomn"})
    return frozenset(str(one.tag.case) for one in parses(folded.split()[-1]) if one.tag.case and "sing" in one.tag)


def gender_of(word: str) -> str | None:
    """masc or femn when the relation word (сын, ученица) says so, else None."""
    folded = fold(word).split()[-1] if word.strip() else ""
    if re.match(r"сын|внук|племянник|ученик|воспитанник|пасын", folded) and not re.match(r"внучк|ученик\w*ц", folded):
        return "masc"
    if re.match(r"доч|внучк|племянниц|учениц|воспитанниц|падчериц|студентк|слушательниц|обучающаяся|учащаяся", folded):
        return "femn"
    return None


def person(page: Page, found: NameFound, cases: frozenset[str] = frozenset(), gender: str | None = None) -> Person:
    """A found name as a person."""
    name, certain = nominative(found, cases, gender)
    return Person(name, certain, found, page)


def students_named(page: Page) -> list[tuple[Person, int]]:
    """Names that the words before them make a student's, with the strength of the cue (3 strongest)."""
    out: list[tuple[Person, int]] = []
    for found in find_names(page.view, given_only=True):
        before = page.view[max(0, found.start - 70) : found.start]
        cue = _STUDENT_CUE.search(fold(before))
        born = _birth_after(page, found.end)
        if not cue:
            if born and found.completeness >= 4:
                out.append((person(page, found), 2))
            continue
        kind = next(name for name, said in cue.groupdict().items() if said)
        word = cue.group(kind)
        if kind == "name" and "(" not in word and not re.search(r"ребенк|обуч|учен|учащ|студент|слушат", word):
            continue
        labelled = kind in {"pupil", "name"} and ":" in before[cue.start() :]
        cases = frozenset() if labelled else cases_after(word)
        strength = 3 if kind in {"child", "pupil", "name"} else 2 if kind != "confirm" or "что" in word else 1
        if kind == "parent" and re.search(r"[,:—-]\s*$", before):
            continue  # «папа, Тарасюк Олег» is the parent
        out.append((person(page, found, cases, gender_of(word)), strength))
    return out


def self_named(page: Page, given: frozenset[str] = frozenset()) -> list[Person]:
    """Names by which the writer introduces or signs: after «меня зовут», «от», or alone on one of the last lines."""
    out: list[Person] = []
    names = find_names(page.view, given=given)
    for found in names:
        before = fold(page.view[max(0, found.start - 60) : found.start])
        match = _SELF.search(before)
        if match and not _STUDENT_CUE.search(before):
            cases = frozenset({"gent"}) if match.group().strip().startswith("от") else frozenset({"nomn"})
            out.append(person(page, found, cases))
        elif re.search(rf"(?:я|ее|его)[ ,—-]+(?:\w+[ ,]+){{0,2}}?{_PARENT}[ ,—-]+$", before):
            out.append(person(page, found, frozenset({"nomn"})))
        elif re.search(rf"(?:^|[\n.!,]\s*){_PARENT}[,:—-]\s*$", before):
            out.append(person(page, found, frozenset({"nomn"})))
    return out + [one for one in signatures(page, given) if one.found not in {other.found for other in out}]


def signatures(page: Page, given: frozenset[str] = frozenset()) -> list[Person]:
    """Names that close the letter: at the end of one of its last lines, or before «мама Макара», «8 класс»."""
    out: list[Person] = []
    stripped = page.view.rstrip()
    tail = max(0, len(stripped) - 320)
    for found in find_names(page.view, given=given):
        if found.start < tail:
            continue
        line_start = page.view.rfind("\n", 0, found.start) + 1
        before = page.view[line_start : found.start]
        line_end = page.view.find("\n", found.end)
        after = page.view[found.end : line_end if line_end >= 0 else len(page.view)]
        opens = not before.strip(" —-*_,/\t«»0123456789.г") or re.search(r"(?:[.!?)]|уважением,?|спасибо,?|ув\.?,?|подпись:?|пожалуйста,?)\s*[-—]?\s*$|\s{6}$", fold(before)) or _post_before(before)
        closes = re.match(rf"\s*(?:[.!)]*\s*$|[,(—-]\s*(?:{_PARENT}|{_STAFF.pattern}|\d|учени|студент|тел|законн|обучающ|логин|групп)|\s*$|\s+(?:тел|mailto|\+?\d))", fold(after))
        if opens and closes:
            out.append(person(page, found, frozenset({"nomn"})))
    return out


def _post_before(before: str) -> bool:
    """«Опекун», «Куратор группы», «студентка 2 курса» between the start of the sentence and the name."""
    said = re.split(r"[.!?]\s", fold(before))[-1]
    post = re.search(rf"{_PARENT}|{_STAFF.pattern}|студент|учени[кц]|слушател|обучающ", said)
    return post is not None and len(said.split()) <= 8 and not re.search(r"[,:]\s*\w+\s*$|прош[ул]", said)


def _birth_after(page: Page, end: int) -> str | None:
    after = page.folded[end : end + 70]
    near = re.match(r"[\s,(—-]*(?:дат\w+ рождения\s?[:—-]?\s*|род\w*\.?\s|д\.?\s?р\.?\s?[:—-]?\s*)?", after)
    rest = after[near.end() if near else 0 :]
    found = parse_date(rest[:24])
    if found and (_BORN.search(after) or re.match(r"\s*\(", after)):
        return found
    return None


def parse_date(folded: str) -> str | None:
    """The first date at the beginning of these words, as ISO 8601, or None."""
    for pattern, order in ((_DATE, (2, 1, 0)), (_ISO_DATE, (0, 1, 2)), (_LONG_DATE, None)):
        match = pattern.match(folded.lstrip())
        if not match:
            continue
        parts = match.groups()
        if order is None:
            month = next(number for number, stem in enumerate(_MONTHS, 1) if parts[1].startswith(stem))
            year, day = int(parts[2]), int(parts[0])
        else:
            year, month, day = (int(parts[index]) for index in order)
        return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    return None


def birth_date(page: Page, end: int | None) -> Value:
    """The birth date that stands right after a name, or after its own label anywhere on the page."""
    if end is not None:
        iso = _birth_after(page, end)
        match = next((one for pattern in (_DATE, _ISO_DATE, _LONG_DATE) if (one := pattern.search(page.folded, end, end + 70))), None)
        if iso and match:
            return Value(iso, page.text[match.start() : match.end()], page.source(match.start(), match.end()), "date after the name", True)
    for label in re.finditer(r"(?:дата рождения|д\.\s?р\.|родил(?:ся|ась))\s*[:—-]?\s*", page.folded):
        iso = parse_date(page.folded[label.end() : label.end() + 24])
        if iso:
            match = next(one for pattern in (_DATE, _ISO_DATE, _LONG_DATE) if (one := pattern.search(page.folded, label.end(), label.end() + 24)))
            return Value(iso, page.text[match.start() : match.end()], page.source(match.start(), match.end()), "date after its label", True)
    return Value()


def compatible(one: Person, other: Person) -> bool:
    """Whether two names may be one person's: nothing they both say differs."""
    given, surname = (one.given(), other.given()), (one.surname(), other.surname())
    if all(given) and not _same_given(str(given[0]), str(given[1])):
        return False
    if all(surname) and surname[0] != surname[1]:
        return False
    initials = _initials(one) or _initials(other)
    if initials and not (_initials(one) and _initials(other)):
        full = other if _initials(one) else one
        if full.given() and not str(full.given()).startswith(initials[0]):
            return False
    return bool((all(given) or all(surname)) and (all(given) or initials or not any(given)))


def _initials(one: Person) -> str:
    return "".join(fold(word)[0] for word, kind in one.found.parts if kind == "Init") if not one.given() else ""


def _same_given(one: str, other: str) -> bool:
    return one == other or SHORT.get(one, one) == SHORT.get(other, other)


def fullest(people: list[Person]) -> Person:
    """The most complete of several readings of one person's name; the earlier one when equal."""
    return max(people, key=lambda one: (one.found.completeness, one.certain))


_SHORT_NAMES = """
александр саша шура|александра саша шура|алексей леша алеша|анастасия настя|анна аня нюра|анатолий толя|андрей дрюша|валентина валя|валентин валя|валерия лера|василий вася|василиса вася|виктор витя|виктория вика
виталий виталик|владимир вова володя|владислав влад|вячеслав слава|галина галя|георгий гоша жора|григорий гриша|дарья даша|даниил даня данила данил|денис денчик|дмитрий дима митя|евгений женя|евгения женя|екатерина катя
елена лена|елизавета лиза|иван ваня|игорь игорек|илья илюша|инна инночка|ирина ира|константин костя|кристина кристи|ксения ксюша|лариса лара|лев лева|леонид леня|любовь люба|людмила люда мила|максим макс|маргарита рита
мария маша маруся|матвей мотя|михаил миша|надежда надя|наталья ната наташа наталия|николай коля|никита ник|оксана ксана|олег олежка|ольга оля|павел паша|петр петя|полина поля|роман рома|светлана света|семен сема сеня|сергей сережа
софья соня софия|станислав стас|степан степа|тамара тома|татьяна таня|тимофей тима|ульяна уля|федор федя|эдуард эдик|эльвира эля|юлия юля|юрий юра|яна яночка|ярослав ярик|арсений сеня|артем тема|богдан бодя|варвара варя|вероника ника|зинаида зина|раиса рая|таисия тая|элина эля
"""
SHORT = {short: names.split()[0] for line in _SHORT_NAMES.strip().split("\n") for names in line.split("|") for short in names.split()[1:]}
AMBIGUOUS_SHORT = frozenset({"саша", "шура", "женя", "валя", "слава", "вася", "сеня", "эля"})


def said_name(page: Page, found: NameFound) -> str:
    """The name as written, squeezed."""
    return squeeze(page.text[found.start : found.end])


def student_list(people: list[tuple[Person, Value]]) -> tuple[Student, ...]:
    """Students with their birth dates, in order."""
    return tuple(Student(one.value, born) for one, born in people)
