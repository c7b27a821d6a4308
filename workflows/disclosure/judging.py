"""Whether the right is there today: what the records and the case say, put to the rules."""

from datetime import date

from organisation.profile import Profile, current
from records.models import Consent, Student
from workflows.disclosure import papers, rules, sections
from workflows.disclosure.models import LedgerEntry, RecordRequest


def judge(case: RecordRequest, on: date | None = None) -> rules.Answer:
    """The answer for all students of the request: the first refusal counts."""
    ours = current()
    day = on or papers.today(ours)
    policy = rules.Policy(ours.disclosure.parents_see_minors, ours.disclosure.customers_see)
    found = [rules.right(asking(case, each, day), policy) for each in case.subjects()]
    refused = [each for each in found if not each.entitled]
    if not found:
        return rules.right(rules.Asking(case.capacity, day), policy)
    return refused[0] if refused else found[0]


def asking(case: RecordRequest, student: Student, on: date) -> rules.Asking:
    """The request as the rules take it."""
    consents = student.consents.filter(purpose=Consent.Purpose.DISCLOSE)
    return rules.Asking(
        capacity=case.capacity,
        on=on,
        born=student.birth_date,
        emancipated_on=student.emancipated_on,
        authority=case.authority,
        authority_from=case.authority_from,
        authority_to=case.authority_to,
        ground=case.ground,
        request_number=case.request_number,
        permitted=any(each.stands_on(on) for each in consents),
    )


def available(case: RecordRequest, ours: Profile) -> dict[str, list[sections.Row]]:
    """Every row that may leave, by paper: of the students of the request and of nobody else."""
    on = papers.today(ours)
    return {
        code: [
            row
            for student in case.subjects()
            for table in sections.rows_of(code, student, papers.period_of(case, code, on), ours)
            for row in table
        ]
        for code in case.papers
    }


def asked_before(case: RecordRequest, ours: Profile) -> date | None:
    """The last day on which the same was disclosed to anybody within the profile's days."""
    earlier = LedgerEntry.objects.filter(
        case__student=case.student_id, decision=LedgerEntry.Decision.DISCLOSED
    ).exclude(case=case.pk)
    same = RecordRequest.objects.filter(pk__in=earlier.values("case_id"), decided_at__isnull=False)
    days = [
        each.decided_at.astimezone(ours.tz).date()
        for each in same
        if each.decided_at and set(each.papers) & set(case.papers)
    ]
    return rules.asked_again(days, papers.today(ours), ours.disclosure.repeat_after_days)
