"""Courses told in sentences: «закончил курс «Астрономия» в планетарии, там было 40 часов и в конце зачёт»."""

import re
from dataclasses import replace

from workflows.credit.reading.fields.field import read_fields, read_labelled
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.forms import field_is_form
from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.fields.separators import split_fields
from workflows.credit.reading.fields.telling import clear_kind, find_atoms, gather_told
from workflows.credit.reading.fields.titles import title_doubts
from workflows.credit.reading.prose.asked import unquoted_mentions
from workflows.credit.reading.prose.mentions import (
    NAME_OF_PLACE,
    Mention,
    either_means,
    find_mentions,
    names_part,
    place_of_study,
)
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import is_nominative, is_verb
from workflows.credit.reading.text.page import NON_EMPTY, Page, Span
from workflows.credit.reading.text.sentences import lead_end, sentences
from workflows.credit.reading.text.vocabulary import label_kind
from workflows.credit.reading.values import Course, Value

SHARED = re.compile(
    r"(?<!\w)(?:оба|обе|обоих|обоим|все|всех|всем|кажд\w+|везде|тоже|также одинаков\w*|соответственно|"
    r"одинаков\w*|общ\w+\s(?:\w+\s)?(?:\d+|цифр\w+|числ\w+|сумм\w+|объем\w*)|(?:эт[иа]|перв\w+|последн\w+)\s(?:дв\w+|три|трех|трем|пар\w+)|не\sразбит\w*|"
    r"вместе\sвзят\w+|на\sдвоих|(?:вместе|в\sсумме|суммарно)(?=\s\d))(?!\w)"
)

_MARK_AT_END = re.compile(r"\s[2-5]\Z")  # «математика 5, физика 4»: marks, or parts of a course


def read_prose(page: Page, listed: list[Course]) -> tuple[list[tuple[Course, int, int]], list[Course]]:
    """Courses told in prose, and the listed courses with what the sentences add to them or make doubtful."""
    spans = [span for match in NON_EMPTY.finditer(page.view) for span in sentences(page.view, *match.span())]
    asked = [] if listed else unquoted_mentions(page, spans)
    mentions = [
        mention for number, span in enumerate(spans) for mention in find_mentions(page, span, number, listed)
    ]
    mentions = mentions or ([] if listed or asked else place_of_study(page, spans))
    taken = {mention.sentence for mention in mentions}
    mentions = sorted(
        [*mentions, *(one for one in asked if one.sentence not in taken)], key=lambda one: one.start
    )
    told, amended = _assemble(page, spans, mentions, listed)
    if len(amended) == 1 and not mentions:
        findings = Findings()
        gather_told(page, 0, len(page.view), findings, skip=(0, 0))
        amended = [_complete(page, amended[0], findings)]
    return told, _shared_remarks(page, spans, mentions, amended)


def _assemble(
    page: Page, spans: list[Span], mentions: list[Mention], listed: list[Course]
) -> tuple[list[tuple[Course, int, int]], list[Course]]:
    amended, told = list(listed), []
    gathered: dict[str, tuple[Mention, Findings, list[str]]] = {}
    for index, mention in enumerate(mentions):
        start, end = _territory(page, spans, mentions, index)
        findings, doubts = Findings(), list(title_doubts(str(mention.title.value)))
        if torn_quotes(page.view, mention) or mention.title.rule == NAME_OF_PLACE:
            doubts.append("title_unclear")
        if mention.title.rule == "title after the request" and _MARK_AT_END.search(str(mention.title.value)):
            doubts.append("title_unclear")
        gather_told(page, start, end, findings, skip=(mention.start, mention.end))
        if mention.labelled:
            read_labelled(page, mention.labelled[0], mention.labelled[1], findings)
        _judge_neighbours(page, spans, mentions, index, findings, doubts)
        if mention.known is not None:
            amended[mention.known] = _amend(amended[mention.known], findings.course(mention.title, doubts))
            continue
        if not (findings.kinds or mention.strong or doubts):
            continue
        if not findings.kinds and mention.title.rule == "title after the request":
            others = [course.title for course in amended] + [first.title for first, _, _ in gathered.values()]
            if any(names_part(mention.title, other) for other in others):
                continue  # «Прошу зачесть баян и промыслы»: they were told of before
        key = next(
            (known for known, (other, _, _) in gathered.items() if either_means(other.title, mention.title)),
            None,
        )
        if key is None:
            gathered[fold(str(mention.title.value))] = (mention, findings, doubts)
        else:
            first = gathered[key]
            first[1].hours.extend(findings.hours)
            first[1].forms.extend(findings.forms)
            first[1].results.extend(findings.results)
            first[2].extend(doubts)
    for mention, findings, doubts in gathered.values():
        told.append((findings.course(mention.title, doubts), mention.start, mention.end))
    return told, amended


def torn_quotes(view: str, mention: Mention) -> bool:
    """«"Школа "Радуга""» in straight quotes: a pair that a letter touches from outside is no pair."""
    around = view[max(0, mention.start - 1) : mention.start], view[mention.end : mention.end + 1]
    return mention.title.rule == "quoted title" and any(each.isalnum() for each in around)


def _territory(page: Page, spans: list[Span], mentions: list[Mention], index: int) -> Span:
    """From this mention to the next one; back to the sentence's start when it is the sentence's only
    mention."""
    mention = mentions[index]
    alone = sum(other.sentence == mention.sentence for other in mentions) == 1
    start = spans[mention.sentence][0] if alone else mention.start
    following = mentions[index + 1] if index + 1 < len(mentions) else None
    if following is None:
        end = len(page.view)
    else:
        end = following.start if following.sentence == mention.sentence else spans[following.sentence][0]
    if not alone and (following is None or following.sentence != mention.sentence):
        end = spans[mention.sentence][1]  # what follows a sentence with several courses is judged as shared
    return start, end


def _complete(page: Page, course: Course, findings: Findings) -> Course:
    """The letter's only course with what its other sentences say of the values the row leaves out."""
    for line in NON_EMPTY.finditer(page.view):
        for start, end in sentences(page.view, *line.span()):
            whole = whole_result(page.view[start:end])  # «Отлично.» as a sentence of its own
            if whole and not findings.results:
                findings.results.append(page.value(start + whole[0], start + whole[1], "result field"))
    if course.hours.as_written:
        findings.hours.clear()
    if course.assessment_form.as_written:
        findings.forms.clear()
    if course.result.as_written:
        findings.results.clear()
    findings.doubts.clear()
    return _amend(course, findings.course(course.title)) if findings.kinds else course


def untitled(page: Page) -> Course | None:
    """The one course of a letter that says everything but its name; None when it says too little or too
    much."""
    findings = Findings()
    for line in NON_EMPTY.finditer(page.view):
        for start, end in sentences(page.view, *line.span()):
            read_fields(page, split_fields(page.view, start + lead_end(page.view[start:end]), end), findings)
    if findings.kinds < 2 or len(findings.hours) > 1:
        return None
    findings.doubts.extend(["title_unclear"] if _name_before(page, findings) else [])
    return findings.course(Value())


def _name_before(page: Page, findings: Findings) -> bool:
    """Whether words that no rule explains stand before the first value of a nameless course: its name, perhaps."""
    values = [value for _, value in findings.hours] + findings.forms + findings.results
    first = min(value.source.start for value in values if value.source)
    line = page.view.rfind("\n", 0, first) + 1
    lead = lead_end(page.view[line:first])
    said = page.folded[line + lead : first]
    if any(is_verb(word) for word in re.findall(r"\w{2,}(?:л(?:[аио]|ся|[аио]сь)?|[ую])(?!\w)", said)):
        return False  # a sentence that tells of the course
    words = [word for word in re.findall(r"[^\W\d_]{4,}", said) if label_kind(word) is None]
    return len(words) > 0 and any(map(is_nominative, words)) and page.view[line : line + 1] != " "


def _judge_neighbours(
    page: Page, spans: list[Span], mentions: list[Mention], index: int, findings: Findings, doubts: list[str]
) -> None:
    """With several courses in one sentence, a value belongs to one of them only when its place is
    unmistakable."""
    mention = mentions[index]
    group = [other for other in mentions if other.sentence == mention.sentence]
    if len(group) == 1:
        return
    start, end = spans[mention.sentence]
    following = next((other for other in mentions if other.sentence > mention.sentence), None)
    after_end = spans[following.sentence][0] if following else len(page.view)
    kinds = [
        {atom.kind for atom in find_atoms(page, other.end, after.start if after else end)}
        for other, after in zip(group, [*group[1:], None], strict=True)
    ]
    leading = {atom.kind for atom in find_atoms(page, start, group[0].start)}
    trailing = {atom.kind for atom in find_atoms(page, end, after_end)}
    only_last = {kind for kind in kinds[-1] if not any(kind in other for other in kinds[:-1])}
    shared = leading | trailing | only_last
    if SHARED.search(page.folded[start:end]) and not all(kinds):
        shared |= set().union(*kinds)
    for kind in sorted(shared):
        clear_kind(findings, kind)
        doubts.append(f"{kind}_shared")


def _amend(course: Course, told: Course) -> Course:
    """What a sentence says of a listed course: fills what is empty, and contradicts what differs."""
    changes: dict[str, Value] = {}
    doubts = [*course.doubts, *told.doubts]
    for name in ("hours", "assessment_form", "result"):
        before, after = getattr(course, name), getattr(told, name)
        if before.value is None and after.value is not None and not before.as_written:
            changes[name] = after
        elif (
            before.value is not None
            and after.value is not None
            and fold(str(before.value)) != fold(str(after.value))
            and name == "hours"
        ):
            changes[name] = Value(None, before.as_written, before.source, before.rule)
            doubts.append("hours_contradictory")
    return course.with_values(changes, doubts)


_OF_ALL = re.compile(
    r"форм\w+\s(?:\w+\s)?(?:аттестаци|контрол|отчетност)\w*\s(?:по|для|у|во)\s(?:всем|всех)\s(?:\w+\s){0,2}?"
    r"(?:курс|дисциплин|предмет|модул|программ)\w*\s?[:—-]\s(?P<form>[^.;,\n]{3,60})"
)


def _form_of_all(page: Page, spans: list[Span]) -> Value | None:
    """«Форма аттестации по всем дисциплинам — экзамен»: one form of all; None when it is not so plain."""
    said = [match for start, end in spans for match in _OF_ALL.finditer(page.folded[:end], start)]
    if len(said) != 1 or not field_is_form(page.view[slice(*said[0].span("form"))]):
        return None
    return page.value(*said[0].span("form"), "form said of all courses")


def _shared_remarks(
    page: Page, spans: list[Span], mentions: list[Mention], courses: list[Course]
) -> list[Course]:
    """«Все курсы по 36 часов»: a value said of several listed courses makes it doubtful for each that
    lacks it."""
    if not courses:
        return courses
    used = {mention.sentence for mention in mentions}
    kinds: set[str] = set()
    for number, (start, end) in enumerate(spans):
        if number in used:
            continue
        atoms = {atom.kind for atom in find_atoms(page, start, end)}
        said = page.folded[start:end]
        label = (
            {"form"}
            if re.search(r"форм\w+ (?:\w+ )?(?:аттестаци|контрол)|аттестаци\w+\s?[:—-]", said)
            else set()
        )
        loose = {"hours"} & atoms
        kinds |= (
            loose
            | (atoms if SHARED.search(said) else set())
            | ({"form"} & label & (atoms | {"form"}))
            | ({"result"} & atoms if re.search(r"оценк|результат|итог", said) else set())
        )
    names = {"hours": "hours", "form": "assessment_form", "result": "result"}
    for_all = _form_of_all(page, [span for number, span in enumerate(spans) if number not in used])
    out = []
    for course in courses:
        if for_all and not course.assessment_form.as_written:
            course = course.with_values({"assessment_form": for_all}, course.doubts)
        lacking = [kind for kind in sorted(kinds) if getattr(course, names[kind]).value is None]
        out.append(
            replace(
                course, doubts=tuple(dict.fromkeys([*course.doubts, *(f"{kind}_shared" for kind in lacking)]))
            )
        )
    return out
