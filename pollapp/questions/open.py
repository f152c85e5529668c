"""A few sentences in one's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pollapp.questions.writing import heaps, written
from pollapp.questions.written import Written


class Open(Written):
    """The value is a list of texts."""

    type: Literal["open"]

    def tally(self, values: Iterable[list[str]]) -> dict[str, Any]:
        people = list(values)
        return {"n": len(people), "texts": heaps(people), "people": written(people)}
