"""Small groups in a list of rows: merged until nobody stands in a group of fewer than five."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

SMALLEST = 5


def merged(groups: Sequence[tuple[Hashable, ...]], other: Hashable, nothing: Hashable) -> list[tuple[Hashable, ...]]:
    """The same groups, one tuple a person, with small values replaced by `other`.

    Every combination of values then belongs to at least five people; fewer than five altogether have `nothing`
    everywhere. A pool of fewer than five takes the smallest of the others in, so that no few can be subtracted.
    """
    if not groups or not groups[0]:
        return list(groups)
    if len(groups) < SMALLEST:
        return [(nothing,) * len(groups[0])] * len(groups)
    small = _small(Counter(first for first, *_ in groups))
    firsts = [other if first in small else first for first, *_ in groups]
    rest: list[tuple[Hashable, ...]] = [()] * len(groups)
    for first in set(firsts):
        places = [place for place, each in enumerate(firsts) if each == first]
        inner = merged([groups[place][1:] for place in places], other, nothing)
        for place, values in zip(places, inner, strict=True):
            rest[place] = values
    return [(first, *values) for first, values in zip(firsts, rest, strict=True)]


def _small(sizes: Counter[Hashable]) -> set[Hashable]:
    """The values that go into one pool: all below five, and then the smallest others until the pool has five."""
    ranked = sorted(sizes, key=lambda value: (sizes[value], str(value)))
    pool = {value for value in ranked if sizes[value] < SMALLEST}
    for value in ranked:
        if not pool or sum(sizes[each] for each in pool) >= SMALLEST:
            break
        pool.add(value)
    return pool
