"""Bands: what a table of groups and answers is told as."""

from __future__ import annotations

from itertools import product
from random import Random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.results.bands import SMALL, bands
from tests.results.rooms import calm

Rows = tuple[tuple[int, ...], ...]


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    answers = draw(st.integers(2, 5))
    row = st.tuples(*[st.integers(0, 14)] * answers).filter(sum)
    return tuple(draw(st.lists(row, min_size=2, max_size=5)))


@calm
@given(tables())
def test_every_cell_lies_in_its_band(rows: Rows):
    for row, told in zip(rows, bands(rows), strict=True):
        for people, (low, high) in zip(row, told, strict=True):
            assert 0 <= low <= people <= high <= sum(row)


@calm
@given(tables(), st.randoms())
def test_every_table_in_the_bands_with_the_same_sums_looks_the_same(rows: Rows, chance: Random):
    told = bands(rows)
    table = [list(row) for row in rows]
    for _ in range(60):
        (one, other), (first, second) = chance.sample(range(len(rows)), 2), chance.sample(range(len(rows[0])), 2)
        moves = {(one, first): 1, (one, second): -1, (other, first): -1, (other, second): 1}
        if all(told[g][a][0] <= table[g][a] + move <= told[g][a][1] for (g, a), move in moves.items()):
            for (group, answer), move in moves.items():
                table[group][answer] += move
    assert bands(tuple(map(tuple, table))) == told


@calm
@given(tables())
def test_a_band_is_as_wide_as_it_can_be_or_three_wide(rows: Rows):
    everybody, sums = sum(map(sum, rows)), [sum(column) for column in zip(*rows, strict=True)]
    for row, told in zip(rows, bands(rows), strict=True):
        for total, (low, high) in zip(sums, told, strict=True):
            left_open = min(total, sum(row)) - max(0, total + sum(row) - everybody) + 1
            assert high - low + 1 >= min(SMALL, left_open)


def test_the_ends_of_a_band_are_reached():
    rows = ((6, 2, 1), (1, 3, 6))
    told, other = bands(rows)
    inside = [
        first
        for first in product(*(range(low, high + 1) for low, high in told))
        if sum(first) == 9
        and all(low <= sum_ - one <= high for sum_, one, (low, high) in zip((7, 5, 7), first, other, strict=True))
    ]
    assert [(min(column), max(column)) for column in zip(*inside, strict=True)] == told


def test_a_large_group_is_told_in_tenths():
    [(low, high), _], _ = bands(((130, 70), (60, 140)))
    assert 20 <= high - low + 1 < 40


def test_of_two_groups_of_five_little_or_nothing_is_told():
    assert bands(((5, 0), (0, 5))) == [[(3, 5), (0, 2)], [(0, 2), (3, 5)]]
    assert bands(((5, 0), (1, 4))) == [[(1, 5), (0, 4)], [(1, 5), (0, 4)]]


def test_what_one_can_bring_makes_the_bands_wider():
    [(low, high), _], _ = bands(((900, 600), (200, 1300)), unit=100)
    assert high - low + 1 >= 300


def test_sums_that_are_known_roughly_make_no_cell_narrower():
    rows = ((9, 4, 2), (2, 3, 9))
    open_sums = ((10, 12), (6, 8), (10, 12))
    for row, told in zip(rows, bands(rows, open_sums), strict=True):
        assert all(low <= people <= high and high - low >= 2 for people, (low, high) in zip(row, told, strict=True))


def test_the_largest_table_there_can_be_is_done_at_once():
    chance = Random(1)
    rows = tuple(tuple(chance.randint(0, 90) for _ in range(12)) for _ in range(12))
    start = perf_counter()
    bands(rows)
    assert perf_counter() - start < 5


@pytest.mark.parametrize("rows", [((0, 7), (0, 6)), ((7, 0), (6, 0))])
def test_what_everybody_knows_is_told(rows: Rows):
    assert bands(rows) == [[(people, people) for people in row] for row in rows]
