"""One course out of what several places say of it: which rows mean the same course, and what they add or contradict."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from workflows.credit.reading.prose.mentions import either_means
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.values import Course, Value

_SAME_TITLE = 93  # rapidfuzz ratio of folded titles: a typing slip apart, never a level or part number
_PLAIN_FORM = re.compile(r"зачет|экзамен|тест|реферат|собеседование|концерт|выставка|турнир")
STATED = ("hours", "assessment_form", "result")


def same_title(one: Value, other: Value) -> bool:
    """Whether two titles are the same but for quotes, case, ё and a typing slip; figures must agree."""
    if not one.as_written or not other.as_written:
        return False
    first, second = _plain(one), _plain(other)
    if first == second:
        return True
    digits = [re.findall(r"\d|(?<!\w)[ivx]+(?!\w)", text) for text in (first, second)]
    return (
        digits[0] == digits[1]
        and min(len(first), len(second)) > 8
        and fuzz.ratio(first, second) >= _SAME_TITLE
    )


def _plain(title: Value) -> str:
    return " ".join(
        "".join(char if char.isalnum() or char in "+#" else " " for char in fold(str(title.value))).split()
    )


def is_bare(course: Course) -> bool:
    """Whether nothing but a name is said of a course."""
    return not any(getattr(course, name).as_written for name in STATED) and not course.doubts


def is_loose(course: Course) -> bool:
    """A course of which the letter says nothing but words after the request, without quotes."""
    return is_bare(course) and course.title.rule == "title after the request"


def join(own: Sequence[Course], others: Sequence[Course]) -> tuple[list[Course], list[Course]]:
    """The courses of the letter, each with what another source says of it, and the courses of that source that the
    letter does not name."""
    meant = [_meant(course, others) for course in own]
    out, used = [], set()
    for number, (course, fits) in enumerate(zip(own, meant, strict=True)):
        alone = [
            fit for fit in fits if not any(fit in other for other in meant[:number] + meant[number + 1 :])
        ]
        exact = [fit for fit in fits if same_title(course.title, others[fit].title)]
        used.update(fits)
        if exact:
            out.append(merge(course, [others[fit] for fit in exact]))
        elif len(fits) == 1 and alone:
            out.append(_told_there(course, others[fits[0]]))
        elif fits and is_bare(course):
            out.append(replace(course, doubts=("title_may_be_several",)))
        else:
            out.append(course)
    return out, [other for number, other in enumerate(others) if number not in used]


def _meant(course: Course, others: Sequence[Course]) -> list[int]:
    """Which courses of another source a name of the letter means: the same, or else those with its words in them."""
    numbered = [(number, other) for number, other in enumerate(others) if other.title.as_written]
    same = [number for number, other in numbered if same_title(course.title, other.title)]
    if same or not course.title.as_written:
        return same
    return [number for number, other in numbered if either_means(course.title, other.title)]


def _told_there(course: Course, other: Course) -> Course:
    """«Прошу зачесть курс немецкого»: loose words, or a name in another case, stand for the course of the file."""
    inflected = len(str(course.title.value).split()) == len(str(other.title.value).split())
    if is_loose(course) or (is_bare(course) and inflected):
        return other
    return filled(course, other)


def without_doubles(courses: Sequence[Course]) -> list[Course]:
    """Each course once, with what its several rows say; two tables of one document may name two of one name."""
    kept: list[Course] = []
    for course in courses:
        index = next(
            (
                number
                for number, other in enumerate(kept)
                if same_title(course.title, other.title)
                and not (_in_one_place(course, other) and _plain(course.title) != _plain(other.title))
            ),
            None,
        )
        if index is None or (_contradicts(kept[index], course) and _listed_apart(kept[index], course)):
            kept.append(course)
        else:
            kept[index] = filled(kept[index], course)
    return kept


def _in_one_place(one: Course, other: Course) -> bool:
    """Whether two rows stand in one table or list, where a letter more or less makes another course."""
    first, second = one.title.source, other.title.source
    return (
        first is not None
        and second is not None
        and (first.part, first.attachment, first.table) == (second.part, second.attachment, second.table)
    )


def _listed_apart(one: Course, other: Course) -> bool:
    """Whether two tables of one document name a course each («I семестр», «II семестр»): two courses of one name."""
    first, second = one.title.source, other.title.source
    return (
        first is not None
        and second is not None
        and None not in (first.table, second.table)
        and (first.part, first.attachment) == (second.part, second.attachment)
        and first.table != second.table
    )


def _contradicts(one: Course, other: Course) -> bool:
    return any(_differ(getattr(one, name), getattr(other, name)) for name in STATED)


def _differ(one: Value, other: Value) -> bool:
    if one.value is None or other.value is None:
        return False
    first, second = fold(str(one.value)), fold(str(other.value))
    if isinstance(one.value, int) or isinstance(other.value, int):
        return first != second
    return first not in second and second not in first


def _two_forms(one: Value, other: Value) -> bool:
    """Whether two forms are certainly not one in other words («зачёт», «экзамен»)."""
    return all(_PLAIN_FORM.fullmatch(fold(str(each.value))) for each in (one, other))


def merge(course: Course, others: Sequence[Course]) -> Course:
    """`course` with empty values taken from the same course elsewhere, and contradicted ones emptied."""
    for other in others:
        course = filled(course, other)
    return course


def filled(course: Course, other: Course) -> Course:
    """`course` with empty values taken from `other`, and contradicted ones emptied; its own name stays."""
    changes: dict[str, Value] = {}
    doubts = list(course.doubts)
    for name in STATED:
        mine, theirs = getattr(course, name), getattr(other, name)
        if mine.value is None and not mine.as_written and theirs.value is not None:
            changes[name] = theirs
        elif _differ(mine, theirs) and (name != "assessment_form" or _two_forms(mine, theirs)):
            changes[name] = Value(None, mine.as_written, mine.source, mine.rule)
            doubts.append(f"{name}_differs_between_sources")
    return course.with_values(changes, doubts)
