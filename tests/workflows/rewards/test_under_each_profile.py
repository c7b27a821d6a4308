"""Rewards under every profile that gives them: the kinds and fields on offer, the order, its number and its head."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.models import Document, Entry
from organisation import profile
from organisation.loading import load_profile
from records.models import Reward
from storage import blobs
from tests.builders import amend_profile
from tests.workflows.rewards.nominations import a_class, make_all, ordered

pytestmark = pytest.mark.django_db(transaction=True)

WITH_REWARDS = ("istochnik", "platforma", "kpgt", "demo")


@pytest.mark.parametrize("name", WITH_REWARDS)
def test_the_form_offers_the_kinds_and_fields_of_the_organisation(client, school, name):
    load_profile(name)
    rules = profile.current().rewards
    client.force_login(school.teacher)
    form = client.get("/rewards/new/").context["form"]
    kinds = dict(form.fields["reward_kind"].choices)
    assert {code for code in kinds if code} == {kind.code for kind in rules.kinds}
    assert {code: title for code, title in form.fields["field"].choices if code} == dict(rules.fields)


@pytest.mark.parametrize("name", WITH_REWARDS)
def test_a_nomination_becomes_an_order_under_the_rules_of_the_organisation(school, name):
    load_profile(name)
    rules = profile.current().rewards
    if not rules.directions:
        amend_profile(rewards={"directions": [{"code": "study", "title": "учебная работа"}]})
    kind = next(each for each in rules.kinds if each.code == "diploma")
    case = ordered(school, a_class(2), reward_kind=kind.code, field=rules.fields[0][0])
    order = Entry.objects.get(case_number=case.number, kind="reward_order")
    series = profile.current().series["order.reward"]
    assert order.number == series.pattern.format(n=series.start)
    paper = Document.objects.get(kind="reward_order").latest
    pages = PdfReader(BytesIO(blobs.get(paper.sha256))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert kind.order_words in text and order.number in text
    make_all()
    assert Entry.objects.filter(kind="reward_certificate", status="issued").count() == 2
    assert Reward.objects.filter(kind=kind.code, order_number=order.number).count() == 2


def test_conditions_changed_in_the_profile_hold_for_the_next_nomination(client, school):
    load_profile("platforma")
    kinds = [{"code": "medal", "title": "Медаль школы", "order_words": "медалью школы"}]
    amend_profile(rewards={"kinds": kinds, "fields": [["chess", "шахматы"]]})
    client.force_login(school.teacher)
    page = client.get("/rewards/new/").content.decode()
    assert "Медаль школы" in page and "шахматы" in page and "Почётная грамота" not in page
