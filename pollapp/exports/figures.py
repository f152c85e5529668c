"""A released result as plain figures: (item, measure, value), one number or word each.

`item` is the id of an answer, a sentence or a place ("" for the whole question), `measure` says what the value is.
A field that a new type brings comes along by its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from pollapp.results.indices import chances, indices

Value = str | int | float


class Figure(NamedTuple):
    item: Value
    measure: str
    value: Value


Figures = Iterator[Figure]

NAMES = {
    "counts": "count",
    "shares": "share",
    "means": "mean",
    "zero_shares": "zero_share",
    "distances": "distance",
    "quadrants": "share",
    "quadrant_counts": "count",
    "cells": "cell",
    "places": "place",
    "duels": "above",
}
ABOUT_THE_RESULT = {
    *("type", "state", "view", "needed", "before", "after", "order"),
    *("batched", "paired", "change", "withheld"),
}


def figures(result: Mapping[str, Any]) -> Figures:
    """All figures of a result that is shown, and the indices that follow from it; nothing of one that is not."""
    if result["state"] != "shown":
        return
    numbers = {str(span["from"]): span["from"] for span in result.get("bins", [])}
    for field, value in {**result, **indices(result)}.items():
        if field not in ABOUT_THE_RESULT and value is not None:
            for figure in SHAPES.get(field, _plain)(field, value):
                yield figure._replace(item=numbers.get(str(figure.item), figure.item))


def certainty(one: Mapping[str, Any]) -> Figures:
    """How many people took part, and between which shares those of everybody lie, of a round in a report."""
    if one.get("people") is not None:
        yield Figure("", "took_part", one["people"])
    for name in ("bounds", "sample"):
        for item, found in one.get(name, {}).items():
            by_answer = found.items() if isinstance(found, Mapping) else [("", found)]
            for answer, (low, high) in by_answer:
                end = f".{answer}" if answer else ""
                yield Figure(item, f"{name}.low{end}", low)
                yield Figure(item, f"{name}.high{end}", high)


def changes(result: Mapping[str, Any]) -> Figures:
    """What moved between a before and an after that are shown, and the tests of it; `paired` is 1 or 0.

    A flow is told at where people came from. `distance` and `agreement` stand with either side.
    """
    if result["state"] != "shown":
        return
    yield Figure("", "paired", int(result["paired"]))
    change = result["change"] or {}
    for field, value in {**change, **chances(change)}.items():
        if field == "flows" and value:
            yield from _flows(value)
        elif field not in ("distance", "agreement") and value is not None:
            yield from _plain(field, value)


def _flows(value: Mapping[str, Any]) -> Figures:
    """{"low_mid": people} of a scale, or {before: {after: people}}."""
    for before, inner in value.items():
        if isinstance(inner, Mapping):
            yield from (Figure(before, f"flow.{after}", people) for after, people in inner.items())
        else:
            came_from, went_to = before.split("_")
            yield Figure(came_from, f"flow.{went_to}", inner)


def _plain(field: str, value: Any) -> Figures:
    """{id: number}, {id: {answer: number}} or one number; a list is numbered."""
    measure = NAMES.get(field, field)
    if isinstance(value, Mapping):
        for item, inner in value.items():
            if isinstance(inner, Mapping):
                yield from (Figure(item, f"{measure}.{key}", number) for key, number in inner.items())
            else:
                yield Figure(item, measure, inner)
    elif isinstance(value, list):
        yield from (Figure("", f"{measure}.{place}", inner) for place, inner in enumerate(value, 1))
    else:
        yield Figure("", measure, value)


def _bins(_: str, value: Any) -> Figures:
    """Where each bin ends; how many people are in it stands in the counts."""
    yield from (Figure(span["from"], "to", span["to"]) for span in value)


def _flags(field: str, value: Any) -> Figures:
    """One id, a list of them, or either for each sentence: each is marked with a 1."""
    if isinstance(value, Mapping):
        for item, inner in value.items():
            yield from (Figure(item, f"{field}.{answer}", 1) for answer in _ids(inner))
    else:
        yield from (Figure(item, field, 1) for item in _ids(value))


def _ids(value: Any) -> list[str]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _between(_: str, value: Any) -> Figures:
    """{id: [fewest, most]} people, or of each sentence by answer."""
    for item, inner in value.items():
        bands = {"": inner} if isinstance(inner, list) else {f".{answer}": band for answer, band in inner.items()}
        for answer, (fewest, most) in bands.items():
            yield from (Figure(item, f"fewest{answer}", fewest), Figure(item, f"most{answer}", most))


def _median(field: str, value: Any) -> Figures:
    if isinstance(value, Mapping):
        yield Figure("", field, value["at"])
        yield from _named(field, value["categories"], ("lowest", "highest"))
    elif isinstance(value, list):
        yield from _named(field, value, ("horizontal", "vertical"))
    else:
        yield Figure("", field, value)


def _panel(_: str, value: Any) -> Figures:
    """The word, its side and the numbers, each by its own name; a small room is marked with a 1."""
    yield from (
        Figure("", name, 1 if told is True else told) for name, told in value.items() if told not in (None, False)
    )


def _quartiles(_: str, value: Any) -> Figures:
    yield from _named("quartile", value, ("lower", "upper"))


def _named(field: str, values: list[Any], names: tuple[str, ...]) -> Figures:
    yield from (Figure("", f"{field}.{name}", value) for name, value in zip(names, values, strict=True))


def _texts(_: str, value: Any) -> Figures:
    for one in value:
        yield Figure(one["text"], "count", one["count"]) if "count" in one else Figure(one["text"], "listed", 1)


def _no_opinion(_: str, value: Any) -> Figures:
    yield Figure("none", "count", value)


SHAPES: dict[str, Callable[[str, Any], Figures]] = {
    "bins": _bins,
    "few": _flags,
    "between": _between,
    "too_few": _flags,
    "nearly_all": _flags,
    "winner": _flags,
    "circle": _flags,
    "median": _median,
    "panel": _panel,
    "quartiles": _quartiles,
    "words": _texts,
    "texts": _texts,
    "none": _no_opinion,
}
