"""The test vectors of the project's notes on measures."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

_ALL = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))

PUBLISHED: dict[str, Any] = _ALL["published"]
COMPUTED: dict[str, Any] = _ALL["computed"]
ORDINAL: list[dict[str, Any]] = COMPUTED["ordinal"]

LENGTHS = (3, 4, 5, 7, 10, 11)

rooms = st.sampled_from(LENGTHS).flatmap(lambda cells: st.lists(st.integers(0, 30), min_size=cells, max_size=cells))
filled = rooms.filter(any)
pairs_of_rooms = st.sampled_from(LENGTHS).flatmap(
    lambda cells: st.tuples(*[st.lists(st.integers(0, 30), min_size=cells, max_size=cells).filter(any)] * 2)
)


def whole(counts: list[float]) -> list[int]:
    """Percentages with one decimal as whole numbers: the indices know shares only."""
    tenths = [Fraction(str(count)) * 10 for count in counts]
    assert all(count.denominator == 1 for count in tenths)
    return [int(count) for count in tenths]


def everyone(counts: list[int]) -> list[int]:
    """The place of each person, in order."""
    return [place for place, people in enumerate(counts, start=1) for _ in range(people)]


def halves(cells: int, people: int) -> list[int]:
    """As many people at either end, and nobody between."""
    return [people, *[0] * (cells - 2), people]
