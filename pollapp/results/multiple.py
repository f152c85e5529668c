"""Several answers a person: shares are of people, and add up to more than 100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pollapp.measures.shares import percent
from pollapp.results.coarse import Band, coarse, possible
from pollapp.results.sheet import REST, Sheet


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{counts: {id: people}, shares: {id: percent of people}} in deck order; sensitive: see `coarse`."""
    counts = {option.id: tally["counts"].get(option.id, 0) for option in question.options}
    if high:
        return coarse(counts, tally["n"], adds_up_to(question, tally["n"]))
    return {"counts": counts, "shares": {key: percent(count, tally["n"]) for key, count in counts.items()}}


def adds_up_to(question: Any, people: int) -> Band:
    """The fewest and the most choices that so many people can have made together, as everybody knows."""
    alone = any(option.exclusive for option in question.options)
    return people * (1 if alone else max(1, question.choose.min)), people * question.choose.max


def sheets(question: Any, tallies: Sequence[Mapping[str, Any]], *, high: bool, **_: Any) -> list[Sheet]:
    """Groups beside each other: a sheet an option, with who chose it and who did not."""
    people = sum(tally["n"] for tally in tallies)
    rows = {option.id: [tally["counts"].get(option.id, 0) for tally in tallies] for option in question.options}
    together = {key: sum(counts) for key, counts in rows.items()}
    sums = possible(together, people, adds_up_to(question, people)) if high else {}
    return [
        Sheet(
            [{key: count, REST: tally["n"] - count} for count, tally in zip(counts, tallies, strict=True)],
            sums={key: sums[key], REST: (people - sums[key][1], people - sums[key][0])} if high else None,
        )
        for key, counts in rows.items()
    ]
