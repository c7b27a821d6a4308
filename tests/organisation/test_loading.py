"""A profile file comes into force as an edition, once, and never silently wrong."""

import json

import pytest

from organisation import profile
from organisation.loading import ProfileFileMissing, load_profile
from organisation.models import Edition
from organisation.profile import ProfileInvalid
from organisation.roles import Role

pytestmark = pytest.mark.django_db


def write(folder, **data):
    path = folder / "profile.json"
    path.write_text(json.dumps({"name": "Школа", **data}, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_the_demo_profile_carries_the_rules_of_regulation_002():
    load_profile("demo")
    demo = profile.current()
    assert demo.name == "Онлайн-школа «Северный ветер»"
    assert (demo.credit.threshold_percent, demo.credit.term_working_days) == (75, 3)
    assert demo.series["case.credit"].pattern.format(n=118) == "118-зч"
    assert demo.series["decision.credit"].pattern.format(of="118-зч") == "118-зч/Р"


def test_loading_twice_makes_one_edition():
    assert load_profile("demo") == load_profile("demo")
    assert Edition.objects.count() == 1


def test_a_changed_profile_becomes_a_new_edition_and_the_old_one_stays(tmp_path):
    load_profile("demo")
    load_profile(write(tmp_path, valid_from="2013-01-01"))
    assert Edition.objects.count() == 2
    assert profile.current().name == "Школа"


def test_a_second_change_on_the_same_day_is_refused(tmp_path):
    load_profile(write(tmp_path))
    with pytest.raises(ProfileInvalid, match="never rewritten"):
        load_profile(write(tmp_path, city="Томск"))


def test_unknown_profiles_and_broken_files_say_so(tmp_path):
    with pytest.raises(ProfileFileMissing):
        load_profile("no-such-profile")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(ProfileInvalid, match="broken.json"):
        load_profile(str(tmp_path / "broken.json"))


def test_the_school_fixture_has_one_person_for_every_role(school):
    assert set(school.staff) == set(Role)
    assert school.reviewer.has_role(Role.REVIEWER)
    assert school.head.initials == "А. П. Жарков"
