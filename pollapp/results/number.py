"""A number: bins that the question fixes, and the middle of the room. Never a lowest, highest or list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Any

from pollapp.measures import numbers
from pollapp.measures.shares import largest_remainder
from pollapp.results.coarse import coarse, possible
from pollapp.results.sheet import Sheet

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
ENOUGH_FOR_A_MIDDLE = 10
WIDE_BINS = 4

Bins = Sequence[tuple[Fraction, Fraction]]


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{bins: [{from, to, count}], counts and shares: {from as text: ...}, median, quartiles: [lower, upper]}.

    `to` is included. Median and quartiles are None under ten people. Sensitive: bins without count, `coarse` by the
    bin's `from`, and neither median nor quartiles: each is the answer of one or two people.
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
        "median": _plain(numbers.quantile(values, HALF)) if tally["n"] >= ENOUGH_FOR_A_MIDDLE else None,
        "quartiles": _quartiles(values, tally["n"]),
    }


def _bins(number: Any) -> Bins:
    low, high, step = (numbers.exact(value) for value in (number.min, number.max, number.step))
    return numbers.bins(low, high, step, [numbers.exact(edge) for edge in number.bins or ()])


def _quartiles(values: Mapping[Fraction, int], people: int) -> list[int | float | None] | None:
    if people < ENOUGH_FOR_A_MIDDLE:
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


def sheets(
    question: Any, tallies: Sequence[Mapping[str, Any]], *, high: bool, fine: bool, like: Sequence[Mapping[str, Any]]
) -> list[Sheet]:
    """Groups beside each other: one sheet, people by bin where it is `fine`, else by four wide bins at most.

    The wide ones end where the bins do in which the quarters of the room `like` these end; sensitive: they are of
    the same number of bins each, so that they tell nothing of the room.
    """
    bins = _bins(question.number)
    rows = [_binned(bins, tally) for tally in tallies]
    if fine:
        return [Sheet(rows)]
    ends = _even_ends(bins) if high else _ends_of_quarters(bins, like)
    together = {key: sum(row[key] for row in rows) for key in rows[0]}
    known = possible(together, sum(together.values()))
    low, high_ = (_wider({key: band[end] for key, band in known.items()}, ends) for end in (0, 1))
    return [
        Sheet([_wider(row, ends) for row in rows], sums={key: (low[key], high_[key]) for key in low} if high else None)
    ]


def _binned(bins: Bins, tally: Mapping[str, Any]) -> dict[str, int]:
    values = {numbers.exact(value): count for value, count in tally["counts"].items()}
    people = numbers.binned(values, bins)
    return {str(_plain(start)): count for (start, _), count in zip(bins, people, strict=True)}


def _ends_of_quarters(bins: Bins, tallies: Sequence[Mapping[str, Any]]) -> set[int]:
    """The places of the bins in which a quarter, the half and three quarters of the people are reached."""
    people = [sum(counts) for counts in zip(*(_binned(bins, tally).values() for tally in tallies), strict=True)]
    below = list(accumulate(people))
    return {next(place for place, count in enumerate(below) if 4 * count >= part * below[-1]) for part in (1, 2, 3)}


def _even_ends(bins: Bins) -> set[int]:
    wide = -(-len(bins) // WIDE_BINS)
    return set(range(wide - 1, len(bins) - 1, wide))


def _wider(row: Mapping[str, int], ends: Collection[int]) -> dict[str, int]:
    """The bins of a row taken together, each wide one under the name of its first."""
    found: dict[str, int] = {}
    first = next(iter(row))
    for place, (key, count) in enumerate(row.items()):
        first = key if place - 1 in ends else first
        found[first] = found.get(first, 0) + count
    return found


def by_bin(question: Any, tallies: Sequence[Mapping[str, Any]]) -> tuple[Bins, dict[str, int]]:
    """(the bins, how many people of all groups are in each)."""
    bins = _bins(question.number)
    rows = [_binned(bins, tally) for tally in tallies]
    return bins, {key: sum(row[key] for row in rows) for key in rows[0]}


def columns(keys: Sequence[str], firsts: Collection[str]) -> dict[str, list[str]]:
    """{wide bin: the bins in it}, each wide one begins with the bin of its name."""
    found: dict[str, list[str]] = {}
    for key in keys:
        if key in firsts:
            found[key] = []
        found[next(reversed(found))].append(key)
    return found


def spans(question: Any, firsts: Collection[str]) -> list[dict[str, int | float | None]]:
    """[{from, to}] of the wide bins that begin with these."""
    bins = {str(_plain(start)): (start, end) for start, end in _bins(question.number)}
    return [_edges((bins[held[0]][0], bins[held[-1]][1])) for held in columns(list(bins), firsts).values()]
