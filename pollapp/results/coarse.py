"""How a sensitive question is told: about so many tens of percent and words, never a number of people.

A share in tens is, in a small room, one exact number. Beside the number of people it would tell what is left for an
answer of 0 to 2 people. So, where there is such an answer, each other one is told as a part of what is still left open
for it, and every part holds three numbers or more. Where the parts end follows from what is told already, never from
the answers: all rooms within these parts look the same, and among them each small answer is nobody, then one, then two.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pollapp.measures.shares import tens

Band = tuple[int, int]
Open = dict[str, Band]

FEW = 2
WIDTH = FEW + 1
NEARLY_ALL = 95
CERTAIN = 90
"""Nearly everybody is more than this percentage, whichever number of a part it is."""

ALONE = 80
"""And this percentage or more where nobody, one or two people gave each other answer."""


@dataclass(frozen=True)
class Table:
    """People, or points, by answer, and what everybody knows beside them.

    `whole` is what the shares are of, and `total` between which numbers the counts add up for certain: without it they
    add up to the whole. `few` are the answers of 0 to 2 people, and `unit` is what one person can bring to an answer.
    """

    counts: Mapping[str, int]
    whole: int
    few: Collection[str]
    total: Band
    unit: int = 1

    @property
    def width(self) -> int:
        """How many numbers a part holds at least."""
        return FEW * self.unit + 1 if self.few else 1


def is_few(people: int) -> bool:
    """Whether a cell is so small that it is worded "one person or nobody" instead of shown."""
    return people <= FEW


def of_people(counts: Mapping[str, int], people: int, total: Band | None = None) -> Table:
    """People by answer."""
    few = frozenset(key for key, count in counts.items() if is_few(count))
    return Table(counts, people, few, total or (people, people))


def coarse(counts: Mapping[str, int], people: int, total: Band | None = None) -> dict[str, Any]:
    """{shares: {id: tens}, few: [ids of 0 to 2 people], nearly_all: id | None} of people by answer; see `Table`."""
    return told(of_people(counts, people, total))


def told(table: Table) -> dict[str, Any]:
    """{shares: {id: tens}, few: [ids of 0 to 2 people], nearly_all: id | None}.

    Where nearly everybody gave one answer only that answer is named. 100 is never said otherwise. In a room so small
    that the words alone would tell how many a few are, nothing is told of any answer.
    """
    found = _bands(table)
    nearly_all = _nearly_all(table, found)
    if nearly_all is not None or not found:
        return {"shares": {}, "few": [], "nearly_all": nearly_all}
    return {
        "shares": {key: middle_in_tens(band, table.whole) for key, band in found.items() if key not in table.few},
        "few": [key for key in found if key in table.few],
        "nearly_all": None,
    }


def untold(counts: Mapping[str, int]) -> bool:
    """Whether a room is so small that nothing may be told of any answer."""
    return not parts(counts, sum(counts.values()))


def parts(counts: Mapping[str, int], people: int, total: Band | None = None) -> Open:
    """{id: (fewest, most)}: the part in which each answer lies, also where `coarse` names one answer alone.

    {} where nothing may be told.
    """
    return _bands(of_people(counts, people, total))


def possible(counts: Mapping[str, int], people: int, total: Band | None = None) -> Open:
    """{id: (fewest, most)}: how many people an answer can have, to who sees only what `coarse` tells of these."""
    return left_open_in(of_people(counts, people, total))


def left_open_in(table: Table) -> Open:
    """{id: (fewest, most)}: how many an answer can have, to who sees only what is `told` of a table."""
    found, whole = _bands(table), table.whole
    if (nearly_all := _nearly_all(table, found)) is not None:
        most = (-(-ALONE * whole // 100), whole)
        return {key: most if key == nearly_all else (0, whole) for key in table.counts}
    return found or dict.fromkeys(table.counts, (0, whole))


def middle_in_tens(band: Band, people: int) -> int:
    """The middle of a band in tens of percent of the people; 100 is never said."""
    return min(90, tens(Fraction(sum(band), 2), people))


def _nearly_all(table: Table, found: Mapping[str, Band]) -> str | None:
    """The answer of which "nearly everyone" is true for each number in its band."""
    least = ALONE * table.whole if len(table.few) == len(found) - 1 else CERTAIN * table.whole + 1
    return next((key for key in found if key not in table.few and 100 * found[key][0] >= least), None)


def _bands(table: Table) -> Open:
    """What is told of each answer, as (fewest, most); {} where the words alone would tell too much."""
    few, other = (0, FEW * table.unit), (WIDTH, table.whole)
    found = {key: few if key in table.few else other for key in table.counts}
    sums = _sums(found)
    if any(_beside(found[key], sums, table.total) != few for key in table.few):
        return {}
    for key in found:
        if key not in table.few:
            before = found[key]
            found[key] = _part(_beside(before, sums, table.total), table.counts[key], table)
            sums = (sums[0] + found[key][0] - before[0], sums[1] + found[key][1] - before[1])
    return {key: _beside(band, sums, table.total) for key, band in found.items()}


def _sums(bands: Mapping[str, Band]) -> Band:
    return sum(low for low, _ in bands.values()), sum(high for _, high in bands.values())


def _beside(band: Band, sums: Band, total: Band) -> Band:
    """What the sums of all bands, this one among them, and what they add up to leave of a band."""
    return max(band[0], total[0] - sums[1] + band[1]), min(band[1], total[1] - sums[0] + band[0])


def left_open(bands: Mapping[str, Band], total: Band) -> Open:
    """The fewest and the most that each answer may have, beside what is known of the others and of them all."""
    sums = _sums(bands)
    return {key: _beside(band, sums, total) for key, band in bands.items()}


def _part(band: Band, count: int, table: Table) -> Band:
    """The part of a band in which a count lies: those told as the same tens, or more where these are too few."""
    low, most = band
    while (edge := max(low + table.width, _next_tens(low, table))) <= most + 1 - table.width:
        if count < edge:
            return low, edge - 1
        low = edge
    return low, most


def _next_tens(count: int, table: Table) -> int:
    """The first number that is told as more tens than this one; more than there is where this is nearly all."""
    whole, share = table.whole, tens(count, table.whole)
    nearly_all = (CERTAIN if table.few else NEARLY_ALL) * whole // 100
    if count > nearly_all:
        return whole + 1
    return nearly_all + 1 if share >= 90 else min(nearly_all + 1, -(-(share + 5) * whole // 100))
