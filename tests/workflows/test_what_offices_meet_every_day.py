"""Namesakes, strangers, missing parts, repeats, paper, late answers: each ends where a careful office would put it."""

import re
from datetime import date

import pytest
import time_machine

from documents.models import Document, VersionStatus
from mailroom.models import Message, Outgoing
from records.models import Result
from tests.builders import a_programme, a_representative, a_student, amend_profile
from tests.workflows.letters import LETTER, a_letter, arrive
from workflows import ticking
from workflows.cases import decisions, door
from workflows.credit import silence
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db(transaction=True)
LINK = re.compile(r"https?://\S+")


@pytest.fixture
def family(school):
    programme = a_programme(reviewer=school.reviewer)
    student = a_student(programme=programme)
    a_representative(student)
    return student


def case_of(message: Message) -> CreditApplication:
    (number,) = message.case_numbers
    return CreditApplication.objects.get(number=number)


def letters_of(case: CreditApplication) -> list[str]:
    return list(
        Outgoing.objects.filter(case_number=case.number).order_by("pk").values_list("purpose", flat=True)
    )


def compared(case: CreditApplication, school, **more) -> CreditApplication:
    unit = case.programme.units.get(title="Основы программирования на Python")
    rulings = [
        {"position": 1, "unit": unit.pk, "verdict": "credited", **more},
        {
            "position": 2,
            "verdict": "refused",
            "reason_code": "name",
            "reason_words": "Другой предмет.",
        },
    ]
    return door.move(case, "compare", school.reviewer, lines=rulings)


# What is missing


def test_missing_hours_are_asked_for_by_name_and_a_plain_reply_completes_the_case(school, family):
    asked = case_of(
        arrive(
            a_letter(LETTER.replace("72 академических часа, ", "").replace("40 академических часов, ", ""))
        )
    )
    assert (asked.state, asked.due_on, asked.asked_for) == ("incomplete", None, ["hours"])
    letter = Outgoing.objects.get(case_number=asked.number)
    assert letter.purpose == "missing" and "академических часов" in letter.text
    assert "форма промежуточной" not in letter.text

    reply = arrive(
        a_letter(
            "По основам программирования на Python 72 часа, по веб-дизайну 40 часов.\n",
            subject=f"Re: {letter.subject}",
            message_id="<two@pochta.example>",
            in_reply_to=letter.message_id,
        )
    )

    case = case_of(reply)
    assert case.pk == asked.pk and case.state == "comparison" and case.due_on is not None
    assert [line.hours for line in case.lines.all()] == [72, 40]
    assert CreditApplication.objects.count() == 1


def test_silence_brings_one_reminder_then_a_closing_letter_and_a_late_answer_reopens_the_number(
    school, family
):
    with time_machine.travel("2026-09-14T10:00:00+03:00", tick=False):
        case = case_of(
            arrive(
                a_letter(
                    LETTER.replace("72 академических часа, ", "").replace("40 академических часов, ", "")
                )
            )
        )
    for day in (date(2026, 9, 20), date(2026, 9, 25), date(2026, 9, 26), date(2026, 10, 13)):
        with time_machine.travel(day, tick=False):
            ticking.beat()
    assert letters_of(case) == ["missing", "reminder"]
    with time_machine.travel(date(2026, 10, 15), tick=False):
        ticking.beat()
        ticking.beat()
    case = CreditApplication.objects.get(pk=case.pk)
    assert case.state == "lapsed" and letters_of(case) == ["missing", "reminder", "lapsed"]

    closing = Outgoing.objects.get(purpose="lapsed")
    with time_machine.travel("2026-10-20T12:00:00+03:00", tick=False):
        arrive(
            a_letter(
                "1. Основы программирования на Python, 72 часа\n2. Веб-дизайн, 40 часов\n",
                subject=f"Re: {closing.subject}",
                message_id="<late@pochta.example>",
                in_reply_to=closing.message_id,
            )
        )
    case = CreditApplication.objects.get(pk=case.pk)
    assert (case.state, case.due_on) == ("comparison", date(2026, 10, 23))


def test_however_many_wait_for_an_answer_those_whose_day_has_come_are_reminded(school, family, monkeypatch):
    monkeypatch.setattr(silence, "AT_ONCE", 1)
    incomplete = LETTER.replace("72 академических часа, ", "")
    with time_machine.travel("2026-09-24T10:00:00+03:00", tick=False):
        case_of(arrive(a_letter(incomplete)))
    with time_machine.travel("2026-09-14T23:30:00+03:00", tick=False):
        other = incomplete.replace("Основы программирования на Python", "Черчение")
        silent = case_of(arrive(a_letter(other, message_id="<two@pochta.example>")))
    with time_machine.travel("2026-09-23T23:00:00+03:00", tick=False):
        ticking.beat()
    assert letters_of(silent) == ["missing"]
    with time_machine.travel("2026-09-24T12:00:00+03:00", tick=False):
        ticking.beat()
    assert letters_of(silent) == ["missing", "reminder"]


def test_what_a_reading_doubted_is_settled_when_a_person_has_confirmed_the_courses(school, family):
    shared = LETTER.replace(
        ", 72 академических часа, зачёт, зачтено", " и черчение, по 72 часа, зачёт, зачтено"
    )
    case = case_of(arrive(a_letter(shared)))
    assert "doubtful_values" in case.needs_human
    lines = [{"title": "Черчение", "hours": 72, "assessment_form": "зачёт", "result": "зачтено"}]
    case = door.move(case, "edit_lines", school.office, lines=lines)
    assert case.needs_human == []


def test_the_clock_stands_while_the_school_waits_and_goes_on_with_the_answer(school, family):
    with time_machine.travel("2026-11-16T10:00:00+03:00", tick=False):
        case = case_of(arrive(a_letter()))
    assert case.due_on == date(2026, 11, 19)
    with time_machine.travel("2026-11-17T09:20:00+03:00", tick=False):
        case = door.move(case, "request_missing", school.reviewer, missing=["программа курса"])
    assert (case.state, case.due_on) == ("incomplete", None)
    with time_machine.travel("2026-11-18T20:14:00+03:00", tick=False):
        case = door.move(case, "complete", school.office)
    # Tuesday and Wednesday were touched by the pause: Thursday, Friday and Monday count.
    assert case.due_on == date(2026, 11, 23)


# Who writes, and for whom


def test_a_stranger_learns_number_and_date_only_until_the_office_confirms_who_writes(school, family):
    case = case_of(arrive(a_letter(sender="stranger@inbox.example"), sender="stranger@inbox.example"))
    assert not case.sender_confirmed and case.office_attention
    letter = Outgoing.objects.get(case_number=case.number)
    assert case.number in letter.subject
    told = LINK.sub("", letter.text)  # a secret may hold any digits
    assert "Python" not in told and "Кирилл" not in told and "72" not in told

    case = compared(case, school)
    with pytest.raises(door.Invalid) as refused:
        door.move(case, "submit", school.reviewer)
    assert refused.value.errors == {"sender": "sender_unconfirmed"}
    with pytest.raises(door.Invalid):
        door.move(case, "confirm_sender", school.office, how=" ")
    case = door.move(case, "confirm_sender", school.office, how="звонок по номеру из личного дела")
    assert door.move(case, "submit", school.reviewer).state == "decision"


def test_a_parent_whose_authority_ended_is_a_stranger(school, family):
    family.representatives.update(valid_to=date(2025, 6, 30))
    assert not case_of(arrive(a_letter())).sender_confirmed


def test_namesakes_are_never_linked_by_themselves_and_relinking_moves_the_comparison(school, family):
    other = a_student(programme=family.programme, birth_date=date(2012, 5, 6), group="8А")
    case = case_of(arrive(a_letter(LETTER.replace(" (11.04.2013 г.р.)", ""))))
    assert case.student is None and "namesake" in case.needs_human and case.office_attention

    case = door.move(case, "link_student", school.office, student=other.pk)
    case = compared(case, school)
    case = door.move(case, "link_student", school.office, student=family.pk)

    assert case.student == family and case.sender_confirmed
    assert {line.verdict for line in case.lines.all()} == {""}


def test_a_birth_date_tells_namesakes_apart(school, family):
    a_student(programme=family.programme, birth_date=date(2012, 5, 6), group="8А")
    assert case_of(arrive(a_letter())).student == family


def test_an_unknown_child_is_compared_but_never_decided(school):
    case = case_of(arrive(a_letter()))
    assert case.student is None and case.state == "comparison"
    with pytest.raises(door.NotNow):
        door.move(case, "submit", school.reviewer)


# Marks that are there already


def test_a_unit_with_a_mark_stops_the_line_until_the_choice_has_a_reason_and_both_results_stay(
    school, family
):
    unit = family.programme.units.get(title="Основы программирования на Python")
    Result.objects.create(student=family, unit=unit, value="хорошо", on=date(2026, 5, 20))
    case = case_of(arrive(a_letter()))
    assert case.lines.first().verdict == ""
    case = compared(case, school)
    with pytest.raises(door.Invalid) as refused:
        door.move(case, "submit", school.reviewer)
    assert refused.value.errors == {"choice_reason_1": "already_marked"}
    case = compared(case, school, choice_reason="прежний курс полнее")
    case = decisions.act(door.move(case, "submit", school.reviewer), "approve_partly", school.head)
    assert set(Result.objects.filter(student=family, unit=unit).values_list("source", "value")) == {
        ("own", "хорошо"),
        ("credited", "зачтено"),
    }


def test_a_failing_mark_is_never_credited(school, family):
    case = case_of(arrive(a_letter(LETTER.replace("зачёт, зачтено\n2", "зачёт, не зачтено\n2"))))
    case = compared(case, school, result="зачтено")
    with pytest.raises(door.Invalid) as refused:
        door.move(case, "submit", school.reviewer)
    assert refused.value.errors["verdict_1"] == "failed_is_never_credited"


# Repeats, two children, joining


def test_the_same_application_with_another_message_id_opens_no_second_case(school, family):
    first = arrive(a_letter())
    second = arrive(a_letter(message_id="<again@pochta.example>"))
    assert second.duplicate_of_id == first.pk and second.case_numbers == first.case_numbers
    assert CreditApplication.objects.count() == 1 and Outgoing.objects.count() == 1


def test_another_letter_about_the_same_course_offers_to_join_and_joining_keeps_every_letter(school, family):
    first = case_of(arrive(a_letter()))
    again = LETTER.replace("2. Веб-дизайн, 40 академических часов, зачёт, зачтено\n", "")
    second = case_of(arrive(a_letter(again, message_id="<third@pochta.example>")))
    assert second.pk != first.pk and second.hint == first.number

    second = door.move(second, "join", school.office, into=first.number)

    assert second.state == "withdrawn"
    assert first.letters_in.count() == 2 and letters_of(second)[-1] == "joined"


def test_one_letter_for_two_children_is_split_into_numbered_cases_with_the_same_day_0(school, family):
    case = case_of(arrive(a_letter()))
    door.move(case, "split", school.office, lines=[2], student_written="Тарасова Мария")
    first, second = CreditApplication.objects.order_by("pk")
    assert [line.title for line in first.lines.all()] == ["Основы программирования на Python"]
    assert [line.title for line in second.lines.all()] == ["Веб-дизайн"]
    assert (second.split_from_id, second.received_at) == (first.pk, first.received_at)
    assert second.number != first.number and second.student is None
    assert (first.state, second.state) == ("comparison", "comparison") and second.due_on == first.due_on


# Deciding


def test_the_reviewer_may_not_decide_their_own_comparison_unless_the_profile_lets_them(school, family):
    school.reviewer.groups.add(*school.head.groups.all())
    reviewer = type(school.reviewer).objects.get(pk=school.reviewer.pk)
    case = door.move(compared(case_of(arrive(a_letter())), school), "submit", reviewer)
    with pytest.raises(door.NotAllowed):
        decisions.act(case, "approve_partly", reviewer)
    amend_profile(separation_of_duties=False)
    assert decisions.act(case, "approve_partly", reviewer).state == "partly_approved"


def test_the_head_cannot_approve_all_when_a_line_is_refused_and_refusal_needs_grounds(school, family):
    case = door.move(compared(case_of(arrive(a_letter())), school), "submit", school.reviewer)
    for action, data in (("approve", {}), ("refuse", {"note": " "})):
        with pytest.raises(door.Invalid):
            decisions.act(case, action, school.head, **data)
    refused = decisions.act(case, "refuse", school.head, note="Документ не подтверждён.")
    assert refused.state == "refused" and not Result.objects.filter(source="credited").exists()


def test_a_hand_signed_paper_leaves_only_after_its_signature_is_recorded(school, family):
    amend_profile(signing={"decision.credit": "hand"})
    case = door.move(compared(case_of(arrive(a_letter())), school), "submit", school.reviewer)
    case = decisions.act(case, "approve_partly", school.head)
    assert "decision" not in letters_of(case) and case.office_attention
    paper = Document.objects.get(case_number=case.number, kind="credit_decision").latest
    assert paper.status == VersionStatus.Status.RESERVED
    ticking.beat()
    assert CreditApplication.objects.get(pk=case.pk).state == "partly_approved"

    case = door.move(case, "sign", school.office, signed_on="2026-11-25")
    assert letters_of(case)[-1] == "decision"
    ticking.beat()
    assert CreditApplication.objects.get(pk=case.pk).state == "closed"


def test_withdrawal_revokes_nothing_but_stops_what_waits(school, family):
    case = case_of(arrive(a_letter()))
    case = door.move(case, "withdraw", school.office, note="Мать передумала, звонок")
    assert case.state == "withdrawn" and case.closed_at is not None and letters_of(case)[-1] == "withdrawn"
    with pytest.raises(door.NotNow):
        door.move(case, "compare", school.reviewer, lines=[])
