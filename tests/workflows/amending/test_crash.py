"""A correction that was cut short: the clock finishes it, or gives it up with its reason; nothing half stands."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from documents import making
from documents.models import Correction, Document, Version
from tests.reliability.papers import draw_small_papers
from tests.workflows.pages.stories import a_family, apply_for, at_decision, proven
from workflows import ticking, unmade
from workflows.cases import corrections, decisions, door
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db


@pytest.fixture
def cut_short(school, monkeypatch):
    """The case, and the document whose correction was reserved by a process that is gone."""
    draw_small_papers(monkeypatch)
    case = at_decision(proven(apply_for(a_family(school)), school.reviewer), school.reviewer)
    case = decisions.act(case, "approve_partly", school.head)
    document = Document.objects.get(case_number=case.number, kind="credit_decision")
    data = {"paper": document.pk, "fields": {"student.full_name": "Тарасов Кирил"}, "code": "name"}
    corrections.reserve(case, school.head, None, {**data, "note": "Опечатка"})
    return CreditApplication.objects.get(pk=case.pk), document


def expire():
    Correction.objects.update(locked_until=timezone.now() - timedelta(seconds=1))


def test_nobody_moves_the_case_meanwhile_and_the_next_beat_finishes_it_once(cut_short, school):
    case, document = cut_short
    for action in ("correct", "revoke", "withdraw"):
        with pytest.raises(door.Busy):
            decisions.act(case, action, school.head if action != "withdraw" else school.office)
    assert ticking.finish_corrections() == {}  # its maker still holds it
    expire()
    assert ticking.finish_corrections() == {"finished": 1}
    expire_again = Correction.objects.get()
    assert (expire_again.status, expire_again.version.number) == ("made", 2)
    corrections.finish(CreditApplication, expire_again)
    assert [each.status for each in document.versions.order_by("number")] == ["superseded", "issued"]
    assert CreditApplication.objects.get(pk=case.pk).pending == ""


def test_what_can_never_be_made_is_given_up_and_the_old_version_stands(cut_short, school, monkeypatch):
    case, document = cut_short

    def never(snapshot):
        raise making.NeverPrintable("too many rows")

    monkeypatch.setattr(making, "press", never)
    expire()
    assert ticking.finish_corrections() == {"voided": 1}
    assert Correction.objects.get().problem == "too many rows"
    assert (document.latest.number, document.latest.status) == (1, "issued")
    assert CreditApplication.objects.get(pk=case.pk).pending == ""


def test_while_the_seal_is_away_it_waits_and_is_told_and_what_fails_by_itself_is_given_up_in_an_hour(
    cut_short, school, monkeypatch
):
    case, _ = cut_short
    hindered = [making.SealAway("the token is away"), OSError(28, "No space left"), ValueError("a bug")]

    def fails(snapshot):
        raise hindered[0]

    monkeypatch.setattr(making, "press", fails)
    for outcome in ("unsealed", "put_off", "failed"):
        expire()
        assert ticking.finish_corrections() == {outcome: 1}
        assert ticking.finish_corrections() == {}  # less and less often
        assert Correction.objects.get().problem.endswith(str(hindered.pop(0)))
    monkeypatch.setattr(unmade, "PATIENCE", timedelta(0))
    [row] = unmade.rows()
    assert (row.case_number, row.reason, row.pk) == (case.number, "ValueError: a bug", None)
    assert row.number.endswith("версия 2") and unmade.count() == 1
    hindered.append(ValueError("a bug"))
    monkeypatch.setattr(ticking, "HOPELESS", timedelta(0))
    expire()
    assert ticking.finish_corrections() == {"voided": 1} and unmade.rows() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_correction SET reason = 'other'",
        "UPDATE documents_correction SET snapshot = '{}'",
        "DELETE FROM documents_correction",
    ],
)
def test_what_a_correction_says_stands(cut_short, statement):
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_ended_correction_changes_no_more(cut_short):
    expire()
    ticking.finish_corrections()
    with pytest.raises(Error), transaction.atomic():
        Correction.objects.update(status="reserved")
    assert Version.objects.filter(correction__isnull=False).count() == 1
