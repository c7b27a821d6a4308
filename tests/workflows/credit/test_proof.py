"""What proves the courses: certificates with seal and signature, a reason in their place, the state register."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from documents import incoming
from documents.models import Document
from organisation.loading import load_profile
from records.models import Result
from tests.builders import amend_profile
from tests.workflows.pages import stories
from workflows.cases import decisions, door

pytestmark = pytest.mark.django_db
CERTIFICATE = {"kind": "progress", "number": "12/26", "on": "2026-05-20", "issued_by": "«Вектор», Томск"}


@pytest.fixture
def child(school):
    return stories.a_family(school)


def note(client, case, **given):
    """The form on the page of the case, as a person sends it; a fresh case."""
    page = reverse("credit_act", args=[case.number, "add_evidence"])
    answer = client.post(page, {**CERTIFICATE, "version": case.version, **given})
    case.__dict__.update(type(case).objects.get(pk=case.pk).__dict__)
    return answer


def errors_of(case, action, actor, **data):
    """With which errors the door refuses."""
    with pytest.raises(door.Invalid) as refused:
        decisions.act(case, action, actor, **data)
    return refused.value.errors


def test_a_certificate_goes_to_the_head_only_with_seal_and_signature_seen(client, school, child):
    load_profile("istochnik")
    case = stories.compared(stories.apply_for(child), school.reviewer)
    client.force_login(school.reviewer)
    assert note(client, case, seal="on").status_code == 302
    assert errors_of(case, "submit", school.reviewer) == {"evidence": "seal_unchecked"}
    facts = client.get(f"/credit/{case.number}/").content.decode()
    assert "печать: есть" in facts and "подпись руководителя: не видна" in facts
    assert note(client, case, seal="on", signature="on").status_code == 302
    kept = case.evidence.get()
    assert (kept.number, kept.seal, kept.signature, kept.checked_by) == ("12/26", True, True, school.reviewer)
    case = decisions.act(case, "submit", school.reviewer)
    client.force_login(school.head)
    page = client.get(f"/credit/{case.number}/decision/").content.decode()
    assert "№ 12/26, 20.05.2026" in page and "«Вектор», Томск" in page and "есть" in page
    assert decisions.act(case, "approve_partly", school.head).state == "partly_approved"


def test_a_tick_that_is_taken_away_stops_the_approval_too(school, child):
    load_profile("istochnik")
    case = stories.proven(stories.apply_for(child), school.reviewer)
    case = stories.at_decision(case, school.reviewer)
    case.evidence.update(signature=False)
    assert errors_of(case, "approve_partly", school.head) == {"evidence": "seal_unchecked"}
    assert not Result.objects.exists()
    assert decisions.act(case, "refuse", school.head, note="Печати нет.").state == "refused"


def test_each_kind_of_the_school_has_its_number_and_date_and_no_other_kind_is_taken(client, school, child):
    load_profile("istochnik")
    case = stories.apply_for(child)
    client.force_login(school.office)
    given = {"kind": "education", "number": "07324 000018", "on": "2025-06-20"}
    assert note(client, case, **given).status_code == 302
    page = client.get(f"/credit/{case.number}/").content.decode()
    assert "Документ об образовании № 07324 000018, 20.06.2025" in page
    for wrong in ({"kind": "online_course"}, {"number": " "}, {"on": "вчера"}):
        assert note(client, case, **{**given, **wrong}).status_code == 422, wrong
    assert case.evidence.count() == 1
    amend_profile(evidence_kinds=[{"code": "online", "title": "Сертификат онлайн-курса"}])
    page = client.get(f"/credit/{case.number}/").content.decode()
    assert "Сертификат онлайн-курса" in page and "документ об образовании</option>" not in page


def test_nothing_is_credited_without_a_document_or_the_reviewers_reason(school, child):
    load_profile("predprinimatel")
    case = stories.compared(stories.apply_for(child), school.reviewer)
    assert errors_of(case, "submit", school.reviewer) == {"evidence": "evidence_missing"}
    assert errors_of(case, "go_without_evidence", school.reviewer, reason=" ") == {"reason": "reason_empty"}
    reason = "Видела на собеседовании программу, которую ученик написал сам."
    case = decisions.act(case, "go_without_evidence", school.reviewer, reason=reason)
    case = decisions.act(case, "submit", school.reviewer)
    assert decisions.act(case, "approve_partly", school.head).state == "partly_approved"


def test_a_file_that_the_family_sent_is_a_document(school, child):
    load_profile("predprinimatel")
    case = stories.compared(stories.apply_for(child), school.reviewer)
    scan = SimpleUploadedFile("справка.txt", "Справка об успеваемости".encode())
    incoming.store_upload(scan.read(), "справка.txt", case.number, None)
    assert Document.objects.filter(case_number=case.number).count() == 1
    assert decisions.act(case, "submit", school.reviewer).state == "decision"


def test_the_head_reads_the_reason_that_stands_for_a_document(client, school, child):
    load_profile("predprinimatel")
    case = stories.apply_for(child)
    case = decisions.act(case, "go_without_evidence", school.reviewer, reason="Собеседование 20.11.2026.")
    case = stories.at_decision(case, school.reviewer)
    client.force_login(school.head)
    assert "Собеседование 20.11.2026." in client.get(f"/credit/{case.number}/decision/").content.decode()


def test_a_parent_of_an_adult_applies_for_nobody(school):
    load_profile("predprinimatel")
    grown = stories.a_family(school, birth_date=timezone.localdate() - timedelta(days=19 * 366))
    case = stories.proven(stories.apply_for(grown), school.reviewer)
    assert not case.sender_confirmed
    case = stories.compared(case, school.reviewer)
    assert errors_of(case, "submit", school.reviewer) == {"sender": "sender_unconfirmed"}


def by_register(client, case, reviewer):
    """The claim page: the first course rests on the register, and nothing else is known of it but its result."""
    client.force_login(reviewer)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "version": str(case.version)}
    data |= {"form-0-title": "Основы программирования на Python", "form-0-result": "зачтено"}
    answer = client.post(f"/credit/{case.number}/lines/", {**data, "form-0-register_number": "ГИР-2026-0417"})
    assert answer.status_code == 302, answer.content.decode()
    return type(case).objects.get(pk=case.pk)


def test_an_achievement_of_the_state_register_is_credited_without_hours(client, school, child):
    case = by_register(client, stories.apply_for(child), school.reviewer)
    assert case.lines.get().register_number == "ГИР-2026-0417"
    case = stories.at_decision(case, school.reviewer, verdicts=("credited",))
    case = decisions.act(case, "approve", school.head)
    assert case.state == "approved" and Result.objects.get().source == "credited"
    paper = Document.objects.get(case_number=case.number, kind="credit_decision").latest
    assert "ГИР-2026-0417" in str(paper.entry.snapshot)


def test_the_state_register_never_counts_for_a_unit_of_the_state_assessment(client, school, child):
    child.programme.units.update(state_exam=True)
    case = by_register(client, stories.apply_for(child), school.reviewer)
    case = stories.compared(case, school.reviewer, verdicts=("credited",))
    assert errors_of(case, "submit", school.reviewer) == {"unit_1": "register_state_exam"}


def test_what_no_rule_covers_is_decided_by_the_head_with_a_written_reason(client, school, child):
    load_profile("platforma")
    case = stories.at_decision(
        stories.proven(stories.apply_for(child), school.reviewer),
        school.reviewer,
        verdicts=("credited", "credited"),
    )
    client.force_login(school.head)
    page = f"/credit/{case.number}/decision/"
    shown = client.get(page).content.decode()
    assert "Вне проверок" in shown and "«Веб-дизайн»" in shown
    given = {"decision": "approve", "version": case.version}
    assert client.post(page, given).status_code == 422
    assert not Result.objects.exists()
    words = "Работы ученика показали, что он владеет содержанием курса."
    assert client.post(page, {**given, "note": words}).status_code == 302
    paper = Document.objects.get(case_number=case.number, kind="credit_decision").latest
    assert words in str(paper.entry.snapshot) and Result.objects.count() == 2
