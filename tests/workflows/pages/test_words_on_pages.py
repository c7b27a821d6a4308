"""Scans and papers by the words on their pages, by student, kind and date; everyone finds what they may open."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.models import Carrier
from documents import incoming
from documents.finding import index, issued
from documents.models import Document
from tests.archive.reading import scanned
from tests.reliability.papers import draw_small_papers
from tests.workflows.pages import stories
from workflows.cases import decisions

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def ask(user, **wanted):
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("pages"), wanted)
    assert answer.status_code == 200
    return answer


def found(user, **wanted):
    return [
        (each.page.version.document.title, each.page.number) for each in ask(user, **wanted).context["hits"]
    ]


def of_case(case, text):
    """A file of a case that was read."""
    version = incoming.store(
        text.encode(), f"{case.number}.pdf", "application/pdf", case.number, origin="incoming"
    )
    index.put(version.latest, [text])
    return version.title


@pytest.fixture
def child(school):
    return stories.a_family(school, "Гусев Матвей Олегович")


def test_a_scan_is_found_by_a_word_in_any_form_by_student_and_by_date(school, child):
    case = stories.apply_for(child)
    scanned(school, "А-1", ["СПРАВКА", "Информатика 108 часов, зачёт"], case.student)
    scanned(school, "А-2", ["Физика, зачеты"])
    head = school.head
    assert found(head, q="зачёта") == [("А-2 Справка", 1), ("А-1 Справка", 2)]
    assert found(head, q="зачет", student="гус") == [("А-1 Справка", 2)]
    assert found(head, student="гусев матв", kind="carrier") == [("А-1 Справка", 1)]
    assert found(head, q="зачет", student="Белова") == []
    tomorrow = TODAY + timedelta(days=2)
    assert found(head, q="зачет", since=tomorrow) == []
    assert len(found(head, q="зачет", until=tomorrow)) == 2
    assert found(head, q="химия") == [] and found(head) == []


def test_the_page_shows_the_place_with_the_word_marked_and_leads_to_file_and_carrier(school):
    carrier = scanned(school, "А-1", ["Информатика 108 часов, <b>зачёт</b>"])
    page = ask(school.office, q="зачету").content.decode()
    assert "<mark>зачёт</mark>" in page and "&lt;b&gt;" in page
    assert reverse("carrier", args=[carrier.pk]) in page
    version = Carrier.objects.get().clean_copy.document.latest
    assert reverse("documents:version", args=[version.pk]) in page


def test_everyone_finds_what_they_may_open_and_nothing_else(school, child):
    scanned(school, "А-1", ["зачёт"])
    title = of_case(stories.apply_for(child), "зачёт по физике")
    both = [(title, 1), ("А-1 Справка", 1)]
    assert found(school.office, q="зачёт") == found(school.head, q="зачёт") == both
    assert found(school.reviewer, q="зачёт") == [(title, 1)]
    assert found(school.teacher, q="зачёт") == []
    assert found(school.office, q="зачёт", kind="credit") == [(title, 1)]
    assert found(school.office, q="зачёт", kind="carrier") == [("А-1 Справка", 1)]


def test_issued_papers_are_found_by_their_words_once_they_were_read(school, child, monkeypatch):
    draw_small_papers(monkeypatch)
    case = decisions.act(
        stories.at_decision(stories.apply_for(child), school.reviewer), "approve_partly", school.head
    )
    later = timezone.now() + issued.SETTLED
    assert issued.read_due(later)["read"] >= 1 and issued.read_due(later) == {}
    papers = {title for title, _ in found(school.head, kind="credit")}
    paper = Document.objects.get(case_number=case.number, kind="credit_decision")
    assert paper.title in papers


def test_many_pages_cost_as_many_queries_as_one(school, django_assert_num_queries):
    scanned(school, "А-1", ["зачёт"])
    ask(school.head, q="зачёт")
    with CaptureQueriesContext(connection) as few:
        ask(school.head, q="зачёт")
    for number in range(2, 9):
        scanned(school, f"А-{number}", ["зачёт", "зачёт"])
    with django_assert_num_queries(len(few)):
        assert len(ask(school.head, q="зачёт").context["hits"]) == 15


def test_a_wrong_date_is_said_and_nothing_is_lost(school):
    page = ask(school.office, q="зачёт", since="вчера").content.decode()
    assert "invalid-feedback" in page or "error" in page
    assert 'value="зачёт"' in page
