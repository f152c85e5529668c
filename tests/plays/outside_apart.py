"""How far groups are apart, by what is told of them; worked out once more. Nothing of pollapp is imported here."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tests.plays import outside_measures as measures
from tests.plays.outside_groups import Row, Told, people_told, tens

Weights = list[Fraction]


def spread(told: Sequence[Told], sizes: Sequence[int], parts: dict[str, list[str]], room: Row) -> dict[int, Weights]:
    """About where the people of a group are: within each part as the whole room is.

    Groups of fewer than ten people, and those of which more than one part is not told, are left out.
    """
    found = {}
    for group, (one, size) in enumerate(zip(told, sizes, strict=True)):
        people = {part: people_told(one, part, size) for part in parts}
        silent = [part for part, many in people.items() if many is None]
        if size < 10 or len(silent) > 1:
            continue
        rest = max(Fraction(0), size - sum(many for many in people.values() if many is not None))
        found[group] = [
            (rest if people[part] is None else people[part] or Fraction(0)) * _within(room, places, place)
            for part, places in parts.items()
            for place in places
        ]
    return found


def _within(room: Row, places: list[str], place: str) -> Fraction:
    everyone = sum(room[each] for each in places)
    return Fraction(room[place], everyone) if everyone else Fraction(1, len(places))


def apart_on_scale(rooms: dict[int, Weights], points: int) -> Told | None:
    """Of two groups: the step between their means in halves, and Wasserstein; by the sides of the scale Cliff's delta
    and overlap."""
    if len(rooms) < 2:
        return None
    [(a, one), (b, other)] = rooms.items()
    step = halves(_mean(one) - _mean(other))
    first, second = (_by_side(weights, points) for weights in (one, other))
    shares = [(p / sum(first), q / sum(second)) for p, q in zip(first, second, strict=True)]
    higher = sum(shares[at][0] * shares[to][1] for at in range(3) for to in range(3) if at > to)
    lower = sum(shares[at][0] * shares[to][1] for at in range(3) for to in range(3) if at < to)
    return {
        "pairs": [
            {
                "a": a,
                "b": b,
                "step": step,
                "delta": OneDecimal(Fraction(higher - lower)),
                "wasserstein": OneDecimal(_way(one, other)),
                "overlap": tens(Fraction(sum(min(pair) for pair in shares))),
            }
        ],
        "apart": abs(step),
        "range": halves(abs(_median(one) - _median(other))),
    }


class OneDecimal(Fraction):
    """A number that is told with one decimal."""


def halves(steps: Fraction) -> Fraction:
    """To half steps, what lies between two away from nothing."""
    whole = (2 * abs(steps) + Fraction(1, 2)) // 1
    return Fraction(whole if steps >= 0 else -whole, 2)


def _mean(weights: Weights) -> Fraction:
    return sum((place * weight for place, weight in enumerate(weights, 1)), Fraction(0)) / sum(weights)


def _way(one: Weights, other: Weights) -> Fraction:
    """How far one would have to move to lie as the other, as a part of the scale."""
    borders = range(1, len(one))
    heaps = [Fraction(sum(one[:at]), sum(one)) - Fraction(sum(other[:at]), sum(other)) for at in borders]
    return Fraction(sum(map(abs, heaps)), len(borders))


def _by_side(weights: Weights, points: int) -> Weights:
    sides = [measures.side(place, points) for place in range(1, points + 1)]
    return [
        sum((weight for weight, here in zip(weights, sides, strict=True) if here == side), Fraction(0))
        for side in ("low", "mid", "high")
    ]


def _median(weights: Weights) -> Fraction:
    """Within the cell where half is reached; on a border, the middle of the way to the next cell that is not empty."""
    half, below = sum(weights, Fraction(0)) / 2, Fraction(0)
    for place, weight in enumerate(weights, 1):
        if below + weight > half:
            return place - Fraction(1, 2) + (half - below) / weight
        if weight and below + weight == half:
            after = next(at for at in range(place + 1, len(weights) + 1) if weights[at - 1])
            return Fraction(place + after, 2)
        below += weight
    raise AssertionError("nobody is there")


def median_marks(rooms: dict[int, Weights], groups: int, first: int) -> Told | None:
    """The mark (from `first` on) in which the middle of each group lies; None for a group that was left out.

    Between two marks it is the one an even number of steps from the first.
    """
    if len(rooms) < 2:
        return None
    found = {}
    for group, weights in rooms.items():
        half = sum(weights) / 2
        below = [sum(weights[:at]) for at in range(len(weights) + 1)]
        low = next(at for at in range(len(weights)) if below[at + 1] >= half)
        high = next(at for at in range(len(weights)) if below[at + 1] > half)
        found[group] = first + round(Fraction(low + high, 2))
    apart = max(found.values()) - min(found.values())
    return {"medians": [found.get(group) for group in range(groups)], "apart": apart}


def most_apart(spans: dict[str, list[Any]], wide: dict[str, Fraction]) -> Told | None:
    """The answer that differs most (by `wide`) of those that differ for certain, and the groups in which it is largest
    and smallest."""
    sure = {
        answer: some
        for answer, some in spans.items()
        if None not in some and max(low for low, _ in some) > min(high for _, high in some)
    }
    if not sure:
        return None
    answer = max(sure, key=lambda each: wide[each])
    middles = middles_of(sure[answer])
    return {
        "item": answer,
        "high": middles.index(max(middles)),
        "low": middles.index(min(middles)),
        "apart": tens(max(middles) - min(middles)),
    }


def middles_of(spans: list[Any]) -> Weights:
    return [Fraction(low + high, 2) for low, high in spans]
