"""Steps as sentences with a person as subject, newest first. The present tense needs no gender in Russian."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from workflows.cases.models import Step
from workflows.cases.shown import Happening

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Telling:
    """How an action is told: by a person (%(who)s), or by letter and clock. `detail` words the step's data."""

    person: "StrOrPromise"
    system: "StrOrPromise" = ""
    detail: Callable[[Mapping[str, Any]], str] | None = None
    clock: str = ""  # stops | runs


def happenings(steps: Iterable[Step], table: Mapping[str, Telling]) -> list[Happening]:
    """Sentences of these steps, newest first; repeated savings of one person are told once."""
    told: list[Happening] = []
    before: tuple[str, int | None] | None = None
    for step in sorted(steps, key=lambda each: each.pk, reverse=True):
        key = (step.action, step.actor_id)
        if key == before and step.from_state == step.to_state and not step.note and not step.data:
            continue
        before = key
        told.append(_sentence(step, table.get(step.action), first=not told))
    return told


def _sentence(step: Step, telling: Telling | None, *, first: bool) -> Happening:
    who = step.actor.display_name if step.actor else _("The programme")
    if telling is None:
        return Happening(step.at, f"{step.action}: {who}", mark="now" if first else "")
    text = telling.system if step.actor is None and telling.system else telling.person
    detail = telling.detail(step.data) if telling.detail else ""
    words = [detail, f"«{step.note}»" if step.note else ""]
    after = " ".join(each for each in words if each)
    after += "" if not after or after[-1] in ".?!»" else "."
    sentence = str(text) % {"who": who}
    stopped = telling.clock == "stops"
    return Happening(
        at=step.at,
        lead=f"{sentence}{':' if after else '.'}" if first else "",
        words=after if first else f"{sentence}{': ' + after if after else '.'}",
        clock=_("The clock stands.") if stopped else _("The clock runs.") if telling.clock == "runs" else "",
        mark="now" if first else "stopped" if stopped else "",
    )
