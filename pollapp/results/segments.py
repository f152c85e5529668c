"""Groups side by side: small ones are merged, so that none can be found by subtracting the others from the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pollapp.results.beside import groups_beside
from pollapp.results.moment import Moment
from pollapp.results.release import Result, smallest_segment, withheld

if TYPE_CHECKING:
    from pollapp.questions.base import Question

NO_SEGMENT = "none"
"""The group of those who did not answer the question that makes the groups."""


def merge(sizes: Mapping[str, int], smallest: int) -> list[list[str]]:
    """The groups that may be shown, each of at least `smallest` people, in the order given; the merged one last.

    Groups with fewer people go together; while these are still too few, the smallest group that could be
    shown joins them. Together the groups are everybody. None is left where the room is too small.
    Source: complementary suppression, Handbook on Statistical Disclosure Control, ch. 5.3.
    """
    shown = [key for key, size in sizes.items() if size >= smallest]
    pooled = [key for key, size in sizes.items() if 0 < size < smallest]
    while pooled and shown and sum(sizes[key] for key in pooled) < smallest:
        joining = min(shown, key=lambda key: sizes[key])
        shown.remove(joining)
        pooled.append(joining)
    together = [key for key in sizes if key in pooled]
    kept = together if sum(sizes[key] for key in together) >= smallest else []
    return [[key] for key in shown] + ([kept] if kept else [])


def release_groups(question: Question, segments: Mapping[str, Any] | None, moment: Moment) -> Result:
    """The groups of a room side by side: {type, state, view: "groups", n, by, exact, groups, gap}.

    `segments` is {by, groups: [{ids, tally}]} as it was counted at closing, everybody in one group; a pair
    has {ids, before, after} in the place of a tally. `groups` are [{ids, n, result}], a pair's with `before`
    beside the result of afterwards, and so there is a `gap_before`. A result is {n, counts, shares} where `exact`,
    else {n, shares, few, between} as in `Sheet.roughly`; those of sentences are by sentence, with `too_few` beside.

    With fewer than two groups, or groups so small that nothing can be told of them, the state is "too_few"; `needed`
    is how large a group has to be, None where they are.
    """
    segments = segments or {"groups": []}
    groups = segments["groups"]
    people = sum(_people(question, group) for group in groups)
    nothing = withheld(question, people, moment)
    if nothing and nothing["state"] == "hidden":
        return {**nothing, "view": "groups"}
    smallest = smallest_segment(question)
    empty = {"type": question.type, "state": "too_few", "view": "groups", "n": None}
    if nothing or len(groups) < 2 or any(_people(question, group) < smallest for group in groups):
        return {**empty, "needed": smallest}
    beside = groups_beside(question, groups)
    if beside is None:
        return {**empty, "needed": None}
    return {
        "type": question.type, "state": "shown", "view": "groups", "n": people, "by": segments["by"], **beside,
    }  # fmt: skip


def _people(question: Question, group: Mapping[str, Any]) -> int:
    return int((group.get("after") or group["tally"])["n"])
