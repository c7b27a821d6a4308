"""Which paper from which data: frozen snapshots of nomination, order, certificate and list of handing over.

Names are declined here, once, and frozen; the templates print nothing else (see fixtures/papers/README.md).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from documents.models import Entry
from documents.names import decline, gender
from documents.templatetags.papers import day
from organisation import profile
from organisation.models import User
from organisation.profile import Profile, RewardKind
from workflows.cases import papers
from workflows.rewards import wording
from workflows.rewards.models import Nominee, NomineeQuerySet, RewardNomination

INLINE = 3  # so many are named in the point itself; more stand in an annex
ORDER, CERTIFICATE = "reward_order", "reward_certificate"


def order_snapshot(
    case: RewardNomination, kind: RewardKind, actor: User | None, chosen: NomineeQuerySet | None = None
) -> dict[str, Any]:
    """The order with its annex, frozen when its number is reserved. The head who approved is named in it.

    chosen: whom it rewards; the approved ones when omitted.
    """
    rewarded = case.nominees.rewarded() if chosen is None else chosen
    nominees = list(rewarded.select_related("student").prefetch_related("achievements"))
    rows = [order_row(n, each, case, kind) for n, each in enumerate(nominees, start=1)]
    data = {
        "kind": {"code": kind.code, "title": kind.title},
        "heading": wording.heading(kind.title, kind.order_words, external=kind.external),
        "preamble": preamble(case),
        "points": points(case, kind, rows),
        "annex": annex(kind, rows) if len(rows) > INLINE else None,
        "executor": executor(case),
        "acquainted": [case.nominated_by.initials] if case.nominated_by else [],
    }
    return papers.frame(
        case,
        ORDER,
        "Приказ о поощрении",
        data,
        filename="Приказ",
        keywords=["поощрение"],
        signing="order.reward",
        actor=case.decided_by or actor,
    )


def order_row(n: int, nominee: Nominee, case: RewardNomination, kind: RewardKind) -> dict[str, Any]:
    """One student of the order: the name in its grammatical case, what for, how much."""
    name = decline(nominee.student.full_name, wording.name_case(kind.title), override=nominee.name_in_order)
    return {
        "n": n,
        "name": name,
        "group": nominee.student.group,
        "ground": ground(nominee, case),
        "amount": sum_of(nominee, case, kind),
    }


def sum_of(nominee: Nominee, case: RewardNomination, kind: RewardKind) -> str:
    """Amount and period as far as the kind has them; the nomination's own stand in."""
    amount = nominee.amount if nominee.amount is not None else case.amount
    return wording.sum_and_period(
        amount if kind.wants_amount else None, (nominee.period or case.period) if kind.wants_period else ""
    )


def ground(nominee: Nominee, case: RewardNomination) -> str:
    """What a student is rewarded for: own words, else the recorded achievements, else the nomination's words."""
    recorded = "; ".join(str(each) for each in nominee.achievements.all())
    return " ".join((nominee.words or recorded or case.ground or case.occasion).split())


def preamble(case: RewardNomination) -> str:
    """On whose nomination and after what."""
    ours = profile.current()
    who = case.nominated_by
    by = ", ".join(part for part in (who.initials, who.position) if part) if who else ""
    when = day(papers.day_of(case.nominated_at, ours)) if case.nominated_at else ""
    words = f"На основании представления от {when} №{wording.NBSP}{case.number}{f' ({by})' if by else ''}"
    return f"{words}. Повод: {case.occasion.rstrip('.')}" if case.occasion else words


def points(case: RewardNomination, kind: RewardKind, rows: Sequence[dict[str, Any]]) -> list[str]:
    """The numbered points: the reward, the papers, the control."""
    verb = wording.verb(kind.title, kind.order_words, external=kind.external)
    if len(rows) > INLINE:
        first = f"{verb} обучающихся по списку (приложение, {wording.people(len(rows))})."
        if wording.is_commendation(kind.title):
            first = f"{verb} обучающимся по списку (приложение, {wording.people(len(rows))})."
    else:
        named = [(row["name"], row["group"], joined(row)) for row in rows]
        first = f"{verb}: {wording.inline(named)}."
    following = [first]
    if kind.certificate:
        following.append("Подлинники вручить под подпись, копии приложить к личным делам.")
    if kind.external and case.sent_to:
        following.append(f"Направить документы: {case.sent_to}.")
    return [*following, "Контроль за исполнением оставляю за собой."]


def joined(row: dict[str, Any]) -> str:
    """Ground and sum of an inline nominee."""
    return ", ".join(each for each in (row["ground"], row["amount"]) if each)


def annex(kind: RewardKind, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The table of students."""
    thanked = wording.is_commendation(kind.title)
    return {
        "title": "Список обучающихся",
        "whom": "Кому" if thanked else "Кого",
        "amounts": any(row["amount"] for row in rows),
        "rows": list(rows),
    }


def executor(case: RewardNomination) -> dict[str, str] | None:
    """Who prepared it."""
    who = case.nominated_by
    return {"name": who.initials, "phone": profile.current().phone} if who else None


def certificate_snapshot(
    case: RewardNomination, kind: RewardKind, nominee: Nominee, order: Entry
) -> dict[str, Any]:
    """The sheet of one student; number and date of the order stand already."""
    student = nominee.student
    data = {
        "kind": {"code": kind.code, "title": kind.title},
        "given_words": wording.given_words(kind.title),
        "name": wording.on_certificate(student.full_name, kind.title, nominee.name_on_certificate),
        "student_words": wording.student_words(student.group, gender(student.full_name)),
        "ground": ground(nominee, case),
        "order": {"number": order.number, "date": order.date.isoformat()},
    }
    return papers.frame(
        case,
        CERTIFICATE,
        kind.title,
        data,
        keywords=["поощрение"],
        signing="certificate.reward",
        actor=case.decided_by,
    )


def nomination_snapshot(case: RewardNomination) -> dict[str, Any]:
    """The nomination as a paper, drawn when asked for. Its number is that of the case."""
    ours = profile.current()
    kind = case.kind_in(ours)
    nominees = case.nominees.select_related("student").prefetch_related("achievements")
    rows = [nomination_row(each, case, kind) for each in nominees]
    made = case.nominated_at or case.received_at
    by = papers.person(case.nominated_by or case.reviewer, made.isoformat(timespec="seconds"))
    data = {
        "kind": {"code": case.reward_kind, "title": kind.title if kind else ""},
        "addressee": head(ours),
        "heading": "Представление к поощрению",
        "request": request_words(kind, len(rows)),
        "occasion": case.occasion.rstrip("."),
        "direction": title_of(case.direction, [(each.code, each.title) for each in ours.rewards.directions]),
        "amounts": any(row["amount"] for row in rows),
        "rows": rows,
        "nominated_by": by,
    }
    frame = papers.frame(case, "reward_nomination", "Представление к поощрению", data)
    return {
        **frame,
        "made_at": made.isoformat(timespec="seconds"),
        "number": case.number,
        "date": papers.day_of(made, ours),
    }


def nomination_row(nominee: Nominee, case: RewardNomination, kind: RewardKind | None) -> dict[str, Any]:
    """One student with recorded achievements, as the outside body or the head reads it."""
    return {
        "n": nominee.position,
        "name": nominee.student.full_name,
        "group": nominee.student.group,
        "ground": nominee.words or case.ground,
        "achievements": [f"{each}, {each.on:%d.%m.%Y}" for each in nominee.achievements.all()],
        "amount": sum_of(nominee, case, kind) if kind else "",
    }


def request_words(kind: RewardKind | None, count: int) -> str:
    """«Прошу наградить почётной грамотой обучающихся по списку (3 человека).»"""
    if kind is None:
        return f"Прошу поощрить обучающихся по списку ({wording.people(count)})."
    verb = wording.verb(kind.title, kind.order_words, external=kind.external)
    whom = "обучающимся" if wording.is_commendation(kind.title) else "обучающихся"
    return f"Прошу {verb[:1].lower()}{verb[1:]} {whom} по списку ({wording.people(count)})."


def head(ours: Profile) -> dict[str, str]:
    """The nomination is addressed to the head."""
    name = ours.head_name
    dative = decline(name, "dative") if name else ""
    return {"name": name, "name_dative": dative, "email": "", "address": ""}


def handing_snapshot(case: RewardNomination, kind: RewardKind, today: date) -> dict[str, Any]:
    """The list that is signed when originals are handed over. Unnumbered, drawn when asked for."""
    nominees = case.nominees.rewarded().select_related("student", "certificate")
    ordered = case.ordered_on.isoformat() if case.ordered_on else None
    data = {
        "kind": {"code": kind.code, "title": kind.title},
        "heading": f"Лист вручения: {kind.title[:1].lower()}{kind.title[1:]}",
        "order": {"number": case.decision_number, "date": ordered},
        "rows": [
            {
                "n": n,
                "name": each.student.full_name,
                "group": each.student.group,
                "number": each.certificate.number if each.certificate else "",
                "handed_on": each.handed_on.isoformat() if each.handed_on else "",
            }
            for n, each in enumerate(nominees, start=1)
        ],
    }
    frame = papers.frame(case, "reward_handing", "Лист вручения", data)
    return {**frame, "number": "", "date": today.isoformat()}


def title_of(code: str, catalogue: Sequence[tuple[str, str]]) -> str:
    """The profile's title of a code; the code itself when it is no longer known."""
    return dict(catalogue).get(code, code)
