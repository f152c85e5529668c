"""How a sensitive question is told: tens of percent and words, never a number of people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pollapp.measures.shares import tens

FEW = 2
NEARLY_ALL = 95


def is_few(people: int) -> bool:
    """Whether a cell is so small that it is worded "one person or nobody" instead of shown."""
    return people <= FEW


def coarse(counts: Mapping[str, int], people: int) -> dict[str, Any]:
    """{shares: {id: tens}, few: [ids of 0 to 2 people], nearly_all: id | None}.

    Above 95 % for one answer only that answer is named: a number would tell of the people who did not
    give it. 100 is never said otherwise; it would rule out the one who is different.
    """
    nearly_all = next((key for key, count in counts.items() if 100 * count > NEARLY_ALL * people), None)
    if nearly_all is not None:
        return {"shares": {}, "few": [], "nearly_all": nearly_all}
    return {
        "shares": {key: min(90, tens(count, people)) for key, count in counts.items() if not is_few(count)},
        "few": [key for key, count in counts.items() if is_few(count)],
        "nearly_all": None,
    }
