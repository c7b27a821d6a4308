"""One text of a letter as it is read. A span of the prepared view is a span of the original text."""

import re
from dataclasses import dataclass
from functools import cached_property

from workflows.credit.reading.text.folding import fold, squeeze
from workflows.credit.reading.values import Source, Value

Span = tuple[int, int]

_EMOJI = r"[\u2190-\u21d0\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?"
ITEM = re.compile(
    r"[ \t]*(?:№?[ ]?\d{1,2}[ ]?[.)](?:[ \t]+|(?=[^\d\s]))|№[ ]?\d{1,2}[ ]?[:.)]?[ ]+|"
    rf"(?:[-—–*•·▪◦●○■►+]|{_EMOJI})+[ \t]*(?=\S)|[а-яa-zА-ЯA-Z]\)[ ]+|\(\d{{1,2}}\)[ ]*|"
    r"\d{1,2}[ ]?[-—][ ]+(?=[«\"А-ЯЁA-Z])|\d{1,2}[ ]+(?=[«\"][^»\"\n]{3}|[А-ЯЁA-Z]\w)|"
    r"[IVXХ]{1,4}[.)][ ]+|[①-⑳][ ]*|\d️?⃣[ ]*)"
)
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-[ ]?\n[ ]*(?=[^\W\d_])")  # «Веб- / дизайн»
_NOT_BREAK = re.compile(r"[^\n]")
NON_EMPTY = re.compile(r"^[^\n]*\S[^\n]*$", re.M)  # a line with something on it


@dataclass(frozen=True)
class Page:
    """A text and its prepared view. `view` and `folded` are exactly as long as `text`."""

    text: str
    view: str
    part: str
    attachment: int | None = None

    @cached_property
    def folded(self) -> str:
        """The view folded to one case."""
        return fold(self.view)

    def source(self, start: int, end: int) -> Source:
        """The source that points at [start, end) of this text."""
        return Source(self.part, start, end, attachment=self.attachment)

    def value(self, start: int, end: int, rule: str, trusted: bool = True) -> Value:
        """The words at [start, end) as a value, white space squeezed."""
        start, end = trim(self.text, start, end)
        said = self.text[start:end]
        whole = _BROKEN_WORD.sub("-", said.replace("\xad", ""))
        return Value(squeeze(whole), said, self.source(start, end), rule, trusted)

    def blank(self, spans: list[Span]) -> "Page":
        """The same page with these spans blanked in the view."""
        return Page(self.text, blank(self.view, spans), self.part, self.attachment)


def trim(text: str, start: int, end: int) -> Span:
    """[start, end) without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def blank(text: str, spans: list[Span]) -> str:
    """`text` with everything inside the spans replaced by spaces, line breaks kept."""
    pieces, place = [], 0
    for start, end in sorted(set(spans)):
        start = max(start, place)
        if start < end:
            pieces += [text[place:start], _NOT_BREAK.sub(" ", text[start:end])]
            place = end
    return "".join([*pieces, text[place:]])


def unquote(text: str, start: int, end: int) -> Span:
    """[start, end) without a pair of quotes that encloses all of it."""
    start, end = trim(text, start, end)
    pairs = {"«": "»", '"': '"', "“": "”", "„": "“", "'": "'"}
    if (
        end - start > 2
        and pairs.get(text[start]) == text[end - 1]
        and text[start:end].count(text[end - 1]) <= 2
    ):
        return trim(text, start + 1, end - 1)
    return start, end
