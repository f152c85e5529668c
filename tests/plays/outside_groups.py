"""Groups side by side, told so broadly that subtracting finds nobody; worked out once more. Nothing of pollapp is here.

Who knows how large each group is and how many chose each answer can bound every cell. So the cells are told in an order
that does not hang on the answers, and of what is still open for a cell only the part in which it lies: parts of three
people or of a tenth of the group, whichever is more. What is open is found by trying: a table with these sums exists
if no set of its rows has more people to place than its columns can take (Gale 1957).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain, combinations, pairwise
from typing import Any

Row = dict[str, int]
Band = tuple[int, int]
Told = dict[str, Any]

FEW = 2
ABSENT = "absent"
"""The column of who said nothing about a sentence: it is there for the sums, and is not told."""


def tens(part: Fraction) -> int:
    """In tens of percent, a half upwards."""
    return 10 * int((10 * part + Fraction(1, 2)) // 1)


class Sheet:
    """People by group and answer. `sums` has the fewest and the most of an answer where the room is told in tens."""

    def __init__(self, rows: Sequence[Row], sums: dict[str, Band] | None = None) -> None:
        self.answers = list(rows[0])
        self.rows = [list(row.values()) for row in rows]
        self.sizes = [sum(row) for row in self.rows]
        columns = [sum(column) for column in zip(*self.rows, strict=True)]
        spans = list(sums.values()) if sums else [(many, many) for many in columns]
        self.open = [[(0, size)] * len(self.answers) for size in self.sizes]
        self.columns = columns
        if sums:  # one row more holds what the sums leave open
            self.rows.append([most - many for (_, most), many in zip(spans, columns, strict=True)])
            self.open.append([(0, most - fewest) for fewest, most in spans])
            self.columns = [most for _, most in spans]
        order = sorted(range(len(spans)), key=lambda at: abs(sum(spans[at]) - sum(self.sizes)))
        for column in order:
            for row in sorted(range(len(self.sizes)), key=lambda at: self.sizes[at]):
                least = max(FEW + 1, -(-self.sizes[row] // 10))
                self.open[row][column] = _part(self._possible(row, column), least, self.rows[row][column])
        self.bands = [
            {answer: self._possible(row, column) for column, answer in enumerate(self.answers)}
            for row in range(len(self.sizes))
        ]

    def told(self, in_people: bool) -> list[Told]:
        """{shares, few, between} of each group; of what is too wide nothing."""
        return [self._told(*each, in_people) for each in zip(self.sizes, self.bands, strict=True)]

    def _told(self, size: int, bands: dict[str, Band], in_people: bool) -> Told:
        present = size - Fraction(sum(bands.get(ABSENT, (0, 0))), 2)
        kept = {
            answer: (low, high)
            for answer, (low, high) in bands.items()
            if answer != ABSENT and (high - low <= FEW or high - low <= Fraction(2 * size, 5))
        }
        few = [answer for answer, (_, high) in kept.items() if high <= FEW]
        middles = {answer: Fraction(sum(band), 2) for answer, band in kept.items() if answer not in few}
        return {
            "shares": {answer: min(90, tens(middle / present)) for answer, middle in middles.items()},
            "few": few,
            "between": {answer: list(band) for answer, band in kept.items()} if in_people else {},
        }

    def _possible(self, row: int, column: int) -> Band:
        """The fewest and the most people that a cell may have."""
        low = high = self.rows[row][column]
        while self._exists(row, column, low - 1):
            low -= 1
        while self._exists(row, column, high + 1):
            high += 1
        return low, high

    def _exists(self, row: int, column: int, people: int) -> bool:
        """Whether there is a table in which this cell has so many people."""
        low, high = self.open[row][column]
        if not low <= people <= high:
            return False
        bands = [list(bands) for bands in self.open]
        bands[row][column] = (people, people)
        rows, across = range(len(bands)), range(len(self.columns))
        spare = [[high - low for low, high in each] for each in bands]
        out = [sum(self.rows[at]) - sum(low for low, _ in bands[at]) for at in rows]
        room = [self.columns[at] - sum(bands[each][at][0] for each in rows) for at in across]
        if min(*out, *room) < 0:
            return False
        some = chain.from_iterable(combinations(rows, many) for many in range(1, len(bands) + 1))
        return all(
            sum(out[at] for at in few) <= sum(min(room[at], sum(spare[each][at] for each in few)) for at in across)
            for few in some
        )


def _part(band: Band, least: int, value: int) -> Band:
    """The part of what is open in which a cell lies: the first as small as may be, the others about as large."""
    low, high = band
    values = list(range(low, high + 1))
    if len(values) < 2 * least:
        return band
    first, rest = values[:least], values[least:]
    parts = len(rest) // least
    cuts = [at * len(rest) // parts for at in range(parts + 1)]
    pieces = [first, *(rest[start:end] for start, end in pairwise(cuts))]
    [here] = [piece for piece in pieces if value in piece]
    return here[0], here[-1]


def seen_in_tens(counts: Row) -> dict[str, Band]:
    """The people that each answer may have, to who sees the room in tens.

    Beside an answer of nobody, one or two the numbers that are open for another one are laid on heaps: the same tens
    on one heap, or more where that leaves fewer than three numbers on it or after it.
    """
    everyone = sum(counts.values())
    some_few = any(many <= FEW for many in counts.values())
    known = {answer: [0, 1, 2] if many <= FEW else list(range(3, everyone + 1)) for answer, many in counts.items()}
    for answer, many in counts.items():
        if many > FEW:
            heaps = _heaps(_still(known, answer, everyone), everyone, 3 if some_few else 1)
            [known[answer]] = [heap for heap in heaps if many in heap]
    found = {answer: _still(known, answer, everyone) for answer in counts}
    assert all(found[answer] == [0, 1, 2] for answer, many in counts.items() if many <= FEW)
    assert all(10 * some[0] <= 9 * everyone for some in found.values()), "nearly everybody: then nothing else is told"
    return {answer: (some[0], some[-1]) for answer, some in found.items()}


def _still(known: dict[str, list[int]], answer: str, everyone: int) -> list[int]:
    """The numbers of people that an answer can have, so that with some numbers of the others there is everyone."""
    fewest, most = (sum(some[end] for other, some in known.items() if other != answer) for end in (0, -1))
    return [many for many in known[answer] if fewest + many <= everyone <= most + many]


def _heaps(numbers: list[int], everyone: int, least: int) -> list[list[int]]:
    def seen(many: int) -> int:
        nearly = many > (Fraction(9, 10) if least > 1 else Fraction(19, 20)) * everyone
        return 100 if nearly else min(90, tens(Fraction(many, everyone)))

    heaps: list[list[int]] = [[]]
    for place, many in enumerate(numbers):
        heap = heaps[-1]
        if len(heap) >= least and len(numbers) - place >= least and seen(many) != seen(heap[0]):
            heaps.append([many])
        else:
            heap.append(many)
    return heaps


# How far groups are apart, by what is told of them alone.


def people_told(told: Told, answer: str, size: int) -> Fraction | None:
    """About how many people gave an answer; None where that is not told."""
    if answer in told["between"]:
        return Fraction(sum(told["between"][answer]), 2)
    if answer in told["few"]:
        return Fraction(1)
    return Fraction(told["shares"][answer] * size, 100) if answer in told["shares"] else None


def span_told(told: Told, answer: str, size: int) -> tuple[Fraction, Fraction] | None:
    """Between which parts of the group an answer lies; a share in tens may be ten points off."""
    if answer in told["between"]:
        low, high = told["between"][answer]
        return Fraction(low, size), Fraction(high, size)
    if answer in told["few"]:
        return Fraction(0), Fraction(FEW, size)
    share = Fraction(told["shares"].get(answer, 0), 100)
    return (share - Fraction(1, 10), share + Fraction(1, 10)) if answer in told["shares"] else None
