"""The catalogue of achievements is the organisation's: its kinds are offered, kept, shown, and no others."""

import pytest
from django.urls import reverse

from organisation import profile
from organisation.loading import load_profile
from records.models import Achievement, PortfolioItem
from tests.workflows.pages import stories

pytestmark = pytest.mark.django_db

KINDS = {
    "istochnik": [
        *("study", "subject", "project", "extracurricular", "additional", "preprofessional", "olympiad"),
        *("sport", "gto", "champion", "youth_champion", "personal", "experience", "respect", "humanism"),
        *("independence", "social_role", "meaning", "self_education", "self_government", "volunteering"),
        *("regulative", "cognitive", "communicative", "creative_work", "digital_work", "other"),
    ],
    "platforma": ["study", "extracurricular", "personal"],
}


def given(kind: str) -> dict[str, str]:
    """No mark, no place: only a text and a day are needed."""
    return {"kind": kind, "title": f"Запись «{kind}»", "on": "2026-10-14", "source": "school"}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_of_the_catalogue_is_entered_without_a_mark_and_is_shown(client, school, name):
    load_profile(name)
    titles = dict(profile.current().achievement_kinds)
    assert list(titles) == KINDS[name]
    child = stories.a_family(school)
    client.force_login(school.teacher)
    form = client.get(reverse("student_achievement", args=[child.pk])).context["form"]
    assert [code for code, _title in form.fields["kind"].choices if code] == KINDS[name]
    for kind in titles:
        answer = client.post(reverse("student_achievement", args=[child.pk]), given(kind))
        assert answer.status_code == 302, kind
    assert set(Achievement.objects.values_list("kind", flat=True)) == set(titles)
    assert set(Achievement.objects.values_list("author", flat=True)) == {school.teacher.pk}
    page = client.get(reverse("student", args=[child.pk])).content.decode()
    for kind, title in titles.items():
        assert f"Запись «{kind}»" in page and title in page, kind
    client.force_login(school.administrator)
    for kind in titles:
        listed = client.get(f"/admin/records/achievement/?kind__exact={kind}").content.decode()
        assert listed.count("Запись «") == 1 and f"Запись «{kind}»" in listed, kind


def test_without_a_kind_or_with_one_of_another_school_nothing_is_kept(client, school):
    load_profile("platforma")
    child = stories.a_family(school)
    client.force_login(school.teacher)
    for kind in ("", "olympiad"):
        answer = client.post(reverse("student_achievement", args=[child.pk]), given(kind))
        assert answer.status_code == 422
    assert not Achievement.objects.exists() and not PortfolioItem.objects.exists()
