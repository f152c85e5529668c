"""Medians, quartiles and bins of numbers."""

from __future__ import annotations

import statistics
from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.numbers import binned, bins, exact, quantile

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)

values = st.lists(st.integers(-20, 20).map(lambda value: Fraction(value, 2)), min_size=1, max_size=60)


@st.composite
def grids(draw: st.DrawFn) -> tuple[Fraction, Fraction, Fraction, list[Fraction]]:
    """low, high, step, edges: what a deck may say of a number."""
    step = draw(st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(5)]))
    low = draw(st.integers(-5, 5)) * step
    high = low + draw(st.integers(1, 120)) * step
    edges = draw(st.lists(st.integers(-10, 130).map(Fraction), max_size=6))
    return low, high, step, edges


@given(values)
def test_the_median_is_the_textbook_one(people: list[Fraction]):
    assert quantile(Counter(people), HALF) == statistics.median(people)


@given(values)
def test_a_quarter_of_the_people_is_at_or_below_the_lower_quartile_and_a_quarter_at_or_above_the_upper(people):
    lower, upper = (quantile(Counter(people), share) for share in (QUARTER, 1 - QUARTER))
    assert lower is not None
    assert upper is not None
    assert sum(value <= lower for value in people) * 4 >= len(people)
    assert sum(value >= upper for value in people) * 4 >= len(people)
    assert lower <= statistics.median(people) <= upper


def test_quartiles_of_ten_people():
    people = Counter(Fraction(value) for value in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
    assert [quantile(people, share) for share in (QUARTER, HALF, 1 - QUARTER)] == [3, Fraction(11, 2), 8]


def test_nobody_has_no_median():
    assert quantile({}, HALF) is None


def test_a_decimal_is_what_was_written():
    assert exact(0.1) == Fraction(1, 10)
    assert exact("2.50") == Fraction(5, 2)


@given(grids())
def test_every_number_that_can_be_answered_falls_in_one_bin(grid: tuple[Fraction, Fraction, Fraction, list[Fraction]]):
    low, high, step, edges = grid
    ranges = bins(low, high, step, edges)
    numbers = [low + place * step for place in range(int((high - low) / step) + 1)]
    assert ranges[0][0] == low
    assert ranges[-1][1] == high
    for value in numbers:
        assert sum(start <= value <= end for start, end in ranges) == 1
    assert sum(binned(dict.fromkeys(numbers, 1), ranges)) == len(numbers)


@given(grids())
def test_a_number_without_bins_has_at_most_twenty_one_columns(
    grid: tuple[Fraction, Fraction, Fraction, list[Fraction]],
):
    low, high, step, _ = grid
    ranges = bins(low, high, step)
    assert len(ranges) <= 21
    assert all(start == end for start, end in ranges) == ((high - low) / step < 21)


def test_the_bins_of_the_plenary_deck():
    edges = [Fraction(edge) for edge in (0, 1, 3, 6, 11, 21)]
    ranges = bins(Fraction(0), Fraction(50), Fraction(1), edges)
    assert ranges == [(0, 0), (1, 2), (3, 5), (6, 10), (11, 20), (21, 50)]
    assert binned({Fraction(0): 2, Fraction(5): 1, Fraction(50): 4}, ranges) == [2, 0, 1, 0, 0, 4]


def test_an_edge_beside_the_grid_begins_at_the_next_number():
    assert bins(Fraction(0), Fraction(10), Fraction(1), [Fraction(5, 2), Fraction(6)]) == [(0, 2), (3, 5), (6, 10)]
