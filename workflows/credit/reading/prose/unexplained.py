"""Values of running sentences beside words that nobody understands: shown, and left for a person."""

import re
from dataclasses import replace

from workflows.credit.reading.prose.leading import only_leads
from workflows.credit.reading.prose.mentions import no_title
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import said_before
from workflows.credit.reading.text.page import NON_EMPTY, Page, Span
from workflows.credit.reading.text.placed import Placed
from workflows.credit.reading.text.sentences import ASK, sentences
from workflows.credit.reading.values import Course, Value

_MARK = re.compile(r"[,;:!?()\n«»\"]|[/|]|\.(?=\s|\Z)|\s[—–-]\s|\s(?:и|а|но)\s")


def doubt_unexplained(page: Page, placed: list[Placed], *, answering: bool) -> list[Placed]:
    """`placed` of a text that is not understood as a whole: doubted where a word beside a value is not either."""
    known = [
        place
        for one in placed
        for value in (one.course.title, one.course.hours, one.course.assessment_form, one.course.result)
        if (place := value.place_in(page.part))
    ]
    out = []
    for one in placed:
        course = one.course
        values = [
            value
            for value in (course.hours, course.assessment_form, course.result)
            if value.value is not None
        ]
        if any(_beside_unknown(page, value, known) for value in values):
            course = replace(course, doubts=tuple(dict.fromkeys([*course.doubts, "words_left"])))
        if _odd_title(page, course.title) or (not answering and _named_before(page, course.title)):
            course = replace(course, doubts=tuple(dict.fromkeys([*course.doubts, "title_unclear"])))
        out.append(replace(one, course=course))
    return out


def _beside_unknown(page: Page, value: Value, known: list[Span]) -> bool:
    """Whether a word between the marks around a value neither leads to it nor is a part of what was read."""
    place = value.place_in(page.part)
    if place is None:
        return False
    start, end = place
    begin = max([match.end() for match in _MARK.finditer(page.view, 0, start)], default=0)
    after = _MARK.search(page.view, end)
    stop = after.start() if after else len(page.view)
    said = page.blank([span for span in known if span[0] < stop and begin < span[1]])
    before, behind = (_ASKED.sub(" ", each) for each in (said.folded[begin:start], said.folded[end:stop]))
    near = [*before.split()[-_NEAR:], *behind.split()[:_NEAR]]
    return not all(only_leads(word.strip(" .!?")) or _DONE.match(word) for word in near)


_NEAR = 2  # words on each side; what stands farther off tells where and when
_ASKED = re.compile(rf"{ASK.pattern}|(?<!\w)(?:прошу|просим|хочу|хотим)(?!\w)")
_DONE = re.compile(r"(?:пройд|изуч|осво|прослуш|рассчит|заверш|законч)\w+нн\w+")


_PREPOSITION = re.compile(r"(?:\A|\s)(?:по|на|о|об|с|у|для)\s(?:\w+,\s)?\Z")


def _named_before(page: Page, title: Value) -> bool:
    """«… химию и биологию … По химии 36 часов»: a name behind a preposition that was written otherwise before."""
    place = title.place_in(page.part)
    if place is None or not _PREPOSITION.search(page.folded[: place[0]]):
        return False
    return said_before(page.folded[: place[0]], page.folded[slice(*place)])


_FULL = 50  # characters of a line that a mail program broke
_GENERIC = re.compile(r"(?:курс|предмет|дисциплин|программ|модул)[а-я]{0,3}\s[а-я]")


def _odd_title(page: Page, title: Value) -> bool:
    """A name without quotes that only leads to a value, says more than a name, or begins in the middle of a line that
    was broken."""
    place = title.place_in(page.part)
    if place is None:
        return False
    start, said = place[0], fold(str(title.value or ""))
    if not said or page.view[:start].endswith(("«", '"')):
        return False
    above = page.view[:start].rstrip(" ")
    line = above.rstrip().rpartition("\n")[2]
    full = len(line) > _FULL and line[-1].isalpha()
    broken = above.endswith("\n") and said[0] == page.view[start] and full
    return bool(only_leads(said) or said.endswith("?") or broken or _GENERIC.match(said) or no_title(said))


def says_only_values(page: Page, course: Course) -> bool:
    """Whether the sentences that hold the values of a course without a name say nothing besides."""
    places = [
        (value.source.start, value.source.end)
        for value in (course.hours, course.assessment_form, course.result)
        if value.source and value.source.part == page.part
    ]
    rest = page.blank(places)
    return all(
        only_leads(_ASKED.sub(" ", rest.folded[low:high]).strip(" .!?"))
        for line in NON_EMPTY.finditer(page.view)
        for low, high in sentences(page.view, *line.span())
        if any(low <= start < high for start, _ in places)
    )
