"""Requests for leave as rows of lists."""

from django.urls import reverse

from organisation.roles import Role
from tests.workflows.fourth.models import LeaveRequest, State
from workflows.cases import listing
from workflows.cases.shown import WorkRow


def rows(keys, user, timing):
    """The row of each case by primary key, in two queries."""
    cases = LeaveRequest.objects.filter(pk__in=keys).select_related("student", "next_person")
    return {case.pk: row(case, user, timing) for case in cases.prefetch_related("pauses")}


def row(case, user, timing):
    """One request."""
    decides = case.state == State.DECISION and user.has_role(Role.HEAD)
    return WorkRow(
        title=listing.student(case),
        url=reverse("leave_decision" if decides else "leave_case", args=[case.number]),
        about=f"Отсутствие на занятиях {case.number}",
        number=case.number,
        why=listing.holder(case),
        term=timing.term(case),
        standing=listing.standing(case, timing),
        verb="Решить" if decides else "Посмотреть",
    )


def matching(words):
    """Nothing of its own to search in."""
    return LeaveRequest.objects.none()
