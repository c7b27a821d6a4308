"""Words that speak of several courses at once, and hours that they give to all of them."""

import re

from workflows.credit.reading.prose.clauses import read_values
from workflows.credit.reading.prose.courses import SHARED
from workflows.credit.reading.text.page import Page

_CLOSED = re.compile(
    r"(?:законч|заверш|увенч)\w+\s(?:это\s)?все(?!\w)|(?<!\w)все\s(?:это\s)?(?:законч|заверш|увенч)\w+|на\sвсе\s(?:ушло|потра\w+)"
)  # «закончилось всё зачётом» speaks of one
_TOGETHER = re.compile(
    rf"(?<!\w)(?:{SHARED.pattern}|вместе|в\sсумме|в\sобщей\sсложности|на\sвсе|вдвоем|суммарно|на\sпару(?!\w)|в\sсовокупности|на\s(?:оба|обе|два|три|все)(?!\w))"
)


def of_all(folded: str) -> bool:
    """Whether words speak of several courses at once."""
    return bool(_TOGETHER.search(_CLOSED.sub(" ", folded)))


def hours_of_all(page: Page, start: int, end: int) -> bool:
    """«на оба вместе 72 часа»: hours and words that give them to several courses, and nothing else."""
    said = [match.span() for match in _TOGETHER.finditer(page.folded, start, end)]
    values = read_values(page.blank(said), start, end) if said else None
    return values is not None and bool(values.hours) and not values.forms and not values.results
