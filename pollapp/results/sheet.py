"""Groups in rows and answers in columns, and what may be told of them beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pollapp.measures.shares import largest_remainder, percent, tens
from pollapp.results.bands import SMALL, Band, bands

Told = dict[str, Any]

REST = "rest"
"""The column of those who did not choose what the sheet is about."""

ABSENT = "none"
"""The column of those who gave no answer that counts. Nothing is told of it."""

WIDE = Fraction(3, 10)
"""A band of more people than three that is wider than this part of its group tells too little to be shown."""


@dataclass(frozen=True)
class Sheet:
    """One table of a question: for each group a row of people by answer, the same answers in each.

    `item` is the sentence that it is about, if it is about one. `sums` has (fewest, most) for the sum of each answer,
    where who sees the room's picture knows it only roughly. In a sheet of points `unit` is what one person can give.
    """

    rows: Sequence[Mapping[str, int]]
    item: str = ""
    sums: Mapping[str, Band] | None = None
    unit: int = 1

    @property
    def answers(self) -> list[str]:
        """The columns that are told of."""
        return [column for column in self.rows[0] if column not in (REST, ABSENT)]

    @property
    def roomy(self) -> bool:
        """Whether every cell is of enough people to be told as it is."""
        cells = [count for row in self.rows for column, count in row.items() if column != ABSENT]
        return self.unit == 1 and all(count >= SMALL for count in cells)

    def exactly(self) -> list[Told]:
        """[{counts, shares}], one a group; only where every sheet of a question is `roomy`."""
        return [{"counts": {key: row[key] for key in self.answers}, "shares": self._shares(row)} for row in self.rows]

    def _shares(self, row: Mapping[str, int]) -> dict[str, int]:
        present = {key: count for key, count in row.items() if key != ABSENT}
        if REST in row:
            return {key: percent(row[key], sum(present.values())) for key in self.answers}
        return largest_remainder(present)

    def roughly(self, *, in_people: bool) -> list[Told]:
        """[{shares, few, between}], one a group: `shares` in tens of percent, `few` the answers of 0 to 2 people.

        Where `in_people`, `between` has [fewest, most] people of the answers in both. An answer of which the bands tell
        too little is in none of the three.
        """
        rows = tuple(tuple(row.values()) for row in self.rows)
        sums = tuple(self.sums[column] for column in self.rows[0]) if self.sums else None
        found = [dict(zip(self.rows[0], row, strict=True)) for row in bands(rows, sums, self.unit)]
        told = [self._told(sum(people), row) for people, row in zip(rows, found, strict=True)]
        return told if in_people and self.unit == 1 else [{**one, "between": {}} for one in told]

    def _told(self, whole: int, row: Mapping[str, Band]) -> Told:
        present = whole - middle(row.get(ABSENT, (0, 0)))
        kept = {key: row[key] for key in self.answers if self._narrow(row[key], whole)}
        few = [key for key, (_, most) in kept.items() if most < SMALL * self.unit]
        return {
            "shares": {key: min(90, tens(middle(band), present)) for key, band in kept.items() if key not in few},
            "few": few,
            "between": {key: list(band) for key, band in kept.items()},
        }

    def _narrow(self, band: Band, whole: int) -> bool:
        width = band[1] - band[0]
        return width < SMALL * self.unit or width <= WIDE * whole


def middle(band: Sequence[int]) -> Fraction:
    """Half way."""
    return Fraction(sum(band), 2)


def weight(told: Told, answer: str, people: int) -> Fraction | None:
    """About how many people of a group gave an answer, from what is told of it; None where nothing is."""
    if "counts" in told:
        return Fraction(told["counts"][answer])
    if answer in told["between"]:
        return middle(told["between"][answer])
    if answer in told["few"]:
        return Fraction(1)
    return Fraction(told["shares"][answer] * people, 100) if answer in told["shares"] else None
