"""Everything by which the pages of one kind of case differ from those of another, as one frozen value.

The pages themselves (workflows.cases.views, workflows.views) are the same for all kinds. The catalogue names the
description of each workflow.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.urls import reverse

from organisation.models import User
from organisation.roles import Role
from workflows.cases import labels
from workflows.cases.deciding import Deciding
from workflows.cases.forms import ActionForm
from workflows.cases.history import Telling
from workflows.cases.models import Case
from workflows.cases.timing import Timing
from workflows.cases.tracking_page import Tracking

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Station = tuple[Sequence[str], "StrOrPromise"]  # states, and the words for all of them
Fact = tuple["StrOrPromise", Any]  # a name, and a value that is shown unless it is empty
Condition = Callable[[Any], bool]  # of a case


@dataclass(frozen=True)
class NextPage:
    """Where a person goes on with a case, and the verb."""

    url: str
    verb: "StrOrPromise"


def _nowhere(case: Any, user: User) -> NextPage | None:
    return None


def _nothing_more(case: Any, user: User) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Description:
    """One kind of case. Functions get the concrete case; words are in the reader's language."""

    model: type[Case]
    title: "StrOrPromise"  # «Credit transfer»
    states: type[TextChoices]
    path: Sequence[Station]  # in order; the first station is that of a fresh case
    lead: Callable[[Any], str]  # the line under the heading
    facts: Callable[[Any], Iterable[Fact]]  # see workflows.cases.facts
    term_note: Callable[[Any, Timing], str]  # from when the term of an open case counts, in a sentence
    by_phone: Callable[[Any], str]  # what may be said to whoever calls

    forms: Sequence[type[ActionForm]]  # of the actions on the page of a case, in the order of the page
    offered: Mapping[str, Condition] = field(default_factory=dict)  # a legal action is shown only if
    pressing: Mapping[str, Condition] = field(default_factory=dict)  # the case waits for just this
    next_page: Callable[[Any, User], NextPage | None] = _nowhere
    stations: Callable[[Any], Sequence[Station]] | None = None  # where the path depends on the case

    steps: Mapping[str, Telling] = field(default_factory=lambda: labels.STEPS)
    letters: "Mapping[str, StrOrPromise]" = field(default_factory=lambda: labels.LETTERS)
    doubts: "Mapping[str, StrOrPromise]" = field(default_factory=lambda: labels.DOUBTS)
    errors: "Mapping[str, StrOrPromise]" = field(default_factory=lambda: labels.ERRORS)
    decided: Sequence[str] = ()  # states in which a decision is made and its papers are on their way
    waiting: Sequence[str] = ()  # states in which the applicant has to do something

    # Permissions of the tasks of the flow, by the role that holds them.
    grants: Mapping[Role, Sequence[str]] = field(default_factory=dict)
    related: Sequence[str] = ()  # foreign keys of the concrete case that its pages read
    prefetched: Sequence[str] = ()
    template: str = "cases/case.html"
    more: Callable[[Any, User], Mapping[str, Any]] = _nothing_more  # what this template shows besides
    apart: Sequence[str] = ()  # kinds of papers that this template shows elsewhere
    deciding: Deciding | None = None  # None: decided on the page of the case, or on pages of its own
    tracking: Tracking | None = None  # None: no secret link leads to such a case
    shown: Callable[[Any], Mapping[str, Any]] = lambda case: {}  # what `show_case` tells besides
    receipt: str = ""  # what a receipt at the counter says was handed in (Russian); empty: there are none

    @property
    def kind(self) -> str:
        """Case.kind, and the beginning of the names of its routes."""
        return self.model.KIND

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that this kind has without writing them: names of routes are {kind}_{page}."""
        decision = ("decision", "preview", "preview_page") if self.deciding else ()
        return ("case", "act", *(("receipt",) if self.receipt else ()), *decision)

    def route(self, page: str) -> str:
        """The name of the route of one of its pages."""
        return f"{self.kind}_{page}"

    def url(self, page: str, *arguments: object) -> str:
        """The address of one of its pages."""
        return reverse(self.route(page), args=arguments)

    def form_of(self, action: str) -> type[ActionForm] | None:
        """The form of an action on the page of a case; None when it has none there."""
        return next((form for form in self.forms if form.action == action), None)
