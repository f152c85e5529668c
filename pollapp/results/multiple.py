"""Several answers a person: shares are of people, and add up to more than 100."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pollapp.measures.shares import percent
from pollapp.results.coarse import coarse


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{counts: {id: people}, shares: {id: percent of people}} in deck order; sensitive: see `coarse`."""
    counts = {option.id: tally["counts"].get(option.id, 0) for option in question.options}
    if high:
        return coarse(counts, tally["n"])
    return {"counts": counts, "shares": {key: percent(count, tally["n"]) for key, count in counts.items()}}
