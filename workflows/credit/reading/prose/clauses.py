"""A piece of a sentence that says nothing but values: «по плану на него отведено 58 часов», «закончилось турниром»."""

import re
from dataclasses import replace

from workflows.credit.reading.fields.field import add_hours
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.forms import field_is_form
from workflows.credit.reading.fields.hours import HoursFound, find_hours
from workflows.credit.reading.fields.results import find_results, whole_result
from workflows.credit.reading.fields.telling import find_atoms
from workflows.credit.reading.prose.leading import (
    leads_to_hours,
    no_act_of_form,
    only_leads,
    step,
    trail_start,
)
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import is_adjective, is_nominative, is_verb
from workflows.credit.reading.text.page import Page, Span, trim, unquote
from workflows.credit.reading.values import OWN_HOURS

_LABEL = re.compile(
    r"[\s—–-]*(?:(?:вид|форма|способ)\s(?:испытани[яй]|проверки|отчета)(?!\w)|(?:в\sкачестве\s)?(?:(?:форм[аыу]|вид[аы]?|способ)\s)?(?:(?:промежуточн|итогов|пром|финальн)\w*\.?\s)?"
    r"(?:аттестаци[яиеюй]\w*|контрол(?:ь|я|ю|е|ем)(?!\w)|отч[её]тност\w+|форма|испытани[ея](?=\s?[—–:-])|(?:финальн|заключительн)\w+\sработ\w+(?=\s?[—–:-])|(?:итогов\w+\s)?(?:оценк\w+|отметк\w+|результат\w*|балл)(?!\w)))"
)
_OF_HOURS = re.compile(r"трудоемк|объем|час|нагрузк|продолж|дл(?:ит|ил)|рассчитан|отведен|отвод")
_OF_FORM = re.compile(r"форм|аттестаци|контрол|вид(?!\w)|отчетност")
_OF_RESULT = re.compile(r"результат|оцен|отметк|балл")
_MARK_CUE = re.compile(
    r"результат|оцен|отметк|балл|итог|получ|постав|вышл|стоит|сда[лн]|(?:у\s(?:меня|него|нее|сына|дочери))|мне|ему|ей|заработ|дали|"
    r"присво|выстав|простав|постан|выв[ео]|запис|справ|добил|объяв|утверд|прин[её]с|показыв|закры|заслуж|удосто|реш|оцен|цифр|вердикт|"
    r"табел|ведомост|справк|диплом|сертификат|журнал|заверш\w+\sна|законч\w+\sна"
)
_COUNTED = re.compile(
    r"(?:(?:всего|это|общее|учебных|академических|ак\.|там)\s)*часов\s+(?:(?:там|было|всего|в\s(?:нем|ней|курсе)|в|на|по)\s+){0,2}(?P<figure>\d{1,4})\W*"
)
_COMMA = re.compile(r"[;,]\s+(?:(?:а|и|но|также)\s+)*")
_STOP = re.compile(r"[.!?]\s+")
_BRACKET = re.compile(r"[()]")
_AND = re.compile(r"\s+(?:и|а|но)\s+")
_DASH = re.compile(r"\s+[—–-]\s+|:\s+")
_SPLITS = (_COMMA, _STOP, _BRACKET, _AND, _DASH)


def split_clauses(page: Page, start: int, end: int) -> list[Span]:
    """The pieces of a sentence between commas and semicolons."""
    return _split(page, start, end, _COMMA)


def is_free_of_values(page: Page, start: int, end: int) -> bool:
    """Whether a stretch says nothing of hours, form or result."""
    return start >= end or not find_atoms(page, start, end)


def read_clause(page: Page, start: int, end: int) -> Findings | None:
    """What a clause of a request says: its values, nothing, or None when values stand among other words."""
    values = read_values(page, start, end)
    if values is not None:
        return values
    return Findings() if is_free_of_values(page, start, end) else None


def read_values(page: Page, start: int, end: int) -> Findings | None:
    """The values of a stretch that says nothing else; None when any word of it says something else."""
    findings = Findings()
    return findings if _read(page, start, end, findings) else None


def _read(page: Page, start: int, end: int, findings: Findings) -> bool:
    start, end = trim(page.view, start, end)
    start = end - len(page.view[start:end].lstrip(" ,;:.—–-"))
    end -= len(page.view[start:end]) - len(page.view[start:end].rstrip(" ,;:—–-"))
    if _value(page, start, end, findings) or only_leads(page.folded[start:end].strip(" !")):
        return True
    for mark in _SPLITS:
        pieces = _split(page, start, end, mark)
        if len(pieces) < 2:
            continue
        trial, states = Findings(), []
        for piece in pieces:
            before = trial.kinds + len(trial.hours) + len(trial.forms) + len(trial.results)
            if not _read(page, *piece, trial):
                break
            states.append(trial.kinds + len(trial.hours) + len(trial.forms) + len(trial.results) > before)
        else:
            if mark is _DASH and not all(states):
                continue  # a label and its value are one piece
            findings.hours += trial.hours
            findings.forms += trial.forms
            findings.results += trial.results
            findings.doubts += trial.doubts
            return True
    return False


def _split(page: Page, start: int, end: int, mark: re.Pattern[str]) -> list[Span]:
    quotes = [one.span() for one in re.finditer(r"«[^»\n]*»|\"[^\"\n]*\"", page.view[start:end])]
    edges, begin = [], start
    for match in mark.finditer(page.view, start, end):
        if any(low <= match.start() - start < high for low, high in quotes):
            continue
        edges.append((begin, match.start()))
        begin = match.end()
    edges.append((begin, end))
    return [edge for edge in (trim(page.view, *each) for each in edges) if edge[0] < edge[1]]


def _value(page: Page, start: int, end: int, findings: Findings) -> bool:
    """One value and the words that lead to it, or a form and the mark on which it was passed."""
    if _form_on_a_mark(page, start, end, findings) or _mark(page, start, start, end, findings):
        return True
    counted = _COUNTED.fullmatch(page.folded, start, end)
    if counted:  # «учебных часов 72»: the only number of a clause
        written = page.value(*counted.span("figure"), OWN_HOURS)
        number = int(counted.group("figure"))
        found = HoursFound(*counted.span("figure"), number, rule=OWN_HOURS)
        findings.hours.append((found, replace(written, value=number)))
        return True
    hours = find_hours(page.view[start:end])
    if hours:
        around = page.folded[start : start + hours[0].start], page.folded[start + hours[0].end : end]
        if (
            len(hours) > 1
            or hours[0].doubt == "lessons_not_hours"  # «часов 102»: other rules know when that is a label
            or any(mark in each for each in around for mark in ",;")  # «48 часов, сдал»
            or not leads_to_hours(around[0])
            or not only_leads(around[1].strip(" !"))
            or _OF_RESULT.search(around[0])
        ):
            return False
        add_hours(page, start, end, findings)
        return True
    by_whom = _BY_WHOM.search(page.folded, start, end)
    end = by_whom.start() if by_whom else end
    whole, end = end, start + trail_start(page.folded[start:end])
    if _GRADED.search(page.folded[start:whole]):
        end = whole  # «зачёт с оценкой»
    label = _LABEL.match(page.folded, start, end)
    place = label.end() if label else start
    told = _TOLD.match(page.view, place, end) if label and _OF_FORM.search(label.group()) else None
    told = told or (_was_what(page, place, end) if label and _BY_WHAT.search(label.group()) else None)
    if told:
        return _labelled_form(page, start, told.end(), end, findings)
    ended = _ENDED.match(page.folded, start, end)
    if ended and not field_is_form(page.view[ended.end() : end]) and _is_what(page, ended.end(), end):
        low, high = unquote(page.view, ended.end(), end)
        findings.forms.append(page.value(low, high, "what a course ended with"))
        findings.doubts.append("form_unclear")  # «в конце была поездка»
        return True
    while place < end:
        low = place + len(page.view[place:end]) - len(page.view[place:end].lstrip(" :;,.—–-"))
        if (
            _mark(page, start, low, whole, findings)
            or _mark(page, start, low, end, findings)
            or _form(page, start, low, end, findings)
        ):
            return True
        after = step(page.folded, place, end)
        if after == place:
            return False
        place = after
    return False


_ON_A_MARK = re.compile(r"\sна\s(?=[«\"]?(?:[2-5](?!\d)|отл|хор|удовл|пят|четв|трой)\w*[»\"]?\W*\Z)")


def _form_on_a_mark(page: Page, start: int, end: int, findings: Findings) -> bool:
    """«контрольная работа на 4»."""
    on = _ON_A_MARK.search(page.folded, start, end)
    mark = whole_result(page.view[on.end() : end]) if on else None
    if on is None or mark is None or not _form(page, start, start, on.start(), findings):
        return False
    findings.results.append(page.value(on.end() + mark[0], on.end() + mark[1], "result of a clause"))
    return True


_BY_WHOM = re.compile(
    r"\s(?:я|мы|он|она)\s(?:\w+\s)?(?:сда|защити|написа|выполни|прош)\w+\W*\Z"
)  # «итоговый зачёт я сдала»
_GRADED = re.compile(r"зачет\w*\s(?:с|без)\s(?:оценк|отметк)\w+\W*\Z")
_TOLD = re.compile(r"\s?[—–:-]\s+")
_BY_WHAT = re.compile(
    r"(?:форма\s(?:аттестации|контроля|отч[её]тности|проверки)|аттестацией|контролем|отч[её]тностью|проверкой|испытанием|работой)\Z"
)
_WAS = re.compile(r"\s(?:(?:у\s(?:нас|них|меня)|там|был[аио]?|стал[аио]?|служил[аио]?|явля\w+)\s)+(?=[а-яё])")
_ENDED = re.compile(
    r"(?:а\s)?(?:в\sконце|под\sконец|в\sзавершение|в\sфинале|напоследок)\s(?:(?:курса|обучения|года|у\s(?:нас|них|меня)|там)\s)?"
    r"был[аио]?\s(?=[а-я])"
)
_WORDS_OF_A_FORM = 5


def _was_what(page: Page, place: int, end: int) -> re.Match[str] | None:
    """The words before what an assessment was, «аттестацией была авторская сказка»; not of how or when it was."""
    was = _WAS.match(page.view, place, end)
    return was if was and _is_what(page, was.end(), end) else None


def _is_what(page: Page, low: int, end: int) -> bool:
    """Whether a few words are a noun in the nominative with what belongs to it."""
    words = re.findall(r"[а-яё]+", page.folded[low:end])
    return (
        0 < len(words) <= _WORDS_OF_A_FORM
        and not re.search(r"[\d:;,().!?]", page.view[low:end])
        and not any(is_verb(word) for word in words if len(word) > 2)
        and any(is_nominative(word) and not is_adjective(word) for word in words)
    )


def _labelled_form(page: Page, start: int, low: int, end: int, findings: Findings) -> bool:
    """«Форма аттестации — запись ролика»: what stands behind its label, whole, whether its words are known or not."""
    if _form(page, start, low, end, findings):
        return True
    low, end = unquote(page.view, low, end)
    words = re.findall(r"[а-яё]+", fold(page.view[low:end]))
    if (
        not 0 < len(words) <= _WORDS_OF_A_FORM
        or any(is_verb(word) for word in words if len(word) > 2)
        or re.search(r"[\d:;,()]|\s[—–-]\s", page.view[low:end])
        or find_results(page.view[low:end])
        or whole_result(page.view[low:end])
    ):
        return False
    findings.forms.append(page.value(low, end, "form behind its label"))
    return True


def _mark(page: Page, start: int, low: int, end: int, findings: Findings) -> bool:
    led = page.folded[start:low]
    found = whole_result(page.view[low:end])
    if not found or _OF_FORM.search(led) or _OF_HOURS.search(led):
        return False
    if (
        re.fullmatch(r"\W*\d\d?[+-]?\W*", page.view[low:end])
        and led.strip(" —–-:") not in {"", "тоже", "также"}
        and not _MARK_CUE.search(led)
    ):
        return False
    unsure = [one.doubt for one in find_results(page.view[start:end]) if one.doubt]
    findings.doubts += unsure
    findings.results.append(page.value(low + found[0], low + found[1], "result of a clause"))
    return True


def _form(page: Page, start: int, low: int, end: int, findings: Findings) -> bool:
    low, end = unquote(page.view, low, end)
    led, said = page.folded[start:low], page.view[low:end]
    if _OF_RESULT.search(led) or _OF_HOURS.search(led) or no_act_of_form(led) or not field_is_form(said):
        return False
    label = _LABEL.match(fold(said))
    if label and fold(said)[label.end() :].strip():
        return False  # «это аттестация в форме теста»: the form stands behind its label
    words = re.findall(r"[а-яё]+", fold(said))
    if any(is_verb(word) for word in words if len(word) > 2) or find_results(said) or re.search(r"\d", said):
        return False
    if re.search(r"\s[—–-]\s|[:;,]", said):
        return False
    findings.forms.append(page.value(low, end, "form of a clause"))
    return True
