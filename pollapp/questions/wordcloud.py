"""A few words in one's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pollapp.questions.writing import heaps, written
from pollapp.questions.written import Written


class Wordcloud(Written):
    """The value is a list of words, each with as many words as the deck allows."""

    type: Literal["wordcloud"]

    def tally(self, values: Iterable[list[str]]) -> dict[str, Any]:
        people = list(values)
        return {"n": len(people), "words": heaps(people), "people": written(people)}
