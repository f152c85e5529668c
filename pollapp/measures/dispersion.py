"""How far apart people are: `counts[0]` people at 1, `counts[1]` at 2, and so on to K."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise

HALF = Fraction(1, 2)


def pair_distance(counts: Sequence[int]) -> Fraction | None:
    """Δ: how many steps two people of the room are apart on average; None for fewer than two people.

    T / (N(N-1)/2) with T = Σ_{i<j} n_i n_j (j - i), over all pairs of different people, so that a small room is
    not biased. 0 when all answer the same, just above (K-1)/2 for two halves at the ends.
    Source: Gini's mean difference (C. Gini, "Variabilità e mutabilità", 1912), on ordered categories.
    """
    return mean_difference({Fraction(place): people for place, people in enumerate(counts, start=1)})


def mean_difference(people_at: Mapping[Fraction, int]) -> Fraction | None:
    """Δ of any numbers, in their own unit: {value: people}; None for fewer than two people.

    Between two neighbouring values every pair with one person on either side is apart by that gap: T is the
    sum of people below x people above x gap. Source: as `pair_distance`.
    """
    people = sum(people_at.values())
    if people < 2:
        return None
    values = sorted(people_at)
    gaps = [above - below for below, above in pairwise(values)]
    passed = accumulate(people_at[value] for value in values)
    apart = sum(below * (people - below) * gap for below, gap in zip(passed, gaps, strict=False))
    return Fraction(apart) / math.comb(people, 2)


def leik(counts: Sequence[int]) -> Fraction | None:
    """D, 0 when all answer the same to 1 for two halves at the ends; None without answers.

    2 Σ_{k<K} min(F_k, 1 - F_k) / (K - 1), F_k being the share of people at or below k.
    Source: R. K. Leik, "A measure of ordinal consensus", Pacific Sociological Review 9 (1966) 85.
    """
    if not any(counts):
        return None
    return sum(2 * min(share, 1 - share) for share in cumulative(counts)) / Fraction(len(counts) - 1)


def blair_lacy(counts: Sequence[int]) -> Fraction | None:
    """ℓ², 1 when all answer the same to 0 for two halves at the ends; None without answers.

    Σ_{k<K} (F_k - 1/2)² / ((K - 1)/4). The dispersion 1 - ℓ² is how far two people drawn with replacement are
    apart, as a part of (K - 1)/2.
    Source: J. Blair and M. G. Lacy, "Statistics of ordinal variation", Sociological Methods & Research 28 (2000) 251.
    """
    if not any(counts):
        return None
    return sum((share - HALF) ** 2 for share in cumulative(counts)) / Fraction(len(counts) - 1, 4)


def berry_mielke(counts: Sequence[int]) -> Fraction | None:
    """IOV, 0 when all answer the same to 1 for two halves at the ends; None for fewer than two people.

    T / T_max with T as in `pair_distance` and T_max = (N² - [N odd]) (K - 1) / 4, so that an odd room reaches 1 too.
    Source: K. J. Berry and P. W. Mielke, "Assessment of variation in ordinal data", Perceptual and Motor Skills 74
    (1992) 63.
    """
    people, distance = sum(counts), pair_distance(counts)
    if distance is None:
        return None
    return distance * math.comb(people, 2) / Fraction((people**2 - people % 2) * (len(counts) - 1), 4)


def consensus(counts: Sequence[int]) -> float | None:
    """Cns, 1 when all answer the same to 0 for two halves at the ends; None without answers.

    1 + Σ p_k log₂(1 - |k - μ| / (K - 1)), μ being the mean place and K - 1 the length of the scale. The one index
    here that is no fraction: good to a float.
    Source: W. J. Tastle and M. J. Wierman, "Consensus and dissention", International Journal of Approximate
    Reasoning 45 (2007) 531.
    """
    people = sum(counts)
    if not people:
        return None
    places = [(place, Fraction(count, people)) for place, count in enumerate(counts, start=1) if count]
    mean = sum((place * share for place, share in places), Fraction(0))
    near = ((share, 1 - abs(place - mean) / (len(counts) - 1)) for place, share in places)
    return 1 + math.fsum(float(share) * math.log2(closeness) for share, closeness in near)


def cumulative(counts: Sequence[int]) -> list[Fraction]:
    """[F_1, ..., F_{K-1}]: the share of people at or below each answer but the last; somebody must have answered."""
    people = sum(counts)
    return [Fraction(below, people) for below in accumulate(counts[:-1])]
