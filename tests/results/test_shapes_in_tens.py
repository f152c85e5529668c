"""What a shown result of each type holds where the question is sensitive, by example."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.panel import describe
from pollapp.results.coarse import untold
from tests.results.rooms import calm, people, rank, shown

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
        "n": 22,
        "shares": {"1": 30, "5": 50, "none": 20},
        "few": ["2", "3", "4"],
        "none": None,
        "low": 40,
        "mid": None,
        "high": 50,
        "median": {"at": 5.0, "categories": [5, 5]},
        "panel": {"label": "two_camps", "side": None, "small": True},
    }


def test_a_side_of_a_sensitive_scale_has_no_share_where_all_its_answers_are_in_words():
    result = shown("scale", [3] * 6 + [4] * 9 + [5] * 6, "high")
    assert (result["few"], result["low"]) == (["1", "2", "none"], None)
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


PLACES: list[int | str] = [1, 2, 3, 4, 5, "none"]
LARGE = st.lists(st.integers(0, 12), min_size=6, max_size=6).filter(
    lambda counts: sum(counts) >= 10 and not untold(dict(zip(map(str, PLACES), counts, strict=True)))
)


def answers(counts: list[int]) -> list[int | str]:
    """Those of so many people at each place, and of who has no opinion."""
    return [at for at, people in zip(PLACES, counts, strict=True) for _ in range(people)]


@given(counts=LARGE)
@calm
def test_of_sensitive_answers_the_median_tells_no_more_than_the_shares(counts: list[int]):
    result = shown("scale", answers(counts), "high")
    told = {str(result["nearly_all"]): 100} if result["nearly_all"] else result["shares"]
    heavy = [int(key) for key, share in told.items() if key != "none" for _ in range(share)]
    assert (result["median"] is None) == (not heavy)
    if heavy:
        assert result["median"]["categories"] == [heavy[(len(heavy) - 1) // 2], heavy[len(heavy) // 2]]


@given(counts=LARGE)
@calm
def test_of_sensitive_answers_the_panel_tells_no_more_than_the_shares(counts: list[int]):
    result = shown("scale", answers(counts), "high")
    told = {str(result["nearly_all"]): 100} if result["nearly_all"] else result["shares"]
    tens = [told.get(str(at), 0) for at in range(1, 6)]
    few, held = set(result["few"]) - {"none"}, 100 - told.get("none", 0)
    if (few and (100 * sum(tens) < 80 * held or 5 * len(few) > result["n"])) or held * result["n"] < 1000:
        assert result["panel"] is None
    else:
        label, side = describe(tens)
        assert result["panel"] == {"label": label, "side": side, "small": held * result["n"] // 100 < 20}


def test_who_has_no_opinion_is_told_like_any_answer_of_a_sensitive_scale():
    result = shown("scale", ["none"] * 40, "high")
    assert (result["nearly_all"], result["shares"], result["median"], result["panel"]) == ("none", {}, None, None)
    few = shown("scale", [1] * 4 + [5] * 3 + ["none"] * 5, "high")
    assert few["n"] == 12
    assert few["panel"] is None
