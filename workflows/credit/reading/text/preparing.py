"""Preparing one text of a letter: quoted mail and signatures blanked, soft line breaks joined.

Blanking keeps every character's place.
"""

import re

from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.people.names import find_names
from workflows.credit.reading.text.folding import fold, squeeze, straight
from workflows.credit.reading.text.morphology import is_adjective
from workflows.credit.reading.text.page import ITEM, Page, Span, blank
from workflows.credit.reading.text.vocabulary import label_kind

_WROTE = re.compile(
    r"^[ >]*(?:[^\n]{0,150}\d{1,2}:\d\d[^\n]{0,100}<[^<>\s@]+@[^<>\s]+>\s?:[ ]*$|"
    r".{0,200}(?:написал(?:а|\(а\))?|писал(?:а|\(а\))?|пишет|wrote|schrieb)\s?:?[ ]*$|"
    r"-{2,}\s*(?:исходное|original)[^\n]*|"
    r"_{10,}[ ]*\n+[ ]*(?:от|from):|(?:от|from):[^\n]*\n(?:[^\n]*\n){0,2}?(?:отправлено|дата|sent|date):)",
    re.M,
)
_SAYS_WROTE = re.compile(r"(?:писал\w*|пишет|wrote|schrieb)(?:\(а\))?\s?:?[ ]*\Z")
_BY_A_PROGRAM = re.compile(r":[ ]*\Z|\d[:.]\d\d|[@<]")
_FORWARD = re.compile(
    r"^[ >*]*[-—=_ ]*(?:(?:пересланное|пересылаемое|переадресованное|перенаправленное)\s+(?:сообщение|"
    r"письмо)|forwarded\s+(?:message|mail)|начало\s+(?:пере\w+)\s+(?:сообщения|письма)|"
    r"begin\s+forwarded\s+message|конец\s+пере\w+\s+(?:сообщения|письма))[^\n]*$",
    re.M,
)
_HEADER = re.compile(
    r"^[ >*]*(?:от кого|от|from|кому|to|дата|date|отправлено|sent|тема|subject|копия|cc|reply-to|"
    r"ответить)\s?\*?:[^\n]*$",
    re.M,
)
_DEVICE = re.compile(
    r"^[ ]*(?:отправлено (?:с|из|от|при помощи)|sent from|получить outlook|get outlook|отправлено\.|"
    r"--\s?отправлено|антивирус|проверено антивирусом|это сообщение проверено|virus-free)[^\n]*$",
    re.M,
)
_DASHES = re.compile(r"^--[ ]?$", re.M)


_EMPHASIS = re.compile(
    r"(?<![*\w])\*{1,2}(?=[^\s*])[^*\n]{1,160}(?<=\S)\*{1,2}(?![*\w])"
)  # *bold* of a plain text
_TO_FILL_IN = re.compile(
    r"_+(?=[^\W_])|(?<=[^\W_])_+|_{2,}(?=[ ]*(?:[,.;:]|$))", re.M
)  # the line of a form: «в объёме __72__ часов»
_RULE = re.compile(
    r"^[ \t]*(?=[^\n]*[-=_—]{3})[|+=_—:.*~ -]{4,}$", re.M
)  # «+-----+----+», a line drawn with signs
_QUOTE_MARKS = re.compile(r"^[ \t]*>[> \t]*", re.M)  # of a letter sent on
_STRUCK = re.compile(r"~~[^~\n]{1,300}~~")  # struck out by the writer; see mailroom.parsing.html
_NOT_TICKED = re.compile(r"(?:[☐□▢]|\[ ?\])[ ]?[^☐□▢☑☒✓✔■\[\n,;|/]{1,60}")
_TICK = re.compile(r"[☑☒✓✔■]|\[[xхvX✓]\]")


def forward_at(text: str, subject: str) -> int | None:
    """Where a forwarded letter begins (its first marker or header line), or None."""
    folded = fold(text)
    marker = _FORWARD.search(folded)
    if marker:
        return marker.start()
    if re.match(r"\s*(?:fwd?|пересл|пер|wg)\s?:", fold(subject)):
        headers = list(_HEADER.finditer(folded))
        if len(headers) >= 2:
            return headers[0].start()
    return None


def forward_headers(text: str, start: int) -> list[Span]:
    """The header lines (from, to, date, subject) and markers of a forwarded letter from `start` on."""
    folded = fold(text)
    spans = [match.span() for match in _FORWARD.finditer(folded)]
    limit = start + 1500
    return spans + [match.span() for match in _HEADER.finditer(folded, start, min(limit, len(folded)))]


def quoted(text: str) -> list[Span]:
    """The spans of quoted earlier mail: lines marked with >, and everything below an "X wrote:" line."""
    folded = fold(text)
    spans = [match.span() for match in re.finditer(r"^[ ]*>[^\n]*$", folded, re.M)]
    for match in _WROTE.finditer(folded):
        if _SAYS_WROTE.search(match.group()) and not _BY_A_PROGRAM.search(match.group()):
            continue  # «оценки я уже писал»: the sender's own words
        rest = folded[match.end() :].lstrip("\n ")
        spans.append(match.span() if rest.startswith(">") else (match.start(), len(text)))
        spans.extend(_header_above(folded, match.start()) if not rest.startswith(">") else [])
    return spans


def _header_above(folded: str, start: int) -> list[Span]:
    previous = folded.rfind("\n", 0, max(0, start - 1)) + 1
    line = folded[previous:start]
    return [(previous, start)] if re.search(r"\d{1,2}:\d\d|<[^>]+@", line) else []


def signature_spans(text: str) -> list[Span]:
    """Lines that devices add, and what follows the "-- " separator."""
    folded = fold(text)
    spans = [match.span() for match in _DEVICE.finditer(folded)]
    dashes = [match for match in _DASHES.finditer(folded) if match.start() > 0]
    return spans + [(dashes[-1].start(), len(text))] if dashes else spans


def join_soft_breaks(text: str) -> str:
    """`text` with the line breaks that a mail program put inside a sentence turned into spaces."""
    lines = text.split("\n")
    out = lines[0] if lines else ""
    if sum(_HYPHENED.match(line) is not None for line in lines) == 1:  # no list: the sign of a sentence
        lines = [_HYPHENED.sub(lambda match: match.group().replace("-", "—"), line) for line in lines]
    width = max((len(line.rstrip()) for line in lines if len(line) <= _WIDEST), default=0)
    for previous, line in zip(lines, lines[1:], strict=False):
        out += (" " if _soft(previous, line, width) else "\n") + line
    return out


_RAGGED = 3  # characters by which lines broken by hand differ
_WIDEST = 100  # characters; a longer line was not broken by a mail program


_LAST_MARK = re.compile(r"[,;|—–-]\s*|\s/\s")
_TAKES_LEAVE = re.compile(
    r"\s*(?:с\s(?:уважени|наилучш|благодарн|надежд)|спасибо|заранее|благодарю|жду|тел(?:ефон)?[.:])"
)


def _soft(previous: str, line: str, width: int) -> bool:
    """Whether a mail program broke a line there; `width` is that of the letter's longest broken line."""
    bare = previous.rstrip()
    if bare and line.strip() and _open_quote(bare) and re.match(r"[^\n«]{0,80}[»\"]", line):
        return True
    if (
        _RULED_LINE.fullmatch(bare)
        or _RULED_LINE.fullmatch(line)
        or (_rows_alike(bare, line.strip()) and not (bare and line.strip() and _runs_on(bare, line, width)))
    ):
        return False  # rows of a table
    if (
        not bare
        or not line.strip()
        or (ITEM.match(line) and not _goes_on(bare, line, width))
        or _TAKES_LEAVE.match(fold(line))
        or (bare[-1] in ":;!?" and not _ends_with_label(bare))
        or len(bare) > 90
    ):
        return False
    flowed = len(previous) - len(bare) == 1 and len(bare) >= 40
    fitted = len(bare) + 1 + len(line.split()[0]) <= width - _RAGGED  # whoever broke it meant to
    if not flowed and not (
        len(bare) >= 55 and not fitted and (bare[-1] not in "." or line.lstrip()[0].islower())
    ):
        return False
    if line.startswith("(") and bare[-1] not in ".;":
        return True  # «96 ч., 5 / (отлично)»
    if find_hours(bare) and whole_result(_LAST_MARK.split(bare)[-1]):
        return False  # a row that ends with its result ends there, however its next line begins
    if line.lstrip()[0].isupper() and _closed(bare, line):
        return False
    if _runs_on(bare, line, width):
        return True
    if not find_hours(bare) and _whole_row(line) and not _LEADS_ON.search(fold(bare)):
        return False
    label = line.partition(":")[0]
    if len(label) < len(line) and (label_kind(fold(label)) or _LABEL_FIRST.match(line)):
        return False
    dashed = _DASHED_LABEL.match(line)
    if dashed and label_kind(fold(dashed.group(1))):
        return False
    return bool(_CUT_OFF.search(fold(bare))) or not (find_hours(bare) and find_hours(line))


def _ends_with_label(bare: str) -> bool:
    """«… 32 часа, оценка за курс: / четыре; …»: the value stands on the next line."""
    said = re.split(r"[,;.]\s", bare.removesuffix(":"))[-1]
    return bare.endswith(":") and label_kind(fold(said.strip())) in {"hours", "form", "result"}


def _runs_on(bare: str, line: str, width: int) -> bool:
    """«… сдан на 3. История / искусств: …»: a full line that ends with a word or a comma, and one in small letters."""
    full = len(bare) >= 55 and len(bare) + 1 + len(line.split()[0]) > width - _RAGGED
    begun = bare[0].isupper() or _BEGUN.search(bare) or is_adjective(fold(bare.split()[-1]))
    said = bare.rstrip(" ,") or bare
    ended = (
        not (bare[-1].isalpha() or bare[-1] == ",")
        or whole_result(said.split()[-1]) is not None
        or whole_result(_LAST_MARK.split(said)[-1]) is not None
    )
    return bool(full and begun and not ended and line.lstrip()[0].islower())


_BEGUN = re.compile(r"[.!?]\s+[А-ЯЁ]")


_HYPHENED = re.compile(r"[ \t]*-\s(?=[«\"]?[а-яё\d])")
_CUT_OFF = re.compile(r"(?:№|(?<!\w)(?:из|на|по|в|за|от|до|для|с|и))\s*\Z")


def _goes_on(bare: str, line: str, width: int) -> bool:
    """«… 92 балла из / 100 …», «форма аттестации / — турнир»: no item, but a broken sentence."""
    if len(bare) < 40 or not line.strip() or len(bare) + 1 + len(line.split()[0]) <= width - _RAGGED:
        return False
    cut = bool(_CUT_OFF.search(fold(bare)))
    return cut or (line.lstrip()[0] in "—–" and bare[-1] not in ".;:" and not ITEM.match(bare))


_RULED_LINE = re.compile(r"[\s|+=_*~—-]*")
_COLUMNS = re.compile(r"[|\t]|(?<=\S) {3,}(?=\S)")
_PARTS = tuple(re.compile(each) for each in (r"\s/\s", r"\s[-—]\s", r";\s", r":\s"))


def _rows_alike(one: str, other: str) -> bool:
    """Whether two lines are rows: marks of columns in either, or as many parting marks in both."""
    if any(len(_COLUMNS.findall(each)) > 1 for each in (one, other)):
        return True
    return any(2 <= len(mark.findall(one)) == len(mark.findall(other)) for mark in _PARTS)


_LABEL_FIRST = re.compile(r"\s*[А-ЯЁA-Z][^\W\d_]*(?:\s[^\W\d_]+){0,3}:\s")
_DASHED_LABEL = re.compile(r"\s*([^:\n]{2,60}?)\s[-—–]\s")
_LEADS_ON = re.compile(
    r"(?:[,—-]|(?<!\w)(?:курс\w{0,2}|предмет\w{0,2}|дисциплин\w{0,2}|модул\w{0,2}|программ\w{0,2}|по|в|на|и))\Z"
)


_ENDS_A_SENTENCE = re.compile(
    r"[«\"]?[\w-]+[»\"]?\.\s+[А-ЯЁ][а-яё ]"
)  # «… в центре / «Пересвет». В нём 48 часов»


def _whole_row(line: str) -> bool:
    """«робототехника 72ч зачёт зачтено»: a name, its hours and, at the end, its result: a row wherever it stands."""
    if _ENDS_A_SENTENCE.match(line):
        return False
    found, said = find_hours(line), line.rstrip(" .;,").split()
    return (
        len(found) == 1
        and found[0].start >= 4
        and len(line[: found[0].start].split()) <= 6
        and len(said) <= 14
        and any(whole_result(" ".join(said[-size:])) for size in (1, 2, 3))
    )


def _open_quote(line: str) -> bool:
    return line.count("«") > line.count("»") or line.count('"') % 2 == 1


def _closed(previous: str, line: str) -> bool:
    """Whether the first line ends a row (with a result) or the second one is a name in a signature."""
    last_field = _LAST_MARK.split(previous)[-1]
    names = find_names(line.strip())
    return whole_result(last_field) is not None or (
        bool(names) and names[0].written == squeeze(line.strip(" .,"))
    )


def as_meant(view: str) -> str:
    """The view without what the writer struck out and without the choices that are not ticked («☒ зачёт ☐ экзамен»)."""
    if "☐" in view or "□" in view or "[ ]" in view:
        view = _NOT_TICKED.sub(lambda match: " " * len(match.group()), view)
        view = _TICK.sub(lambda match: " " * len(match.group()), view)
    return _STRUCK.sub(lambda match: " " * len(match.group()), view)


def prepare(text: str, part: str, hidden: list[Span], attachment: int | None = None) -> Page:
    """A page of `text` whose `hidden` spans are blanked and whose soft line breaks are joined."""
    view = _EMPHASIS.sub(lambda match: match.group().replace("*", " "), straight(text))
    view = as_meant(_QUOTE_MARKS.sub(lambda match: " " * len(match.group()), view))
    view = _RULE.sub(lambda match: " " * len(match.group()), view)
    view = _TO_FILL_IN.sub(lambda match: " " * len(match.group()), view)
    view = _SQUARE.sub(r" (\1)", _NUMBER_IN_BRACKETS.sub(r"\1\2) ", _LEADER.sub(_as_dash, view)))
    joined = join_soft_breaks(blank(view, hidden))
    return Page(text, "\n".join(_paired(line) for line in joined.split("\n")), part, attachment)


# «->», «…..», «____» between fields: a dash to the reader; «[1]» before a row: «1)».
_LEADER = re.compile(r"(?<=\S)[ ]*(?:[-—=]+>|[→⇒➔]|[.…]{4,}|(?<=[ ])[.…]{2,}|_{3,})[ ]*(?=[^\s.»])")
_NUMBER_IN_BRACKETS = re.compile(r"^([ \t]*)\[(\d{1,2})\]", re.M)
_SQUARE = re.compile(r"[ ]\[([^\[\]\n]{1,80})\]")  # «Футбол [102 часа]»


def _as_dash(match: re.Match[str]) -> str:
    return " —".ljust(len(match.group())) if len(match.group()) > 2 else " —"[-len(match.group()) :]


_OPENS = re.compile(r"(?:^|(?<=[\s(«\[—:-]))\"(?=[^\s\",.;:!?)])")
_CLOSES = re.compile(r"(?<=[^\s\"(«])\"(?=[\s,.;:!?)»\]—-]|$)")


def _paired(line: str) -> str:
    """A line whose straight quotes open and close in turn with angle quotes, so that the «А» of a class pairs with
    nothing else; a line where they do not is left as it is."""
    marks = [match.start() for match in re.finditer('"', line)]
    opening = {match.start() for match in _OPENS.finditer(line)}
    closing = {match.start() for match in _CLOSES.finditer(line)}
    if not marks or set(marks[::2]) - opening or set(marks[1::2]) - closing or len(marks) % 2 or "«" in line:
        return line
    letters = list(line)
    for number, place in enumerate(marks):
        letters[place] = "»" if number % 2 else "«"
    return "".join(letters)
