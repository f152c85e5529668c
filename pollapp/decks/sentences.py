"""What pydantic found, said in a sentence with a remedy."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from pollapp.language import N_
from pollapp.questions.base import Flaw, flaw

SENTENCES = {
    "missing": N_("Add the field “%(field)s”."),
    "extra_forbidden": N_("The field “%(field)s” does not belong here. Remove it."),
    "literal_error": N_("“%(field)s” must be one of: %(choices)s."),
    "int_type": N_("“%(field)s” must be a whole number. Write it without quotes."),
    "bool_type": N_("“%(field)s” must be true or false."),
    "string_type": N_("“%(field)s” must be a text. Put quotes around it."),
    "string_pattern_mismatch": N_(
        "“%(value)s” cannot be an id. Use small letters, digits, - and _, at most 40, and begin with a letter."
    ),
    "list_type": N_("“%(field)s” must be a list. Begin each line of it with a dash."),
    "model_type": N_("Write fields here, each with its name, a colon and its value."),
    "too_short": N_("“%(field)s” needs at least %(least)s. Add some."),
    "too_long": N_("“%(field)s” can have at most %(most)s. Remove some."),
    "greater_than_equal": N_("“%(field)s” must be %(least)s or more."),
    "greater_than": N_("“%(field)s” must be more than %(least)s."),
    "less_than_equal": N_("“%(field)s” must be %(most)s or less."),
}
SPECIAL = {
    ("missing", "text"): N_("Add the text: one for each language, or “text” in a deck of one language."),
    ("string_pattern_mismatch", "languages"): N_("“%(value)s” is not a language. Write it as nl or en."),
}
CLOSE = {
    "extra_forbidden": N_("The field “%(field)s” does not belong here. Did you mean “%(close)s”?"),
    "literal_error": N_("“%(field)s” must be one of: %(choices)s. Did you mean “%(close)s”?"),
}
OTHER = N_("“%(field)s” is not right. Look in the manual what can stand here.")


def sentence(error: ErrorDetails, model: type[BaseModel]) -> Flaw:
    """The flaw, at its path within `model`, that an error of pydantic tells about."""
    kind, path, context = error["type"], error["loc"], error.get("ctx", {})
    if kind == "deck":
        return Flaw(path, error["msg"], context)
    field = next((part for part in reversed(path) if isinstance(part, str)), "")
    choices = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    params = {
        "field": field,
        "value": str(error["input"])[:60],
        "choices": choices,
        "least": context.get("min_length", context.get("ge", context.get("gt"))),
        "most": context.get("max_length", context.get("le")),
    }
    message = SPECIAL.get((kind, field)) or SENTENCES.get(kind, OTHER)
    near = _near(error, choices.split(", "), model) if kind in CLOSE else None
    return Flaw(path, CLOSE[kind], params | {"close": near}) if near else Flaw(path, message, params)


def close(word: Any, words: Collection[str]) -> str | None:
    """The word that somebody who wrote this one may have meant."""
    return next(iter(get_close_matches(str(word)[:60], words, 1)), None)


def no_question(id: str, ids: Collection[str], *path: str | int) -> Flaw:
    """The flaw of naming a question that is not in the deck."""
    if near := close(id, ids):
        return flaw(N_("There is no question “%(id)s”. Did you mean “%(close)s”?"), *path, id=id, close=near)
    return flaw(N_("There is no question “%(id)s”. Name one that is in the deck."), *path, id=id)


def _near(error: ErrorDetails, choices: list[str], model: type[BaseModel]) -> str | None:
    if error["type"] == "literal_error":
        return close(error["input"], choices)
    return close(error["loc"][-1], _fields(model, error["loc"][:-1]))


def _fields(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The names that fields can have at a path within a model."""
    here: type[BaseModel] | None = model
    for part in path:
        if here and isinstance(part, str):
            inside = {field.alias or name: field.annotation for name, field in here.model_fields.items()}
            here = _model(inside.get(part))
    return [field.alias or name for name, field in here.model_fields.items()] if here else []


def _model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model, get_args(annotation))), None)
