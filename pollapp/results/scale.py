"""A place on a scale from 1 to K; "no opinion" stands apart and is in no share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pollapp.measures.ordinal import interpolated_median, median_categories, sides
from pollapp.measures.panel import describe, is_small, panel
from pollapp.measures.shares import largest_remainder, tens
from pollapp.results.coarse import coarse, is_few

SIDES = ("low", "mid", "high")
MOST_IS_TOLD = 80


def shown(question: Any, tally: Mapping[str, Any], *, high: bool, **_: Any) -> dict[str, Any]:
    """{counts, shares, none, low, mid, high: people below, at, above the middle, median: {at, categories}, panel}.

    `median.at` lies on the line from 1 to K, two decimals; `categories` is [lowest, highest]. `panel` is {label, side,
    small, distance: steps, agreement: -1 to 1, camps: 1 in an even room}, two decimals, None under ten people.
    Sensitive: `coarse`, the three sides in tens of percent or None for a few, `none` None, and a median and a
    panel of {label, side, small} read from the coarse shares alone, so that they tell no more than those: the median
    None when they hold nothing, the panel also when they leave out too much of the room for a word about it.
    """
    counts = {str(k): tally["counts"].get(str(k), 0) for k in range(1, question.scale.points + 1)}
    folded = dict(zip(SIDES, sides(list(counts.values())), strict=True))
    if high:
        return _sensitive(counts, folded, tally["n"])
    return {
        "counts": counts,
        "shares": largest_remainder(counts),
        "none": tally.get("none", 0),
        **folded,
        "median": _median(list(counts.values())),
        "panel": _panel(list(counts.values())),
    }


def _sensitive(counts: Mapping[str, int], folded: Mapping[str, int], people: int) -> dict[str, Any]:
    told = coarse(counts, people)
    seen = {**told["shares"], told["nearly_all"]: 100} if told["nearly_all"] else told["shares"]
    tens_of = [seen.get(key, 0) for key in counts]
    most = sum(tens_of) >= MOST_IS_TOLD or not told["few"]
    return {
        **told,
        "none": None,
        **_sides_in_words(folded, people, told["nearly_all"]),
        "median": _median(tens_of, exactly=False),
        "panel": _words(tens_of, people) if most else None,
    }


def _sides_in_words(folded: Mapping[str, int], people: int, nearly_all: str | None) -> dict[str, int | None]:
    if nearly_all is not None:
        return dict.fromkeys(SIDES)
    return {side: None if is_few(count) else min(90, tens(count, people)) for side, count in folded.items()}


def _median(counts: Sequence[int], *, exactly: bool = True) -> dict[str, Any] | None:
    middle, categories = interpolated_median(counts), median_categories(counts)
    if middle is None or categories is None:
        return None
    at = round(float(middle), 2) if exactly else sum(categories) / 2
    return {"at": at, "categories": list(categories)}


def _panel(counts: Sequence[int]) -> dict[str, Any] | None:
    found = panel(counts)
    if found is None:
        return None
    numbers = {"distance": found.distance, "agreement": found.agreement, "camps": found.camps}
    return _words(counts, sum(counts)) | {name: float(round(value, 2)) for name, value in numbers.items()}


def _words(counts: Sequence[int], people: int) -> dict[str, Any]:
    label, side = describe(counts)
    return {"label": label, "side": side, "small": is_small(people)}
