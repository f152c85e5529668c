"""Some answers out of a few; an exclusive one ("none of these") stands alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field

from pollapp.errors import AnswerError
from pollapp.language import N_
from pollapp.questions.base import Flaw, Part, Say, View, flaw
from pollapp.questions.choosing import Choosing
from pollapp.questions.values import Form, distinct


class Choose(Part):
    """How many answers a person may choose. Who wants none skips the question."""

    min: int = Field(ge=0)
    max: int = Field(ge=1)


class Multiple(Choosing):
    """The value is a list of ids, kept in the order of the deck."""

    type: Literal["multiple"]
    views: ClassVar[tuple[View, ...]] = ("bars_people", "shift")
    choose: Choose

    def check(self, value: Any) -> list[str]:
        if not isinstance(value, list | tuple) or not distinct(value, self.ids):
            raise AnswerError(N_("Choose from the answers, each one once."), field="value")
        alone = any(option.exclusive and option.id in value for option in self.options)
        if alone and len(value) > 1:
            message = N_("One of your answers can only be chosen alone. Choose that one, or the others.")
            raise AnswerError(message, field="value")
        if not alone:
            self._count(len(value))
        return [each for each in self.ids if each in value]

    def _count(self, chosen: int) -> None:
        least = max(1, self.choose.min)
        if chosen < least:
            raise AnswerError(N_("Choose more answers: at least %(least)s."), field="value", least=least)
        if chosen > self.choose.max:
            message = N_("Choose fewer answers: at most %(most)s. You have %(chosen)s.")
            raise AnswerError(message, field="value", most=self.choose.max, chosen=chosen)

    def read_form(self, form: Form) -> list[str] | None:
        return [each.strip() for each in form.get("value", []) if each.strip()] or None

    def tally(self, values: Iterable[list[str]]) -> dict[str, Any]:
        people = list(values)
        chosen = Counter(each for value in people for each in value)
        return {"n": len(people), "counts": {each: chosen[each] for each in self.ids}}

    def flaws(self) -> Iterator[Flaw]:
        yield from super().flaws()
        if self.choose.max > len(self.options):
            message = N_("“max” is larger than the number of options, %(options)s. Make it smaller.")
            yield flaw(message, "choose", "max", options=len(self.options))
        if self.choose.min > self.choose.max:
            yield flaw(N_("“min” is larger than “max”. Make it smaller."), "choose", "min")

    def _asked(self, say: Say) -> dict[str, Any]:
        return {"options": [option.ask(say) for option in self.options], "choose": self.choose.model_dump()}
