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


def sides(scale: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """(side, its text) of a folded scale: an even one has no middle, and a middle may have no text."""
    return [(side, scale.get(side)) for side in SIDES if side != "mid" or scale["points"] % 2]


def is_folded(result: Mapping[str, Any]) -> bool:
    """Whether a scale is told by its sides."""
    told = [group["result"] for group in result["groups"]]
    return any(side in one["shares"] or side in one.get("few", ()) for one in told for side in SIDES)


def cells(groups: Sequence[Mapping[str, Any]], keys: Sequence[str], side: str = "result") -> dict[str, list[Cell]]:
    """{answer: [{share, count, few, between, shared}, one a group]}.

    `share` is in percent, None where it is not told and 0 for a few; `shared` is what all groups have. Of a sentence
    the answer is who agrees.
    """
    return {key: _with_shared([_cell(group[side], key) for group in groups]) for key in keys}


def _cell(told: Told, key: str) -> Cell:
    if isinstance(told["shares"].get(key), Mapping) or isinstance(told.get("few"), Mapping):
        told, key = {field: value.get(key, {}) for field, value in told.items() if field != "n"}, "agree"
    few = key in told.get("few", ())
    return {
        "share": 0 if few else told["shares"].get(key),
        "count": told.get("counts", {}).get(key),
        "few": few,
        "between": told.get("between", {}).get(key),
    }


def _with_shared(row: list[Cell]) -> list[Cell]:
    shared = 0 if any(cell["share"] is None for cell in row) else min(cell["share"] for cell in row)
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
