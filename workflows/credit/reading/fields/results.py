"""Finding results of assessment as they are written: marks, words, points."""

import re
from dataclasses import dataclass

from workflows.credit.reading.fields.forms import field_is_form
from workflows.credit.reading.fields.numerals import NUMERAL
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import misspelt
from workflows.credit.reading.text.vocabulary import alternatives

_WORDS = alternatives("results", "words")
_ADVERBS = r"(?:отлично|хорошо|удовлетворительно|неудовлетворительно)"
_POINTS = (
    r"\d{1,4}(?:[.,]\d{1,2})?\s?(?:балл(?:а|ов|ами)?(?!\w)|б\.|%|процент\w*|points?(?!\w))(?:\s(?:из|"
    r"/)\s?\d{1,4}(?:\s(?:возможных|балл\w*))?)?"
    r"|\d{1,4}\s(?:слов\w{0,2}|знак\w*|очк\w+)(?:\sв\sминуту)?(?!\w)"
    r"|(?<![\d/])\d{1,3}(?:[.,]\d{1,2})?\s?(?:из|/)\s?(?:5|\d{2,3}|1000)(?![\d/]|\.\d|\s?(?:уч|год|"
    r"гг))(?:\s(?:балл\w*|возможных))?"
)
_MEAN = r"(?<![\w.,/:])(?:10|[2-9])(?:,\d{1,2}|\.\d)(?![\w.,/]|\s?[а-я])"  # «4,8»
_MARK = (
    r"(?<![\w.,/:])(?:[2-5]\sс\s(?:двумя\s)?(?:минус|плюс)\w{1,3}|[2-5][+-]?|[a-fA-F][+-]?|10|[6-9])(?![\w/]|[.,:]\d|\s?(?:класс|кл\.|час|ч\.|ч\s|"
    r"года?\s|год\b|лет|недел|месяц|раз|курс|балл))"
)
_EXPLAINED = (
    rf"{_MARK}\s?\(\s?[«\"]?(?:{_ADVERBS}|отл\.?|хор\.?|удовл\.?|уд\.?)[»\"]?\s?\)|(?<!\w)(?:{_ADVERBS}|отл\.?|хор\.?|"
    rf"удовл\.?)[»\"]?\s?\(\s?\d\s?\)"
)
_POINTS_SAID = rf"(?:{_POINTS})(?:\s?\(\s?[«\"]?(?:{_ADVERBS}|зачтено|{_MARK})[»\"]?\s?\))?"
_AVERAGE = r"(?<!\w)средн\w{2}\s(?:балл|оценка)\s?[:—-]?\s?(?:10|[2-9])(?:[,.]\d{1,2})?(?![\w,])"
_SAID = rf"(?<!\w)(?:{_WORDS})(?:\s?\(\s?(?:{_POINTS}|{_MARK}|{_ADVERBS})\s?\)|,\s(?:{_POINTS}))?|{_AVERAGE}"
_ALONE = r"(?:высокий|средний|достаточный|повышенный|базовый)"  # a level, in a place of its own
WHOLE = re.compile(
    rf"[«\"'(\s]*(?:на\s[«\"]?(?=[2-5]|отл|хор|пят|четв))?(?P<said>{_EXPLAINED}|{_POINTS_SAID}|{_SAID}|{_ALONE}|"
    rf"{_MEAN}|(?:10|[2-9])\s?\(\s?{NUMERAL}\s?\)|{_MARK}(?:\s?[-—]\s?{_ADVERBS})?)[»\"')\s.!;,]*\Z"
)
_CUE = re.compile(
    r"(?<!\w)(?:(?:итогов\w*\s)?(?:оценк\w*|отметк\w*|результат\w*|итог\w*|балл\w*|grade|mark|score|"
    r"result)(?:\s(?:аттестации|обучения|экзамена|зачета|за\s\w+))?\s?[:=—-]?|"
    r"(?:получ\w+|постав\w+|сдал\w*|сдан\w*|закончил\w*|окончил\w*|написал\w*|защитил\w*|прош\w+|имею|"
    r"выстав\w+|заработал\w*|набрал\w*|за\s(?:него|нее|это|экзамен|зачет|тест|контрольную|работу))(?:\s(?:его|ее|их|все|я|мне|ему|ей|нам|оценку|отметку|балл|"
    r"результат|итог))*(?:\sна)?|на)"
    r"\s?[:—-]?\s{0,6}[«\"]?$"
)
_CUED = re.compile(rf"{_EXPLAINED}|{_POINTS_SAID}|{_SAID}|{_MARK}")
_FREE = re.compile(rf"{_EXPLAINED}|{_POINTS_SAID}|(?<!\w)(?:не\s?зачтено|зачтено|незачет)(?!\w)")
_QUOTED = re.compile(rf"[«\"]\s?(?P<said>{_SAID}|{_EXPLAINED}|{_MARK})\s?[»\"]")
_BRACKETED = re.compile(rf"(?<=\()\s?(?P<said>{_SAID})\s?(?=\))")  # «завершившийся экзаменом (отлично)»
_AFTER_FORM = re.compile(
    rf"(?<!\w)(?:экзамен\w*|зач[её]т\w*|тест\w*|контрольн\w+|работ\w+|проект\w*|защит\w+|аттестаци\w+|реферат\w*|собеседовани\w+)"
    rf"\s?[—:-]?\s?(?:(?:был[аио]?|стоит|вышл[аои]|дали)\s(?:на\s)?)?(?P<said>{_EXPLAINED}|{_SAID}|{_MARK})(?=\s*(?:[.,;)\n]|\Z|\sи\s))"
)  # «контрольная была 5», «экзамен отлично»
# «…: 58 часов, сдача готового устройства, хорошо.»: the last word of the sentence, right behind the form.
_CLOSING = re.compile(rf",\s(?P<said>{_ADVERBS})(?=\s*(?:[.;!\n]|\Z))")
_DOUBTFUL = re.compile(
    r"\s?(?:или|либо|и|/|[-—])\s?(?:[2-5](?!\w|\.\d)|отл|хор)|\s?\?|\s?(?:кажется|вроде|наверн)"
)
_UNSURE = re.compile(
    r"(?<!\w)(?:кажется|вроде(?:\sбы)?|наверное|примерно|около|скорее всего|или|либо),?\s?(?:на\s)?$"
)
_LEVEL = re.compile(
    r"\W*(?:(?:сертификат|уровень|level)\s)?(?:[abcавс][12]\+?|\d(?:-?й)?\s?уровень|(?:hsk|topik|jlpt)[\s-]?n?\d)\W*"
)  # of a language: B1, С2
_OF_A_PAPER = re.compile(r"(?:№|(?<!\w)n|номер|тел\.?:?)\s?\Z")  # «сертификат № 88/16»
_COUNTS = re.compile(r"\s(?!с\s|из\s|балл|за\s)[а-я]{3,}")  # «прошёл три курса»
_BARE_CUE = re.compile(r"(?:^|[\s,])на\s?[«\"]?$")


@dataclass(frozen=True)
class ResultFound:
    """A result at [start, end), without surrounding quotes."""

    start: int
    end: int
    doubt: str = ""
    rule: str = "result"


def whole_result(text: str) -> tuple[int, int] | None:
    """Where the result stands when `text` as a whole is nothing but a result, or None."""
    match = WHOLE.match(fold(text)) if text.strip() != "Хор" else None  # a choir: the mark has a full stop
    if not match:
        return _misspelt(text)
    return _trim(text, match.start("said"), match.end("said"))


_OFTEN = ("зачтено", "отлично", "хорошо", "удовлетворительно")
_LONE_WORD = re.compile(r"[\s«\"'(]*([а-я]{5,18})[»\"')\s.!;,]*")


def _misspelt(text: str) -> tuple[int, int] | None:
    """«зачтенно», «отличо»: a single word that is no word."""
    lone = _LONE_WORD.fullmatch(fold(text))
    return lone.span(1) if lone and misspelt(lone.group(1), _OFTEN) else None


_PASSED = re.compile(r"[\s«\"]*(зачет)[\s.»\"]*\Z")  # «оценка: зачёт»
_LED = re.compile(r"\s*(?:итогов\w+\s)?(?:оценка|отметка|результат|итог)\s*[:=—-]?\s*")


def cued_result(text: str) -> tuple[int, int] | None:
    """Where the result stands in «оценка 4»: what leads it and then nothing but a result, or None."""
    led = _LED.match(fold(text))
    found = whole_result(text[led.end() :]) if led else None
    passed = _PASSED.match(fold(text[led.end() :])) if led and not found else None
    found = passed.span(1) if passed else found
    return (found[0] + led.end(), found[1] + led.end()) if led and found else None


def whole_level(text: str) -> bool:
    """Whether `text` is nothing but a level of a language; it is a result only where a result is due."""
    return bool(_LEVEL.fullmatch(fold(text)))


def find_results(text: str) -> list[ResultFound]:
    """Results said in running text: unmistakable ones anywhere, marks and adverbs only after a cue or
    in quotes."""
    folded = fold(text)
    found: list[ResultFound] = []
    for match in _QUOTED.finditer(folded):
        _add(found, folded, text, match.start("said"), match.end("said"), "quoted result")
    for match in _CUED.finditer(folded):
        before = folded[max(0, match.start() - 60) : match.start()].replace("\n", " ")
        if _CUE.search(before) and not _addressed(folded, match, before):
            _add(found, folded, text, match.start(), match.end(), "result after its cue")
    for match in _FREE.finditer(folded):
        _add(found, folded, text, match.start(), match.end(), "unmistakable result")
    for match in _AFTER_FORM.finditer(folded):
        _add(found, folded, text, match.start("said"), match.end("said"), "result after its form")
    for match in _CLOSING.finditer(folded):
        if field_is_form(re.split(r"[,:;.!?\n]", text[: match.start()])[-1]):
            _add(found, folded, text, match.start("said"), match.end("said"), "result after its form")
    for match in _BRACKETED.finditer(folded):
        explains = any(0 <= match.start() - one.end <= 3 for one in found)  # «4» (хорошо)
        if len(match.group("said")) > 4 and not explains:  # «вокал (хор)» is a choir
            _add(found, folded, text, match.start("said"), match.end("said"), "result in brackets")
    return sorted(found, key=lambda one: one.start)


def _addressed(folded: str, match: re.Match[str], before: str) -> bool:
    """«на 5 класс», «на три часа», «прошёл три курса»: a number that counts something else."""
    said = match.group()
    if said in {"три", "четыре", "пять"} and _COUNTS.match(folded, match.end()):
        return True
    if not _BARE_CUE.search(before):
        return False
    return bool(
        re.fullmatch(r"[а-яa-z]", said)
        or re.match(r"\s?[«\"]?[а-яa-z]{3,}", folded[match.end() :])
        and said.isdigit()
    )


def _add(found: list[ResultFound], folded: str, text: str, start: int, end: int, rule: str) -> None:
    start, end = _trim(text, start, end)
    if any(start < one.end and one.start < end for one in found) or _OF_A_PAPER.search(folded[:start]):
        return
    unsure = _DOUBTFUL.match(folded[end : end + 20]) or _UNSURE.search(folded[max(0, start - 30) : start])
    found.append(ResultFound(start, end, "result_uncertain" if unsure else "", rule))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    said = text[start:end]
    end -= len(said) - len(said.rstrip(" ,;:!\n\t"))
    return start, end
