"""What all questions share: texts, options, settings, and the five things every type can do."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    RootModel,
    SerializerFunctionWrapHandler,
    StringConstraints,
    WithJsonSchema,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from pollapp.language import N_
from pollapp.questions.values import Form
from pollapp.questions.writing import tidy

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
LONGEST_TEXT = 1000

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
View = Literal[
    "bars", "bars_people", "binned_bars", "diverging_bar", "median", "median_point", "quartiles", "spread",
    "agreement", "two_camps", "shift", "shift_per_option", "segment_gap", "segment_medians", "statement_bars",
    "common_ground", "divisive", "groups", "heatmap_grid", "quadrant_shares", "mean_bars",
    "share_giving_zero", "agreement_per_option", "perception_gap", "rooms",
]  # fmt: skip


def _amount(raw: Any) -> int | float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not -1e9 <= raw <= 1e9:
        raise PydanticCustomError("deck", N_("Write a number here, without quotes."))
    return raw


Amount = Annotated[int | float, PlainValidator(_amount), WithJsonSchema({"type": "number"})]


class Flaw(NamedTuple):
    """A rule of the deck format that is broken: where, and the sentence with its words."""

    path: tuple[str | int, ...]
    message: str
    params: dict[str, Any]


def flaw(message: str, *path: str | int, **params: Any) -> Flaw:
    """A flaw at this path within a question; the message is marked with `N_`."""
    return Flaw(path, message, params)


class Part(BaseModel):
    """A piece of a deck: it knows all its fields, takes no other, and never changes."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Text(RootModel[str | dict[Language, str]]):
    """A text that people see: one for each language, or plain in a deck of one language."""

    model_config = ConfigDict(strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _tidied(cls, raw: Any) -> Any:
        texts = raw if isinstance(raw, dict) else {"nl": raw}
        if not texts or not all(isinstance(text, str) for text in texts.values()):
            raise PydanticCustomError("deck", N_("Write a text here, or one text for each language."))
        for language in texts:
            if not re.fullmatch(LANGUAGE, str(language)):
                message = N_("“%(value)s” is not a language. Write it as nl or en.")
                raise PydanticCustomError("deck", message, {"value": str(language)})
        shown = {language: tidy(text) for language, text in texts.items()}
        if not all(shown.values()):
            raise PydanticCustomError("deck", N_("This text is empty. Write a text, or remove the field."))
        if any(len(text) > LONGEST_TEXT for text in shown.values()):
            raise PydanticCustomError(
                "deck", N_("This text is too long. Use at most %(most)s characters."), {"most": LONGEST_TEXT}
            )
        return shown if isinstance(raw, dict) else shown["nl"]

    def say(self, lang: str, languages: Sequence[str]) -> str:
        """The text in `lang`; where it has none, in the first of the deck's `languages`."""
        if isinstance(self.root, str):
            return self.root
        spoken = [each for each in (lang, *languages) if each in self.root]
        return self.root[spoken[0]] if spoken else next(iter(self.root.values()))


Say = Callable[[Text], str]


class Option(Part):
    """One thing that can be chosen, placed or judged. In a file its languages stand beside its id."""

    id: Id
    text: Text
    exclusive: bool = False

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        texts = {key: raw[key] for key in raw if key not in cls.model_fields and re.fullmatch(LANGUAGE, str(key))}
        if texts and "text" in raw:
            message = N_("Write “text”, or a text for each language, and not both.")
            raise PydanticCustomError("deck", message)
        return {key: raw[key] for key in raw if key not in texts} | ({"text": texts} if texts else {})

    @model_serializer
    def _as_in_a_file(self) -> dict[str, Any]:
        text = self.text.root
        texts = {"text": text} if isinstance(text, str) else text
        return {"id": self.id, **texts, **({"exclusive": True} if self.exclusive else {})}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        shape = handler.resolve_ref_schema(handler(core))
        shape["properties"]["text"] = {"type": "string"}
        return shape | {"required": ["id"], "patternProperties": {LANGUAGE: {"type": "string"}}}

    def ask(self, say: Say) -> dict[str, Any]:
        return {"id": self.id, "text": say(self.text), **({"exclusive": True} if self.exclusive else {})}


Options = Annotated[list[Option], Field(min_length=2, max_length=12)]


class Timer(Part):
    """A hint of how long a question may take; only the presenter closes it."""

    mode: Literal["none", "soft"]
    seconds: Annotated[int, Field(ge=20)] | None = None


class Settings(Part):
    """How one question is kept and shown; high sensitivity lifts both limits to ten."""

    sensitivity: Literal["low", "medium", "high"] = "medium"
    reveal: Literal["live", "live_batched", "on_close", "after_pair", "presenter", "never"] = "on_close"
    min_group: int = Field(default=5, ge=3)
    min_segment: int = Field(default=5, ge=5)
    allow_skip: bool = True
    change_until: Literal["close", "never"] = "close"
    timer: Timer = Timer(mode="none")
    compare_by: Id | None = None
    export: Literal["aggregate", "pseudonymous_rows"] = "aggregate"
    retention_days: int = Field(default=30, ge=0, le=365)

    @model_validator(mode="after")
    def _lift(self) -> Self:
        if self.sensitivity == "high":  # written past the freeze: nobody has seen these settings yet
            self.__dict__.update(min_group=max(10, self.min_group), min_segment=max(10, self.min_segment))
        return self

    @model_serializer(mode="wrap")
    def _complete(self, rest: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """With `compare_by` also when it is null, since null is not what the deck's defaults may say."""
        return {**rest(self), "compare_by": self.compare_by}

    def flaws(self) -> Iterator[Flaw]:
        if self.sensitivity == "high" and self.reveal in ("live", "live_batched"):
            message = N_("“reveal” cannot be %(reveal)s at high sensitivity. Choose on_close or presenter.")
            yield flaw(message, "reveal", reveal=self.reveal)
        if self.sensitivity == "high" and self.export == "pseudonymous_rows":
            message = N_("“export” cannot be %(export)s at high sensitivity. Choose aggregate.")
            yield flaw(message, "export", export=self.export)
        if self.sensitivity != "low" and self.min_group < 5:
            yield flaw(N_("“min_group” below 5 is only for low sensitivity. Make it 5 or more."), "min_group")


class Question(Part, ABC):
    """A question of a deck. Its settings are complete: the deck's defaults are already in them."""

    id: Id
    type: str
    title: Text
    help: Text | None = None
    purpose: Text | None = None
    pair: Literal["before_after"] | None = None
    show: Annotated[list[View], Field(json_schema_extra={"uniqueItems": True})] = Field(default_factory=list)
    settings: Settings = Settings()

    views: ClassVar[tuple[View, ...]] = ("bars", "shift")
    """What can be seen of a result of this type."""

    in_groups: ClassVar[bool] = True
    """Whether a result may be told by segment: texts never are."""

    @property
    def shows(self) -> tuple[View, ...]:
        """What the deck wants to be seen of a result; without `show` all that its type can."""
        return tuple(self.show) or self.views

    @abstractmethod
    def check(self, value: Any) -> Any:
        """The answer in its one normal form, plain JSON; AnswerError (field, remedy) for anything else."""

    @abstractmethod
    def read_form(self, form: Form) -> Any:
        """The value that a form was filled in with, still to be checked; None when nothing was filled in.

        What cannot be read stays as it was typed, so that `check` can say what is wrong.
        """

    @abstractmethod
    def tally(self, values: Iterable[Any]) -> dict[str, Any]:
        """The raw counts of checked values; `n` counts the people with substance (not "no opinion")."""

    @abstractmethod
    def _asked(self, say: Say) -> dict[str, Any]:
        """The fields of this type, as plain data in one language."""

    def ask(self, lang: str, languages: Sequence[str]) -> dict[str, Any]:
        """The question as a message: flat, in one language, without purpose and settings."""

        def say(text: Text) -> str:
            return text.say(lang, languages)

        asked = {"id": self.id, "type": self.type, "title": say(self.title)}
        return {
            **asked,
            **({"help": say(self.help)} if self.help else {}),
            **self._asked(say),
            **({"pair": self.pair} if self.pair else {}),
            "allow_skip": self.settings.allow_skip,
        }

    def flaws(self) -> Iterator[Flaw]:
        """The rules within one question that a schema cannot tell; a type adds its own."""
        for path, message, params in self.settings.flaws():
            yield flaw(message, "settings", *path, **params)
        yield from repeated(self.show, "show")


def repeated(ids: Sequence[str], field: str, *end: str) -> Iterator[Flaw]:
    """A flaw for each id in a list that was there before."""
    for index, each in enumerate(ids):
        if each and each in ids[:index]:
            yield flaw(N_("“%(id)s” stands here twice. Each may be there once."), field, index, *end, id=each)
