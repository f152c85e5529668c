"""How the same people moved between two answers: `moves` is {(before, after): people}."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from pollapp.measures.agreement import agreement
from pollapp.measures.dispersion import pair_distance

Answer = TypeVar("Answer", bound=Hashable)
Moves = Mapping[tuple[int, int], int]
SideBySide = tuple[Fraction | None, Fraction | None]

FOLDED = ("low", "mid", "high")


@dataclass(frozen=True)
class Shift:
    """People who stayed, moved up and moved down, and what that comes to.

    `net` (up - down)/n, from -1 to 1: within-person Cliff's delta. `step` Σ(b - a)/n, in steps. `gross`
    Σ|b - a| / (n(K - 1)), 0 to 1, which does not let moves to either side cancel. `flows` {"low_high": people, ...}:
    all nine, from and to below, at and above the middle. `distance` and `agreement`: Δ and A (before, after).
    """

    stayed: int
    up: int
    down: int
    net: Fraction
    step: Fraction
    gross: Fraction
    flows: dict[str, int]
    distance: SideBySide
    agreement: SideBySide


def shift(moves: Moves, points: int) -> Shift | None:
    """The shift on a scale from 1 to `points` (3 or more) of the people who answered twice; None for nobody.

    `distance` is (None, None) for one person.
    Source: N. Cliff, "Answering ordinal questions with ordinal data using ordinal statistics", Multivariate
    Behavioral Research 31 (1996) 331, for the paired delta; the rest are means.
    """
    people = sum(moves.values())
    if not people:
        return None
    steps: Counter[int] = Counter()
    for (before, after), count in moves.items():
        steps[after - before] += count
    up, down = (sum(count for step, count in steps.items() if step * way > 0) for way in (1, -1))
    first, second = margins(moves, points)
    return Shift(
        stayed=people - up - down,
        up=up,
        down=down,
        net=Fraction(up - down, people),
        step=Fraction(sum(step * count for step, count in steps.items()), people),
        gross=Fraction(sum(abs(step) * count for step, count in steps.items()), people * (points - 1)),
        flows=flows(moves, points),
        distance=(pair_distance(first), pair_distance(second)),
        agreement=(agreement(first), agreement(second)),
    )


def margins(moves: Moves, points: int) -> tuple[list[int], list[int]]:
    """The counts before and after, from 1 to `points`, of the people who answered twice."""
    before, after = [0] * points, [0] * points
    for (first, second), people in moves.items():
        before[first - 1] += people
        after[second - 1] += people
    return before, after


def flows(moves: Moves, points: int) -> dict[str, int]:
    """The transition matrix folded to three by three: people by the sides of both answers, "low_high" and so on."""
    folded = {f"{before}_{after}": 0 for before in FOLDED for after in FOLDED}
    for (before, after), people in moves.items():
        folded[f"{_fold(before, points)}_{_fold(after, points)}"] += people
    return folded


def kept(moves: Mapping[tuple[Answer, Answer], int]) -> tuple[int, int]:
    """(stayed, changed): people with the same and with another answer, where answers have no order."""
    stayed = sum(people for (before, after), people in moves.items() if before == after)
    return stayed, sum(moves.values()) - stayed


def _fold(place: int, points: int) -> str:
    doubled = 2 * place - points - 1
    return FOLDED[(doubled > 0) - (doubled < 0) + 1]
