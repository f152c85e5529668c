"""Groups of people who judged sentences alike, found in their answers alone.

The way of Polis, as described in C. Small, M. Bjorkegren, T. Erkkilä, L. Shaw and C. Megill, "Polis: scaling
deliberation by mapping high dimensional opinion spaces", Recerca 26 (2021), with conditions for a small room.
`python -m pollapp.measures.opinions` finds them in a process of its own: see `main`.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from math import dist, hypot, sqrt
from operator import mul
from random import Random
from typing import Any

Vote = int | None
Votes = Sequence[Sequence[Vote]]
Point = tuple[float, float]
Vector = Sequence[float]
Division = list[int]
"""The number of the group of each person, 0 is the first."""

ENOUGH_PEOPLE = 20
ENOUGH_SENTENCES = 5
CLEAR = 0.25
"""The least mean silhouette; below it L. Kaufman and P. J. Rousseeuw find "no substantial structure" ("Finding
Groups in Data", 1990, ch. 2)."""

SHUFFLES = 19
"""With the real room they are twenty: that it comes first by chance happens once in twenty times."""

ROUNDS = 100
ANSWERS = {1: "agree", -1: "disagree", 0: "pass"}


def opinion_groups(votes: Votes, most: int, smallest: int) -> list[dict[str, Any]] | None:
    """The groups of a room, the largest first: [{n, sentences: [{agree, disagree, pass}, ...]}], or None.

    A row of `votes` is a person, a column a sentence: 1 agrees, -1 disagrees, 0 passes, None did not come past.
    There are two to `most` groups, each of at least `smallest` people, together everybody with a vote: of the
    divisions of that kind the clearest. None where there are fewer than 20 people or 5 sentences, where the
    sentences hang together no more than by chance (`hangs_together`), or where the mean silhouette stays below 0.25.
    Who is in which group is not told, and the same people give the same groups in whatever order they come.
    """
    people = sorted((row for row in votes if any(vote is not None for vote in row)), key=_sortable)
    if len(people) < ENOUGH_PEOPLE or len(people[0]) < ENOUGH_SENTENCES or not hangs_together(people):
        return None
    points = projected(people)
    found = [division for count in range(2, most + 1) if (division := divided(points, count, smallest))]
    clear = list(zip(silhouettes(points, found), found, strict=True))
    best, division = max(clear, key=lambda each: each[0], default=(0.0, []))
    return _told(people, division) if best >= CLEAR else None


def hangs_together(people: Votes) -> bool:
    """Whether what people think of one sentence says more about the others than chance would.

    Also people who all think the same, each with some doubts, lie in a plane as a cloud that k-means divides. So the
    first principal component must explain more than in any of 19 rooms in which every sentence has the same votes,
    dealt out anew to those who voted on it. The dealing is the same each time.
    Source: parallel analysis, J. L. Horn, Psychometrika 30 (1965) 179; by permutation, A. Buja and N. Eyuboglu,
    "Remarks on parallel analysis", Multivariate Behavioral Research 27 (1992) 509.
    """
    dealer = Random(0)  # noqa: S311 - for a comparison that is the same each time, and no secret
    explained = _strength(_centred(people))
    return all(explained > _strength(_centred(_dealt(people, dealer))) for _ in range(SHUFFLES))


def projected(people: Votes) -> list[Point]:
    """Everybody in the plane in which they lie furthest apart: the first two principal components.

    A vote that was not cast counts as the mean of its sentence. Who cast few votes would lie near the middle for
    that reason alone, so every place is stretched by sqrt(sentences / votes cast); who cast none lies there.
    Source: K. Pearson, "On lines and planes of closest fit to systems of points in space", Phil. Mag. 2 (1901) 559.
    """
    rows = _centred(people)
    spread = _spread(rows)
    first, explained = _direction(spread)
    second, _ = _direction(_without(spread, first, explained))
    cast = [sum(vote is not None for vote in row) for row in people]
    stretches = [sqrt(len(row) / votes) if votes else 0.0 for row, votes in zip(rows, cast, strict=True)]
    return [
        (_dot(row, first) * stretch, _dot(row, second) * stretch) for row, stretch in zip(rows, stretches, strict=True)
    ]


def divided(points: Sequence[Point], groups: int, smallest: int) -> Division | None:
    """So many groups, in which each point is nearest to the middle of its own; None if one has too few points.

    The first middles are points at equal distances in the order from left to right.
    Source: k-means, S. P. Lloyd, "Least squares quantization in PCM", IEEE Trans. Inf. Theory 28 (1982) 129.
    """
    places = sorted(set(points))
    middles = [places[(2 * group + 1) * len(places) // (2 * groups)] for group in range(groups)]
    division: Division = []
    for _ in range(ROUNDS):
        before, division = division, [_nearest(point, middles) for point in points]
        sizes = Counter(division)
        if division == before or len(sizes) < groups:
            break
        middles = [_middle(points, division, group) for group in range(groups)]
    return division if min(sizes[group] for group in range(groups)) >= smallest else None


def silhouettes(points: Sequence[Point], divisions: Sequence[Division]) -> list[float]:
    """How clear each division is, -1 to 1: the mean over all points of (b - a) / max(a, b).

    a is the mean distance to the others of the own group, b that to the nearest other group; 0 for who is alone.
    Source: P. J. Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster
    analysis", J. Comput. Appl. Math. 20 (1987) 53.
    """
    sizes = [Counter(division) for division in divisions]
    sums = [0.0] * len(divisions)
    for place, point in enumerate(points):
        distances = [dist(point, other) for other in points]
        for which, division in enumerate(divisions):
            sums[which] += _silhouette(distances, division, sizes[which], division[place])
    return [total / len(points) for total in sums]


def _silhouette(distances: Vector, division: Division, sizes: Counter[int], own: int) -> float:
    sums = dict.fromkeys(sizes, 0.0)
    for distance, group in zip(distances, division, strict=True):
        sums[group] += distance
    if sizes[own] == 1:
        return 0
    within = sums.pop(own) / (sizes[own] - 1)
    beyond = min(total / sizes[group] for group, total in sums.items())
    return (beyond - within) / max(within, beyond) if within or beyond else 0


def _sortable(row: Sequence[Vote]) -> list[int]:
    return [2 if vote is None else vote for vote in row]


def _dealt(people: Votes, dealer: Random) -> Votes:
    """The same room with the votes on each sentence dealt out anew to those who voted on it."""
    return list(zip(*(_shuffled(column, dealer) for column in zip(*people, strict=True)), strict=True))


def _shuffled(column: Sequence[Vote], dealer: Random) -> Iterator[Vote]:
    votes = [vote for vote in column if vote is not None]
    dealer.shuffle(votes)
    return (None if vote is None else votes.pop() for vote in column)


def _centred(people: Votes) -> list[list[float]]:
    """The votes less the mean of their sentence; one that was not cast lies on that mean."""
    means = [_mean([vote for vote in column if vote is not None]) for column in zip(*people, strict=True)]
    return [[0.0 if vote is None else vote - mean for vote, mean in zip(row, means, strict=True)] for row in people]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _strength(rows: Sequence[Vector]) -> float:
    return _direction(_spread(rows))[1]


def _spread(rows: Sequence[Vector]) -> list[list[float]]:
    """How sentences go together: the sums of their products over all people."""
    columns = list(zip(*rows, strict=True))
    return [[_dot(one, other) for other in columns] for one in columns]


def _direction(spread: Sequence[Vector]) -> tuple[Vector, float]:
    """The direction in which people lie furthest apart, and how far: the first eigenvector, by power iteration."""
    vector: Vector = [1 / (place + 1) for place in range(len(spread))]
    length = 0.0
    for _ in range(ROUNDS):
        turned = [_dot(row, vector) for row in spread]
        length = hypot(*turned)
        if not length:
            break
        vector = [each / length for each in turned]
    return vector, length


def _without(spread: Sequence[Vector], direction: Vector, strength: float) -> list[list[float]]:
    """The spread that is left when one direction is taken away (Hotelling's deflation)."""
    return [
        [each - strength * up * across for each, across in zip(row, direction, strict=True)]
        for row, up in zip(spread, direction, strict=True)
    ]


def _dot(one: Vector, other: Vector) -> float:
    total: float = sum(map(mul, one, other))
    return total


def _nearest(point: Point, middles: Sequence[Point]) -> int:
    return min(range(len(middles)), key=lambda group: dist(point, middles[group]))


def _middle(points: Sequence[Point], division: Division, group: int) -> Point:
    own = [point for point, number in zip(points, division, strict=True) if number == group]
    return _mean([across for across, _ in own]), _mean([up for _, up in own])


def _told(people: Votes, division: Division) -> list[dict[str, Any]]:
    """The groups without their people, the largest first; equal ones by their votes, never by chance."""
    groups = [[row for row, own in zip(people, division, strict=True) if own == group] for group in set(division)]
    told = [{"n": len(rows), "sentences": [_counted(column) for column in zip(*rows, strict=True)]} for rows in groups]
    return sorted(told, key=lambda group: (-group["n"], [list(row.values()) for row in group["sentences"]]))


def _counted(column: Sequence[Vote]) -> dict[str, int]:
    counts = Counter(column)
    return {answer: counts[vote] for vote, answer in ANSWERS.items()}


def main() -> None:
    """Read {votes, most, smallest} as JSON, write `opinion_groups` as JSON; politely, beside a live picture."""
    os.nice(10)
    asked = json.load(sys.stdin)
    json.dump(opinion_groups(asked["votes"], asked["most"], asked["smallest"]), sys.stdout)


if __name__ == "__main__":
    main()
