"""A course with its place on the page, and what reading has already taken from it."""

import re
from dataclasses import dataclass

from workflows.credit.reading.page import Page, Span, trim
from workflows.credit.reading.values import Course


@dataclass(frozen=True)
class Placed:
    """A course and the stretch of the page it was read from."""

    course: Course
    start: int
    end: int


@dataclass
class State:
    page: Page
    found: list[Placed]
    taken: list[Span]

    def take(self, course: Course, start: int, end: int) -> None:
        self.found.append(Placed(course, start, end))
        self.taken.append((start, end))


def lines_of(page: Page) -> list[Span]:
    """The non-empty lines of the view."""
    return [trim(page.view, *match.span()) for match in re.finditer(r"[^\n]*\S[^\n]*", page.view)]


def is_free(state: State, span: Span) -> bool:
    return not any(span[0] < end and start < span[1] for start, end in state.taken)
