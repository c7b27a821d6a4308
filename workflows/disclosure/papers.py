"""Which paper from which data: the frozen snapshots of everything that leaves, and of refusals and notices."""

from datetime import date
from typing import Any

from django.utils import timezone

from organisation import profile
from organisation.models import User
from organisation.profile import Profile
from records.models import Student
from workflows.cases import papers
from workflows.cases.papers import Planned, day_of
from workflows.disclosure import rules, sections, wording
from workflows.disclosure.choices import EXPRESS
from workflows.disclosure.models import RecordRequest
from workflows.disclosure.sections import Period

MOST_ROWS = 500  # of one paper; documents.pdf refuses 600
STUDY, EXTRACT = "certificate.study", "extract.disclosure"
SERIES = {"study_certificate": STUDY, "progress_certificate": STUDY, EXPRESS: STUDY}


def packet(case: RecordRequest, actor: User | None, number: str = "") -> list[Planned]:
    """The papers that leave: one for each that was asked, or one letter to an authority."""
    if case.by_authority:
        return [Planned(EXTRACT, "disclosure_answer", answer(case, actor), number)]
    return [
        Planned(SERIES.get(code, EXTRACT), code, record_paper(case, code, actor), number)
        for code in case.papers
    ]


def period_of(case: RecordRequest, paper: str, on: date) -> Period:
    """The period asked for; the progress certificate is that of the current school year."""
    if paper == "progress_certificate":
        return sections.school_year(on)
    return Period(case.period_from, case.period_to)


def today(ours: Profile) -> date:
    """The school's own date."""
    return timezone.localdate(timezone=ours.tz)


def record_paper(case: RecordRequest, code: str, actor: User | None) -> dict[str, Any]:
    """One of the papers of a single student, with the chosen rows and nothing else."""
    ours = profile.current()
    on = today(ours)
    period = period_of(case, code, on)
    subject = case.student
    title = wording.PAPERS[code]
    data: dict[str, Any] = {
        **common(case, ours),
        "heading": "Справка" if code == EXPRESS else title,
        "student": {**papers.student(case), "group": "", "file_number": ""},
        "purpose": case.purpose,
        "as_of": on.isoformat(),
        "period": _period(period),
    }
    if subject is not None:
        data["student"] |= {"group": subject.group, "file_number": subject.file_number}
        data["sections"] = sections.drawn(code, subject, period, ours, case.scope.get(code, ()))
        if code == "progress_certificate":
            data["debts"] = sections.debts(subject, period, ours, case.scope.get(code, ()))
        data |= _enrolled(subject, case.copies, on) if code == EXPRESS else {}
    if code == "progress_certificate" and period.start and period.end:
        data["year"] = f"{period.start.year}/{period.end.year % 100:02}"
    signing = STUDY if SERIES.get(code) == STUDY else "paper.disclosure"
    return papers.frame(case, code, title, data, signing=signing, actor=actor)


def answer(case: RecordRequest, actor: User | None) -> dict[str, Any]:
    """One letter to an authority about all of its students."""
    ours = profile.current()
    on = today(ours)
    chosen = {key for keys in case.scope.values() for key in keys}
    data = {
        **common(case, ours),
        "heading": "О предоставлении сведений",
        "as_of": on.isoformat(),
        "students": [_of_student(case, each, chosen, on, ours) for each in case.subjects()],
        "unknown": [each.written for each in case.others.all() if each.student_id is None],
    }
    title = wording.PAPERS["disclosure_answer"]
    return papers.frame(case, "disclosure_answer", title, data, signing="paper.disclosure", actor=actor)


def refusal(case: RecordRequest, code: str, note: str, actor: User | None) -> dict[str, Any]:
    """The ground in full, for somebody who was identified."""
    ours = profile.current()
    data = {
        **common(case, ours),
        "heading": "О запросе сведений",
        "uniform": False,
        "student": {"full_name": papers.student(case)["full_name"]},
        "grounds": [{"words": wording.GROUNDS[code], "clause": wording.clause(rules.GROUNDS[code])}],
        "notes": [note] if note else [],
        "next_steps": wording.next_steps(code),
    }
    return _reply(case, data, actor)


def uniform_refusal(case: RecordRequest, actor: User | None) -> dict[str, Any]:
    """The same for everybody who was not identified: nothing in it depends on what our records hold."""
    ours = profile.current()
    data = {
        **common(case, ours),
        "heading": "О запросе сведений",
        "uniform": True,
        "addressee": {"name": "", "name_dative": "", "email": "", "address": ""},
        "student": {"full_name": ""},
        "grounds": [],
        "notes": [],
        "next_steps": [],
    }
    return _reply(case, data, actor)


def notice(
    case: RecordRequest, reason: str, due_before: date, due_after: date, actor: User | None
) -> dict[str, Any]:
    """That the term is extended, why, and until when."""
    ours = profile.current()
    data = {
        **common(case, ours),
        "heading": "О продлении срока ответа",
        "reason": reason,
        "extension_words": wording.days(ours.disclosure.extend_working_days),
        "due_before": due_before.isoformat(),
        "due_after": due_after.isoformat(),
    }
    title = "Уведомление о продлении срока"
    return papers.frame(
        case,
        "disclosure_notice",
        title,
        data,
        filename="Уведомление",
        actor=actor,  # leaves at once: decided in the system, whatever the profile says of answers
    )


def common(case: RecordRequest, ours: Profile) -> dict[str, Any]:
    """What all papers of a request share."""
    head = {"name": ours.head_name, "short_name": _initials(ours.head_name), "position": ours.head_position}
    return {
        "addressee": papers.addressee(case),
        "head": head,
        "request": {
            "received_at": day_of(case.received_at, ours),
            "their_number": case.request_number,
            "their_date": case.request_date.isoformat() if case.request_date else None,
            "ground": case.ground if case.by_authority else "",
        },
    }


def _reply(case: RecordRequest, data: dict[str, Any], actor: User | None) -> dict[str, Any]:
    title = "Ответ на запрос сведений"
    return papers.frame(
        case, "disclosure_refusal", title, data, filename="Ответ", signing="paper.disclosure", actor=actor
    )


def _initials(full_name: str) -> str:
    """«А. П. Жарков» of «Жарков Андрей Павлович»."""
    last, *rest = full_name.split() or [""]
    return " ".join([*(f"{each[0]}." for each in rest), last])


def _period(period: Period) -> dict[str, str | None]:
    return {
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
    }


def _enrolled(student: Student, copies: int, on: date) -> dict[str, Any]:
    """What the counter paper says: whether the student studies, in what, since when, and on how many sheets."""
    open_ones = [each for each in student.enrolments.select_related("programme") if each.ended_on is None]
    studied = [
        {
            "programme": each.programme.title,
            "hours": each.programme.hours,
            "start": each.started_on.isoformat(),
            "end": None,
            "order": each.order_number,
        }
        for each in open_ones
    ]
    if not studied and student.programme is not None:
        programme = student.programme
        studied = [
            {"programme": programme.title, "hours": programme.hours, "start": None, "end": None, "order": ""}
        ]
    studies = student.left_on is None or student.left_on > on
    return {"studies": studies, "studied": studied, "copies": list(range(1, copies + 1))}


def _of_student(
    case: RecordRequest, student: Student, chosen: set[str], on: date, ours: Profile
) -> dict[str, Any]:
    tables = [
        table
        for code in case.papers
        for table in sections.drawn(code, student, period_of(case, code, on), ours, chosen)
    ]
    return {
        "full_name": student.full_name,
        "birth_date": student.birth_date.isoformat(),
        "group": student.group,
        "sections": tables,
    }
