"""A whole application: boundaries, what is unknown, combinations, and that no hour counts twice."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.credit.comparison import Claimed, Unit, compare_courses

TOPICS = ("Механика", "Оптика", "Термодинамика", "Электричество")


def physics(**changes):
    values = {
        "title": "Физика",
        "hours": 72,
        "assessment_form": "экзамен",
        "result": "хорошо",
        "topics": TOPICS,
    }
    return Claimed(**{**values, **changes})


def unit(**changes):
    return Unit(**{"code": "U1", "title": "Физика", "hours": 72, "topics": TOPICS, **changes})


def codes(line):
    return [reason.code for reason in line.reasons]


@pytest.mark.parametrize(
    ("theirs", "ours", "verdict"),
    [(54, 72, "credited"), (53, 72, "refused"), (7500, 10_000, "credited"), (7499, 10_000, "refused")],
)
def test_volume_passes_at_75_percent_and_not_a_hair_below(theirs, ours, verdict):
    (line,) = compare_courses([physics(hours=theirs)], [unit(hours=ours)], 75)
    assert line.verdict == verdict
    assert line.hours_ratio == Fraction(theirs, ours)


@pytest.mark.parametrize(("covered", "verdict"), [(1500, "credited"), (1499, "refused")])
def test_content_passes_at_75_percent_and_not_a_hair_below(covered, verdict):
    names = tuple(f"{number}а" for number in range(2000))
    (line,) = compare_courses([physics(topics=names[:covered])], [unit(topics=names)], "75")
    assert (line.verdict, line.content_ratio) == (verdict, Fraction(covered, 2000))


def test_74_99_percent_is_never_printed_as_75():
    (line,) = compare_courses([physics(hours=74_999)], [unit(hours=100_000)], 0.75)
    assert line.as_json()["hours_ratio"] == 0.7499


@pytest.mark.parametrize(
    ("claimed", "ours", "code"),
    [
        (physics(hours=None), unit(), "hours_unknown"),
        (physics(topics=()), unit(), "topics_unknown"),
        (physics(topics=("  ",)), unit(), "topics_unknown"),
        (physics(result=None), unit(), "result_unknown"),
        (physics(), unit(hours=None), "unit_hours_unknown"),
        (physics(), unit(topics=()), "unit_topics_unknown"),
    ],
)
def test_what_is_not_stated_is_unknown_and_never_passes(claimed, ours, code):
    (line,) = compare_courses([claimed], [ours], 75)
    assert (line.verdict, codes(line)) == ("unknown", [code])


@pytest.mark.parametrize("result", ["2", "неудовлетворительно", "не зачтено", "незачёт", "FX", "н/а"])
def test_a_failing_result_is_never_credited(result):
    (line,) = compare_courses([physics(result=result)], [unit()], 75)
    assert (line.verdict, codes(line)) == ("refused", ["result_failed"])


@pytest.mark.parametrize("result", ["зачтено", "зачёт", "3", "удовлетворительно", "E"])
def test_a_passing_result_does_not_stand_in_the_way(result):
    (line,) = compare_courses([physics(result=result)], [unit()], 75)
    assert line.verdict == "credited"


def test_a_result_of_a_state_exam_is_not_credited_internally():
    (line,) = compare_courses([physics(assessment_form="ЕГЭ")], [unit()], 75)
    assert (line.verdict, codes(line)) == ("refused", ["state_exam"])


def test_assessment_is_offered_only_where_the_profile_allows_it():
    short = physics(hours=30)
    assert compare_courses([short], [unit()], 75)[0].verdict == "refused"
    (line,) = compare_courses([short], [unit()], 75, assessment_allowed=True)
    assert (line.verdict, codes(line)) == ("assessment", ["hours_below"])


def test_another_name_is_refused_beside_the_nearest_unit_even_with_hours_and_topics():
    (line,) = compare_courses([physics(title="Ядерная физика")], [unit()], 75)
    assert (line.unit, line.verdict, line.name) == ("U1", "refused", "different")
    assert line.reasons[0].params["why"] == "broader_or_narrower"


def test_a_course_like_nothing_of_ours_stands_without_a_unit():
    (line,) = compare_courses([physics(title="Хоровое пение")], [unit()], 75)
    assert (line.unit, line.verdict, codes(line)) == (None, "refused", ["no_unit"])


def test_two_numbered_parts_cover_one_unit_together():
    parts = [
        physics(title="Физика, часть 1", hours=36, topics=TOPICS[:2]),
        physics(title="Физика ч. 2", hours=36, topics=TOPICS[2:]),
    ]
    (line,) = compare_courses(parts, [unit()], 75)
    assert (line.verdict, line.name, len(line.sources), line.hours_ratio) == ("credited", "close", 2, 1)
    assert {shown.index for cover in line.content for shown in cover.by} == {0, 1}


def test_one_part_alone_is_no_whole_course():
    (line,) = compare_courses([physics(title="Физика, часть 1")], [unit()], 75)
    assert (line.verdict, codes(line)) == ("refused", ["part_only"])


def test_two_subjects_cover_the_unit_that_joins_them():
    joined = unit(title="Русский язык и литература", topics=("Орфография", "Поэзия Тютчева"))
    claimed = [
        physics(title="Русский язык", hours=36, topics=("Орфография",)),
        physics(title="Литература", hours=36, topics=("Поэзия Тютчева и Фета",)),
    ]
    (line,) = compare_courses(claimed, [joined], 75)
    assert (line.verdict, [use.title for use in line.sources]) == ("credited", ["Литература", "Русский язык"])


def test_the_same_course_claimed_twice_does_not_make_up_for_missing_hours():
    lines = compare_courses([physics(hours=40), physics(hours=40)], [unit()], 75)
    assert [line.verdict for line in lines] == ["refused", "refused"]


def test_the_arrangement_of_all_lines_is_the_best_and_not_first_come():
    units = [unit(code="SMALL", hours=36), unit(code="LARGE", hours=100)]
    lines = compare_courses([physics(hours=100), physics(hours=36)], units, 75)
    assert [(line.unit, line.sources[0].hours, line.verdict) for line in lines] == [
        ("SMALL", 36, "credited"),
        ("LARGE", 100, "credited"),
    ]


def test_each_covered_topic_shows_the_sentence_and_each_missing_one_stays_open():
    claimed = physics(topics=("Законы механики. Волновая оптика", "Термодинамика газов"))
    (line,) = compare_courses([claimed], [unit()], 75)
    shown = {cover.item: [each.sentence for each in cover.by] for cover in line.content}
    assert shown == {
        "Механика": ["Законы механики"],
        "Оптика": ["Волновая оптика"],
        "Термодинамика": ["Термодинамика газов"],
        "Электричество": [],
    }


def test_an_outcome_is_shown_by_the_topics_that_it_is_about():
    ours = unit(topics=("Решение квадратных уравнений",), outcomes=("Умеет решать квадратные уравнения",))
    (line,) = compare_courses([physics(topics=("Квадратные уравнения",))], [ours], 75)
    assert line.content_ratio == 1
    (line,) = compare_courses([physics(topics=("Линейные уравнения",))], [ours], 75)
    assert line.content_ratio == 0


@pytest.mark.parametrize("threshold", [0, -1, 101, "много", "1/0"])
def test_a_threshold_that_is_no_share_is_refused(threshold):
    with pytest.raises((ValueError, ZeroDivisionError)):
        compare_courses([], [], threshold)


claims = st.builds(
    Claimed,
    title=st.sampled_from(
        ["Физика", "Физика, часть 1", "Физика, часть 2", "Химия", "Русский язык", "Литература", "Вокал", ""]
    ),
    hours=st.one_of(st.none(), st.integers(0, 120)),
    assessment_form=st.sampled_from([None, "экзамен"]),
    result=st.sampled_from([None, "5", "2", "зачтено"]),
    topics=st.lists(st.sampled_from([*TOPICS, "Орфография", "Атом"]), max_size=3).map(tuple),
)
units = st.builds(
    Unit,
    code=st.sampled_from(["A", "B", "C"]),
    title=st.sampled_from(["Физика", "Химия", "Русский язык и литература", "Физика (часть 2)"]),
    hours=st.one_of(st.none(), st.integers(0, 100)),
    topics=st.lists(st.sampled_from([*TOPICS, "Орфография"]), max_size=3).map(tuple),
)


def as_bytes(lines):
    return json.dumps([line.as_json() for line in lines], ensure_ascii=False)


@settings(max_examples=80, deadline=None)
@given(st.lists(claims, max_size=6), st.lists(units, max_size=4))
def test_every_claimed_course_stands_in_one_line_so_no_hour_counts_twice(claimed, ours):
    lines = compare_courses(claimed, ours, 75)
    assert sorted(use.index for line in lines for use in line.sources) == list(range(len(claimed)))
    credited = [use.index for line in lines if line.verdict == "credited" for use in line.sources]
    assert len(credited) == len(set(credited))
    used = sum(use.hours or 0 for line in lines for use in line.sources)
    assert used == sum(each.hours or 0 for each in claimed)


@settings(max_examples=60, deadline=None)
@given(st.lists(claims, max_size=5), st.lists(units, max_size=3), st.randoms(use_true_random=False))
def test_the_order_in_which_courses_are_claimed_changes_nothing(claimed, ours, random):
    shuffled = list(claimed)
    random.shuffle(shuffled)
    assert as_bytes(compare_courses(claimed, ours, 75)) == as_bytes(compare_courses(shuffled, ours, 75))


@settings(max_examples=60, deadline=None)
@given(st.lists(claims, max_size=5), st.lists(units, max_size=3))
def test_credited_means_that_name_volume_and_content_all_reach_the_threshold(claimed, ours):
    for line in compare_courses(claimed, ours, 75):
        if line.verdict == "credited":
            assert line.name != "different"
            assert line.hours_ratio >= Fraction(3, 4)
            assert line.content_ratio >= Fraction(3, 4)
        assert line.reasons
