"""The measures once more, for the plays: written from their formulas alone, person by person, without speed.

Nothing of pollapp is imported here, nor anything beside the standard library; a test holds that. Where pollapp counts
cells, this goes over people and pairs of people; where pollapp bounds a root by fractions, this takes fifty digits.
Numbers are exact (`Fraction`), except where the formula has a root in it (`Decimal`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from math import comb, floor
from typing import Any

Places = Sequence[int]
"""Where people stand on a scale from 1 to K, one number a person."""

DIGITS = 50


def counts_of(people: Places, points: int) -> list[int]:
    return [sum(place == at for place in people) for at in range(1, points + 1)]


def people_of(counts: Sequence[int]) -> list[int]:
    return [place for place, many in enumerate(counts, 1) for _ in range(many)]


def shares_fit(shares: Sequence[int], counts: Sequence[int]) -> bool:
    """Whether these whole percents are the counts' by the method of largest remainders, however ties are broken."""
    exact = [Fraction(100 * many, sum(counts)) for many in counts]
    raised = [share - floor(part) for share, part in zip(shares, exact, strict=True)]
    left = [part - floor(part) for part in exact]
    lifted = [rest for rest, up in zip(left, raised, strict=True) if up]
    stayed = [rest for rest, up in zip(left, raised, strict=True) if not up]
    fair = not lifted or not stayed or min(lifted) >= max(stayed)
    return sum(shares) == 100 and set(raised) <= {0, 1} and fair


# One scale: how the room is divided.


def distance(people: Places) -> Fraction:
    """How many steps two people lie apart, the mean over all pairs of people."""
    pairs = [abs(one - other) for one, other in combinations(people, 2)]
    return Fraction(sum(pairs), len(pairs))


def agreement(counts: Sequence[int]) -> Fraction:
    """A of van der Eijk 2001: layer after layer is peeled off, each as thick as its thinnest filled cell."""
    left, everyone, total = list(counts), sum(counts), Fraction(0)
    while any(left):
        thin = min(many for many in left if many)
        pattern = [int(many > 0) for many in left]
        total += Fraction(thin * sum(pattern), everyone) * _agreement_of_pattern(pattern)
        left = [many - thin if many else 0 for many in left]
    return total


def _agreement_of_pattern(pattern: list[int]) -> Fraction:
    points, filled = len(pattern), sum(pattern)
    if filled == 1:
        return Fraction(1)
    triples = list(combinations(pattern, 3))
    one_peak = sum(triple in ((1, 1, 0), (0, 1, 1)) for triple in triples)
    two_peaks = sum(triple == (1, 0, 1) for triple in triples)
    if one_peak + two_peaks == 0:
        return Fraction(0)
    shape = Fraction((points - 2) * one_peak - (points - 1) * two_peaks, (points - 2) * (one_peak + two_peaks))
    return shape * (1 - Fraction(filled - 1, points - 1))


def camps(counts: Sequence[int]) -> Decimal:
    """Esteban and Ray's polarisation (alpha 0.8) as so many times that of an even room."""
    return _esteban_ray(counts) / _esteban_ray([1] * len(counts))


def _esteban_ray(counts: Sequence[int]) -> Decimal:
    with localcontext() as exact:
        exact.prec = DIGITS
        parts = [Decimal(many) / sum(counts) for many in counts]
        cells = list(enumerate(parts))
        return sum(
            (one ** Decimal("1.8") * other * abs(at - to) for at, one in cells if one for to, other in cells),
            Decimal(0),
        )


def indices(people: Places, points: int) -> dict[str, Fraction | Decimal]:
    """Three more ways to say how far apart a room is, for people who do research: Leik's D, Blair and Lacy's
    dispersion 1 - l², and the consensus of Tastle and Wierman."""
    shares = [Fraction(many, len(people)) for many in counts_of(people, points)]
    below = [sum(shares[:at], Fraction(0)) for at in range(1, points)]
    mean = Fraction(sum(people), len(people))
    with localcontext() as exact:
        exact.prec = DIGITS
        near = [1 - abs(at - mean) / (points - 1) for at in range(1, points + 1)]
        logs = [_decimal(part).ln() / Decimal(2).ln() if part else Decimal(0) for part in near]
        consensus = 1 + sum((_decimal(share) * log for share, log in zip(shares, logs, strict=True)), Decimal(0))
    return {
        "leik": 2 * sum((min(part, 1 - part) for part in below), Fraction(0)) / (points - 1),
        "dispersion": 4 * sum((part * (1 - part) for part in below), Fraction(0)) / (points - 1),
        "consensus": consensus,
    }


def _decimal(part: Fraction) -> Decimal:
    return Decimal(part.numerator) / Decimal(part.denominator)


def panel(people: Places, points: int) -> dict[str, Any] | None:
    """The label of a room with its side and the three numbers; None under ten people."""
    if len(people) < 10:
        return None
    counts = counts_of(people, points)
    a, r = agreement(counts), camps(counts)
    low, middle, high = sides(people, points)
    label = _label(a, r, low, middle, high)
    sided = label in ("agreed", "mostly_agreed", "majority_minority")
    return {
        "label": label,
        "side": ("low" if low > high else "high" if high > low else "middle") if sided else None,
        "small": len(people) < 20,
        "distance": distance(people),
        "agreement": a,
        "camps": r,
    }


def sides(people: Places, points: int) -> tuple[int, int, int]:
    """People below the middle of the scale, on it and above it."""
    low = sum(2 * place < points + 1 for place in people)
    high = sum(2 * place > points + 1 for place in people)
    return low, len(people) - low - high, high


def _label(a: Fraction, r: Decimal, low: int, middle: int, high: int) -> str:
    smaller, larger, mid = (Fraction(many, low + middle + high) for many in (min(low, high), max(low, high), middle))
    if a >= Fraction("0.6"):
        return "agreed"
    if smaller >= Fraction("0.3") and mid <= Fraction("0.2") and r >= Decimal("1.15"):
        return "two_camps"
    if larger >= Fraction("0.6") and smaller >= Fraction("0.15") and a < Fraction("0.5"):
        return "majority_minority"
    return "mostly_agreed" if a >= Fraction("0.3") else "spread"


def middle_person(people: Places) -> tuple[int, int]:
    """The place of the person in the middle, or of the two."""
    row = sorted(people)
    return row[(len(row) - 1) // 2], row[len(row) // 2]


def median(people: Places) -> Fraction:
    """The median within its cell: each cell is one step wide, and its people are spread over it evenly."""
    row, half = sorted(people), Fraction(len(people), 2)
    below, above = middle_person(row)
    if below != above:
        return Fraction(below + above, 2)
    before, here = sum(place < below for place in row), row.count(below)
    return below - Fraction(1, 2) + (half - before) / here


def quartiles(values: Sequence[int]) -> list[Fraction]:
    """The values that a quarter, half and three quarters of the people do not exceed: where the cut falls between two
    people, the mean of theirs (definition 2 of Hyndman and Fan 1996)."""
    row = sorted(values)
    found = []
    for quarter in (1, 2, 3):
        under, between = quarter * len(row) // 4, quarter * len(row) % 4 == 0
        found.append(Fraction(row[under - 1] + row[under], 2) if between else Fraction(row[under]))
    return found


# Two moments: how the room moved.


def shift(pairs: Sequence[tuple[int, int]], points: int) -> dict[str, Any]:
    """How the people moved who answered both times. `flows` go from a side of the scale to a side."""
    before, after = [one for one, _ in pairs], [other for _, other in pairs]
    up = sum(other > one for one, other in pairs)
    down = sum(other < one for one, other in pairs)
    return {
        "stayed": len(pairs) - up - down,
        "up": up,
        "down": down,
        "net": Fraction(up - down, len(pairs)),
        "gross": Fraction(sum(abs(other - one) for one, other in pairs), len(pairs) * (points - 1)),
        "step": Fraction(sum(other - one for one, other in pairs), len(pairs)),
        "distance": (distance(before), distance(after)),
        "agreement": (agreement(counts_of(before, points)), agreement(counts_of(after, points))),
        "flows": {
            f"{start}_{end}": sum(side(one, points) == start and side(other, points) == end for one, other in pairs)
            for start in ("low", "mid", "high")
            for end in ("low", "mid", "high")
        },
    }


def sign_test(up: int, down: int) -> Fraction:
    """How often chance alone would send people up and down at least as unevenly."""
    fewer, moved = min(up, down), up + down
    return min(Fraction(1), Fraction(2 * sum(comb(moved, many) for many in range(fewer + 1)), 2**moved))


def side(place: int, points: int) -> str:
    return "low" if 2 * place < points + 1 else "high" if 2 * place > points + 1 else "mid"


# Groups of people.


def merged(sizes: Mapping[str, int], smallest: int) -> list[list[str]]:
    """Which groups stand side by side: those that are large enough, and the small ones together.

    What is too small together takes the smallest large one with it. None is left where one group remains alone.
    """
    pool = [name for name, many in sizes.items() if 0 < many < smallest]
    alone = sorted((name for name, many in sizes.items() if many >= smallest), key=lambda name: sizes[name])
    while pool and alone and sum(sizes[name] for name in pool) < smallest:
        pool.append(alone.pop(0))
    if pool and not alone:
        return []
    return [[name] for name in sizes if name in alone] + ([[name for name in sizes if name in pool]] if pool else [])


def gap(one: Places, other: Places, points: int) -> dict[str, Fraction]:
    """Between two groups: the step between their means, Cliff's delta (1: everybody of the first lies above), the
    overlap of their shares, and the way from one to the other (Wasserstein) as a part of the scale."""
    higher = sum(here > there for here in one for there in other)
    lower = sum(here < there for here in one for there in other)
    parts = [(Fraction(one.count(at), len(one)), Fraction(other.count(at), len(other))) for at in range(1, points + 1)]
    heaps = [sum((p - q for p, q in parts[:at]), Fraction(0)) for at in range(1, points)]
    return {
        "step": Fraction(sum(one), len(one)) - Fraction(sum(other), len(other)),
        "delta": Fraction(higher - lower, len(one) * len(other)),
        "overlap": sum((min(p, q) for p, q in parts), Fraction(0)),
        "way": sum((abs(heap) for heap in heaps), Fraction(0)) / (points - 1),
    }


# Sentences: what the groups share, and what divides them.


def consensus(groups: Sequence[tuple[int, int]]) -> Decimal:
    """Group-informed consensus of a sentence: the geometric mean of (agree + 1) / (seen + 2) over the groups.

    `groups` are (people who agree, people who said agree, disagree or pass).
    """
    with localcontext() as exact:
        exact.prec = DIGITS
        product = Decimal(1)
        for agree, seen in groups:
            product *= Decimal(agree + 1) / Decimal(seen + 2)
        return product ** (Decimal(1) / len(groups))


def controversy(agree: int, disagree: int, seen: int) -> Fraction:
    """Which part of the room can be paired with an opponent."""
    return Fraction(2 * min(agree, disagree), seen)


# Orders.

Ballots = Sequence[Sequence[str]]


def duels(ballots: Ballots, names: Sequence[str]) -> dict[tuple[str, str], int]:
    """How many ballots put the one above the other. What is not on a ballot shares its last place."""

    def above(ballot: Sequence[str], one: str, other: str) -> bool:
        return one in ballot and (other not in ballot or ballot.index(one) < ballot.index(other))

    return {(one, other): sum(above(ballot, one, other) for ballot in ballots) for one, other in permutations(names, 2)}


def schulze(ballots: Ballots, names: Sequence[str]) -> list[list[str]]:
    """The order by Schulze, best first; names that tie stand together.

    The strength of a path is its weakest won duel; every path there is, is walked.
    """
    won = duels(ballots, names)
    strength = {
        (one, other): max(_strength(path, won) for path in _paths(one, other, names))
        for one, other in permutations(names, 2)
    }
    beaten = {
        name: sum(strength[other, name] > strength[name, other] for other in names if other != name) for name in names
    }
    return [[name for name in names if beaten[name] == rank] for rank in sorted(set(beaten.values()))]


def _paths(start: str, end: str, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    between = [name for name in names if name not in (start, end)]
    for many in range(len(between) + 1):
        for way in permutations(between, many):
            yield start, *way, end


def _strength(path: tuple[str, ...], won: Mapping[tuple[str, str], int]) -> int:
    steps = list(pairwise(path))
    return min(won[step] if won[step] > won[step[::-1]] else 0 for step in steps)


def borda(ballots: Ballots, names: Sequence[str]) -> dict[str, Fraction]:
    """For each place one more than for the place below, 0 for the last; who shares places gets their mean."""
    points = dict.fromkeys(names, Fraction(0))
    for ballot in ballots:
        absent = len(names) - len(ballot)
        for name in names:
            points[name] += len(names) - 1 - ballot.index(name) if name in ballot else Fraction(absent - 1, 2)
    return points


def condorcet(ballots: Ballots, names: Sequence[str]) -> str | None:
    """Who wins from every other one, one against one."""
    won = duels(ballots, names)
    best = [one for one in names if all(won[one, other] > won[other, one] for other in names if other != one)]
    return best[0] if best else None
