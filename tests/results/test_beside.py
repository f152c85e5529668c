"""Groups beside each other: how they are merged, what is told of each type, and where they differ."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.measures.shares import tens
from pollapp.questions import Question
from pollapp.results import Moment, merge, release_groups
from tests.measures.vectors import COMPUTED
from tests.results.rooms import LOCKED, ask, calm, people

Values = list[Any]

GROUPED = ("single", "multiple", "scale", "statements", "ranking", "points", "number", "position2d")


def released(question: Question, *groups: Values, moment: Moment = LOCKED) -> dict[str, Any]:
    """Groups named a, b, ... of people with these answers."""
    told = [{"ids": [id], "tally": tally(question, values)} for id, values in zip("abcdef", groups, strict=False)]
    return release_groups(question, {"by": "field", "groups": told}, moment)


def released_twice(question: Question, *groups: tuple[Values, Values]) -> dict[str, Any]:
    told = [
        {"ids": [id], "before": tally(question, before), "after": tally(question, after)}
        for id, (before, after) in zip("abcdef", groups, strict=False)
    ]
    return release_groups(question, {"by": "field", "groups": told}, LOCKED)


def tally(question: Question, values: Values) -> dict[str, Any]:
    return question.tally([question.check(value) for value in values]) | {"answered": len(values)}


def results(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [group["result"] for group in told["groups"]]


@pytest.mark.parametrize("vector", COMPUTED["merge_segments_k5"], ids=lambda vector: str(vector["input"]))
def test_merging_is_that_of_the_vectors(vector: dict[str, Any]):
    alone, pool = vector["shown"] if len(vector["shown"]) == 2 else (vector["shown"][0], None)
    sizes = vector["input"]
    groups = merge(sizes, 5)
    assert {ids[0]: sizes[ids[0]] for ids in groups if len(ids) == 1} == alone
    assert [(sorted(ids), sum(sizes[key] for key in ids)) for ids in groups if len(ids) > 1] == (
        [(pool["members"], pool["n"])] if pool else []
    )


class TestAScale:
    FAR = [1] * 9 + [2] * 3 + [3] * 2 + [5], [1, 2, 3] + [4] * 5 + [5] * 6

    def test_is_told_by_answer_where_every_cell_is_large_enough(self):
        even = [place for place in range(1, 6) for _ in range(3)]
        told = released(ask("scale"), even, even + [5] * 10)
        assert told["exact"] is True
        assert results(told)[0] == {
            "n": 15, "counts": dict.fromkeys("12345", 3), "shares": dict.fromkeys("12345", 20),
        }  # fmt: skip
        assert told["gap"] == {
            "pairs": [{"a": 0, "b": 1, "step": -0.8, "delta": -0.32, "wasserstein": 0.2, "overlap": 68}],
            "apart": 0.8, "range": 1.5,
        }  # fmt: skip

    def test_is_folded_where_one_is_too_small(self):
        told = released(ask("scale"), [1] * 7 + [2] + [3] * 3 + [5] * 4, [1] * 3 + [3] * 3 + [4] * 7)
        assert told["exact"] is True
        assert [one["counts"] for one in results(told)] == [
            {"low": 8, "mid": 3, "high": 4}, {"low": 3, "mid": 3, "high": 7},
        ]  # fmt: skip
        [pair] = told["gap"]["pairs"]
        assert pair["step"] * 2 == int(pair["step"] * 2)

    def test_a_group_in_the_middle_is_apart_from_one_at_both_ends_though_neither_is_further_to_a_side(self):
        middle, ends = [1, 2, 4, 5] * 3 + [3] * 21, [1, 5] * 12 + [2, 3, 4] * 3
        [pair] = released(ask("scale"), middle, ends)["gap"]["pairs"]
        assert (pair["step"], pair["delta"], pair["wasserstein"]) == (0.0, 0.0, 0.27)

    def test_is_told_in_bands_where_a_side_is_too_small(self):
        told = released(ask("scale"), *self.FAR)
        assert told["exact"] is False
        assert results(told) == [
            {
                "n": 15,
                "shares": {"low": 90, "mid": 10, "high": 10},
                "few": [],
                "between": {"low": [12, 14], "mid": [0, 3], "high": [0, 3]},
            },
            {
                "n": 14,
                "shares": {"mid": 10, "high": 80},
                "few": ["low"],
                "between": {"low": [0, 2], "mid": [0, 3], "high": [9, 12]},
            },
        ]
        assert told["gap"] == {
            "pairs": [{"a": 0, "b": 1, "step": -2.5, "delta": -0.8, "wasserstein": 0.6, "overlap": 30}],
            "apart": 2.5, "range": 3.0,
        }  # fmt: skip

    def test_a_sensitive_one_tells_no_number_of_people(self):
        told = released(ask("scale", "high"), *self.FAR)
        assert all(not one["between"] and "counts" not in one for one in results(told))
        assert told["gap"]["apart"] == 2.5

    def test_who_has_no_opinion_on_a_sensitive_one_is_in_the_group_and_in_no_side(self):
        told = released(ask("scale", "high"), [5] * 10 + ["none"] * 10, [1] * 10 + [5] * 10)
        assert [one["n"] for one in results(told)] == [20, 20]
        assert results(told)[0]["shares"]["high"] in (40, 50, 60)
        assert all(not {"none", "rest"} & one["shares"].keys() for one in results(told))

    @pytest.mark.parametrize("points", [3, 5, 7])
    def test_a_group_in_which_nobody_has_an_opinion_is_compared_with_none(self, points: int):
        question = ask("scale", "high", scale={"points": points, "low": "No", "high": "Yes", "no_opinion": True})
        for silent in (10, 14, 20, 40):
            told = released(question, ["none"] * silent, [1] * 12 + [points] * 9)
            assert told["state"] == "shown"
            assert told["gap"] is None

    def test_three_groups_are_each_compared_with_the_rest(self):
        told = released(ask("scale"), *self.FAR, [1] * 5 + [5] * 6)
        assert [(one["a"], one["b"]) for one in told["gap"]["pairs"]] == [(0, None), (1, None), (2, None)]

    def test_an_even_scale_has_no_middle(self):
        even = {"points": 4, "low": "No", "high": "Yes", "no_opinion": False}
        told = released(ask("scale", scale=even), [1] * 12 + [4], [2] * 3 + [4] * 9)
        assert all(set(one["shares"]) | set(one["few"]) == {"low", "high"} for one in results(told))

    def test_the_estimate_is_near_what_it_estimates(self):
        first, second = self.FAR
        true = Fraction(sum(first), len(first)) - Fraction(sum(second), len(second))
        [pair] = released(ask("scale"), first, second)["gap"]["pairs"]
        assert abs(Fraction(pair["step"]) - true) <= Fraction(1, 2)

    def test_of_groups_under_ten_no_mean_is_told_from_bands(self):
        assert released(ask("scale"), [1] * 8 + [5], [5] * 7 + [1] * 2)["gap"] is None

    def test_before_and_after_are_told_alike(self):
        even = [place for place in range(1, 6) for _ in range(3)]
        told = released_twice(ask("scale"), (even, self.FAR[0]), (even[1:], self.FAR[1]))
        assert told["exact"] is False
        assert [set(group["before"]["shares"]) for group in told["groups"]] == [{"low", "mid", "high"}] * 2
        assert (told["gap_before"]["apart"], told["gap"]["apart"]) == (0.5, 2.5)


class TestSentences:
    AGREE, NOT, PASS = {"a": "agree", "b": "agree"}, {"a": "disagree", "b": "agree"}, {"a": "pass", "b": "disagree"}

    def test_one_that_few_of_a_group_judged_is_left_out_for_all(self):
        told = released(ask("statements"), [{"a": "agree", "c": "agree"}] * 12, [{"a": "agree"}] * 9 + [self.PASS] * 6)
        assert told["too_few"] == ["b", "c"]
        assert all(set(one["shares"]) == {"a"} for one in results(told))

    def test_the_one_that_differs_most_is_named(self):
        told = released(ask("statements"), [self.AGREE] * 12 + [self.NOT] * 3, [self.NOT] * 12 + [self.AGREE] * 2)
        assert told["gap"] == {"most": {"item": "a", "high": 0, "low": 1, "apart": 80}}

    def test_of_five_answers_two_agree_and_two_do_not(self):
        five = ask("statements", answers="scale5")
        told = released(
            five, [{"a": 5}] * 4 + [{"a": 4}] * 4 + [{"a": 3}] * 3 + [{"a": 1}] * 3, [{"a": 4}, {"a": 2}, {"a": 3}] * 4
        )
        assert results(told)[0]["counts"]["a"] == {"agree": 8, "disagree": 3, "pass": 3}

    def test_where_no_sentence_is_left_nothing_is_told(self):
        told = released(ask("statements"), [{"a": "agree"}] * 9, [{"b": "agree"}] * 9)
        assert (told["state"], told["needed"]) == ("too_few", None)


class TestNumbers:
    def test_bins_are_taken_together_where_the_room_has_its_quarters(self):
        told = released(ask("number"), [4] * 5 + [5] * 5 + [8] * 5, [6] * 4 + [7] * 6 + [9] * 4)
        assert set(results(told)[0]["shares"]) == {"1", "6", "8", "9"}
        assert told["gap"] == {"medians": [5, 7], "apart": 2}

    def test_there_are_no_medians_of_a_sensitive_or_a_small_room(self):
        groups = [4] * 6 + [8] * 4, [2] * 5 + [9] * 4
        assert released(ask("number"), *groups)["gap"] is None
        assert released(ask("number", "high"), groups[0] * 2, groups[1] * 2)["gap"] is None


def test_a_plane_has_medians_from_twenty_people_on():
    groups = [[1, 7]] * 10 + [[6, 6]] * 5, [[1, 7]] * 2 + [[6, 6]] * 9 + [[4, 4]] * 3
    assert released(ask("position2d"), *groups)["gap"]["medians"] == [[2.5, 6.0], [5.5, 5.5]]
    assert released(ask("position2d", "high"), *groups)["gap"]["medians"] is None


def test_points_are_told_in_tens():
    told = released(ask("points"), [{"a": 70, "b": 30}] * 14 + [{"c": 100}], [{"b": 85, "c": 15}] * 13 + [{"a": 100}])
    assert results(told)[0]["shares"] == {"a": 60, "b": 20}
    assert told["gap"]["most"] == {"item": "b", "high": 1, "low": 0, "apart": 70}


def test_an_answer_differs_only_where_it_does_for_certain():
    alike = people(a=7, b=5, c=2)
    assert released(ask("single"), alike, alike)["gap"] == {"most": None}


@pytest.mark.parametrize("kind", GROUPED)
@pytest.mark.parametrize("sensitivity", ["low", "medium", "high"])
class TestEveryType:
    VALUES: dict[str, Values] = {
        "single": ["a", "b", "c"],
        "multiple": [["a", "b"], ["b"], ["c"]],
        "scale": [1, 3, 5],
        "statements": [{"a": "agree", "b": "disagree"}, {"a": "disagree", "b": "agree"}, {"a": "pass", "b": "agree"}],
        "ranking": [["b", "a"], ["a"], ["c"]],
        "points": [{"a": 70, "b": 30}, {"b": 85, "c": 15}, {"c": 100}],
        "number": [2, 6, 9],
        "position2d": [[1, 7], [6, 6], [4, 4]],
    }

    def test_tells_groups_that_are_large_enough(self, kind: str, sensitivity: str):
        first, second, third = self.VALUES[kind]
        told = released(ask(kind, sensitivity), [first] * 9 + [second] * 4 + [third] * 2, [first, second, third] * 5)
        assert (told["state"], told["view"], told["by"], told["n"]) == ("shown", "groups", "field", 30)
        assert [group["n"] for group in told["groups"]] == [15, 15]

    def test_everybody_the_same_is_told_to_be_about_so(self, kind: str, sensitivity: str):
        told = released(ask(kind, sensitivity), [self.VALUES[kind][0]] * 12, [self.VALUES[kind][0]] * 11)
        assert told["state"] == "shown"
        assert not told["exact"]

    def test_one_group_is_none(self, kind: str, sensitivity: str):
        told = released(ask(kind, sensitivity), self.VALUES[kind] * 5)
        assert (told["state"], told["n"]) == ("too_few", None)
        assert told["needed"] == (10 if sensitivity == "high" else 5)

    def test_a_group_that_is_too_small_shows_none(self, kind: str, sensitivity: str):
        smallest = 10 if sensitivity == "high" else 5
        told = released(ask(kind, sensitivity), self.VALUES[kind] * 5, [self.VALUES[kind][0]] * (smallest - 1))
        assert told["state"] == "too_few"

    def test_nothing_is_told_before_its_time(self, kind: str, sensitivity: str):
        told = released(ask(kind, sensitivity), *[self.VALUES[kind] * 5] * 2, moment=Moment(open=True))
        assert told == {"type": kind, "state": "hidden", "n": None, "view": "groups"}


def test_nobody_at_all_is_too_few():
    assert release_groups(ask("scale"), None, LOCKED)["state"] == "too_few"


@calm
@given(st.lists(st.integers(1, 5), min_size=12, max_size=40), st.lists(st.integers(1, 5), min_size=12, max_size=40))
def test_tens_are_those_of_the_middle_of_the_band(first: Values, second: Values):
    told = released(ask("scale"), first, second)
    if told["state"] == "shown" and not told["exact"]:
        for one in results(told):
            for side, share in one["shares"].items():
                low, high = one["between"][side]
                assert share == min(90, tens(Fraction(low + high, 2), one["n"]))
            assert all(one["between"][side][1] < 3 for side in one["few"])
