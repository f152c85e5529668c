"""The middle and the sides of ordered answers: `counts[0]` people at 1, `counts[1]` at 2, and so on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from typing import TypeVar

Count = TypeVar("Count", int, float)

HALF = Fraction(1, 2)


def interpolated_median(counts: Sequence[int]) -> Fraction | None:
    """Where the room divides in two equal halves, on the line from 1 to K; None without answers.

    The people of cell k are spread evenly over k - 1/2 to k + 1/2. The median is the lower edge of the
    median's cell plus (N/2 - people below it) / people in it. Where N/2 falls exactly between two
    cells it is the middle of the gap to the next cell with people: [10, 0, 0, 0, 10] gives 3.
    Source: the median of grouped data (G. U. Yule, "An Introduction to the Theory of Statistics",
    1911, ch. VII), with the rule for the gap of the project's own notes on measures.
    """
    middle = Fraction(sum(counts), 2)
    below = 0
    for cell, people in enumerate(counts, start=1):
        if below + people > middle:
            return cell - HALF + (middle - below) / people
        below += people
        if people and below == middle:
            following = next(k for k in range(cell, len(counts)) if counts[k])
            return Fraction(cell + 1 + following, 2)
    return None


def median_categories(counts: Sequence[int]) -> tuple[int, int] | None:
    """The lowest and highest answer that a middle person can have given; equal unless N/2 is on a border.

    Lowest k with F(k) >= 1/2 and lowest k with F(k) > 1/2, F being the share at or below k: the
    definition of a median of a distribution on ordered categories. None without answers.
    """
    people = sum(counts)
    if not people:
        return None
    at_or_below = list(accumulate(counts))
    low = next(k for k, running in enumerate(at_or_below, start=1) if 2 * running >= people)
    high = next(k for k, running in enumerate(at_or_below, start=1) if 2 * running > people)
    return low, high


def sides(counts: Sequence[Count]) -> tuple[Count, Count, Count]:
    """People below, at and above the middle answer; with an even number of answers nobody is at it."""
    half, odd = divmod(len(counts), 2)
    return sum(counts[:half]), sum(counts[half : half + odd]), sum(counts[half + odd :])
