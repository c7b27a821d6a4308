"""Words that lead to a value or stand around it and name nothing: by a list, and by what part of speech they are."""

import re
from functools import lru_cache

from workflows.credit.reading.fields.forms import field_is_form
from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import parses, stems
from workflows.credit.reading.text.vocabulary import alternatives, words

_LISTED = re.compile(alternatives("sentences", "told"))
_NOUNS = frozenset(words("sentences", "measuring_or_assessing"))
_BETWEEN = re.compile(r"[\s:;,.—–()-]*")
_WORD = re.compile(r"[а-я][а-я-]*(?!\w)\.?")
# What was missed, wished, watched or is still to come says of a value that it is not the course's.
_OF_OTHER = re.compile(
    r"(?:пропус|оста[влнё]|отмен|перен[её]с|пересд|недо|добав|добра|добир|хват|ошиб|исправ|бол[её]|сокра|уреза|смотр|посмотр|"
    r"посе[тщ]|понрав|люб|хоте|хоч|пригла|выигр|побед|опозд|отсутств|потер|утер|забы|сня|выч[её]|удал|отчисл|брос|провал|завал|"
    r"рекоменд|предл[ао][гж]|обещ|пообещ|планир|собира|ожида|наде|смо[гж]|мо[гж]|долж|нужн|требу|прос|умнож|дел[ия]|раздел|помн|"
    r"каж|дума|счита(?!л)|участв|уч[аи]ств|отказ|измен|смен|замен|спута|перепут|повыс|пониз|станов|став?ится|бу[дт])"
)
_NO_ACT_OF_FORM = re.compile(r"(?<!\w)(?:ход|езд|слуша|был[аи]?\sна)")


_DONE = re.compile(
    r"(?:освоено|пройдено|сдано|выполнено)\s"
)  # before hours these tell, alone they are a result


def leads_to_hours(folded: str) -> bool:
    """Whether the words before hours only lead to them."""
    return only_leads(_DONE.sub(" ", folded.strip(" !") + " ").strip())


@lru_cache(maxsize=20_000)
def leads(word: str) -> bool:
    """Whether a folded word leads: it is listed, a verb of what has happened, a short participle, or a noun of
    measuring or assessing."""
    if _LISTED.fullmatch(word):
        return True
    bare = word.rstrip(".")
    if stems(bare) & _NOUNS:
        return True
    if len(bare) < 3 or whole_result(bare) or field_is_form(bare) or _OF_OTHER.match(bare):
        return False
    return is_told_by_verb(bare)


def is_told_by_verb(word: str) -> bool:
    """Whether a word is likely a verb in the past or of a third person now, or a short participle."""
    one = parses(word)[0]
    if not one.is_known or _OF_OTHER.match(word) or whole_result(word):
        return False
    past = one.tag.POS == "VERB" and one.tag.tense == "past"
    now = one.tag.POS == "VERB" and one.tag.tense == "pres" and one.tag.person == "3per"
    return bool(past or now or one.tag.POS == "PRTS")


def step(folded: str, place: int, end: int) -> int:
    """Where the next leading word and the marks before it end; `place` when no such word stands there."""
    begin = _BETWEEN.match(folded, place, end).end()  # type: ignore[union-attr]  # matches always
    if begin and folded[begin - 1].isalnum():
        return begin
    listed = _LISTED.match(folded, begin, end)
    if listed:
        return listed.end()
    word = _WORD.match(folded, begin, end)
    return word.end() if word and leads(word.group()) else begin


def only_leads(folded: str) -> bool:
    """Whether every word of a stretch leads."""
    place = 0
    while place < len(folded):
        after = step(folded, place, len(folded))
        if after == place:
            return False
        place = after
    return True


def trail_start(folded: str) -> int:
    """Where the words that only follow a value begin: «… зачтено в справке»."""
    tokens = [match.start() for match in re.finditer(r"(?<![\w-])[а-я]", folded)]
    best = len(folded)
    for start in reversed(tokens):
        if not only_leads(folded[start:].strip(" !")):
            break
        first = _WORD.match(folded, start)
        if first and whole_result(first.group()):
            break  # «записали сдано»
        if not first or _LISTED.match(folded, start) or not stems(first.group().rstrip(".")) & _NOUNS:
            best = start  # «защита лабораторного журнала»: a noun alone may belong to what it follows
    return len(folded[:best].rstrip(" .!:—–()-"))


def no_act_of_form(folded: str) -> bool:
    """«ходили на концерт»: an act that ends no course."""
    return bool(_NO_ACT_OF_FORM.search(fold(folded)))
