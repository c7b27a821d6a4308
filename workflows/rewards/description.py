"""Reward nominations as their pages describe them: path, facts, what is offered when, what comes next."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import profile
from organisation.models import User
from organisation.roles import Role
from workflows.cases import door
from workflows.cases.case_page import waits_for_signature
from workflows.cases.description import Description, Fact, NextPage, Station
from workflows.cases.timing import Timing
from workflows.rewards import case_page, labels, papers, shown
from workflows.rewards.forms import FORMS
from workflows.rewards.models import RewardNomination, State


def stations(case: RewardNomination) -> list[Station]:
    """Handing over is a station only where there is a sheet to hand over."""
    return [each for each in labels.PATH if case.with_certificate or each[0] != ("certified",)]


def known(case: RewardNomination) -> list[Fact]:
    """Who and what."""
    rules = profile.current().rewards
    directions = [(each.code, each.title) for each in rules.directions]
    return [
        (_("Field of activity"), papers.title_of(case.field, rules.fields)),
        (_("Direction of work"), papers.title_of(case.direction, directions)),
        (_("Period"), case.period),
        (_("Outside body"), case.sent_to),
        (_("Outgoing number"), case.sent_number),
        (_("Its answer"), case.answer),
        (_("Decided by"), case.decided_by.display_name if case.decided_by else ""),
        (_("Order"), case.decision_number),
        (_("How it came"), case.get_channel_display() if case.message_id else ""),
    ]


def term_note(case: RewardNomination, timing: Timing) -> str:
    """From when the term counts, in a sentence."""
    days = timing.ours.rewards.term_working_days
    if days is None or case.state not in (State.SUBMITTED, State.CONSIDERATION):
        return ""
    return _("%(days)d working days from the nomination to the decision, by the school's own rules.") % {
        "days": days
    }


def by_phone(case: RewardNomination) -> str:
    """Rewards are told by the school itself, not by whoever answers the telephone."""
    return ""


def next_page(case: RewardNomination, user: User) -> NextPage | None:
    """The page on which this person goes on, with its verb."""
    allowed = set(door.allowed(case, user))
    if "nominate" in allowed and not case.nominees.exists():
        return NextPage(reverse("reward_students", args=[case.number]), _("Name students"))
    if case.state == State.CONSIDERATION and allowed & {"approve", "send_back"}:
        return NextPage(reverse("reward_decision", args=[case.number]), _("Decide"))
    if "present" in allowed and not waits_for_signature(case):
        return NextPage(reverse("reward_hand", args=[case.number]), _("Hand over"))
    return None


def always(case: Any) -> bool:
    """The case waits for this whenever it is possible."""
    return True


REWARD = Description(
    model=RewardNomination,
    title=gettext_lazy("Reward nomination"),
    states=State,
    path=labels.PATH,
    stations=stations,
    decided=(State.ORDERED,),
    lead=case_page.lead,
    facts=known,
    term_note=term_note,
    by_phone=by_phone,
    forms=FORMS,
    offered={"record_answer": lambda case: bool(case.sent_to)},
    pressing={
        **dict.fromkeys(("submit", "accept", "order", "close"), always),
        "assign": lambda case: case.reviewer_id is None,
    },
    next_page=next_page,
    steps=labels.STEPS,
    letters=labels.LETTERS,
    doubts=labels.DOUBTS,
    errors=labels.ERRORS,
    grants={
        Role.TEACHER: ("rewards.nominate_reward",),
        Role.DEPUTY: ("rewards.nominate_reward",),
        Role.OFFICE: ("rewards.register_reward",),
        Role.HEAD: ("rewards.decide_reward",),
    },
    related=("nominated_by", "decided_by"),
    template="rewards/case.html",
    more=case_page.more,
    apart=(papers.CERTIFICATE,),
    shown=shown.nomination,
)
