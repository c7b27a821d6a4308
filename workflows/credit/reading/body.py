"""Courses written as text: label blocks, plain tables, numbered or dashed items, rows in a sentence, prose."""

import re
from dataclasses import dataclass, replace

from workflows.credit.reading.fields import Findings, read_field, read_labelled, read_row, split_fields
from workflows.credit.reading.folding import fold, squeeze
from workflows.credit.reading.forms import field_is_form
from workflows.credit.reading.hours import find_hours
from workflows.credit.reading.morphology import is_verb
from workflows.credit.reading.names import find_names
from workflows.credit.reading.page import ITEM, Page, Span, trim
from workflows.credit.reading.prose import SHARED, read_prose
from workflows.credit.reading.results import whole_result
from workflows.credit.reading.sentences import lead_end, sentences
from workflows.credit.reading.tables import text_table
from workflows.credit.reading.values import Course, Value
from workflows.credit.reading.vocabulary import label_kind

_PIECE_LABEL = re.compile(r"\s*([^:=\n]{1,70}?)\s*(?:[:=]|\s[-—](?=\s))\s*")
_INLINE_NUMBER = re.compile(r"(?:(?<=[\s:;,.])|^)(\d{1,2})\s?[.)]\s*(?=[«\"А-ЯЁA-Z\d])")
_ATTACHED = re.compile(r"прилаг|приложен|прилож|документ|вложен|справк|подтвержда|копи[яию]")
_LISTED = re.compile(r"зачесть|зачти|зачет|засчит|учесть|курс|предмет|дисциплин|модул|программ|список|следующ|пройден|изучен|освоен|проше?л")


@dataclass(frozen=True)
class Placed:
    """A course and the stretch of the page it was read from."""

    course: Course
    start: int
    end: int


@dataclass
class _State:
    page: Page
    found: list[Placed]
    taken: list[Span]

    def take(self, course: Course, start: int, end: int) -> None:
        self.found.append(Placed(course, start, end))
        self.taken.append((start, end))


def read_body(page: Page) -> list[Placed]:
    """Every course the page states, in order. The strongest layouts are read first and their text is not read twice."""
    state = _State(page, [], [])
    for courses, span in text_table(page):
        state.found.extend(Placed(course, *span) for course in courses)
        state.taken.append(span)
    _label_blocks(state)
    _items(state)
    rest = page.blank(state.taken)
    rows = _State(rest, [], [])
    _sentence_rows(rows)
    left = rest.blank(rows.taken)
    found = sorted([*state.found, *rows.found], key=lambda one: one.start)
    prose, amended = read_prose(left, [one.course for one in found])
    found = [replace(one, course=course) for one, course in zip(found, amended, strict=True)]
    found += [Placed(course, start, end) for course, start, end in prose]
    return sorted(found, key=lambda one: one.start)


def lines_of(page: Page) -> list[Span]:
    """The non-empty lines of the view."""
    return [trim(page.view, *match.span()) for match in re.finditer(r"[^\n]*\S[^\n]*", page.view)]


def _free(state: _State, span: Span) -> bool:
    return not any(span[0] < end and start < span[1] for start, end in state.taken)


# --- «Курс: …», «Часы: …» -------------------------------------------------------------------------------------


def _label_blocks(state: _State) -> None:
    page, pieces = state.page, _labelled_pieces(state)
    block: list[tuple[str, Span]] = []
    for kind, span in [*pieces, ("title", (len(page.view), len(page.view)))]:
        repeats = kind in {label for label, _ in block}
        if kind == "title" or (repeats and kind in {"hours", "form", "result"}):
            _close_block(state, block)
            block = []
        if kind == "title" or block:
            block.append((kind, span))


def _labelled_pieces(state: _State) -> list[tuple[str, Span]]:
    page, out, lines = state.page, [], lines_of(state.page)
    for number, (start, end) in enumerate(lines):
        if not _free(state, (start, end)):
            continue
        marker = ITEM.match(page.view, start, end)
        begin = marker.end() if marker else start
        for low, high in _pieces(page.view, begin, end):
            match = _PIECE_LABEL.match(page.view, low, high)
            kind = label_kind(fold(match.group(1))) if match else None
            if not match or kind not in {"title", "hours", "form", "result"}:
                continue
            value = (match.end(), high)
            if match.end() >= high and number + 1 < len(lines) and not _PIECE_LABEL.match(page.view, *lines[number + 1]):
                value = lines[number + 1]
            if value[0] < value[1]:
                out.append((kind, value))
    return out


def _pieces(text: str, start: int, end: int) -> list[Span]:
    cuts = [start]
    for match in re.finditer(r"[;|,.]\s+(?=[^:;|,\n]{2,50}[:=])", text[start:end]):
        label = _PIECE_LABEL.match(text, start + match.end(), end)
        if label and label_kind(fold(label.group(1))):
            cuts.append(start + match.end())
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _close_block(state: _State, block: list[tuple[str, Span]]) -> None:
    if not block:
        return
    page, (_, title_span) = state.page, block[0]
    row = read_row(page, *title_span)
    if not row:
        return
    title, findings, _ = row
    findings.doubts = [doubt for doubt in findings.doubts if doubt != "title_may_be_several"]
    for kind, (start, end) in block[1:]:
        read_labelled(page, kind, (start, end), findings)
    if len(block) == 1 and not findings.kinds:
        return
    course = findings.course(replace(title, rule="title after its label"))
    state.take(course, title_span[0], max(end for _, (_, end) in block))


# --- numbered and dashed items --------------------------------------------------------------------------------


def _items(state: _State) -> None:
    page, lines = state.page, lines_of(state.page)
    index, lead = 0, ""
    while index < len(lines):
        start, end = lines[index]
        marker = ITEM.match(page.view, start, end)
        stack = 0 if marker or not _free(state, (start, end)) else _stack(page, lines, index)
        if stack:
            _item(state, start, lines[index + stack][1], lead)
            index += stack + 1
            continue
        if not marker or not _free(state, (start, end)):
            lead = page.folded[start:end] if not marker else lead
            index += 1
            continue
        last = _continuation(page, lines, index)
        _item(state, marker.end(), lines[last][1], lead)
        index = last + 1


def _stack(page: Page, lines: list[Span], index: int) -> int:
    """How many lines right under a name hold only values; 0 unless there are at least two."""
    start, end = lines[index]
    words = page.folded[start:end].split()
    if len(words) > 10 or page.view[start:end].rstrip().endswith((":", ".", "!", ",")) or lead_end(page.view[start:end]) or _only_values(page, start, end):
        return 0
    count = 0
    for number in range(index + 1, min(index + 5, len(lines))):
        if page.view[lines[number - 1][1] : lines[number][0]].count("\n") > 1 or ITEM.match(page.view, *lines[number]) or not _only_values(page, *lines[number]):
            break
        count += 1
    return count if count >= 2 else 0


def _continuation(page: Page, lines: list[Span], index: int) -> int:
    """The last line of the item that begins at lines[index]: lines that only add values to it."""
    last = index
    while last + 1 < len(lines):
        start, end = lines[last + 1]
        gap = page.view[lines[last][1] : start].count("\n")
        if gap > 1 or ITEM.match(page.view, start, end) or lead_end(page.view[start:end]) or SHARED.search(page.folded[start:end]):
            break
        row = read_row(page, lines[index][0], lines[last][1])
        complete = row is not None and row[1].kinds == 3
        if complete or not _only_values(page, start, end):
            break
        last += 1
    return last


def _only_values(page: Page, start: int, end: int) -> bool:
    fields = split_fields(page.view, start, end)
    findings = Findings()
    known = [field for field in fields if read_field(page, *field, findings)]
    return bool(known) and len(known) >= len(fields) - 1 and page.view[start:end].count(" ") < 14


def _item(state: _State, start: int, end: int, lead: str) -> None:
    page = state.page
    for low, high in _semicolons(page, start, end):
        row = read_row(page, low, high)
        if not row:
            continue
        title, findings, _ = row
        listed = bool(_LISTED.search(lead)) and not _ATTACHED.search(lead) and lead.rstrip().endswith((":", "—", "-", "курсы", "предметы"))
        person = find_names(title.as_written)
        if person and person[0].written == title.value:
            continue
        if findings.kinds or (listed and len(str(title.value).split()) <= 12 and len(find_hours(page.view[low:high])) == 0):
            state.take(findings.course(replace(title, rule="title of a list item")), low, high)


def _semicolons(page: Page, start: int, end: int) -> list[Span]:
    """Pieces between semicolons, when at least two of them are rows of their own; else the whole."""
    bracketed = _bracketed(page, start, end)
    if bracketed:
        return bracketed
    cuts = [match.end() for match in re.finditer(r";\s*", page.view[start:end])]
    edges = [start, *(start + cut for cut in cuts), end]
    pieces = [piece for piece in (trim(page.view, *pair) for pair in zip(edges, edges[1:], strict=False)) if piece[0] < piece[1]]
    rows = [read_row(page, *piece) for piece in pieces]
    own = [row for row, piece in zip(rows, pieces, strict=True) if row and row[1].kinds >= 2 and not _starts_with_value(page, piece)]
    return pieces if len(own) >= 2 else _runs(page, start, end)


def _runs(page: Page, start: int, end: int) -> list[Span]:
    """«физику 68 часов, экзамен, 4, и астрономию 34 часа, зачёт»: a field that names a course anew begins a row."""
    fields = split_fields(page.view, start, end)
    begins = [start, *(field[0] for field in fields[1:] if _names_anew(page.view[slice(*field)]))]
    begins = [begin + _AND.match(page.view[begin:end]).end() for begin in begins]  # type: ignore[union-attr]  # matches always
    spans = [trim(page.view, *pair) for pair in zip(begins, [*begins[1:], end], strict=True)]
    rows = [read_row(page, *span) for span in spans]
    return spans if len(spans) >= 2 and all(row and row[1].kinds for row in rows) else [(start, end)]


_AND = re.compile(r"(?:(?:и|а также)\s+)?")


def _names_anew(text: str) -> bool:
    """Whether a field holds a course's name: in quotes, or words right before a number of hours."""
    bare = re.sub(r"^(?:и|а также)\s+", "", text.strip())
    if re.match(r"[«\"][^»\"]{3,}[»\"]", bare):
        return whole_result(bare) is None
    hours = find_hours(bare)
    prefix = bare[: hours[0].start].strip(" (:—-") if hours else ""
    words = re.findall(r"\w+", fold(prefix))
    return 0 < len(words) <= 7 and len(words[-1]) > 3 and label_kind(fold(prefix)) is None and not _PREFIX_OF_HOURS.search(fold(prefix)) and not field_is_form(prefix)


_PREFIX_OF_HOURS = re.compile(r"объем|трудоемк|всего|итого|нагрузк|длительн|продолжит|из\s|в том числе|около|примерно|рассчитан|составля|общ|курс\w*$|программ\w*$|час|лекци|практик|теори|\d")


_WITH_BRACKET = re.compile(r"(?P<row>[^()\n;]{3,160}\((?P<inner>[^()\n]{3,160})\))\s*(?:[,;.]|(?=и\s)|$)\s*(?:(?:и|а также)\s+)?")


def _bracketed(page: Page, start: int, end: int) -> list[Span]:
    """«химия (68 ч, экзамен, 5), биология (34 ч, зачёт, зачтено)»: two and more names, each with its own bracket."""
    rows, place = [], start
    while place < end:
        match = _WITH_BRACKET.match(page.view, place, end)
        if not match:
            break
        findings = Findings()
        for field in split_fields(page.view, *match.span("inner")):
            read_field(page, *field, findings)
        if not findings.kinds:
            break
        rows.append(match.span("row"))
        place = match.end()
    rest = page.view[place:end].strip(" .,;")
    return rows if len(rows) >= 2 and (not rest or not find_hours(rest)) else []


def _starts_with_value(page: Page, piece: Span) -> bool:
    first = split_fields(page.view, *piece)[0]
    return read_field(page, *first, Findings())


# --- rows inside sentences ------------------------------------------------------------------------------------


def _sentence_rows(state: _State) -> None:
    page, after_lead = state.page, False
    for line in lines_of(page):
        whole = not lead_end(page.view[line[0] : line[1]]) and _semicolons(page, *line) == [line] and _strict_row(state, *line, opened=after_lead)
        for start, end in [] if whole else sentences(page.view, *line):
            lead = lead_end(page.view[start:end])
            begin = start + lead if lead else start
            opened = bool(lead) or after_lead
            for low, high in _numbered(page, begin, end):
                for piece in _semicolons(page, low, high):
                    _strict_row(state, *piece, opened=opened)
            after_lead = (bool(lead) and page.view[start:end].rstrip().endswith(":")) or (after_lead and bool(state.taken) and state.taken[-1][1] >= start)


def _numbered(page: Page, start: int, end: int) -> list[Span]:
    marks = [match for match in _INLINE_NUMBER.finditer(page.view, start, end)]
    run: list[re.Match[str]] = []
    for match in marks:
        if int(match.group(1)) == len(run) + 1:
            run.append(match)
    if len(run) < 2:
        return [(start, end)]
    return [(match.end(), following) for match, following in zip(run, [*(match.start() for match in run[1:]), end], strict=True)]


def _strict_row(state: _State, start: int, end: int, *, opened: bool) -> bool:
    """Take a row out of running text only when everything around its values looks like a row."""
    page = state.page
    row = read_row(page, start, end)
    if not row:
        return False
    title, findings, unknown = row
    said = str(title.value)
    enough = findings.kinds >= 2 or (findings.kinds == 1 and opened)
    if not enough or "title_unclear" in findings.doubts or len(said.split()) > 14 or _sentence_like(title) or not _title_first(page, start, title):
        return False
    if any(is_verb(word) for low, high in unknown for word in re.findall(r"\w+", page.folded[low:high])):
        return False
    if _shared_by_several(title, findings):
        return False
    if _PLACE.search(fold(str(title.value))) and page.view[title.source.start - 1 : title.source.start] not in "«\"":  # type: ignore[union-attr]  # checked above
        findings.doubts.append("title_unclear")
    state.take(findings.course(title), start, end)
    return True


_PLACE = re.compile(r"\sв\s(?:доме|школе|центре|лицее|гимназии|колледже|кружке|кванториуме|техникуме|институте|университете)(?!\w)")


def _sentence_like(title: Value) -> bool:
    words = re.findall(r"[а-я]+", fold(str(title.value)))
    return any(word in _STOP for word in words[:1]) or any(is_verb(word) and len(word) > 3 for word in words) or bool(re.search(r"[«\"][^»\"]+[»\"].*[«\"]", str(title.value)))


_STOP = frozenset("я мы он она они это все всё там у по за в во на из оба обе а но и или если сын дочь мой моя наш наша мне ему ей нам был была было есть нет форма оценка результат объем итого всего".split())


def _title_first(page: Page, start: int, title: Value) -> bool:
    return title.source is not None and len(page.view[start : title.source.start].strip(" «\"'—-:*\n")) <= 24


def _shared_by_several(title: Value, findings: Findings) -> bool:
    shared = any(one.doubt == "hours_shared" for one, _ in findings.hours)
    return shared and re.search(r"\sи\s|,", squeeze(str(title.value))) is not None
