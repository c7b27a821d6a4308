"""What the page of a decision needs to know of one kind of case, and the queue of those that wait for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from organisation.models import User
from workflows.cases.models import Case
from workflows.cases.timing import Timing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_QUEUE = 200


@dataclass(frozen=True)
class Choice:
    """One way to decide: its consequence, or why it cannot be chosen."""

    action: str
    title: "StrOrPromise"
    about: "StrOrPromise"
    possible: bool


@dataclass(frozen=True)
class Deciding:
    """The page on which cases of one kind are decided. Functions get the concrete case."""

    state: str  # in which a case waits for its decision
    heading: Callable[[Any], str]
    choices: Callable[
        [Any, User, Timing], Sequence[Choice]
    ]  # every way, the impossible ones too, none preferred
    draft: Callable[[Any, User], Mapping[str, Any]]  # snapshot of the first paper, decided as proposed
    signing: str  # key of the signing mode in the profile
    template: str = "cases/decide.html"
    more: Callable[[Any, User, Timing], Mapping[str, Any]] = lambda case, user, timing: {}
    drawable: Callable[[Any], bool] = lambda case: True  # whether there is a draft to show
    needs_words: "Mapping[str, StrOrPromise]" = field(
        default_factory=lambda: {"send_back": _("Say what has to be mended.")}
    )
    sent_back: "StrOrPromise" = _("%(number)s is sent back.")


def queue(user: User, kind: str, state: str) -> list[str]:
    """Numbers of the cases of a kind that wait in a state, the most urgent first."""
    waiting = Case.objects.visible_to(user).open().filter(kind=kind, state=state)
    return list(waiting.order_by("due_on", "pk").values_list("number", flat=True)[:LONGEST_QUEUE])


def after(number: str, numbers: Sequence[str]) -> str:
    """The next case of the queue; "" at its end."""
    others = [each for each in numbers if each != number]
    if not others:
        return ""
    place = numbers.index(number) if number in numbers else 0
    return others[place] if place < len(others) else others[0]
