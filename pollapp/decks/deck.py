"""A deck: the questions and their running order. It is written beforehand, holds no answers, and never changes."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from pollapp.errors import NotFound
from pollapp.language import N_
from pollapp.questions import TYPES, Question, Settings, Text
from pollapp.questions.base import Id, Language, Part, View

FORMAT = "pollapp.deck/1"
MOST_QUESTIONS, MOST_STEPS = 60, 300

if TYPE_CHECKING:
    AnyQuestion = Question
else:
    AnyQuestion = Annotated[reduce(or_, TYPES.values()), Field(discriminator="type")]


class Segment(Part):
    """A question whose options may be compared as groups, under the name `key`."""

    key: Id
    question: Id


class Ask(Part):
    """The step that asks a question; one of a pair says which side."""

    kind: ClassVar[Literal["ask"]] = "ask"
    question: Id = Field(alias="ask")
    side: Literal["before", "after"] | None = Field(default=None, alias="round")


class Show(Part):
    """The step that shows the result of a question that was asked, in one view."""

    kind: ClassVar[Literal["show"]] = "show"
    question: Id = Field(alias="show")
    view: View


class Talk(Part):
    """The step in which people talk with each other."""

    kind: ClassVar[Literal["talk"]] = "talk"
    text: Text = Field(alias="talk")
    form: Literal["pairs", "1-2-4-all", "plenary", "line"] | None = None
    minutes: int | None = Field(default=None, ge=1)


class Break(Part):
    """The step that pauses the room."""

    kind: ClassVar[Literal["break"]] = "break"
    text: Text = Field(alias="break")
    minutes: int | None = Field(default=None, ge=1)


Step = Ask | Show | Talk | Break


class Heading(Part):
    """All of a deck but its questions and its flow."""

    format: Literal["pollapp.deck/1"] = Field(alias="schema")
    id: Id
    version: int = Field(default=1, ge=1)
    languages: Annotated[list[Language], Field(min_length=1, json_schema_extra={"uniqueItems": True})] = ["nl"]
    title: Text
    intro: Text | None = None
    defaults: Settings = Settings()
    segments: list[Segment] = Field(default_factory=list)


class Deck(Heading):
    """A deck that keeps all rules; made by `read_deck`."""

    questions: Annotated[list[AnyQuestion], Field(min_length=1, max_length=MOST_QUESTIONS)]
    flow: Annotated[list[Step], Field(min_length=1, max_length=MOST_STEPS)]

    def question(self, id: str) -> Question:
        """The question with this id; NotFound when the deck has none."""
        for question in self.questions:
            if question.id == id:
                return question
        raise NotFound(N_("This question is not in the deck. Choose another one."))

    def segment(self, key: str | None) -> Segment | None:
        """The segment with this key, if the deck has one."""
        return next((segment for segment in self.segments if segment.key == key), None)

    @property
    def announced(self) -> list[Question]:
        """The questions whose participants are told beforehand that rows leave, one for each person.

        Never one of high sensitivity: who knows a person's other answers would find that one beside them.
        """
        rows = [question for question in self.questions if question.settings.export == "pseudonymous_rows"]
        return [question for question in rows if question.settings.sensitivity != "high"]

    def to_json(self) -> str:
        """The whole deck, to keep with a workshop; `from_json` gives an equal one back."""
        return self.model_dump_json(by_alias=True, exclude_none=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The deck that `to_json` wrote."""
        return cls.model_validate_json(text)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a deck file, made from the question types."""
    made = Deck.model_json_schema(by_alias=True)
    made["required"] = [field for field in made["required"] if field != "flow"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": FORMAT}
