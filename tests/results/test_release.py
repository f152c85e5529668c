"""The one door out: what holds for every type, sensitivity and moment."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.questions import Question
from pollapp.results import Moment, release, release_pair
from tests.results.rooms import HIDDEN, KINDS, LOCKED, OPEN, OPEN_REVEALED, approve, ask, calm, moments, people, rooms

ALL = pytest.mark.parametrize("kind", KINDS)
Room = tuple[Question, list[Any]]

FLOOR = {"low": 3, "medium": 5, "high": 10}
TELLS_PEOPLE = (
    *("counts", "borda", "duels", "means", "zeros", "zero_shares", "distances"),
    *("quadrant_counts", "quartiles", "cells"),
)


def seen(room: Room, moment: Moment = LOCKED) -> dict[str, Any]:
    question, values = room
    tally = question.tally(values)
    return release(question, tally, moment, approve(tally))


@ALL
@given(data=st.data(), moment=st.sampled_from(HIDDEN))
@calm
def test_a_hidden_result_holds_nothing_but_its_type(kind: str, data: st.DataObject, moment: Moment):
    assert seen(data.draw(rooms(kind)), moment) == {"type": kind, "state": "hidden", "n": None}


@ALL
@given(data=st.data())
@calm
def test_a_small_group_is_told_how_large_it_must_be_and_nothing_else(kind: str, data: st.DataObject):
    room = data.draw(rooms(kind, most=9))
    question, values = room
    needed = FLOOR[question.settings.sensitivity]
    if question.tally(values)["n"] < needed:
        assert seen(room) == {"type": kind, "state": "too_few", "n": None, "needed": needed}
    else:
        assert seen(room)["state"] == "shown"


@given(room=rooms(), moment=moments)
@calm
def test_below_the_smallest_group_nothing_is_shown_at_any_moment(room: Room, moment: Moment):
    result = seen(room, moment)
    if result["state"] == "shown":
        assert result["n"] >= FLOOR[room[0].settings.sensitivity]
    else:
        assert set(result) <= {"type", "state", "n", "needed"}


@pytest.mark.parametrize("sensitivity", FLOOR)
def test_no_setting_goes_below_the_floor(sensitivity: str):
    question = ask("single", sensitivity)
    loose = question.settings.model_copy(update={"min_group": 1})
    question = question.model_copy(update={"settings": loose})
    assert release(question, question.tally(["a", "b"]), LOCKED)["needed"] == FLOOR[sensitivity]


@given(room=rooms(), seed=st.randoms())
@calm
def test_the_order_of_arrival_does_not_show(room: Room, seed: random.Random):
    question, values = room
    shuffled = seed.sample(values, len(values))
    first, second = seen(room), seen((question, shuffled))
    assert json.dumps(first) == json.dumps(second)


@given(room=rooms())
@calm
def test_a_result_is_plain_data_and_does_not_change_its_tally(room: Room):
    question, values = room
    tally = question.tally(values)
    kept = json.dumps(tally, default=str)
    result = release(question, tally, LOCKED, approve(tally))
    assert json.loads(json.dumps(result)) == result
    assert json.dumps(tally, default=str) == kept


@given(room=rooms(reveal="live"))
@calm
def test_live_shows_while_people_answer_unless_it_is_sensitive(room: Room):
    result = seen(room, OPEN)
    if room[0].settings.sensitivity == "high":
        assert result["state"] == "hidden"
    else:
        assert result == seen(room)


@pytest.mark.parametrize(("reveal", "moment"), [("live_batched", OPEN), ("presenter", OPEN_REVEALED)])
@given(data=st.data())
@calm
def test_a_picture_in_batches_says_so_and_texts_and_what_is_sensitive_wait(
    reveal: str, moment: Moment, data: st.DataObject
):
    room = data.draw(rooms(reveal=reveal))
    result, closed = seen(room, moment), seen(room)
    if room[0].settings.sensitivity == "high" or room[0].type in ("open", "wordcloud"):
        assert result["state"] == "hidden"
    elif closed["state"] == "shown":
        assert result == closed | {"batched": True}
    else:
        assert result == closed | {"batched": True, "needed": 10}


@given(room=rooms())
@calm
def test_who_came_too_late_is_counted_beside_a_shown_result_and_nowhere_else(room: Room):
    result, late = seen(room), seen(room, replace(LOCKED, late=3))
    assert late == (result | {"late": 3} if result["state"] == "shown" else result)


def test_of_a_sensitive_question_nobody_can_subtract_who_had_no_opinion():
    question = ask("scale", "high")
    values = [1, 2, 3, 4, 5] * 3 + ["none"] * 2
    result = release(question, question.tally(values) | {"answered": 17}, LOCKED)
    assert (result["state"], result["n"]) == ("shown", 17)
    assert result["shares"].keys() | result["few"] == {*"12345", "none"}
    without = question.tally([*values[:3], *["none"] * 7]) | {"answered": 10}
    assert release(question, without, LOCKED)["n"] == 10


@ALL
@given(data=st.data())
@calm
def test_a_sensitive_result_never_tells_numbers_of_people(kind: str, data: st.DataObject):
    result = seen(data.draw(rooms(kind, "high")))
    if result["state"] == "shown":
        assert not [field for field in TELLS_PEOPLE if result.get(field) is not None]
        assert not [each for each in result.get("words", []) + result.get("texts", []) if "count" in each]
        assert not [each for each in result.get("bins", []) if "count" in each]


@ALL
@given(data=st.data())
@calm
def test_sensitive_shares_are_tens_and_never_a_hundred(kind: str, data: st.DataObject):
    result = seen(data.draw(rooms(kind, "high")))
    shares = result.get("quadrants") or result.get("shares", {})
    if kind == "statements":
        shares = {(item, key): share for item, row in shares.items() for key, share in row.items()}
    assert set(shares.values()) <= {0, 10, 20, 30, 40, 50, 60, 70, 80, 90}


@pytest.mark.parametrize("kind", ["single", "scale", "number", "ranking"])
@given(data=st.data())
@calm
def test_shares_of_people_with_one_answer_add_up_to_a_hundred(kind: str, data: st.DataObject):
    result = seen(data.draw(rooms(kind, "medium")))
    if result["state"] == "shown" and (kind != "ranking" or "shares" in result):
        assert sum(result["shares"].values()) == 100
        assert sum(result["counts"].values()) == result["n"]


@given(room=rooms("statements", "low"))
@calm
def test_shares_of_a_sentence_add_up_to_a_hundred(room: Room):
    result = seen(room)
    if result["state"] == "shown":
        assert all(sum(row.values()) == 100 for row in result["shares"].values())
        assert set(result["shares"]) == set(result["counts"])
        assert not set(result["shares"]) & set(result["too_few"])


@given(first=rooms("single", "medium", "after_pair"), seed=st.randoms())
@calm
def test_a_pair_shows_both_sides_or_neither(first: Room, seed: random.Random):
    question, values = first
    other = [seed.choice(values) for _ in values]
    before, after = question.tally(values), question.tally(other)
    shown = release_pair(question, {"before": before, "after": after}, (LOCKED, LOCKED))
    assert shown["view"] == "shift"
    if shown["state"] == "shown":
        assert shown["before"] == release(question, before, LOCKED)
        assert shown["after"] == release(question, after, LOCKED)
        assert shown["n"] == shown["before"]["n"] == shown["after"]["n"]
    else:
        assert set(shown) == {"type", "state", "n", "view", "needed"}


@pytest.mark.parametrize("moment", [Moment(locked=True), OPEN, *HIDDEN], ids=str)
def test_a_pair_of_which_one_side_is_hidden_is_hidden(moment: Moment):
    question = ask("single", reveal="after_pair")
    tally = question.tally(people(a=6, b=3))
    hidden = {"type": "single", "state": "hidden", "n": None, "view": "shift"}
    for both in ((LOCKED, moment), (moment, LOCKED)):
        assert release_pair(question, {"before": tally, "after": tally}, both) == hidden
