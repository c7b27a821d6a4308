"""Who and what: the facts that pages of all kinds of cases name, in groups that a description puts in its order."""

from typing import Any

from django.utils.translation import gettext as _

from workflows.cases.description import Fact


def student(case: Any) -> list[Fact]:
    """Whom it is about."""
    found = case.student
    return [
        (_("Student"), found and f"{found.full_name}, {found.birth_date:%d.%m.%Y}"),
        (_("Personal file"), found.file_number if found else ""),
    ]


def arrival(case: Any) -> list[Fact]:
    """From whom and how it came."""
    return [
        (_("Sender"), case.confirmed_how if case.sender_confirmed else _("not confirmed")),
        (_("Handed in by"), case.handed_in_by),
        (_("How it came"), case.get_channel_display()),
        (_("Incoming number"), case.incoming_number),
    ]


def decision(case: Any) -> list[Fact]:
    """Who decided, under which number."""
    return [
        (_("Decides"), case.decided_by.display_name if case.decided_by else ""),
        (_("Number of the decision"), case.decision_number),
    ]


def places(case: Any) -> list[Fact]:
    """Where its paper lies, and from which case it was split."""
    return [
        (_("Paper originals"), case.original_place),
        (_("Split from"), case.split_from.number if case.split_from else ""),
    ]


def usual(case: Any) -> list[Fact]:
    """All of them, where a workflow adds nothing."""
    return [*student(case), *arrival(case), *decision(case), *places(case)]
