"""Grown people for whom another writes: a husband or a sister, an employee of the firm that sends the letter."""

import re

from workflows.credit.reading.text.morphology import parses
from workflows.credit.reading.text.page import Page
from workflows.credit.reading.text.sentences import ASK

RELATIVE = (
    r"(?:муж(?:а|у)?|жен(?:а|ы|е|у)|супруг(?:а|у|и|е)?|брат(?:а|у|ик\w*|ишк\w+)?|сестр(?:а|ы|у|е|енк\w+|ичк\w+)|"
    r"крестни[кц]\w*|маме|папе|отцу|бабушке|дедушке|тет(?:я|и|е|ю)|дяд(?:я|и|е|ю)|матери)"
)
_HELD = r"(?:сотрудни[кц](?:а|у|е|и|ы|ам)?|работни[кц](?:а|у|е|и|ы|ам)?|подчиненн(?:ый|ая|ого|ому|ой|ую))"
EMPLOYEE = rf"(?:{_HELD}|коллег(?:и|е|у))"
_OURS = r"(?:наш(?:его|ему|ей|у|а|их|им)?|мо(?:его|ему|ей|ю|й|я))"
_MINE = r"(?:мо[йяеи]\w{0,2}|сво\w{1,3}|наш\w{0,3}|его|ее)"
# «зачесть моему мужу», «пишу за сестру», «у жены (…) уже сданы», «я сестра Ивана», «мой брат учится у вас»
_FOR_RELATIVE = re.compile(
    rf"{ASK.pattern}[\s,]+(?:пожалуйста[\s,]+)?(?:[^\s.!?\n]+\s){{0,5}}?{_MINE}\s(?:\w+\s)?{RELATIVE}(?![\w?-])|"
    rf"{ASK.pattern}[\s,]+(?:пожалуйста[\s,]+)?(?:(?:за|для|курс\w*|кружк\w*|результат\w*|обучени\w*|предмет\w*|дисциплин\w*)\s)?"
    rf"{RELATIVE}(?![\w?-])|"
    rf"(?<!\w)(?:пишу|прошу|просим|обращаюсь|заявлени\w|подаю)\s(?:\w+\s)?(?:за|от\sимени|вместо|по\sпросьбе|для)\s(?:{_MINE}\s)?{RELATIVE}(?![\w?-])|"
    rf"(?<!\w)(?:прошу|просим)\sза\s(?:{_MINE}\s)?{RELATIVE}(?![\w?-])"
)
# «Я сестра Ивана», but «я медицинская сестра отделения»
_I_AM = re.compile(
    r"(?<!\w)[Яя][\s,—-]+(?:(?:родн|старш|младш|двоюродн)\w+\s)?(?:муж|жена|супруга?|брат|сестра|т[её]тя|дядя|"
    r"кр[её]стн(?:ая|ый)|невестка|зять)\s(?=[А-ЯЁ])"
)
_RELATIVE_HERE = re.compile(
    rf"(?<!\w)(?:мо[йя]\s(?:\w+\s)?(?:муж|жена|супруга?|брат|сестра|крестни[кц]а?)|у\s(?:{_MINE}\s)?(?:муж|жен|супруг|брат|сестр)\w{{1,2}}\s\()"
)
_THEM = re.compile(r"(?<!\w)(?:ему|ей|его|просим)(?!\w)")
_MYSELF = re.compile(
    rf"{ASK.pattern}[\s,]+(?:пожалуйста[\s,]+)?(?:мне|мои)(?!\w)|(?<!\w)мной\s(?=\w*(?:пройд|осво|изуч))"
)
_FOR_EMPLOYEE = re.compile(
    rf"(?<!\w)(?:{_OURS}|на|за|для|результат\w*|обучени\w|{ASK.pattern})\s(?:\w+\s)?{_HELD}(?!\w)|"
    rf"{ASK.pattern}\s(?:[^\s.!?\n]+\s){{0,4}}?{_OURS}\sколлег(?:и|е|у)(?!\w)|"
    rf"(?:\A|\n)\s*{_HELD}\s?(?:\([^)\n]*\))?:|(?<!\w)в\sнашей\s(?:компании|организации|фирме)\sработает|"
    r"(?<!\w)(?:по\sдоверенности|от\s(?:имени|лица)\sработодателя|представител\w+\sпо\sдоверенности|"
    r"заявка\sот\s(?:ооо|оао|ао|пао|зао)|(?:ооо|оао|ао|пао|зао|муп|гуп|предприятие|организация|компания|фирма|завод)\s(?:[«\"][^»\"\n]{1,40}[»\"]\s)?"
    r"(?:прос[ия]т|ходатайству|направля)\w*)"
)
# «отдел кадров ООО «Вектор»», «специалист по персоналу», «HR-менеджер» in a signature
_PERSONNEL = re.compile(
    r"(?<!\w)(?:(?:отдел|служб|управлени|департамент)\w*\s(?:\w+\s)?(?:кадр|персонал)\w*|"
    r"(?:специалист|инспектор|менеджер|начальни[кц]|сотрудни[кц]|директор)\w*\s(?:\w+\s)?по\s(?:кадрам|персоналу)|кадровик|"
    r"(?:управлени|обучени|развити)\w+\sперсонал\w*|hr(?![a-z]))"
)
# What stands beside the name of somebody who signs for a firm
POST_AT_A_FIRM = (
    r"(?:(?:начальни[кц]|специалист|инспектор|сотрудни[кц]|менеджер|руководител)\w*\s(?:\w+\s)?(?:отдел\w*\s|служб\w*\s|по\s)?(?:\w+\s)?(?:кадр|персонал)\w*|"
    r"(?:отдел|служб)\w*\s(?:\w+\s)?(?:кадр|персонал|обучени)\w*|руководитель\sотдела\s(?:обучени|кадр|персонал)\w*|hr(?![a-z])|кадровик|менеджер|(?:(?:генеральн\w+|исполнительн\w+)\s)?директор(?!\w)(?!\s(?:школ|лице|гимнази|центр|колледж))|"
    r"(?:главн\w+\s)?бухгалтер)"
)
_POST_OF = re.compile(r"(?<!\w)наш(?:его|ему|ей|у|а)?\s(?P<words>[а-я]{4,}(?:\s[а-я]{4,})?)(?!\w)")
_PUPIL = re.compile(
    r"учени|обучающ|учащ|студент|слушател|воспитанни|курсант|сын|доч|ребен|дет[еия]|внук|внуч|школ|класс|"
    r"учител|педагог|преподавател|подопечн|племянни|мам|пап|бабуш|дедуш|семь|друг|сосед|заочни|выпускни"
)


def asks_for_himself(page: Page) -> bool:
    """«Прошу зачесть мне …»."""
    return bool(_MYSELF.search(page.folded))


def for_relative(page: Page) -> bool:
    """Whether the letter asks for a husband, a sister, a godson of its writer, and for nobody else."""
    folded = page.folded
    if asks_for_himself(page):
        return False
    return bool(
        _FOR_RELATIVE.search(folded)
        or _I_AM.search(page.view)
        or (_RELATIVE_HERE.search(folded) and ASK.search(folded) and _THEM.search(folded))
    )


def for_employee(page: Page) -> bool:
    """Whether an employer asks for somebody who works there."""
    folded = page.folded
    if asks_for_himself(page):
        return False
    lines = [line for line in folded.split("\n") if line.strip()]
    signed = "\n".join(lines[-3:]) if page.part != "subject" else ""
    return bool(
        _FOR_EMPLOYEE.search(folded)
        or posts(page)
        or any(
            re.match(r"(?!.*(?<!\w)(?:для|в|из)\s).*\Z", line) and _PERSONNEL.search(line)
            for line in signed.split("\n")
        )
    )


def posts(page: Page) -> list[str]:
    """«бухгалтеру» of «прошу засчитать нашему бухгалтеру …»: people of ours who are no pupils."""
    if not ASK.search(page.folded):
        return []
    out = []
    for match in _POST_OF.finditer(page.folded):
        before = re.split(r"[.!?\n]", page.folded[: match.start()])[-1]
        behind = re.split(r"[.!?\n]", page.folded[match.end() :])[0]
        if not ASK.search(f"{before} {behind}"):
            continue
        nouns = (word for word in match.group("words").split() if parses(word)[0].tag.POS == "NOUN")
        post = next(nouns, None)
        if post and not _PUPIL.match(post) and _is_person(post):
            out.append(post)
    return out


def _is_person(word: str) -> bool:
    likely = parses(word)[0]
    return likely.tag.POS == "NOUN" and "anim" in likely.tag and likely.is_known and "Name" not in likely.tag
