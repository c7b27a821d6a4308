"""What actions do in every workflow; each flow mixes these in and adds its own `on_<action>(case, actor, data)`.

Called by the door, inside its transaction; what the clock calls (`beat`, `finish_entry`, `void_entry`) opens its own.
"""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from documents.models import Entry
from organisation.profile import Profile
from workflows.cases import decisions
from workflows.cases.models import Case


class CaseEffects:
    """Mixed into the flow class of every workflow."""

    CASE: ClassVar[type[Case]]  # the concrete case

    def beat(self, today: date, ours: Profile) -> Mapping[str, int]:
        """What is to be done by the date alone; counts per outcome. Must be safe to repeat at any moment."""
        return {}

    def finish_entry(self, entry: Entry) -> None:
        """Finish a reservation whose maker is gone. NeverPrintable or a MoveRefused: it will never be finished."""
        decisions.finish(self.CASE, entry.pk)

    def void_entry(self, entry: Entry, reason: str) -> None:
        """End a reservation that will never become a paper."""
        decisions.void(self.CASE, entry.pk, reason)
