"""Record disclosure as its pages describe it: path, facts, what may be said on the telephone, what is offered when."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisation.models import User
from organisation.roles import Role
from workflows.cases import facts
from workflows.cases.description import Description, Fact, NextPage
from workflows.cases.templatetags import wording
from workflows.cases.timing import Timing
from workflows.disclosure import labels, ledger, links
from workflows.disclosure.choices import PAPERS, Delivery
from workflows.disclosure.forms import FORMS
from workflows.disclosure.models import DECIDED, RecordRequest, State
from workflows.disclosure.tracking_page import TRACKING


def asked(case: RecordRequest) -> str:
    """The papers in words."""
    return ", ".join(str(PAPERS[code]) for code in case.papers if code in PAPERS)


def lead(case: RecordRequest) -> str:
    """«Record request: extract from the journal of marks.»"""
    return _("Record request: %(papers)s.") % {"papers": asked(case) or _("it is not clear what is asked")}


def term_note(case: RecordRequest, timing: Timing) -> str:
    """From when the term counts, in a sentence."""
    days = case.term_days(timing.ours) or 0
    words = ngettext(
        "%(days)d working day from the day of the request.",
        "%(days)d working days from the day of the request.",
        days,
    )
    sentence = words % {"days": days}
    if case.extended_on:
        extended = _("Extended once on %(day)s: %(reason)s") % {
            "day": f"{case.extended_on:%d.%m.%Y}",
            "reason": case.extension_reason,
        }
        return f"{sentence} {extended}"
    return sentence


def period(case: RecordRequest) -> str:
    """«01.09.2026 – 24.11.2026», open at either side."""
    if not (case.period_from or case.period_to):
        return ""
    first = f"{case.period_from:%d.%m.%Y}" if case.period_from else "…"
    return f"{first} – {case.period_to:%d.%m.%Y}" if case.period_to else f"{first} – …"


def known(case: RecordRequest) -> list[Fact]:
    """Who and what, as far as it is known."""
    return [
        *facts.student(case),
        (_("Further students"), "; ".join(str(each.shown) for each in case.others.all())),
        (_("Period"), period(case)),
        (_("What it is for"), case.purpose),
        (_("Who asks"), case.get_capacity_display() if case.capacity else ""),
        (_("Asked orally"), _("yes") if case.oral else ""),
        (_("Identity"), ledger.identified(case) if case.identified_at else ""),
        (_("What proves the right"), case.authority),
        (_("Law or contract"), case.ground),
        (_("Their letter"), case.request_number),
        (_("How it is handed over"), case.get_delivery_display()),
        *facts.arrival(case),
        (_("Prepared by"), case.prepared_by.display_name if case.prepared_by else ""),
        *facts.decision(case),
        (_("Ground of refusal"), str(labels.GROUNDS.get(case.refusal, ""))),
        (_("Notice of the extension"), case.notice_number),
        *facts.places(case),
    ]


def by_phone(case: RecordRequest) -> str:
    """What may be said to whoever calls: never what the record says, nor that there is one."""
    if case.state == State.CLOSED:
        return _("The answer has been sent.")
    if case.state in DECIDED:
        return _("The decision is made, the answer is on its way.")
    if case.due_on is None or case.state == State.WITHDRAWN:
        return ""
    stage = _("The request has arrived and is being looked at.")
    due = _("The answer comes by %(day)s.") % {"day": wording.day_in_words(case.due_on)}
    return f"{stage} {due}"


def next_page(case: RecordRequest, user: User) -> NextPage | None:
    """The page on which this person goes on, with its verb."""
    if user.has_role(Role.OFFICE) and case.state == State.IDENTIFICATION and case.student_id is not None:
        return NextPage(DISCLOSURE.url("identity", case.number), _("Check identity and right"))
    if user.has_role(Role.OFFICE) and case.state == State.PREPARATION:
        return NextPage(DISCLOSURE.url("scope", case.number), _("Choose what leaves"))
    return None


def more(case: RecordRequest, user: User) -> dict[str, Any]:
    """The code of a living link for the office; for the head what is about to leave."""
    link = links.living(case) if user.has_role(Role.OFFICE) else None
    return {
        "code": link.code if link else "",
        "code_until": link.expires_at if link else None,
        "may_preview": case.state in (State.PREPARATION, State.APPROVAL) and bool(case.scope or case.express),
    }


def shown(case: RecordRequest) -> dict[str, Any]:
    """What was asked, by whom, what leaves, and the rows of the ledger, for `show_case`."""
    return {
        "asked": list(case.papers),
        "capacity": case.capacity or None,
        "scope": case.scope,
        "refusal": case.refusal or None,
        "students": [each.full_name for each in case.subjects()],
        "ledger": list(case.ledger.order_by("pk").values("number", "decision", "who", "content_sha256")),
    }


def to_be_handed(case: RecordRequest) -> bool:
    """Decided and signed, and the way is not a letter."""
    flow_says = case.delivery in (Delivery.HAND, Delivery.POST) or case.on_paper
    return case.state in DECIDED and flow_says


def always(case: RecordRequest) -> bool:
    """The case waits for this whenever it is possible."""
    return True


DISCLOSURE = Description(
    model=RecordRequest,
    title=gettext_lazy("Record disclosure"),
    states=State,
    path=labels.PATH,
    decided=DECIDED,
    lead=lead,
    facts=known,
    term_note=term_note,
    by_phone=by_phone,
    forms=FORMS,
    offered={
        "take_up": lambda case: bool(case.papers),
        "name_others": lambda case: any(each.open for each in case.others.all()),
        "extend": lambda case: case.extended_on is None,
        "hand_over": to_be_handed,
    },
    pressing={
        "take_up": always,
        "name_others": always,
        "disclose": always,
        "issue": always,
        "hand_over": always,
    },
    next_page=next_page,
    more=more,
    template="disclosure/case.html",
    tracking=TRACKING,
    shown=shown,
    steps=labels.STEPS,
    letters=labels.LETTERS,
    doubts=labels.DOUBTS,
    errors=labels.ERRORS,
    grants={
        Role.OFFICE: ("disclosure.register_disclosure",),
        Role.HEAD: ("disclosure.decide_disclosure",),
    },
    related=("prepared_by", "decided_by", "identified_by"),
    prefetched=("others__student",),
    receipt="Запрос сведений об обучении",
)
