"""A table of groups and answers, told so broadly that nothing small can be found by subtracting.

Whoever knows how many people each group has and how many chose each answer can often work a hidden cell out: from the
other cells of its row, or from the other groups. So no cell is hidden and none is rounded by itself. The cells are told
one after the other. What the sums and the bands told before leave open for a cell is cut into bands of at least three
people, and the one is told in which the cell lies; where too little is left open, nothing more is told. Where the cuts
lie follows from what is known already, never from the answers. So of all tables with these sums exactly those with
these bands look the same, and among them every small cell is now nobody, then one, then two.

Source: the idea of cells that are "protected" when their feasible interval is wide enough, Handbook on Statistical
Disclosure Control, ch. 5.4; the cuts one after the other are ours. `docs/privacy.md` tells it in plain words, and
`tests/attacks/test_segments.py` tries every table of small rooms.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from pollapp.results.coarse import FEW

SMALL = FEW + 1
"""The fewest people that a number may be of."""

PARTS = 10
"""A band holds at least a tenth of a group: more exact than tens of percent nothing is told."""

Band = tuple[int, int]
Table = Sequence[Sequence[int]]
Bands = list[list[Band]]
Cell = tuple[int, int]


@lru_cache(maxsize=512)
def bands(
    rows: tuple[tuple[int, ...], ...], open_sums: tuple[Band, ...] | None = None, unit: int = 1
) -> list[list[Band]]:
    """[[(fewest, most) of each answer] of each group], of `rows` of people: a row a group, a column an answer.

    How many people a group has is known to everybody, and so is how many chose each answer; where that is known only
    roughly, `open_sums` has (fewest, most) of each answer. `unit` is what one person can bring to a cell, 1 for people.
    Two groups of five are often told as (0, 5) throughout: so small, nothing can be told of them.
    """
    table = [list(row) for row in rows]
    groups, answers = range(len(rows)), range(len(rows[0]))
    known: Bands = [[(0, sum(row))] * len(row) for row in rows]
    sums = [(sum(column), sum(column)) for column in zip(*rows, strict=True)]
    if open_sums is not None:
        table.append([most - total for (_, most), (total, _) in zip(open_sums, sums, strict=True)])
        known.append([(0, most - fewest) for fewest, most in open_sums])
        sums = list(open_sums)
    for answer in sorted(answers, key=lambda answer: abs(sum(sums[answer]) - sum(map(sum, rows)))):
        for group in sorted(groups, key=lambda group: sum(rows[group])):
            least = unit * max(SMALL, -(-sum(rows[group]) // (PARTS * unit)))
            known[group][answer] = _cut(_open(table, known, (group, answer)), least, table[group][answer])
    return [[_open(table, known, (group, answer)) for answer in answers] for group in groups]


def _cut(band: Band, least: int, value: int) -> Band:
    """The part of a band in which a value lies: each has `least` values or more, and the first has no more."""
    low, high = band
    if high - low + 1 < 2 * least:
        return band
    if value < low + least:
        return low, low + least - 1
    start, parts = low + least, (high - low + 1 - least) // least
    edges = [start + part * (high + 1 - start) // parts for part in range(parts + 1)]
    return next((first, end - 1) for first, end in pairwise(edges) if value < end)


def _open(table: Table, known: Bands, cell: Cell) -> Band:
    """The fewest and the most that a cell may have, in any table with these sums and bands."""
    group, answer = cell
    value = table[group][answer]
    return value - _room(table, known, cell, -1), value + _room(table, known, cell, 1)


def _room(table: Table, known: Bands, cell: Cell, sign: int) -> int:
    """How much more (`sign` 1) or less (-1) a cell could have while sums and bands stay.

    What comes into the cell goes out of another one in its row, into one of that column, and so round, back to the
    column of the cell. The most that can go round is a maximal flow, found along shortest ways.
    Source: J. Edmonds and R. M. Karp, Journal of the ACM 19 (1972) 248.
    """
    moved = [list(row) for row in table]
    wanted = _spare(moved, known, cell, sign)
    gone = 0
    while gone < wanted and (way := _way(moved, known, cell, sign)):
        signs = [-sign if step % 2 == 0 else sign for step in range(len(way))]
        push = min(wanted - gone, *(_spare(moved, known, each, s) for each, s in zip(way, signs, strict=True)))
        for (row, column), step in zip(way, signs, strict=True):
            moved[row][column] += step * push
        gone += push
    return gone


def _way(table: Table, known: Bands, cell: Cell, sign: int) -> list[Cell]:
    """The shortest way round: cells that give and take in turn, from the row of the cell to its column. [] for none."""
    group, answer = cell
    rows, columns = range(len(table)), range(len(table[0]))
    came: dict[tuple[str, int], list[Cell]] = {("row", group): []}
    queue = deque(came)
    while queue:
        side, at = here = queue.popleft()
        steps = [(at, column) for column in columns] if side == "row" else [(row, at) for row in rows]
        for step in steps:
            there = ("column", step[1]) if side == "row" else ("row", step[0])
            change = -sign if side == "row" else sign
            if there in came or step == cell or not _spare(table, known, step, change):
                continue
            came[there] = [*came[here], step]
            if there == ("column", answer):
                return came[there]
            queue.append(there)
    return []


def _spare(table: Table, known: Bands, cell: Cell, sign: int) -> int:
    """How far a cell is from the end of its band."""
    (low, high), value = known[cell[0]][cell[1]], table[cell[0]][cell[1]]
    return high - value if sign > 0 else value - low
