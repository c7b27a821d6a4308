"""Courses written as numbered, dashed or stacked items."""

import re
from dataclasses import replace

from workflows.credit.reading.fields.field import read_fields
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.fields.separators import split_fields
from workflows.credit.reading.fields.titles import is_aside, is_paper
from workflows.credit.reading.people.names import find_names
from workflows.credit.reading.prose.courses import SHARED
from workflows.credit.reading.prose.mentions import plain_title
from workflows.credit.reading.rows.row import (
    labelled,
    only_values,
    opens_with_value,
    read_row,
)
from workflows.credit.reading.rows.splitting import split_rows
from workflows.credit.reading.rows.value_lines import between_values, level, only_fields, value_line
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import is_verb
from workflows.credit.reading.text.page import ITEM, Page, Span
from workflows.credit.reading.text.placed import State, is_free, lines_of
from workflows.credit.reading.text.sentences import heads_list, lead_end
from workflows.credit.reading.text.vocabulary import label_kind

_ATTACHED = re.compile(r"прилаг|приложен|прилож|документ|вложен|справк|подтвержда|копи[яию]")


_LISTED = re.compile(
    r"зачесть|зачти|зачет|засчит|учесть|курс|предмет|дисциплин|модул|программ|список|следующ|пройден|"
    r"изучен|освоен|проше?л"
)


def read_items(state: State) -> None:
    _stanzas(state)
    page, lines = state.page, lines_of(state.page)
    index, lead = 0, ""
    while index < len(lines):
        start, end = lines[index]
        marker = ITEM.match(page.view, start, end)
        listed = start in state.listed and is_free(state, (start, end))
        if listed and not marker:
            _item(state, start, end, lead)
            index += 1
            continue
        stack = 0 if marker or not is_free(state, (start, end)) else _stack(page, lines, index)
        if stack:
            _item(state, start, lines[index + stack][1], lead)
            index += stack + 1
            continue
        if marker and _heads_child(page, marker.end(), end):
            index += 1
            continue
        if not marker or not is_free(state, (start, end)):
            lead = page.folded[start:end] if not marker else lead
            index += 1
            continue
        if _heads_rows(page, lines, index):
            lead, index = page.folded[start:end], index + 1
            continue
        last = max(index + _children(page, lines, index), _continuation(page, lines, index))
        _item(state, marker.end(), lines[last][1], lead)
        index = last + 1


_OF_A_CHILD = re.compile(
    r"[\s,;(—–-]*(?:\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}\s?[«\"]?[а-д]?[»\"]?(?!\w)|г\.?\s?р\.?|года?(?:\sрождения)?|класс\w*|кл\.?|курс|лет|"
    r"дата\sрождения|род\w*|сын|дочь|[\s,;:.()—–-])*"
)


def _heads_child(page: Page, start: int, end: int) -> bool:
    """«1) Назаров Павел, 12.05.2012 г.р.» over rows: whose they are, and no course."""
    name = next(iter(find_names(page.view[start:end])), None)
    whole = name is not None and name.start == 0 and name.completeness >= _FULL_NAME
    return whole and name is not None and bool(_OF_A_CHILD.fullmatch(page.folded, start + name.end, end))


_FULL_NAME = 8  # NameFound.completeness of a given name with a surname


def _stanzas(state: State) -> None:
    """Rows of a line for each value, parted by empty lines, whatever comes first («72 часа», «Лепка», «зачёт»)."""
    page, stanza = state.page, list[Span]()
    for line in [*lines_of(page), None]:
        if line and (lead_end(page.view[slice(*line)]) or page.view[slice(*line)].endswith(":")):
            stanza = []
            continue  # the words of the request over the first row
        gap = bool(stanza) and (line is None or page.view[stanza[-1][1] : line[0]].count("\n") > 1)
        if gap:
            _stanza(state, stanza)
            stanza = []
        stanza += [line] if line else []


def _stanza(state: State, lines: list[Span]) -> None:
    page = state.page
    if not 3 <= len(lines) <= 6 or not is_free(state, (lines[0][0], lines[-1][1])):
        return
    values = [opens_with_value(page, *line) and only_values(page, *line) for line in lines]
    named = [line for line, value in zip(lines, values, strict=True) if not value]
    names = [line for line in named if not is_aside(page.view[slice(*line)])]
    if len(names) != 1 or any(ITEM.match(page.view, *line) for line in lines):
        return
    if names[0] == lines[0] and len(named) == 1:
        return  # a name that comes first is a stack
    row = read_row(page.blank([line for line in named if line not in names]), lines[0][0], lines[-1][1])
    if row and row[1].kinds >= 2 and row[0].source and names[0][0] <= row[0].source.start < names[0][1]:
        state.take(
            row[1].course(replace(row[0], rule="the only name among lines of values")),
            lines[0][0],
            lines[-1][1],
        )


_LONGEST_NAME = 20  # words of a name over labels


def _heads_values(page: Page, lines: list[Span], index: int) -> bool:
    """Whether two lines of labels, or a line further in, stand below a line: it is their name, whatever its words."""
    below = lines[index + 1 : index + 3]
    told = any(is_verb(word) for word in re.findall(r"\w+", page.folded[slice(*lines[index])]))
    if told or labelled(page, *lines[index]) or not below:
        return False  # «… успешно освоила курс «Лепка»»
    set_in = level(page, below[0])[0] > level(page, lines[index])[0] and not ITEM.match(page.view, *below[0])
    return set_in or (len(below) == 2 and all(labelled(page, *line) for line in below))


def _stack(page: Page, lines: list[Span], index: int) -> int:
    """How many lines right under a name hold only values; 0 unless there are at least two."""
    start, end = lines[index]
    words = page.folded[start:end].split()
    heading = _heads_values(page, lines, index)
    if (
        len(words) > (_LONGEST_NAME if heading else 10)
        or page.view[start:end].rstrip().endswith(("!", ",", *([] if heading else ["."])))
        or (page.view[start:end].rstrip().endswith(":") and not _named_above(page, lines, index))
        or (not heading and (lead_end(page.view[start:end]) or value_line(page, lines, index)))
        or is_paper(page.view[start:end])
        or heads_list(page.folded[start:end])
    ):
        return 0
    count, named = 0, plain_title(page.folded[start:end])
    for number in range(index + 1, min(index + 5, len(lines))):
        low, high = lines[number]
        spaced = named and labelled(page, low, high)  # a card: an empty line parts the name from its labels
        marker = ITEM.match(page.view, low, high)
        low = marker.end() if marker else low
        if (
            page.view[lines[number - 1][1] : lines[number][0]].count("\n") > (2 if spaced else 1)
            or (
                not (opens_with_value(page, low, high) and only_values(page, low, high))
                and not between_values(page, lines, index, number)
            )
            or level(page, lines[number])[0] < level(page, lines[index + 1])[0]
            or _heads_values(page, lines, number)
        ):
            break  # a line that begins with a name of its own is a row, not values of the line above
        count += 1
    return count if count >= 2 or (count and _set_in(page, lines, index)) else 0


def _set_in(page: Page, lines: list[Span], index: int) -> bool:
    """«Вышивка», below it «72 ч, выставка, 5», or further in «форма: выставка»: one line that surely is its."""
    deeper = level(page, lines[index + 1])[0] > level(page, lines[index])[0]
    said = page.view[slice(*lines[index])].rstrip(" :")
    named = plain_title(fold(said)) or bool(re.fullmatch(r"[А-ЯЁA-Z]{2,5}|Хор|Бокс", said))  # «ИЗО»
    whole = only_fields(page, lines[index + 1]) and (deeper or named)
    return whole or (deeper and labelled(page, *lines[index + 1]))


def _named_above(page: Page, lines: list[Span], index: int) -> bool:
    """«Лепка:», further in below it its values: a name, when no verb makes it the start of a sentence."""
    words = re.findall(r"\w+", page.folded[slice(*lines[index])])
    below = index + 1 < len(lines) and (
        level(page, lines[index + 1])[0] > level(page, lines[index])[0] or only_fields(page, lines[index + 1])
    )
    return (
        below
        and not label_kind(page.folded[slice(*lines[index])].strip(" :"))
        and len(words) <= 6
        and not any(is_verb(word) for word in words)
    )


def _heads_rows(page: Page, lines: list[Span], index: int) -> bool:
    """«1. Художественное направление», further in below it «- Лепка, 72 часа, зачёт»: a heading of rows, no course."""
    if index + 1 >= len(lines) or level(page, lines[index + 1])[0] <= level(page, lines[index])[0]:
        return False
    own, marker = read_row(page, *lines[index]), ITEM.match(page.view, *lines[index + 1])
    if (
        marker is None
        or (own is not None and own[1].kinds)
        or opens_with_value(page, marker.end(), lines[index + 1][1])
    ):
        return False
    below = read_row(page, marker.end(), lines[index + 1][1])
    return below is not None and below[1].kinds >= 2


def _children(page: Page, lines: list[Span], index: int) -> int:
    """How many items below («1. Лепка», below it «- 72 часа») hold only values of this one: those of another level, or,
    below a bare name, of any: a mail program may have flattened the list."""
    row = read_row(page, *lines[index])
    own = level(page, lines[index]) if row and row[1].kinds else None
    first, said, count = level(page, lines[min(index + 1, len(lines) - 1)]), Findings(), 0
    for number in range(index + 1, min(index + 5, len(lines))):
        start, end = lines[number]
        marker = ITEM.match(page.view, start, end)
        if (
            marker is None
            or level(page, lines[number]) == own
            or level(page, lines[number]) != first
            or page.view[lines[number - 1][1] : start].count("\n") > (1 if count else 2)
            or (
                not (opens_with_value(page, marker.end(), end) and only_values(page, marker.end(), end))
                and not between_values(page, lines, index, number)
            )
        ):
            break
        now = Findings()
        read_fields(page, split_fields(page.view, marker.end(), end), now)
        if _said_twice(said, now) or (now.forms and said.hours and _hours_next(page, lines, number)):
            break  # «Практикум», and hours anew below it: the name of the next course
        said.hours += now.hours
        said.forms += now.forms
        said.results += now.results
        count += 1
    return count


def _said_twice(before: Findings, now: Findings) -> bool:
    return bool(
        (before.hours and now.hours) or (before.forms and now.forms) or (before.results and now.results)
    )


def _hours_next(page: Page, lines: list[Span], number: int) -> bool:
    return number + 1 < len(lines) and bool(find_hours(page.view[slice(*lines[number + 1])]))


def _continuation(page: Page, lines: list[Span], index: int) -> int:
    """The last line of the item that begins at lines[index]: lines that only add values to it."""
    last = index
    while last + 1 < len(lines):
        start, end = lines[last + 1]
        gap = page.view[lines[last][1] : start].count("\n")
        if (
            gap > 1
            or ITEM.match(page.view, start, end)
            or (lead_end(page.view[start:end]) and not labelled(page, start, end))
            or SHARED.search(page.folded[start:end])
        ):
            break
        row = read_row(page, lines[index][0], lines[last][1])
        complete = row is not None and row[1].kinds == 3
        if complete or not only_values(page, start, end):
            break
        last += 1
    return last


def _item(state: State, start: int, end: int, lead: str) -> None:
    page = state.page
    for low, high in split_rows(page, start, end):
        row = read_row(page, low, high)
        if not row:
            continue
        title, findings, _ = row
        listed = (
            bool(_LISTED.search(lead))
            and not _ATTACHED.search(lead)
            and lead.rstrip().endswith((":", "—", "-", "курсы", "предметы"))
        )
        person = find_names(title.as_written)
        if person and person[0].written == title.value:
            continue
        if findings.kinds or (
            listed and len(str(title.value).split()) <= 12 and len(find_hours(page.view[low:high])) == 0
        ):
            state.take(findings.course(replace(title, rule="title of a list item")), low, high)
