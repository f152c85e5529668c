"""The same question in several workshops of one event: each room and all together, nobody counted twice.

What each room was shown of its own round is known, so it can be subtracted from what is shown of all. Therefore

* everybody counts in the room that closed the question first, and a room that has closed never changes any more;
* a room in which a few people were counted elsewhere already stands beside the others as it was shown itself, and
  is not in the sum: the difference would be what those few answered there;
* rooms that are too small to be shown go together among themselves, never with one that was shown itself, which
  could be subtracted; while they are too few even then, they are in no picture.

So whatever is shown, now and later, is a union of groups that stay as they are, each of enough people, and no group
differs from what its room was shown by fewer people than a result needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pollapp.results.release import Result, Tally, needed, picture, smallest_segment

if TYPE_CHECKING:
    from pollapp.questions.base import Question

LEVELS = ("low", "medium", "high")


@dataclass(frozen=True)
class Closed:
    """A room that has closed the question and may show something of it.

    `tally` is behind the picture that the room itself was shown, or would have been with enough people. `people` are
    {participant: value} of everybody with an answer. `finer` is true where the room was shown groups or pairs as well.
    """

    round: int
    question: Question
    tally: Tally
    people: Mapping[bytes, Any]
    finer: bool = False

    @property
    def seen(self) -> bool:
        """Whether the room itself was large enough for a result."""
        return bool(self.tally["n"] >= needed(self.question))


@dataclass(frozen=True)
class Part:
    """What the rounds of one group put into the picture, for good. One that stands `apart` is not in the sum."""

    rounds: tuple[int, ...]
    tally: Tally
    apart: bool = False


def parts(rooms: Iterable[Closed], counted: Collection[bytes] = ()) -> list[Part]:
    """The groups that can be made of these rooms, in the order in which they closed; `counted` are in groups already.

    Rooms that were shown themselves come before those that were not, so that one of a few people keeps no other out
    of the sum. A room of which nothing is left over, or that is too small as yet, is in no group.
    """
    counted, whole, small = set(counted), list[Part](), list[tuple[Closed, Tally]]()
    for room in sorted(rooms, key=lambda room: not room.seen):
        tally = _counted(room, room.people.keys() & counted)
        if tally is None:
            whole.append(Part((room.round,), room.tally, apart=True))
            continue
        counted |= room.people.keys()
        if tally["n"] >= smallest(room.question):
            whole.append(Part((room.round,), tally))
        elif tally["n"]:
            small.append((room, tally))
    return whole + _pool(small)


def smallest(question: Question) -> int:
    """The fewest people who stand in a picture over rooms as one group."""
    return max(needed(question), smallest_segment(question))


def limits(questions: Iterable[Question]) -> dict[str, Any]:
    """The strictest settings of all these questions: one sensitive room makes the picture a sensitive one."""
    every = [each.settings for each in questions]
    return {
        "sensitivity": max((each.sensitivity for each in every), key=LEVELS.index),
        "min_group": max(each.min_group for each in every),
        "min_segment": max(each.min_segment for each in every),
    }


def add(tallies: Sequence[Tally]) -> dict[str, Any]:
    """The tally of everybody in these tallies of one question; {} of none."""
    total: dict[str, Any] = {}
    for tally in tallies:
        for key, value in tally.items():
            if isinstance(value, Mapping):
                total[key] = add([total.get(key, {}), value])
            else:
                total[key] = total.get(key, 0) + value
    return total


def release_rooms(question: Question, kept: Mapping[str, Any] | None, *, hidden: bool = False) -> Result:
    """All rooms in one picture: {type, state, view: "rooms", n, rooms, together, withheld, too_few, unlinked}.

    `kept` is {limits, groups: [{workshops, tally, apart}], few: [workshops], unlinked}, None where no room has closed
    the question yet. `rooms` are [{workshops, n, apart, result}], `together` the same picture of all that are in the
    sum, None where that is less than two groups or would tell what a sensitive one keeps back; `n` counts its people.
    `withheld` is "few" for the latter, else "twice" where a room stands apart because a few of its people answered
    elsewhere too. `too_few` are the workshops that are too small to be
    shown. `unlinked` says that of some rooms nobody can tell any more who answered elsewhere too.
    """
    if hidden or kept is None or question.settings.reveal == "never":
        return {"type": question.type, "state": "hidden", "view": "rooms", "n": None}
    question = _held_to(question, kept["limits"])
    enough = smallest(question)
    shown = [group for group in kept["groups"] if group["tally"]["n"] >= enough]
    few = [*kept["few"], *(each for group in kept["groups"] if group not in shown for each in group["workshops"])]
    if not shown:
        state = {"state": "too_few", "needed": enough} if few else {"state": "hidden"}
        return {"type": question.type, **state, "view": "rooms", "n": None}
    summed = [group["tally"] for group in shown if not group["apart"]]
    rooms = [_room(question, group) for group in shown]
    together = _together(question, summed) if len(summed) > 1 else None
    return {
        "type": question.type,
        "state": "shown",
        "view": "rooms",
        "n": sum(room["n"] for room in rooms if not room["apart"]),
        "rooms": rooms,
        "together": together,
        "withheld": _withheld(rooms, few=len(summed) > 1 and together is None),
        "too_few": few,
        "unlinked": kept["unlinked"],
    }


def _held_to(question: Question, limits: Mapping[str, Any]) -> Question:
    return question.model_copy(update={"settings": question.settings.model_copy(update=limits)})


def _counted(room: Closed, left_out: Collection[bytes]) -> Tally | None:
    """The tally of those who were not counted elsewhere; None where the few who were could be found by subtraction.

    Where something finer was shown, or something else than all answers (somebody came late, or took an answer back),
    those who are left out could be found in that: then it has to be nobody.
    """
    if not left_out:
        return room.tally
    if room.seen and room.finer:
        return None
    here, away = (_tally(room, who) for who in (room.people.keys() - left_out, left_out))
    if not room.seen:
        return here
    enough = smallest(room.question)
    whole = min(here["n"], away["n"]) >= enough and not _rare(room.question, away, enough)
    return here if whole and _same(add([here, away]), room.tally) else None


def _tally(room: Closed, who: Iterable[bytes]) -> dict[str, Any]:
    values = [room.people[each] for each in who]
    return room.question.tally(values) | {"answered": len(values)}


def _same(tally: Tally, other: Tally) -> bool:
    return all(tally[key] == value for key, value in other.items() if key in tally)


def _rare(question: Question, tally: Tally, enough: int) -> bool:
    """Whether one of several sentences was judged by only a few of these people."""
    return question.type == "statements" and any(
        0 < sum(row.values()) < enough or 0 < sum(row.values()) - row.get("pass", 0) < enough
        for row in tally["counts"].values()
    )


def _pool(small: Sequence[tuple[Closed, Tally]]) -> list[Part]:
    """One group of the rooms that cannot stand alone; those that were shown themselves could be subtracted."""
    if not small:
        return []
    enough = max(smallest(room.question) for room, _ in small)
    unseen = [tally["n"] for room, tally in small if not room.seen]
    going = small if not unseen or sum(unseen) >= enough else [(room, tally) for room, tally in small if room.seen]
    total = add([tally for _, tally in going])
    return [Part(tuple(room.round for room, _ in going), total)] if going and total["n"] >= enough else []


def _withheld(rooms: Sequence[Result], *, few: bool) -> str | None:
    return "few" if few else "twice" if any(room["apart"] for room in rooms) else None


def _together(question: Question, tallies: Sequence[Tally]) -> Result | None:
    """The picture of all these rooms. What a room keeps back must not be what the others leave over of it.

    So there is none where a sensitive room has an answer in words. Each of several sentences is summed over the rooms
    that show it, and corners of a plane are told in tens where a room has one with a few people.
    """
    total, alone = add(tallies), [picture(question, tally) for tally in tallies]
    if question.settings.sensitivity == "high" and any(map(_in_words, alone)):
        return None
    if question.type == "statements":
        shown = [
            {key: tally["counts"][key] for key in each["shares"]} for tally, each in zip(tallies, alone, strict=True)
        ]
        total["counts"] = add(shown)
    if question.type == "position2d" and any(each["few"] for each in alone):
        question = _held_to(question, {"sensitivity": "high"})
    return picture(question, total)


def _in_words(told: Result) -> bool:
    """Whether something of a sensitive room is of one or two people or nobody, or of nearly everybody."""
    if not told.get("shares", told.get("quadrants", True)):
        return True
    fields = [told.get("few"), told.get("nearly_all")]
    return any(any(field.values()) if isinstance(field, Mapping) else field for field in fields)


def _room(question: Question, group: Mapping[str, Any]) -> dict[str, Any]:
    result = picture(question, group["tally"])
    return {"workshops": group["workshops"], "n": result["n"], "apart": group["apart"], "result": result}
