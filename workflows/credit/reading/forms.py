"""Finding forms of assessment: «зачёт», «защита проекта», «отчётный концерт», as they are written."""

import re
from dataclasses import dataclass
from functools import lru_cache

from workflows.credit.reading.folding import fold
from workflows.credit.reading.morphology import (
    is_adjective,
    is_genitive_noun,
    is_nominative,
    is_verb,
    lemmas,
    misspelt,
)
from workflows.credit.reading.vocabulary import alternatives, words

_HEADS = words("forms", "heads")
WEAK = set(words("forms", "weak"))
_MODIFIER = re.compile(alternatives("forms", "modifiers"))
_HEAD = re.compile(alternatives("forms", "heads"))
_WORD = re.compile(r"[\w/]+(?:-[\w]+)*\.?")
_GOVERNS = set(words("forms", "governing"))
_WITH = re.compile(
    r"\s(?:с\sоценкой|с\sотметкой|по\sбилетам|на\sкомпьютере|в\sформе\s\w+|в\sвиде\s\w+|на\s(?:пояс|"
    r"разряд|категорию))(?!\w)"
)
_RESULT_NEXT = re.compile(r"\s?[:—-]?\s?[«\"]?(?:\d|отл|хор|удовл|неуд|зач)")
# Words that only look like a form in a sentence: the request itself, labels, evidence, events.
_NOT_FORMS = re.compile(
    r"(?:форм\w*|вид\w*|результат\w*|итог\w*|порядк\w*|период\w*)\s(?:\w+\s){0,2}(?:аттестаци\w*|"
    r"контрол(?:ь|я|ю|е|ем)(?!\w)|отчетност\w*|обучени\w*)"
    r"|(?<!\w)(?:о|об|для|заявлен\w*(?:\s(?:о|на|для))?|прошу|просим|произвести|провести|оформить|сделать|"
    r"возможност\w*|вопрос\w*(?:\s(?:о|про))?|про|насчет|поводу|"
    r"подготовк\w*\sк|готов\w+\sк|перед|кроме|вместо|без|сдач\w+\sна|на|к|ко)\s(?:\w+\s)?(?:зачет\w*|экзамен\w*|"
    r"тест\w*|аттестаци\w*|олимпиад\w*|конкурс\w*)(?!\w)(?!\s?[—:,-])"
    r"|(?<!\w)к\s(?:пере)?зачету(?!\w)|зачет\w*\s(?:результат\w*|курс\w*|предмет\w*|дисциплин\w*|модул\w*|пройденн\w*|изученн\w*|ранее|"
    r"освоенн\w*|часов|мне|сыну|дочери|в\sшкол)"
    r"|(?:промежуточн\w*|итогов\w*|государственн\w*)?\s?аттестаци[июея]\w*(?!\w)(?!\sна\s)"
)
_EVENTS = set(words("forms", "events"))
_LONGEST = 9  # words; a longer field is a sentence, not a form


@dataclass(frozen=True)
class FormFound:
    """A form of assessment at [start, end)."""

    start: int
    end: int
    doubt: str = ""
    rule: str = "form"


_ASSESSING = re.compile(
    r"(?:зачетн|отчетн|экзаменационн|аттестационн|итогов|проверочн|выпускн|квалификационн|контрольн|показательн|"
    r"испытательн|финальн|заключительн|оценочн)(?:ый|ая|ое|ые)"
)
_NO_ACT = re.compile(
    r"(?:оценк|цифр|отметк|балл|результат|ведомост|книжк|единиц|документ|год|класс|курс|час)"
)
_PAPER = re.compile(
    r"\W*диплом\w*\s(?:победител|призер|лауреат|участник|№|о\s|об\s|с\sотл|серия|\d)"
)  # a document, no work that was defended


_ENDING = re.compile(
    r"\W*(?:(?:заверш|законч|оконч|заканч|оканч)\w+\s|[^.]*\s(?:был[аио]?|стал[аио]?|явля\w+|служил[аио]?)\s)"
)  # «завершившийся зачётом», «итоговой аттестацией был экзамен»: the form is what these words lead to


@lru_cache(maxsize=1024)
def field_is_form(text: str) -> bool:
    """Whether one separated field («защита проекта», «итоговый тест») names a form of assessment."""
    if _PAPER.match(fold(text)) or _ENDING.match(fold(text)):
        return False
    tokens = list(_WORD.finditer(fold(text)))
    if not tokens or len(tokens) > _LONGEST or not _leading_only(text, tokens[0].start()):
        return False
    if any(len(token.group()) > 2 and is_verb(token.group().rstrip(".")) for token in tokens[1:]):
        return False  # «диплом прилагаю», «занятия шли по субботам»
    if re.search(r"\sв\sкачестве\s", fold(text)) or _LABELLED.match(fold(text)):
        return False
    joint = next((index for index, token in enumerate(tokens) if token.group() == "и"), None)
    if joint is not None and _head_at(tokens[joint + 1 :], 0) is None:
        return False  # «зачёт и шахматы»
    return _head_at(tokens, 0) is not None or _by_adjective(tokens)


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
    return not _is_head(following) and (
        is_nominative(following) or (bool(lemmas(following)) and not is_genitive_noun(following))
    )


def _head_at(tokens: list[re.Match[str]], first: int) -> int | None:
    """The index of the head noun that the words from `first` lead to, or None."""
    for index in range(first, min(first + 4, len(tokens))):
        word = tokens[index].group()
        if _is_head(word):
            bare = word.rstrip(".")
            if _is_of_another(tokens, index):
                return None
            weak = bare in WEAK or bool(WEAK & lemmas(bare))
            strong = not weak or index > first or index + 1 < len(tokens)
            return index if strong else None
        if not _MODIFIER.fullmatch(word) and not (is_adjective(word.rstrip(".")) and index + 1 < len(tokens)):
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


def _is_head(word: str) -> bool:
    bare = word.rstrip(".")
    if _HEAD.fullmatch(word) or _HEAD.fullmatch(bare) or _ACCUSATIVE.fullmatch(bare):
        return True
    if len(bare) <= 3:
        return False
    if "-" in bare and _HEAD.fullmatch(bare.rpartition("-")[2]):
        return True  # «урок-концерт»
    found = {lemma for lemma in lemmas(bare) if _HEAD.fullmatch(lemma)}
    if found and found <= _EVENTS and re.search(r"[ыи]\Z", bare):
        return False  # «пешие походы»: several such are what is taught
    return bool(found) or misspelt(bare, _OFTEN) is not None


_CHUNK = re.compile(r"[^,;:().!?\n—–«»]+")


def find_forms(text: str) -> list[FormFound]:
    """Forms named in running text, with only the modifiers and complements that certainly belong to them."""
    found = _in_sentence(text)
    for chunk in _CHUNK.finditer(text):  # «…, графическая работа, …»: marks on both sides say where it ends
        low = chunk.start() + len(chunk.group()) - len(chunk.group().lstrip())
        high = low + len(chunk.group().strip())
        tokens = list(_WORD.finditer(fold(text[low:high])))
        head = _head_at(tokens, 0) if 2 <= len(tokens) <= 4 and tokens[0].start() == 0 else None
        inside = [one for one in found if low <= one.start and one.end <= high]
        if (
            head is None
            or _ENDING.match(fold(text[low:high]))
            or head != len(tokens) - 1
            or len(inside) > 1
            or _NOT_FORMS.search(fold(text[low:high]))
        ):
            continue
        if all(one.end == high for one in inside):
            found = [one for one in found if one not in inside]
            found.append(FormFound(low, high))
    return sorted(found, key=lambda one: one.start)


def _in_sentence(text: str) -> list[FormFound]:
    folded = _NOT_FORMS.sub(lambda match: " " * len(match.group()), fold(text))
    tokens = list(_WORD.finditer(folded))
    found: list[FormFound] = []
    index = 0
    while index < len(tokens):
        head = _head_in_prose(folded, tokens, index)
        if head is None:
            index += 1
            continue
        last = _complement_end(folded, tokens, head)
        start, end = tokens[index].start(), tokens[last].end()
        tail = _WITH.match(folded, end)
        if tail and "зач" not in folded[start:end] and _RESULT_NEXT.match(folded, tail.end()):
            tail = None  # «показ фильма с оценкой «хорошо»»
        end = tail.end() if tail else end
        found.append(
            FormFound(
                start,
                end
                - (
                    folded[end - 1] == "."
                    and "." not in folded[start : end - 1]
                    and (
                        len(tokens[last].group()) > 5
                        or tokens[last].group() in {"тест.", "эссе.", "урок.", "игра."}
                    )
                ),
            )
        )
        index = last + 1
    return found


def _leads_on(folded: str, tokens: list[re.Match[str]], index: int) -> bool:
    """«практическая» before «работа» is an adjective, though alone it names a form."""
    if index + 1 >= len(tokens) or folded[tokens[index].end() : tokens[index + 1].start()].strip(" \n"):
        return False
    word, following = tokens[index].group(), tokens[index + 1].group()
    return _is_head(word) and is_adjective(word) and _is_head(following)


def _is_beside_noun(folded: str, tokens: list[re.Match[str]], index: int) -> bool:
    """«практическая психология», «практическая проба»: an adjective that alone names a form, with a noun of its own."""
    if index + 1 >= len(tokens) or folded[tokens[index].end() : tokens[index + 1].start()].strip(" \n"):
        return False
    word, following = tokens[index].group(), tokens[index + 1].group().rstrip(".")
    return (
        is_adjective(word)
        and not is_adjective(following)
        and is_nominative(following)
        and not is_verb(following)
    )


def _head_in_prose(folded: str, tokens: list[re.Match[str]], first: int) -> int | None:
    for index in range(first, min(first + 4, len(tokens))):
        word = tokens[index].group()
        if _leads_on(folded, tokens, index):
            continue
        if index > first and folded[tokens[index - 1].end() : tokens[index].start()].strip(" \n"):
            return None
        if _is_head(word):
            bare = word.rstrip(".")
            if _is_beside_noun(folded, tokens, index):
                return None
            alone = index == first and (bare in WEAK or bool((_EVENTS | WEAK) & lemmas(bare)))
            return None if alone and _complement_end(folded, tokens, index) == index else index
        if not _MODIFIER.fullmatch(word):
            return None
    return None


def _complement_end(folded: str, tokens: list[re.Match[str]], head: int) -> int:
    """The last word of «защита творческого проекта»: adjectives and one noun in the genitive, for heads
    that govern."""
    if not (_GOVERNS & (lemmas(tokens[head].group()) | {tokens[head].group()})):
        return head
    last = head
    for index in range(head + 1, min(head + 5, len(tokens))):
        if folded[tokens[index - 1].end() : tokens[index].start()].strip(" \n"):
            break
        word = tokens[index].group().rstrip(".")
        if is_genitive_noun(word):
            return index
        if not is_adjective(word):
            break
    return last
