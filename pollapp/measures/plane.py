"""Positions on two lines at once: (h, v), 1 is left and bottom."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pollapp.measures.numbers import quantile

QUADRANTS = ("low_low", "low_high", "high_low", "high_high", "middle")
HALF = Fraction(1, 2)


def medians(cells: Mapping[tuple[int, int], int]) -> tuple[Fraction, Fraction] | None:
    """The median of each line by itself, a whole or half step; None without answers.

    The marginal median (`numbers.quantile` at 1/2). Never a mean: with suppressed cells an exact mean
    would tell what the cells hide (Handbook on Statistical Disclosure Control, ch. 5.7).
    """
    across, up = (quantile(_line(cells, axis), HALF) for axis in (0, 1))
    return None if across is None or up is None else (across, up)


def quadrants(cells: Mapping[tuple[int, int], int], steps: int) -> dict[str, int]:
    """People in each corner of the plane, horizontal side first; `middle` is on either middle line."""
    people = dict.fromkeys(QUADRANTS, 0)
    for position, count in cells.items():
        people[_quadrant(position, steps)] += count
    return people


def _line(cells: Mapping[tuple[int, int], int], axis: int) -> dict[Fraction, int]:
    line: dict[Fraction, int] = {}
    for position, count in cells.items():
        place = Fraction(position[axis])
        line[place] = line.get(place, 0) + count
    return line


def _quadrant(position: tuple[int, int], steps: int) -> str:
    doubled = [2 * place - steps - 1 for place in position]
    if 0 in doubled:
        return "middle"
    return "_".join("low" if side < 0 else "high" for side in doubled)
