"""A place in a plane of two lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, ClassVar, Literal

from pollapp.errors import AnswerError
from pollapp.language import N_
from pollapp.questions.base import Part, Question, Say, Text, View
from pollapp.questions.values import Form, digits, typed, whole

LINES = ("h", "v")


class Ends(Part):
    """What the two ends of a line mean; low is left or bottom."""

    low: Text
    high: Text

    def ask(self, say: Say) -> dict[str, str]:
        return {"low": say(self.low), "high": say(self.high)}


class Axes(Part):
    """The two lines, and how many places each has."""

    horizontal: Ends
    vertical: Ends
    steps: Literal[5, 7, 9]


class Position2d(Question):
    """The value is [horizontal, vertical], each from 1 (left, bottom) to `axes.steps`."""

    type: Literal["position2d"]
    views: ClassVar[tuple[View, ...]] = ("heatmap_grid", "median_point", "quadrant_shares", "segment_medians", "shift")
    axes: Axes

    def check(self, value: Any) -> list[int]:
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise AnswerError(N_("Choose a place on both lines."), field="h")
        return [self._place(field, each) for field, each in zip(LINES, value, strict=True)]

    def _place(self, field: str, value: Any) -> int:
        place = whole(value)
        if place is None or not 1 <= place <= self.axes.steps:
            message = N_("Choose a place from 1 to %(steps)s on each of the two lines.")
            raise AnswerError(message, field=field, steps=self.axes.steps)
        return place

    def read_form(self, form: Form) -> list[int | str] | None:
        places = [digits(typed(form, line)) for line in LINES]
        return places if any(place != "" for place in places) else None

    def tally(self, values: Iterable[list[int]]) -> dict[str, Any]:
        """`counts` of people by place, "h,v"; empty places are left out."""
        chosen = Counter((h, v) for h, v in values)
        return {"n": chosen.total(), "counts": {f"{h},{v}": chosen[h, v] for h, v in sorted(chosen)}}

    def _asked(self, say: Say) -> dict[str, Any]:
        lines = {"horizontal": self.axes.horizontal.ask(say), "vertical": self.axes.vertical.ask(say)}
        return {"axes": {**lines, "steps": self.axes.steps}}
