"""Who writes, in what capacity, and for whom."""

import re

from workflows.credit.reading.dates import birth_after
from workflows.credit.reading.folding import fold
from workflows.credit.reading.identity import Person, person
from workflows.credit.reading.morphology import parses
from workflows.credit.reading.names import NameFound, find_names
from workflows.credit.reading.nominatives import may_stand_in
from workflows.credit.reading.page import Page
from workflows.credit.reading.sentences import ASK

_CHILD = (
    r"(?:сын(?:а|у|ом|е|очек|очка|очку|ишк\w+)?|доч(?:ь|ери|ерью|ка|ки|ке|ку|кой|ура|урк\w+)|ребен(?:ок|"
    r"ка|ку|ком|ке)|дет(?:и|ей|ям|ьми)|внук(?:а|у|ом)?|внучк(?:а|и|е|у|ой)|подопечн\w+|племянник\w?|"
    r"племянниц\w?|"
    r"воспитанник\w?|опекаем\w+|пасынк\w?|падчериц\w?)"
)


_PARENT = (
    r"(?:мам[аоуы]|мать|матери|пап[аоуы]|отец|отца|отчим|мачеха|бабушк[аи]|дедушк[аи]|опекун\w*|"
    r"попечител\w+|родител[ьяи]\w*|законн\w+ представител\w+)"
)


_CHILD_WORD = re.compile(rf"(?<!\w){_CHILD}(?!\w)")


_NOT_MINE = re.compile(
    r"(?<!\w)(?:я|ваш[аи]?|чей)\s*[—-]?\s*$|(?<!\w)(?:для|про|о|об|с|работ\w+ с|психологи\w+|"
    r"воспитани\w+|развити\w+)\s$"
)


_STAFF = re.compile(
    r"(?<!\w)(?:классн\w+ руководител\w+|кл\.? ?рук\w*\.?|педагог\w*|учител\w+|преподавател\w+|заместител\w+ директора|"
    r"зам\.? ?директора|завуч\w*|методист\w*|куратор\w*|тьютор\w*|секретар\w+|воспитател\w+|"
    r"руководител\w+ (?:групп|кружк|студи|направлен|отдел)\w*|тренер\w*|мастер (?:п/?о|производств\w+ обучени\w+)|"
    r"социальн\w+ педагог\w*|психолог\w*|"
    r"(?:(?:главн|ведущ|старш)\w+ )?специалист\w*(?= (?:умо|умц|ооп|по |учебн|деканат|отдел|центр|школ))"
    r"(?: умо| умц| ооп)?|"
    r"(?:специалист|сотрудни[кц]|инспектор|делопроизводитель)\w* (?:деканат|учебн|отдел|школ|приемн|центр)\w*|"
    r"заведующ\w+ (?:отделени|кафедр)\w*|деканат\w*|декан\w*)"
)


_STUDENT_CUE = re.compile(
    rf"(?<!\w)(?:(?P<child>{_CHILD})|(?P<pupil>(?:обучающ\w+(?:\(\w+\))?|учащ\w+|учени(?:к|ц)\w*|"
    rf"студент\w*|слушател\w+|воспитанни\w+|курсант\w*)(?!\w))|(?P<parent>{_PARENT})|(?P<dative>дана|"
    rf"выдан[ао]?|выдано|зачесть|перезачесть|зачтите|вручается|награждается|присвоена)|"
    r"(?P<confirm>подтверждает,? что|удостоверяет,? что|том,? что|свидетельствует,? что|сертификат\w?|"
    rf"фото сертификата|диплом\w?|справк\w|грамот\w|документы|за(?!\s(?:\w+\s)?{_CHILD}(?!\w)))|"
    r"(?P<name>ф\.?\s?и\.?\s?о\.?(?: (?:ребенка|обучающегося|ученика|учащегося|студента|слушателя))?))"
    r"(?:[ ,:;—(-]|\n|моему|моей|моего|нашему|нашей|нашего|мо[йя]|его|е[её]|зовут|[\w-]*\d[\w-]*|"
    r"\d+[- ]?\w? ?(?:класс\w*|курс\w*|групп\w*)|класса|группы|«[^»]{1,40}»|\d|[абвгд]\b|сын\w*|доч\w*|"
    r"у меня|имя)*$",
    re.I,
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
        rf"(?<!\w)я[ ,—-]+(?:\w+[ ,]+){{0,3}}?{_PARENT}|законн\w+ представител\w+|"
        rf"явля\w+\s(?:\w+\s)?{_PARENT}",
        folded,
    ):
        return True
    if re.search(rf"[а-яё.]\s*[,(—-]\s*{_PARENT}\s*[).]*\s*(?:\n|\Z)", folded):
        return True  # «Рыжова Лена (мама)»
    if re.search(rf"(?<!\w){_PARENT}[ ,:—-]+[А-ЯЁ]", _lower_relations(page.view)):
        return True
    return any(
        re.match(r"сын|доч|внук|внуч", match.group())
        and re.search(r"(?<!\w)для\s$", folded[max(0, match.start() - 5) : match.start()])
        or not _NOT_MINE.search(folded[max(0, match.start() - 25) : match.start()])
        for match in _CHILD_WORD.finditer(folded)
    )


def _lower_relations(text: str) -> str:
    return re.sub(rf"(?<!\w){_PARENT}(?!\w)", lambda match: match.group().lower(), text, flags=re.I)


def staff_words(page: Page, tail_only: bool = True) -> bool:
    """Whether the writer signs with, or introduces himself by, a post at a school."""
    folded = page.folded.rstrip()
    lines = [line for line in folded.split("\n") if line.strip()]
    signed = "\n".join(lines[-4:]) if tail_only else folded
    return any(_STAFF.match(line.strip()) for line in signed.split("\n")) or bool(
        re.search(rf"(?<!\w)я[ ,—-]+(?:\w+ ){{0,2}}{_STAFF.pattern}", folded)
        or re.search(rf"(?:^|\n)[^\n:?!]{{3,40}}, {_STAFF.pattern}[^\n,]{{0,40}}\Z", signed)
        or re.search(rf"(?:с уважением|учител\w+ \w+),?\s[^\n]*{_STAFF.pattern}", signed)
    )


def cases_after(word: str) -> frozenset[str]:
    """The cases in which a name stands after this relation word."""
    folded = fold(word)
    if re.match(_PARENT, folded) or folded.startswith(
        ("сертификат", "диплом", "справк", "грамот", "фото", "документ")
    ):
        return frozenset({"gent"})
    if re.match(r"дана|выдан|зачест|перезачест|зачти|вруча", folded):
        return frozenset({"datv"})
    if folded == "за":
        return frozenset({"accs", "gent"})
    if folded.endswith("что"):
        return frozenset({"nomn"})
    return frozenset(
        str(one.tag.case) for one in parses(folded.split()[-1]) if one.tag.case and "sing" in one.tag
    )


def gender_of(word: str) -> str | None:
    """masc or femn when the relation word (сын, ученица) says so, else None."""
    folded = fold(word).split()[-1] if word.strip() else ""
    if re.match(r"сын|внук|племянник|ученик|воспитанник|пасын", folded) and not re.match(
        r"внучк|ученик\w*ц", folded
    ):
        return "masc"
    if re.match(
        r"доч|внучк|племянниц|учениц|воспитанниц|падчериц|студентк|слушательниц|обучающаяся|учащаяся", folded
    ):
        return "femn"
    genders = {str(one.tag.gender) for one in parses(folded) if one.tag.POS == "PRTF" and "sing" in one.tag}
    return "femn" if genders == {"femn"} else "masc" if genders and "femn" not in genders else None


def _but_names(before: str) -> str:
    """The words folded but for the capitals inside a sentence, which begin names."""
    return re.sub(r"(?:\A|[.!?\n]\s*)[А-ЯЁ]", lambda match: match.group().lower(), before).replace("ё", "е")


def _child_of_parent(before: str, found: NameFound) -> bool:
    """Whether the name after «мама» is that of the child: «я мама Евгения Тырлыча», but «папа, Тарасюк Олег»."""
    if re.search(r"[,:—-]\s*$", before) or not may_stand_in("gent", found):
        return False
    introduced = re.search(rf"(?<!\w)(?:я|это|вам|пишет|от)[ —-]+(?:\w+ )?{_PARENT}\s$", before)
    return bool(introduced) or not may_stand_in("nomn", found)


# «номинирую Святослава», «объявить благодарность Агнии», «о награждении Кима Тимофея»: who is to be rewarded.
_REWARDED = re.compile(
    r"(?<!\w)(?:(?P<accs>номинир\w+|выдвига\w+|выдвин\w+|отмет(?:ить|ьте|им)|наград(?:ить|ите)|поощр(?:ить|ите)|представля\w+|"
    r"рекоменд\w+|похвал(?:ить|ите))|(?P<datv>благодарность|грамоту|стипендию|премию|вручить|звание)|"
    r"(?P<gent>награждени\w|поощрени\w|достижени\w+|заслуги))(?P<between>[^А-ЯЁ.!?\n]*)\Z"
)


# «список курсов Тимура», «свидетельства Полины»: whose they are, by the genitive of the name.
_RECORD_OF = re.compile(
    r"(?<!\w)(?:курс|кружк|заняти|предмет|дисциплин|модул|результат|достижени|успех|оцен|отмет|документ|свидетельств|"
    r"сертификат|диплом|справк|грамот|табел|удостоверени|аттестат|характеристик|успеваемост|портфолио|обучени|выписк)\w*\s$"
)
# «Юдин Степан, 8Б, прошу зачесть …»: the class says whose name it is.
_IN_CLASS = re.compile(
    r"[\s,(—-]{1,3}(?:\d{1,2}\s?[-«\"']?\s?[а-дж](?![а-я])|\d{1,2}(?:-?\w{1,2})?\s?(?:класс|кл\.?|курс)(?!\w))"
)


def students_named(page: Page) -> list[tuple[Person, int]]:
    """Names that the words before them make a student's, with the strength of the cue (3 strongest)."""
    out: list[tuple[Person, int]] = []
    for found in find_names(page.view, given_only=True):
        before = page.view[max(0, found.start - 70) : found.start]
        cue = _STUDENT_CUE.search(fold(before))
        born = birth_after(page, found.end)
        if not cue:
            heading = re.match(r"[^:«\"\n]{0,40}:\s", page.view[found.end :])
            opens = not page.view[page.view.rfind("\n", 0, found.start) + 1 : found.start].strip(
                " -—•*0123456789.)"
            )
            in_class = _IN_CLASS.match(page.folded, found.end) and found.completeness >= 8
            if rewarded := _REWARDED.search(_but_names(before)):
                case = next(case for case in ("accs", "datv", "gent") if rewarded.group(case))
                if may_stand_in(case, found):
                    out.append((person(page, found, frozenset({case})), 2))
            elif (
                (born and found.completeness >= 4)
                or (heading and opens and found.completeness >= 8)
                or in_class
            ):
                out.append((person(page, found), 2))
            elif _RECORD_OF.search(fold(before)) and may_stand_in("gent", found):
                out.append((person(page, found, frozenset({"gent"})), 2))
            continue
        kind = next(name for name, said in cue.groupdict().items() if said)
        word = cue.group(kind)
        if (
            kind == "name"
            and "(" not in word
            and not re.search(r"ребенк|обуч|учен|учащ|студент|слушат", word)
        ):
            continue
        labelled = kind in {"pupil", "name"} and ":" in before[cue.start() :]
        cases = frozenset() if labelled else cases_after(word)
        strength = 3 if kind in {"child", "pupil", "name"} else 2 if kind != "confirm" or "что" in word else 1
        if kind == "parent" and not _child_of_parent(fold(before), found):
            continue
        out.append((person(page, found, cases, gender_of(word)), strength))
    return out


def self_named(page: Page, given: frozenset[str] = frozenset()) -> list[Person]:
    """Names by which the writer introduces or signs: after «меня зовут», «от», or alone on one of the
    last lines."""
    out: list[Person] = []
    names = find_names(page.view, given=given)
    for found in names:
        before = fold(page.view[max(0, found.start - 60) : found.start])
        match = _SELF.search(before)
        own = may_stand_in("nomn", found) and not (
            re.search(rf"{_PARENT}\s$", before) and _child_of_parent(before, found)
        )
        if match and not _STUDENT_CUE.search(before):
            led = match.group().strip()
            genitive = led.startswith("от") and (not led.startswith(("от:", "от :")) or not own)
            if not genitive and not own:
                continue
            cases = frozenset({"gent"}) if genitive else frozenset({"nomn"})
            out.append(person(page, found, cases))
        elif own and (
            re.search(rf"(?:я|ее|его)[ ,—-]+(?:\w+[ ,]+){{0,2}}?{_PARENT}[ ,—-]+$", before)
            or re.search(rf"(?:^|[\n.!,]\s*){_PARENT}[,:—-]\s*$", before)
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
                r"(?:[.!?)]|уважением,?|спасибо,?|ув\.?,?|подпись:?|пожалуйста,?)\s*[-—]?\s*$|\s{6}$",
                fold(before),
            )
            or _post_before(before)
        )
        closes = re.match(
            rf"\s*(?:[.!)]*\s*$|[,(—-]\s*(?:{_PARENT}|{_STAFF.pattern}|\d|учени|студент|тел|законн|"
            rf"обучающ|логин|групп|гр\.)|\s*$|\s+(?:тел|mailto|\+?\d))",
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
    return bool(re.search(r":\s*$|(?<!\w)прос(?:им|ьба)|(?<!\w)прошу(?!\w)", after) or ASK.search(after))


def _post_below(rest: str) -> bool:
    """«Мельникова Тамара,» over «секретарь учебной части»."""
    return bool(re.match(rf"\s*(?:{_PARENT}|{_STAFF.pattern}|студент|учени[кц])", fold(rest)))


def _post_before(before: str) -> bool:
    """«Опекун», «Куратор группы», «студентка 2 курса» between the start of the sentence and the name."""
    said = re.split(r"[.!?]\s", fold(before))[-1]
    post = re.search(rf"{_PARENT}|{_STAFF.pattern}|студент|учени[кц]|слушател|обучающ", said)
    return post is not None and len(said.split()) <= 8 and not re.search(r"[,:]\s*\w+\s*$|прош[ул]", said)
