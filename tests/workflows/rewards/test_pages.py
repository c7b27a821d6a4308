"""The pages of nominations, as a teacher, the office and the director use them."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.urls import reverse

from documents import making, numbering
from documents.models import Entry
from organisation.models import Edition
from organisation.roles import Role
from records.models import Achievement, Consent, Reward
from tests.builders import a_student, a_user, amend_profile
from tests.workflows.rewards.nominations import a_class, a_draft, considered, make_all, ordered
from workflows import shown, ticking, unmade
from workflows.cases import decisions, door
from workflows.rewards import intake
from workflows.rewards.models import RewardNomination

pytestmark = pytest.mark.django_db(transaction=True)

NEW = {
    "reward_kind": "honour_certificate",
    "field": "study",
    "direction": "study",
    "occasion": "Осенний марафон",
    "ground": "за победу в олимпиаде",
}


@pytest.fixture
def as_(client, school):
    """Sign in as the person of a role."""

    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


def words_of(response) -> str:
    """The page as it is read."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_a_teacher_nominates_a_pasted_list_and_says_who_is_meant(school, as_):
    pupils = a_class(3)
    a_student("Орлова Анна Ивановна", group="9А")
    second = a_student("Орлова Анна Петровна", group="9А")
    client = as_(school.teacher)
    answer = client.post("/rewards/new/", NEW)
    case = RewardNomination.objects.get()
    assert unquote(answer.url) == f"/rewards/{case.number}/students/"

    pasted = "\n".join([*(each.full_name for each in pupils), "Орлова Анна, 9А", "Никто Никем, 9А"])
    page = client.post(answer.url, {"names": pasted})
    read = words_of(page)
    assert "1 строка не найдена" in read and "Несколько с таким именем" in read
    assert "Никто Никем, 9А" in read and page.status_code == 200
    picks = {f"pick-{n}": each.pk for n, each in enumerate(pupils)}
    client.post(
        f"/rewards/{case.number}/students/add/", {**picks, "pick-3": second.pk, "version": case.version}
    )
    case = RewardNomination.objects.get()
    assert {each.student for each in case.nominees.all()} == {*pupils, second}

    client.post(f"/rewards/{case.number}/act/submit/", {"version": case.version})
    assert RewardNomination.objects.get().state == "submitted"


def test_what_a_nomination_lacks_is_said_beside_its_row_and_nothing_moves(school, as_):
    case = a_draft(school, a_class(2), reward_kind="gift", ground="")
    client = as_(school.deputy)
    page = client.post(f"/rewards/{case.number}/act/submit/", {"version": case.version})
    read = words_of(page)
    assert page.status_code == 422
    assert "Нет основания" in read and "нужна сумма" in read
    assert RewardNomination.objects.get().state == "draft"


def test_a_kind_that_is_switched_off_cannot_be_chosen(school, as_):
    kinds = [dict(each) for each in current_kinds()]
    for each in kinds:
        each["enabled"] = each["code"] != "diploma"
    amend_profile(rewards={"kinds": kinds})
    page = as_(school.teacher).post("/rewards/new/", {**NEW, "reward_kind": "diploma"})
    assert page.status_code == 422 and "Такое поощрение выключено" in words_of(page)
    assert not RewardNomination.objects.exists()


def current_kinds() -> list[dict]:
    return Edition.objects.latest("valid_from").data["rewards"]["kinds"]


def test_the_same_ground_is_shown_with_its_number_before_anybody_decides(school, as_):
    pupils = a_class(2)
    earlier = ordered(school, pupils[:1])
    make_all()
    case = considered(school, pupils)
    page = as_(school.head).get(f"/rewards/{case.number}/decision/")
    number = earlier.nominees.get().certificate.number
    assert words_of(page).count("то же основание") == 1 and number in words_of(page)


def test_the_head_leaves_one_out_with_a_reason_and_orders_at_once(school, as_):
    amend_profile(signing={"order.reward": "system"})
    pupils = a_class(3)
    case = considered(school, pupils)
    client = as_(school.head)
    out = case.nominees.get(student=pupils[1])
    form = {"version": case.version, "decision": "approve_and_order", "out": out.pk}
    refused = client.post(f"/rewards/{case.number}/decision/", form)
    assert refused.status_code == 422 and "Напишите причину" in words_of(refused)
    client.post(f"/rewards/{case.number}/decision/", {**form, f"reason-{out.pk}": "Не участвовал."})
    case = RewardNomination.objects.get()
    assert case.state == "ordered" and Reward.objects.count() == 2
    page = words_of(client.get(f"/rewards/{case.number}/"))
    assert "Выпущено: 0 из 2" in page and "Страницу можно закрыть" in page
    make_all()
    page = client.get(f"/rewards/{case.number}/certificates.pdf")
    assert page.content[:5] == b"%PDF-"


def test_originals_are_handed_over_one_by_one_and_then_all(school, as_):
    pupils = a_class(3)
    case = ordered(school, pupils)
    make_all()
    client = as_(school.deputy)
    case = RewardNomination.objects.get()
    today = case.ordered_on.isoformat()
    first = case.nominees.first()
    url = f"/rewards/{case.number}/hand/"
    client.post(url, {"version": case.version, "on": today, "to": "бабушка", "nominee": first.pk})
    case = RewardNomination.objects.get()
    assert case.state == "certified" and case.nominees.unhanded().count() == 2
    assert b"2 " in client.get(url).content
    client.post(url, {"version": case.version, "on": today, "all": "1"})
    assert RewardNomination.objects.get().state == "presented"


def test_a_certificate_waits_as_long_as_the_token_of_the_seal_is_away_and_is_tried_again_by_a_button(
    school, as_, monkeypatch
):
    ordered(school, a_class(1))
    entry = Entry.objects.get(kind="reward_certificate")

    def away(entry):
        raise making.SealAway("the token is not in its slot")

    with monkeypatch.context() as patch:
        patch.setattr(making, "make", away)
        for _ in range(numbering.MOST_ATTEMPTS + 2):
            Entry.objects.filter(pk=entry.pk).update(next_at=None)
            assert ticking.finish_reservations() == {"unsealed": 1}
    assert ticking.finish_reservations() == {}
    monkeypatch.setattr(unmade, "PATIENCE", timedelta(0))
    assert "the token is not in its slot" in as_(school.office).get(reverse("board")).content.decode()
    as_(school.office).post(reverse("paper_again", args=[entry.pk]))
    assert ticking.finish_reservations() == {"finished": 1}


def test_a_certificate_that_cannot_be_made_ends_voided_and_a_person_has_it_made_anew(school, as_):
    case = ordered(school, a_class(2))
    entry = Entry.objects.filter(kind="reward_certificate").first()
    Entry.objects.filter(pk=entry.pk).update(attempts=numbering.MOST_ATTEMPTS)
    make_all()
    case = RewardNomination.objects.get()
    assert (case.state, case.office_attention, case.needs_human) == ("ordered", True, ["certificate_failed"])
    client = as_(school.office)
    page = words_of(client.get(f"/rewards/{case.number}/"))
    assert "1 грамота ждёт вас" in page and entry.number in page
    nominee = case.nominees.get(certificate=entry)
    client.post(
        f"/rewards/{case.number}/nominee/{nominee.pk}/reissue/",
        {"version": case.version, "name_on_certificate": "Абрамова Вера"},
    )
    make_all()
    case = RewardNomination.objects.get()
    assert case.state == "certified" and case.needs_human == []
    statuses = Entry.objects.filter(kind="reward_certificate").order_by("n").values_list("n", "status")
    assert list(statuses) == [(1, "voided"), (2, "issued"), (3, "issued")]


def test_consent_is_named_where_it_is_missing(school, as_):
    pupils = a_class(2)
    Consent.objects.create(student=pupils[0], purpose="publish", given_on="2026-09-01")
    case = ordered(school, pupils)
    page = words_of(as_(school.office).get(f"/rewards/{case.number}/"))
    assert "согласие есть у 1 из 2" in page and pupils[1].short in page


def test_a_deputy_sees_the_rewards_of_their_direction_and_no_others(school, as_):
    ordered(school, a_class(1), direction="upbringing", occasion="Субботник")
    ordered(school, a_class(1), direction="methods", occasion="Чтения")
    page = words_of(as_(school.deputy).get("/rewards/given/"))
    assert "Субботник" in page and "Чтения" not in page
    assert "Чтения" in words_of(as_(school.office).get("/rewards/given/?direction=methods"))


def test_grounds_are_chosen_from_the_students_own_achievements(school, as_):
    one, other = a_class(2)
    mine = Achievement.objects.create(
        student=one, kind="olympiad", title="Олимпиада", place="1 место", on="2026-11-13"
    )
    foreign = Achievement.objects.create(student=other, kind="olympiad", title="Чужая", on="2026-11-13")
    case = a_draft(school, [one], ground="")
    client, nominee = as_(school.deputy), case.nominees.get()
    url = f"/rewards/{case.number}/nominee/{nominee.pk}/"
    assert "Олимпиада, 1 место" in words_of(client.get(url)) and "Чужая" not in words_of(client.get(url))
    refused = client.post(url, {"version": case.version, "achievements": [foreign.pk]})
    assert refused.status_code == 422
    client.post(url, {"version": case.version, "achievements": [mine.pk]})
    assert list(nominee.achievements.all()) == [mine]


def test_strangers_to_a_nomination_get_the_answer_of_what_does_not_exist(school, as_):
    case = a_draft(school, a_class(1))
    for user in (school.teacher, school.reviewer):
        assert as_(user).get(f"/rewards/{case.number}/").status_code == 404
    assert as_(school.archivist).get(f"/rewards/{case.number}/").status_code == 200
    assert as_(school.office).get("/rewards/new/").status_code == 404


def test_an_outside_body_gets_a_package_and_its_answer_is_kept(school, as_):
    case = ordered(
        school, a_class(1), reward_kind="named_scholarship", period="2027 год", sent_to="Фонд «Север»"
    )
    client = as_(school.deputy)
    package = client.get(f"/rewards/{case.number}/package.zip")
    assert package.content[:2] == b"PK"
    client.post(
        f"/rewards/{case.number}/hand/",
        {"version": case.version, "on": case.ordered_on.isoformat(), "all": "1"},
    )
    case = RewardNomination.objects.get()
    assert case.state == "presented" and case.sent_number.endswith("-исх")
    client.post(
        f"/rewards/{case.number}/act/record_answer/",
        {
            "version": case.version,
            "answered_on": case.ordered_on.isoformat(),
            "answer": "Стипендия назначена.",
        },
    )
    assert RewardNomination.objects.get().answer == "Стипендия назначена."


def test_two_hundred_rows_cost_no_more_queries_than_two(school, as_, django_assert_max_num_queries):
    small, large = (
        considered(school, a_class(2)),
        considered(school, a_class(200, group="9Б"), occasion="Год"),
    )
    client = as_(school.head)
    client.get(f"/rewards/{small.number}/decision/")
    for page in ("", "decision/"):
        with django_assert_max_num_queries(45):
            assert client.get(f"/rewards/{large.number}/{page}").status_code == 200


def test_a_teacher_opens_the_certificates_of_their_own_nomination(school, as_):
    amend_profile(signing={"order.reward": "system"})
    case = intake.nominate(school.teacher, NEW, [{"student": each.pk} for each in a_class(1)])
    case = door.move(door.move(case, "submit", school.teacher), "accept", school.office)
    case = decisions.act(door.move(case, "approve", school.head), "order", school.head)
    make_all()
    client = as_(school.teacher)
    page = client.get(f"/rewards/{case.number}/").content.decode()
    link = re.search(rf'href="([^"]+)">001/{case.ordered_on:%y}</a>', page)
    assert link and client.get(link.group(1)).content[:5] == b"%PDF-"
    colleague = a_user(Role.TEACHER)
    assert as_(colleague).get(link.group(1)).status_code == 404


def test_show_case_tells_nominees_and_their_certificates(school):
    case = ordered(school, a_class(1))
    make_all()
    told = shown.case(case.number)
    (nominee,) = told["nominees"]
    assert (told["state"], told["order"]) == ("certified", case.decision_number)
    assert (nominee["certificate"], nominee["certificate_status"]) == (
        f"001/{case.ordered_on:%y}",
        "issued",
    )
