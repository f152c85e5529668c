"""A set of sentences, each with its own answers; a sentence that few people judged is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pollapp.measures.shares import largest_remainder
from pollapp.results.coarse import coarse

SIDES = ("agree", "disagree", "pass")
SCALE = ("1", "2", "3", "4", "5")


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{counts: {item: {answer: people}}, shares: {item: {answer: percent}}, too_few: [items]}.

    The shares of an item add up to 100 of the people who came past it, passes included. `too_few` names
    the items that fewer people judged than the smallest group; they are in no other field. Sensitive:
    shares, few and nearly_all, each by item (`coarse`).
    """
    answers = SIDES if question.answers == "agree_disagree_pass" else SCALE
    items = {item.id: _row(tally["counts"].get(item.id, {}), answers) for item in question.items}
    needed = max(question.settings.min_group, 10 if high else 0)
    judged = {item: row for item, row in items.items() if _judged(row) >= needed}
    too_few = [item for item in items if item not in judged]
    return {**(_sensitive(judged) if high else _open(judged)), "too_few": too_few}


def _row(counts: Mapping[str, int], answers: tuple[str, ...]) -> dict[str, int]:
    return {answer: counts.get(answer, 0) for answer in answers}


def _judged(row: Mapping[str, int]) -> int:
    return sum(count for answer, count in row.items() if answer != "pass")


def _open(items: Mapping[str, dict[str, int]]) -> dict[str, Any]:
    shares = {item: largest_remainder(row) for item, row in items.items()}
    return {"counts": dict(items), "shares": shares}


def _sensitive(items: Mapping[str, dict[str, int]]) -> dict[str, Any]:
    told = {item: coarse(row, sum(row.values())) for item, row in items.items()}
    return {field: {item: row[field] for item, row in told.items()} for field in ("shares", "few", "nearly_all")}
