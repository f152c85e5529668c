from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.questions.refusing import form_refused, question, refused
from tests.questions.strategies import calm, rooms

THREE = question("statements", "abc", answers="agree_disagree_pass")
FIVE = question("statements", "abc", answers="scale5")


@pytest.mark.parametrize("wrong", [{}, [], None, "agree", [["a", "agree"]]])
def test_at_least_one_sentence_is_answered(wrong: Any):
    assert refused(THREE, wrong) == ("value", "Choose an answer for at least one sentence.")


@pytest.mark.parametrize("wrong", [{"z": "agree"}, {"a": "agree", 1: "agree"}, {None: "pass"}])
def test_a_sentence_that_is_not_there_is_refused(wrong: Any):
    assert refused(THREE, wrong) == ("value", "One of the sentences is not in this question. Load the page again.")


@pytest.mark.parametrize("wrong", ["yes", "Agree", 1, True, None, ["agree"], ""])
def test_a_wrong_judgement_is_told_at_its_sentence(wrong: Any):
    sentence = "Choose agree, disagree or pass for this sentence."
    assert refused(THREE, {"a": "agree", "b": wrong}) == ("value.b", sentence)


@pytest.mark.parametrize("wrong", [0, 6, "agree", True, 2.5, "3"])
def test_a_sentence_on_a_line_of_five_takes_one_to_five(wrong: Any):
    assert refused(FIVE, {"c": wrong}) == ("value.c", "Choose a place from 1 to 5 for this sentence.")


def test_sentences_may_be_left_out_and_come_in_the_order_of_the_deck():
    assert list(THREE.check({"c": "pass", "a": "agree"}).items()) == [("a", "agree"), ("c", "pass")]
    assert THREE.read_form({"value.a": [""], "value.b": ["pass"]}) == {"b": "pass"}
    assert form_refused(FIVE, {"value.b": ["9"]})[0] == "value.b"


@given(rooms("statements"))
@calm
def test_each_sentence_counts_its_own_answers(room: tuple[Any, list[dict[str, Any]]]):
    asked, values = room
    choices = [1, 2, 3, 4, 5] if asked.answers == "scale5" else ["agree", "disagree", "pass"]
    tally = asked.tally(values)
    judging = [value for value in values if set(value.values()) - {"pass"}]
    for each in asked.ids:
        given_here = [value[each] for value in judging if each in value]
        assert tally["counts"][each] == {str(choice): given_here.count(choice) for choice in choices}
    assert tally["n"] == len(judging)


def test_somebody_who_passes_on_everything_is_nobody_with_substance():
    tally = THREE.tally([{"a": "pass", "b": "pass"}, {"a": "pass", "b": "agree"}])
    assert tally["n"] == sum(tally["counts"]["a"].values()) == 1


def test_the_message_tells_how_to_answer():
    asked = FIVE.ask("nl", ["nl"])
    assert asked["answers"] == "scale5"
    assert asked["items"][2] == {"id": "c", "text": "C"}
