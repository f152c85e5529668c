"""Orders of a whole room, against the vectors of the project's notes."""

from __future__ import annotations

import json
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.rankings import (
    beats_all,
    borda,
    by_points,
    circle,
    duels,
    ranked_pairs,
    schulze,
    strongest_paths,
)

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
EVERYBODY = VECTORS["published"]["schulze"]

orders = st.permutations("ABCD").flatmap(lambda row: st.integers(1, 4).map(lambda top: tuple(row[:top])))
rooms = st.lists(orders, max_size=9).map(Counter)
METHODS = pytest.mark.parametrize("method", [schulze, ranked_pairs])


def counted(ballots: list[tuple[int, str]]) -> dict[Any, int]:
    return {ballot: people for people, ballot in ballots}


VOTERS = counted(EVERYBODY["ballots"])


def flat(places: list[list[str]]) -> str:
    """One order as text; those who share a place stand in brackets."""
    return "".join(place[0] if len(place) == 1 else f"({''.join(place)})" for place in places)


def place_of(places: list[list[str]], candidate: str) -> int:
    return next(index for index, place in enumerate(places) if candidate in place)


def test_the_points_of_the_45_voters():
    assert borda(VOTERS, "ABCDE") == VECTORS["computed"]["ranking_45_voters"]["borda"]
    assert flat(by_points(borda(VOTERS, "ABCDE"))) == "EABCD"


def test_those_left_out_share_the_mean_of_the_places_left():
    vector = VECTORS["computed"]["ranking_truncated"]
    assert borda(counted(vector["ballots"]), vector["candidates"]) == vector["borda"]


@given(rooms)
def test_every_ballot_gives_the_same_number_of_points(ballots: Counter[Any]):
    assert sum(borda(ballots, "ABCD").values()) == 6 * ballots.total()


def test_most_points_come_first_and_equal_ones_share_a_place():
    assert by_points({"a": 3, "b": 5, "c": 3, "d": 9}) == [["d"], ["b"], ["a", "c"]]


def test_the_duels_of_the_45_voters_are_those_that_were_published():
    above = duels(VOTERS, "ABCDE")
    assert [above[pair] for pair in permutations("ABCDE", 2)] == [
        *(20, 26, 30, 22),
        *(25, 16, 33, 18),
        *(19, 29, 17, 24),
        *(15, 12, 28, 14),
        *(23, 27, 21, 31),
    ]


def test_the_strongest_paths_of_the_45_voters_are_those_that_were_published():
    paths = strongest_paths(duels(VOTERS, "ABCDE"), "ABCDE")
    assert [paths[pair] for pair in permutations("ABCDE", 2)] == [
        *(28, 28, 30, 24),
        *(25, 28, 33, 24),
        *(25, 29, 29, 24),
        *(25, 28, 28, 24),
        *(25, 28, 28, 31),
    ]


def test_the_45_voters_in_order():
    above = duels(VOTERS, "ABCDE")
    assert flat(schulze(above, "ABCDE")) == EVERYBODY["order"] == VECTORS["computed"]["ranking_45_voters"]["schulze"]
    assert flat(ranked_pairs(above, "ABCDE")) == "ACEBD"
    assert beats_all(above, "ABCDE") is None
    assert circle(above, "ABCDE") == list("ABCDE")


def test_those_left_out_share_the_last_place():
    vector = VECTORS["computed"]["ranking_truncated"]
    above = duels(counted(vector["ballots"]), vector["candidates"])
    assert above["C", "D"] == 5
    assert above["D", "C"] == 0
    assert flat(schulze(above, vector["candidates"])) == vector["schulze"]


@METHODS
def test_one_who_beats_each_other_one_is_first_even_without_most_first_places(method: Any):
    above = duels(counted([(4, "ABC"), (3, "CBA"), (2, "BCA")]), "ABC")
    assert beats_all(above, "ABC") == "B"
    assert circle(above, "ABC") == []
    assert flat(method(above, "ABC")) == "BCA"


@METHODS
def test_a_circle_of_equal_strength_is_a_shared_first_place(method: Any):
    above = duels(counted([(3, "ABCD"), (3, "BCAD"), (3, "CABD")]), "ABCD")
    assert circle(above, "ABCD") == ["A", "B", "C"]
    assert beats_all(above, "ABCD") is None
    assert flat(method(above, "ABCD")) == "(ABC)D"


def test_a_circle_at_the_bottom_is_nobodys_business():
    above = duels(counted([(3, "DABC"), (3, "DBCA"), (3, "DCAB")]), "ABCD")
    assert circle(above, "ABCD") == []
    assert beats_all(above, "ABCD") == "D"


@METHODS
def test_a_draw_is_a_shared_place_and_no_circle(method: Any):
    above = duels(counted([(5, "ABC"), (5, "BAC")]), "ABC")
    assert flat(method(above, "ABC")) == "(AB)C"
    assert circle(above, "ABC") == []
    assert beats_all(above, "ABC") is None


def test_without_ballots_everybody_shares_the_first_place():
    above = duels({}, "ABC")
    assert flat(schulze(above, "ABC")) == flat(ranked_pairs(above, "ABC")) == "(ABC)"
    assert circle(above, "ABC") == []


@METHODS
@given(ballots=rooms)
def test_one_who_beats_each_other_one_is_first_alone(method: Any, ballots: Counter[Any]):
    above = duels(ballots, "ABCD")
    best = beats_all(above, "ABCD")
    if best:
        assert method(above, "ABCD")[0] == [best]
        assert circle(above, "ABCD") == []


@METHODS
@given(ballots=rooms, times=st.integers(2, 4))
def test_a_room_and_its_doubles_have_one_order(method: Any, ballots: Counter[Any], times: int):
    many = {ballot: people * times for ballot, people in ballots.items()}
    above, doubled = duels(ballots, "ABCD"), duels(many, "ABCD")
    assert method(doubled, "ABCD") == method(above, "ABCD")
    assert circle(doubled, "ABCD") == circle(above, "ABCD")
    assert by_points(borda(many, "ABCD")) == by_points(borda(ballots, "ABCD"))


@METHODS
@given(ballots=rooms, given_in=st.permutations("ABCD"))
def test_the_order_in_which_candidates_and_ballots_stand_does_not_matter(
    method: Any, ballots: Counter[Any], given_in: list[str]
):
    turned = dict(reversed(ballots.items()))
    above, other = duels(ballots, "ABCD"), duels(turned, given_in)
    assert [set(place) for place in method(above, "ABCD")] == [set(place) for place in method(other, given_in)]
    assert set(circle(above, "ABCD")) == set(circle(other, given_in))


@METHODS
@given(ballots=rooms)
def test_who_is_wanted_above_another_by_everybody_is_not_below(method: Any, ballots: Counter[Any]):
    above = duels(ballots, "ABCD")
    places = method(above, "ABCD")
    for one, other in permutations("ABCD", 2):
        if ballots and above[one, other] == ballots.total():
            assert place_of(places, one) < place_of(places, other)


@METHODS
@given(ballots=rooms)
def test_everybody_has_one_place(method: Any, ballots: Counter[Any]):
    assert sorted(one for place in method(duels(ballots, "ABCD"), "ABCD") for one in place) == list("ABCD")


@given(rooms)
def test_nobody_first_comes_after_another_by_strongest_path(ballots: Counter[Any]):
    above = duels(ballots, "ABCD")
    paths, [first, *_] = strongest_paths(above, "ABCD"), schulze(above, "ABCD")
    assert all(paths[one, other] >= paths[other, one] for one in first for other in "ABCD" if other != one)


@given(rooms)
def test_points_are_won_duels_and_half_of_the_undecided_ones(ballots: Counter[Any]):
    above, points = duels(ballots, "ABCD"), borda(ballots, "ABCD")
    for one in "ABCD":
        won = [ballots.total() + above[one, other] - above[other, one] for other in "ABCD" if other != one]
        assert points[one] * 2 == sum(won)
