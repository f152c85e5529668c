"""What a shown result of each type holds, by example."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.panel import describe
from pollapp.results import release
from pollapp.results.coarse import untold
from tests.results.rooms import LOCKED, ask, calm, people

Result = dict[str, Any]


def shown(kind: str, values: list[Any], sensitivity: str = "medium", **fields: Any) -> Result:
    """What may be seen once locked, without the fields that every result has."""
    question = ask(kind, sensitivity, **fields)
    result = release(question, question.tally([question.check(value) for value in values]), LOCKED)
    assert result.pop("type") == kind
    assert result.pop("state") == "shown"
    return result


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


def rank(method: str, *also_show: str) -> dict[str, Any]:
    return {"top": 3, "method": method, "also_show": list(also_show)}


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


SENSITIVE = {"nearly_all": None}


def test_sensitive_single_has_tens_and_words():
    assert shown("single", people(a=23, b=15, c=2), "high") == {
        **SENSITIVE,
        "n": 40,
        "shares": {"a": 60, "b": 40},
        "few": ["c"],
    }


@pytest.mark.parametrize("few", [0, 1, 2])
def test_nobody_one_and_two_people_look_the_same(few: int):
    result = shown("single", people(a=23 - few, b=17, c=few), "high")
    shares = {"a": 60, "b": 40} if few < 2 else {"a": 50, "b": 50}
    assert result == {**SENSITIVE, "n": 40, "shares": shares, "few": ["c"]}
    same = [shown("single", people(a=24 - few, b=16, c=few), "high") for few in range(3)]
    assert same == [same[0]] * 3


def test_near_unanimity_is_said_without_numbers():
    result = shown("single", people(a=49, b=1), "high")
    assert result == {"n": 50, "shares": {}, "few": [], "nearly_all": "a"}
    assert shown("single", people(a=48, b=2), "high") == result


def test_where_nearly_everyone_could_be_fewer_than_nine_in_ten_it_is_about_ninety_percent():
    unanimous = {"n": 40, "shares": {}, "few": [], "nearly_all": "a"}
    alike = [people(a=40 - b - c, b=b, c=c) for b in range(3) for c in range(3)]
    assert [shown("single", room, "high") for room in alike] == 9 * [unanimous]
    assert shown("single", people(a=37, b=3), "high") == {
        **SENSITIVE,
        "n": 40,
        "shares": {"a": 90, "b": 10},
        "few": ["c"],
    }


def test_sensitive_scale_reads_its_median_from_what_it_tells():
    result = shown("scale", [1] * 8 + [2] * 2 + [5] * 9 + ["none"] * 3, "high")
    assert result == {
        **SENSITIVE,
        "n": 19,
        "shares": {"1": 40, "5": 50},
        "few": ["2", "3", "4"],
        "none": None,
        "low": 40,
        "mid": None,
        "high": 50,
        "median": {"at": 5.0, "categories": [5, 5]},
        "panel": {"label": "two_camps", "side": None, "small": True},
    }


def test_a_side_of_a_sensitive_scale_has_no_share_where_all_its_answers_are_in_words():
    result = shown("scale", [3] * 3 + [4] * 5 + [5] * 3, "high")
    assert (result["few"], result["low"]) == (["1", "2"], None)
    assert None not in (result["mid"], result["high"])


def test_a_sensitive_panel_follows_from_what_is_told_of_the_cells():
    one = shown("scale", [1] * 20 + [3] * 2 + [5] * 18, "high")
    other = shown("scale", [1] * 22 + [2, 4] + [5] * 16, "high")
    assert one["panel"] == {"label": "two_camps", "side": None, "small": False}
    assert other["shares"] == {"1": 60, "5": 40}
    assert other["panel"] == one["panel"]


def test_a_sensitive_room_where_nearly_everyone_is_at_one_place_agrees_there():
    panel = shown("scale", [5] * 39 + [1], "high")["panel"]
    assert panel == {"label": "agreed", "side": "high", "small": False}


def test_a_sensitive_room_of_which_little_is_told_has_no_word():
    assert shown("scale", [3] * 5 + [1, 1, 2, 2, 4, 5], "high")["panel"] is None
    assert shown("scale", [1, 2, 2, 3, 3, 3, 4, 4, 4, 5], "high")["panel"] is None
    assert shown("scale", [3] * 18 + [1, 2], "high")["panel"]["label"] == "agreed"
    scale = {"points": 7, "low": "No", "mid": "Both", "high": "Yes", "no_opinion": False}
    even = shown("scale", list(range(1, 8)) * 7, "high", scale=scale)
    assert sum(even["shares"].values()) == 70
    assert even["panel"]["label"] == "spread"


def test_a_sensitive_scale_of_single_people_has_no_median():
    scale = {"points": 11, "low": "No", "high": "Yes", "no_opinion": False}
    assert shown("scale", list(range(1, 12)), "high", scale=scale)["median"] is None


@pytest.mark.parametrize("method", ["schulze", "borda", "ranked_pairs"])
def test_sensitive_ranking_has_an_order_and_tens_of_first_choices(method: str):
    beside = ("borda", "schulze", "first_choices", "pairwise")
    orders = [["b", "a"]] * 8 + [["a"]] * 4 + [["c", "b"]] * 3
    assert shown("ranking", orders, "high", ranking=rank(method, *beside)) == {
        **SENSITIVE,
        "n": 15,
        "method": method,
        "order": ["b", "a", "c"],
        "places": {"b": 1, "a": 2, "c": 3},
        "winner": None if method == "borda" else "b",
        "circle": [],
        "shares": {"a": 30, "b": 50, "c": 20},
        "few": [],
    }


@pytest.mark.parametrize("method", ["schulze", "borda", "ranked_pairs"])
def test_of_a_sensitive_ranking_no_first_choices_are_told_where_a_few_people_made_one(method: str):
    orders = [["b", "a"]] * 8 + [["a"]] * 4
    told = shown("ranking", orders, "high", ranking=rank(method, "first_choices"))
    assert (told["shares"], told["few"], told["nearly_all"]) == ({}, [], None)
    assert told["order"] == ["b", "a", "c"]


@pytest.mark.parametrize("method", ["schulze", "borda", "ranked_pairs"])
def test_one_person_does_not_turn_the_order_of_a_sensitive_question(method: str):
    first, second = (
        shown("ranking", [["a", "c", "b"]] * many + [["b", "c", "a"]] * (41 - many), "high", ranking=rank(method))
        for many in (20, 21)
    )
    assert first == second
    assert first["places"] == {"a": 1, "b": 1, "c": 1}


def test_sensitive_points_are_tens_of_all_points():
    values = [{"a": 50, "b": 30, "c": 20}] * 30
    assert shown("points", values, "high") == {**SENSITIVE, "n": 30, "shares": {"a": 50, "b": 30, "c": 20}, "few": []}
    assert shown("points", [{"a": 100}] * 50, "high")["nearly_all"] == "a"


def test_sensitive_points_of_a_few_are_what_one_or_two_could_have_given():
    most = [{"a": 60, "b": 40}] * 10 + [{"a": 55, "b": 45}] * 8
    rooms = [[*most, {"a": 100}, {"a": 100}], [*most, {"a": 100}, {"c": 100}], [*most, {"c": 100}, {"c": 100}]]
    told = [shown("points", room, "high") for room in rooms]
    assert [each["few"] for each in told] == [["c"]] * 3
    assert told[0] == told[1] == told[2]


def test_a_sensitive_number_has_bins_without_people_and_no_median():
    number = {"min": 0, "max": 50, "step": 1, "bins": [0, 1, 11]}
    assert shown("number", [7] * 12 + [30] * 8 + [0], "high", number=number) == {
        **SENSITIVE,
        "n": 21,
        "bins": [{"from": 0, "to": 0}, {"from": 1, "to": 10}, {"from": 11, "to": 50}],
        "shares": {"1": 60, "11": 30},
        "few": ["0"],
        "median": None,
        "quartiles": None,
    }


def test_a_sensitive_plane_has_corners_only_however_many_people():
    result = shown("position2d", [[1, 7]] * 20 + [[6, 6]] * 20 + [[4, 4]], "high")
    assert result == {
        **SENSITIVE,
        "n": 41,
        "quadrants": {"low_high": 50, "high_high": 50},
        "few": ["low_low", "high_low", "middle"],
        "cells": None,
        "median": None,
    }


def test_sensitive_sentences_are_told_one_by_one():
    values = [{"a": "agree", "b": "agree"}] * 32 + [{"a": "agree", "b": "disagree"}] * 18 + [{"c": "agree"}]
    result = shown("statements", values, "high")
    assert result == {
        "n": 51,
        "shares": {"a": {}, "b": {"agree": 60, "disagree": 30}},
        "few": {"a": [], "b": ["pass"]},
        "nearly_all": {"a": "agree", "b": None},
        "too_few": ["c"],
    }


def test_of_a_sensitive_sentence_who_passes_came_past_it():
    """Else ten people with an answer would tell that nobody passed."""
    values = [{"a": "agree", "b": "agree"}] * 6 + [{"a": "pass", "b": "agree"}] * 4
    result = shown("statements", values, "high")
    assert (result["shares"]["a"], result["few"]["a"]) == ({"agree": 50, "pass": 50}, ["disagree"])
    assert shown("statements", values)["too_few"] == ["c"]


LARGE = st.lists(st.integers(0, 12), min_size=5, max_size=5).filter(
    lambda counts: sum(counts) >= 10 and not untold(dict(zip("12345", counts, strict=True)))
)


@given(counts=LARGE)
@calm
def test_of_sensitive_answers_the_median_tells_no_more_than_the_shares(counts: list[int]):
    result = shown("scale", [at for at, people in enumerate(counts, 1) for _ in range(people)], "high")
    told = {str(result["nearly_all"]): 100} if result["nearly_all"] else result["shares"]
    heavy = [int(key) for key, share in told.items() for _ in range(share)]
    assert (result["median"] is None) == (not heavy)
    if heavy:
        assert result["median"]["categories"] == [heavy[(len(heavy) - 1) // 2], heavy[len(heavy) // 2]]


@given(counts=LARGE)
@calm
def test_of_sensitive_answers_the_panel_tells_no_more_than_the_shares(counts: list[int]):
    result = shown("scale", [at for at, people in enumerate(counts, 1) for _ in range(people)], "high")
    told = {str(result["nearly_all"]): 100} if result["nearly_all"] else result["shares"]
    tens = [told.get(str(at), 0) for at in range(1, 6)]
    if result["few"] and (sum(tens) < 80 or 5 * len(result["few"]) > result["n"]):
        assert result["panel"] is None
    else:
        label, side = describe(tens)
        assert result["panel"] == {"label": label, "side": side, "small": result["n"] < 20}
