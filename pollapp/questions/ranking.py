"""Options in the order that a person finds best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from pydantic import Field

from pollapp.errors import AnswerError
from pollapp.language import N_
from pollapp.questions.base import Flaw, Part, Say, flaw
from pollapp.questions.choosing import Choosing
from pollapp.questions.values import Form, digits, distinct, typed


class Order(Part):
    """How many places count, how the joint order is found, and what is shown beside it."""

    top: int = Field(ge=1)
    method: Literal["schulze", "borda", "ranked_pairs"]
    also_show: list[Literal["borda", "schulze", "first_choices", "pairwise"]] = Field(default_factory=list)


class Ranking(Choosing):
    """The value is a list of ids, best first: at least one, at most `ranking.top`."""

    type: Literal["ranking"]
    ranking: Order

    def check(self, value: Any) -> list[str]:
        if not isinstance(value, list | tuple) or not value:
            raise AnswerError(N_("Put at least one answer in a place."), field="value")
        if len(value) > self.ranking.top:
            message = N_("Put fewer answers in order: at most %(top)s.")
            raise AnswerError(message, field="value", top=self.ranking.top)
        if not distinct(value, self.ids):
            raise AnswerError(N_("Put answers of this question in order, each one once."), field="value")
        return list(value)

    def read_form(self, form: Form) -> list[str] | None:
        """Empty places close up, those after `ranking.top` do not count; AnswerError for one given twice."""
        places: dict[int, str] = {}
        for each in self.ids:
            place = digits(typed(form, f"place.{each}"))
            if place == "":
                continue
            if not isinstance(place, int) or not 1 <= place <= len(self.options):
                message = N_("Choose a place from 1 to %(places)s.")
                raise AnswerError(message, field=f"place.{each}", places=len(self.options))
            if place in places:
                message = N_("Two answers have place %(place)s. Give each answer its own place.")
                raise AnswerError(message, field=f"place.{each}", place=place)
            places[place] = each
        return [places[place] for place in sorted(places)][: self.ranking.top] or None

    def tally(self, values: Iterable[list[str]]) -> dict[str, Any]:
        """`counts` are first choices; `orders` are people by their order, its ids joined by commas."""
        orders = list(values)
        first = Counter(order[0] for order in orders)
        return {
            "n": len(orders),
            "counts": {each: first[each] for each in self.ids},
            "orders": dict(sorted(Counter(",".join(order) for order in orders).items())),
        }

    def flaws(self) -> Iterator[Flaw]:
        yield from super().flaws()
        if self.ranking.top > len(self.options):
            message = N_("“top” is larger than the number of options, %(options)s. Make it smaller.")
            yield flaw(message, "ranking", "top", options=len(self.options))

    def _asked(self, say: Say) -> dict[str, Any]:
        return {"options": [option.ask(say) for option in self.options], "ranking": {"top": self.ranking.top}}
