"""Finding forms of assessment: «зачёт», «защита проекта», «отчётный концерт», as they are written."""

import re
from functools import lru_cache

from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import (
    is_adjective,
    is_genitive_noun,
    is_nominative,
    is_verb,
    lemmas,
    misspelt,
)
from workflows.credit.reading.text.vocabulary import alternatives, words

_HEADS = words("forms", "heads")
WEAK = set(words("forms", "weak"))
EVENTS = set(words("forms", "events"))  # in a sentence they are forms only with a word of their own
MODIFIER = re.compile(alternatives("forms", "modifiers"))
_HEAD = re.compile(alternatives("forms", "heads"))
WORD = re.compile(r"[\w/]+(?:-[\w]+)*\.?")
_LONGEST = 9  # words; a longer field is a sentence, not a form


_ASSESSING = re.compile(
    r"(?:зачетн|отчетн|экзаменационн|аттестационн|итогов|проверочн|выпускн|квалификационн|контрольн|показательн|"
    r"испытательн|финальн|заключительн|оценочн)(?:ый|ая|ое|ые)"
)
_NO_ACT = re.compile(
    r"(?:оценк|цифр|отметк|балл|результат|ведомост|книжк|единиц|документ|год|класс|курс|час)"
)
_PAPER = re.compile(
    r"\W*(?:настоящ|данн)\w+\s(?:диплом|свидетельств|сертификат|удостоверени|справк)|\W*диплом\w*\s(?:победител|призер|лауреат|участник|№|о\s|об\s|с\sотл|серия|\d)"
)  # a document, no work that was defended


ENDING = re.compile(
    r"\W*(?:(?:заверш|законч|оконч|заканч|оканч)\w+\s|[^.]*\s(?:был[аио]?|стал[аио]?|явля\w+|служил[аио]?)\s)"
)  # «завершившийся зачётом», «итоговой аттестацией был экзамен»: the form is what these words lead to


@lru_cache(maxsize=1024)
def field_is_form(text: str) -> bool:
    """Whether one separated field («защита проекта», «итоговый тест») names a form of assessment."""
    if _PAPER.match(fold(text)) or ENDING.match(fold(text)):
        return False
    tokens = list(WORD.finditer(fold(text)))
    if not tokens or len(tokens) > _LONGEST or not _leading_only(text, tokens[0].start()):
        return False
    if any(len(token.group()) > 2 and is_verb(token.group().rstrip(".")) for token in tokens[1:]):
        return False  # «диплом прилагаю», «занятия шли по субботам»
    if re.search(r"\sв\sкачестве\s", fold(text)) or _LABELLED.match(fold(text)):
        return False
    joint = next((index for index, token in enumerate(tokens) if token.group() == "и"), None)
    if joint is not None and head_at(tokens[joint + 1 :], 0) is None:
        return False  # «зачёт и шахматы»
    return head_at(tokens, 0) is not None or _by_adjective(tokens)


def is_act(text: str) -> bool:
    """«Игра на флейте», «чтение вслух»: what is taught as well as what it is tested by."""
    words = fold(text).split()
    return len(words) > 1 and bool(WEAK & {words[0], *lemmas(words[0])})


_LABELLED = re.compile(
    r"\W*(?:в\sкачестве\s)?(?:(?:промежуточн|итогов)\w+\s)?(?:аттестации|контроля|отчетности)\s[а-я]"
)  # «(форма) аттестации итоговый тест»: the form is what stands behind
_ANY_FORM = re.compile(
    r"аттестац|контроль(?!н)|контроля|провер(?!оч)|испытан|форм[аы]|отч[её]тност|(?:зач[её]т\W+экзамен|экзамен\W+зач[её]т)"
)


_PASSED = re.compile(r"\W*зачет\W*")


def is_passed(text: str) -> bool:
    """«зачёт», which is a form, but a result behind another form or behind «оценка»."""
    return bool(_PASSED.fullmatch(fold(text)))


_TAIL = re.compile(r"[:;]\s|,\s?\d|\.\s\d|\s[—–-]\s")
_LOOSE_TAIL = re.compile(r"\s\d{1,3}\Z|\s[—–-]\s|\([^()]*\)\Z|,\s\w+\Z")


def has_tail(written: str, *, alone: bool) -> bool:
    """«диктант: 93», and «показ, усвоено» where it stands `alone`, without a result: more than a form is in it."""
    return bool(_TAIL.search(written) or (alone and _LOOSE_TAIL.search(written)))


def is_form_name(text: str) -> bool:
    """Whether words as a label or heading name one certain form («Экзамен»), not forms in general («Аттестация»)."""
    return field_is_form(text) and not _ANY_FORM.search(fold(text))


_FORM_LED = re.compile(
    r"\s*(?:по\s(?:итогам|результатам)|(?:(?:промежуточн\w+|итогов\w+)\s)?(?:аттестаци\w+|контрол\w+)\s(?:(?:проход\w+|"
    r"провод\w+|был\w*|состоял\w+)\s)?в\s(?:форме|виде)|"
    r"(?:(?:промежуточн\w+|итогов\w+|финальн\w+)\s)?(?:форм\w+\s(?:\w+\s)?)?(?:аттестаци\w+|контрол[ьея]\w*|проверк\w+|"
    r"испытани\w+)\s(?:был[аио]?|стал[аио]?|явля\w+|служил[аио]?)|"
    r"(?:сда(?:л[аи]?|вал[аи]?|ны?|но)|писал[аи]?|написал[аи]?)|(?:(?:которы[йе]|и|котор\w+)\s)?(?:заверш|законч|оконч|заканч|оканч)\w+)\s"
)


def led_form(text: str) -> int:
    """Where the form begins in a field that leads to it («завершившийся зачётом»); 0 when nothing leads to a form."""
    led = _FORM_LED.match(fold(text))
    return led.end() if led and field_is_form(text[led.end() :]) else 0


def _by_adjective(tokens: list[re.Match[str]]) -> bool:
    """«зачётный полёт»: whatever it is, the adjective makes it a form; «итоговая оценка» is none."""
    words = [token.group() for token in tokens]
    return 2 <= len(words) <= 4 and bool(_ASSESSING.fullmatch(words[0])) and not _NO_ACT.match(words[1])


def _leading_only(text: str, start: int) -> bool:
    return not text[:start].strip(" «\"'([—-*•")


def _is_of_another(tokens: list[re.Match[str]], index: int) -> bool:
    """«практическая психология»: an adjective that alone names a form belongs to the noun behind it."""
    if index + 1 >= len(tokens) or not is_adjective(tokens[index].group().rstrip(".")):
        return False
    following = tokens[index + 1].group().rstrip(".")
    return not is_head(following) and (
        is_nominative(following) or (bool(lemmas(following)) and not is_genitive_noun(following))
    )


def head_at(tokens: list[re.Match[str]], first: int) -> int | None:
    """The index of the head noun that the words from `first` lead to, or None."""
    for index in range(first, min(first + 4, len(tokens))):
        word = tokens[index].group()
        if is_head(word):
            bare = word.rstrip(".")
            if _is_of_another(tokens, index):
                return None
            weak = bare in WEAK or bool(WEAK & lemmas(bare))
            strong = not weak or index > first or index + 1 < len(tokens)
            return index if strong else None
        if not MODIFIER.fullmatch(word) and not (is_adjective(word.rstrip(".")) and index + 1 < len(tokens)):
            return None
    return None


_OFTEN = (
    "зачет",
    "экзамен",
    "тестирование",
    "контрольная",
    "собеседование",
    "реферат",
    "презентация",
    "портфолио",
)
_ACCUSATIVE = re.compile(r"(?:контрольн|проверочн|курсов|лабораторн|дипломн)ую")  # «сдал контрольную»


def is_head(word: str) -> bool:
    bare = word.rstrip(".")
    if _HEAD.fullmatch(word) or _HEAD.fullmatch(bare) or _ACCUSATIVE.fullmatch(bare):
        return True
    if len(bare) <= 3:
        return False
    if "-" in bare and _HEAD.fullmatch(bare.rpartition("-")[2]):
        return True  # «урок-концерт»
    found = {lemma for lemma in lemmas(bare) if _HEAD.fullmatch(lemma)}
    if found and found <= EVENTS and re.search(r"[ыи]\Z", bare):
        return False  # «пешие походы»: several such are what is taught
    return bool(found) or misspelt(bare, _OFTEN) is not None
