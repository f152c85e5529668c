"""The picture of a before and after: two bars, and ribbons of people who went from one to the other.

Templates know this module as `ribbons`. Everything is worked out from a released result. Lengths are percentages of
the picture's width; of a ribbon also of its height.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from pollapp.measures.ordinal import sides
from pollapp.measures.shift import FOLDED
from pollapp.results.picture import A_DIGIT, inks, reach, told

APART = 4
"""How far two sides stay apart, at least."""

A_WORD = 9
LABEL_AT = 0.05
"""How much of its way a ribbon has gone at the height of its label."""

Starts = dict[str, float]


def drawn(flows: Mapping[str, int], before: Mapping[str, Any], after: Mapping[str, Any], points: int) -> dict[str, Any]:
    """{before, after: [{ink, x, width}], ribbons: [{moves, path, x, width, figure, arrow, roomy}]}.

    Below the middle lies at the left, above it at the right, and the middle between them, in both bars on one scale.
    People who stay on their side go straight down. A ribbon that is too narrow for its figure has "", and one that
    is `roomy` has place for a word beside it. The ribbons of who stayed come first, so that the others lie on top.
    """
    counts = told(before, points), told(after, points)
    unit = (50 - APART) / max(*(reach(each) for each in counts), 1)
    starts = [_starts(each, unit) for each in counts]
    ways = [(came, went) for came, went in product(FOLDED, FOLDED) if flows[f"{came}_{went}"]]
    found = [_ribbon(flows, way, (starts[0], starts[1]), unit) for way in ways]
    return {
        "before": _bar(counts[0], starts[0], unit),
        "after": _bar(counts[1], starts[1], unit),
        "ribbons": sorted(found, key=lambda ribbon: bool(ribbon["moves"])),
    }


def _starts(counts: Sequence[float], unit: float) -> Starts:
    """Where each side begins."""
    _, middle, high = sides(counts)
    return {"low": 0.0, "mid": 50 - middle * unit / 2, "high": 100 - high * unit}


def _bar(counts: Sequence[float], starts: Starts, unit: float) -> list[dict[str, Any]]:
    parts = []
    at = dict(starts)
    for place, (ink, count) in enumerate(zip(inks(len(counts)), counts, strict=True), start=1):
        doubled = 2 * place - len(counts) - 1
        side = FOLDED[(doubled > 0) - (doubled < 0) + 1]
        parts.append({"ink": ink, "x": at[side], "width": count * unit})
        at[side] += count * unit
    return parts


def _ribbon(
    flows: Mapping[str, int], way: tuple[str, str], starts: tuple[Starts, Starts], unit: float
) -> dict[str, Any]:
    """People leave a side in the order of where they go, and arrive in the order of where they came from."""
    came, went = way
    people = flows[f"{came}_{went}"]
    left = sum(flows[f"{came}_{other}"] for other in FOLDED[: FOLDED.index(went)])
    arrived = sum(flows[f"{other}_{went}"] for other in FOLDED[: FOLDED.index(came)])
    top, bottom, width = starts[0][came] + left * unit, starts[1][went] + arrived * unit, people * unit
    moves = FOLDED.index(went) - FOLDED.index(came)
    room = width / A_DIGIT - len(str(people)) - (2 if moves else 0)
    return {
        "moves": moves,
        "path": _path(top, bottom, width),
        "x": top + LABEL_AT * (bottom - top),
        "width": width,
        "figure": str(people) if room > 0 else "",
        "arrow": {0: "", 1: "→", -1: "←"}[(moves > 0) - (moves < 0)],
        "roomy": width > A_WORD + A_DIGIT * len(str(people)),
    }


def _path(top: float, bottom: float, width: float) -> str:
    """Down along the left edge and up along the right one, bending halfway."""
    left, right = (top, bottom), (top + width, bottom + width)
    return (
        f"M{left[0]:.2f} 0C{left[0]:.2f} 50 {left[1]:.2f} 50 {left[1]:.2f} 100"
        f"H{right[1]:.2f}C{right[1]:.2f} 50 {right[0]:.2f} 50 {right[0]:.2f} 0Z"
    )
