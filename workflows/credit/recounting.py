"""Corrected hours of an earlier course: the share is counted anew, and a verdict is never turned round by it. Pure."""

from collections.abc import Mapping
from typing import Any

from workflows.credit import rules
from workflows.credit.proposals import percent


def recount(line: dict[str, Any], before: Mapping[str, Any], threshold: int) -> str:
    """Put the new share into a line of a snapshot; "" or the code of what keeps it from being a mere correction.

    line: with the corrected hours; before: the same line as it was decided.
    """
    if before["hours_percent"] is None or line["unit"] is None:
        return ""
    ours = line["unit"]["hours"]
    if percent(rules.hours_ratio(before["claimed"]["hours"], ours)) != before["hours_percent"]:
        return "hours_counted_together"
    share = percent(rules.hours_ratio(line["claimed"]["hours"], ours))
    was, now = before["hours_percent"] >= threshold, share is not None and share >= threshold
    if was != now:
        return "changes_verdict"
    line["hours_percent"] = share
    return ""
