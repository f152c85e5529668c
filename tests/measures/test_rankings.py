"""Borda, against the vectors of the project's notes."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.rankings import borda, order

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))


def spread(ballots: list[tuple[int, str]]) -> list[str]:
    return [ballot for people, ballot in ballots for _ in range(people)]


def test_the_points_of_the_45_voters():
    ballots = spread(VECTORS["published"]["schulze"]["ballots"])
    assert borda(ballots, "ABCDE") == VECTORS["computed"]["ranking_45_voters"]["borda"]


def test_those_left_out_share_the_mean_of_the_places_left():
    vector = VECTORS["computed"]["ranking_truncated"]
    assert borda(spread(vector["ballots"]), vector["candidates"]) == vector["borda"]


@given(st.lists(st.permutations("ABCD").flatmap(lambda row: st.integers(0, 4).map(lambda top: row[:top])), max_size=9))
def test_every_ballot_gives_the_same_number_of_points(ballots: list[list[str]]):
    assert sum(borda(ballots, "ABCD").values()) == 6 * len(ballots)


def test_most_points_come_first_and_equal_ones_as_they_were_given():
    assert order({"a": 3, "b": 5.5, "c": 3, "d": 9}) == ["d", "b", "a", "c"]
