"""What the reviewer is told of an application that cannot be compared yet, and what stands beside its original."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from documents import incoming
from tests.workflows.pages import stories
from workflows.cases import decisions
from workflows.cases.timing import Timing
from workflows.credit import compare_page, listing, papers, scans, sources, wording
from workflows.credit.models import CreditApplication
from workflows.credit.scan import Scan

pytestmark = pytest.mark.django_db(transaction=True)


def page_of(case, user, name="credit_compare") -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse(name, args=[case.number]), headers={"accept-language": "ru"}).content.decode()


@pytest.fixture
def unknown(school) -> CreditApplication:
    return stories.unknown_child()


def test_nothing_is_said_to_have_no_match_while_there_is_nothing_to_compare_with(school, unknown):
    page = page_of(unknown, school.reviewer)
    assert "похожего курса у нас нет" not in page and "нет такого у нас" not in page
    assert "Пока ученик не найден, сравнить не с чем" in page and "Его ищет канцелярия" in page


def test_the_desk_says_who_has_to_act_first(school, unknown):
    with translation.override("ru"):
        row = listing.row(unknown, None, school.reviewer, Timing.read())
    assert row.why == "Канцелярия ещё ищет ученика"


def test_an_application_without_a_course_is_not_one_with_nought_courses(school):
    case = stories.apply_for(stories.a_family(school))
    case.lines.all().delete()
    with translation.override("ru"):
        assert compare_page.heading(case, []).endswith("курсы ещё не выписаны")
        assert "курсы ещё не выписаны" in listing.about(case, None)
    assert "0 курсов" not in page_of(case, school.office, "credit_case")


def test_a_value_that_was_left_open_shows_the_words_of_the_letter(school):
    case = stories.apply_for(stories.a_family(school))
    line = case.lines.first()
    line.hours, line.result = None, "«отлично»; бумаги нет"
    line.sources = {"hours": {"part": "attachment", "attachment": 1, "words": "по 2 ч в неделю"}}
    line.save()
    page = page_of(case, school.reviewer)
    assert "часы неясны: «по 2 ч в неделю»" in page and "часы не указаны" not in page
    assert "«„отлично“; бумаги нет»" in page


def test_who_types_courses_has_files_and_places_beside_the_fields(school):
    case = stories.apply_for(stories.a_family(school))
    incoming.store(b"a photo", "IMG_1.jpg", "image/jpeg", case.number, origin="incoming")
    line = case.lines.first()
    line.sources = {"title": {"part": "attachment", "attachment": 1, "row": 1, "words": line.title}}
    line.save()
    page = page_of(case, school.office, "credit_lines")
    assert 'href="#source-А"' in page and 'id="source-А"' in page
    assert "IMG_1.jpg" in page and '<img class="photo"' in page


def test_a_scan_without_a_row_is_not_called_read_and_to_be_confirmed(school):
    case = stories.apply_for(stories.a_family(school))
    document = incoming.store(b"a photo", "IMG.jpg", "image/jpeg", case.number, origin="incoming")
    Scan.objects.create(case=case, document=document, status=Scan.Status.READ, rows=[])
    with translation.override("ru"):
        assert list(scans.states(case)) == [("IMG.jpg", "распознан, курсов не найдено: прочтите сами")]


def test_words_typed_for_a_refusal_never_stand_beside_a_credit(school):
    case = stories.apply_for(stories.a_family(school))
    refused = {"position": 1, "verdict": "refused", "reason_code": "name", "reason_words": "Другой предмет."}
    case = decisions.act(case, "compare", school.reviewer, lines=[refused])
    unit = case.programme.units.first().pk
    credited = {**refused, "verdict": "credited", "unit": unit, "result": "зачтено"}
    case = decisions.act(case, "compare", school.reviewer, lines=[credited])
    line = case.lines.get(position=1)
    assert (line.verdict, line.reason_code, line.reason_words) == ("credited", "", "")


def a_line(case, given, **more):
    """The first line with a verdict, and what the machine found of our first course."""
    line = case.lines.first()
    line.unit, line.verdict = case.programme.units.first(), given
    line.proposal = {"unit": str(line.unit_id), "verdict": "unknown", "topics_total": 12, "topics_matched": 0}
    line.proposal |= more
    return line


def test_the_paper_calls_nothing_fulfilled_that_was_not_compared(school):
    case = stories.apply_for(stories.a_family(school))
    assert wording.reason_sentence(a_line(case, "credited")) == "зачтено по оценке проверяющего"
    assert wording.reason_sentence(a_line(case, "credited", verdict="credited")) == "условия выполнены"
    assert wording.reason_sentence(a_line(case, "assessment")) == "нужна аттестация"
    against = wording.reason_sentence(a_line(case, "credited", verdict="credited"), "refused")
    assert against == "отказано вопреки предложению, основание названо ниже"


def test_the_paper_shows_the_tests_of_the_course_that_was_chosen(school):
    case = stories.apply_for(stories.a_family(school))
    line = a_line(case, "credited", name_test="same", hours_percent=100)
    line.unit = case.programme.units.last()
    row = papers.line_of_table(line, "approve_partly", 75)
    assert (row["name_test"], row["hours_percent"] == 100) == ("different", False)


def test_no_topics_sent_are_not_nought_topics_found(school):
    case = stories.apply_for(stories.a_family(school))
    row = papers.line_of_table(a_line(case, "credited"), "approve_partly", 75)
    assert row["topics_percent"] is None and row["topics_total"] == 12
    case = stories.at_decision(case, school.reviewer)
    draft = papers.decision_snapshot(case, "approve_partly", school.head)
    draft["data"]["lines"] = [row]
    printed = render_to_string("documents/credit_decision.html", {**draft, **draft["data"]})
    assert "(0 из 12)" not in printed


def test_who_compares_anew_reads_on_that_page_why_the_head_sent_it_back(school):
    case = stories.at_decision(stories.apply_for(stories.a_family(school)), school.reviewer)
    case = decisions.act(case, "send_back", school.head, note="Поясните часы.")
    assert f"{school.head.display_name} возвращает на доработку: «Поясните часы.»" in page_of(
        case, school.reviewer
    )
    case = stories.at_decision(case, school.reviewer)
    assert "Поясните часы." not in page_of(case, school.reviewer)


def test_courses_told_in_one_paragraph_have_marks_of_their_own():
    text = "Осенью был курс «Лепка», 26 часов, зачёт, зимой «Батик», 38 часов, эссе; на оба есть справка."

    def line(position: int, **words: str) -> SimpleNamespace:
        found = {
            field: {"part": "text", "start": text.index(said), "words": said} for field, said in words.items()
        }
        return SimpleNamespace(position=position, sources=found, needs_human=False)

    letter = SimpleNamespace(pk=1, reading=SimpleNamespace(data={"text": text}))
    lines = [
        line(1, title="Лепка", hours="26 часов", assessment_form="зачёт"),
        line(2, title="Батик", hours="38 часов", assessment_form="эссе"),
    ]
    found = sources.evidence(lines, [letter])  # type: ignore[arg-type, list-item]  # what it reads of them
    marks = {
        position: {source.letter for source in fields.values()} for position, fields in found.by_line.items()
    }
    assert marks == {1: {"А"}, 2: {"Б"}}
    assert [(piece.mark, piece.text) for piece in found.letters[0].pieces if piece.mark] == [
        ("А", "Лепка», 26 часов, зачёт"),
        ("Б", "Батик», 38 часов, эссе"),
    ]
    assert "".join(piece.text for piece in found.letters[0].pieces) == text
