"""The geometry of groups beside each other, for the templates, which know it as `wings`: what is shared, what is more.

Everything is worked out from a released result, so a picture cannot tell more than its table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any

Cell = dict[str, Any]
Told = Mapping[str, Any]

SIDES = ("low", "mid", "high")
INKS = ("a", "b")
ENOUGH_FOR_SHARES = 10
ABOUT = 10
"""Percents by which "about" may be off."""
PIN = 84
"""How wide a pin is in a plane, where a step is 100."""


def sides(scale: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """[(side, its text)] of a scale whose answers are folded. An even one has no middle; a middle may have no text."""
    return [(side, scale.get(side)) for side in SIDES if side != "mid" or scale["points"] % 2]


def is_folded(result: Mapping[str, Any]) -> bool:
    """Whether a scale is told by its sides."""
    told = [group["result"] for group in result["groups"]]
    return any(side in one["shares"] or side in one.get("few", ()) for one in told for side in SIDES)


def cells(groups: Sequence[Mapping[str, Any]], keys: Sequence[str], side: str = "result") -> dict[str, list[Cell]]:
    """{answer: [{share, least, count, few, between, wide, shared}, one a group]}.

    `share` is in percent, None where it is not told and 0 for a few; `shared` is the `least` of all groups. A `wide`
    cell is told by `between`: a share would be far off, or of a handful. Of a sentence the answer is who agrees.
    """
    return {key: _with_shared([_cell(group[side], key, group["n"]) for group in groups]) for key in keys}


def _cell(told: Told, key: str, people: int) -> Cell:
    if isinstance(told["shares"].get(key), Mapping) or isinstance(told.get("few"), Mapping):
        told, key = {field: value.get(key, {}) for field, value in told.items() if field != "n"}, "agree"
    few, share, between = key in told.get("few", ()), told["shares"].get(key), told.get("between", {}).get(key)
    wide = bool(between) and not few and share is not None and not _is_near(share, between, people)
    return {
        "share": 0 if few else share,
        "least": 100 * between[0] // people if wide else 0 if few else share,
        "count": told.get("counts", {}).get(key),
        "few": few,
        "between": between,
        "wide": wide,
    }


def _is_near(share: int, between: Sequence[int], people: int) -> bool:
    """Whether "about" is true of a share, whichever number of people it is."""
    return people >= ENOUGH_FOR_SHARES and all(abs(share * people - 100 * end) <= ABOUT * people for end in between)


def _with_shared(row: list[Cell]) -> list[Cell]:
    shared = 0 if any(cell["least"] is None for cell in row) else min(cell["least"] for cell in row)
    return [{**cell, "shared": shared} for cell in row]


def longest(*tables: Mapping[str, Sequence[Cell]]) -> int:
    """The largest share in any of them."""
    return max((cell["share"] or 0 for table in tables for row in table.values() for cell in row), default=0)


def inks(groups: Sequence[Any]) -> list[str]:
    """The colour of what a group has more than the others: two have one each, more than two have one together."""
    return list(INKS) if len(groups) == len(INKS) else ["a"] * len(groups)


def letters(names: Sequence[str]) -> list[str]:
    """A letter for each group: its first, where these differ."""
    first = [name[:1].upper() for name in names]
    return first if len(set(first)) == len(first) else list(ascii_uppercase[: len(names)])


def pins(medians: Sequence[Sequence[float] | None], steps: int) -> list[dict[str, Any]]:
    """[{group, x, y}] of each group that has a median, 100 a step; equal ones stand beside each other."""
    here = [tuple(median) for median in medians if median]
    found = []
    for group, median in enumerate(medians):
        if median:
            at, many = sum(each == median for each in medians[:group]), here.count(tuple(median))
            x, y = 100 * median[0] - 50 + PIN * (at - (many - 1) / 2), 100 * (steps - median[1]) + 50
            found.append({"group": group, "x": round(x), "y": round(y)})
    return found


def closer(result: Mapping[str, Any]) -> int | None:
    """-1 where the groups of a pair came closer, 1 where they went apart, 0 for neither; None where that is not known.

    From rounded numbers only a step or twenty percent is a change, from exact ones a tenth of a step or five percent.
    """
    before, after = (_apart(result.get(name)) for name in ("gap_before", "gap"))
    if before is None or after is None:
        return None
    steps, percents = (0.1, 5) if result["exact"] and not is_folded(result) else (1, 20)
    least = steps if result["type"] == "scale" else percents
    change = round(after - before, 1)
    return 0 if abs(change) < least else 1 if change > 0 else -1


def _apart(gap: Mapping[str, Any] | None) -> float | None:
    if not gap:
        return None
    most = gap.get("most", gap)
    return float(most["apart"]) if most else 0.0


def furthest(gap: Mapping[str, Any]) -> Mapping[str, Any]:
    """The pair of groups, or the group beside the rest, with the longest step between them."""
    return max(gap["pairs"], key=lambda pair: abs(pair["step"]))
