"""The lines that a csv has to have of a result, one number or word each, as `docs/exports.md` tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Result = dict[str, Any]
Line = tuple[str, str, Any]
"""Item, measure, value."""


def lines(result: Result) -> Iterator[Line]:
    """Of one picture; what its type tells follows from its fields."""
    yield "", "state", "shown"
    yield "", "n", result["n"]
    for field, value in result.items():
        if field in FIELDS and value is not None:
            yield from FIELDS[field](field, value)


def lines_of_change(change: Result) -> Iterator[Line]:
    """Of what moved between before and after."""
    yield "", "state", "shown"
    yield "", "paired", 1
    for name in ("stayed", "up", "down", "net", "gross", "step"):
        yield "", name, change[name]
    for way, many in change["flows"].items():
        came, went = way.split("_")
        yield came, f"flow.{went}", many


def _by_item(measure: str) -> Callable[[str, Any], Iterator[Line]]:
    def some(_: str, values: Any) -> Iterator[Line]:
        for item, value in values.items():
            if isinstance(value, dict):
                yield from ((item, f"{measure}.{part}", number) for part, number in value.items())
            else:
                yield item, measure, value

    return some


def _flags(measure: str, ids: Any) -> Iterator[Line]:
    yield from ((id_, measure, 1) for id_ in ([ids] if isinstance(ids, str) else ids))


def _plain(measure: str, value: Any) -> Iterator[Line]:
    yield "", measure, value


def _median(_: str, value: Any) -> Iterator[Line]:
    if isinstance(value, dict):
        yield "", "median", value["at"]
        yield from _named("median", value["categories"], "lowest", "highest")
    else:
        yield "", "median", value


def _named(measure: str, values: list[Any], *names: str) -> Iterator[Line]:
    yield from (("", f"{measure}.{name}", value) for name, value in zip(names, values, strict=True))


def _panel(_: str, panel: Any) -> Iterator[Line]:
    for name, value in panel.items():
        if name == "small":
            yield from [("", "small", 1)] if value else []
        elif value is not None:
            yield "", name, value


def _bins(_: str, bins: Any) -> Iterator[Line]:
    yield from ((str(one["from"]), "to", one["to"]) for one in bins)


def _texts(_: str, texts: Any) -> Iterator[Line]:
    yield from ((one["text"], "count", one["count"]) for one in texts)


FIELDS: dict[str, Callable[[str, Any], Iterator[Line]]] = {
    "counts": _by_item("count"),
    "shares": _by_item("share"),
    "quadrants": _by_item("share"),
    "places": _by_item("place"),
    "borda": _by_item("borda"),
    "few": _flags,
    "nearly_all": _flags,
    "too_few": _flags,
    "winner": _flags,
    "circle": _flags,
    "method": _plain,
    "low": _plain,
    "mid": _plain,
    "high": _plain,
    "none": lambda _, people: iter([("none", "count", people)]),
    "median": _median,
    "quartiles": lambda _, two: _named("quartile", two, "lower", "upper"),
    "panel": _panel,
    "bins": _bins,
    "texts": _texts,
}
