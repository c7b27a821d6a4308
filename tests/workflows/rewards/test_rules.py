"""What a nomination lacks, what is the same reward twice, and how papers word it."""

from decimal import Decimal

import pytest

from workflows.rewards import wording
from workflows.rewards.rules import Asked, Claim, Draft, Ground, faults_of, rulings, same_ground

ASKED = Asked(
    kind_known=True, kind_enabled=True, wants_amount=False, wants_period=False, ground_required=True
)


def a_draft(*claims: Claim, ground: str = "") -> Draft:
    return Draft("study", "study", "Осенний марафон", ground, None, "", claims)


def test_each_nominee_needs_a_ground_of_their_own_or_for_all():
    assert faults_of(a_draft(Claim(1), Claim(2, words="за победу")), ASKED) == {"ground_1": "ground_missing"}
    assert faults_of(a_draft(Claim(1, achievements=1)), ASKED) == {}
    assert faults_of(a_draft(Claim(1), ground="за успехи"), ASKED) == {}
    assert faults_of(a_draft(Claim(1)), Asked(True, True, False, False, ground_required=False)) == {}


def test_a_scholarship_needs_an_amount_and_a_period():
    asked = Asked(True, True, wants_amount=True, wants_period=True, ground_required=False)
    lacking = faults_of(a_draft(Claim(1), Claim(2, amount=Decimal(0), period="год")), asked)
    assert lacking == {
        "amount_1": "amount_missing",
        "period_1": "period_missing",
        "amount_2": "amount_missing",
    }
    assert faults_of(a_draft(Claim(1, amount=Decimal(1500), period="год")), asked) == {}


def test_nobody_an_unknown_kind_and_one_switched_off_are_refused():
    assert faults_of(a_draft(), ASKED) == {"nominees": "nominees_missing"}
    assert faults_of(a_draft(*map(Claim, range(501)), ground="да"), ASKED) == {
        "nominees": "nominees_too_many"
    }
    for known, code in ((False, "kind_missing"), (True, "kind_switched_off")):
        asked = Asked(known, False, False, False, False)
        assert faults_of(a_draft(Claim(1)), asked) == {"reward_kind": code}


def test_field_and_direction_must_be_those_of_the_profile():
    asked = Asked(True, True, False, False, False, frozenset({"sport"}), frozenset({"methods"}))
    assert faults_of(a_draft(Claim(1)), asked) == {"field": "field_missing", "direction": "direction_missing"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Ground("a", "Осенний марафон"), Ground("a", "«осенний  марафон»."), True),
        (Ground("a", "Осенний марафон"), Ground("b", "Осенний марафон"), False),
        (Ground("a", "Марафон", achievements=frozenset({7})), Ground("a", "Год", "", frozenset({7})), True),
        (Ground("a", "Марафон", "2026"), Ground("a", "Чтения", "2026"), False),
        (Ground("a", "", "2026 год"), Ground("a", "", "2026 год"), True),
        (Ground("a"), Ground("a"), False),
    ],
)
def test_the_same_ground_is_a_shared_achievement_or_occasion_of_the_same_kind(one, other, same):
    assert same_ground(one, other) is same and same_ground(other, one) is same


def test_who_is_left_out_gets_a_reason_and_somebody_remains():
    assert rulings([1, 2], {}) == {}
    assert rulings([1, 2], {1: "болел"}) == {}
    assert rulings([1, 2], {1: " "}) == {"reason_1": "reason_missing"}
    assert rulings([1, 2], {1: "а", 2: "б"}) == {"declined": "nobody_left"}
    assert rulings([1, 2], {3: "а"}) == {"declined": "nominee_unknown"}


@pytest.mark.parametrize(
    ("group", "sex", "words"),
    [
        ("9А", "female", "ученица 9 «А» класса"),
        ("7 «б»", "male", "ученик 7 «Б» класса"),
        ("11", "male", "ученик 11 класса"),
        ("9А", None, "9 «А» класс"),
        ("ИС-21", "female", "студентка группы ИС-21"),
        ("ИС-21", None, "группа ИС-21"),
        ("", "male", ""),
    ],
)
def test_a_certificate_says_where_the_student_learns(group, sex, words):
    assert wording.student_words(group, sex) == words


def test_sums_and_people_are_counted_as_people_say_them():
    assert wording.money(Decimal("1500")) == "1\u00a0500\u00a0руб."
    assert wording.money(Decimal("750.5")) == "750,50\u00a0руб."
    assert [wording.people(n).replace("\u00a0", " ") for n in (1, 3, 12, 24)] == [
        "1 человек",
        "3 человека",
        "12 человек",
        "24 человека",
    ]


def test_verbs_agree_with_the_kind():
    assert wording.verb("Благодарность", "благодарностью") == "Объявить благодарность"
    assert wording.verb("Диплом", "дипломом") == "Наградить дипломом"
    assert wording.name_case("Благодарность") == "dative" and wording.name_case("Диплом") == "accusative"
    assert "именная стипендия" in wording.verb("Именная стипендия", "именной стипендией", external=True)
