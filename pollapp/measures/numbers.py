"""The middle half of numbers, and the bins that hide single ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

FEW_VALUES = 21
PARTS = 10


def exact(value: float | str | Fraction) -> Fraction:
    """The number as it was written: 0.1 is a tenth, not the nearest binary float."""
    return value if isinstance(value, Fraction) else Fraction(str(value))


def quantile(counts: Mapping[Fraction, int], share: Fraction) -> Fraction | None:
    """The value that `share` of the people do not exceed (1/2: median, 1/4: lower quartile).

    With people in order and h = n * share: the h-th value rounded up, or the mean of the h-th and the
    next where h is a whole number. `counts` is {value: people}; None without people.
    Source: definition 2 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages",
    The American Statistician 50 (1996) 361.
    """
    people = sum(counts.values())
    if not people:
        return None
    place = people * share
    if place.denominator > 1 or place in (0, people):
        return _at(counts, max(1, -(-place // 1)))
    return (_at(counts, place) + _at(counts, place + 1)) / 2


def _at(counts: Mapping[Fraction, int], place: int | Fraction) -> Fraction:
    """The value of the person at this place (1 is the lowest)."""
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if passed >= place:
            return value
    raise ValueError("no such place")


def bins(
    low: Fraction, high: Fraction, step: Fraction, edges: Sequence[Fraction] = ()
) -> list[tuple[Fraction, Fraction]]:
    """The bins of a number question as (from, to), both included, together low to high.

    With lower `edges` from the deck, those; else one bin a value up to 21 values; else ten equal parts
    of the range, each from the first value in it. Fixed by the question, never by the answers, so that
    no lowest or highest answer shows.
    """
    starts = _on_grid(low, high, step, edges) if edges else _starts(low, high, step)
    ends = [start - step for start in starts[1:]] + [high]
    return list(zip(starts, ends, strict=True))


def _on_grid(low: Fraction, high: Fraction, step: Fraction, edges: Sequence[Fraction]) -> list[Fraction]:
    """Each edge as the first value that can be answered from it on; the lowest value always begins a bin."""
    firsts = {low + max(0, -((low - edge) // step)) * step for edge in (low, *edges)}
    return sorted(first for first in firsts if first <= high)


def _starts(low: Fraction, high: Fraction, step: Fraction) -> list[Fraction]:
    steps = (high - low) // step
    if steps < FEW_VALUES:
        return [low + place * step for place in range(steps + 1)]
    return [low + -(-part * steps // PARTS) * step for part in range(PARTS)]


def binned(counts: Mapping[Fraction, int], ranges: Sequence[tuple[Fraction, Fraction]]) -> list[int]:
    """People in each bin; a value between two bins (off the grid) belongs to the lower one."""
    people = [0] * len(ranges)
    for value, count in counts.items():
        place = sum(1 for start, _ in ranges[1:] if start <= value)
        people[place] += count
    return people
