"""What a room shares, and what divides it: sentences that every group agrees with, and those that part people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pollapp.measures import statements
from pollapp.measures.shares import largest_remainder, percent
from pollapp.results.moment import Moment
from pollapp.results.release import Result, Tally, picture, smallest_segment, withheld

if TYPE_CHECKING:
    from pollapp.questions.base import Question

HALF = 50
Row = dict[str, int]
Rows = dict[str, Row]


def release_together(question: Question, tally: Tally, segments: Mapping[str, Any] | None, moment: Moment) -> Result:
    """{type, state, view: "together", n, in_tens, groups, items, common, divisive}.

    `items` are {id: {agree, disagree, pass, lowest}} in percent of those who came past a sentence; `lowest` is the
    share that agrees in the group where it is lowest, None without `groups` (how many there are, else 0). `common`
    are the sentences with which more than half of each group agrees, the one that is shared most first;
    `divisive` are the others, the most divisive first. A sentence that few people judged is nowhere. Sensitive:
    all from the tens that are told of the room, without groups; a share that is worded is None.
    """
    if nothing := withheld(question, tally["n"], moment):
        return {**nothing, "view": "together"}
    told = picture(question, tally)
    if question.settings.sensitivity == "high":
        rows = {item: [row] for item, row in _sensitive(told).items()}
        return _shaped(question, told["n"], rows, {item: _in_tens(told, item) for item in rows}, 0)
    room = {item: _folded(row) for item, row in told["counts"].items()}
    groups = [_rows(group["tally"]) for group in (segments or {}).get("groups", []) if "tally" in group]
    smallest = smallest_segment(question)
    rows = {item: [group[item] for group in groups] for item in room if _can_be_compared(item, groups, smallest)}
    items = {item: _told(row, rows.get(item)) for item, row in room.items()}
    beside = {item: rows.get(item) or [row] * max(1, len(groups)) for item, row in room.items()}
    return _shaped(question, told["n"], beside, items, len(groups) if rows else 0)


def _can_be_compared(item: str, groups: list[Rows], smallest: int) -> bool:
    """Whether there are several groups, in each of which enough people came past this sentence."""
    return len(groups) > 1 and all(item in group and statements.seen(group[item]) >= smallest for group in groups)


def _shaped(question: Question, people: int, rows: Mapping[str, list[Row]], items: Result, groups: int) -> Result:
    common = [item for item in statements.common_ground(rows) if _shared(rows[item])]
    return {
        "type": question.type,
        "state": "shown",
        "view": "together",
        "n": people,
        "in_tens": question.settings.sensitivity == "high",
        "groups": groups,
        "items": items,
        "common": common,
        "divisive": [item for item in statements.divisive(rows) if item not in common],
    }


def _told(room: Row, groups: list[Row] | None) -> dict[str, int | None]:
    lowest = statements.lowest(groups) if groups else None
    return {**largest_remainder(room), "lowest": None if lowest is None else percent(lowest, 1)}


def _in_tens(told: Mapping[str, Any], item: str) -> dict[str, int | None]:
    """The tens of one sentence; nearly everyone is 100, and a share that is worded None."""
    nearly, shares = told["nearly_all"].get(item), told["shares"][item]
    row = _folded({nearly: 100} if nearly else shares)
    return {**{side: row[side] or None for side in row}, "lowest": None}


def _shared(groups: list[Row]) -> bool:
    """Whether more than half of each group agrees."""
    lowest = statements.lowest(groups)
    return lowest is not None and 100 * lowest > HALF


def _rows(tally: Tally) -> Rows:
    return {item: _folded(row) for item, row in tally["counts"].items()}


def _folded(row: Mapping[str, int]) -> Row:
    if any(key in row for key in "12345"):
        return statements.fold(row)
    return {answer: row.get(answer, 0) for answer in ("agree", "disagree", "pass")}


def _sensitive(told: Mapping[str, Any]) -> Rows:
    """The tens that are told of each sentence; nearly everyone is all of them, and what is worded is nothing."""
    nearly = told["nearly_all"]
    rows = {item: _folded({nearly[item]: 100} if nearly.get(item) else row) for item, row in told["shares"].items()}
    return {item: row | {"pass": max(row["pass"], 100 - row["agree"] - row["disagree"])} for item, row in rows.items()}
