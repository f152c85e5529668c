"""A set of sentences, each with its own answers; a sentence that few people judged is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pollapp.measures.shares import largest_remainder
from pollapp.measures.statements import fold
from pollapp.results.coarse import coarse, possible, untold
from pollapp.results.sheet import ABSENT, Sheet

SIDES = ("agree", "disagree", "pass")
SCALE = ("1", "2", "3", "4", "5")


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{counts: {item: {answer: people}}, shares: {item: {answer: percent}}, too_few: [items]}.

    The shares of an item add up to 100 of the people who came past it, passes included. `too_few` names
    the items that fewer people judged than the smallest group or than can be told; they are in no other field.
    Sensitive: shares, few and nearly_all, each by item (`coarse`).
    """
    answers = SIDES if question.answers == "agree_disagree_pass" else SCALE
    items = {item.id: _row(tally["counts"].get(item.id, {}), answers) for item in question.items}
    needed = max(question.settings.min_group, 10 if high else 0)
    judged = {item: row for item, row in items.items() if _asked(row, high) >= needed and not (high and untold(row))}
    too_few = [item for item in items if item not in judged]
    return {**(_sensitive(judged) if high else _open(judged)), "too_few": too_few}


def _row(counts: Mapping[str, int], answers: tuple[str, ...]) -> dict[str, int]:
    return {answer: counts.get(answer, 0) for answer in answers}


def _asked(row: Mapping[str, int], high: bool) -> int:
    """The people of whom there must be enough. Sensitive: with those who pass, of whom else could be told how many."""
    return sum(count for answer, count in row.items() if high or answer != "pass")


def _open(items: Mapping[str, dict[str, int]]) -> dict[str, Any]:
    shares = {item: largest_remainder(row) for item, row in items.items()}
    return {"counts": dict(items), "shares": shares}


def _sensitive(items: Mapping[str, dict[str, int]]) -> dict[str, Any]:
    told = {item: coarse(row, sum(row.values())) for item, row in items.items()}
    return {field: {item: row[field] for item, row in told.items()} for field in ("shares", "few", "nearly_all")}


def sheets(question: Any, tallies: Sequence[Mapping[str, Any]], *, high: bool, **_: Any) -> list[Sheet]:
    """Groups beside each other: a sheet a sentence; of five answers two count as agreeing, two as disagreeing.

    A sentence that few people of the room judged is in no sheet.
    """
    people = [tally.get("answered", tally["n"]) if high else tally["n"] for tally in tallies]
    rows = {item.id: [tally["counts"].get(item.id, {}) for tally in tallies] for item in question.items}
    needed = max(question.settings.min_group, 10 if high else 0)
    return [
        _sheet(question, item, groups, people, high)
        for item, groups in rows.items()
        if sum(_asked(row, high) for row in groups) >= needed
    ]


def _sheet(question: Any, item: str, rows: Sequence[Mapping[str, int]], people: Sequence[int], high: bool) -> Sheet:
    cells = [_folded(question, row) for row in rows]
    if not high:
        absent = [n - sum(row.values()) for n, row in zip(people, rows, strict=True)]
        return Sheet([{**row, ABSENT: none} for row, none in zip(cells, absent, strict=True)], item)
    answers = SIDES if question.answers == "agree_disagree_pass" else SCALE
    together = {answer: sum(row.get(answer, 0) for row in rows) for answer in answers}
    known = possible(together, sum(together.values()))
    ends = [_folded(question, {answer: band[end] for answer, band in known.items()}) for end in (0, 1)]
    return Sheet(cells, item, {answer: (ends[0][answer], ends[1][answer]) for answer in SIDES})


def _folded(question: Any, row: Mapping[str, int]) -> dict[str, int]:
    return fold(row) if question.answers == "scale5" else _row(row, SIDES)
