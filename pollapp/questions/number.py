"""A number on a grid of steps, also as a guess of what others answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from pollapp.errors import AnswerError
from pollapp.language import N_
from pollapp.language import number as in_language
from pollapp.questions.base import Amount, Flaw, Id, Part, Question, Say, Text, View, flaw
from pollapp.questions.values import Form, typed

DECIMALS = 6
THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}([.,][0-9]{3})+")
TYPED = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


class Shown(float):
    """A number in a sentence: written as people of the language write it in which the sentence is read."""

    def __str__(self) -> str:
        return in_language(self, DECIMALS)


class Grid(Part):
    """The numbers that can be given: `min`, and on in steps to `max`. `bins` are lower edges."""

    min: Amount
    max: Amount
    step: Annotated[Amount, Field(ge=0.001)]
    unit: Text | None = None
    bins: Annotated[list[Amount], Field(max_length=50)] = Field(default_factory=list)

    def nearest(self, value: float) -> int | float:
        """The number of the grid that is nearest to one between `min` and `max`."""
        low, step = Decimal(str(self.min)), Decimal(str(self.step))
        most = int((Decimal(str(self.max)) - low) // step)
        steps = min(round((Decimal(str(value)) - low) / step), most)
        found = low + steps * step
        return int(found) if found == found.to_integral_value() else float(found)


class Estimates(Part):
    """The answers to another question that people guess: one option, or all but one, `of` so many people."""

    question: Id
    option: Id | None = None
    all_but: Id | None = None
    of: Annotated[Amount, Field(gt=0)]


class Number(Question):
    """The value is a number of the grid: an int where it is whole, else a float."""

    type: Literal["number"]
    views: ClassVar[tuple[View, ...]] = ("binned_bars", "median", "quartiles", "perception_gap", "shift")
    number: Grid
    estimates: Estimates | None = None

    def check(self, value: Any) -> int | float:
        grid = self.number
        if isinstance(value, bool) or not isinstance(value, int | float) or not grid.min <= value <= grid.max:
            message = N_("Write a number from %(low)s to %(high)s.")
            raise AnswerError(message, field="value", low=Shown(grid.min), high=Shown(grid.max))
        near = grid.nearest(value)
        if abs(near - value) > grid.step / 1000:
            message = N_("The numbers go in steps of %(step)s. Near yours is %(near)s.")
            raise AnswerError(message, field="value", step=Shown(grid.step), near=Shown(near))
        return near

    def read_form(self, form: Form) -> int | float | str | None:
        """A comma and a point both divide off the decimals; 1.000 is a thousand where the steps are whole."""
        written = re.sub(r"\s", "", typed(form, "value")).replace("−", "-")
        if THOUSANDS.fullmatch(written) and self.number.step == int(self.number.step):
            written = re.sub("[.,]", "", written)
        if not TYPED.fullmatch(written):
            return written or None
        value = float(written.replace(",", "."))
        return int(value) if value.is_integer() else value

    def tally(self, values: Iterable[float]) -> dict[str, Any]:
        chosen = Counter(values)
        return {"n": chosen.total(), "counts": {str(each): chosen[each] for each in sorted(chosen)}}

    def flaws(self) -> Iterator[Flaw]:
        yield from super().flaws()
        grid = self.number
        if grid.min >= grid.max:
            yield flaw(N_("“min” must be smaller than “max”. Change one of the two."), "number", "min")
        if grid.bins and grid.bins[0] != grid.min:
            message = N_("The first of “bins” must be “min”, %(min)s. They are lower edges.")
            yield flaw(message, "number", "bins", 0, min=grid.min)
        yield from self._misplaced_bins()
        if self.estimates and (self.estimates.option is None) == (self.estimates.all_but is None):
            yield flaw(N_("Name “option” or “all_but” under “estimates”, one of the two."), "estimates")

    def _misplaced_bins(self) -> Iterator[Flaw]:
        bins = self.number.bins
        for index, edge in enumerate(bins):
            if index and edge <= bins[index - 1]:
                yield flaw(N_("The edges of “bins” must go up. Change this one."), "number", "bins", index)
            if not self.number.min <= edge <= self.number.max:
                message = N_("An edge of “bins” lies outside “min” to “max”. Change it.")
                yield flaw(message, "number", "bins", index)

    def _asked(self, say: Say) -> dict[str, Any]:
        grid = self.number
        unit = {"unit": say(grid.unit)} if grid.unit else {}
        return {"number": {"min": grid.min, "max": grid.max, "step": grid.step, **unit}}
