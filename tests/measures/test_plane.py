"""Positions in a plane."""

from __future__ import annotations

import statistics

from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.plane import medians, quadrants

places = st.integers(1, 7)
planes = st.dictionaries(st.tuples(places, places), st.integers(1, 9), min_size=1)


@given(planes)
def test_everybody_is_in_a_corner_or_on_a_middle_line(cells: dict[tuple[int, int], int]):
    assert sum(quadrants(cells, 7).values()) == sum(cells.values())


@given(planes)
def test_the_median_is_taken_on_each_line_by_itself(cells: dict[tuple[int, int], int]):
    people = [place for place, count in cells.items() for _ in range(count)]
    middle = medians(cells)
    assert middle is not None
    for axis in (0, 1):
        assert middle[axis] == statistics.median(place[axis] for place in people)


def test_corners_are_named_horizontal_side_first():
    assert quadrants({(1, 7): 2, (7, 1): 3, (3, 3): 4, (5, 6): 5, (4, 1): 6, (2, 4): 7}, 7) == {
        "low_high": 2,
        "high_low": 3,
        "low_low": 4,
        "high_high": 5,
        "middle": 13,
    }


def test_nobody_has_no_median():
    assert medians({}) is None
