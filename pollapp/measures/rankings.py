"""An order of the whole room from the orders of its people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction


def borda(ballots: Iterable[Sequence[str]], candidates: Sequence[str]) -> dict[str, Fraction]:
    """Points for each candidate: m - 1 for a first place down to 0 for the last of m.

    A ballot names candidates best first and may stop early; those left out share the mean of the
    places left, (m - named - 1) / 2 each.
    Source: J.-C. de Borda (1781); the mean of the places left as in J. Emerson, "The original Borda
    count and partial voting", Social Choice and Welfare 40 (2013) 353, as the tied version.
    """
    points = dict.fromkeys(candidates, Fraction(0))
    for ballot in ballots:
        left_over = Fraction(len(candidates) - len(ballot) - 1, 2)
        for candidate in candidates:
            named = candidate in ballot
            points[candidate] += len(candidates) - 1 - ballot.index(candidate) if named else left_over
    return points


def order(points: Mapping[str, Fraction | float]) -> list[str]:
    """Candidates with the most points first; equal ones in the order they were given."""
    return sorted(points, key=lambda candidate: -points[candidate])
