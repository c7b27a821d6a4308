"""Fields that tell of a value only that it is not there."""

import re
from functools import lru_cache

from workflows.credit.reading.fields.results import find_results, whole_result
from workflows.credit.reading.text.folding import fold

_ABSENT = re.compile(
    r"\W*(?:не\s(?:было|указан\w*|предусмотрен\w*|предусматрива\w*|знаю|помню|известн\w*|выставля\w*|ставил\w*)|нет|"
    r"отсутству\w*|неизвестн\w*|уточню|сообщу|без\s\w+|ничем|никак\w*)(?:\s(?:позже|позднее|точно)|[\s,;(][^\d«\"]*)?\W*"
)
_NEGATED = re.compile(r"(?<!\w)(?:не|нет|без|ничем|никак\w*|отсутств\w+|no)(?!\w)")
_OF_VALUES = re.compile(
    r"(?<!\w)(?:час\w*|объ?ем\w*|трудоемк\w*|оцен\w+|отмет\w+|балл\w*|результат\w*|форм\w+|зач[еи]т\w*|экзамен\w*|аттестаци\w+|"
    r"сда(?:вал|ют|ва)\w*|контрол\w+|exam|grade|mark|сколько)(?!\w)"
)


def is_absent(text: str) -> bool:
    """Whether what stands behind a label says that there is nothing («оценка: не ставилась»)."""
    return bool(_ABSENT.fullmatch(fold(text)))


@lru_cache(maxsize=1024)
def says_nothing(text: str) -> bool:
    """«часы в справке не указаны», «оценок там не ставят», «no exam»: a field that tells of a value only that it is
    not there."""
    said = fold(text)
    return (
        bool(_NEGATED.search(said) and _OF_VALUES.search(said))
        and not re.search(r"\d", said)
        and not any(one.rule == "unmistakable result" for one in find_results(text))
        and whole_result(text) is None
    )
