from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from pollapp.errors import AnswerError
from tests.questions.refusing import form_refused, question, refused, said
from tests.questions.strategies import calm, rooms

TOP3 = question("ranking", "abcde", ranking={"top": 3, "method": "schulze"})
ONCE = ("value", "Put answers of this question in order, each one once.")


@pytest.mark.parametrize("wrong", [["a", "a"], ["z"], [1], [["a"]], [None], ["a", True]])
def test_only_options_of_the_question_each_once(wrong: Any):
    assert refused(TOP3, wrong) == ONCE


@pytest.mark.parametrize("wrong", [[], None, "abc", {"a": 1}])
def test_at_least_one_place_is_filled(wrong: Any):
    assert refused(TOP3, wrong) == ("value", "Put at least one answer in a place.")


def test_more_places_than_count_are_refused():
    assert refused(TOP3, list("abcd")) == ("value", "Put fewer answers in order: at most 3.")


def test_a_part_of_the_places_is_enough():
    assert TOP3.check(["e"]) == ["e"]
    assert TOP3.check(("e", "a")) == ["e", "a"]


def places(**given: str) -> dict[str, list[str]]:
    return {f"place.{option}": [place] for option, place in given.items()}


def test_a_form_gives_the_options_in_the_order_of_their_places():
    assert TOP3.read_form(places(a="3", b="", c="1", d=" 2 ")) == ["c", "d", "a"]
    assert TOP3.read_form(places(a="5", b="2")) == ["b", "a"]


def test_of_a_form_that_places_everything_the_top_counts():
    assert TOP3.read_form(places(a="5", b="4", c="3", d="2", e="1")) == ["e", "d", "c"]


def test_two_options_at_one_place_are_refused_at_the_second():
    sentence = "Two answers have place 2. Give each answer its own place."
    assert form_refused(TOP3, places(a="2", b="1", c="2")) == ("place.c", sentence)


@pytest.mark.parametrize("wrong", ["0", "6", "-1", "first", "1.5", "9" * 5000])
def test_a_place_that_is_not_there_is_refused(wrong: str):
    with pytest.raises(AnswerError) as caught:
        TOP3.read_form(places(b=wrong))
    assert said(caught.value) == ("place.b", "Choose a place from 1 to 5.")


@given(rooms("ranking"))
@calm
def test_first_choices_and_orders_are_counted(room: tuple[Any, list[list[str]]]):
    asked, values = room
    tally = asked.tally(values)
    assert tally["n"] == len(values)
    assert tally["counts"] == {each: [value[0] for value in values].count(each) for each in asked.ids}
    counted = [order.split(",") for order, people in tally["orders"].items() for _ in range(people)]
    assert sorted(counted) == sorted(values)


def test_the_order_of_arrival_does_not_show_in_the_tally():
    orders = TOP3.tally([["b", "a"], ["a"], ["b", "a"]])["orders"]
    assert list(orders.items()) == [("a", 1), ("b,a", 2)]


def test_the_message_tells_how_many_places_count():
    assert TOP3.ask("nl", ["nl"])["ranking"] == {"top": 3}
