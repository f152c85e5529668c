"""The geometry of the pictures."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.results import picture
from tests.results.rooms import calm

scales = st.sampled_from([3, 4, 5, 7, 10, 11]).flatmap(
    lambda points: st.lists(st.integers(0, 40), min_size=points, max_size=points)
)
NEAR = pytest.approx


def bar(counts: list[int]) -> dict[str, Any]:
    return picture.diverging(scale(counts), len(counts))


def scale(counts: list[int]) -> dict[str, Any]:
    return {"counts": {str(at): count for at, count in enumerate(counts, 1)}}


@given(scales)
@calm
def test_a_diverging_bar_stays_in_its_picture_and_has_the_middle_answer_in_the_middle(counts: list[int]):
    drawn = bar(counts)
    for part in drawn["parts"]:
        assert -1e-6 <= part["x"] <= part["x"] + part["width"] <= 100 + 1e-6
    if len(counts) % 2 and any(counts):
        middle = drawn["parts"][len(counts) // 2]
        assert middle["x"] + middle["width"] / 2 == NEAR(50)
    assert (drawn["median"] is None) == (not any(counts))


@given(scales)
@calm
def test_a_part_is_as_wide_as_its_people(counts: list[int]):
    parts = bar(counts)["parts"]
    unit = sum(part["width"] for part in parts) / (sum(counts) or 1)
    assert [part["width"] for part in parts] == NEAR([count * unit for count in counts])


def test_half_of_the_bar_lies_on_either_side_of_the_median():
    drawn = bar([0, 2, 0, 8, 0])
    assert [part["x"] for part in drawn["parts"]] == NEAR([37.5, 37.5, 50, 50, 100])
    assert drawn["median"] == NEAR(68.75)


def test_two_bars_that_are_compared_have_one_scale():
    before, after = picture.compared(scale([4, 0, 4]), scale([0, 2, 6]), 3)
    assert before["parts"][0]["width"] / 4 == NEAR(after["parts"][2]["width"] / 6)
    assert picture.compared(scale([0, 0, 0]), scale([0, 0, 0]), 3)[0]["median"] is None


def test_a_narrow_part_has_no_figure():
    assert [part["figure"] for part in bar([1, 0, 99])["parts"]] == ["", "", "99"]
    sensitive = {"shares": {"1": 40, "5": 60}}
    assert [part["figure"] for part in picture.diverging(sensitive, 5)["parts"]] == ["40%", "", "", "", "60%"]


@pytest.mark.parametrize("points", [3, 4, 5, 7, 10, 11])
def test_both_sides_have_the_same_hatches(points: int):
    inks = picture.inks(points)
    mirrored = [ink.translate(str.maketrans("ab", "ba")) if ink != "mid" else ink for ink in reversed(inks)]
    assert inks == mirrored
    assert inks[0] == "a3"
    assert ("mid" in inks) == (points % 2 == 1)


def test_sentences_have_agreement_on_the_left():
    parts = picture.stacked({"agree": 45, "disagree": 40, "pass": 15})
    assert [(part["key"], part["x"], part["width"]) for part in parts] == [
        ("agree", 0, 45),
        ("pass", 45, 15),
        ("disagree", 60, 40),
    ]
    assert [part["key"] for part in picture.stacked(dict.fromkeys("12345", 20))] == ["5", "4", "3", "2", "1"]


def test_rough_shares_of_more_than_a_hundred_fill_the_bar_in_proportion():
    parts = picture.stacked({"agree": 60, "disagree": 60})
    assert [(part["x"], part["width"]) for part in parts] == [(0, 50), (50, 50)]


def test_how_much_of_a_sentence_agrees():
    result: dict[str, Any] = {"counts": {"x": {"agree": 3, "disagree": 1, "pass": 0}, "y": {"4": 1, "5": 1, "1": 2}}}
    assert picture.agreed(result) == {"x": 75, "y": 50}
    coarse = {"shares": {"x": {}, "y": {"agree": 40}}, "nearly_all": {"x": "disagree", "y": None}}
    assert picture.agreed(coarse) == {"x": 0, "y": 40}


def test_a_number_lies_where_its_bin_is():
    bins = [{"from": 0, "to": 0}, {"from": 1, "to": 10}, {"from": 11, "to": 50}]
    assert picture.along(bins, 0) == NEAR(100 / 6)
    assert picture.along(bins, 0.5) == NEAR(100 / 3)
    assert 100 / 3 < picture.along(bins, 1) < picture.along(bins, 10) < 200 / 3
    assert picture.along(bins, 50) < 100


def test_the_top_is_everybody_at_the_first_place():
    assert picture.top({"a": 1, "b": 1, "c": 3}) == ["a", "b"]


def test_the_most_are_all_that_have_the_most():
    assert picture.most({"a": 2, "b": 5, "c": 5}) == ["b", "c"]
    assert picture.most({"a": 0}) == []
    assert picture.most({}) == []


def test_a_cloud_has_five_sizes_and_the_alphabet():
    words = [{"text": text, "count": count} for text, count in (("rust", 9), ("Groen", 5), ("buurt", 1))]
    assert [(word["text"], word["size"]) for word in picture.cloud(words)] == [("buurt", 1), ("Groen", 3), ("rust", 5)]
    assert [word["size"] for word in picture.cloud(words[:1])] == [2]
    assert picture.cloud([]) == []


def test_a_corner_is_as_large_as_its_share():
    result = {"cells": None, "quadrants": {"low_high": 25, "high_low": 100, "middle": 0}}
    small, large, none = picture.plane(result, 7)
    assert large["side"] == NEAR(2 * small["side"])
    assert small["x"] + small["side"] / 2 == NEAR(175)
    assert small["y"] + small["side"] / 2 == NEAR(175)
    assert none["side"] == 0


def test_a_cell_stands_on_its_place():
    small, large = picture.plane({"cells": {"1,1": 1, "7,7": 2}, "quadrants": {}}, 7)
    assert small["x"] + small["side"] / 2 == NEAR(50)
    assert small["y"] + small["side"] / 2 == NEAR(650)
    assert large["x"] + large["side"] / 2 == NEAR(650)
    assert small["side"] < large["side"] < 100
