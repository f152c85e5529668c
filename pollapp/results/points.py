"""Points divided over options: what each gets on average, and how many people gave it nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from pollapp.measures.dispersion import mean_difference
from pollapp.measures.panel import ENOUGH
from pollapp.measures.shares import largest_remainder, percent, tens
from pollapp.results.coarse import NEARLY_ALL, is_few


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
        return _sensitive(sums, {key: people - none for key, none in zeros.items()})
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


def _sensitive(sums: Mapping[str, int], givers: Mapping[str, int]) -> dict[str, Any]:
    given = sum(sums.values()) or 1
    nearly_all = next((key for key, total in sums.items() if 100 * total > NEARLY_ALL * given), None)
    if nearly_all is not None:
        return {"shares": {}, "few": [], "nearly_all": nearly_all}
    return {
        "shares": {key: min(90, tens(sums[key], given)) for key in sums if not is_few(givers[key])},
        "few": [key for key in sums if is_few(givers[key])],
        "nearly_all": None,
    }
