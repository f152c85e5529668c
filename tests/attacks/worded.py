"""Sensitive rooms, what is told of them, and who can work out how many "one person or nobody" are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations_with_replacement
from typing import Any

from pollapp.measures.shares import tens
from pollapp.results import release
from pollapp.results.coarse import coarse
from tests.results.rooms import LOCKED, ask

Room = tuple[int, ...]
"""People by answer."""

Told = Callable[[Room], Any]
Cells = Callable[[Room], Room]
IDS = "abcde"


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
    """The last of a room have no opinion."""
    points = len(room) - 1
    places = {"points": points, "low": "No", "high": "Yes", "no_opinion": True}
    seen = _released(ask("scale", "high", scale=places), [*map(str, range(1, points + 1)), "none"], room)
    return {**seen, "few": [str(len(room)) if answer == "none" else answer for answer in seen.get("few", [])]}


def apart(room: Room) -> Any:
    """Naive: shares of those who have an opinion, beside how many people answered."""
    told = coarse(dict(zip(IDS, room[:-1], strict=False)), sum(room[:-1]))
    return {**told, "n": sum(room), "few": [*told["few"], IDS[len(room) - 1]] if room[-1] <= 2 else told["few"]}


def number(room: Room) -> Any:
    return _released(ask("number", "high"), [str(at) for at in range(1, 11)], room)


def plane(room: Room) -> Any:
    return _released(ask("position2d", "high"), ["1,1", "1,7", "7,1", "7,7", "4,4"], room)


def multiple(room: Room, people: int, question: Any) -> Any:
    return release(question, {"n": people, "answered": people, "counts": dict(zip(IDS, room, strict=False))}, LOCKED)


def sentence(room: Room) -> Any:
    """One sentence, beside another with which everybody agrees."""
    people, row = sum(room), dict(zip(("agree", "disagree", "pass"), room, strict=True))
    tally = {"n": people, "answered": people, "counts": {"a": row, "b": {"agree": people}}}
    seen = release(ask("statements", "high"), tally, LOCKED)
    return {**seen, "few": ["abc"[list(row).index(answer)] for answer in seen["few"].get("a", [])]}


def _released(question: Any, ids: Sequence[str], room: Room) -> Any:
    counts = dict(zip(ids, room, strict=False))
    return release(question, {"n": sum(room), "answered": sum(room), "counts": counts}, LOCKED)


def as_they_are(room: Room) -> Room:
    return room


def worked_out(told: Told, every: Iterable[Room], cells: Cells = as_they_are) -> list[Room]:
    """Rooms of which somebody, also one of their own people, can tell how many a few are; `cells` are people."""
    alike: dict[str, list[Room]] = defaultdict(list)
    for room in every:
        alike[json.dumps(told(room), sort_keys=True)].append(room)
    return [
        room for seen, same in alike.items() if _resolved(json.loads(seen), list(map(cells, same))) for room in same
    ]


def _resolved(seen: Any, same: list[Room]) -> bool:
    answers = range(len(same[0]))
    for small in map(_place, seen.get("few", [])):
        if {room[small] for room in same} != {0, 1, 2}:
            return True
        own = [{room[small] for room in same if room[mine]} for mine in answers if mine != small]
        if any(len(left) == 1 for left in own):
            return True
    return False


def _place(answer: str) -> int:
    corners = ["low_low", "low_high", "high_low", "high_high", "middle"]
    return corners.index(answer) if answer in corners else IDS.find(answer) if answer in IDS else int(answer) - 1


def settled(told: Told, room: Room) -> list[str]:
    """The worded answers of a room for which not each of nobody, one and two looks the same.

    Looks only at rooms in which one or two people answer something else.
    """
    seen = told(room)
    return [
        answer
        for answer in seen.get("few", [])
        if not all(any(told(other) == seen for other in _with(room, _place(answer), people)) for people in range(3))
    ]


def _with(room: Room, small: int, people: int) -> Iterator[Room]:
    """The rooms in which so many people give this answer, and the others what they gave or not."""
    more = people - room[small]
    others = [at for at in range(len(room)) if at != small]
    for taken in combinations_with_replacement(others, abs(more)):
        counts = list(room)
        counts[small] = people
        for at in taken:
            counts[at] -= 1 if more > 0 else -1
        if min(counts) >= 0:
            yield tuple(counts)
