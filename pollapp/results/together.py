"""What a room shares, and what divides it: sentences that every group agrees with, and those that part people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pollapp.measures import statements
from pollapp.measures.shares import largest_remainder
from pollapp.results.gaps import part_of, row_of
from pollapp.results.moment import Moment
from pollapp.results.release import Result, Tally, picture, withheld
from pollapp.results.segments import release_groups
from pollapp.results.sheet import Told

if TYPE_CHECKING:
    from pollapp.questions.base import Question

HALF = 50
ANSWERS = (*statements.SIDES, "pass")
Row = dict[str, int]
Rows = dict[str, Row]


def release_together(question: Question, tally: Tally, segments: Mapping[str, Any] | None, moment: Moment) -> Result:
    """{type, state, view: "together", n, in_tens, groups, items, common, rejected, divisive}.

    `items` are {id: {agree, disagree, pass, lowest}} in percent of those who came past a sentence; `lowest` is what is
    certain to agree in each group, None without `groups` (how many there are, else 0). `common` are the sentences with
    which more than half of each group agrees for certain, or more than half of the room where groups are not told of,
    the one that is shared most first; `rejected` likewise those with which more than half disagrees; `divisive` are the
    others, the most divisive first. A sentence that few people judged is nowhere. All of groups is worked out from what
    `release_groups` tells of them. Sensitive: from the tens that are told of the room, without groups; a share that is
    worded is None.
    """
    if nothing := withheld(question, tally["n"], moment):
        return {**nothing, "view": "together"}
    told = picture(question, tally)
    if question.settings.sensitivity == "high":
        room = _sensitive(told)
        items = {item: _in_tens(told, item) for item in room}
        return _shaped(question, told["n"], room, {item: [row] for item, row in room.items()}, items, {})
    room = {item: _folded(row) for item, row in told["counts"].items()}
    groups = _groups(question, segments, moment)
    rows = {item: [row_of(group, item) for group in groups if item in group["shares"]] for item in room}
    items = {item: {**largest_remainder(row), "lowest": _lowest(groups, item, "agree")} for item, row in room.items()}
    against = {item: _lowest(groups, item, "disagree") for item in room}
    beside = {item: rows[item] or [row] * max(1, len(groups)) for item, row in room.items()}
    return _shaped(question, told["n"], room, beside, items, against) | {
        "groups": len(groups) if any(rows.values()) else 0
    }


def _groups(question: Question, segments: Mapping[str, Any] | None, moment: Moment) -> list[Told]:
    """What is told of each group; none where they may not stand beside each other."""
    released = release_groups(question, segments, moment)
    return [group["result"] for group in released["groups"]] if released["state"] == "shown" else []


def _lowest(groups: Sequence[Told], item: str, side: str) -> int | None:
    """The whole percent that takes this side of a sentence in each group, at least; None where one is not told of."""
    shares = [_at_least(group, item, side) for group in groups if item in group["shares"]]
    known = [share for share in shares if share is not None]
    return int(min(known) * 100) if known and len(known) == len(shares) else None


def _at_least(group: Told, item: str, side: str) -> Fraction | None:
    """The part of a group that agrees or disagrees, or the least that it can be within its bands."""
    part = part_of(group, item)
    if "counts" in part:
        return statements.share(part["counts"], side)
    bands = part["between"]
    if side not in bands:
        return None
    others = [bands[each][1] if each in bands else group["n"] for each in ANSWERS if each != side]
    least = bands[side][0]
    return Fraction(least, min(group["n"], least + sum(others))) if least else Fraction(0)


def _shaped(
    question: Question,
    people: int,
    room: Mapping[str, Row],
    groups: Mapping[str, list[Row]],
    items: Result,
    against: Mapping[str, int | None],
) -> Result:
    lowest = {"agree": {item: items[item]["lowest"] for item in room}, "disagree": against}
    common, rejected = (
        [item for item in statements.common_ground(groups, side) if _shared(room[item], side, lowest[side].get(item))]
        for side in statements.SIDES
    )
    return {
        "type": question.type,
        "state": "shown",
        "view": "together",
        "n": people,
        "in_tens": question.settings.sensitivity == "high",
        "groups": 0,
        "items": items,
        "common": common,
        "rejected": rejected,
        "divisive": [item for item in statements.divisive(groups) if item not in (*common, *rejected)],
    }


def _shared(row: Row, side: str, lowest: int | None) -> bool:
    """Whether more than half takes a side: of each group for certain, or of the room where no group is told of."""
    return 2 * row[side] > statements.seen(row) if lowest is None else lowest > HALF


def _in_tens(told: Mapping[str, Any], item: str) -> dict[str, int | None]:
    """The tens of one sentence; nearly everyone is 100, and a share that is worded None."""
    nearly, shares = told["nearly_all"].get(item), told["shares"][item]
    row = _folded({nearly: 100} if nearly else shares)
    return {**{side: row[side] or None for side in row}, "lowest": None}


def _folded(row: Mapping[str, int]) -> Row:
    if any(key in row for key in "12345"):
        return statements.fold(row)
    return {answer: row.get(answer, 0) for answer in ANSWERS}


def _sensitive(told: Mapping[str, Any]) -> Rows:
    """The tens that are told of each sentence; nearly everyone is all of them, and what is worded is nothing."""
    nearly = told["nearly_all"]
    rows = {item: _folded({nearly[item]: 100} if nearly.get(item) else row) for item, row in told["shares"].items()}
    return {item: row | {"pass": max(row["pass"], 100 - row["agree"] - row["disagree"])} for item, row in rows.items()}
