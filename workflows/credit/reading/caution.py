"""What a careful clerk would not take at its word: corrections, other people's courses, what is still to come.

The layouts find values; this module takes away again what the words around a value forbid to trust. A value that is
taken away keeps its place and its words, so that the page can show it to the person who decides.
"""

import re
from collections.abc import Iterable, Sequence

from workflows.credit.reading.fields.forms import field_is_form, has_tail, is_act
from workflows.credit.reading.fields.hours import WHOLE_YEAR, find_hours
from workflows.credit.reading.fields.odd_values import odd_form, odd_result
from workflows.credit.reading.fields.telling import find_atoms
from workflows.credit.reading.fields.titles import is_paper, is_strange
from workflows.credit.reading.joint_names import of_two
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import is_surname, stems
from workflows.credit.reading.text.page import Page, Span
from workflows.credit.reading.text.vocabulary import label_kind
from workflows.credit.reading.values import FIELDS, NAME_OF_CLAUSE, OWN_HOURS, Course, Value
from workflows.credit.reading.whose import spans_of

_NAMES = {"hours": "hours", "form": "assessment_form", "result": "result"}
_STATED = tuple(_NAMES.values())

_CORRECTION = re.compile(
    r"(?<!\w)(?:вернее|верней|точнее(?=[\s,:]+(?:[\d«]|не|это|он[аои]?|экзамен|зачет|отл|хор))|ошиб(?:ся|лась|лись)|"
    r"ошибочно|(?:это|моя|была|есть|по|с|допущена|вкралась|нашл[аи]|наш[её]л|пункте)\s(?:\w+\s)?ошибк\w+|(?<!за\s)опечат\w+|"
    r"описк\w+|поправк\w+|поправляю\w*|исправл(?:яю|ени)\w*(?!\s(?:\w+\s)?заявлени)|исправьте|перепутал\w*|ой(?=[\s,!])(?!,?\s?(?:здравств|добр|извин|прост))|виноват[а]?(?!\w)|"
    r"следует\sчитать|читать\sкак|на\sсамом\sделе|зачеркн\w+|не\s«?\d+[^.,;\n]{0,20},?\sа\s«?\d+|"
    r"не\s(?:зачет|экзамен|зачтено|тест)\w*,?\sа\s\w+|не\sверьте)"
)
_NOT_FINISHED = re.compile(r"ещ[её]\sне\s|пока\sне\s|не\s(?:законч|доуч|завершил)|продолжа(?:ю|ет)\s")
FEWEST_HOURS, MOST_HOURS = 4, 2000
_IN_CASE = re.compile(
    r"если\s(?:[\w-]+,?\s){0,4}?(?:ошиб|перепут|опечат|напут|неточн)\w+"
)  # «если где-то ошибся, сообщите» corrects nothing
_STRUCK_OUT = re.compile(r"(?:исправил\w*|за)?[^.,]{0,20}зач[её]ркн\w+")  # what was struck out was not read
_TO_COME = re.compile(
    r"(?<!\w)(?:(?<!если\s)буд(?:ет|ут)(?!\s(?:ли|возможн|нужн|необходим|удобн|над|досту|рассмотр|зачт|зачит))|предстоит|"
    r"планиру(?:ю|ем|ет|ется)|надеюсь\s(?:на\s(?:«?\d|отл|хор|пят|четв)|получ|сда)|рассчитываю|ещ[её]\sне\s"
    r"(?:сда|получ|выстав|законч|прош|писа|было)\w*|пока\s(?:не|без|нет)|(?:пере)?сда(?:м|ст)(?!\w)|ожида\w+|"
    r"продолжа(?:ю|ет)(?!\w)|ещ[её]\s(?:учусь|учится|прохо[жд]\w+|ид[её]т))"
)
_ATTACHED = re.compile(r"во?\s(?:вложени|приложени|файле|таблице)|из\s(?:вложени|файла|таблицы)")
_ATTACHED_LAST = re.compile(r"\(по\s(?:послед|втор|трет|друг|остальн)[^()]*\)")  # what a file still lacks
_TOTAL_LED = re.compile(
    r"(?:^|[\n.;!)]\s*|\s[—–-]\s|,\s(?:а\s)?)\s*(?:итого(?!\w)|всего|общ(?:ий|ая|ее)\s(?:объ|кол|труд|нагруз|чис|сум|час|[:—-])|в\sсумме|суммарно)[^\n.;]*$"
)
_SEVERAL_QUOTED = re.compile(r"[»\"”]\s*(?:,|и|или|/|\+|&|—|-)\s*[«\"„]")
_SEVERAL_NUMBERED = re.compile(r"\(\d{1,4}\)\s*(?:,|и|или|/|\+|&)\s")  # «Лепку (72) и Батик (36)»
_MERE_PART = re.compile(
    r"(?:\d(?:-?\w{1,2})?\s)?(?:модул\w+|част\w+|раздел|тема|семестр|блок|курс|предмет|дисциплина|программа|класс|итог\w*|всего|уровень|"
    r"ступень|этап|год)\s*№?\s*[\divx]*\W*"
)
_ORDER = r"(?:\d|[ivx]+|перв\w+|втор\w+|трет\w+|четверт\w+)(?:-?(?:й|м|ом|ем|ый|я))?"
_PERIOD = r"(?:семестр|полугоди|триместр|четверт[ьи]|год|модул|част)\w*"
_PARTS = re.compile(rf"(?<!\w)(?:{_ORDER}\s{_PERIOD}|{_PERIOD}\s{_ORDER})(?!\w)")
_SEVERAL_YEARS = re.compile(r"(?<!\w)(?:[2-9]|два|три|четыре|пять|кажд\w+)\s(?:года|лет|год)(?!\w)")
_NO_TITLE = re.compile(
    r"\W*(?:(?:не)?удовлетворительно|отлично|хорошо|(?:не\s?)?зачтено|(?:не)?зачет|экзамен|оценк\w*|\d{1,4})\W*"
)


def cautious(courses: Sequence[Course], page: Page) -> tuple[Course, ...]:
    """The courses without the values that the words of the letter forbid to trust."""
    kept = [_titled(course) for course in courses if not _no_title(course) and not _says_nothing(course)]
    joined = of_two([str(course.title.value or "") for course in kept])
    kept = [
        _without(one, [], "title_may_be_several") if two else one
        for one, two in zip(kept, joined, strict=True)
    ]
    kept = _valued([_named(_hours(_result(_form(course))), page) for course in kept])
    kept = _totals(kept, page)
    for start, end in spans_of(page):
        said = _unquoted(page.folded[start:end])
        kept = _years(_parts(kept, page, (start, end), said), page, (start, end), said)
        sure = _IN_CASE.sub("", said)
        correction = _CORRECTION.search(_STRUCK_OUT.sub("", sure) if "~~" in page.text else sure)
        if correction and not _sent_by_mistake(correction.group(), kept, page, (start, end)):
            kept = _corrected(kept, page, (start, end))
        elif _TO_COME.search(_ATTACHED_LAST.sub("", said) if _ATTACHED.search(said) else said):
            kept = [
                _without(course, names, "not_yet_assessed")
                if (names := _still_to_come(course, page, (start, end), said))
                else course
                for course in kept
            ]
    return tuple(kept)


def _still_to_come(course: Course, page: Page, span: Span, said: str) -> list[str]:
    """The form and the result that a sentence of what is to come speaks of, wherever they were read."""
    inside = [name for name in _read_in(course, page, span) if name != "hours"]
    elsewhere = [name for name in ("assessment_form", "result") if getattr(course, name).value is not None]
    unfinished = _NOT_FINISHED.search(said) and _names_title(course, said)
    return inside or (elsewhere if unfinished else [])


def _sent_by_mistake(said: str, courses: Sequence[Course], page: Page, span: Span) -> bool:
    """«Письмо попало к нам по ошибке» corrects no value: it speaks of none and of no course."""
    named = any(_names_title(course, page.folded[slice(*span)]) for course in courses)
    return said.startswith("по ") and not named and not find_atoms(page, *span)


def _unquoted(folded: str) -> str:
    """The words outside quotes: a title like «Работа над ошибками» corrects nothing."""
    return re.sub(r"«[^»]*»|\"[^\"]*\"", lambda match: " " * len(match.group()), folded)


def _without(course: Course, names: Iterable[str], doubt: str) -> Course:
    """The course with these values emptied; where and how they were written stays."""
    changes = {}
    for name in names:
        value: Value = getattr(course, name)
        changes[name] = Value(None, value.as_written, value.source, value.rule)
    return course.with_values(changes, [*course.doubts, doubt])


def _no_title(course: Course) -> bool:
    """A row whose «title» is itself a mark, a form or a number; «Хор» is a choir, not an abbreviated mark."""
    return bool(_NO_TITLE.fullmatch(fold(str(course.title.value or ""))))


def _says_nothing(course: Course) -> bool:
    """The words of a heading («дисциплина — контроль — оценка») are no course: all that was read there are labels."""
    said = [getattr(course, name).as_written for name in FIELDS]
    return all(label_kind(fold(each)) is not None for each in said if each)


def _titled(course: Course) -> Course:
    said = fold(str(course.title.value or ""))
    if "title_suspicious" in course.doubts:
        return course  # a person looks at it in any case: it is shown as it was written
    if _SEVERAL_QUOTED.search(said) or _SEVERAL_NUMBERED.search(said):
        return _without(course, FIELDS, "title_may_be_several")
    if said and (_MERE_PART.fullmatch(said) or is_paper(said)):
        return _without(course, FIELDS, "title_unclear")
    return course


_BY = re.compile(r"(?:\A|[\n.;!?]\s*|,\sа\s)(?:По|На|Об?|по|на|об?)\s\Z")
_SURE_NAMES = (NAME_OF_CLAUSE, "title after «по»")


def _named(course: Course, page: Page) -> Course:
    """A name that no rule of layout doubts but that is none a clerk would write down."""
    title, place = str(course.title.value or ""), course.title.place_in(page.part)
    quoted = place is not None and page.view[: place[0]].rstrip().endswith(("«", '"'))
    a_form = (
        field_is_form(title)
        and course.assessment_form.value is None
        and not quoted
        and not (is_act(title) and course.hours.value and course.result.value)
    )
    a_mark = re.search(r"\s[2-5][+-]?\Z", title) and course.result.value is None and not quoted
    parted = (
        re.search(r"(?:\s[-—–/|]|:)\s[а-яё]", title) and not course.assessment_form.as_written and not quoted
    )
    of_clause = place is not None and not quoted and _BY.search(page.view[: place[0]])
    if title and of_clause and course.title.rule not in _SURE_NAMES:
        return _without(course, [], "title_unclear")  # «По химии 36 часов»: called so elsewhere, perhaps
    a_surname = title[:1].isupper() and not quoted and not _is_cell(course.title) and is_surname(title)
    if title and (
        a_form or a_mark or parted or a_surname or is_strange(title, quoted or _is_cell(course.title))
    ):
        return _without(course, [], "title_unclear")
    return course


def _is_cell(title: Value) -> bool:
    """A cell of a table says where a name begins and ends, as quotes do."""
    return title.source is not None and title.source.table is not None


def _valued(courses: list[Course]) -> list[Course]:
    """A bare name beside courses with their values may only have been told of."""
    said = [any(getattr(course, name).as_written for name in _STATED) for course in courses]
    return [
        course if stated or not any(said) else _without(course, [], "values_missing")
        for course, stated in zip(courses, said, strict=True)
    ]


def _form(course: Course) -> Course:
    written = str(course.assessment_form.value or "")
    unclear = odd_form(written) or has_tail(written, alone=not course.result.as_written)
    return _without(course, ["assessment_form"], "form_unclear") if unclear else course


def _hours(course: Course) -> Course:
    """Fewer hours than a course has, or more than a year of study has, are a slip or something else."""
    number = course.hours.value
    odd = isinstance(number, int) and not FEWEST_HOURS <= number <= MOST_HOURS
    return _without(course, ["hours"], "hours_out_of_range") if odd else course


def _result(course: Course) -> Course:
    unclear = odd_result(str(course.result.value or ""))
    return _without(course, ["result"], "result_uncertain") if unclear else course


def _totals(courses: list[Course], page: Page) -> list[Course]:
    """«Итого 72 часа» under several courses is the sum of all, not the hours of the last."""
    led = [
        number
        for number, course in enumerate(courses)
        if course.hours.value is not None
        and course.hours.rule != OWN_HOURS
        and (place := course.hours.place_in(page.part))
        and _TOTAL_LED.search(page.folded[max(0, place[0] - 80) : place[0]])
    ]
    stated = [each for course in courses if isinstance(each := course.hours.value, int)]
    own = len(stated) == len(courses) and len(led) == 1 and 2 * stated[led[0]] != sum(stated)
    if len(courses) < 2 or len(led) != 1 or own:
        return courses  # `own`: every course has hours of its own
    return [
        _without(course, ["hours"], "hours_shared") if number == led[0] else course
        for number, course in enumerate(courses)
    ]


def _parts(courses: list[Course], page: Page, span: Span, said: str) -> list[Course]:
    """«1 семестр 36 часов, 2 семестр 36 часов»: parts that nobody has added up, even when they are equal."""
    stated = find_hours(page.view[slice(*span)])
    if len(_PARTS.findall(said)) < 2 or len(stated) < 2 or any(one.total for one in stated):
        return courses
    inside = [course for course in courses if "hours" in _read_in(course, page, span)]
    if len(inside) != 1:
        return courses
    return [
        _without(course, ["hours"], "hours_partial") if course in inside else course for course in courses
    ]


def _years(courses: list[Course], page: Page, span: Span, said: str) -> list[Course]:
    """«2 года, 68 часов за год»: the hours of one year of several."""
    if not _SEVERAL_YEARS.search(said):
        return courses
    return [
        _without(course, ["hours"], "hours_per_period")
        if "hours" in _read_in(course, page, span)
        and course.hours.source
        and WHOLE_YEAR.match(page.folded, course.hours.source.end)
        else course
        for course in courses
    ]


def _read_in(course: Course, page: Page, span: Span) -> list[str]:
    """Which values of a course were read inside this stretch of the page."""
    return [
        name
        for name in _STATED
        if (place := getattr(course, name).place_in(page.part))
        and span[0] <= place[0] < span[1]
        and getattr(course, name).value is not None
    ]


def _corrected(courses: list[Course], page: Page, span: Span) -> list[Course]:
    """Empty what a sentence of correction speaks of: in the courses it names, or else in all of them."""
    kinds = {_NAMES[atom.kind] for atom in find_atoms(page, *span)}
    said = page.folded[slice(*span)]
    for word, name in (
        ("час", "hours"),
        ("оценк", "result"),
        ("отметк", "result"),
        ("форм", "assessment_form"),
    ):
        kinds |= {name} if re.search(rf"(?<!\w){word}", said) else set()
    names = [name for name in _STATED if name in kinds] or list(_STATED)
    inside = [bool(_read_in(course, page, span)) for course in courses]
    named = [_names_title(course, said) for course in courses]
    named = named if any(named) else _nearest(courses, said)
    chosen = inside if any(inside) else named if any(named) else [True] * len(courses)
    return [
        _without(course, names, "value_corrected") if take else course
        for course, take in zip(courses, chosen, strict=True)
    ]


def _nearest(courses: Sequence[Course], said: str) -> list[bool]:
    """The one course of which the sentence names more words than of any other («по испанскому не 60, а 64»)."""
    words = {stem for word in re.findall(r"[а-яa-z]{4,}", said) for stem in stems(word)}
    scores = [
        sum(bool(stems(word) & words) for word in re.findall(r"\w{4,}", fold(str(course.title.value or ""))))
        for course in courses
    ]
    best = max(scores, default=0)
    return [best > 0 and score == best and scores.count(best) == 1 for score in scores]


def _names_title(course: Course, said: str) -> bool:
    """Whether the words of a title stand in the sentence, endings aside."""
    words = re.findall(r"\w{4,}", fold(str(course.title.value or "")))
    return bool(words) and all(word[: max(4, len(word) - 2)] in said for word in words)
