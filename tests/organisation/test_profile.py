"""A misspelt or impossible rule never passes silently."""

import pytest

from organisation.profile import ProfileInvalid, parse


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
        ({"series": {"case.credit": "{n}"}}, "mapping"),
        ({"name": None}, "name"),
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
