"""How many "one person or nobody" is must not follow from what is told of the other answers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from pollapp.measures.shares import tens
from pollapp.results import release
from tests.results.rooms import LOCKED, ask

Room = tuple[int, ...]
Told = Callable[[Room], Any]
IDS = "abcde"
EVERY = [(answers, people) for answers in (2, 3) for people in range(10, 25)]
EVERY += [(4, people) for people in range(10, 17)] + [(5, people) for people in range(10, 14)]


def rooms(answers: int, people: int) -> Iterator[Room]:
    """Every way in which so many people can choose."""
    if answers == 1:
        yield (people,)
        return
    for first in range(people + 1):
        yield from ((first, *rest) for rest in rooms(answers - 1, people - first))


def by_tens(room: Room) -> Any:
    """Naive: each share rounded by itself."""
    people = sum(room)
    few = [IDS[at] for at, count in enumerate(room) if count <= 2]
    return {"few": few, "shares": [min(90, tens(count, people)) if count > 2 else 0 for count in room]}


def single(room: Room) -> Any:
    options = [{"id": IDS[at], "text": IDS[at].upper()} for at in range(len(room))]
    return _released(ask("single", "high", options=options), IDS, room)


def scale(room: Room) -> Any:
    places = {"points": len(room), "low": "No", "high": "Yes", "no_opinion": True}
    return _released(ask("scale", "high", scale=places), "12345", room)


def _released(question: Any, ids: str, room: Room) -> Any:
    counts = dict(zip(ids, room, strict=False))
    return release(question, {"n": sum(room), "answered": sum(room), "counts": counts, "none": 0}, LOCKED)


def worked_out(told: Told, every: Iterator[Room]) -> list[Room]:
    """Rooms of which somebody, also one of their own people, can tell how many a few are."""
    alike: dict[str, list[Room]] = defaultdict(list)
    for room in every:
        alike[json.dumps(told(room), sort_keys=True)].append(room)
    return [room for seen, same in alike.items() if _resolved(json.loads(seen), same) for room in same]


def _resolved(seen: Any, same: list[Room]) -> bool:
    answers = range(len(same[0]))
    for small in [IDS.find(id_) if id_ in IDS else int(id_) - 1 for id_ in seen.get("few", [])]:
        if {room[small] for room in same} != {0, 1, 2}:
            return True
        own = [{room[small] for room in same if room[mine]} for mine in answers if mine != small]
        if any(len(left) == 1 for left in own):
            return True
    return False


def test_tens_that_are_rounded_one_by_one_tell_how_many_a_few_are():
    assert [len(worked_out(by_tens, rooms(3, people))) > people for people in (10, 12, 20)] == [True] * 3
    assert (6, 5, 1) in worked_out(by_tens, rooms(3, 12))


@pytest.mark.parametrize(("answers", "people"), EVERY)
def test_a_few_could_be_nobody_one_or_two(answers: int, people: int):
    assert worked_out(single, rooms(answers, people)) == []


@pytest.mark.parametrize(("answers", "people"), [(3, 10), (3, 17), (4, 11), (4, 14), (5, 10), (5, 12)])
def test_the_sides_of_a_scale_tell_no_more_of_a_few(answers: int, people: int):
    assert worked_out(scale, rooms(answers, people)) == []


@pytest.mark.parametrize("people", [10, 20, 21, 40, 100])
def test_nearly_everyone_is_more_than_nine_in_ten(people: int):
    for room in rooms(3, people):
        if nearly := single(room).get("nearly_all"):
            assert 10 * room[IDS.index(nearly)] > 9 * people


def test_a_room_without_a_few_is_told_as_each_share_in_tens():
    chance = Random(4)
    for _ in range(300):
        room = tuple(chance.randint(3, 30) for _ in range(4))
        shares = {IDS[at]: min(90, tens(count, sum(room))) for at, count in enumerate(room)}
        assert single(room)["shares"] == (shares if sum(room) >= 10 else {})
