"""One answer out of several options; also the shape of any type whose tally is plain counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pollapp.measures.shares import largest_remainder
from pollapp.results.coarse import coarse, possible
from pollapp.results.sheet import Sheet


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{counts, shares} in deck order, shares adding up to 100; sensitive: see `coarse`."""
    counts = {option.id: tally["counts"].get(option.id, 0) for option in question.options}
    if high:
        return coarse(counts, tally["n"])
    return {"counts": counts, "shares": largest_remainder(counts)}


def sheets(question: Any, tallies: Sequence[Mapping[str, Any]], *, high: bool, **_: Any) -> list[Sheet]:
    """Groups beside each other: one sheet, people by option."""
    rows = [{option.id: tally["counts"].get(option.id, 0) for option in question.options} for tally in tallies]
    together = {key: sum(row[key] for row in rows) for key in rows[0]}
    return [Sheet(rows, sums=possible(together, sum(together.values())) if high else None)]
