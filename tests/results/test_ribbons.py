"""The ribbons of people between a before and an after: each is drawn once, from where they were to where they are."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.shift import flows, margins
from pollapp.results import ribbons
from tests.results.rooms import calm

NEAR = pytest.approx
Moves = Counter[tuple[int, int]]


@st.composite
def halls(draw: st.DrawFn) -> tuple[int, Moves]:
    points = draw(st.sampled_from([3, 4, 5, 7, 10, 11]))
    place = st.integers(1, points)
    people = draw(st.dictionaries(st.tuples(place, place), st.integers(1, 40), min_size=1, max_size=12))
    return points, Counter(people)


def drawn(points: int, moves: Moves) -> dict[str, Any]:
    before, after = (
        {"counts": {str(at): count for at, count in enumerate(side, start=1)}} for side in margins(moves, points)
    )
    return ribbons.drawn(flows(moves, points), before, after, points)


def ends(path: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """((left, right) at the top, (left, right) at the bottom) of a ribbon."""
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]
    assert numbers[1] == numbers[-1] == 0
    assert numbers[7] == 100
    return (numbers[0], numbers[-2]), (numbers[6], numbers[8])


def spans(parts: list[dict[str, Any]]) -> list[tuple[float, float]]:
    """The pieces of a bar, those that touch taken together."""
    found: list[tuple[float, float]] = []
    for part in sorted(parts, key=lambda part: part["x"]):
        start, stop = part["x"], part["x"] + part["width"]
        if found and start <= found[-1][1] + 0.02:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        elif stop > start:
            found.append((start, stop))
    return found


@given(halls())
@calm
def test_ribbons_leave_all_of_the_bar_before_and_fill_all_of_the_bar_after(hall: tuple[int, Moves]):
    picture = drawn(*hall)
    found = [ends(one["path"]) for one in picture["ribbons"]]
    for at, side in enumerate(("before", "after")):
        pieces = [{"x": one[at][0], "width": one[at][1] - one[at][0]} for one in found]
        assert [NEAR(span, abs=0.05) for span in spans(picture[side])] == spans(pieces)
        assert sum(piece["width"] for piece in pieces) == NEAR(sum(part["width"] for part in picture[side]), abs=0.1)


@given(halls())
@calm
def test_both_bars_stay_in_the_picture_on_one_scale_and_their_sides_apart(hall: tuple[int, Moves]):
    points, moves = hall
    picture = drawn(points, moves)
    unit = sum(part["width"] for part in picture["before"]) / sum(moves.values())
    for counts, side in zip(margins(moves, points), ("before", "after"), strict=True):
        parts = picture[side]
        assert [part["width"] for part in parts] == NEAR([count * unit for count in counts])
        assert all(-1e-6 <= part["x"] <= part["x"] + part["width"] <= 100 + 1e-6 for part in parts)
        for left, right in pairwise(parts):
            if left["ink"][0] != right["ink"][0]:
                assert right["x"] - left["x"] - left["width"] >= ribbons.APART - 1e-6


@given(halls())
@calm
def test_each_ribbon_is_as_wide_as_its_people_and_goes_their_way(hall: tuple[int, Moves]):
    points, moves = hall
    picture, told = drawn(points, moves), flows(moves, points)
    unit = sum(part["width"] for part in picture["before"]) / sum(moves.values())
    assert sorted(one["width"] for one in picture["ribbons"]) == NEAR(sorted(n * unit for n in told.values() if n))
    for one in picture["ribbons"]:
        (top, _), (bottom, _) = ends(one["path"])
        if one["moves"]:
            assert (bottom > top) == (one["moves"] > 0)
            assert one["arrow"] == ("→" if bottom > top else "←")
        assert one["figure"] in ("", *map(str, told.values()))
    stays = [not one["moves"] for one in picture["ribbons"]]
    assert stays == sorted(stays, reverse=True)


def test_the_room_of_the_mock_up():
    moves = Counter({(2, 2): 11, (2, 4): 6, (4, 4): 5, (6, 4): 6, (6, 6): 10})
    picture = drawn(7, moves)
    assert [(one["figure"], one["arrow"]) for one in picture["ribbons"]] == [
        ("11", ""),
        ("5", ""),
        ("10", ""),
        ("6", "→"),
        ("6", "←"),
    ]
    assert picture["before"][1]["x"] == 0
    assert picture["before"][5]["x"] + picture["before"][5]["width"] == NEAR(100)
    assert picture["after"][3]["x"] + picture["after"][3]["width"] / 2 == NEAR(50)
    assert [one["roomy"] for one in picture["ribbons"] if not one["moves"]] == [True, False, True]


def test_a_ribbon_too_narrow_for_its_figure_has_none():
    moves = Counter({(1, 1): 900, (5, 1): 10})
    figures = {one["moves"]: one["figure"] for one in drawn(5, moves)["ribbons"]}
    assert figures == {0: "900", -2: ""}


def test_nobody_in_a_room_draws_nothing():
    picture = drawn(5, Counter())
    assert picture["ribbons"] == []
    assert not any(part["width"] for part in picture["before"] + picture["after"])
