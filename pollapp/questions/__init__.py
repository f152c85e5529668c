"""The ten question types, one module each: what may be asked, what an answer may be, how answers are counted.

A new type is one module here with one class whose `type` is a Literal; nothing else has to name it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_args

from pollapp.questions.base import Flaw, Option, Question, Settings, Text

__all__ = ["TYPES", "Flaw", "Option", "Question", "Settings", "Text", "parse"]


def parse(definition: Mapping[str, Any]) -> Question:
    """One question as it stands in a deck; pydantic's ValidationError when it does not fit.

    For tests and programs: the rules a whole deck must keep are checked by `pollapp.decks.read_deck`.
    """
    return TYPES[definition["type"]].model_validate(dict(definition))


def _classes(parent: type[Question]) -> Iterator[type[Question]]:
    for child in parent.__subclasses__():
        yield child
        yield from _classes(child)


def _types() -> dict[str, type[Question]]:
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return {name: kind for kind in _classes(Question) for name in get_args(kind.model_fields["type"].annotation)}


TYPES = _types()
