"""An order of the whole room from the orders of its people.

`ballots` are {order: people}: an order names candidates best first and may stop early; those left out share the
last place, with no preference among them. Each method gives {candidate: strength} or an order in `Places`:
[[first], [second, also second], ...], candidates of one place as they were given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, permutations

Ballots = Mapping[tuple[str, ...], int]
Duels = Mapping[tuple[str, str], int]
Places = list[list[str]]


def borda(ballots: Ballots, candidates: Sequence[str]) -> dict[str, Fraction]:
    """Points for each candidate: m - 1 for a first place down to 0 for the last of m.

    Those left out share the mean of the places left, (m - named - 1) / 2 each.
    Source: J.-C. de Borda (1781); the mean of the places left as in J. Emerson, "The original Borda
    count and partial voting", Social Choice and Welfare 40 (2013) 353, as the tied version.
    """
    points = dict.fromkeys(candidates, Fraction(0))
    for ballot, people in ballots.items():
        left_over = Fraction(len(candidates) - len(ballot) - 1, 2)
        for candidate in candidates:
            named = candidate in ballot
            points[candidate] += people * (len(candidates) - 1 - ballot.index(candidate) if named else left_over)
    return points


def by_points(points: Mapping[str, Fraction | int]) -> Places:
    """Most points first; equal ones share a place."""
    ranked = sorted(points, key=lambda candidate: -points[candidate])
    return [list(equal) for _, equal in groupby(ranked, key=lambda candidate: points[candidate])]


def duels(ballots: Ballots, candidates: Sequence[str]) -> dict[tuple[str, str], int]:
    """d[X, Y]: how many people rank X above Y, for each two candidates. Also called the pairwise matrix."""
    above = dict.fromkeys(permutations(candidates, 2), 0)
    for ballot, people in ballots.items():
        rest = [candidate for candidate in candidates if candidate not in ballot]
        for place, candidate in enumerate(ballot):
            for lower in (*ballot[place + 1 :], *rest):
                above[candidate, lower] += people
    return above


def beats_all(above: Duels, candidates: Sequence[str]) -> str | None:
    """The one that more people rank above than below each other one (the Condorcet winner), or None.

    Source: M. de Condorcet, "Essai sur l'application de l'analyse" (1785).
    """
    for one in candidates:
        if all(above[one, other] > above[other, one] for other in candidates if other != one):
            return one
    return None


def circle(above: Duels, candidates: Sequence[str]) -> list[str]:
    """Those on top that beat each other in a circle (A over B, B over C, C over A), as given; [] without one.

    X and Y are in one circle if a path of won duels leads from X to Y and one back (Condorcet's paradox); on
    top is a circle that nobody outside it beats.
    """
    wins = {pair: 1 if above[pair] > above[pair[::-1]] else 0 for pair in above}
    reached = _widest(wins, candidates)
    for one in candidates:
        around = [other for other in candidates if other == one or (reached[one, other] and reached[other, one])]
        outside = [other for other in candidates if other not in around]
        if len(around) > 1 and not any(wins[other, each] for other in outside for each in around):
            return around
    return []


def schulze(above: Duels, candidates: Sequence[str]) -> Places:
    """X before Y if the strongest path from X to Y is stronger than the one back.

    A path is a chain of won duels, as strong as the fewest people who decided one of them.
    Source: M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
    single-winner election method", Social Choice and Welfare 36 (2011) 267, with winning votes.
    """
    strength = strongest_paths(above, candidates)
    return _peeled(candidates, {pair for pair in strength if strength[pair] > strength[pair[::-1]]})


def strongest_paths(above: Duels, candidates: Sequence[str]) -> dict[tuple[str, str], int]:
    """p[X, Y]: the strength, in people, of the strongest path from X to Y; 0 where there is none."""
    return _widest({pair: people if people > above[pair[::-1]] else 0 for pair, people in above.items()}, candidates)


def ranked_pairs(above: Duels, candidates: Sequence[str]) -> Places:
    """Won duels are taken up, the strongest first, unless they contradict the stronger ones.

    Stronger: more people for it; then fewer against. Those of equal strength are taken up together, but for
    the ones that then lie in a circle: so no order in which candidates happen to stand decides anything.
    Source: T. N. Tideman, "Independence of clones as a criterion for voting rules", Social Choice and
    Welfare 4 (1987) 185, by winning votes.
    """
    taken: set[tuple[str, str]] = set()
    won = sorted((-above[pair], above[pair[::-1]], pair) for pair in above if above[pair] > above[pair[::-1]])
    for _, equal in groupby(won, key=lambda one: one[:2]):
        fresh = {pair for _, _, pair in equal}
        reached = _paths(taken, candidates)
        fitting = {pair for pair in fresh if pair[::-1] not in reached}
        reached = _paths(taken | fitting, candidates)
        taken |= {pair for pair in fitting if pair[::-1] not in reached}
    return _peeled(candidates, _paths(taken, candidates))


def _paths(edges: Collection[tuple[str, str]], candidates: Sequence[str]) -> set[tuple[str, str]]:
    """Every two candidates between which a path of edges leads."""
    widest = _widest({pair: int(pair in edges) for pair in permutations(candidates, 2)}, candidates)
    return {pair for pair, width in widest.items() if width}


def _widest(direct: Duels, candidates: Sequence[str]) -> dict[tuple[str, str], int]:
    """The widest path between each two: as wide as its narrowest step (Floyd and Warshall, 1962)."""
    widest = dict(direct)
    for middle, start, end in permutations(candidates, 3):
        widest[start, end] = max(widest[start, end], min(widest[start, middle], widest[middle, end]))
    return widest


def _peeled(candidates: Sequence[str], before: Collection[tuple[str, str]]) -> Places:
    """First those that nobody comes before, then those of the rest, and so on."""
    return list(_layers(list(candidates), before))


def _layers(left: list[str], before: Collection[tuple[str, str]]) -> Iterator[list[str]]:
    while left:
        first = [one for one in left if not any((other, one) in before for other in left)]
        yield first
        left = [one for one in left if one not in first]
