"""How the same people moved, against the vector and person by person."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.agreement import agreement
from pollapp.measures.dispersion import pair_distance
from pollapp.measures.shift import flows, kept, margins, shift
from tests.measures.vectors import COMPUTED, LENGTHS

VECTOR = COMPUTED["paired"]

Pairs = list[tuple[int, int]]

pairs_of_people = st.sampled_from(LENGTHS).flatmap(
    lambda points: st.tuples(
        st.just(points), st.lists(st.tuples(st.integers(1, points), st.integers(1, points)), min_size=1, max_size=60)
    )
)


def test_the_shift_is_that_of_the_vector():
    moved = shift(Counter(map(tuple, VECTOR["pairs"])), 5)
    assert moved is not None
    assert (moved.stayed, moved.up, moved.down) == (VECTOR["stay"], VECTOR["up"], VECTOR["down"])
    assert moved.stayed + moved.up + moved.down == VECTOR["n"]
    assert round(float(Fraction(moved.stayed, VECTOR["n"])), 6) == VECTOR["stability"]
    assert round(float(moved.net), 6) == VECTOR["net"]
    assert round(float(moved.step), 6) == VECTOR["mean_step"]
    assert round(float(moved.gross), 6) == VECTOR["gross"]


def test_ten_people_who_change_ends_move_the_room_nowhere_and_all_the_way():
    moved = shift({(1, 5): 5, (5, 1): 5}, 5)
    assert moved is not None
    assert (moved.net, moved.step, moved.gross) == (0, 0, 1)
    assert moved.flows["low_high"] == moved.flows["high_low"] == 5
    assert sum(moved.flows.values()) == 10


@given(pairs_of_people)
def test_everybody_is_counted_once(room: tuple[int, Pairs]):
    points, people = room
    moved = shift(Counter(people), points)
    assert moved is not None
    assert moved.stayed == sum(before == after for before, after in people)
    assert moved.up == sum(after > before for before, after in people)
    assert moved.down == sum(after < before for before, after in people)
    assert moved.net == Fraction(moved.up - moved.down, len(people))
    assert moved.step == Fraction(sum(after - before for before, after in people), len(people))
    assert moved.gross == Fraction(sum(abs(b - a) for a, b in people), len(people) * (points - 1))
    assert sum(moved.flows.values()) == len(people)


@given(pairs_of_people)
def test_distance_and_agreement_are_those_of_either_picture(room: tuple[int, Pairs]):
    points, people = room
    moved = shift(Counter(people), points)
    assert moved is not None
    pictures = [[sum(pair[side] == place for pair in people) for place in range(1, points + 1)] for side in (0, 1)]
    assert list(margins(Counter(people), points)) == pictures
    assert moved.distance == tuple(map(pair_distance, pictures))
    assert moved.agreement == tuple(map(agreement, pictures))


@given(pairs_of_people)
def test_taken_backwards_everything_goes_the_other_way(room: tuple[int, Pairs]):
    points, people = room
    there, back = shift(Counter(people), points), shift(Counter((b, a) for a, b in people), points)
    assert there is not None
    assert back is not None
    assert (back.up, back.down, back.stayed) == (there.down, there.up, there.stayed)
    assert (back.net, back.step, back.gross) == (-there.net, -there.step, there.gross)
    for flow, count in there.flows.items():
        assert back.flows["_".join(reversed(flow.split("_")))] == count


def test_flows_are_from_and_to_a_side_of_the_middle():
    moves = {(1, 3): 1, (2, 4): 2, (3, 3): 4, (5, 1): 8}
    assert {flow: people for flow, people in flows(moves, 5).items() if people} == {
        "low_mid": 1,
        "low_high": 2,
        "mid_mid": 4,
        "high_low": 8,
    }
    assert len(flows(moves, 5)) == 9


def test_an_even_scale_has_no_flow_through_the_middle():
    assert {flow for flow, people in flows({(2, 3): 1, (1, 2): 1, (4, 3): 1}, 4).items() if people} == {
        "low_high",
        "low_low",
        "high_high",
    }


def test_of_answers_without_order_is_told_who_stayed_and_who_changed():
    assert kept({("a", "a"): 7, ("a", "b"): 2, ("c", "a"): 3}) == (7, 5)
    assert kept({}) == (0, 0)


def test_nobody_does_not_move():
    assert shift({}, 5) is None
    assert shift({(2, 2): 0}, 5) is None


def test_one_person_moves_without_a_distance():
    moved = shift({(1, 2): 1}, 5)
    assert moved is not None
    assert moved.distance == (None, None)
    assert moved.agreement == (1, 1)
