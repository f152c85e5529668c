from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given

from pollapp.errors import AnswerError
from pollapp.language import use
from tests.questions.refusing import form_refused, question, refused
from tests.questions.strategies import calm, rooms

HOURS = question("number", number={"min": 0, "max": 10, "step": 0.5, "unit": "hours"})
MANY = question("number", number={"min": 0, "max": 5000, "step": 1})
TENTHS = question("number", number={"min": 0, "max": 1, "step": 0.1})


@pytest.mark.parametrize("wrong", [-1, 10.5, 11, 10**400, float("inf"), float("nan"), True, "3", None, [3], {}])
def test_a_number_outside_the_range_is_refused(wrong: Any):
    assert refused(HOURS, wrong) == ("value", "Write a number from 0 to 10.")


def test_a_number_beside_the_steps_is_told_what_is_near():
    assert refused(HOURS, 3.3) == ("value", "The numbers go in steps of 0.5. Near yours is 3.5.")
    assert refused(HOURS, 1e-9 + 0.25)[1].startswith("The numbers go in steps of 0.5.")


def test_near_stays_within_the_range():
    fours = question("number", number={"min": 0, "max": 11, "step": 4})
    assert refused(fours, 11) == ("value", "The numbers go in steps of 4. Near yours is 8.")


def test_numbers_are_said_in_the_language_of_the_reader():
    with pytest.raises(AnswerError) as caught:
        HOURS.check(3.3)
    with use("nl"):
        assert caught.value.sentence == "De getallen gaan in stappen van 0,5. Dicht bij jouw getal ligt 3,5."


def test_a_number_has_one_form():
    assert repr(HOURS.check(3.0)) == "3"
    assert repr(HOURS.check(3.5)) == "3.5"
    assert repr(TENTHS.check(0.1 + 0.2)) == "0.3"
    assert repr(TENTHS.check(1)) == "1"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("3,5", 3.5), ("3.5", 3.5), (" 3 ", 3), ("+3", 3), ("3,0", 3), ("0003", 3), ("3 ,5", 3.5)],
)
def test_a_comma_and_a_point_both_make_decimals(typed: str, value: float):
    assert repr(HOURS.check(HOURS.read_form({"value": [typed]}))) == repr(value)


@pytest.mark.parametrize("typed", ["1.000", "1,000", "1000", "1 000", "1\u00a0000"])
def test_a_thousand_may_be_typed_with_its_point(typed: str):
    assert MANY.check(MANY.read_form({"value": [typed]})) == 1000


def test_three_decimals_are_decimals_where_the_steps_are_small():
    assert HOURS.read_form({"value": ["3.500"]}) == 3.5


def test_a_minus_may_be_a_real_minus():
    cold = question("number", number={"min": -10, "max": 10, "step": 1})
    assert cold.read_form({"value": ["−5"]}) == cold.read_form({"value": ["-5"]}) == -5


@pytest.mark.parametrize("typed", ["vijf", "1e3", "5 uur", "nan", "inf", "1.2.3", "٣", "9" * 400, "0x10", "1_000"])
def test_what_is_no_number_is_refused_as_typed(typed: str):
    assert form_refused(HOURS, {"value": [typed]}) == ("value", "Write a number from 0 to 10.")


@given(rooms("number"))
@calm
def test_numbers_are_counted_from_low_to_high(room: tuple[Any, list[float]]):
    asked, values = room
    tally = asked.tally(values)
    assert tally["n"] == len(values)
    assert {float(each): count for each, count in tally["counts"].items()} == Counter(values)
    assert [float(each) for each in tally["counts"]] == sorted(set(values))


def test_the_message_tells_the_grid_and_not_the_bins():
    binned = question("number", number={"min": 0, "max": 9, "step": 1, "bins": [0, 5]})
    assert binned.ask("nl", ["nl"])["number"] == {"min": 0, "max": 9, "step": 1}
    assert HOURS.ask("nl", ["nl"])["number"]["unit"] == "hours"
