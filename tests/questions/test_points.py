from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.questions.refusing import form_refused, question, refused
from tests.questions.strategies import calm, rooms

HUNDRED = question("points", "abc", points={"total": 100, "step": 5})
TEN = question("points", "abc", points={"total": 10, "step": 1, "must_use_all": False})


def test_who_has_points_left_is_told_how_many():
    sentence = "You still have 15 of the 100 points. Divide them all."
    assert refused(HUNDRED, {"a": 50, "b": 35}) == ("value", sentence)
    assert refused(HUNDRED, {}) == ("value", "You still have 100 of the 100 points. Divide them all.")


def test_who_gave_too_many_is_told_how_many():
    sentence = "That is 10 too many. You have 100 points in all."
    assert refused(HUNDRED, {"a": 50, "b": 60}) == ("value", sentence)


def test_points_may_be_left_where_the_deck_allows_it_but_not_all():
    assert TEN.check({"a": 1}) == {"a": 1}
    assert refused(TEN, {"a": 0}) == ("value", "Give points to at least one answer.")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (7, "Give points in steps of 5."),
        (-5, "Write a whole number of points, 0 or more."),
        (2.5, "Write a whole number of points, 0 or more."),
        (True, "Write a whole number of points, 0 or more."),
        ("5", "Write a whole number of points, 0 or more."),
        (None, "Write a whole number of points, 0 or more."),
        (105, "Give at most 100 points. That is all you have."),
        (10**400, "Give at most 100 points. That is all you have."),
    ],
)
def test_a_wrong_number_is_told_at_its_option(wrong: Any, sentence: str):
    assert refused(HUNDRED, {"a": 95, "b": wrong}) == ("points.b", sentence)


@pytest.mark.parametrize("wrong", [{"z": 100}, {"a": 50, 1: 50}])
def test_points_for_an_option_that_is_not_there_are_refused(wrong: Any):
    assert refused(HUNDRED, wrong) == ("value", "One of the answers is not in this question. Load the page again.")


@pytest.mark.parametrize("wrong", [None, 100, [100, 0, 0], "a"])
def test_anything_but_points_by_option_is_refused(wrong: Any):
    assert refused(HUNDRED, wrong) == ("value", "Divide the points over the answers.")


def test_noughts_are_left_out_and_options_come_in_the_order_of_the_deck():
    assert list(HUNDRED.check({"c": 5.0, "b": 0, "a": 95}).items()) == [("a", 95), ("c", 5)]


def test_a_form_of_noughts_asks_for_points_and_words_are_no_points():
    assert form_refused(HUNDRED, {"points.a": ["0"], "points.b": ["0"]})[1].startswith("You still have 100")
    assert form_refused(HUNDRED, {"points.a": ["veel"]}) == ("points.a", "Write a whole number of points, 0 or more.")


@given(rooms("points"))
@calm
def test_points_are_added_and_noughts_are_counted(room: tuple[Any, list[dict[str, int]]]):
    asked, values = room
    tally = asked.tally(values)
    assert tally["n"] == len(values)
    for each in asked.ids:
        got = [value.get(each, 0) for value in values]
        assert (tally["sums"][each], tally["zeros"][each]) == (sum(got), got.count(0))
        assert tally["given"][each] == {str(points): got.count(points) for points in got}


def test_the_message_tells_the_purse():
    assert HUNDRED.ask("nl", ["nl"])["points"] == {"total": 100, "step": 5, "must_use_all": True}
