"""Courses told in sentences that are understood to their last word: names, and values that continue a name.

«Прошу зачесть химию и биологию, вместе 70 часов. По химии контрольная работа, 4. По биологии зачёт, зачтено.» A value
belongs to the name that opens its clause, or to the only name its sentence can continue. A letter in which any value
stands among words that say something else is left to the other rules.
"""

import re
from dataclasses import dataclass, field, replace

from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.telling import clear_kind
from workflows.credit.reading.fields.titles import running_title_doubts, title_doubts
from workflows.credit.reading.prose.asked import told_names, unquoted_mentions
from workflows.credit.reading.prose.clauses import is_free_of_values, read_clause, read_values, split_clauses
from workflows.credit.reading.prose.courses import torn_quotes
from workflows.credit.reading.prose.mentions import (
    either_means,
    find_mentions,
    names_part,
    plain_title,
)
from workflows.credit.reading.prose.openers import Opener, find_openers
from workflows.credit.reading.prose.respectively import values_in_order
from workflows.credit.reading.prose.together import hours_of_all, of_all
from workflows.credit.reading.text.morphology import may_name, said_before
from workflows.credit.reading.text.page import NON_EMPTY, Page, Span
from workflows.credit.reading.text.placed import Placed
from workflows.credit.reading.text.sentences import ASK, lead_end, sentences
from workflows.credit.reading.values import NAME_OF_CLAUSE, OWN_HOURS, Value

_KINDS = ("hours", "forms", "results")
_CODES = {"hours": "hours_shared", "forms": "form_shared", "results": "result_shared"}


@dataclass
class _Told:
    """A course whose name was met, and what was said of it."""

    title: Value
    quoted: bool
    start: int
    end: int
    findings: Findings = field(default_factory=Findings)
    doubts: list[str] = field(default_factory=list)
    continued: set[str] = field(default_factory=set)  # kinds that a sentence without a name added


class _NotUnderstood(Exception):
    """A value among words that say something else."""


def read_told(page: Page, named: list[str]) -> list[Placed]:
    """The courses of a text that is understood as a whole; none when it is not. `named`: those of the question that is
    answered."""
    try:
        told = _read(page, named)
    except _NotUnderstood:
        return []
    return [
        Placed(one.findings.course(one.title, one.doubts), one.start, one.end)
        for one in (told if any(one.findings.kinds for one in told) else [])
    ]


def _read(page: Page, named: list[str]) -> list[_Told]:
    told: list[_Told] = []
    owner: _Told | None = None
    shared: set[str] = set()
    in_lead, before, unnamed = False, "", False
    early: list[Findings] = []  # values of sentences before the first name
    for number, span in enumerate(_spans(page)):
        openers = find_openers(page, span, [str(one.title.value) for one in told] + named)
        openers = _without_idle(page, openers, span, told)
        if openers and not any(_said(page, openers, span)) and is_free_of_values(page, *span):
            openers = []  # «С уважением»
        if openers and not openers[0].led and plain_title(before) and not _GREETING.match(before):
            raise _NotUnderstood  # «Информатика. Алгоритмы — 70 часов»: a name of two sentences
        neutral, before = page.folded[slice(*span)].strip(" ."), ""
        if openers:
            owner = _opened(page, span, openers, told, named, known=in_lead)
            for one in told if unnamed else []:
                one.doubts.append("title_unclear")  # the request may have called it otherwise
            continue
        if len(told) > 1 and hours_of_all(page, *span):
            shared.add("hours")
            continue
        ordered = values_in_order(page, *span, len(told)) if len(told) > 1 else None
        if ordered:
            _in_order(told, *ordered)
            continue
        values = read_values(page, *span) or (
            _behind_what_is_told(page, span, number) if len(told) == 1 else None
        )
        if values is not None and values.kinds and not told and not of_all(page.folded[slice(*span)]):
            early.append(values)
            continue
        if values is not None and values.kinds:
            _continue(page, span, values, told, owner, shared)
            continue
        names = _names(page, span, number, told)
        if names:
            new = [one for one in names if one not in told]
            told += new
            owner = names[0] if len(names) == 1 and len(told) == 1 else None
            in_lead = True
            _in_lead(page, span, names, shared)
        elif is_free_of_values(page, *span):
            before = neutral
            unnamed = unnamed or _asks_for_words(page, span)
        else:
            raise _NotUnderstood
    _told_early(told, early)
    for kind in shared:
        for one in told:
            one.doubts.append(_CODES[kind])
    _judge_continued(told)
    return told


_WITHIN = re.compile(
    r"»\s(?:из\s)?(?:курс|программ|дисциплин|предмет|модул)\w*\s«"
)  # «раздел «Лепка» курса «Ремёсла»»
_GREETING = re.compile(r"добр|здравств|спасиб|уважаем|привет|прошу|хочу|можно")
_MORE_ENDS = re.compile(
    r"(?:(?<=[а-яё]{4})[.!?]+\s+(?=\d)|(?<=[а-яё,»]\s\d)\.\s+(?=[А-ЯЁ«])|(?<=[\d.\s]ч)\.\s+(?=[А-ЯЁ«]))"
)


_OF_LESSONS = re.compile(
    r"(?:сам[аио]?\s)?(?:заняти[ея]|уроки|обучение|курс|программа|он|она)\s(?:\w+\s)?(?:ш(?:ли|ел|ла|ло)|проход\w+|провод\w+|дл(?:ил|ит)\w+|вел\w*)\s"
)


def _behind_what_is_told(page: Page, span: Span, number: int) -> Findings | None:
    """«Занятия шли в лектории «Слово» всю весну, объём 38 часов, зачёт»: the values behind a clause that says none."""
    clauses = split_clauses(page, *span)
    if len(clauses) < 2:
        return None
    telling, rest = clauses[0], (clauses[1][0], span[1])
    tells = _OF_LESSONS.match(page.folded, *telling) and is_free_of_values(page, *telling)
    return read_values(page, *rest) if tells and not find_mentions(page, span, number, []) else None


def _told_early(told: list[_Told], early: list[Findings]) -> None:
    """«Объём 38 часов, результат — отлично. Название курса: «Подкасты»»: values before the only name, in quotes."""
    for values in early:
        if len(told) != 1 or not told[0].quoted:
            raise _NotUnderstood
        if any(getattr(values, kind) and getattr(told[0].findings, kind) for kind in _KINDS):
            raise _NotUnderstood
        _add(told[0], values)


def _in_order(told: list[_Told], kind: str, values: list[Value]) -> None:
    """«Оценки 5 и 4 соответственно»: one value for each name, when none has one yet."""
    if any(getattr(one.findings, kind) for one in told):
        raise _NotUnderstood
    for one, value in zip(told, values, strict=True):
        getattr(one.findings, kind).append(value)


def _asks_for_words(page: Page, span: Span) -> bool:
    """Whether a request goes on with words that may name what no rule took for a name."""
    if not ASK.search(page.folded[slice(*span)]):
        return False
    rest = page.folded[span[0] + lead_end(page.view[slice(*span)]) : span[1]]
    said = re.split(r"\s(?:в|во|из|от|у|при|по|за|на|и)\s|[,.!?;:]", rest.strip(" ,.!?"))[0]
    return len(said.split()) <= 4 and plain_title(said) and may_name(re.findall(r"\w+", said))


def _spans(page: Page) -> list[Span]:
    """The sentences; one ends before a number and behind «72 ч.», too."""
    out = []
    for line in NON_EMPTY.finditer(page.view):
        for start, end in sentences(page.view, *line.span()):
            cuts = [match.span() for match in _MORE_ENDS.finditer(page.view, start, end)]
            edges = [start, *(place for cut in cuts for place in cut), end]
            out += list(zip(edges[::2], edges[1::2], strict=True))
    return out


def _without_idle(page: Page, openers: list[Opener], span: Span, told: list[_Told]) -> list[Opener]:
    """Without «пишу по делу, …»: of what is no course nothing is said before the first name of which something is."""
    said = _said(page, openers, span) if openers else []
    while len(openers) > 1 and said[0] is None and is_free_of_values(page, openers[0].end, openers[1].start):
        title = Value(page.view[slice(*openers[0].title)])
        if any(either_means(one.title, title) for one in told) or openers[0].led == openers[1].led:
            break
        openers, said = openers[1:], said[1:]
    return openers


def _said(page: Page, openers: list[Opener], span: Span) -> list[Findings | None]:
    """What is said of each name up to the next one; None for what is not understood or says no value."""
    ends = [*(opener.start for opener in openers[1:]), span[1]]
    said = [read_values(page, opener.end, end) for opener, end in zip(openers, ends, strict=True)]
    return [values if values and values.kinds else None for values in said]


def _opened(
    page: Page, span: Span, openers: list[Opener], told: list[_Told], named: list[str], *, known: bool
) -> _Told | None:
    """The clauses of a sentence that each open with a name; the course that the next sentence may continue."""
    if not is_free_of_values(page, span[0], openers[0].start):
        raise _NotUnderstood
    last = None
    ends = [*(opener.start for opener in openers[1:]), span[1]]
    for opener, end, values in zip(openers, ends, _said(page, openers, span), strict=True):
        if (
            values is None
            or len(values.hours) > 1
            or of_all(page.folded[opener.end : end].replace("тоже", " "))
        ):
            raise _NotUnderstood
        title = page.value(*opener.title, NAME_OF_CLAUSE)
        meant = [one for one in told if either_means(one.title, title)]
        if known and not meant and not opener.quoted:  # «по стратегии» of «Шахматная стратегия»
            meant = [one for one in told if names_part(title, one.title)]
        if len(meant) > 1 or (known and not meant):
            raise _NotUnderstood
        if not meant:
            doubts = title_doubts(str(title.value)) + running_title_doubts(str(title.value), opener.quoted)
            if named and not any(either_means(title, Value(each)) for each in named):
                doubts.append("title_unclear")
            before, named_so = page.folded[: opener.start], page.folded[slice(*opener.title)]
            if not opener.quoted and opener.led and said_before(before, named_so):
                doubts.append("title_unclear")  # «живопись и дзюдо. Для живописи 120 ч.»
            meant = [_Told(title, opener.quoted, opener.start, end, Findings(), doubts)]
            told += meant
        last = meant[0]
        _add(last, values)
    return last if len(openers) == 1 else None


def _add(one: _Told, values: Findings) -> None:
    one.findings.hours += [(found, replace(value, rule=OWN_HOURS)) for found, value in values.hours]
    one.findings.forms += values.forms
    one.findings.results += values.results
    one.findings.doubts += values.doubts


def _continue(
    page: Page, span: Span, values: Findings, told: list[_Told], owner: _Told | None, shared: set[str]
) -> None:
    """A sentence of values alone: of the name before it, or hours of all together."""
    said_of_all = of_all(page.folded[slice(*span)]) or owner is None
    if not told or (said_of_all and (len(told) < 2 or values.forms or values.results)):
        raise _NotUnderstood
    if said_of_all or owner is None:
        shared.add("hours")
        return
    owner.continued |= {kind for kind in _KINDS if getattr(values, kind)}
    _add(owner, values)


def _names(page: Page, span: Span, number: int, told: list[_Told]) -> list[_Told]:
    """The courses that a sentence names, those met before among them."""
    found = [one for one in find_mentions(page, span, number, []) if one.title.rule == "quoted title"]
    quoted = bool(found)
    found = found or told_names(page, span, number)
    found = found or [replace(one, sentence=number) for one in unquoted_mentions(page, [span])]
    out: list[_Told] = []
    for mention in found:
        known = [one for one in told if either_means(one.title, mention.title)]
        if len(known) > 1 or torn_quotes(page.view, mention):
            raise _NotUnderstood
        title = str(mention.title.value)
        doubts = title_doubts(title) + running_title_doubts(title, quoted)
        out.append(
            known[0]
            if known
            else _Told(mention.title, quoted, mention.start, mention.end, Findings(), doubts)
        )
    return out


def _in_lead(page: Page, span: Span, names: list[_Told], shared: set[str]) -> None:
    """What the sentence that names courses says besides: values of its only one, or hours of all together."""
    if not is_free_of_values(page, span[0], names[0].start) or _WITHIN.search(page.folded[slice(*span)]):
        raise _NotUnderstood
    for one, other in zip(names, names[1:], strict=False):
        if not is_free_of_values(page, one.end, other.start):
            raise _NotUnderstood
    begun = False
    for clause in split_clauses(page, names[-1].end, span[1]):
        if len(names) > 1 and hours_of_all(page, *clause):
            shared.add("hours")
            continue
        values = read_clause(page, *clause)
        if values is None or (begun and not values.kinds):
            raise _NotUnderstood  # after values, words without any may name the next course
        begun = begun or bool(values.kinds)
        if begun and len(names) == 1 and not names[0].quoted:
            raise _NotUnderstood  # a row: read as such
        if len(names) == 1:
            _add(names[0], values)
        elif values.forms or values.results:
            raise _NotUnderstood
        elif values.hours:
            shared.add("hours")


def _judge_continued(told: list[_Told]) -> None:
    """«По химии зачёт. По биологии экзамен. Оценка 5.»: a value that only the last has may be meant for all."""
    for one in told if len(told) > 1 else []:
        for kind in one.continued:
            if not all(getattr(other.findings, kind) for other in told):
                clear_kind(one.findings, kind.rstrip("s") if kind != "hours" else "hours")
                one.doubts.append(_CODES[kind])
