"""Forms of assessment told in sentences, with the words that certainly belong to them."""

import re
from dataclasses import dataclass

from workflows.credit.reading.fields.forms import ENDING, EVENTS, MODIFIER, WEAK, WORD, head_at, is_head
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import (
    is_adjective,
    is_genitive_noun,
    is_nominative,
    is_verb,
    lemmas,
)
from workflows.credit.reading.text.vocabulary import words

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
    r"|(?<!\w)зачет\s(?:получен|сдан|поставлен|выставлен)(?!\w)|(?<!\w)к\s(?:пере)?зачету(?!\w)|зачет\w*\s(?:результат\w*|курс\w*|предмет\w*|дисциплин\w*|модул\w*|пройденн\w*|изученн\w*|ранее|"
    r"освоенн\w*|часов|мне|сыну|дочери|в\sшкол)"
    r"|(?:промежуточн\w*|итогов\w*|государственн\w*)?\s?аттестаци[июея]\w*(?!\w)(?!\sна\s)"
)


@dataclass(frozen=True)
class FormFound:
    """A form of assessment at [start, end)."""

    start: int
    end: int
    doubt: str = ""
    rule: str = "form"


_CHUNK = re.compile(r"[^,;:().!?\n—–«»]+")


def find_forms(text: str) -> list[FormFound]:
    """Forms named in running text, with only the modifiers and complements that certainly belong to them."""
    found = _in_sentence(text)
    for chunk in _CHUNK.finditer(text):  # «…, графическая работа, …»: marks on both sides say where it ends
        low = chunk.start() + len(chunk.group()) - len(chunk.group().lstrip())
        high = low + len(chunk.group().strip())
        tokens = list(WORD.finditer(fold(text[low:high])))
        head = head_at(tokens, 0) if 2 <= len(tokens) <= 4 and tokens[0].start() == 0 else None
        inside = [one for one in found if low <= one.start and one.end <= high]
        if (
            head is None
            or ENDING.match(fold(text[low:high]))
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
    tokens = list(WORD.finditer(folded))
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
    return is_head(word) and is_adjective(word) and is_head(following)


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
        if is_head(word):
            bare = word.rstrip(".")
            if _is_beside_noun(folded, tokens, index):
                return None
            alone = index == first and (bare in WEAK or bool((EVENTS | WEAK) & lemmas(bare)))
            return None if alone and _complement_end(folded, tokens, index) == index else index
        if not MODIFIER.fullmatch(word):
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
