"""Reading a deck file: everything that is wrong with it is found at once, each with its line and a remedy."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from pollapp.decks.deck import FORMAT, MOST_QUESTIONS, MOST_STEPS, Ask, Break, Deck, Heading, Show, Step, Talk
from pollapp.decks.flow import default_flow
from pollapp.decks.rules import Draft, flaws
from pollapp.decks.sentences import sentence
from pollapp.decks.source import UNUSABLE, Path, Source, read_source
from pollapp.errors import DeckError
from pollapp.language import N_
from pollapp.questions import TYPES, Question
from pollapp.questions.base import Flaw, flaw

Model = TypeVar("Model", bound=BaseModel)
STEPS: dict[str, type[Step]] = {kind.kind: kind for kind in (Ask, Show, Talk, Break)}


def read_deck(text: str) -> Deck:
    """The deck that a YAML file holds; DeckError with every problem in it, in the order of its lines."""
    source = read_source(text)
    reader = _Reader(source)
    draft = reader.draft()
    reader.note(*flaws(draft))
    if problems := source.problems():
        raise DeckError(UNUSABLE, problems)
    return Deck.model_validate(reader.heading | {"questions": draft.questions, "flow": draft.flow})


class _Outline(Heading):
    """The fields of a deck, its questions and steps not looked into yet."""

    questions: Annotated[list[Any], Field(min_length=1, max_length=MOST_QUESTIONS)]
    flow: Annotated[list[Any], Field(min_length=1, max_length=MOST_STEPS)] = []


class _Kind(BaseModel):
    """The type that a question says it has."""

    type: str

    @field_validator("type")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in TYPES:
            raise PydanticCustomError("literal_error", "unknown", {"expected": ", ".join(TYPES)})
        return name


class _Reader:
    """Reads a deck piece by piece, so that one wrong piece does not hide what is wrong with the others."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.data: dict[str, Any] = {"languages": _languages(source.data.get("title"))} | source.data
        self.heading = {name: self.data[name] for name in self.data if name not in ("questions", "flow")}

    def note(self, *found: Flaw) -> None:
        """Add flaws as problems; a setting that a question has from `defaults` is wrong there."""
        for each in found:
            inherited: Path = ("defaults", *each.path[3:])
            elsewhere = each.path[2:3] == ("settings",) and each.path not in self.source.lines
            wrong_there = elsewhere and inherited in self.source.lines
            self.source.add(each._replace(path=inherited) if wrong_there else each)

    def draft(self) -> Draft:
        heading, unsure = self._heading()
        raw = self._list("questions", MOST_QUESTIONS)
        questions = [self._question(each, index) for index, each in enumerate(raw)]
        return Draft(
            heading=heading,
            unsure=unsure,
            questions=questions,
            ids=[str(each.get("id", "")) if isinstance(each, dict) else "" for each in raw],
            flow=self._flow([question for question in questions if question]),
        )

    def _heading(self) -> tuple[Heading, set[str]]:
        """The heading, with stand-ins for what is wrong in it, and the names of what is."""
        unsure: set[str] = set()
        try:
            _Outline.model_validate(self.data)
        except ValidationError as error:
            self.note(*(sentence(each, _Outline) for each in error.errors(include_url=False)))
            unsure = {str(each["loc"][0]) for each in error.errors()}
        sure = {name: value for name, value in self.heading.items() if name not in unsure}
        title = dict.fromkeys(sure.get("languages", ["nl"]), "-")
        return Heading.model_validate({"schema": FORMAT, "id": "deck", "title": title} | sure), unsure

    def _question(self, raw: Any, index: int) -> Question | None:
        kind = self._attempt(_Kind, raw, "questions", index)
        if kind is None:
            return None
        own, defaults = raw.get("settings", {}), self.data.get("defaults")
        if isinstance(own, dict) and isinstance(defaults, dict):
            raw = raw | {"settings": defaults | own}
        return self._attempt(TYPES[kind.type], raw, "questions", index)

    def _flow(self, questions: list[Question]) -> list[Step | None]:
        if "flow" not in self.data:
            return [*default_flow(questions)]
        raw = self._list("flow", MOST_STEPS)
        return [self._step(each, index) for index, each in enumerate(raw)] or [None]

    def _step(self, raw: Any, index: int) -> Step | None:
        kinds = [STEPS[name] for name in STEPS if isinstance(raw, dict) and name in raw]
        if len(kinds) != 1:
            self.note(flaw(N_("A step has one of these: ask, show, talk or break. Change it."), "flow", index))
            return None
        return self._attempt(kinds[0], raw, "flow", index)

    def _list(self, name: str, most: int) -> list[Any]:
        found = self.data.get(name)
        return found[:most] if isinstance(found, list) else []

    def _attempt(self, model: type[Model], raw: Any, *path: str | int) -> Model | None:
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            for each in error.errors(include_url=False):
                end, message, params = sentence(each, model)
                self.note(flaw(message, *path, *end, **params))
            return None


def _languages(title: Any) -> list[str]:
    """The languages of a deck that does not name them: those of its title."""
    return [str(language) for language in title] if isinstance(title, dict) and title else ["nl"]
