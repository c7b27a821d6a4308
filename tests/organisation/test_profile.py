"""A misspelt or impossible rule never passes silently."""

import pytest

from organisation.profile import ProfileInvalid, parse

GIFT = {"code": "gift", "title": "Подарок", "order_words": "подарком"}


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"treshold": 75}, "treshold"),
        ({"credit": {"treshold_percent": 75}}, "treshold_percent"),
        ({"credit": {"threshold_percent": "75"}}, "credit.threshold_percent"),
        ({"credit": {"trigger": "whenever"}}, "credit.trigger"),
        ({"week": 7}, "week"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"closes": "25:00"}, "closes"),
        ({"days_off": ["2026-02-30"]}, "days_off"),
        ({"signing": {"decision.credit": "telepathy"}}, "signing.decision.credit"),
        ({"series": {"case.credit": {"pattern": "зч"}}}, "series.case.credit.pattern"),
        ({"series": {"case.credit": {"pattern": "{n}", "start": "1"}}}, "series.case.credit.start"),
        ({"series": {"case.credit": "{n}"}}, "series.case.credit"),
        ({"series": []}, "series"),
        ({"name": None}, "name"),
        ({"mailboxes": "zayavka@sever.example"}, "mailboxes"),
        ({"mailboxes": [5]}, r"mailboxes\[0\]"),
        ({"grades": [{"written": ["5"]}]}, r"grades\[0\].ours"),
        ({"credit": {"target_working_days": "2"}}, "credit.target_working_days"),
        ({"achievement_kinds": [["olympiad"]]}, r"achievement_kinds\[0\]"),
        ({"achievement_kinds": [["sport", "спорт"], ["sport", "ГТО"]]}, "achievement_kinds: code 'sport'"),
        ({"rewards": {"kind": []}}, "rewards.kind"),
        ({"rewards": {"kinds": [{"code": "gift", "title": "Подарок"}]}}, r"rewards.kinds\[0\].order_words"),
        ({"rewards": {"kinds": [{**GIFT, "order_words": ""}]}}, r"rewards.kinds\[0\]"),
        ({"rewards": {"kinds": [{**GIFT, "code": "Подарок"}]}}, "rewards.kinds: code 'Подарок'"),
        ({"rewards": {"kinds": [GIFT, GIFT]}}, "rewards.kinds: code 'gift' stands twice"),
        ({"rewards": {"kinds": [{**GIFT, "external": True}]}}, r"rewards.kinds\[0\].certificate"),
        ({"rewards": {"directions": [{"code": "study"}]}}, r"rewards.directions\[0\].title"),
        ({"disclosure": {"papers": ["diploma"]}}, "disclosure.papers: diploma"),
        ({"disclosure": {"term_working_days": None}}, "disclosure.term_working_days"),
    ],
)
def test_a_wrong_key_or_value_is_refused_by_name(data, named):
    with pytest.raises(ProfileInvalid, match=named):
        parse({"name": "Школа", **data})


def test_what_is_not_said_takes_the_default_of_the_regulation():
    profile = parse({"name": "Школа"})
    assert profile.credit.threshold_percent == 75
    assert profile.credit.term_working_days == 3
    assert profile.city == ""
    assert str(profile.tz) == "Europe/Moscow"


def test_a_padded_number_pattern_is_a_number_pattern():
    assert parse({"name": "Школа", "series": {"x": {"pattern": "{n:03}/{yy}"}}}).series["x"].start == 1


def test_a_profile_written_before_a_workflow_existed_still_numbers_its_cases():
    old = parse({"name": "Школа", "series": {"case.credit": {"pattern": "{n}/к"}}})
    assert old.series["case.credit"].pattern == "{n}/к"
    assert old.series["case.reward"].pattern == "{n}-пн"


def test_the_scale_is_what_the_table_of_grades_leads_to():
    rows = [(["5"], "отлично"), (["отл"], "отлично"), (["2"], "неудовлетворительно")]
    grades = [{"written": written, "ours": ours} for written, ours in rows]
    assert parse({"name": "Школа", "grades": grades}).scale == ("отлично", "неудовлетворительно")


def test_a_reward_kind_says_what_an_order_needs_to_know():
    [kind] = parse({"name": "Школа", "rewards": {"kinds": [GIFT]}}).rewards.kinds
    assert (kind.title, kind.order_words, kind.certificate, kind.enabled) == (
        "Подарок",
        "подарком",
        True,
        True,
    )
