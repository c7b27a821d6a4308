"""The story of a class: nominated by a pasted list, ordered, certified, handed over, closed."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.models import Document, Entry
from records.lookup import by_pasted_list
from records.models import PortfolioItem, Reward
from storage import blobs
from tests.workflows.rewards.nominations import FIELDS, a_class, make_all, ordered
from workflows.cases import decisions, door
from workflows.rewards import intake
from workflows.rewards.models import RewardNomination

pytestmark = pytest.mark.django_db(transaction=True)


def text_of(sha256: str) -> str:
    """The words of a stored paper, blanks made single."""
    pages = PdfReader(BytesIO(blobs.get(sha256))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_class_is_nominated_ordered_certified_and_handed_its_certificates(school, pupils):
    pasted = "\n".join(
        f"{n}. {each.last_name} {each.first_name}, 9А" for n, each in enumerate(pupils, start=1)
    )
    found = [each.students[0] for each in by_pasted_list(pasted)]
    case = intake.nominate(school.deputy, FIELDS, [{"student": each.pk} for each in found])
    assert (case.state, case.nominees.count(), case.next_person) == ("draft", 25, school.deputy)

    case = door.move(case, "submit", school.deputy)
    case = door.move(case, "accept", school.office)
    assert case.next_role == "head" and case.due_on is not None
    left_out = case.nominees.get(student=pupils[3])
    case = door.move(case, "approve", school.head, declined={str(left_out.pk): "Не участвовала."})
    case = decisions.act(case, "order", school.head)

    order = Entry.objects.get(case_number=case.number, kind="reward_order")
    paper = Document.objects.get(kind="reward_order").latest
    words = text_of(paper.sha256)
    assert "О награждении почётной грамотой" in words and "24 человека" in words
    assert "Багрова Никиту Павловича" in words and pupils[3].last_name not in words
    assert paper.status == "reserved" and not Entry.objects.filter(kind="reward_certificate").exists()
    assert Reward.objects.filter(order_number=order.number).count() == 24

    case = door.move(case, "sign", school.office, signed_on="2026-11-25")
    numbers = Entry.objects.filter(kind="reward_certificate").order_by("n")
    assert [each.status for each in numbers] == ["reserved"] * 24
    make_all()
    case = RewardNomination.objects.get(pk=case.pk)
    assert case.state == "certified" and case.next_person == school.deputy
    sheets = [each.certificate for each in case.nominees.rewarded().select_related("certificate")]
    assert [each.n for each in sheets] == list(range(1, 25))
    assert len({each.paper_sha256 for each in sheets}) == 24
    first = text_of(sheets[0].paper_sha256)
    assert "Абрамова Вера Николаевна" in first and "ученица 9 «А» класса" in first and order.number in first

    reward = Reward.objects.get(student=pupils[0])
    assert (reward.number, reward.certificate_sha256) == (sheets[0].number, sheets[0].paper_sha256)
    assert PortfolioItem.objects.get(reward=reward).document_sha256 == sheets[0].paper_sha256

    one = case.nominees.get(student=pupils[0])
    today = reward.on.isoformat()
    case = door.move(case, "hand_over", school.deputy, nominees=[one.pk], on=today, to="мать")
    assert case.state == "certified"
    case = door.move(case, "present", school.deputy, on=today)
    assert not case.nominees.unhanded().exists() and case.state == "presented"
    assert Reward.objects.get(student=pupils[0]).handed_to == "мать"
    assert Reward.objects.get(student=pupils[1]).handed_on == reward.on
    case = door.move(case, "close", school.office)
    assert case.closed_at is not None


def test_a_gift_needs_no_certificate_and_is_handed_over_after_its_order(school):
    case = ordered(school, a_class(2), reward_kind="gift", amount="1 500")
    assert (case.state, case.next_person) == ("ordered", school.deputy)
    words = text_of(Document.objects.get(kind="reward_order").latest.sha256)
    assert "Наградить подарком" in words and "1 500 руб." in words
    reward = Reward.objects.first()
    assert reward is not None and reward.amount == 1500
    case = door.move(case, "present", school.deputy, on=reward.on.isoformat())
    assert case.state == "presented"


def test_each_kind_makes_its_own_sheet(school):
    seen = {}
    for n, kind in enumerate(("diploma", "honour_certificate", "letter_of_thanks", "commendation")):
        ordered(school, a_class(1, group=f"ИС-2{n}"), reward_kind=kind, ground="победа в конкурсе")
        make_all()
        entry = Entry.objects.filter(kind="reward_certificate").latest("pk")
        seen[kind] = text_of(entry.paper_sha256)
    assert "Диплом награждается Абрамова Вера Николаевна студентка группы ИС-20" in seen["diploma"]
    assert "Почётная грамота награждается" in seen["honour_certificate"]
    assert "вручается Абрамовой Вере Николаевне" in seen["letter_of_thanks"]
    assert "Благодарность объявляется Абрамовой Вере Николаевне" in seen["commendation"]


def test_a_withdrawal_after_the_order_undoes_the_rewards_and_says_so_on_the_papers(school):
    case = ordered(school, a_class(2))
    with pytest.raises(door.Invalid):
        door.move(case, "withdraw", school.office)
    case = door.move(case, "withdraw", school.office, reason="Приказ отменён приказом 20-уд")
    assert not Reward.objects.exists() and not PortfolioItem.objects.exists()
    assert Document.objects.get(kind="reward_order").latest.status == "revoked"
    certificates = Entry.objects.filter(kind="reward_certificate")
    assert {(each.status, each.reason) for each in certificates} == {
        ("voided", "Приказ отменён приказом 20-уд")
    }
