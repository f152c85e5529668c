from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.questions.refusing import form_refused, question, refused
from tests.questions.strategies import calm, rooms

ANIMAL = question("single", "abc")


@pytest.mark.parametrize("wrong", ["d", "A", "", " a", None, 1, True, ["a"], {"a": 1}])
def test_only_an_option_of_the_question_can_be_chosen(wrong: Any):
    assert refused(ANIMAL, wrong) == ("value", "Choose one of the answers.")


def test_a_form_with_another_option_is_refused():
    assert form_refused(ANIMAL, {"value": ["z"]}) == ("value", "Choose one of the answers.")


@given(rooms("single"))
@calm
def test_everybody_is_counted_at_their_own_option(room: tuple[Any, list[str]]):
    asked, values = room
    tally = asked.tally(values)
    assert tally["n"] == len(values)
    assert tally["counts"] == {each: values.count(each) for each in asked.ids}


def test_options_that_nobody_chose_are_there_with_nought():
    assert ANIMAL.tally(["b", "b"]) == {"n": 2, "counts": {"a": 0, "b": 2, "c": 0}}


def test_the_message_names_the_options():
    assert ANIMAL.ask("nl", ["nl"])["options"][0] == {"id": "a", "text": "A"}
