from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.questions.refusing import form_refused, question, refused
from tests.questions.strategies import calm, rooms

SEVEN = question("scale", scale={"points": 7, "low": "No", "mid": "Both", "high": "Yes", "no_opinion": True})
FIVE = question("scale", scale={"points": 5, "low": "No", "high": "Yes"})


@pytest.mark.parametrize("wrong", [0, 8, -1, 3.5, True, "4", "None", None, [4], 10**400, float("nan")])
def test_a_place_outside_the_line_is_refused(wrong: Any):
    assert refused(SEVEN, wrong) == ("value", "Choose a place on the line, from 1 to 7.")


def test_no_opinion_is_only_for_questions_that_have_it():
    assert SEVEN.check("none") == "none"
    assert refused(FIVE, "none") == ("value", "Choose a place on the line, from 1 to 5.")


def test_a_whole_float_is_the_whole_number():
    assert repr(SEVEN.check(4.0)) == "4"


def test_what_was_typed_must_be_a_place():
    assert form_refused(FIVE, {"value": ["6"]})[0] == "value"
    assert form_refused(FIVE, {"value": ["vier"]})[0] == "value"


@given(rooms("scale"))
@calm
def test_no_opinion_is_counted_apart(room: tuple[Any, list[Any]]):
    asked, values = room
    opinions = [value for value in values if value != "none"]
    tally = asked.tally(values)
    assert tally["n"] == len(opinions)
    assert tally["none"] == len(values) - len(opinions)
    assert tally["counts"] == {str(k): opinions.count(k) for k in range(1, asked.scale.points + 1)}


def test_the_message_names_the_ends():
    line = SEVEN.ask("nl", ["nl"])["scale"]
    assert line == {"points": 7, "low": "No", "mid": "Both", "high": "Yes", "no_opinion": True}
    assert "mid" not in FIVE.ask("nl", ["nl"])["scale"]
