"""Groups of people who judged sentences alike: as large as other groups must be, and what is typical of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pollapp.measures import statements
from pollapp.measures.shares import largest_remainder
from pollapp.results.coarse import possible
from pollapp.results.moment import Moment
from pollapp.results.release import Result, Tally, needed, smallest_segment, withheld
from pollapp.results.sheet import Sheet, Told

if TYPE_CHECKING:
    from pollapp.questions.base import Question

ANSWERS = (*statements.SIDES, "pass")


def release_opinions(question: Question, tally: Tally, opinions: Mapping[str, Any] | None, moment: Moment) -> Result:
    """The opinion groups of a room: {type, state, view: "opinions", n, found, groups}.

    `tally` is that of the round, and `opinions` are {groups: [{n, items: {id: {agree, disagree, pass}}}]} in people,
    together everybody; without groups `found` is false. `groups` are [{n, counts, items, typical}]: people and shares
    in whole percent by sentence and answer, and the ids of at most five sentences that set the group apart: first those
    that most of it agrees with. A sentence is there only if enough people of every group judged it: else the others
    could be subtracted from the room.

    Sensitive: no counts; shares in tens without answers of 0 to 2 people, told as of other groups (`Sheet`), and no
    sentence of which less is told; what is typical is worked out from these. Hidden while the groups are looked for.
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
    if question.settings.sensitivity == "high":
        return _sensitive(judged, groups)
    counts = [{item: group["items"][item] for item in judged} for group in groups]
    shares = [{item: largest_remainder(row) for item, row in rows.items()} for rows in counts]
    return [
        {"n": group["n"], "counts": counts[place], "items": shares[place], "typical": _typical(counts, place)}
        for place, group in enumerate(groups)
    ]


def _enough(question: Question, rows: Sequence[statements.Row]) -> bool:
    """Whether in each group so many people judged a sentence that its row may be told. Sensitive: or came past it."""
    passed = question.settings.sensitivity == "high"
    return all(row["agree"] + row["disagree"] + passed * row["pass"] >= needed(question) for row in rows)


def _typical(counts: Sequence[Mapping[str, statements.Row]], place: int) -> list[str]:
    items = {item: [rows[item] for rows in counts] for item in counts[0]}
    return [item for item, _ in statements.typical(items, place)]


def _sensitive(judged: Sequence[str], groups: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    told = {item: _roughly([group["items"][item] for group in groups]) for item in judged}
    whole = {item: parts for item, parts in told.items() if all(map(_is_whole, parts))}
    shares = [{item: parts[place]["shares"] for item, parts in whole.items()} for place in range(len(groups))]
    about = [_as_people(group["n"], rows) for group, rows in zip(groups, shares, strict=True)]
    return [
        {"n": group["n"], "items": shares[place], "typical": _typical(about, place)}
        for place, group in enumerate(groups)
    ]


def _roughly(rows: Sequence[statements.Row]) -> list[Told]:
    """What is told of a sentence in each group, beside what the room sees of it."""
    together = {answer: sum(row[answer] for row in rows) for answer in ANSWERS}
    known = possible(together, sum(together.values()))
    return Sheet([{answer: row[answer] for answer in ANSWERS} for row in rows], sums=known).roughly(in_people=False)


def _is_whole(part: Told) -> bool:
    """Whether of each answer something is told."""
    return set(part["shares"]) | set(part["few"]) == set(ANSWERS)


def _as_people(people: int, rows: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """About how many people the tens of a group are, for comparing groups by what may be told of them alone."""
    return {item: {each: people * row.get(each, 0) // 100 for each in ANSWERS} for item, row in rows.items()}
