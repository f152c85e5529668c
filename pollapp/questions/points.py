"""A purse of points divided over options."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field

from pollapp.errors import AnswerError
from pollapp.language import N_
from pollapp.questions.base import Flaw, Part, Say, View, flaw
from pollapp.questions.choosing import Choosing
from pollapp.questions.values import Form, digits, distinct, typed, whole


class Purse(Part):
    """How many points there are, in which steps they are given, and whether all of them must be."""

    total: int = Field(ge=1, le=100_000)
    step: int = Field(ge=1)
    must_use_all: bool = True


class Points(Choosing):
    """The value is {id: points}; an option that is missing got none."""

    type: Literal["points"]
    views: ClassVar[tuple[View, ...]] = ("mean_bars", "share_giving_zero", "agreement_per_option", "shift_per_option")
    points: Purse

    def check(self, value: Any) -> dict[str, int]:
        if not isinstance(value, dict):
            raise AnswerError(N_("Divide the points over the answers."), field="value")
        if not distinct(value, self.ids):
            message = N_("One of the answers is not in this question. Load the page again.")
            raise AnswerError(message, field="value")
        given = {each: self._given(each, value[each]) for each in self.ids if each in value}
        self._add_up(sum(given.values()))
        return {each: points for each, points in given.items() if points}

    def _given(self, option: str, value: Any) -> int:
        points, total = whole(value), self.points.total
        if points is None or points < 0:
            raise AnswerError(N_("Write a whole number of points, 0 or more."), field=f"points.{option}")
        if points > total:
            message = N_("Give at most %(total)s points. That is all you have.")
            raise AnswerError(message, field=f"points.{option}", total=total)
        if points % self.points.step:
            message = N_("Give points in steps of %(step)s.")
            raise AnswerError(message, field=f"points.{option}", step=self.points.step)
        return points

    def _add_up(self, given: int) -> None:
        total = self.points.total
        if given > total:
            message = N_("That is %(over)s too many. You have %(total)s points in all.")
            raise AnswerError(message, field="value", over=given - total, total=total)
        if given < total and self.points.must_use_all:
            message = N_("You still have %(left)s of the %(total)s points. Divide them all.")
            raise AnswerError(message, field="value", left=total - given, total=total)
        if not given:
            raise AnswerError(N_("Give points to at least one answer."), field="value")

    def read_form(self, form: Form) -> dict[str, int | str] | None:
        filled = {each: typed(form, f"points.{each}") for each in self.ids}
        return {each: digits(text) for each, text in filled.items() if text} or None

    def tally(self, values: Iterable[dict[str, int]]) -> dict[str, Any]:
        """`sums` of points, `zeros`: how many people gave an option nothing, and `given`: {id: {points: people}}."""
        people = list(values)
        return {
            "n": len(people),
            "sums": {each: sum(value.get(each, 0) for value in people) for each in self.ids},
            "zeros": {each: sum(not value.get(each) for value in people) for each in self.ids},
            "given": {each: self._gifts(each, people) for each in self.ids},
        }

    def _gifts(self, option: str, people: Iterable[dict[str, int]]) -> dict[str, int]:
        gifts = Counter(value.get(option, 0) for value in people)
        return {str(points): gifts[points] for points in sorted(gifts)}

    def flaws(self) -> Iterator[Flaw]:
        yield from super().flaws()
        if self.points.total % self.points.step:
            message = N_("“total” is not a multiple of “step”, %(step)s. Change one of the two.")
            yield flaw(message, "points", "total", step=self.points.step)

    def _asked(self, say: Say) -> dict[str, Any]:
        return {"options": [option.ask(say) for option in self.options], "points": self.points.model_dump()}
