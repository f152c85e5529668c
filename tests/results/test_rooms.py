"""Several rooms in one picture: nobody twice, no group too small, and nothing that is left over of a sum."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollapp.questions import Question
from pollapp.results import Closed, limits, parts, release_rooms
from pollapp.results.release import needed, picture
from pollapp.results.rooms import add, smallest
from tests.results.rooms import KINDS, ask, rooms

calm = settings(deadline=None, max_examples=60)
COUNTED = [kind for kind in KINDS if kind not in ("open", "wordcloud")]
SCALE = ask("scale")


def closed(round_: int, people: dict[str, Any], question: Question = SCALE, **facts: Any) -> Closed:
    """A room in which these people answered."""
    who = {name.encode(): value for name, value in people.items()}
    tally = question.tally(who.values()) | {"answered": len(who)}
    return Closed(round_, question, tally, who, **facts)


def crowd(prefix: str, size: int, value: Any = 3) -> dict[str, Any]:
    return {f"{prefix}{number}": value for number in range(size)}


def kept(groups: list[dict[str, Any]], question: Question = SCALE, **more: Any) -> dict[str, Any]:
    return {"limits": limits([question]), "groups": groups, "few": [], "unlinked": False} | more


def group(workshop: int, question: Question, values: list[Any], **more: Any) -> dict[str, Any]:
    tally = question.tally(values) | {"answered": len(values)}
    return {"workshops": [workshop], "tally": tally, "apart": False} | more


@pytest.mark.parametrize("kind", COUNTED)
@calm
@given(data=st.data())
def test_the_sum_of_rooms_is_told_as_one_room_of_all(kind: str, data: st.DataObject):
    question, values = data.draw(rooms(kind, most=30))
    cut = data.draw(st.integers(0, len(values)))
    if len(values) < needed(question):
        return
    halves = [question.tally(half) | {"answered": len(half)} for half in (values[:cut], values[cut:])]
    whole = question.tally(values) | {"answered": len(values)}
    assert picture(question, add(halves)) == picture(question, whole)
    assert picture(question, add(halves[::-1])) == picture(question, whole)


names = st.sampled_from([f"p{number}" for number in range(40)])
crowds = st.lists(st.dictionaries(names, st.integers(1, 5), max_size=25), min_size=1, max_size=5)


@calm
@given(crowds)
def test_nobody_is_counted_twice_and_no_group_is_small(people: list[dict[str, int]]):
    each = [closed(at, one) for at, one in enumerate(people)]
    summed = [part for part in parts(each) if not part.apart]
    everybody = {name for one in people for name in one}
    assert sum(part.tally["n"] for part in summed) <= len(everybody)
    assert all(part.tally["n"] >= smallest(SCALE) for part in summed)
    rounds = [round_ for part in parts(each) for round_ in part.rounds]
    assert len(rounds) == len(set(rounds))


@calm
@given(crowds)
def test_a_room_is_left_out_by_nobody_or_by_enough_people(people: list[dict[str, int]]):
    each = [closed(at, one) for at, one in enumerate(people)]
    for part in parts(each):
        for room in (each[round_] for round_ in part.rounds):
            if room.seen and len(part.rounds) == 1:
                left_out = room.tally["n"] - part.tally["n"]
                assert left_out == 0 or left_out >= smallest(SCALE)


def test_the_room_that_closed_first_counts_and_what_is_counted_already_stays():
    both = crowd("both", 5, 1)
    first, second = closed(1, crowd("a", 5) | both), closed(2, crowd("b", 5) | both)
    assert [part.tally["n"] for part in parts([first, second])] == [10, 5]
    assert [part.tally["n"] for part in parts([second], first.people.keys())] == [5]


@pytest.mark.parametrize("facts", [{"finer": True}, {"tally": {"n": 11, "counts": {}, "none": 0}}])
def test_where_more_was_shown_than_all_answers_even_many_who_left_keep_a_room_apart(facts: dict[str, Any]):
    both = crowd("both", 5, 1)
    second = closed(2, crowd("b", 6) | both)
    [_, part] = parts([closed(1, crowd("a", 5) | both), Closed(**vars(second) | facts)])
    assert part.apart


def test_a_room_in_which_hardly_anybody_is_new_stands_apart():
    both = crowd("both", 8)
    [_, part] = parts([closed(1, both), closed(2, both | crowd("b", 2))])
    assert part.apart
    assert part.tally["n"] == 10


def test_a_few_people_in_a_room_of_a_few_keep_no_other_room_out_of_the_sum():
    small, large = closed(1, {"both": 1, "a": 2}), closed(2, crowd("b", 8) | {"both": 5})
    [part] = parts([small, large])
    assert (part.rounds, part.apart, part.tally["n"]) == ((2,), False, 9)


def test_small_rooms_that_were_shown_themselves_are_no_company_for_one_that_was_not():
    low = ask("scale", "low")
    shown, hidden = closed(1, crowd("a", 4), low), closed(2, crowd("b", 2), low)
    assert parts([shown, hidden]) == []
    [part] = parts([shown, closed(3, crowd("c", 4), low), hidden])
    assert part.rounds == (1, 3)


def test_nothing_is_shown_before_a_room_has_closed_nor_where_it_is_hidden_or_never_shown():
    groups = kept([group(1, SCALE, [3] * 8)])
    assert release_rooms(SCALE, None)["state"] == "hidden"
    assert release_rooms(SCALE, groups, hidden=True)["state"] == "hidden"
    assert release_rooms(ask("scale", reveal="never"), groups)["state"] == "hidden"
    assert release_rooms(SCALE, groups)["state"] == "shown"
    assert release_rooms(SCALE, kept([], few=[1]))["needed"] == 5


SPREAD = [place for place in range(1, 6) for _ in range(3)]


def test_of_a_sensitive_room_the_whole_picture_is_told_in_tens():
    strict = limits([SCALE, ask("scale", "high")])
    people = [*SPREAD, *["none"] * 3]
    seen = release_rooms(SCALE, kept([group(1, SCALE, people), group(2, SCALE, people)], limits=strict))
    assert [room["result"].get("counts") for room in seen["rooms"]] == [None, None]
    assert seen["together"]["shares"] == dict.fromkeys([*"12345", "none"], 20)
    assert seen["together"]["n"] == 36


def test_a_sensitive_room_of_which_nothing_can_be_told_is_not_what_the_others_leave_over():
    question = ask("single", "high", options=[{"id": id_, "text": id_} for id_ in "abcd"])
    small, large = [*"aaabbbcccd"], [*"abcd"] * 5
    seen = release_rooms(question, kept([group(1, question, small), group(2, question, large)], question))
    assert (seen["rooms"][0]["result"]["shares"], seen["rooms"][0]["result"]["few"]) == ({}, [])
    assert (seen["together"], seen["withheld"]) == (None, "few")


def test_rooms_of_which_one_is_sensitive_count_who_has_no_opinion_alike():
    sensitive = ask("scale", "high")
    people = [*SPREAD, *["none"] * 3]
    mixed = [group(1, SCALE, people), group(2, sensitive, people)]
    alike = [group(1, sensitive, people), group(2, sensitive, people)]
    strict = limits([SCALE, sensitive])
    assert release_rooms(SCALE, kept(mixed, limits=strict)) == release_rooms(SCALE, kept(alike, limits=strict))


def test_a_sentence_is_summed_over_the_rooms_that_show_it():
    question = ask("statements")
    large = [{"a": "agree", "b": "agree"}] * 8
    small = [{"a": "disagree", "b": "pass"}] * 5
    seen = release_rooms(question, kept([group(1, question, large), group(2, question, small)], question))
    assert seen["rooms"][1]["result"]["too_few"] == ["b", "c"]
    assert seen["together"]["counts"]["a"] == {"agree": 8, "disagree": 5, "pass": 0}
    assert seen["together"]["counts"]["b"] == {"agree": 8, "disagree": 0, "pass": 0}


def test_a_corner_with_a_few_people_is_not_what_the_others_leave_over():
    question = ask("position2d")
    seen = release_rooms(
        question, kept([group(1, question, [[1, 1]] * 20), group(2, question, [[1, 1]] * 20 + [[7, 7]] * 2)], question)
    )
    assert seen["rooms"][1]["result"]["few"]
    assert "quadrant_counts" not in seen["together"]


def test_the_few_who_judged_a_sentence_among_many_who_left_are_not_left_over():
    question = ask("statements")
    both = {f"both{number}": {"a": "agree", "b": "pass" if number else "agree"} for number in range(6)}
    new = {f"b{number}": {"a": "agree", "b": "disagree"} for number in range(6)}
    [_, part] = parts([closed(1, both, question), closed(2, both | new, question)])
    assert part.apart
