from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given

from tests.questions.refusing import form_refused, question, refused
from tests.questions.strategies import calm, rooms

ENDS = {"low": "Little", "high": "Much"}
PLANE = question("position2d", axes={"horizontal": ENDS, "vertical": ENDS, "steps": 7})
BOTH = "Choose a place from 1 to 7 on each of the two lines."


@pytest.mark.parametrize("wrong", [None, 3, [], [3], [3, 3, 3], "33", {"h": 3, "v": 3}])
def test_an_answer_has_two_places(wrong: Any):
    assert refused(PLANE, wrong) == ("h", "Choose a place on both lines.")


@pytest.mark.parametrize("wrong", [0, 8, True, "3", None, 3.5, [3]])
def test_a_wrong_place_is_told_at_its_own_line(wrong: Any):
    assert refused(PLANE, [wrong, 3]) == ("h", BOTH)
    assert refused(PLANE, [3, wrong]) == ("v", BOTH)


def test_a_form_with_one_line_filled_in_is_told_which_is_missing():
    assert form_refused(PLANE, {"h": ["3"]}) == ("v", BOTH)
    assert form_refused(PLANE, {"h": [""], "v": ["3"]}) == ("h", BOTH)


@given(rooms("position2d"))
@calm
def test_people_are_counted_by_place(room: tuple[Any, list[list[int]]]):
    asked, values = room
    assert asked.tally(values) == {"n": len(values), "counts": Counter(f"{h},{v}" for h, v in values)}


def test_the_message_names_both_lines():
    assert PLANE.ask("nl", ["nl"])["axes"] == {"horizontal": ENDS, "vertical": ENDS, "steps": 7}
