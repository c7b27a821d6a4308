"""What the comparison shows: each claimed course beside ours, the three tests, the sum of verdicts and hours."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from organisation.profile import Profile
from records.models import CourseUnit
from workflows.cases import listing
from workflows.cases.shown import CheckShown, CourseShown, LineShown, PrecedentShown, Source, TopicShown
from workflows.credit import labels, papers, proposals, reading_doubts, rules
from workflows.credit.comparison import of_state_exam
from workflows.credit.models import CourseLine, CreditApplication, State
from workflows.credit.sources import quoted


@dataclass(frozen=True)
class Balance:
    """The sum of a packet: verdicts and hours. credited + remaining = total when the plan balances."""

    credited: int
    refused: int
    assessment: int
    open: int
    hours_credited: int
    hours_remaining: int
    hours_total: int
    hours_earlier: int  # credited by earlier decisions

    @property
    def balances(self) -> bool:
        """Whether the individual study plan adds up to the programme."""
        return self.hours_credited + self.hours_remaining == self.hours_total


def balance(case: CreditApplication, lines: Sequence[CourseLine]) -> Balance:
    """The sum as the verdicts stand now."""
    given = Counter(line.verdict for line in lines)
    plan = [each for _unit, each in papers.plan_lines(case, list(lines), "approve_partly")]
    now = {line.unit_id for line in lines if line.verdict == rules.CREDITED}
    return Balance(
        credited=given[rules.CREDITED],
        refused=given[rules.REFUSED],
        assessment=given[rules.ASSESSMENT],
        open=given[""],
        hours_credited=sum(each.credited for each in plan),
        hours_remaining=sum(each.remaining for each in plan),
        hours_total=case.programme.hours if case.programme else 0,
        hours_earlier=sum(each.credited for each in plan if each.unit not in now),
    )


def line_shown(
    line: CourseLine,
    ours: Profile,
    marked: Mapping[int, str],
    sources: Mapping[str, Source],
    precedent: PrecedentShown | None = None,
    foreign: bool = False,
    doubts: Sequence[str] = (),
) -> LineShown:
    """One line with everything that helps to judge it."""
    threshold = ours.credit.threshold_percent
    found = proposals.analysis(line, threshold)
    return LineShown(
        key=f"line-{line.position}",
        position=line.position,
        claimed=[claimed_shown(line, sources)],
        precedent=precedent,
        marks=" ".join(sorted({source.letter for source in sources.values()})),
        ours=unit_shown(line.unit) if line.unit else None,
        checks=checks(line, found, threshold, sources) if line.unit else [],
        threshold=threshold,
        topics=topics(found),
        note=note(line, found, ours),
        warnings=warnings(line, found, marked, foreign, doubts),
    )


def claimed_shown(line: CourseLine, sources: Mapping[str, Source]) -> CourseShown:
    """The earlier course with its place in the letter."""
    told = {name: sources[name].words for name in ("hours", "assessment_form", "result") if name in sources}
    hours = (
        _("%(hours)d h") % {"hours": line.hours}
        if line.hours
        else _("hours unclear: %(words)s") % {"words": told["hours"]}
        if "hours" in told
        else _("hours not named")
    )
    form = line.assessment_form or (
        _("form unclear: %(words)s") % {"words": told["assessment_form"]}
        if "assessment_form" in told
        else _("form not named")
    )
    result = (
        quoted(line.result)
        if line.result
        else _("result unclear: %(words)s") % {"words": told["result"]}
        if "result" in told
        else _("result not named")
    )
    title = sources.get("title")
    others = {each.letter: each for name, each in sources.items() if name != "title"}
    return CourseShown(
        title=line.title or _("Course not named"),
        about=", ".join((hours, form, result)),
        place=line.case.earlier_school,
        source=title,
        further=[each for each in others.values() if title is None or each.letter != title.letter],
    )


def unit_shown(unit: CourseUnit) -> CourseShown:
    """Our course."""
    return CourseShown(
        title=unit.title,
        about=_("%(hours)d h, %(form)s") % {"hours": unit.hours, "form": unit.assessment_form},
    )


def checks(
    line: CourseLine, found: Mapping[str, Any], threshold: int, sources: Mapping[str, Source]
) -> list[CheckShown]:
    """Name, hours, topics, always in this order."""
    return [name_check(found), hours_check(line, found, threshold, sources), topics_check(found, threshold)]


def name_check(found: Mapping[str, Any]) -> CheckShown:
    """Coincides, close, or different in meaning."""
    name = found.get("name_test")
    if name is None:
        return CheckShown(pgettext("test", "Name"), None, _("a person has to judge"))
    return CheckShown(pgettext("test", "Name"), name in ("same", "close"), labels.NAMES[name])


def hours_check(
    line: CourseLine, found: Mapping[str, Any], threshold: int, sources: Mapping[str, Source]
) -> CheckShown:
    """Claimed hours over ours; a combination is counted together."""
    together = found.get("combined") or []
    ours = line.unit.hours if line.unit else 0
    share = found.get("hours_percent") if together else proposals.percent(rules.hours_ratio(line.hours, ours))
    if share is None:
        return CheckShown(_("Hours"), None, _("not named"), source=sources.get("hours"))
    passed = share >= threshold
    detail = _("%(claimed)s of %(ours)d h") % {"claimed": line.hours or "?", "ours": ours}
    if not passed:
        detail += _(", %(needed)d needed") % {"needed": -(-ours * threshold // 100)}
    if together:
        detail += _(", together: %(titles)s") % {"titles": ", ".join(f"«{each}»" for each in together)}
    return CheckShown(_("Hours"), passed, f"{share} %", detail, share, sources.get("hours"))


def topics_check(found: Mapping[str, Any], threshold: int) -> CheckShown:
    """How many of our topics were found at the applicant's."""
    share, matched, total = (found.get(name) for name in ("topics_percent", "topics_matched", "topics_total"))
    if share is None or total is None:
        return CheckShown(_("Topics"), None, _("the applicant names no topics"))
    detail = _("%(matched)d of %(total)d") % {"matched": matched or 0, "total": total}
    lacking = [each["item"] for each in found.get("content", ()) if not each["by"]]
    if len(lacking) == 1:
        detail += ". " + _("Missing: «%(topic)s»") % {"topic": lacking[0]}
    return CheckShown(_("Topics"), share >= threshold, f"{share} %", detail, share)


def topics(found: Mapping[str, Any]) -> list[TopicShown]:
    """Our topics one by one, the missing ones first; none when the applicant names no topics at all."""
    if found.get("topics_percent") is None:
        return []
    shown = [
        TopicShown(
            ours=each["item"],
            found="; ".join(f"«{sentence}»" for sentence in each["by"][:2]) or _("not mentioned"),
            present=bool(each["by"]),
        )
        for each in found.get("content", ())
    ]
    return sorted(shown, key=lambda each: each.present)


def note(line: CourseLine, found: Mapping[str, Any], ours: Profile) -> str:
    """What stands beside the verdict."""
    if line.verdict == rules.CREDITED and found.get("verdict") == "credited":
        return _("all three tests pass")
    if not line.verdict and (proposed := proposals.clear(line, ours)):
        return _("proposed: do not credit. %(why)s") % {"why": proposed["reason_words"]}
    if line.case.programme_id is None:
        return _("Credit and assessment come later: there is nothing of ours to compare with yet.")
    return _("no course of ours resembles it") if line.unit is None else ""


def warnings(
    line: CourseLine,
    found: Mapping[str, Any],
    marked: Mapping[int, str],
    foreign: bool = False,
    doubts: Sequence[str] = (),
) -> list[str]:
    """What a person must know before judging the line. foreign: a document of the case is in another language."""
    said = []
    if of_state_exam(line.title, line.assessment_form, line.result):
        said.append(_("A result of the state final assessment is never credited."))
    if foreign and line.result.strip()[:1].isdigit():
        said.append(
            _("The document is a foreign one: make sure on which scale the mark «%(mark)s» stands.")
            % {"mark": line.result}
        )
    if line.needs_human:
        said.append(str(reading_doubts.sentence(doubts)))
    if line.unit_id is not None and line.unit_id in marked:
        said.append(
            _(
                "The student has the mark «%(mark)s» in this course already. "
                "Neither result is overwritten; crediting needs a reason."
            )
            % {"mark": marked[line.unit_id]}
        )
    if found.get("combined"):
        said.append(
            _("Only together with another earlier course are the hours enough; no hour counts twice.")
        )
    return said


def sent_back(case: CreditApplication) -> str:
    """Why the head sent the packet back, while it is compared anew."""
    last = listing.latest_steps([case.pk], ("send_back", "submit")).get(case.pk)
    if case.state != State.COMPARISON or last is None or last.action != "send_back":
        return ""
    who = last.actor.display_name if last.actor else _("the director")
    return _("%(who)s sent it back: «%(note)s»") % {"who": who, "note": last.note}


def heading(case: CreditApplication, lines: Sequence[CourseLine]) -> str:
    """«Тарасов Кирилл, 7Б: сравнить 4 курса»."""
    if not lines:
        return _("%(who)s: no course written down yet") % {"who": case.who}
    words = ngettext("%(who)s: compare %(count)d course", "%(who)s: compare %(count)d courses", len(lines))
    return words % {"who": case.who, "count": len(lines)}
