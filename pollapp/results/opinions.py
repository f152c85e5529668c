"""Groups of people who judged sentences alike: as large as other groups must be, and what is typical of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pollapp.measures import statements
from pollapp.measures.shares import largest_remainder
from pollapp.results.coarse import coarse
from pollapp.results.moment import Moment
from pollapp.results.release import Result, Tally, needed, smallest_segment, withheld

if TYPE_CHECKING:
    from pollapp.questions.base import Question


def release_opinions(question: Question, tally: Tally, opinions: Mapping[str, Any] | None, moment: Moment) -> Result:
    """The opinion groups of a room: {type, state, view: "opinions", n, found, groups}.

    `tally` is that of the round, and `opinions` are {groups: [{n, items: {id: {agree, disagree, pass}}}]} in people,
    together everybody; without groups `found` is false. `groups` are [{n, counts, items, typical}]: people and shares
    in whole percent by sentence and answer, and the ids of at most five sentences that set the group apart: first those
    that most of it agrees with. A sentence is there only if enough people of every group judged it: else the others
    could be subtracted from the room.

    Sensitive: no counts; shares in tens without answers of 0 to 2 people, or {nearly_all: answer} alone; what is
    typical is worked out from these. Hidden while the groups are still looked for.
    """
    nothing = withheld(question, tally["n"], moment)
    if nothing:
        return {**nothing, "view": "opinions"}
    groups = (opinions or {}).get("groups")
    if groups is None:
        return {"type": question.type, "state": "hidden", "n": None, "view": "opinions"}
    smallest = smallest_segment(question)
    found = len(groups) > 1 and all(group["n"] >= smallest for group in groups)
    return {
        "type": question.type, "state": "shown", "view": "opinions", "n": tally["n"],
        "found": found, "groups": _told(question, groups) if found else [],
    }  # fmt: skip


def _told(question: Question, groups: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    judged = [item for item in groups[0]["items"] if _enough(question, [group["items"][item] for group in groups])]
    counts = [{item: group["items"][item] for item in judged} for group in groups]
    high = question.settings.sensitivity == "high"
    shares = [{item: _coarse(row) if high else largest_remainder(row) for item, row in rows.items()} for rows in counts]
    compared = [_as_people(group["n"], rows) for group, rows in zip(groups, shares, strict=True)] if high else counts
    items = {item: [rows[item] for rows in compared] for item in judged}
    return [
        {
            "n": group["n"],
            **({} if high else {"counts": counts[place]}),
            "items": shares[place],
            "typical": [item for item, _ in statements.typical(items, place)],
        }
        for place, group in enumerate(groups)
    ]


def _enough(question: Question, rows: Sequence[statements.Row]) -> bool:
    """Whether in each group so many people judged a sentence that its row may be told."""
    return all(row["agree"] + row["disagree"] >= needed(question) for row in rows)


def _coarse(row: statements.Row) -> dict[str, Any]:
    told = coarse(row, sum(row.values()))
    if told["nearly_all"]:
        return {"nearly_all": told["nearly_all"]}
    return dict(told["shares"])


def _as_people(people: int, rows: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """About how many people the tens of a group are, for comparing groups by what may be told of them alone."""
    answers = (*statements.SIDES, "pass")
    return {
        item: {each: people * (100 if row.get("nearly_all") == each else row.get(each, 0)) // 100 for each in answers}
        for item, row in rows.items()
    }
