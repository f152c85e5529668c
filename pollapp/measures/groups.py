"""How far two groups of people are apart on one scale: counts from 1 to K, of the one and of the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from pollapp.measures.dispersion import cumulative
from pollapp.measures.ordinal import interpolated_median

Counts = Sequence[int]


@dataclass(frozen=True)
class Gap:
    """Group `a` beside group `b`, or beside everybody else where `b` is None; the numbers are those below."""

    a: str
    b: str | None
    step: Fraction
    delta: Fraction
    wasserstein: Fraction
    overlap: Fraction

    @property
    def superiority(self) -> Fraction:
        """A_VD = (δ + 1)/2: the chance that somebody of `a` is higher than somebody of the other, a tie as half.

        Source: A. Vargha and H. D. Delaney, Journal of Educational and Behavioral Statistics 25 (2000) 101.
        """
        return (self.delta + 1) / 2


def gaps(groups: Mapping[str, Counts]) -> list[Gap]:
    """One gap for two groups, for more each group against the rest, none for one; every group has answers."""
    if len(groups) == 2:
        (a, first), (b, second) = groups.items()
        return [gap(a, b, first, second)]
    return [gap(key, None, counts, rest(groups, key)) for key, counts in groups.items()] if len(groups) > 2 else []


def gap(a: str, b: str | None, first: Counts, second: Counts) -> Gap:
    """All of the numbers below for two groups that both have answers."""
    return Gap(
        a,
        b,
        mean_step(first, second),
        cliffs_delta(first, second),
        wasserstein(first, second),
        overlap(first, second),
    )


def rest(groups: Mapping[str, Counts], key: str) -> list[int]:
    """The counts of everybody who is not in this group."""
    return [sum(cell) for cell in zip(*(counts for other, counts in groups.items() if other != key), strict=True)]


def range_of_medians(groups: Mapping[str, Counts]) -> Fraction | None:
    """The highest interpolated median less the lowest, in steps; None for fewer than two groups with answers."""
    medians = [middle for counts in groups.values() if (middle := interpolated_median(counts)) is not None]
    return max(medians) - min(medians) if len(medians) > 1 else None


def mean_step(first: Counts, second: Counts) -> Fraction:
    """How many steps the first group is further to the high end than the second, on average: the means' difference.

    Where one group is nowhere behind the other, it is `wasserstein` in steps, with a sign.
    """
    return mean(first) - mean(second)


def mean(counts: Counts) -> Fraction:
    """The mean place from 1 to K of people with answers."""
    return Fraction(sum(place * people for place, people in enumerate(counts, start=1)), sum(counts))


def cliffs_delta(first: Counts, second: Counts) -> Fraction:
    """δ = (#(x > y) - #(x < y)) / (n₁ n₂) over all pairs of x in the first and y in the second: -1 to 1, ties 0.

    Source: N. Cliff, "Dominance statistics: ordinal analyses to answer ordinal questions", Psychological Bulletin
    114 (1993) 494.
    """
    below = [0, *accumulate(second)]
    people = below[-1]
    won = sum(count * (below[place] - (people - below[place + 1])) for place, count in enumerate(first))
    return Fraction(won, sum(first) * people)


def wasserstein(first: Counts, second: Counts) -> Fraction:
    """W = Σ_{k<K} |F_k - G_k| / (K - 1): how far one group must move to lie as the other, as a part of the scale.

    Source: L. N. Vaserstein, Problems of Information Transmission 5 (1969) 47; on a line it is the area between
    the two cumulative shares.
    """
    between = zip(cumulative(first), cumulative(second), strict=True)
    return sum((abs(f - g) for f, g in between), Fraction(0)) / (len(first) - 1)


def overlap(first: Counts, second: Counts) -> Fraction:
    """Σ min(p_k, q_k): which part of one group has its like in the other, 0 to 1.

    Source: M. S. Weitzman, "Measures of overlap of income distributions", US Bureau of the Census Technical Paper 22
    (1970).
    """
    n, m = sum(first), sum(second)
    return sum((min(Fraction(f, n), Fraction(g, m)) for f, g in zip(first, second, strict=True)), Fraction(0))
