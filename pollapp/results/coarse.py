"""How a sensitive question is told: tens of percent and words, never a number of people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pollapp.measures.shares import tens

Band = tuple[int, int]

FEW = 2
NEARLY_ALL = 95


def is_few(people: int) -> bool:
    """Whether a cell is so small that it is worded "one person or nobody" instead of shown."""
    return people <= FEW


def nearly(people: int) -> int:
    """The fewest people who are nearly everybody: more than 95 %, or all but one or two.

    Of twenty people more than 95 % would be all twenty, and then everybody's answer is known.
    """
    return min(NEARLY_ALL * people // 100 + 1, max(people // 2 + 1, people - FEW))


def coarse(counts: Mapping[str, int], people: int) -> dict[str, Any]:
    """{shares: {id: tens}, few: [ids of 0 to 2 people], nearly_all: id | None}.

    Where nearly everybody gave one answer only that answer is named: a number would tell of the people who did not
    give it. 100 is never said otherwise; it would rule out the one who is different.
    """
    nearly_all = next((key for key, count in counts.items() if count >= nearly(people)), None)
    if nearly_all is not None:
        return {"shares": {}, "few": [], "nearly_all": nearly_all}
    return {
        "shares": {key: min(90, tens(count, people)) for key, count in counts.items() if not is_few(count)},
        "few": [key for key, count in counts.items() if is_few(count)],
        "nearly_all": None,
    }


def possible(counts: Mapping[str, int], people: int) -> dict[str, Band]:
    """{id: (fewest, most)}: how many people an answer can have, to who sees only what `coarse` tells of these."""
    told, least = coarse(counts, people), nearly(people)
    if told["nearly_all"] is not None:
        return {key: (least, people) if key == told["nearly_all"] else (0, people) for key in counts}
    return {
        key: (0, FEW) if is_few(count) else _more_than_few(in_tens(told["shares"][key], people, least))
        for key, count in counts.items()
    }


def _more_than_few(band: Band) -> Band:
    return max(FEW + 1, band[0]), band[1]


def in_tens(share: int, whole: int, nearly_all: int) -> Band:
    """(fewest, most) of a whole that are told as this share: 40 is from 35 to under 45, 90 all below `nearly_all`."""
    least = -(-(share - 5) * whole // 100)
    most = whole if share == 90 else -(-(share + 5) * whole // 100) - 1
    return max(0, least), min(most, nearly_all - 1)
