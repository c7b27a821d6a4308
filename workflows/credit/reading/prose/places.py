"""Words before quotes that make them the name of a school or a place, and those that leave it open."""

import re

from workflows.credit.reading.text.page import Page

_PLACE_BEFORE = re.compile(
    r"(?<!\w)(?:школ\w*|центр\w*|лице\w*|гимнази\w*|студи\w*|клуб\w*|лектори\w*|лаборатори\w*|планетари\w*|(?:\w{3,8}-?)?(?<!ди)станци[яиюе]й?|\w*холл\w{0,2}|\w*парк\w{0,2}|издательств\w*|ателье|галере\w*|"
    r"заповедник\w*|обсерватори\w*|портал\w*|обществ\w*|ассоциаци\w*|федераци\w*|союз\w*|бассейн\w*|стадион\w*|"
    r"консерватори\w*|филармони\w*|питомник\w*|редакци\w*|предприяти\w*|колледж\w*|техникум\w*|институт\w*|"
    r"университет\w*|академи\w*|лагер\w*|платформ\w*|компани\w*|дом\w*|дворц\w*|двор\w*|организаци\w*|"
    r"сад\w*|ооо|ип|ао|ано|до|дпо|мбу\w*|"
    r"на\sкурсах|с\sкурсов|сайт\w*|фонд\w*|технопарк\w*|кванториум\w*|групп\w*|класс\w*|поток\w*|медиацентр\w*|библиотек\w*|"
    r"музе\w*|театр\w*|образовательн\w+|сервис\w*|приложени\w*|журнал\w*|конкурс\w*|олимпиад\w*|"
    r"\w*школ\w*|\w*центр\w*|\w*клуб\w*|\w*студи\w*|в|во|из|от|при)\s*$"
)
# «окончила в библиотеке «Основы библиографии», 22 часа, зачёт»: the verb wants to know what was finished.
_FINISHED_WHAT = re.compile(
    r"(?<!\w)(?:(?:за|о)кончил|прош(?:ел|л)|освоил|изучил|прослушал|сдал)[аи]?\s(?!\S*(?:курс|кружк|программ|модул|обучени))[^«\"]{0,40}\Z"
)
_GROUP_BEFORE = re.compile(
    r"(?<!\w)(?:занима|посещ|ходил|обучал|уч(?:ил|ен))\w*\s(?:[^«\"]{0,30}\s)?(?:в\s)?(?:студи|кружк|кружок|клуб|секци|мастерск|групп|ансамбл|класс)?\w*\s?\Z"
)


def ends_in_place(before: str) -> bool:
    """Whether folded words end with those that lead to the name of a place («в студии »)."""
    return bool(_PLACE_BEFORE.search(before))


def wants_its_object(before: str) -> bool:
    """Whether a verb stands there whose object has not been named («окончила в библиотеке »)."""
    return bool(_FINISHED_WHAT.search(before))


def taught_in(before: str) -> bool:
    """Whether folded words end with where somebody was taught («занималась в студии »)."""
    return bool(_GROUP_BEFORE.search(before))


def names_place(page: Page, start: int) -> bool:
    """Whether the quotes that open here hold the name of a school or a place, not of a course."""
    return ends_in_place(page.folded[max(0, start - 60) : start])
