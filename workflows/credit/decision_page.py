"""What the head sees before signing: the proposal line by line, the choices with their reasons, the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisation.models import User
from organisation.profile import Profile
from workflows.cases import door
from workflows.cases.deciding import Choice, Deciding
from workflows.cases.timing import Timing
from workflows.credit import compare_page, labels, papers, proof, proposals, rules
from workflows.credit.models import CourseLine, CreditApplication, State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CHOICES = {
    "approve": gettext_lazy("Credit everything"),
    "approve_partly": gettext_lazy("Credit in part, as proposed"),
    "refuse": gettext_lazy("Refuse"),
    "send_back": gettext_lazy("Send back to comparison"),
}


@dataclass(frozen=True)
class ProposedLine:
    """One row of the table of what is proposed."""

    ours: "StrOrPromise"
    earlier: str
    hours: str
    hours_short: bool
    topics: str
    topics_short: bool
    verdict: str
    verdict_words: "StrOrPromise"
    detail: "StrOrPromise"


def proposed(line: CourseLine, threshold: int) -> ProposedLine:
    """A row; numbers that miss the threshold are marked."""
    found = proposals.analysis(line, threshold)
    ratio = rules.hours_ratio(line.hours, line.unit.hours if line.unit else None)
    topics, total, matched = (
        found.get(name) for name in ("topics_percent", "topics_total", "topics_matched")
    )
    return ProposedLine(
        ours=line.unit.title if line.unit else _("no course of ours"),
        earlier=_("the same name") if line.unit and line.title == line.unit.title else line.title,
        hours=_("%(claimed)s of %(ours)s")
        % {"claimed": line.hours or "?", "ours": line.unit.hours if line.unit else "–"},
        hours_short=rules.reaches(ratio, threshold) is False,
        topics=_("%(claimed)s of %(ours)s") % {"claimed": matched or 0, "ours": total}
        if topics is not None
        else "–",
        topics_short=topics is not None and topics < threshold,
        verdict=line.verdict,
        verdict_words=str(labels.VERDICTS.get(line.verdict, _("no verdict"))).lower(),
        detail=detail(line),
    )


def detail(line: CourseLine) -> "StrOrPromise":
    """The mark, the reason, or the day of the assessment."""
    if line.verdict == rules.CREDITED:
        return f"«{line.our_result}»"
    if line.verdict == rules.REFUSED:
        return line.reason_words or labels.REASONS.get(line.reason_code, "")
    if line.assessment_until:
        return _("until %(day)s") % {"day": f"{line.assessment_until:%d.%m.%Y}"}
    return ""


def heading(case: CreditApplication) -> str:
    """«Тарасов Кирилл, 7Б: зачесть 2 курса из 4»."""
    lines = list(case.lines.all())
    credited = sum(line.verdict == rules.CREDITED for line in lines)
    if not credited:
        return _("%(who)s: nothing to credit at once") % {"who": case.who}
    words = ngettext(
        "%(who)s: credit %(count)d course of %(total)d",
        "%(who)s: credit %(count)d courses of %(total)d",
        credited,
    )
    return words % {"who": case.who, "count": credited, "total": len(lines)}


def sum_words(lines: Sequence[CourseLine]) -> str:
    """«2 зачесть, 1 не зачесть, 1 аттестация»."""
    given = [line.verdict for line in lines]
    counts = [(given.count(code), words) for code, words in labels.VERDICTS.items()]
    return ", ".join(f"{count} {str(words).lower()}" for count, words in counts if count)


def choices(case: CreditApplication, user: User, timing: Timing) -> list[Choice]:
    """Every way to decide, nothing chosen beforehand; an impossible one says why."""
    lines, ours = list(case.lines.all()), timing.ours
    outcome = rules.outcome([line.verdict for line in lines])
    allowed = door.allowed(case, user)
    bar = barred(case, allowed)
    about = {
        "approve": _("every line is credited") if outcome == "approve" else not_all(lines, ours),
        "approve_partly": sum_words(lines)
        if outcome == "approve_partly"
        else _("impossible: the lines do not amount to a part"),
        "refuse": _("as proposed, with the reasons of each line")
        if outcome == "refuse"
        else _("needs grounds in words for the family"),
    }
    decisions = [
        Choice(
            action,
            CHOICES[action],
            bar or words,
            not bar and action in allowed and action in (outcome, "refuse"),
        )
        for action, words in about.items()
    ]
    reviewer = case.compared_by.display_name if case.compared_by else _("the reviewer")
    back = _("to %(who)s, with your remark; the term does not stop") % {"who": reviewer}
    return [*decisions, Choice("send_back", CHOICES["send_back"], back, "send_back" in allowed)]


def barred(case: CreditApplication, allowed: Sequence[str]) -> str:
    """Why this person can only send the packet back; empty when it can be decided."""
    if case.compared_at is None:
        return _("impossible: the student was linked after the comparison, it has to be compared anew")
    if "refuse" not in allowed and "send_back" in allowed:
        return _("impossible: you compared these courses yourself, another head has to decide")
    return ""


def not_all(lines: Sequence[CourseLine], ours: Profile) -> str:
    """Why not everything can be credited."""
    left = sum(line.verdict != rules.CREDITED for line in lines)
    words = ngettext(
        "impossible: %(count)d line is not proposed for credit (threshold %(threshold)d %%)",
        "impossible: %(count)d lines are not proposed for credit (threshold %(threshold)d %%)",
        left,
    )
    return words % {"count": left, "threshold": ours.credit.threshold_percent}


def more(case: CreditApplication, user: User, timing: Timing) -> dict[str, Any]:
    """What is proposed, line by line, and the sum."""
    lines = list(case.lines.all())
    threshold = timing.ours.credit.threshold_percent
    return {
        "lines": [proposed(line, threshold) for line in lines],
        "balance": compare_page.balance(case, lines),
        "proofs": proof.shown(case, timing.ours),
        "class_size": case.classmates.filter(state=State.DECISION).count(),
        "outside": proposals.outside(lines, threshold) if timing.ours.credit.exceptions_need_words else (),
    }


def drawable(case: CreditApplication) -> bool:
    """Whether the comparison is whole."""
    verdicts = [line.verdict for line in case.lines.all()]
    known = case.programme_id is not None and case.compared_at is not None
    return known and bool(verdicts) and all(verdicts)


def draft(case: CreditApplication, user: User) -> dict[str, Any]:
    """The packet as it would be signed now."""
    action = rules.outcome([line.verdict for line in case.lines.all()])
    return papers.decision_snapshot(case, action, user)


DECIDING = Deciding(
    state=State.DECISION,
    heading=heading,
    choices=choices,
    draft=draft,
    drawable=drawable,
    signing="decision.credit",
    template="credit/decide.html",
    more=more,
    sent_back=gettext_lazy("%(number)s is back at comparison."),
)
