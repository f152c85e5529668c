"""Pictures beside each other: whether adding and subtracting them tells what a few people answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

MOST_SMALL = 12
"""With more small sets of people than this nobody can look at every combination in time."""

Marks = tuple[bool, ...]


def tells_of_a_few(pictures: Collection[frozenset[Hashable]], smallest: int) -> bool:
    """Whether something about fewer than `smallest` people follows from these pictures, each of a set of people.

    Whoever knows who is in which picture can form every combination of them. A combination that holds the answers of
    a few only is found by leaving these out: then one picture fewer is independent of the others. People who are in
    the same pictures cannot be told apart, so they count together (`marks`). True as well where there are too many
    possibilities to look at.
    Source: disclosure by differencing, Handbook on Statistical Disclosure Control, ch. 5.3, for any number of tables.
    """
    told = list(set(pictures))
    everybody = frozenset[Hashable]().union(*told)
    people = Counter(tuple(who in picture for picture in told) for who in everybody)
    small = [marks for marks, many in people.items() if many < smallest]
    if len(small) > MOST_SMALL:
        return True
    whole = _rank(list(people))
    return any(_rank([marks for marks in people if marks not in few]) < whole for few in _few(small, people, smallest))


def _few(small: Sequence[Marks], people: Counter[Marks], smallest: int) -> Iterator[tuple[Marks, ...]]:
    """Every choice of sets that are fewer than `smallest` people together."""
    for many in range(1, len(small) + 1):
        for chosen in combinations(small, many):
            if sum(people[marks] for marks in chosen) < smallest:
                yield chosen


def _rank(columns: Sequence[Marks]) -> int:
    """How many of the columns are independent of each other."""
    kept: list[tuple[int, list[Fraction]]] = []
    for marks in columns:
        column = [Fraction(mark) for mark in marks]
        for at, other in kept:
            factor = column[at] / other[at]
            column = [mine - factor * theirs for mine, theirs in zip(column, other, strict=True)]
        if any(column):
            kept.append((next(at for at, mine in enumerate(column) if mine), column))
    return len(kept)
