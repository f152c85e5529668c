"""What a run found, as a table, and whether the goals were met."""

from __future__ import annotations

from typing import Any

Found = dict[str, dict[str, Any]]

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

BUSY = 0.5
"""Above this share the phones themselves may be the slow side."""


def tell(people: int, found: Found) -> None:
    """Print the figures of this run, the ratios, and which goals are met."""
    print(f"\n{people} phones" + "".join(f"{name:>12}" for name in found).rjust(36 + 12 * len(found)))
    for figure, (words, times, form) in FIGURES.items():
        print(f"{words:44}" + "".join(f"{form.format(times * one[figure]):>12}" for one in found.values()))
    for name, one in found.items():
        low, high = (1000 * end for end in one["push_spread"])
        print(f"  {name}: pushes from {low:.0f} to {high:.0f} ms")
        if one["busy"] > BUSY:
            print(f"  {name}: the phones were more than half busy, so the server may do better than this")
    if "pollapp" in found:
        for line in judged(found):
            print(line)


def judged(found: Found) -> list[str]:
    """A line for each goal that this run can tell about."""
    lines, own = [], found["pollapp"]
    for figure, other, way, goal in GOALS:
        if other in found:
            ratio = own[figure] / found[other][figure]
            met = ratio >= goal if way == MORE else ratio <= goal
            sign = "at least" if way == MORE else "at most"
            verdict = "met" if met else "NOT met"
            lines.append(f"{verdict:8}{FIGURES[figure][0]}: {ratio:.2f} of {other}, {sign} {goal:.2f}")
    ratio = own["push_loaded"] / own["push"]
    lines.append(f"{'met' if ratio <= 1.5 else 'NOT met':8}push under load: {ratio:.2f} of the idle one, at most 1.50")
    return lines
