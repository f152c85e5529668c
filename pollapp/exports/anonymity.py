"""What rows must not tell: who stands in a small group, and whose they are by what was left open.

Both are k-anonymity: whoever knows of somebody in which groups they are, and which questions they answered, finds at
least `least` lines that could be theirs. It says nothing of the answers themselves: who knows some of them may find a
line by those, which is why rows have to be announced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

SMALLEST = 5

Pattern = frozenset[int]
"""The rounds that somebody answered."""


def levelled(patterns: Sequence[Pattern], least: int = SMALLEST) -> list[Pattern]:
    """The rounds of each person that may stand in their line, so that no line is known by its open cells.

    Each pattern belongs to at least `least` people or is empty. Of each round, all answers are there or at least
    `least` are left out, since the counts of a round less its rows would be the answers that are not in them.
    Given the same people in the same order, the same cells stay: two exports side by side tell nothing more.
    """
    classes: dict[Pattern, list[int]] = {}
    for who, pattern in enumerate(patterns):
        classes.setdefault(pattern, []).append(who)
    while (rare := _rarest(classes, least)) is not None:
        _level(classes, rare, least)
    for round_ in sorted(frozenset().union(*patterns)):
        _leave_out(classes, patterns, round_, least)
    kept = {who: pattern for pattern, people in classes.items() for who in people}
    return [kept[who] for who in range(len(patterns))]


def merged(
    groups: Sequence[tuple[Hashable, ...]], other: Hashable, nothing: Hashable, least: int = SMALLEST
) -> list[tuple[Hashable, ...]]:
    """The same groups, one tuple a person, with small values replaced by `other`.

    Every combination of values then belongs to at least `least` people; fewer than these altogether have `nothing`
    everywhere. A pool that is too small takes the smallest of the others in, so that no few can be subtracted.
    """
    if not groups or not groups[0]:
        return list(groups)
    if len(groups) < least:
        return [(nothing,) * len(groups[0])] * len(groups)
    small = _small(Counter(first for first, *_ in groups), least)
    firsts = [other if first in small else first for first, *_ in groups]
    rest: list[tuple[Hashable, ...]] = [()] * len(groups)
    for first in set(firsts):
        places = [place for place, each in enumerate(firsts) if each == first]
        inner = merged([groups[place][1:] for place in places], other, nothing, least)
        for place, values in zip(places, inner, strict=True):
            rest[place] = values
    return [(first, *values) for first, values in zip(firsts, rest, strict=True)]


def _small(sizes: Counter[Hashable], least: int) -> set[Hashable]:
    """The values that go into one pool: all that are too small, and the smallest others until the pool is not."""
    ranked = sorted(sizes, key=lambda value: (sizes[value], str(value)))
    pool = {value for value in ranked if sizes[value] < least}
    for value in ranked:
        if not pool or sum(sizes[each] for each in pool) >= least:
            break
        pool.add(value)
    return pool


def _rarest(classes: dict[Pattern, list[int]], least: int) -> Pattern | None:
    """The pattern of the fewest people, when these are too few."""
    few = [pattern for pattern in classes if pattern and len(classes[pattern]) < least]
    return min(few, key=lambda pattern: (len(classes[pattern]), sorted(pattern)), default=None)


def _level(classes: dict[Pattern, list[int]], rare: Pattern, least: int) -> None:
    """Give the people of a rare pattern, and as many of another one as it takes, what the two have in common.

    The other one is that by which the fewest cells are lost. It gives `least` people, or all when too few would stay.
    """

    def given(other: Pattern) -> int:
        size = len(classes[other])
        return 0 if other < rare and size >= least else least if size >= 2 * least else size

    def lost(other: Pattern) -> int:
        return len(classes[rare]) * len(rare - other) + given(other) * len(other - rare)

    others = sorted((each for each in classes if each and each != rare), key=sorted)
    other = min(others, key=lost, default=None)
    people = classes.pop(rare)
    if other is None:
        classes.setdefault(frozenset(), []).extend(people)
        return
    many = given(other)
    people += [classes[other].pop() for _ in range(many)]
    if not classes[other]:
        del classes[other]
    classes.setdefault(rare & other, []).extend(people)


def _leave_out(classes: dict[Pattern, list[int]], patterns: Sequence[Pattern], round_: int, least: int) -> None:
    """Where a few answers of a round were left out, leave out those of a whole pattern, or of `least` people of it."""
    missing = sum(
        round_ in patterns[who] and round_ not in pattern for pattern, people in classes.items() for who in people
    )
    having = sorted((each for each in classes if round_ in each), key=lambda each: (len(classes[each]), sorted(each)))
    if not 0 < missing < least or not having:
        return
    large = [each for each in having if len(classes[each]) >= 2 * least]
    chosen = large[0] if large else having[0]
    many = least if large else len(classes[chosen])
    people = [classes[chosen].pop() for _ in range(many)]
    if not classes[chosen]:
        del classes[chosen]
    classes.setdefault(chosen - {round_}, []).extend(people)
