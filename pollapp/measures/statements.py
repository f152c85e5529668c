"""What a room shares and where it parts, sentence by sentence.

A `Row` counts the answers to one sentence: {agree, disagree, pass}, in people; who did not come past the
sentence is in none. A sentence is given as one row for each group, in the same order for every sentence; a
room without groups is one group. `side` is "agree" or "disagree".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod, sqrt

Row = Mapping[str, int]
Groups = Sequence[Row]

SIDES = ("agree", "disagree")
ONE_IN_TEN = 1.2816
"""The z above which one group in ten comes by chance."""


def fold(row: Mapping[str, int]) -> dict[str, int]:
    """{agree, disagree, pass} of a sentence with five answers: 4 and 5 agree, 1 and 2 do not, 3 passes."""
    return {
        "agree": row.get("4", 0) + row.get("5", 0),
        "disagree": row.get("1", 0) + row.get("2", 0),
        "pass": row.get("3", 0),
    }


def seen(row: Row) -> int:
    """How many people came past a sentence, those who passed included."""
    return row["agree"] + row["disagree"] + row["pass"]


def together(groups: Groups) -> dict[str, int]:
    """The row of everybody."""
    return {answer: sum(row[answer] for row in groups) for answer in (*SIDES, "pass")}


def share(row: Row, side: str = "agree") -> Fraction | None:
    """The part, 0 to 1, of those who came past a sentence; None where nobody did."""
    return Fraction(row[side], seen(row)) if seen(row) else None


def smoothed(row: Row, side: str = "agree") -> Fraction:
    """(people + 1) / (seen + 2), the rule of succession: small groups are drawn to 1/2, nobody is 1/2.

    Source: P.-S. Laplace, "Essai philosophique sur les probabilités" (1814); as Polis uses it (below).
    """
    return Fraction(row[side] + 1, seen(row) + 2)


def controversy(row: Row) -> Fraction:
    """2 * min(agree, disagree) / seen, 0 to 1: the part of the room that can be paired with an opponent.

    0 where nobody came past. Source: the project's own notes on measures, 1.5.
    """
    return Fraction(2 * min(row["agree"], row["disagree"]), seen(row)) if seen(row) else Fraction(0)


def consensus(groups: Groups, side: str = "agree") -> Fraction:
    """Group-informed consensus, 0 to 1: the product over the groups of `smoothed`.

    A sentence scores high only if every group takes this side of it, whatever the size of the groups.
    Source: C. Small, M. Bjorkegren, T. Erkkilä, L. Shaw and C. Megill, "Polis: scaling deliberation by mapping
    high dimensional opinion spaces", Recerca 26 (2021), "group-informed consensus".
    """
    return prod((smoothed(row, side) for row in groups), start=Fraction(1))


def mean_consensus(groups: Groups, side: str = "agree") -> float:
    """The geometric mean of `smoothed` over the groups, 0 to 1: `consensus` ** (1 / groups).

    The product shrinks with each group that comes in; this can be compared between rooms.
    """
    mean: float = float(consensus(groups, side)) ** (1 / len(groups))
    return mean


def lowest(groups: Groups, side: str = "agree") -> Fraction | None:
    """The share of the group in which it is lowest: "in each group at least". None where a group saw nothing."""
    shares = [found for row in groups if (found := share(row, side)) is not None]
    return min(shares) if len(shares) == len(groups) else None


def gap(groups: Groups, side: str = "agree") -> Fraction:
    """Highest minus lowest smoothed share of the groups, 0 to 1; 0 for one group.

    Source: the project's own notes on measures, 1.5.
    """
    shares = [smoothed(row, side) for row in groups]
    return max(shares) - min(shares)


def common_ground(items: Mapping[str, Groups], side: str = "agree") -> list[str]:
    """All sentences, the one that the groups share most first: by `consensus`, equal ones as given.

    Every sentence has the same number of groups, so the product puts them in the order of its mean.
    """
    return sorted(items, key=lambda item: -consensus(items[item], side))


def divisive(items: Mapping[str, Groups]) -> list[str]:
    """All sentences, the most divisive first: by the `gap` between the groups, then by `controversy`.

    In a room without groups by `controversy` alone. Equal ones as given.
    """
    return sorted(items, key=lambda item: (-gap(items[item]), -controversy(together(items[item]))))


def typical(items: Mapping[str, Groups], group: int, most: int = 5) -> list[tuple[str, str]]:
    """[(sentence, side)] that tell a group from the rest of the room: at most `most`, agreement first.

    For each side: p and q are the `smoothed` shares of the group and of the rest, the first z tests the group
    against a half, the second the group against the rest. Kept where both exceed 1.2816 (one in ten by
    chance), in the order of p / q * p * both z. Of a sentence only the stronger side.
    Source: "representative comments" of Polis, Small et al. (2021), and its description in the project's notes, 1.5.
    """
    found = []
    for item, groups in items.items():
        inside, outside = groups[group], together([*groups[:group], *groups[group + 1 :]])
        weight, side = max((_typical(inside, outside, side), side) for side in SIDES)
        if weight > 0:
            found.append((-weight, item, side))
    strongest = [(item, side) for _, item, side in sorted(found, key=lambda one: one[0])[:most]]
    return sorted(strongest, key=lambda one: SIDES.index(one[1]))


def _typical(inside: Row, outside: Row, side: str) -> float:
    one, two = half_z(inside[side], seen(inside)), pair_z(inside[side], seen(inside), outside[side], seen(outside))
    if min(one, two) <= ONE_IN_TEN:
        return 0
    ratio = smoothed(inside, side) / smoothed(outside, side)
    return float(ratio * smoothed(inside, side)) * one * two


def half_z(people: int, of: int) -> float:
    """How far a share lies above a half, in standard errors: 2 sqrt(n + 1) ((s + 1) / (n + 1) - 1/2)."""
    return 2 * sqrt(of + 1) * float(Fraction(people + 1, of + 1) - Fraction(1, 2))


def pair_z(people: int, of: int, others: int, of_others: int) -> float:
    """How far one share lies above another, in standard errors; every count is taken one higher.

    The two-proportion z-test with pooled variance. 0 where the two hold all or nobody.
    """
    one, two = Fraction(people + 1, of + 1), Fraction(others + 1, of_others + 1)
    pooled = Fraction(people + others + 2, of + of_others + 2)
    variance = pooled * (1 - pooled) * (Fraction(1, of + 1) + Fraction(1, of_others + 1))
    return float(one - two) / sqrt(variance) if variance > 0 else 0
