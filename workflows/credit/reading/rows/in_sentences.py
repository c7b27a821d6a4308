"""Courses written as rows inside sentences: taken only when everything around the values looks like a row."""

import re

from workflows.credit.reading.fields.field import NUMBER, read_fields
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.fields.separators import split_fields
from workflows.credit.reading.fields.titles import clean_title, running_title_doubts, title_doubts
from workflows.credit.reading.prose.courses import SHARED
from workflows.credit.reading.prose.places import names_place
from workflows.credit.reading.rows.row import only_values, opens_with_value, read_row
from workflows.credit.reading.rows.splitting import split_numbered, split_rows
from workflows.credit.reading.text.folding import fold, squeeze
from workflows.credit.reading.text.morphology import is_said, is_verb
from workflows.credit.reading.text.page import Page, Span
from workflows.credit.reading.text.placed import State, is_free, lines_of
from workflows.credit.reading.text.sentences import lead_end, sentences
from workflows.credit.reading.text.vocabulary import label_kind, words
from workflows.credit.reading.values import Value


def sentence_rows(state: State, *, answering: bool = False) -> None:
    """Take the rows of every line. In an answer a course with its hours alone is a row: that is what was asked for."""
    page, after_lead = state.page, False
    _names_with_brackets(state)
    _quoted_rows(state)
    for line in lines_of(page):
        if not is_free(state, line) and any(line[0] <= low < line[1] for low, _ in state.taken):
            continue
        line = _after_by(page, *line) if answering else line
        whole = (
            not lead_end(page.view[line[0] : line[1]])
            and split_rows(page, *line) == [line]
            and _strict_row(
                state, *line, opened=after_lead or (answering and _hours_at_end(page, line)), line=True
            )
        )
        for start, end in [] if whole else _with_values(page, sentences(page.view, *line)):
            lead = lead_end(page.view[start:end])
            lead += _story_end(page, start + lead, end, asked=bool(lead), least=1 if answering else 2)
            begin = start + lead if lead else start
            opened = bool(lead) or after_lead
            for low, high in split_numbered(page, begin, end):
                pieces = split_rows(page, low, high)
                for piece in pieces:
                    _strict_row(state, *(_own_part(page, piece) if len(pieces) > 1 else piece), opened=opened)
            after_lead = (bool(lead) and page.view[start:end].rstrip().endswith(":")) or (
                after_lead and bool(state.taken) and state.taken[-1][1] >= start
            )


_NAME_WITH_BRACKET = re.compile(r"«(?P<title>[^«»\n]{3,120})»\s?\((?P<inner>[^()\n]{3,160})\)")


_NAME_GOES_BEFORE = re.compile(
    r"(?:\A|[\n;:]\s*|\d[.)]\s*|[-—–•*]\s)(?!(?i:[\w-]*(?:курс|предмет|дисциплин|модул|программ|факультатив|кружок|секци|студи|практик|центр|и\s|а\s)|(?i:школ\w*\s\Z)))"
    r"[А-ЯЁA-Z][\w-]+(?:\s[а-яё-]+)?\s\Z"
)
_QUOTED_ROW = re.compile(r"«([^«»\n]{8,200})»")


def _quoted_rows(state: State) -> None:
    """«В справке стоит: «Лепка, 72 ч, зачёт, 5»»: a row that was copied in quotes."""
    page = state.page
    for match in _QUOTED_ROW.finditer(page.view):
        row = read_row(page, *match.span(1)) if find_hours(match.group(1)) else None
        if row and row[1].kinds >= 2 and not row[1].doubts and not row[2]:
            state.take(row[1].course(row[0]), *match.span())


def _names_with_brackets(state: State) -> None:
    """«… предмет «Этика» (зачёт, 17 часов, зачтено), пройденный в лицее, и предмет «Логика» (34 часа, опрос, 4)»."""
    page, rows = state.page, []
    for match in _NAME_WITH_BRACKET.finditer(page.view):
        findings = Findings()
        fields = split_fields(page.view, *match.span("inner"))
        unknown = read_fields(page, fields, findings)
        bare = [field for field in unknown if NUMBER.match(page.view[slice(*field)])]
        within = re.search(
            r"»\s(?:из\s)?(?:курс|программ|дисциплин|предмет|модул)\w*\s\Z", page.folded[: match.start()]
        )
        of_name = _NAME_GOES_BEFORE.search(page.view[: match.start()])  # «Ансамбль «Капель» (36 ч., концерт)»
        if findings.kinds < 2 or within or names_place(page, match.start()) or of_name:
            continue
        if bare and fields[-1] == bare[0] and findings.hours and findings.forms and not findings.results:
            findings.results.append(page.value(*bare[0], "points at the end of a row"))
        rows.append((match, findings))
    if len(rows) < 2 and not any(findings.kinds == 3 for _, findings in rows):
        return  # one alone is read with its sentence, which may say what the bracket does not
    for match, findings in rows:
        title = page.value(*clean_title(page.view, *match.span("title")), "name before its bracket")
        findings.doubts.extend(title_doubts(str(title.value)))
        state.take(findings.course(title), *match.span())


def _with_values(page: Page, spans: list[Span]) -> list[Span]:
    """Sentences, each with those right behind it that only state values: «… курс астрономии, 34 часа. Оценка — 5.»"""
    out: list[Span] = []
    for span in spans:
        if (
            out
            and opens_with_value(page, *span)
            and only_values(page, *span)
            and not SHARED.search(page.folded[slice(*span)])
            and len(split_rows(page, *out[-1])) == 1
        ):
            out[-1] = (out[-1][0], span[1])
        else:
            out.append(span)
    return out


def _own_part(page: Page, piece: Span) -> Span:
    """The last of several rows without the remark on all of them behind it: «… 68 ч. Форма везде — зачёт»."""
    for match in re.finditer(r"\.\s+(?=[А-ЯЁ])", page.view[slice(*piece)]):
        if SHARED.search(page.folded[piece[0] + match.end() : piece[1]]):
            return piece[0], piece[0] + match.start() + 1
    return piece


_BY = re.compile(r"(?:по|для)\s(?:(?:курс|предмет|дисциплин|модул)[а-я]{1,2}\s)?(?=[^\W\d_]|[«\"])")


def _after_by(page: Page, start: int, end: int) -> Span:
    """«По лепке — 72 часа»: an answer names its course after the preposition."""
    by = _BY.match(page.folded, start, end)
    return (by.end(), end) if by and find_hours(page.view[by.end() : end]) else (start, end)


def _hours_at_end(page: Page, line: tuple[int, int]) -> bool:
    """«Лепка — 28 часов»: a line that ends with its certain hours and says nothing else."""
    found = find_hours(page.view[slice(*line)])
    return len(found) == 1 and found[0].value is not None and found[0].end >= line[1] - line[0] - 1


_IN_PLACE = re.compile(
    r"[^:«\"\n]{5,120}\s(?:в|во|на|при)\s(?:\w+\s){0,3}(?:«[^»\n]*»|\"[^\"\n]*\")\s*(?:—|-)\s+(?=[^\W\d])"
)  # «занималась в центре «Радуга» — керамика, 20 часов, …»


def _ends_in_label(text: str) -> bool:
    return label_kind(fold(re.split(r"[,;.]\s", text)[-1])) is not None


def _story_end(page: Page, start: int, end: int, *, asked: bool, least: int) -> int:
    """«Сын ходил в лицей, там были: Черчение — 34 часа — зачёт — 4, …»: where rows follow a told beginning; else 0."""
    colon = re.match(
        r"(?:[^:«\"\n]|«[^»\n]*»|\"[^\"\n]*\"){10,160}:\s+", page.view[start:end]
    ) or _IN_PLACE.match(page.folded[start:end])
    told = colon and (asked or any(is_verb(word) for word in re.findall(r"\w+", fold(colon.group()))))
    if not colon or not told or find_hours(colon.group()) or _ends_in_label(colon.group()):
        return 0
    rows = [read_row(page, *span) for span in split_rows(page, start + colon.end(), end)]
    return colon.end() if rows and all(row and row[1].kinds >= least for row in rows) else 0


def _strict_row(state: State, start: int, end: int, *, opened: bool, line: bool = False) -> bool:
    """Take a row out of running text only when everything around its values looks like a row."""
    page = state.page
    row = read_row(page, start, end)
    if not row:
        return False
    title, findings, unknown = row
    said = str(title.value)
    enough = findings.kinds >= 2 or (findings.kinds == 1 and opened)
    if (
        not enough
        or "title_unclear" in findings.doubts
        or len(said.split()) > 14
        or (_sentence_like(title) and not _quoted(page, title))
        or not _title_first(page, start, title)
    ):
        return False
    if any(is_verb(word) for low, high in unknown for word in re.findall(r"\w+", page.folded[low:high])):
        if not line or findings.kinds < 2:
            return False
        findings.doubts.append("words_left")  # «…, точно не помню, …»: a row all the same, for a person
    if _shared_by_several(title, findings):
        return False
    quoted = _quoted(page, title)
    if quoted and title.source and names_place(page, title.source.start - 1):
        return False  # «… в центре / «Пересвет». 24 часа, …»
    unclear = running_title_doubts(said, quoted)
    if unclear and _COURSE_IN_QUOTES.search(page.folded[start:end]):
        return (
            False  # «Свидетельство № 3 выдано … по программе «Лепка» …»: the sentence names its course itself
        )
    findings.doubts.extend(unclear)
    if _PLACE.search(fold(said)) and not quoted:
        findings.doubts.append("title_unclear")
    begins = (
        title.source.start - quoted if title.source else start
    )  # with its quote, or that would pair with the next
    state.take(findings.course(title), begins, end)
    return True


_COURSE_IN_QUOTES = re.compile(r"(?<!\w)(?:программ|курс|дисциплин|предмет|модул)\w*\s[«\"]")
_PLACE = re.compile(
    r"\sв\s(?:доме|школе|центре|лицее|гимназии|колледже|кружке|кванториуме|техникуме|институте|"
    r"университете)(?!\w)"
)


def _sentence_like(title: Value) -> bool:
    said = re.findall(r"[а-я]+", fold(str(title.value)))
    return (
        any(word in _STOP or is_said(word) for word in said[:1])
        or any(is_verb(word) and len(word) > 3 for word in said)
        or bool(re.search(r"[«\"][^»\"]+[»\"].*[«\"]", str(title.value)))
    )


_STOP = frozenset(words("sentences", "not_first_in_title"))


def _quoted(page: Page, title: Value) -> bool:
    """Whether the title stands in quotes, so that its end is certain."""
    return title.source is not None and page.view[: title.source.start].endswith(("«", '"'))


def _title_first(page: Page, start: int, title: Value) -> bool:
    return title.source is not None and len(page.view[start : title.source.start].strip(" «\"'—-:*\n")) <= 24


def _shared_by_several(title: Value, findings: Findings) -> bool:
    shared = any(one.doubt == "hours_shared" for one, _ in findings.hours)
    return shared and re.search(r"\sи\s|,", squeeze(str(title.value))) is not None
