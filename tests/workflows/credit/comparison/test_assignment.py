"""The arrangement of lines, against trying every arrangement."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.credit.comparison.assignment import Option, arrange

options = st.lists(
    st.builds(
        Option,
        unit=st.integers(0, 3),
        claimed=st.frozensets(st.integers(0, 4), min_size=1, max_size=2),
        value=st.tuples(st.integers(0, 1), st.integers(1, 3), st.integers(-5, 0)),
    ),
    max_size=9,
)


def total(chosen):
    return tuple(sum(part) for part in zip(*(option.value for option in chosen), strict=True)) or (0, 0, 0)


def allowed(chosen):
    units = [option.unit for option in chosen]
    claimed = [index for option in chosen for index in option.claimed]
    return len(units) == len(set(units)) and len(claimed) == len(set(claimed))


@settings(max_examples=120, deadline=None)
@given(options)
def test_no_other_arrangement_is_worth_more(found):
    chosen = arrange(found)
    assert allowed(chosen)
    every = (each for size in range(len(found) + 1) for each in itertools.combinations(found, size))
    assert total(chosen) == max(total(each) for each in every if allowed(each))


def test_sixty_alike_courses_for_sixty_alike_units_end_in_bounded_time():
    found = [Option(unit, frozenset((place,)), (1, 1)) for unit in range(60) for place in range(60)]
    assert len(arrange(found)) == 60
