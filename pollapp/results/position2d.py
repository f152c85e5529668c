"""Places on two lines at once: cells in three sizes, corners in shares. Nobody is a dot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from pollapp.measures import plane
from pollapp.measures.shares import largest_remainder
from pollapp.results.bands import Band
from pollapp.results.coarse import FEW, coarse, is_few, possible
from pollapp.results.sheet import Sheet

ENOUGH_FOR_GRID = 20
LARGE = 6

CORNERS = plane.QUADRANTS

Cells = Mapping[tuple[int, int], int]


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{quadrants: {name: percent}, quadrant_counts: {name: people}, few: [names], cells, median: [h, v]}.

    Corners are named horizontal side first (`low_high`: left and top); `middle` is on a middle line. A
    corner of 0 to 2 people is in `few` and nowhere else. Cells are {"h,v": 1 for 3 to 5 people, 2 for 6
    and more}. Under 20 people, where less than half of them would be seen, or sensitive there are no cells and no
    median (None); sensitive: the corners as in `coarse`, shares being `quadrants`.
    """
    cells = _cells(tally["counts"])
    corners = plane.quadrants(cells, question.axes.steps)
    if high:
        told = coarse(corners, tally["n"])
        return {"quadrants": told.pop("shares"), **told, "cells": None, "median": None}
    grid = tally["n"] >= ENOUGH_FOR_GRID and 2 * _seen(cells) >= tally["n"]
    return {
        **_corners(corners),
        "cells": _sizes(cells) if grid else None,
        "median": _median(cells) if grid else None,
    }


def _cells(counts: Mapping[str, int]) -> Cells:
    return {(int(h), int(v)): count for (h, v), count in ((key.split(","), counts[key]) for key in counts)}


def _corners(corners: Mapping[str, int]) -> dict[str, Any]:
    shares = largest_remainder(corners)
    enough = [name for name, people in corners.items() if not is_few(people)]
    return {
        "quadrants": {name: shares[name] for name in enough},
        "quadrant_counts": {name: corners[name] for name in enough},
        "few": [name for name in corners if name not in enough],
    }


def _seen(cells: Cells) -> int:
    """People in cells that are not drawn empty."""
    return sum(people for people in cells.values() if not is_few(people))


def _sizes(cells: Cells) -> dict[str, int]:
    """By position, so that the order of arrival does not show."""
    return {f"{h},{v}": 2 if people >= LARGE else 1 for (h, v), people in sorted(cells.items()) if not is_few(people)}


def _median(cells: Cells) -> list[int | float] | None:
    medians = plane.medians(cells)
    return None if medians is None else [_plain(place) for place in medians]


def _plain(place: Fraction) -> int | float:
    return int(place) if place.denominator == 1 else float(place)


def sheets(question: Any, tallies: Sequence[Mapping[str, Any]], *, high: bool, **_: Any) -> list[Sheet]:
    """Groups beside each other: one sheet, people by corner."""
    rows = [plane.quadrants(_cells(tally["counts"]), question.axes.steps) for tally in tallies]
    together = {name: sum(row[name] for row in rows) for name in rows[0]}
    return [Sheet(rows, sums=possible(together, sum(together.values())) if high else _known(together))]


def _known(corners: Mapping[str, int]) -> dict[str, Band]:
    """What the picture of the room tells of each corner: all, or that it is of a few."""
    return {name: (0, FEW) if is_few(people) else (people, people) for name, people in corners.items()}


def line(question: Any, corners: Mapping[str, int], axis: int) -> list[int]:
    """People at each place of one line (0 across, 1 up), in proportion, each corner evenly filled along it."""
    steps = question.axes.steps
    side = steps // 2
    found = {"low": 0, "middle": 0, "high": 0}
    for name, people in corners.items():
        found[name.split("_")[axis] if "_" in name else name] += people
    return [found["low"]] * side + [side * found["middle"]] + [found["high"]] * side
