"""Sensitive questions: nobody is found by a room of one mind, or by what two numbers about the same room leave over.

Each attack is first carried out on a naive release, where it works, and then on ours. Whoever attacks knows the rules
and how many people answered, and tries every room that could have given the same pictures.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from pollapp.exports import collect
from pollapp.measures.shares import tens
from pollapp.results import limits, release, release_perception, release_rooms
from tests.results.rooms import LOCKED, ask
from tests.world import World

FEW = 2
Room = tuple[int, ...]
Told = Callable[[Room], Any]

QUESTION = ask("single", "high")
GUESS = ask(
    "number", "high", estimates={"question": "q", "option": "a", "of": 100}, number={"min": 0, "max": 100, "step": 1}
)


def rooms(people: int) -> Iterator[Room]:
    """Every room of so many people who choose out of three."""
    return (
        (first, second, people - first - second) for first in range(people + 1) for second in range(people + 1 - first)
    )


def tally(room: Room) -> dict[str, Any]:
    return {"n": sum(room), "answered": sum(room), "counts": dict(zip("abc", room, strict=True))}


@cache
def ours(room: Room) -> Any:
    return release(QUESTION, tally(room), LOCKED)


def guessed(room: Room) -> Any:
    guesses = GUESS.tally([50] * 12)
    return release_perception((GUESS, guesses, LOCKED), (QUESTION, tally(room), LOCKED)), ours(room)


def by_percent(room: Room) -> Any:
    """Naive: nearly everybody is more than 95 %, which is everybody in a room of twenty."""
    if 100 * max(room) > 95 * sum(room):
        return room.index(max(room))
    return [tens(count, sum(room)) if count > FEW else "few" for count in room]


def of_one_mind(people: int, told: Told) -> list[Room]:
    """The rooms of which is known that all their people chose the same."""
    alike: dict[str, list[Room]] = defaultdict(list)
    for room in rooms(people):
        alike[json.dumps(told(room), sort_keys=True)].append(room)
    return [same[0] for same in alike.values() if all(max(room) == people for room in same)]


@pytest.mark.parametrize("people", [10, 11, 15, 20])
def test_a_naive_room_of_one_mind_is_known_to_be(people: int):
    assert of_one_mind(people, by_percent) == [(0, 0, people), (0, people, 0), (people, 0, 0)]


@pytest.mark.parametrize("told", [ours, guessed])
@pytest.mark.parametrize("people", [10, 11, 15, 20, 21, 40, 41])
def test_a_room_of_one_mind_could_have_one_or_two_who_are_not(people: int, told: Told):
    assert of_one_mind(people, told) == []
    assert told((people, 0, 0)) == told((people - 1, 1, 0)) == told((people - 2, 1, 1))


def kept(pair: tuple[Room, Room]) -> dict[str, Any]:
    groups = [{"workshops": [at], "tally": tally(room), "apart": False} for at, room in enumerate(pair)]
    return {"limits": limits([QUESTION]), "groups": groups, "few": [], "unlinked": False}


def added_up(pair: tuple[Room, Room]) -> Any:
    """Naive: both rooms, and the sum of them."""
    return ours(pair[0]), ours(pair[1]), ours(tuple(map(sum, zip(*pair, strict=True))))


def over_rooms(pair: tuple[Room, Room]) -> Any:
    return release_rooms(QUESTION, kept(pair))


def narrowed(pairs: list[tuple[Room, Room]], told: Callable[[tuple[Room, Room]], Any]) -> int:
    """How often it can be worked out from both rooms how many a few or nearly all are, and not from the room itself."""
    alike: dict[str, list[tuple[Room, Room]]] = defaultdict(list)
    for pair in pairs:
        alike[json.dumps(told(pair), sort_keys=True)].append(pair)
    return sum(
        {pair[at][answer] for pair in same} != alone[json.dumps(ours(same[0][at])), answer]
        for alone in [seen_alone([pair[0] for pair in pairs])]
        for same in alike.values()
        for at in range(2)
        for answer in range(3)
        if "abc"[answer] not in ours(same[0][at])["shares"]
    )


def seen_alone(every: list[Room]) -> dict[tuple[str, int], set[int]]:
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for room in every:
        for answer, count in enumerate(room):
            found[json.dumps(ours(room)), answer].add(count)
    return found


def test_rooms_that_are_added_up_tell_how_many_a_few_of_one_of_them_are():
    pairs = list(product(rooms(10), repeat=2))
    assert narrowed(pairs, added_up) > 0
    assert narrowed(pairs, over_rooms) == 0
    assert over_rooms(((4, 3, 3), (4, 3, 3)))["together"]["shares"] == {"a": 40, "b": 30, "c": 30}


DECK = """
schema: pollapp.deck/1
id: proef
languages: [nl]
title: "Proef"
defaults: {sensitivity: high, min_group: 10, reveal: on_close}
questions:
  - id: stelling
    type: scale
    title: "Eens?"
    scale: {points: 5, low: "Nee", high: "Ja", no_opinion: true}
    PAIR
  - id: zinnen
    type: statements
    title: "Zinnen?"
    answers: agree_disagree_pass
    items: [{id: a, text: A}, {id: b, text: B}]
    PAIR
flow: [FLOW]
"""
ONCE = "{ask: stelling}, {ask: zinnen}"
TWICE = ", ".join(f"{{ask: {id}, round: {side}}}" for side in ("before", "after") for id in ("stelling", "zinnen"))


@pytest.fixture
def world(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    pair, flow = ("pair: before_after", TWICE) if request.param == "twice" else ("", ONCE)
    world = World(tmp_path, DECK.replace("PAIR", pair).replace("FLOW", flow))
    yield world
    world.close()


@pytest.mark.parametrize("world", ["once", "twice"], indirect=True)
def test_nowhere_stands_how_many_had_no_opinion(world: World):
    """Naive figures, taken from the counts, tell it: who answered, less who is counted."""
    people = [world.phone(f"person {number}") for number in range(14)]
    for _ in range(4 if world.stage()["step"]["of"] == 4 else 2):
        asked = world.do("next")["stage"]["question"]
        values = ([4, "none"], [{"a": "agree"}, {"a": "pass", "b": "pass"}])[asked["type"] == "statements"]
        for number, one in enumerate(people):
            world.answer(one, values[number in (3, 7)])
    world.do("next")
    report = world.house.store.read(lambda db: collect(db, world.workshop))
    figures = [(one["answered"], one["people"], one["result"]["n"]) for one in report["rounds"]]
    assert set(figures) == {(14, 14, 14)}
    assert {(one["stored"], one["pictured"], one["held_back"]) for one in report["proof"]} == {(14, 14, 0)}
    assert {side["n"] for pair in report["pairs"] for side in (pair["result"]["before"], pair["result"])} <= {14}
