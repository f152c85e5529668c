"""What comes first: how often each option was put on top, and the order of the whole room by Borda."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pollapp.measures.rankings import order
from pollapp.results import single


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """First choices as {counts, shares}, {borda: {id: points}} and {order: [ids]}, most points first.

    Sensitive: first choices as in `coarse` and the order alone; points would tell what the shares hide.
    """
    points = {option.id: tally["borda"].get(option.id, 0) for option in question.options}
    first = single.shown(question, tally, high=high)
    if high:
        return {**first, "order": order(points)}
    return {**first, "borda": {key: _plain(value) for key, value in points.items()}, "order": order(points)}


def _plain(points: Any) -> int | float:
    """Points as JSON has them: halves as a float, whole ones without a point."""
    return int(points) if points == int(points) else float(points)
