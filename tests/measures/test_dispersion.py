"""How far apart people are, against the vectors and against all pairs of people."""

from __future__ import annotations

import itertools
import statistics
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.dispersion import berry_mielke, blair_lacy, consensus, leik, mean_difference, pair_distance
from pollapp.measures.ordinal import median_categories
from tests.measures.vectors import ORDINAL, PUBLISHED, everyone, filled, halves, rooms

INDICES = [leik, blair_lacy, consensus]

VAN_DER_EIJK = [30, 40, 210, 130, 530, 50, 10]


@pytest.mark.parametrize("vector", ORDINAL, ids=lambda vector: str(vector["counts"]))
def test_indices_are_those_of_the_vectors(vector: dict[str, Any]):
    distance, spread, together = (measure(vector["counts"]) for measure in (pair_distance, leik, blair_lacy))
    assert distance is not None
    assert spread is not None
    assert together is not None
    assert round(float(distance), 6) == vector["pair_distance"]
    assert round(float(spread), 6) == vector["leik_D"]
    assert round(float(1 - together), 6) == vector["dispersion"]


@pytest.mark.parametrize("vector", PUBLISHED["leik_D"], ids=lambda vector: vector["source"])
def test_leik_is_the_published_one(vector: dict[str, Any]):
    assert leik(vector["counts"]) == pytest.approx(vector["expect"], abs=vector["tol"])


def test_consensus_is_the_published_one():
    assert consensus(VAN_DER_EIJK) == pytest.approx(0.7256876, abs=5e-8)


def test_an_even_room_of_five_has_the_consensus_of_the_notes():
    assert consensus([4] * 5) == pytest.approx(0.434, abs=5e-4)


@given(st.lists(st.integers(0, 6), min_size=3, max_size=11).filter(lambda counts: sum(counts) > 1))
def test_the_distance_is_the_mean_over_all_pairs_of_people(counts: list[int]):
    pairs = list(itertools.combinations(everyone(counts), 2))
    assert pair_distance(counts) == Fraction(sum(b - a for a, b in pairs), len(pairs))


@given(st.dictionaries(st.fractions(0, 100), st.integers(0, 4), max_size=8))
def test_the_distance_of_points_is_the_mean_over_all_pairs_of_people(points: dict[Fraction, int]):
    people = [value for value, count in points.items() for _ in range(count)]
    pairs = list(itertools.combinations(people, 2))
    assert mean_difference(points) == (Fraction(sum(abs(a - b) for a, b in pairs), len(pairs)) if pairs else None)


@given(filled)
def test_leik_is_twice_the_mean_distance_to_the_median_as_a_part_of_the_scale(counts: list[int]):
    people = everyone(counts)
    to_the_median = sum(abs(place - statistics.median_low(people)) for place in people)
    assert leik(counts) == Fraction(2 * to_the_median, len(people) * (len(counts) - 1))


@given(filled)
def test_blair_and_lacy_is_the_distance_of_two_people_drawn_with_replacement(counts: list[int]):
    n, distance = sum(counts), pair_distance(counts)
    together = blair_lacy(counts)
    assert together is not None
    without = Fraction(n - 1, n) * distance if distance is not None else Fraction(0)
    assert 1 - together == without / Fraction(len(counts) - 1, 2)


@given(rooms.filter(lambda counts: sum(counts) > 1))
def test_the_index_of_berry_and_mielke_is_the_distance_as_a_part_of_that_of_two_halves(counts: list[int]):
    people, (fewer, half) = sum(counts), (sum(counts) // 2, (sum(counts) + 1) // 2)
    farthest = [fewer, *[0] * (len(counts) - 2), half]
    widest = pair_distance(farthest)
    assert widest is not None
    assert berry_mielke(counts) == pair_distance(counts) / widest  # type: ignore[operator]
    assert berry_mielke(farthest) == 1
    assert berry_mielke([people, *[0] * (len(counts) - 1)]) == 0
    assert berry_mielke(counts[::-1]) == berry_mielke(counts)


def test_an_even_room_of_five_varies_as_in_the_notes():
    assert berry_mielke([4] * 5) == Fraction(4, 5)
    assert berry_mielke([1, 0, 1]) == berry_mielke([1, 0, 2]) == 1
    assert berry_mielke([0, 1, 0]) is None


@given(filled)
def test_seen_from_the_other_end_people_are_as_far_apart(counts: list[int]):
    for measure in (pair_distance, *INDICES):
        assert measure(counts[::-1]) == pytest.approx(measure(counts), abs=1e-12)


@given(filled, st.integers(2, 4))
def test_indices_do_not_depend_on_the_size_of_the_room(counts: list[int], times: int):
    for measure in INDICES:
        assert measure([people * times for people in counts]) == pytest.approx(measure(counts), abs=1e-12)


@given(st.integers(3, 11), st.data())
def test_a_room_that_answers_the_same_is_together(cells: int, data: st.DataObject):
    counts = [0] * cells
    counts[data.draw(st.integers(0, cells - 1))] = data.draw(st.integers(2, 50))
    assert [measure(counts) for measure in (pair_distance, *INDICES)] == [0, 0, 1, 1]


@given(st.integers(3, 11), st.integers(1, 50))
def test_two_halves_at_the_ends_are_as_far_apart_as_can_be(cells: int, people: int):
    counts = halves(cells, people)
    assert [measure(counts) for measure in INDICES] == [1, 0, 0]
    assert pair_distance(counts) == Fraction((cells - 1) * people, 2 * people - 1)


@given(rooms.filter(lambda counts: sum(counts) > 1), st.data())
def test_a_step_away_from_the_median_never_brings_the_room_together(counts: list[int], data: st.DataObject):
    categories = median_categories(counts)
    assert categories is not None
    outward = [(place, place + 1) for place in range(categories[1], len(counts)) if counts[place - 1]]
    outward += [(place, place - 1) for place in range(2, categories[0] + 1) if counts[place - 1]]
    if outward:
        before, after = data.draw(st.sampled_from(outward))
        moved = list(counts)
        moved[before - 1] -= 1
        moved[after - 1] += 1
        for measure in (pair_distance, leik):
            assert measure(moved) >= measure(counts)  # type: ignore[operator]  # neither room is empty


def test_a_room_without_answers_has_no_index():
    assert [measure([0] * 5) for measure in (pair_distance, *INDICES)] == [None] * 4
    assert pair_distance([0, 1, 0]) is None
