"""A place on a line between two ends, with "no opinion" where the deck allows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, ClassVar, Literal

from pollapp.errors import AnswerError
from pollapp.language import N_
from pollapp.questions.base import Part, Question, Say, Text, View
from pollapp.questions.values import Form, digits, typed, whole

NONE = "none"


class Line(Part):
    """The line: how many places, and what its ends mean."""

    points: Literal[3, 4, 5, 7, 10, 11]
    low: Text
    mid: Text | None = None
    high: Text
    no_opinion: bool = False


class Scale(Question):
    """The value is a place from 1 to `scale.points`, or "none"."""

    type: Literal["scale"]
    views: ClassVar[tuple[View, ...]] = ("diverging_bar", "median", "spread", "agreement", "two_camps", "shift")
    scale: Line

    def check(self, value: Any) -> int | str:
        if self.scale.no_opinion and isinstance(value, str) and value == NONE:
            return NONE
        place = whole(value)
        if place is None or not 1 <= place <= self.scale.points:
            message = N_("Choose a place on the line, from 1 to %(points)s.")
            raise AnswerError(message, field="value", points=self.scale.points)
        return place

    def read_form(self, form: Form) -> int | str | None:
        return digits(typed(form, "value")) if typed(form, "value") else None

    def tally(self, values: Iterable[int | str]) -> dict[str, Any]:
        """{n, counts, none}; of a sensitive question "no opinion" is one more answer among the counts."""
        chosen = Counter(str(value) for value in values)
        counts = {str(place): chosen[str(place)] for place in range(1, self.scale.points + 1)}
        if self.settings.sensitivity == "high":
            counts |= {NONE: chosen[NONE]} if self.scale.no_opinion else {}
            return {"n": sum(counts.values()), "counts": counts}
        return {"n": sum(counts.values()), "counts": counts, "none": chosen[NONE]}

    def _asked(self, say: Say) -> dict[str, Any]:
        line = self.scale
        ends = {"low": line.low, "mid": line.mid, "high": line.high}
        texts = {end: say(text) for end, text in ends.items() if text}
        return {"scale": {"points": line.points, **texts, "no_opinion": line.no_opinion}}
