"""Which words are true of a picture."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.shift import flows, shift
from pollapp.results import saying
from tests.results.rooms import calm

PARTS = ["bar", "median", "spread"]


def test_a_deck_gets_the_parts_that_it_asks_for_and_all_where_it_asks_for_none_of_them():
    assert saying.wanted(["spread", "shift", "bar"], PARTS) == ["bar", "spread"]
    assert saying.wanted(["shift"], PARTS) == PARTS


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        ("Helemaal niet mee eens", "Helemaal mee eens", "disagree agree"),
        ("Zeer oneens", "Zeer eens", "disagree agree"),
        ("Eens", "Oneens", "agree disagree"),
        ("Strongly Disagree", "Strongly agree", "disagree agree"),
        ("I do not agree", "I agree", "disagree agree"),
        ("Niet eens", "Wel eens", "disagree agree"),
        ("Een probleem van veiligheid", "Een vraag van opvoeding", None),
        ("Eens per jaar", "Eens per week", None),
        ("Disagreeable", "Agreeable", None),
        ("No", "Yes", None),
    ],
)
def test_an_agreement_scale_is_known_by_both_its_ends(low: str, high: str, found: str | None):
    told = saying.stances({"low": low, "high": high})
    assert told == (dict(zip(("low", "high"), found.split(), strict=True)) if found else None)


def test_a_length_is_told_in_half_steps():
    assert [saying.halves(steps) for steps in (0, 0.24, 0.25, 0.74, 1, -1.3, 2.5)] == [0, 0, 1, 1, 2, 3, 5]


def said(moves: dict[tuple[int, int], int], points: int = 5, **hidden: Any) -> dict[str, Any]:
    """What may be said of people who moved, all or without what is `hidden`."""
    found = shift(moves, points)
    assert found is not None
    told: dict[str, Any] = {"stayed": found.stayed, "up": found.up, "down": found.down}
    told |= {"inward": None, "outward": None, "step": float(found.step), "flows": found.flows}
    return saying.movement(told | hidden, points)


FEW: dict[str, Any] = {"flows": None}
NO_PEOPLE: dict[str, Any] = FEW | dict.fromkeys(("stayed", "up", "down"))


def test_who_came_to_the_middle_came_from_both_sides():
    found = said({(1, 3): 6, (5, 3): 6, (1, 1): 11})
    assert found == {"kind": "sides", "towards": [("mid", 12)], "even": None}


def test_the_largest_group_comes_first():
    found = said({(1, 3): 5, (3, 5): 9, (3, 3): 9})
    assert (found["towards"], found["even"]) == ([("high", 9), ("mid", 5)], None)
    found = said({(1, 2): 6, (2, 1): 14, (3, 3): 9}, **FEW)
    assert (found["kind"], found["towards"], found["even"]) == ("answers", [("low", 14), ("high", 6)], None)


@pytest.mark.parametrize("hidden", [{}, FEW])
@pytest.mark.parametrize(("left", "right", "even"), [(8, 8, "equal"), (8, 9, "nearly"), (8, 12, None)])
def test_a_difference_under_one_in_twenty_is_nearly_even(left: int, right: int, even: str | None, hidden: Any):
    assert said({(3, 1): left, (3, 5): right, (3, 3): 12}, **hidden)["even"] == even


def test_who_went_to_the_middle_is_not_called_even():
    found = said({(1, 3): 20, (3, 1): 5, (3, 5): 5})
    assert (found["towards"][0], found["even"]) == (("mid", 20), None)


def test_without_flows_the_room_may_have_come_to_its_middle_or_gone_from_it():
    moves = {(1, 2): 8, (5, 4): 9, (3, 3): 4}
    assert said(moves, **FEW, inward=17, outward=0) == {"kind": "inward", "towards": [("inward", 17)], "even": None}
    apart = said({(2, 1): 8, (4, 5): 9, (1, 2): 5}, **FEW, inward=5, outward=17)
    assert (apart["kind"], apart["towards"]) == ("outward", [("outward", 17), ("inward", 5)])
    assert said({(1, 2): 12, (3, 4): 5, (2, 2): 4}, **FEW, inward=12, outward=5)["kind"] == "answers"


def test_nobody_moved_and_nobody_changed_sides_are_two_things():
    assert said({(1, 1): 9, (4, 4): 9})["kind"] == "nobody"
    assert said({(1, 1): 9, (4, 5): 9})["kind"] == "same_side"
    assert said({(1, 1): 9, (3, 3): 2}, **FEW)["kind"] == "nobody"


def test_without_people_only_the_mean_is_told():
    assert said({(1, 5): 9, (1, 1): 9}, **NO_PEOPLE) == {"kind": "mean", "towards": [("high", None)]}
    assert said({(5, 1): 9, (1, 1): 9}, **NO_PEOPLE)["towards"] == [("low", None)]
    assert said({(1, 2): 3, (1, 1): 27}, **NO_PEOPLE)["kind"] == "still"
    assert said({(1, 5): 8, (5, 1): 8}, **NO_PEOPLE)["kind"] == "still"


@given(
    st.sampled_from([3, 4, 5, 7, 10, 11]).flatmap(
        lambda points: st.tuples(
            st.just(points),
            st.dictionaries(
                st.tuples(st.integers(1, points), st.integers(1, points)), st.integers(1, 20), min_size=1, max_size=9
            ),
        )
    )
)
@calm
def test_everybody_who_went_to_another_side_is_in_the_sentence(hall: tuple[int, dict[tuple[int, int], int]]):
    points, moves = hall
    found = said(moves, points)
    arrived: Counter[str] = Counter()
    for flow, people in flows(moves, points).items():
        came, went = flow.split("_")
        arrived[went] += people * (came != went)
    assert dict(found["towards"]) == {side: people for side, people in arrived.items() if people}


def test_what_gained_and_what_lost_most():
    assert saying.most_moved({"a": 3.5, "b": -1.0, "c": 0.0}) == {"more": "a", "less": "b"}
    assert saying.most_moved({"a": 2.0, "b": 2.0, "c": -4.0}) == {"less": "c"}
    assert saying.most_moved({"a": 0.0}) == {}
    assert saying.most_moved({}) == {}


@pytest.mark.parametrize(
    ("told", "rough"),
    [
        ({"n": 24, "shares": {"a": 60}, "few": ["b"]}, True),
        ({"n": 25, "shares": {"a": 60}, "few": ["b"]}, False),
        ({"n": 12, "shares": {"a": 60, "b": 40}, "few": []}, False),
        ({"n": 12, "quadrant_counts": {}, "counts": {"a": 12}, "few": ["b"]}, False),
        ({"n": 12, "shares": {"a": {}, "b": {}}, "few": {"a": [], "b": ["pass"]}}, True),
    ],
)
def test_shares_beside_an_answer_in_words_are_rough_while_people_are_few(told: dict[str, Any], rough: bool):
    assert saying.is_rough(told) is rough
