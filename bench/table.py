"""What a run found, as a table, and whether the goals were met."""

from __future__ import annotations

import statistics

Found = dict[str, dict[str, float]]

FIGURES = {
    "connects": ("joined a second", 1, "{:.0f}"),
    "memory": ("KiB a phone", 1, "{:.1f}"),
    "push": ("push to the last phone, ms", 1000, "{:.0f}"),
    "burst": ("answers a second, all at once", 1, "{:.0f}"),
    "ack": ("acknowledged, median, ms", 1000, "{:.0f}"),
    "ack_99": ("acknowledged, 99 %, ms", 1000, "{:.0f}"),
    "fresh_99": ("on the screen at 1,000 a second, 99 %, ms", 1000, "{:.0f}"),
    "push_loaded": ("push during that, ms", 1000, "{:.0f}"),
    "busy": ("the phones' own processor, share", 1, "{:.2f}"),
}
MORE, LESS = "more", "less"

GOALS: list[tuple[str, str, str, float]] = [
    ("push", "stock", LESS, 1 / 6),
    ("push", "node", LESS, 1 / 1.2),
    ("push", "floor", LESS, 2.5),
    ("burst", "stock", MORE, 12),
    ("burst", "node", MORE, 0.8),
    ("connects", "stock", MORE, 5),
    ("connects", "node", MORE, 1.5),
    ("memory", "stock", LESS, 1 / 6),
    ("memory", "node", LESS, 1 / 2),
    ("fresh_99", "floor", LESS, 2),
]
"""(figure, beside which stack, more or less, ratio)."""

LOADED = 1.5
"""How many times its idle time a push may take while answers come."""

BUSY = 0.5
"""Above this share the phones themselves may be the slow side."""


def middle(runs: list[dict[str, float]]) -> dict[str, float]:
    """The median of each figure."""
    return {figure: statistics.median(one[figure] for one in runs) for figure in runs[0]}


def tell(people: int, found: dict[str, list[dict[str, float]]]) -> None:
    """Print the medians with their spread, the ratios, and which goals are met."""
    rounds = len(next(iter(found.values())))
    print(f"\n{people} phones, median of {rounds} (least to most)")
    print(" " * 44 + "".join(f"{name:>26}" for name in found))
    for figure, (words, times, form) in FIGURES.items():
        cells = [_cell([times * one[figure] for one in runs], form) for runs in found.values()]
        print(f"{words:44}" + "".join(f"{cell:>26}" for cell in cells))
    middles = {name: middle(runs) for name, runs in found.items()}
    for name, one in middles.items():
        if one["busy"] > BUSY:
            print(f"  {name}: the phones were more than half busy, so the server may do better than this")
    if "pollapp" in found:
        for line in judged(middles):
            print(line)


def _cell(values: list[float], form: str) -> str:
    low, high = form.format(min(values)), form.format(max(values))
    return f"{form.format(statistics.median(values))} ({low} to {high})"


def judged(found: Found) -> list[str]:
    """A line for each goal that this run can tell about."""
    lines, own = [], found["pollapp"]
    for figure, other, way, goal in GOALS:
        if other in found:
            ratio = own[figure] / found[other][figure]
            met = ratio >= goal if way == MORE else ratio <= goal
            sign = "at least" if way == MORE else "at most"
            lines.append(f"{_verdict(met)}{FIGURES[figure][0]}: {ratio:.2f} of {other}, {sign} {goal:.2f}")
    ratio = own["push_loaded"] / own["push"]
    lines.append(f"{_verdict(ratio <= LOADED)}push under load: {ratio:.2f} of the idle one, at most {LOADED:.2f}")
    return lines


def _verdict(met: bool) -> str:
    return f"{'met' if met else 'NOT met':8}"
