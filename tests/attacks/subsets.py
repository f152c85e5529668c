"""What somebody can work out who knows of each picture whose answers are in it, and who can add and subtract.

A picture tells how a set of answers adds up. Whoever has several can form every combination of them; where one
combination holds the answers of few people only, something of these people is found out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from itertools import combinations

Answer = tuple[int, int]
"""(who, which one): the same person may answer several times."""

Picture = frozenset[Answer]


def found_out(pictures: Collection[Picture], fewest: int, knows: Collection[int] = ()) -> frozenset[int] | None:
    """Fewer than `fewest` people of whom something follows from the pictures; None where nobody is found out.

    `knows` are people whose answers are known beforehand (the attacker's own): they hide nobody.
    """
    seen = [frozenset(answer for answer in picture if answer[0] not in knows) for picture in pictures]
    whole = _rank(seen)
    for few in _small(seen, fewest - len(knows) - 1):
        if _rank([frozenset(answer for answer in picture if answer[0] not in few) for picture in seen]) < whole:
            return few
    return None


def _small(pictures: Collection[Picture], most: int) -> Iterator[frozenset[int]]:
    """Every set of at most so many people, made of those whom no picture tells apart.

    Leaving out only some of those who are in the same pictures would change no combination.
    """
    alike: dict[tuple[tuple[int, ...], ...], set[int]] = {}
    for who in {who for picture in pictures for who, _ in picture}:
        marks = tuple(tuple(sorted(which for one, which in picture if one == who)) for picture in pictures)
        alike.setdefault(marks, set()).add(who)
    small = [frozenset(people) for people in alike.values() if len(people) <= most]
    for number in range(1, most + 1):
        for chosen in combinations(small, number):
            if len(union := frozenset().union(*chosen)) <= most:
                yield union


def _rank(pictures: Iterable[Picture]) -> int:
    """How many of the pictures tell something that the others together do not."""
    kept: list[dict[Answer, Fraction]] = []
    for picture in pictures:
        row = dict.fromkeys(picture, Fraction(1))
        for other in kept:
            row = _less(row, other, next(iter(other)))
        if row:
            kept.append(row)
    return len(kept)


def _less(row: dict[Answer, Fraction], other: dict[Answer, Fraction], at: Answer) -> dict[Answer, Fraction]:
    """The row without its part of the other one: nothing is left at one place."""
    if at not in row:
        return row
    factor = row[at] / other[at]
    rest = {place: row.get(place, Fraction(0)) - factor * other.get(place, Fraction(0)) for place in {*row, *other}}
    return {place: value for place, value in rest.items() if value}
