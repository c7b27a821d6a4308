"""A list typed into one line («Прошу зачесть: A, 72 ч, зачёт, 5; B. C, 34 ч, …. Спасибо!») is a list all the same.

Its parting marks become line breaks before anything looks for sentences, so that names with full stops and colons stay
whole. Every character keeps its place.
"""

import re

from workflows.credit.reading.fields.field import read_fields
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.fields.separators import guarded, plain_kind, split_fields
from workflows.credit.reading.prose.courses import SHARED
from workflows.credit.reading.prose.leading import only_leads
from workflows.credit.reading.rows.row import is_sure_form, labelled, opens_with_value
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import is_verb, stems
from workflows.credit.reading.text.page import ITEM, Page, Span, trim
from workflows.credit.reading.text.placed import lines_of
from workflows.credit.reading.text.sentences import ASK, lead_end
from workflows.credit.reading.text.vocabulary import label_kind

_NUMBER = re.compile(r"(?<=\s)(\d{1,2})[.)]\s+(?=[«\"А-ЯЁA-Z\d])")
_PART = re.compile(r";\s+")
_IN_QUOTES = re.compile(r"«[^»\n]*»|\"[^\"\n]*\"")
_STOP = re.compile(r"[.!?]+\s+(?=[^\W\d_])")
_DASH = re.compile(r"\s[—–-]\s")
_LABELS = re.compile(r";\s*([^;:—-]{2,40}?)\s?[:—-]\s")
_LISTS = re.compile(
    r"(?<!\w)(?:курс(?:ы|ов|ам|ах)|предмет(?:ы|ов|ам|ах)|дисциплин(?:ы|ам|ах)?|программ(?:ы|ам|ах)?|модул(?:и|ей|ям|ях)|список|перечень|следующ\w+|"
    r"(?:для|к)\s(?:пере)?зачет\w*|вот|все|всё|так\w{1,2}|пройденн\w+|занят\w+)(?!\w)"
)


def as_lines(page: Page) -> tuple[Page, frozenset[int]]:
    """The page with the rows of lists inside one line on lines of their own, and where these rows begin."""
    letters, begins, run = list(page.view), list[int](), list[int]()
    for line in lines_of(page):
        rows, tail = _list_in(page, *line)
        begins += [low for low, _ in rows]
        plain = not rows and _plain_row(page, *line)
        run = [*run, line[0]] if plain else []
        begins += run if len(run) > 1 else []  # the first of them once more, which does no harm
        for low in [*(low for low, _ in rows if low > line[0]), *([tail] if tail else [])]:
            letters[low - 1] = "\n"
    if not begins:
        return page, frozenset()
    return Page(page.text, "".join(letters), page.part, page.attachment), frozenset(begins)


def _list_in(page: Page, start: int, end: int) -> tuple[list[Span], int]:
    """The rows of the list inside a line and where the letter goes on behind them (0: nowhere); none without a list."""
    if not find_hours(page.view[start:end]):
        return [], 0
    marker = ITEM.match(page.view, start, end)
    begin = _lead(page, start, end)
    if marker and not begin:
        return [], 0
    begin = begin or start
    if label_kind(page.folded[start:begin]) and any(
        label_kind(said.group(1)) for said in _LABELS.finditer(page.folded, begin, end)
    ):
        return [], 0  # «Курс: Лепка; часы: 72; форма: зачёт»
    rows = _numbered(page, begin, end) or _parted(page, begin, end)
    if not rows or (begin == start and len(rows) == 1):
        return [], 0
    tail = _tail(page, *rows[-1])
    rows[-1] = trim(page.view, rows[-1][0], tail or rows[-1][1])
    apart = all(page.view[low - 1].isspace() for low, _ in rows if low > start)
    return (
        (rows, tail) if apart and all(_is_row(page, *row, alone=len(rows) == 1) for row in rows) else ([], 0)
    )


def _lead(page: Page, start: int, end: int) -> int:
    """Where the rows begin behind the words that lead to them («Перечисляю: …»); 0 when no words do."""
    lead = lead_end(page.view[start:end])
    said = page.folded[start : start + lead]
    if lead and said.rstrip().endswith(":") and (ASK.search(said) or not _DASH.search(said)):
        return trim(page.view, start + lead, end)[0]
    shut = guarded(page.view, start, end)
    for colon in re.finditer(r":\s+", page.view[start:end]):
        place = start + colon.start()
        if any(low <= place < high for low, high in shut):
            continue
        said = page.folded[start:place]
        told = _LISTS.search(said) or any(is_verb(word) for word in re.findall(r"\w{3,}", said))
        plain = (
            not re.search(r";|\s[—–-]\s", said)
            and not find_hours(said)
            and label_kind(re.split(r"[,.!?]\s", said)[-1]) is None
        )
        return start + colon.end() if told and plain else 0
    return 0


def _numbered(page: Page, start: int, end: int) -> list[Span]:
    """The rows of «1) Лепка, 72 ч, зачёт; 2) Батик, …», each with its number; one alone counts too."""
    shut = guarded(page.view, start, end)
    run: list[int] = []
    for match in _NUMBER.finditer(page.view, max(0, start - 1), end):
        inside = any(low <= match.start() < high for low, high in shut)
        if not inside and int(match.group(1)) == len(run) + 1 and (run or match.start(1) == start):
            run.append(match.start(1))
    first = re.match(r"1[.)]\s+", page.view[start:end])
    if first and (not run or run[0] != start):
        run = [start, *run]
    return [trim(page.view, *pair) for pair in zip(run, [*run[1:], end], strict=True)] if run else []


def _parted(page: Page, start: int, end: int) -> list[Span]:
    """The rows between semicolons: a piece that begins with a value belongs to the row before it."""
    shut = guarded(page.view, start, end)
    begins = [start]
    for match in _PART.finditer(page.view, start, end):
        inside = any(low <= match.start() < high for low, high in shut)
        following = _PART.search(page.view, match.end(), end)
        piece = (match.end(), following.start() if following else end)
        if not inside and (not opens_with_value(page, *piece) or _named_like_a_form(page, *piece)):
            begins.append(match.end())
    return [trim(page.view, *pair) for pair in zip(begins, [*begins[1:], end], strict=True)]


def _plain_row(page: Page, start: int, end: int) -> bool:
    """A line that is a row and nothing else, without a mark before it."""
    view = page.view[start:end]
    if ITEM.match(view) or lead_end(view) or not find_hours(view) or _tail(page, start, end):
        return False
    return _is_row(page, start, end, alone=True)


def _is_row(page: Page, start: int, end: int, *, alone: bool) -> bool:
    """A name, then at least two kinds of values and no verbs: nothing but a row of a list. The name of one
    `alone` has no verbs either."""
    marker = ITEM.match(page.view, start, end)
    start = marker.end() if marker else start
    fields = split_fields(page.view, start, end)
    findings = Findings()
    read_fields(page, fields[1:], findings)
    hours = find_hours(page.view[start:end])
    kinds = [plain_kind(page.view[slice(*span)]) for span in fields]
    first = next((index for index, kind in enumerate(kinds) if index and kind), len(fields))
    parts = [span for span in fields[first:] if not whole_result(page.view[slice(*span)])]
    said = [_IN_QUOTES.sub(" ", page.folded[slice(*span)]) for span in parts]
    name = page.folded[fields[0][0] : fields[first - 1][1]]
    said += [_IN_QUOTES.sub(" ", name)] if "«" in name or alone else []
    told = any(is_verb(word) for each in said for word in re.findall(r"\w{3,}", each))
    return (
        (not opens_with_value(page, start, end) or _named_like_a_form(page, start, end))
        and findings.kinds >= 2
        and len(hours) <= 1
        and not told
        and not _tells_of_names(page, fields[0][0], fields[first - 1][1])
        and not SHARED.search(page.folded[start:end])
    )


_OPENS = re.compile(
    r"(?:\A|[.!?]\s+)(?:(?:[Пп]о|[Нн]а|[Уу]|[Зз]а|[Дд]ля|[Пп]ро|[Нн]ас[чщ][её]т|[Чч]то\sкасается|[Оо]тносительно|[Кк]асательно|[Тт]еперь|[Вв]\s(?:части|отношении|курсе))\s)|"
    r"\A(?:курс|предмет|программа|дисциплина|модуль)\s[а-яё]|[^\W\d_]\.\s+«"
)


def _tells_of_names(page: Page, start: int, end: int) -> bool:
    """«химию и биологию. По химии», «курс химии», «Химия. Срок освоения»: a sentence tells, and no list names."""
    name = page.view[start:end].lstrip("«")
    stop = re.split(r"[.!?]\s+", fold(name))
    if _OPENS.search(name) or (len(stop) > 1 and only_leads(stop[-1])):
        return True
    named, again = (
        set[str]().union(*map(stems, re.findall(r"\w{4,}", each))) for each in (stop[0], stop[-1])
    )
    return len(stop) > 1 and bool(named & again)  # «химию и живопись. Химия — 18 ч»


def _named_like_a_form(page: Page, start: int, end: int) -> bool:
    """«Задачи с параметрами, 72 ч, тест, 5»: hours, form and result behind what sounds like a form make it a name."""
    fields = split_fields(page.view, start, end)
    findings = Findings()
    read_fields(page, fields[1:], findings)
    first = page.view[slice(*fields[0])]
    return (
        plain_kind(first) == "form"
        and not is_sure_form(first)
        and not labelled(page, start, end)
        and findings.kinds == 3
    )


def _tail(page: Page, start: int, end: int) -> int:
    """Where the letter goes on behind the last row («…, зачёт, 5. Спасибо!»); 0 when it does not."""
    for stop in _STOP.finditer(page.view, start, end):
        fields = split_fields(page.view, start, stop.start())
        findings, behind = Findings(), Findings()
        read_fields(page, fields[1:], findings)
        rest = split_fields(page.view, stop.end(), end)
        read_fields(page, rest, behind)
        ended = page.view[stop.end()].isupper() or whole_result(page.view[slice(*fields[-1])]) is not None
        if ended and findings.kinds >= 2 and not behind.kinds and not find_hours(page.view[stop.end() : end]):
            return stop.end()
    return 0
