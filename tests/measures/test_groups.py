"""Two groups on one scale, against the vectors and person against person."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from pollapp.measures.groups import cliffs_delta, gap, gaps, mean, mean_step, overlap, range_of_medians, wasserstein
from tests.measures.vectors import COMPUTED, everyone, filled, pairs_of_rooms

Two = tuple[list[int], list[int]]


@pytest.mark.parametrize("vector", COMPUTED["groups"], ids=lambda vector: str(vector["a"]))
def test_gaps_are_those_of_the_vectors(vector: dict[str, Any]):
    found = gap("a", "b", vector["a"], vector["b"])
    assert float(found.delta) == vector["cliff"]
    assert float(found.wasserstein) == vector["w1"]


@given(pairs_of_rooms)
def test_delta_is_counted_person_against_person(rooms: Two):
    one, other = (everyone([min(count, 6) for count in counts]) for counts in rooms)
    won = sum((x > y) - (x < y) for x in one for y in other)
    cut = [[min(count, 6) for count in counts] for counts in rooms]
    assert cliffs_delta(*cut) == Fraction(won, len(one) * len(other))
    higher = sum(Fraction((x > y) + (x >= y), 2) for x in one for y in other)
    assert gap("a", "b", *cut).superiority == higher / (len(one) * len(other))


@given(pairs_of_rooms)
def test_the_other_way_round_is_the_opposite(rooms: Two):
    one, other = rooms
    assert cliffs_delta(one, other) == -cliffs_delta(other, one)
    assert mean_step(one, other) == -mean_step(other, one)
    assert wasserstein(one, other) == wasserstein(other, one)
    assert overlap(one, other) == overlap(other, one)


@given(pairs_of_rooms)
def test_the_distance_is_what_it_takes_to_move_person_by_person(rooms: Two):
    one, other = (everyone(counts) for counts in rooms)
    first = [place for place in one for _ in other]
    second = [place for place in other for _ in one]
    moved = sum(abs(x - y) for x, y in zip(first, second, strict=True))
    assert wasserstein(*rooms) == Fraction(moved, len(first) * (len(rooms[0]) - 1))


@given(pairs_of_rooms)
def test_groups_never_differ_by_more_steps_than_it_takes_to_move(rooms: Two):
    steps = wasserstein(*rooms) * (len(rooms[0]) - 1)
    assert abs(mean_step(*rooms)) <= steps
    assert 1 - overlap(*rooms) <= steps


@given(filled)
def test_a_group_is_not_apart_from_one_like_it(counts: list[int]):
    found = gap("a", "b", counts, [3 * people for people in counts])
    assert [found.step, found.delta, found.wasserstein, found.overlap] == [0, 0, 0, 1]
    assert found.superiority == Fraction(1, 2)


def test_who_is_higher_by_how_many_steps():
    care, safety = [0, 1, 0, 4, 5], [5, 4, 1, 0, 0]
    assert mean_step(care, safety) == mean(care) - mean(safety) == Fraction(27, 10)
    assert overlap(care, safety) == Fraction(1, 10)


def test_two_groups_have_one_gap_and_more_are_each_beside_the_rest():
    low, middle, high = [4, 1, 0], [1, 4, 1], [0, 2, 6]
    assert gaps({"a": low}) == []
    assert gaps({"a": low, "b": high}) == [gap("a", "b", low, high)]
    assert gaps({"a": low, "b": middle, "c": high}) == [
        gap("a", None, low, [1, 6, 7]),
        gap("b", None, middle, [4, 3, 6]),
        gap("c", None, high, [5, 5, 1]),
    ]


def test_the_range_is_from_the_lowest_to_the_highest_median():
    groups = {"a": [5, 0, 0, 0, 5], "b": [10, 0, 0, 0, 0], "c": [0, 0, 0, 8, 0], "d": [0] * 5}
    assert range_of_medians(groups) == 3
    assert range_of_medians({"a": [1, 2, 3], "d": [0, 0, 0]}) is None
