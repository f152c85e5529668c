"""How a sensitive question is told: about so many tens of percent and words, never a number of people.

A share in tens is, in a small room, one exact number. Beside the number of people it would tell what is left for an
answer of 0 to 2 people. So, where there is such an answer, each other one is told as a part of what is still left open
for it, and every part holds three numbers or more. Where the parts end follows from what is told already, never from
the answers: all rooms within these parts look the same, and among them each small answer is nobody, then one, then two.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pollapp.measures.shares import tens

Band = tuple[int, int]
Open = dict[str, Band]

FEW = 2
WIDTH = FEW + 1
NEARLY_ALL = 95


def is_few(people: int) -> bool:
    """Whether a cell is so small that it is worded "one person or nobody" instead of shown."""
    return people <= FEW


def coarse(counts: Mapping[str, int], people: int, total: Band | None = None) -> dict[str, Any]:
    """{shares: {id: tens}, few: [ids of 0 to 2 people], nearly_all: id | None}.

    `total` is between which numbers the counts add up for certain; without it they add up to the people. Where nearly
    everybody gave one answer only that answer is named. 100 is never said otherwise. In a room so small that the words
    alone would tell how many a few are, nothing is told of any answer.
    """
    found = _bands(counts, people, total)
    nearly_all = next((key for key, band in found.items() if _nearly(counts[key], band, people)), None)
    if nearly_all is not None or not found:
        return {"shares": {}, "few": [], "nearly_all": nearly_all}
    return {
        "shares": {key: middle_in_tens(band, people) for key, band in found.items() if not is_few(counts[key])},
        "few": [key for key in found if is_few(counts[key])],
        "nearly_all": None,
    }


def untold(counts: Mapping[str, int]) -> bool:
    """Whether a room is so small that nothing may be told of any answer."""
    return not _bands(counts, sum(counts.values()), None)


def possible(counts: Mapping[str, int], people: int, total: Band | None = None) -> Open:
    """{id: (fewest, most)}: how many people an answer can have, to who sees only what `coarse` tells of these."""
    told, found = coarse(counts, people, total), _bands(counts, people, total)
    if told["nearly_all"] is not None:
        return {key: (9 * people // 10 + 1, people) if key == told["nearly_all"] else (0, people) for key in counts}
    return found or dict.fromkeys(counts, (0, people))


def middle_in_tens(band: Band, people: int) -> int:
    """The middle of a band in tens of percent of the people; 100 is never said."""
    return min(90, tens(Fraction(sum(band), 2), people))


def in_tens(share: int, whole: int, nearly_all: int) -> Band:
    """(fewest, most) of a whole that are told as this share: 40 is from 35 to under 45, 90 all below `nearly_all`."""
    least = -(-(share - 5) * whole // 100)
    most = whole if share == 90 else -(-(share + 5) * whole // 100) - 1
    return max(0, least), min(most, nearly_all - 1)


def _nearly(count: int, band: Band, people: int) -> bool:
    """Whether "nearly everyone" is true of each number in a band that holds more than nine in ten."""
    return not is_few(count) and 10 * band[0] > 9 * people


def _bands(counts: Mapping[str, int], people: int, total: Band | None) -> Open:
    """What is told of each answer, as (fewest, most); {} where the words alone would tell too much."""
    small = [key for key, count in counts.items() if is_few(count)]
    told = {key: (0, FEW) if key in small else (WIDTH, people) for key in counts}
    ends = total or (people, people)
    if any(left_open(told, key, ends) != (0, FEW) for key in small):
        return {}
    for key in counts:
        if key not in small:
            told[key] = _part(left_open(told, key, ends), counts[key], people, WIDTH if small else 1)
    return {key: left_open(told, key, ends) for key in counts}


def left_open(told: Mapping[str, Band], key: str, total: Band) -> Band:
    """The fewest and the most that an answer may have, beside what is told of the others and of them all."""
    low, high = (sum(band[end] for other, band in told.items() if other != key) for end in (0, 1))
    return max(told[key][0], total[0] - high), min(told[key][1], total[1] - low)


def _part(band: Band, count: int, people: int, width: int) -> Band:
    """The part of a band in which a count lies: those told as the same tens, or more where these are too few."""
    edges = [band[0]]
    for at in range(band[0] + 1, band[1] + 1):
        enough = min(at - edges[-1], band[1] + 1 - at) >= width
        if enough and _label(at, people, width) != _label(edges[-1], people, width):
            edges.append(at)
    ends = [*[edge - 1 for edge in edges[1:]], band[1]]
    return next((low, high) for low, high in zip(edges, ends, strict=True) if count <= high)


def _label(count: int, people: int, width: int) -> int:
    nearly_all = NEARLY_ALL if width == 1 else 90
    return 100 if 100 * count > nearly_all * people else min(90, tens(count, people))
