"""What a shown result of each type holds, by example."""

from __future__ import annotations

import pytest

from pollapp.results import release
from tests.results.rooms import LOCKED, ask, people, rank, shown


def test_single_has_counts_and_shares_in_the_order_of_the_deck():
    assert shown("single", people(c=1, a=7, b=4)) == {
        "n": 12,
        "counts": {"a": 7, "b": 4, "c": 1},
        "shares": {"a": 59, "b": 33, "c": 8},
    }


def test_an_option_that_nobody_chose_is_there_with_nobody():
    assert shown("single", people(b=5))["counts"] == {"a": 0, "b": 5, "c": 0}


def test_multiple_has_shares_of_people():
    result = shown("multiple", [["a", "b"]] * 5 + [["b", "c"]] * 3)
    assert result == {"n": 8, "counts": {"a": 5, "b": 8, "c": 3}, "shares": {"a": 63, "b": 100, "c": 38}}


def test_scale_keeps_no_opinion_apart_and_has_sides_and_a_median():
    assert shown("scale", [1, 1, 2, 3, 5, 5, 5, "none"]) == {
        "n": 7,
        "counts": {"1": 2, "2": 1, "3": 1, "4": 0, "5": 3},
        "shares": {"1": 29, "2": 14, "3": 14, "4": 0, "5": 43},
        "none": 1,
        "low": 3,
        "mid": 1,
        "high": 3,
        "median": {"at": 3.0, "categories": [3, 3]},
        "panel": None,
    }


@pytest.mark.parametrize("people", [9, 10, 19, 20])
def test_from_ten_people_on_a_scale_has_a_word_and_three_numbers(people: int):
    left = people // 2
    panel = shown("scale", [1] * left + [5] * (people - left))["panel"]
    if people < 10:
        assert panel is None
        return
    assert panel == {
        "label": "two_camps",
        "side": None,
        "small": people < 20,
        "distance": {10: 2.22, 19: 2.11, 20: 2.11}[people],
        "agreement": {10: -1.0, 19: -0.89, 20: -1.0}[people],
        "camps": {10: 2.6, 19: 2.59, 20: 2.6}[people],
    }


@pytest.mark.parametrize(
    ("counts", "label", "side"),
    [
        ([0, 0, 20, 0, 0], "agreed", "middle"),
        ([18, 0, 0, 0, 2], "agreed", "low"),
        ([3, 0, 0, 0, 17], "majority_minority", "high"),
        ([2, 2, 6, 6, 4], "mostly_agreed", "high"),
        ([4, 4, 4, 4, 4], "spread", None),
    ],
)
def test_each_word_has_the_side_where_most_people_are(counts: list[int], label: str, side: str | None):
    panel = shown("scale", [at for at, people in enumerate(counts, 1) for _ in range(people)])["panel"]
    assert (panel["label"], panel["side"], panel["small"]) == (label, side, False)


def test_who_has_no_opinion_is_not_in_the_panel():
    assert shown("scale", [1] * 5 + [5] * 4 + ["none"] * 30)["panel"] is None
    assert shown("scale", [1] * 8 + [5] * 8 + ["none"] * 30)["panel"]["small"] is True


def test_an_even_scale_has_nobody_in_the_middle():
    scale = {"points": 4, "low": "No", "high": "Yes", "no_opinion": False}
    result = shown("scale", [1, 2, 3, 4, 4, 4], scale=scale)
    assert (result["low"], result["mid"], result["high"]) == (2, 0, 4)


def test_statements_leave_out_a_sentence_that_few_people_judged():
    values = [{"a": "agree", "b": "pass"}] * 6 + [{"a": "disagree", "b": "agree", "c": "agree"}] * 4
    assert shown("statements", values) == {
        "n": 10,
        "counts": {"a": {"agree": 6, "disagree": 4, "pass": 0}},
        "shares": {"a": {"agree": 60, "disagree": 40, "pass": 0}},
        "too_few": ["b", "c"],
    }


def test_statements_of_five_answers_have_five_counts():
    result = shown("statements", [{"a": 5}] * 4 + [{"a": 1}], answers="scale5")
    assert result["counts"]["a"] == {"1": 1, "2": 0, "3": 0, "4": 0, "5": 4}


def test_ranking_has_an_order_by_points_and_first_choices_beside_it():
    assert shown("ranking", [["b", "a", "c"]] * 4 + [["a"]] * 3) == {
        "n": 7,
        "method": "borda",
        "order": ["a", "b", "c"],
        "places": {"a": 1, "b": 2, "c": 3},
        "winner": None,
        "circle": [],
        "counts": {"a": 3, "b": 4, "c": 0},
        "shares": {"a": 43, "b": 57, "c": 0},
        "borda": {"a": 10, "b": 9.5, "c": 1.5},
    }


def test_the_same_room_two_by_two_has_another_winner():
    assert shown("ranking", [["b", "a", "c"]] * 4 + [["a"]] * 3, ranking=rank("schulze")) == {
        "n": 7,
        "method": "schulze",
        "order": ["b", "a", "c"],
        "places": {"b": 1, "a": 2, "c": 3},
        "winner": "b",
        "circle": [],
    }


def test_what_the_deck_shows_beside_an_order_is_there_and_nothing_else():
    values, beside = [["b", "a", "c"]] * 4 + [["a"]] * 3, ("borda", "pairwise")
    result = shown("ranking", values, ranking=rank("ranked_pairs", *beside))
    assert result["borda"] == {"a": 10, "b": 9.5, "c": 1.5}
    assert result["duels"] == {"a": {"b": 3, "c": 7}, "b": {"a": 4, "c": 4}, "c": {"a": 0, "b": 0}}
    assert not {"counts", "shares", "schulze"} & set(result)
    assert shown("ranking", values, ranking=rank("borda", "schulze"))["schulze"] == {"b": 1, "a": 2, "c": 3}


@pytest.mark.parametrize("method", ["schulze", "ranked_pairs"])
def test_a_circle_is_named_and_has_no_winner(method: str):
    result = shown("ranking", [list("abc")] * 3 + [list("bca")] * 3 + [list("cab")] * 3, ranking=rank(method))
    assert (result["winner"], result["circle"]) == (None, ["a", "b", "c"])
    assert result["places"] == {"a": 1, "b": 1, "c": 1}


def test_equal_ones_share_the_better_place():
    result = shown("ranking", [["b", "c", "a"]] * 3 + [["c", "b", "a"]] * 3, ranking=rank("schulze"))
    assert result["places"] == {"b": 1, "c": 1, "a": 3}
    assert (result["winner"], result["circle"]) == (None, [])


def test_points_have_means_and_how_many_gave_nothing():
    assert shown("points", [{"a": 50, "b": 50}] * 4 + [{"a": 100}] * 2) == {
        "n": 6,
        "means": {"a": 66.7, "b": 33.3, "c": 0.0},
        "shares": {"a": 67, "b": 33, "c": 0},
        "zeros": {"a": 0, "b": 2, "c": 6},
        "zero_shares": {"a": 0, "b": 33, "c": 100},
        "distances": None,
    }


def test_points_of_ten_people_tell_how_far_two_of_them_are_apart():
    assert shown("points", [{"a": 50, "b": 50}] * 4 + [{"a": 100}] * 5)["distances"] is None
    distances = shown("points", [{"a": 50, "b": 50}] * 4 + [{"a": 100}] * 6)["distances"]
    assert distances == {"a": 26.7, "b": 26.7, "c": 0.0}


def test_points_counted_before_distances_were_have_none():
    question = ask("points")
    tally = question.tally([{"a": 100}] * 12)
    del tally["given"]
    assert release(question, tally, LOCKED)["distances"] is None


def test_a_number_has_bins_and_neither_median_nor_quartiles_under_ten_people():
    few = shown("number", [1, 4, 4, 4, 7, 7, 9, 9, 9])
    assert few["bins"][3] == {"from": 4, "to": 4, "count": 3}
    assert (few["median"], few["quartiles"]) == (None, None)
    enough = shown("number", [1, 4, 4, 9, 9] * 2)
    assert (enough["median"], enough["quartiles"]) == (4, [4, 9])


def test_a_number_of_few_people_with_bins_tells_no_number_at_all():
    """The median of five people is what one of them answered."""
    number = {"min": 0, "max": 50, "step": 1, "bins": [0, 1, 11]}
    assert shown("number", [0, 3, 7, 49, 50], number=number) == {
        "n": 5,
        "bins": [
            {"from": 0, "to": 0, "count": 1},
            {"from": 1, "to": 10, "count": 2},
            {"from": 11, "to": 50, "count": 2},
        ],
        "counts": {"0": 1, "1": 2, "11": 2},
        "shares": {"0": 20, "1": 40, "11": 40},
        "median": None,
        "quartiles": None,
    }


def test_steps_of_a_tenth_stay_exact():
    number = {"min": 0, "max": 1, "step": 0.1}
    result = shown("number", [0.1, 0.3, 0.3, 0.7, 1] * 2, number=number)
    assert [each["from"] for each in result["bins"]] == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
    assert result["counts"]["0.3"] == 4
    assert result["median"] == 0.3


def test_a_plane_of_twenty_people_has_cells_in_sizes():
    values = [[1, 7]] * 2 + [[6, 6]] * 3 + [[5, 5]] * 6 + [[2, 2]] * 5 + [[4, 1]] * 4
    assert shown("position2d", values) == {
        "n": 20,
        "quadrants": {"low_low": 25, "high_high": 45, "middle": 20},
        "quadrant_counts": {"low_low": 5, "high_high": 9, "middle": 4},
        "few": ["low_high", "high_low"],
        "cells": {"2,2": 1, "4,1": 1, "5,5": 2, "6,6": 1},
        "median": [4, 5],
    }


def test_a_plane_of_fewer_people_has_corners_only():
    result = shown("position2d", [[1, 7]] * 10 + [[6, 6]] * 9)
    assert result["cells"] is None
    assert result["median"] is None
    assert result["quadrant_counts"] == {"low_high": 10, "high_high": 9}


def test_a_plane_of_people_who_stand_alone_has_corners_only_rather_than_look_empty():
    alone = [[column, row] for column in (1, 2, 6, 7) for row in (1, 2, 6, 7)]
    few_are_seen, half_are_seen = alone + [[5, 5]] * 15, alone + [[5, 5]] * 16
    assert shown("position2d", few_are_seen)["cells"] is None
    assert shown("position2d", few_are_seen)["median"] is None
    assert shown("position2d", few_are_seen)["quadrant_counts"]["high_high"] == 19
    assert shown("position2d", half_are_seen)["cells"] == {"5,5": 2}
