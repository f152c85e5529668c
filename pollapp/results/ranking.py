"""What comes first in the room: an order by the method that the deck names, and what the deck shows beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from pollapp.measures import rankings
from pollapp.measures.rankings import Duels, Places
from pollapp.measures.shares import tens
from pollapp.results import single
from pollapp.results.coarse import is_few
from pollapp.results.sheet import Sheet

BY_DUELS = {"schulze": rankings.schulze, "ranked_pairs": rankings.ranked_pairs}


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{method, order: [ids], places: {id: place}, winner: id | None, circle: [ids]}, and what the deck shows beside.

    Equal ones share the better place (1, 2, 2, 4). By `schulze` and `ranked_pairs` the winner beats every other
    one against one, and `circle` are those on top that beat each other in a circle. Beside it: first choices as
    {counts, shares}; {borda: {id: points}}, always by that method; {schulze: {id: place}}; and pairwise as
    {duels: {id: {other: people who put the one above the other}}}.

    Sensitive: the order is worked out from points and duels in tens of percent, 0 to 2 people being nobody; beside it
    stand the first choices as in `coarse`, but none where one would be in words, and nothing else.
    """
    ids, ranking = question.ids, question.ranking
    ballots = {tuple(order.split(",")): people for order, people in tally["orders"].items()}
    duels, points = rankings.duels(ballots, ids), rankings.borda(ballots, ids)
    first = _first(question, tally, high=high) if "first_choices" in ranking.also_show else {}
    if high:
        return {**_order(ranking.method, ids, *_in_tens(duels, points, tally["n"])), **first}
    beside = {
        "borda": {key: _plain(value) for key, value in points.items()},
        "schulze": _numbered(rankings.schulze(duels, ids)),
        "pairwise": {one: {other: duels[one, other] for other in ids if other != one} for one in ids},
    }
    asked = [name for name in beside if name in ranking.also_show or name == ranking.method == "borda"]
    return {
        **_order(ranking.method, ids, duels, points),
        **first,
        **{"duels" if name == "pairwise" else name: beside[name] for name in asked},
    }


def _order(method: str, ids: Sequence[str], duels: Duels, points: Mapping[str, Fraction]) -> dict[str, Any]:
    by_duels = BY_DUELS.get(method)
    places = by_duels(duels, ids) if by_duels else rankings.by_points(points)
    return {
        "method": method,
        "order": [one for place in places for one in place],
        "places": _numbered(places),
        "winner": rankings.beats_all(duels, ids) if by_duels else None,
        "circle": rankings.circle(duels, ids) if by_duels else [],
    }


def _first(question: Any, tally: Mapping[str, Any], *, high: bool) -> dict[str, Any]:
    """First choices; of a sensitive room none where one would be in words: the order could tell how many that is."""
    found = single.shown(question, tally, high=high)
    return {"shares": {}, "few": [], "nearly_all": None} if found.get("few") else found


def _numbered(places: Places) -> dict[str, int]:
    """{id: place}, the first is 1; after two that share a place the next one is left out."""
    found: dict[str, int] = {}
    for place in places:
        found |= dict.fromkeys(place, len(found) + 1)
    return found


def _in_tens(duels: Duels, points: Mapping[str, Fraction], people: int) -> tuple[Duels, dict[str, Fraction]]:
    """Duels and points in tens of percent, of all people and of all points that can be had."""
    most = people * (len(points) - 1)
    return (
        {pair: 0 if is_few(count) else min(90, tens(count, people)) for pair, count in duels.items()},
        {one: Fraction(min(90, tens(many, most))) for one, many in points.items()},
    )


def _plain(points: Fraction) -> int | float:
    """Points as JSON has them: halves as a float, whole ones without a point."""
    return int(points) if points.denominator == 1 else float(points)


def sheets(question: Any, tallies: Sequence[Mapping[str, Any]], *, high: bool, **_: Any) -> list[Sheet]:
    """Groups beside each other: one sheet, people by what they put first."""
    [sheet] = single.sheets(question, tallies, high=high)
    together = {key: sum(row[key] for row in sheet.rows) for key in sheet.answers}
    if not high or not any(map(is_few, together.values())):
        return [sheet]
    return [Sheet(sheet.rows, sums=dict.fromkeys(together, (0, sum(together.values()))))]
