from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.questions.refusing import question, refused
from tests.questions.strategies import calm, rooms

SOME = question("multiple", "abcdx", choose={"min": 2, "max": 3})
ONCE = ("value", "Choose from the answers, each one once.")


@pytest.mark.parametrize("wrong", ["a", None, {"a": 1}, ["a", "z"], ["a", "a"], [["a"], "b"], ["a", 1], ["a", None]])
def test_only_options_of_the_question_each_once(wrong: Any):
    assert refused(SOME, wrong) == ONCE


def test_too_few_and_too_many_are_told_with_the_limit():
    assert refused(SOME, ["a"]) == ("value", "Choose more answers: at least 2.")
    assert refused(SOME, []) == ("value", "Choose more answers: at least 2.")
    assert refused(SOME, ["a", "b", "c", "d"]) == ("value", "Choose fewer answers: at most 3. You have 4.")


def test_choosing_nothing_is_no_answer_even_where_the_least_is_nought():
    free = question("multiple", "ab", choose={"min": 0, "max": 2})
    assert refused(free, []) == ("value", "Choose more answers: at least 1.")


def test_an_exclusive_option_stands_alone_whatever_the_least_is():
    assert SOME.check(["x"]) == ["x"]
    sentence = "One of your answers can only be chosen alone. Choose that one, or the others."
    assert refused(SOME, ["a", "x"]) == ("value", sentence)


def test_answers_are_kept_in_the_order_of_the_deck():
    assert SOME.check(["c", "a"]) == ["a", "c"]
    assert SOME.check(("c", "a")) == ["a", "c"]


@given(rooms("multiple"))
@calm
def test_an_option_counts_the_people_who_chose_it(room: tuple[Any, list[list[str]]]):
    asked, values = room
    tally = asked.tally(values)
    assert tally["n"] == len(values)
    assert tally["counts"] == {each: len([1 for value in values if each in value]) for each in asked.ids}


def test_the_message_tells_how_many_and_which_stand_alone():
    asked = SOME.ask("nl", ["nl"])
    assert asked["choose"] == {"min": 2, "max": 3}
    assert asked["options"][4] == {"id": "x", "text": "X", "exclusive": True}
