"""The geometry of the pictures, for the templates: where a bar begins, which hatch it has, what is on top.

Templates know this module as `picture`. Everything is worked out from a released result, so a picture
cannot tell more than its table. Lengths are percentages of the picture's width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pollapp.language import number
from pollapp.measures.ordinal import sides

STRENGTHS = 3
CLOUD_SIZES = 5
A_DIGIT = 2.9
ENOUGH_FOR_SHARES = 10
DIGITS = 6
CELL = {1: 56, 2: 92}
AGREE = ("agree", "4", "5")
BESIDE = {"low": 0.25, "middle": 0.5, "high": 0.75}
AGREEMENT = {
    "agree": "a3", "pass": "mid", "disagree": "b2", "5": "a3", "4": "a2", "3": "mid", "2": "b2", "1": "b3",
}  # fmt: skip


def most(values: Mapping[str, float]) -> list[str]:
    """The keys with the highest value, in the order given; none where nothing is above 0."""
    top = max(values.values(), default=0)
    return [key for key, value in values.items() if value == top > 0]


def lengths(result: Mapping[str, Any]) -> dict[str, float]:
    """{id: length of its bar}: points, people or tens, whichever is told."""
    if result.get("nearly_all"):
        return {result["nearly_all"]: 100}
    return dict(result.get("means") or result.get("counts") or result["shares"])


def rows(options: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """(id, text) of each option, for a table."""
    return [(option["id"], option["text"]) for option in options]


def scale_rows(scale: Mapping[str, Any], no_opinion: str = "") -> list[tuple[str, str]]:
    """(value, its name) of each answer of a scale: "4, both equally", or only "3".

    Of a sensitive scale "no opinion" is one of them, by this name.
    """
    places = [(str(at), answer(scale, at)) for at in range(1, scale["points"] + 1)]
    return [*places, ("none", no_opinion)] if no_opinion and scale["no_opinion"] else places


def answer(scale: Mapping[str, Any], at: int) -> str:
    """The name of one answer of a scale; the ends and the middle one have a text."""
    texts = {1: scale["low"], scale["points"]: scale["high"], (scale["points"] + 1) / 2: scale.get("mid")}
    return f"{at}, {texts[at]}" if texts.get(at) else str(at)


def bin_rows(bins: Sequence[Mapping[str, float]]) -> list[tuple[str, str]]:
    """(key, name) of each bin, in the numbers of the reader's language: "3" or "1–2"."""
    return [(str(span["from"]), _span(span)) for span in bins]


def _span(span: Mapping[str, float]) -> str:
    ends = [number(span[end], DIGITS) for end in ("from", "to")]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def told(result: Mapping[str, Any], points: int) -> list[float]:
    """What is told of each answer of a scale, low to high: people, or tens; 0 for one not told."""
    values = result.get("counts") or result["shares"]
    return [values.get(str(at), 0) for at in range(1, points + 1)]


def inks(points: int) -> list[str]:
    """The hatch of each answer of a scale, low to high: "a3" is solid blue, "b1" the lightest orange.

    Strength falls towards the middle answer, which is dotted ("mid"); an even scale has none. The phone
    has the same hatches beside its answers (`components/_rail.html`).
    """
    offsets = [2 * at - points - 1 for at in range(1, points + 1)]
    return [_ink(offset, points - 1) for offset in offsets]


def _ink(offset: int, furthest: int) -> str:
    strength = -(-STRENGTHS * abs(offset) // furthest)
    return f"{'a' if offset < 0 else 'b'}{strength}" if offset else "mid"


def reach(counts: Sequence[float]) -> float:
    """How far the longer side of a diverging bar goes from the middle, in people (or percent)."""
    low, middle, high = sides(counts)
    return max(low, high) + middle / 2


def diverging(result: Mapping[str, Any], points: int, far: float | None = None) -> dict[str, Any]:
    """{parts: [{figure, ink, x, width}], median}: one bar around the middle answer, at 50.

    `far` is the `reach` that fills half the width: the same for two bars that are compared. A part too
    narrow for its figure has "". People lie side by side, so the median is where half of the bar is on
    either side (None for an empty bar).
    """
    counts, sign = told(result, points), "" if "counts" in result else "%"
    return _around_the_middle(counts, [f"{count}{sign}" for count in counts], far or reach(counts))


def _around_the_middle(lengths: Sequence[float], figures: Sequence[str], far: float) -> dict[str, Any]:
    unit = 50 / far if far else 0
    low, middle, _ = sides(lengths)
    start = x = 50 - (low + middle / 2) * unit
    parts = []
    for ink, length, figure in zip(inks(len(lengths)), lengths, figures, strict=True):
        width = length * unit
        roomy = length and width > A_DIGIT * len(figure)
        parts.append({"figure": figure if roomy else "", "ink": ink, "x": x, "width": width})
        x += width
    return {"parts": parts, "median": (start + x) / 2 if far else None}


def compared(before: Mapping[str, Any], after: Mapping[str, Any], points: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two diverging bars on one scale, without their medians.

    Each bar lies around its own middle, so the mark of a median that goes up can go to the left.
    """
    far = max(reach(told(before, points)), reach(told(after, points)))
    return _unmarked(diverging(before, points, far)), _unmarked(diverging(after, points, far))


def on_one_scale(results: Sequence[Mapping[str, Any]], points: int) -> list[dict[str, Any]]:
    """Diverging bars of rooms of any size on one scale: each in percent of its own people.

    A figure is a percentage too; of fewer than ten people it is how many they are.
    """
    shares = [_parts_of(told(result, points), whole="counts" in result) for result in results]
    far = max(map(reach, shares), default=0)
    return [
        _unmarked(_around_the_middle(parts, _figures(result, points), far))
        for result, parts in zip(results, shares, strict=True)
    ]


def _unmarked(bar: dict[str, Any]) -> dict[str, Any]:
    return bar | {"median": None}


def _figures(result: Mapping[str, Any], points: int) -> list[str]:
    if "counts" in result and result["n"] < ENOUGH_FOR_SHARES:
        return [str(count) for count in told(result, points)]
    return [f"{result['shares'].get(str(at), 0)}%" for at in range(1, points + 1)]


def in_shares(results: Sequence[Mapping[str, Any]]) -> list[dict[str, float]]:
    """Bars of rooms of any size: percent of its own people, points on average, or a longer one for a higher place."""
    return [_in_shares(result) for result in results]


def _in_shares(result: Mapping[str, Any]) -> dict[str, float]:
    if "places" in result:
        return {key: len(result["places"]) + 1 - place for key, place in result["places"].items()}
    if "quadrants" in result:
        return dict(result["quadrants"])
    if "counts" in result:
        return {key: 100 * count / result["n"] for key, count in result["counts"].items()}
    return lengths(result)


def longest(bars: Sequence[Mapping[str, float]]) -> float:
    """The longest of all these bars."""
    return max((length for each in bars for length in each.values()), default=0)


def _parts_of(parts: Sequence[float], *, whole: bool) -> list[float]:
    """People as percent of all of them; tens stay what they are, since some are not told."""
    people = sum(parts) if whole else 100
    return [100 * part / people if people else 0 for part in parts]


def stacked(shares: Mapping[str, float]) -> list[dict[str, Any]]:
    """[{key, ink, x, width}]: the answers to one sentence side by side, agreement from the left.

    Blue agrees, orange does not, and between them is the dotted middle: those who passed or doubt. Rough shares that
    add up to more than 100 are drawn in proportion.
    """
    parts, x, unit = [], 0.0, 100 / max(100, sum(shares.values()))
    for key, ink in AGREEMENT.items():
        if key in shares:
            parts.append({"key": key, "ink": ink, "x": x, "width": unit * shares[key]})
            x += unit * shares[key]
    return parts


def agreed(result: Mapping[str, Any]) -> dict[str, float]:
    """{item: percent of its people who agree}, exact where counts are shown; nearly everyone is 100."""
    nearly = result.get("nearly_all") or {}
    rows = result.get("counts") or result["shares"]
    return {
        item: 100.0 * (nearly[item] in AGREE) if nearly.get(item) else _agreed(row, "counts" in result)
        for item, row in rows.items()
    }


def _agreed(row: Mapping[str, float], counted: bool) -> float:
    return 100 * agreeing(row) / sum(row.values()) if counted else agreeing(row)


def agreeing(row: Mapping[str, float]) -> float:
    """What part of one sentence's row agrees: "agree", or 4 and 5 of five."""
    return sum(row.get(key, 0) for key in AGREE)


def disagreeing(row: Mapping[str, float]) -> float:
    """What part of one sentence's row disagrees: "disagree", or 1 and 2 of five."""
    return sum(row.get(key, 0) for key in ("disagree", "1", "2"))


def along(bins: Sequence[Mapping[str, float]], value: float) -> float:
    """Where a number lies along bins of equal width: in the middle of a bin of one value, else within it."""
    for place, span in enumerate(bins):
        if value < span["from"]:
            return 100 * place / len(bins)
        if value <= span["to"]:
            return 100 * (place + _within(span, value)) / len(bins)
    return 100.0


def _within(span: Mapping[str, float], value: float) -> float:
    length = span["to"] - span["from"]
    return 0.1 + 0.8 * (value - span["from"]) / length if length else 0.5


def plane(result: Mapping[str, Any], steps: int) -> list[dict[str, float]]:
    """[{x, y, side}]: squares on a plane of 100 by 100 a step, the origin left and on top.

    With cells a small or a large square a cell; else one a corner, its area the corner's share, and one
    in the middle for those who are on a middle line.
    """
    if result["cells"] is not None:
        return [_cell(position, size, steps) for position, size in result["cells"].items()]
    return [_corner(name, share, 100 * steps) for name, share in result["quadrants"].items()]


def _cell(position: str, size: int, steps: int) -> dict[str, float]:
    h, v = (int(place) for place in position.split(","))
    return _square(100 * h - 50, 100 * (steps - v) + 50, CELL[size])


def _corner(name: str, share: int, length: float) -> dict[str, float]:
    side = 0.46 * length * (share / 100) ** 0.5
    h, _, v = name.partition("_")
    return _square(length * BESIDE[h], length * (1 - BESIDE[v or h]), side)


def _square(x: float, y: float, side: float) -> dict[str, float]:
    return {"x": x - side / 2, "y": y - side / 2, "side": side}


def top(places: Mapping[str, int]) -> list[str]:
    """Who has the first place."""
    return [key for key, place in places.items() if place == 1]


def cloud(words: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Words by the alphabet with a size from 1 to 5 by their count."""
    counts = [word["count"] for word in words]
    low, spread = min(counts, default=0), max(counts, default=0) - min(counts, default=0)
    sized = [
        {**word, "size": 1 + ((CLOUD_SIZES - 1) * (word["count"] - low) // spread if spread else 1)} for word in words
    ]
    return sorted(sized, key=lambda word: str(word["text"]).casefold())
