"""A list of sentences, each judged on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from pollapp.errors import AnswerError
from pollapp.language import N_
from pollapp.questions.base import Flaw, Option, Part, Question, Say, View, repeated
from pollapp.questions.values import Form, among, digits, distinct, typed, whole

JUDGED = ("agree", "disagree", "pass")
VOTES: dict[int | str, int] = {"agree": 1, "disagree": -1, "pass": 0, 5: 1, 4: 1, 3: 0, 2: -1, 1: -1}


class DiscoverGroups(Part):
    """Whether to look for groups of people who think alike, and from how many people on."""

    enabled: bool
    min_participants: int = Field(default=20, ge=20)
    max_groups: int = Field(default=3, ge=2, le=5)


class Statements(Question):
    """The value is {id: "agree" | "disagree" | "pass"}, or {id: 1..5} for scale5; some may be missing."""

    type: Literal["statements"]
    views: ClassVar[tuple[View, ...]] = ("statement_bars", "common_ground", "divisive", "groups", "shift")
    items: Annotated[list[Option], Field(min_length=2, max_length=20)]
    answers: Literal["agree_disagree_pass", "scale5"]
    discover_groups: DiscoverGroups = DiscoverGroups(enabled=False)

    @property
    def ids(self) -> list[str]:
        """The ids of the sentences, as they stand in the deck."""
        return [item.id for item in self.items]

    def check(self, value: Any) -> dict[str, int | str]:
        if not isinstance(value, dict) or not value:
            raise AnswerError(N_("Choose an answer for at least one sentence."), field="value")
        if not distinct(value, self.ids):
            message = N_("One of the sentences is not in this question. Load the page again.")
            raise AnswerError(message, field="value")
        return {each: self._judged(each, value[each]) for each in self.ids if each in value}

    def _judged(self, item: str, value: Any) -> int | str:
        if self.answers == "scale5":
            place = whole(value)
            if place is None or not 1 <= place <= 5:
                raise AnswerError(N_("Choose a place from 1 to 5 for this sentence."), field=f"value.{item}")
            return place
        if not among(value, JUDGED):
            raise AnswerError(N_("Choose agree, disagree or pass for this sentence."), field=f"value.{item}")
        return str(value)

    def read_form(self, form: Form) -> dict[str, int | str] | None:
        filled = {each: typed(form, f"value.{each}") for each in self.ids}
        return {each: digits(text) for each, text in filled.items() if text} or None

    def tally(self, values: Iterable[dict[str, int | str]]) -> dict[str, Any]:
        people = [value for value in values if any(answer != "pass" for answer in value.values())]
        judged = Counter((each, str(answer)) for value in people for each, answer in value.items())
        choices = ("1", "2", "3", "4", "5") if self.answers == "scale5" else JUDGED
        return {
            "n": len(people),
            "counts": {each: {choice: judged[each, choice] for choice in choices} for each in self.ids},
        }

    def vote(self, value: dict[str, int | str]) -> list[int | None]:
        """An answer as a row, a column a sentence: 1 agrees, -1 does not, 0 passes, None did not come past.

        Of five answers 4 and 5 agree, 1 and 2 do not, and 3 passes.
        """
        return [VOTES[value[each]] if each in value else None for each in self.ids]

    def flaws(self) -> Iterator[Flaw]:
        yield from super().flaws()
        yield from repeated(self.ids, "items", "id")

    def _asked(self, say: Say) -> dict[str, Any]:
        return {"items": [item.ask(say) for item in self.items], "answers": self.answers}
