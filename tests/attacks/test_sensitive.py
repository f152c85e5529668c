"""Sensitive questions: nobody is found by a room of one mind, or by what two numbers about the same room leave over.

Each attack is first carried out on a naive release, where it works, and then on ours. Whoever attacks knows the rules
and how many people answered, and tries every room that could have given the same pictures.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pollapp.measures.shares import tens
from pollapp.results import release, release_perception
from tests.results.rooms import LOCKED, ask

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
