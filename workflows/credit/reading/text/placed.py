"""A course with its place on the page, and what reading has already taken from it."""

from dataclasses import dataclass

from workflows.credit.reading.text.page import NON_EMPTY, Page, Span, trim
from workflows.credit.reading.values import Course

MOST_COURSES = 300  # of one text; an application has a dozen


@dataclass(frozen=True)
class Placed:
    """A course and the stretch of the page it was read from."""

    course: Course
    start: int
    end: int


@dataclass
class State:
    """A page being read: what was found so far and which stretches are taken."""

    page: Page
    found: list[Placed]
    taken: list[Span]
    listed: frozenset[int] = frozenset()  # where rows of a list typed into one line begin

    def take(self, course: Course, start: int, end: int) -> None:
        """Keep a course and remember where it stood; rows beyond MOST_COURSES are left for a person."""
        if len(self.found) >= MOST_COURSES:
            return
        self.found.append(Placed(course, start, end))
        self.taken.append((start, end))


def lines_of(page: Page) -> list[Span]:
    """The non-empty lines of the view."""
    return [trim(page.view, *match.span()) for match in NON_EMPTY.finditer(page.view)]


def is_free(state: State, span: Span) -> bool:
    """Whether no course was read from any part of the span."""
    return not any(span[0] < end and start < span[1] for start, end in state.taken)
