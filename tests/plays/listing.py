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


def lines_of_groups(result: Result) -> Iterator[tuple[str, Line]]:
    """(side, line) of groups beside each other: the whole, and each group by its ids."""
    names = ["+".join(group["ids"]) for group in result["groups"]]
    yield from (("groups", line) for line in [("", "state", "shown"), ("", "n", result["n"])])
    for gap in ("gap", "gap_before"):
        yield from (("groups", line) for line in _of_gap(gap, result.get(gap) or {}, names))
    yield from (("groups", line) for line in _flags("too_few", result.get("too_few", [])))
    for name, group in zip(names, result["groups"], strict=True):
        for field, end in (("result", ""), ("before", ":before")):
            if field in group:
                told = group[field] | ({"bins": result["bins"]} if "bins" in result else {})
                yield from ((f"groups:{name}{end}", line) for line in lines(told) if line[1] != "state")


def _of_gap(gap: str, told: Result, names: list[str]) -> Iterator[Line]:
    for field in ("apart", "range"):
        yield from [("", f"{gap}.{field}", told[field])] if field in told else []
    for pair in told.get("pairs", []):
        other = "rest" if pair["b"] is None else names[pair["b"]]
        for field in ("step", "delta", "wasserstein", "overlap"):
            yield names[pair["a"]], f"{gap}.{field}.{other}", pair[field]
    for name, median in zip(names, told.get("medians") or [], strict=False):
        yield from [(name, f"{gap}.median", median)] if median is not None else []
    if most := told.get("most"):
        yield most["item"], f"{gap}.most", most["apart"]
        yield most["item"], f"{gap}.highest", names[most["high"]]
        yield most["item"], f"{gap}.lowest", names[most["low"]]


def lines_of_what_is_shared(result: Result) -> Iterator[Line]:
    yield from [("", "state", "shown"), ("", "n", result["n"]), ("", "groups", result["groups"])]
    for id_, row in result["items"].items():
        yield from ((id_, f"share.{word}", row[word]) for word in ("agree", "disagree", "pass"))
        yield from [(id_, "lowest", row["lowest"])] if row["lowest"] is not None else []
    for part in ("common", "rejected", "divisive"):
        yield from ((id_, part, place) for place, id_ in enumerate(result[part], 1))


def _bands(_: str, values: Any) -> Iterator[Line]:
    for item, value in values.items():
        parts = value.items() if isinstance(value, dict) else [("", value)]
        for part, (fewest, most) in parts:
            end = f".{part}" if part else ""
            yield from [(item, f"fewest{end}", fewest), (item, f"most{end}", most)]


def _by_item(measure: str) -> Callable[[str, Any], Iterator[Line]]:
    def some(_: str, values: Any) -> Iterator[Line]:
        for item, value in values.items():
            if isinstance(value, dict):
                yield from ((item, f"{measure}.{part}", number) for part, number in value.items())
            else:
                yield item, measure, value

    return some


def _flags(measure: str, ids: Any) -> Iterator[Line]:
    if isinstance(ids, dict):
        yield from ((item, f"{measure}.{word}", 1) for item, words in ids.items() for word in words)
    else:
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
    "between": _bands,
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


def lines_of_bounds(bounds: dict[str, Any]) -> Iterator[Line]:
    """{answer: [low, high]}, or of sentences {sentence: {answer: [low, high]}}."""
    for item, found in bounds.items():
        for answer, ends in found.items() if isinstance(found, dict) else [("", found)]:
            for name, end in zip(("low", "high"), ends, strict=True):
                yield item, f"bounds.{name}" + (f".{answer}" if answer else ""), end
