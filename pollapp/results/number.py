"""A number: bins that the question fixes, and the middle of the room. Never a lowest, highest or list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from pollapp.measures import numbers
from pollapp.measures.shares import largest_remainder
from pollapp.results.coarse import coarse

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
ENOUGH_FOR_QUARTILES = 10

Bins = Sequence[tuple[Fraction, Fraction]]


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{bins: [{from, to, count}], counts and shares: {from as text: ...}, median, quartiles: [lower, upper]}.

    `to` is included. Quartiles are None under ten people. Sensitive: bins without count, `coarse` by the bin's
    `from`, and neither median nor quartiles: each is the answer of one or two people.
    """
    values = {numbers.exact(value): count for value, count in tally["counts"].items()}
    bins = _bins(question.number)
    people = numbers.binned(values, bins)
    counts = {str(_plain(start)): count for (start, _), count in zip(bins, people, strict=True)}
    if high:
        return _sensitive(bins, counts, tally["n"])
    return {
        "bins": [{**_edges(span), "count": count} for span, count in zip(bins, people, strict=True)],
        "counts": counts,
        "shares": largest_remainder(counts),
        "median": _plain(numbers.quantile(values, HALF)),
        "quartiles": _quartiles(values, tally["n"]),
    }


def _bins(number: Any) -> Bins:
    low, high, step = (numbers.exact(value) for value in (number.min, number.max, number.step))
    return numbers.bins(low, high, step, [numbers.exact(edge) for edge in number.bins or ()])


def _quartiles(values: Mapping[Fraction, int], people: int) -> list[int | float | None] | None:
    if people < ENOUGH_FOR_QUARTILES:
        return None
    return [_plain(numbers.quantile(values, share)) for share in (QUARTER, 1 - QUARTER)]


def _sensitive(bins: Bins, counts: Mapping[str, int], people: int) -> dict[str, Any]:
    told = coarse(counts, people)
    return {
        "bins": [_edges(span) for span in bins],
        **told,
        "median": None,
        "quartiles": None,
    }


def _edges(span: tuple[Fraction, Fraction]) -> dict[str, int | float | None]:
    return {"from": _plain(span[0]), "to": _plain(span[1])}


def _plain(value: Fraction | None) -> int | float | None:
    """A number as JSON has it: whole without a point."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)
