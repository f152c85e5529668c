"""One answer out of several options; also the shape of any type whose tally is plain counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pollapp.measures.shares import largest_remainder
from pollapp.results.coarse import coarse


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{counts, shares} in deck order, shares adding up to 100; sensitive: see `coarse`."""
    counts = {option.id: tally["counts"].get(option.id, 0) for option in question.options}
    if high:
        return coarse(counts, tally["n"])
    return {"counts": counts, "shares": largest_remainder(counts)}
