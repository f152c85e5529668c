"""Points divided over options: what each gets on average, and how many people gave it nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from pollapp.measures.dispersion import mean_difference
from pollapp.measures.panel import ENOUGH
from pollapp.measures.shares import largest_remainder, percent
from pollapp.results.bands import Band
from pollapp.results.coarse import Table, is_few, left_open_in, told
from pollapp.results.sheet import ABSENT, Sheet


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{means: {id: points, one decimal}, shares: {id: percent of all points}, zeros: {id: people},
    zero_shares: {id: percent of people}, distances: {id: points, one decimal}}.

    `distances` is how far two people are apart on average; None under ten people, and of a tally from before it.
    Sensitive: {shares: {id: tens of all points}, few: [ids that 0 to 2 people gave points], nearly_all}.
    """
    sums = {option.id: tally["sums"].get(option.id, 0) for option in question.options}
    zeros = {option.id: tally["zeros"].get(option.id, 0) for option in question.options}
    people = tally["n"]
    if high:
        return told(_table(question, sums, {key: people - none for key, none in zeros.items()}))
    return {
        "means": {key: round(float(Fraction(total) / people), 1) for key, total in sums.items()},
        "shares": largest_remainder(sums),
        "zeros": zeros,
        "zero_shares": {key: percent(none, people) for key, none in zeros.items()},
        "distances": _distances(tally.get("given"), sums) if people >= ENOUGH else None,
    }


def _distances(given: Mapping[str, Mapping[str, int]] | None, options: Iterable[str]) -> dict[str, float] | None:
    return None if given is None else {key: _distance(given.get(key, {})) for key in options}


def _distance(given: Mapping[str, int]) -> float:
    """One decimal; 0 for an option that nobody could give to."""
    apart = mean_difference({Fraction(points): people for points, people in given.items()})
    return round(float(apart or 0), 1)


def _table(question: Any, sums: Mapping[str, int], givers: Mapping[str, int]) -> Table:
    """The points in steps, and what is of a few people."""
    step, given = question.points.step, sum(sums.values()) // question.points.step
    few = frozenset(key for key, people in givers.items() if is_few(people))
    counts = {key: total // step for key, total in sums.items()}
    return Table(counts, given, few, (given, given), unit=question.points.total // step)


def sheets(question: Any, tallies: Sequence[Mapping[str, Any]], *, high: bool, **_: Any) -> list[Sheet]:
    """Groups beside each other: one sheet, points by option; what somebody kept is in none of them."""
    purse = question.points.total
    rows = [{option.id: tally["sums"].get(option.id, 0) for option in question.options} for tally in tallies]
    kept = [purse * tally["n"] - sum(row.values()) for tally, row in zip(tallies, rows, strict=True)]
    known = _known(question, tallies, rows) | {ABSENT: (sum(kept), sum(kept))} if high else None
    return [Sheet([{**row, ABSENT: rest} for row, rest in zip(rows, kept, strict=True)], sums=known, unit=purse)]


def _known(question: Any, tallies: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, int]]) -> dict[str, Band]:
    """{id: (fewest, most)} points, to who sees only what is told of the room."""
    sums = {key: sum(row[key] for row in rows) for key in rows[0]}
    givers = {key: sum(tally["n"] - tally["zeros"].get(key, 0) for tally in tallies) for key in sums}
    known, step = left_open_in(_table(question, sums, givers)), question.points.step
    return {key: (low * step, high * step) for key, (low, high) in known.items()}
