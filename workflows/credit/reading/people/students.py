"""Who a letter is for: names that the words around them make a student's."""

import re
from functools import lru_cache

from workflows.credit.reading.fields.dates import birth_after
from workflows.credit.reading.people.charges import EMPLOYEE, RELATIVE, for_employee, for_relative, posts
from workflows.credit.reading.people.identity import Person, person
from workflows.credit.reading.people.names import find_names
from workflows.credit.reading.people.nominatives import may_stand_in
from workflows.credit.reading.people.relations import CHILD, PARENT, child_of_parent
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import parses
from workflows.credit.reading.text.page import Page


def _cue(child: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:(?P<child>{child})|(?P<pupil>(?:обучающ\w+(?:\(\w+\))?|учащ\w+|учени(?:к|ц)\w*|"
        rf"студент\w*|слушател\w+|воспитанни\w+|курсант\w*)(?!\w))|(?P<parent>{PARENT})|(?P<dative>дана|"
        rf"выдан[ао]?|выдано|зачесть|перезачесть|(?:пере)?зачтите|засчита(?:ть|йте)|вручается|награждается|присвоена)|"
        r"(?P<confirm>подтверждает,? что|удостоверяет,? что|том,? что|свидетельствует,? что|сертификат\w?|"
        rf"фото сертификата|диплом\w?|справк\w|грамот\w|документы|за(?!\s(?:\w+\s)?{CHILD}(?!\w)))|"
        r"(?P<name>ф\.?\s?и\.?\s?о\.?(?: (?:ребенка|обучающегося|ученика|учащегося|студента|слушателя))?))"
        r"(?:[ ,:;—(-]|\n|моему|моей|моего|нашему|нашей|нашего|мо[йя]|его|е[её]|зовут|[\w-]*\d[\w-]*|"
        r"\d+[- ]?\w? ?(?:класс\w*|курс\w*|групп\w*)|класса|группы|«[^»]{1,40}»|\d|[абвгд]\b|сын\w*|доч\w*|"
        r"у меня|имя|для (?:пере)?зач[её]та)*$",
        re.I,
    )


STUDENT_CUE = _cue(CHILD)


@lru_cache(maxsize=256)
def _cue_of(page: Page) -> re.Pattern[str]:
    """The words that make a name a student's here; an employer or a wife writes of other people than a parent."""
    others = ([RELATIVE] if for_relative(page) else []) + (
        [EMPLOYEE, *posts(page)] if for_employee(page) else []
    )
    return _cue("|".join([CHILD, *others])) if others else STUDENT_CUE


def cases_after(word: str) -> frozenset[str]:
    """The cases in which a name stands after this relation word."""
    folded = fold(word)
    if re.match(PARENT, folded) or folded.startswith(
        ("сертификат", "диплом", "справк", "грамот", "фото", "документ")
    ):
        return frozenset({"gent"})
    if re.match(r"дана|выдан|(?:пере)?зач(?:ест|ти)|засчит|вруча", folded):
        return frozenset({"datv"})
    if folded == "за":
        return frozenset({"accs", "gent"})
    if folded.endswith("что"):
        return frozenset({"nomn"})
    return frozenset(
        str(one.tag.case)
        for one in parses(folded.split()[-1])
        if one.tag.case not in {None, "loct"} and "sing" in one.tag
    )


def gender_of(word: str) -> str | None:
    """masc or femn when the relation word (сын, ученица) says so, else None."""
    folded = fold(word).split()[-1] if word.strip() else ""
    if re.match(
        r"сын|внук|муж|отц|пап|супруг(?:а|у)?\Z|брат|крестник|племянник|ученик|воспитанник|пасын", folded
    ) and not re.match(r"внучк|ученик\w*ц", folded):
        return "masc"
    if re.match(
        r"доч|внучк|жен|супруг[ие]\Z|сестр|мам|матер|крестниц|племянниц|учениц|воспитанниц|падчериц|студентк|слушательниц|обучающаяся|учащаяся",
        folded,
    ):
        return "femn"
    genders = {str(one.tag.gender) for one in parses(folded) if one.tag.POS == "PRTF" and "sing" in one.tag}
    return "femn" if genders == {"femn"} else "masc" if genders and "femn" not in genders else None


def _but_names(before: str) -> str:
    """The words folded but for the capitals inside a sentence, which begin names."""
    return re.sub(r"(?:\A|[.!?\n]\s*)[А-ЯЁ]", lambda match: match.group().lower(), before).replace("ё", "е")


# The case of a name by the words before it: «номинирую Святослава», «вручить грамоту Агнии», «характеристика на Еву»,
# «список курсов Тимура».
_GOVERNED = re.compile(
    r"(?<!\w)(?:(?P<datv>благодарность|грамоту|стипендию|премию|вручить)|"
    r"(?P<nomn>под\s(?:моей|нашей)\s(?:опекой|попечительством)\s(?:находится\s|состоит\s)?|"
    r"(?<!\w)(?:учится|обучается|занимается|работает)(?=\s\Z))|"
    r"(?P<gent>награждени\w|поощрени\w|заслуги|кандидатур\w|в\sотношении|в\sинтересах|по\sповоду|(?:грамот|благодарност|диплом)\w*\sдля(?=\s\Z))|"
    r"(?P<accs>воспитыва(?:ю|ем)|номинир\w+|выдвига\w+|выдвин\w+|отмет(?:ить|ьте|им)|наград(?:ить|ите)|поощр(?:ить|ите)|представля\w+|"
    r"рекоменд\w+|похвал(?:ить|ите)|занести|поблагодар(?:ить|им)|(?:справк|табел|характеристик|выпис|заявлени|документ|данн)\w+\s(?:\w+\s){0,3}?на(?=\s\Z)))"
    r"[^А-ЯЁ.!?\n]*\Z"
)
_RECORD_OF = re.compile(
    r"(?<!\w)(?:курс|кружк|заняти|предмет|дисциплин|модул|результат|достижени|успех|оцен|отмет|документ|свидетельств|"
    r"сертификат|диплом|справк|грамот|табел|удостоверени|аттестат|характеристик|успеваемост|посещаемост|портфолио|обучени|"
    r"выписк|дел)\w*[ \t]$"
)
# «Юдин Степан, 8Б, прошу зачесть …»: the class says whose name it is.
_IN_CLASS = re.compile(
    r"[\s,(—-]{1,3}(?:\d{1,2}\s?[-«\"']?\s?[а-дж](?![а-я])|\d{1,2}(?:-?\w{1,2})?\s?(?:класс|кл\.?|курс)(?!\w))"
)


def students_named(page: Page) -> list[tuple[Person, int]]:
    """Names that the words before them make a student's, with the strength of the cue (3 strongest)."""
    out: list[tuple[Person, int]] = []
    words = _cue_of(page)
    for found in find_names(page.view, given_only=True):
        before = page.view[max(0, found.start - 70) : found.start]
        cue = words.search(fold(before))
        if cue and re.search(r"\n[ \t]*\n|[ ]{6}", before[cue.start() :]):
            cue = None  # the rows of a list stood between: the name signs the letter
        born = birth_after(page, found.end)
        governed = _GOVERNED.search(_but_names(before))
        case = governed.lastgroup if governed else None
        if case and may_stand_in(case, found) and (not cue or cue.lastgroup in {"confirm", "dative"}):
            out.append((person(page, found, frozenset({case})), 2))
            continue
        if not cue:
            heading = re.match(r"[^:«\"\n]{0,40}:\s", page.view[found.end :])
            led = page.view[page.view.rfind("\n", 0, found.start) + 1 : found.start].strip(
                " -—•*0123456789.)"
            )
            for_them = re.fullmatch(r"для|по", led.lower())
            opens = not led or for_them
            in_class = _IN_CLASS.match(page.folded, found.end) and found.completeness >= 8
            if (born and found.part("Name")) or (heading and opens and found.completeness >= 8) or in_class:
                cases = frozenset({"gent" if led.lower() == "для" else "datv"}) if for_them else frozenset()
                out.append((person(page, found, cases), 2))
            elif _RECORD_OF.search(fold(before)) and may_stand_in("gent", found):
                given = found.part("Name")
                listed = (
                    page.part == "subject"
                    and len(found.parts) > 1
                    and given
                    and parses(given)[0].tag.case == "nomn"
                )  # «Зачёт курсов Панова Ульяна»
                out.append((person(page, found, frozenset({"gent", "nomn"} if listed else {"gent"})), 2))
            continue
        kind = next(name for name, said in cue.groupdict().items() if said)
        word = cue.group(kind)
        if (
            kind == "name"
            and "(" not in word
            and not re.search(r"ребенк|обуч|учен|учащ|студент|слушат", word)
        ):
            continue
        labelled = (kind in {"pupil", "name"} and ":" in before[cue.start() :]) or re.search(
            r"[—–:]\s*\Z", before
        )
        cases = frozenset() if labelled else cases_after(word)
        if cases and before.endswith("("):
            cases |= {"nomn"}  # «у жены (Рахимова Малика)»
        of_paper = kind == "confirm" and _RECORD_OF.search(fold(before)) and may_stand_in("gent", found)
        strength = (
            3
            if kind in {"child", "pupil", "name"}
            else 2
            if kind != "confirm" or "что" in word or of_paper
            else 1
        )
        if kind == "child" and re.search(rf"(?<!\w)я[\s,—-]+(?:\w+\s)?{word.lower()}\s\Z", fold(before)):
            out.append((person(page, found, frozenset({"gent"})), strength))  # «я сестра Ивана»
            continue
        if kind == "parent" and not child_of_parent(fold(before), found):
            continue
        gender = None if kind == "parent" else gender_of(word)
        out.append((person(page, found, cases, gender), strength))
    return out
