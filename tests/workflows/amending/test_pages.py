"""The head at the pages of a paper: looking at the new version before it leaves; conflicts, mistakes, other roles."""

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Correction, Document, Version
from mailroom.models import Outgoing
from tests.reliability.papers import draw_small_papers
from tests.workflows.pages.stories import a_family, apply_for, at_decision, proven
from workflows.cases import decisions, door
from workflows.views.to_sign import seen_again

pytestmark = pytest.mark.django_db
REASON = {"code": "name", "note": "Имя с одной «л»"}


@pytest.fixture
def decided(school, monkeypatch):
    """A decision whose letter has left."""
    draw_small_papers(monkeypatch)
    case = apply_for(a_family(school))
    case = at_decision(proven(case, school.reviewer), school.reviewer)
    case = decisions.act(case, "approve_partly", school.head)
    Outgoing.objects.update(status="sent")
    return case


def browser(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(case, page="paper_correct"):
    return reverse(page, args=[Document.objects.get(case_number=case.number, kind="credit_decision").pk])


def typed(page, **given):
    """What the page holds, with what a person typed over it."""
    form = page.context["form"]
    return {each.name: each.value() if each.value() is not None else "" for each in form} | given


def test_the_head_sees_the_new_version_before_it_leaves_and_the_case_tells_of_both(decided, school):
    head = browser(school.head)
    page = head.get(address(decided))
    data = typed(
        page,
        **REASON,
        **{"student.full_name": "Тарасов Кирил Денисович", "student.birth_date": "03.02.2013"},
    )

    shown = head.post(address(decided), {**data, "step": "check"})

    assert [(each.was, each.now) for each in shown.context["changes"]] == [
        ("Тарасов Кирилл Денисович", "Тарасов Кирил Денисович"),
        ("11.04.2013", "03.02.2013"),
    ]
    assert b"data:image/png;base64," in shown.content and decided.applicant_email in shown.content.decode()
    assert not Correction.objects.exists()
    draft = head.post(address(decided, "paper_draft"), data)
    assert draft["Content-Type"] == "application/pdf"

    answer = head.post(address(decided), {**data, "step": "issue"}, follow=True)

    assert answer.status_code == 200
    old, new = answer.context["versions"][1], answer.context["versions"][0]
    assert (old.look, new.look, new.why) == ("queued", "done", "ошибка в имени")
    assert new.changes[0].now == "Тарасов Кирил Денисович"
    assert "03.02.2013 (было: 11.04.2013)" in Outgoing.objects.get(purpose="corrected").text
    case_page = head.get(reverse("credit_case", args=[decided.number]))
    (row,) = [each for each in case_page.context["papers"] if each.number == decided.decision_number]
    assert (row.version, [each.number for each in row.earlier]) == (2, [1])
    assert row.earlier[0].reason == REASON["note"]
    assert head.get(row.earlier[0].url).status_code == 200
    register = head.get(reverse("registers"), {"register": "decision.credit"})
    assert "исправлен, версия 2: Тарасов Кирил Денисович" in register.content.decode()

    conflict = head.post(address(decided), {**data, "step": "issue"})

    assert conflict.status_code == 409 and "Тарасов Кирил Денисович" in conflict.content.decode()
    assert Version.objects.filter(entry__number=decided.decision_number).count() == 2


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({}, "__all__"),
        ({"student.full_name": ""}, "student.full_name"),
        ({"student.birth_date": "0001-02-03"}, "student.birth_date"),
        ({"lines.0.claimed.hours": "много"}, "lines.0.claimed.hours"),
        ({"student.full_name": "Тарасов Кирил", "note": ""}, "note"),
        ({"student.full_name": "Тарасов Кирил", "code": ""}, "code"),
    ],
)
def test_what_has_to_be_mended_stands_beside_its_place_and_nothing_typed_is_lost(
    decided, school, given, where
):
    head = browser(school.head)
    page = head.get(address(decided))
    answer = head.post(address(decided), typed(page, **{**REASON, **given}, step="issue"))
    assert answer.status_code == 422 and where in answer.context["form"].errors
    assert given.get("note", REASON["note"]) in answer.content.decode()
    assert not Correction.objects.exists()


def test_what_a_command_sends_in_strange_shapes_is_refused_by_its_name_and_prints_nothing(decided, school):
    strange = {"student.full_name": {"a": 1}, "lines.0.claimed.title": "\u200b\x00", "__class__": "x"}
    with pytest.raises(door.Invalid) as refused:
        decisions.act(
            decided, "correct", school.head, paper=decided.decision_number, fields=strange, **REASON
        )
    assert refused.value.errors == {
        "student.full_name": "not_text",
        "lines.0.claimed.title": "empty",
        "__class__": "not_on_this_paper",
    }
    given = {"paper": decided.decision_number, "code": ["mistake"], "reason": {"a": 1}, "actor": 1}
    with pytest.raises(door.Invalid) as refused:
        decisions.act(decided, "revoke", school.head, **given)
    assert refused.value.errors == {"code": "code_missing", "reason": "reason_empty"}
    for over in ("x", [1], {"a": 1}):
        with pytest.raises(door.Stale):
            decisions.act(decided, "revoke", school.head, over=over, **given)


def test_revoking_says_what_it_undoes_and_every_page_knows_it_afterwards(decided, school):
    head = browser(school.head)
    page = head.get(address(decided, "paper_revoke"))
    assert "Основы программирования на Python" in page.context["follows"][0]
    empty = head.post(address(decided, "paper_revoke"), typed(page))
    assert set(empty.context["form"].errors) == {"code", "reason"}

    data = typed(page, code="mistake", reason="Не тот ребёнок")
    answer = head.post(address(decided, "paper_revoke"), data, follow=True)

    assert answer.context["versions"][0].look == "refused" and answer.context["may"] == set()
    register = head.get(reverse("registers"), {"register": "decision.credit"})
    assert "отозван" in register.content.decode()
    code = Version.objects.get(entry__number=decided.decision_number).entry.code.code
    assert "отозван" in Client().get(reverse("public_code", args=[code])).content.decode()
    student = head.get(reverse("student", args=[decided.student_id]))
    assert "Не тот ребёнок" in student.content.decode()
    assert head.post(address(decided, "paper_revoke"), data).status_code == 409


def test_who_has_not_the_right_to_issue_it_may_only_look(decided, school):
    office, reviewer = browser(school.office), browser(school.reviewer)
    for one in (office, reviewer):
        assert one.get(address(decided, "paper")).context["may"] == set()
    assert reviewer.get(address(decided)).status_code == 404
    for page in ("paper_correct", "paper_revoke"):
        assert office.get(address(decided, page)).status_code == 403
    decided.compared_by = school.head
    decided.save()
    assert browser(school.head).get(address(decided)).status_code == 403  # approver and executor are two


def test_a_corrected_paper_that_is_signed_by_hand_waits_again_and_is_told_when_it_is_signed(decided, school):
    document = Document.objects.get(case_number=decided.number, kind="credit_decision")
    entry = document.latest.entry
    snapshot = {**entry.snapshot, "data": {**entry.snapshot["data"], "signing": "hand"}}
    decided = door.move(decided, "close", None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("documents.in_force.snapshot_of", lambda version: snapshot)
        case = decisions.act(
            decided,
            "correct",
            school.head,
            paper=document.pk,
            fields={"student.full_name": "Тарасов Кирил Денисович"},
            **REASON,
        )
    assert document.latest.status == "reserved"
    assert not Outgoing.objects.filter(purpose="corrected").exists()
    assert [each.number for each in seen_again(school.head)] == [case.number]

    case = door.move(case, "sign", school.office, signed_on="2026-11-27")

    assert document.latest.status == "issued" and case.state == "closed"
    (letter,) = Outgoing.objects.filter(purpose="corrected")
    assert [each["sha256"] for each in letter.attachments] == [document.latest.sha256]
    assert not seen_again(school.head)
