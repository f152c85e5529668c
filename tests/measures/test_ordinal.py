"""The middle of ordered answers, against the vectors of the project's notes and against people in a row."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.ordinal import interpolated_median, median_categories, sides
from tests.measures.vectors import ORDINAL, filled, rooms


@pytest.mark.parametrize("vector", ORDINAL, ids=lambda vector: str(vector["counts"]))
def test_medians_are_those_of_the_vectors(vector: dict[str, Any]):
    middle = interpolated_median(vector["counts"])
    assert middle is not None
    assert round(float(middle), 6) == vector["imedian"]
    assert median_categories(vector["counts"]) == tuple(vector["median"])


@given(filled)
def test_the_median_lies_in_the_cell_of_the_people_in_the_middle(counts: list[int]):
    row = [cell for cell, people in enumerate(counts, start=1) for _ in range(people)]
    low, high = row[(len(row) - 1) // 2], row[len(row) // 2]
    assert median_categories(counts) == (low, high)
    middle = interpolated_median(counts)
    assert middle is not None
    assert low - Fraction(1, 2) <= middle <= high + Fraction(1, 2)


@given(filled)
def test_seen_from_the_other_end_the_median_is_the_same_person(counts: list[int]):
    middle, mirrored = interpolated_median(counts), interpolated_median(counts[::-1])
    assert middle is not None
    assert mirrored is not None
    assert middle + mirrored == len(counts) + 1


@given(filled, st.integers(2, 4))
def test_the_median_does_not_depend_on_the_size_of_the_room(counts: list[int], times: int):
    larger = [people * times for people in counts]
    assert interpolated_median(larger) == interpolated_median(counts)
    assert median_categories(larger) == median_categories(counts)


@given(rooms)
def test_everybody_is_on_a_side_or_in_the_middle(counts: list[int]):
    low, middle, high = sides(counts)
    assert low + middle + high == sum(counts)
    assert sides(counts[::-1]) == (high, middle, low)


def test_an_even_scale_has_no_middle():
    assert sides([1, 2, 4, 8]) == (3, 0, 12)
    assert sides([1, 2, 4]) == (1, 2, 4)


def test_an_empty_room_has_no_median():
    assert interpolated_median([0, 0, 0]) is None
    assert median_categories([0, 0, 0]) is None
