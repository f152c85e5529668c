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

from tests.plays import outside_measures as measures

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


Weights = list[Fraction]


def spread(told: Sequence[Told], sizes: Sequence[int], parts: dict[str, list[str]], room: Row) -> dict[int, Weights]:
    """About where the people of a group are: within each part as the whole room is.

    Groups of fewer than ten people, and those of which more than one part is not told, are left out.
    """
    found = {}
    for group, (one, size) in enumerate(zip(told, sizes, strict=True)):
        people = {part: people_told(one, part, size) for part in parts}
        silent = [part for part, many in people.items() if many is None]
        if size < 10 or len(silent) > 1:
            continue
        rest = max(Fraction(0), size - sum(many for many in people.values() if many is not None))
        found[group] = [
            (rest if people[part] is None else people[part] or Fraction(0)) * _within(room, places, place)
            for part, places in parts.items()
            for place in places
        ]
    return found


def _within(room: Row, places: list[str], place: str) -> Fraction:
    everyone = sum(room[each] for each in places)
    return Fraction(room[place], everyone) if everyone else Fraction(1, len(places))


def apart_on_scale(rooms: dict[int, Weights], points: int) -> Told | None:
    """Of two groups: the step between their means in halves, and Wasserstein; by the sides of the scale Cliff's delta
    and overlap."""
    if len(rooms) < 2:
        return None
    [(a, one), (b, other)] = rooms.items()
    step = halves(_mean(one) - _mean(other))
    first, second = (_by_side(weights, points) for weights in (one, other))
    shares = [(p / sum(first), q / sum(second)) for p, q in zip(first, second, strict=True)]
    higher = sum(shares[at][0] * shares[to][1] for at in range(3) for to in range(3) if at > to)
    lower = sum(shares[at][0] * shares[to][1] for at in range(3) for to in range(3) if at < to)
    return {
        "pairs": [
            {
                "a": a,
                "b": b,
                "step": step,
                "delta": OneDecimal(Fraction(higher - lower)),
                "wasserstein": OneDecimal(_way(one, other)),
                "overlap": tens(Fraction(sum(min(pair) for pair in shares))),
            }
        ],
        "apart": abs(step),
        "range": halves(abs(_median(one) - _median(other))),
    }


class OneDecimal(Fraction):
    """A number that is told with one decimal."""


def halves(steps: Fraction) -> Fraction:
    """To half steps, what lies between two away from nothing."""
    whole = (2 * abs(steps) + Fraction(1, 2)) // 1
    return Fraction(whole if steps >= 0 else -whole, 2)


def _mean(weights: Weights) -> Fraction:
    return sum((place * weight for place, weight in enumerate(weights, 1)), Fraction(0)) / sum(weights)


def _way(one: Weights, other: Weights) -> Fraction:
    """How far one would have to move to lie as the other, as a part of the scale."""
    borders = range(1, len(one))
    heaps = [Fraction(sum(one[:at]), sum(one)) - Fraction(sum(other[:at]), sum(other)) for at in borders]
    return Fraction(sum(map(abs, heaps)), len(borders))


def _by_side(weights: Weights, points: int) -> Weights:
    sides = [measures.side(place, points) for place in range(1, points + 1)]
    return [
        sum((weight for weight, here in zip(weights, sides, strict=True) if here == side), Fraction(0))
        for side in ("low", "mid", "high")
    ]


def _median(weights: Weights) -> Fraction:
    """Within the cell where half is reached; on a border, the middle of the way to the next cell that is not empty."""
    half, below = sum(weights, Fraction(0)) / 2, Fraction(0)
    for place, weight in enumerate(weights, 1):
        if below + weight > half:
            return place - Fraction(1, 2) + (half - below) / weight
        if weight and below + weight == half:
            after = next(at for at in range(place + 1, len(weights) + 1) if weights[at - 1])
            return Fraction(place + after, 2)
        below += weight
    raise AssertionError("nobody is there")


def median_marks(rooms: dict[int, Weights], groups: int, first: int) -> Told | None:
    """The mark (from `first` on) in which the middle of each group lies; None for a group that was left out.

    Between two marks it is the one an even number of steps from the first.
    """
    if len(rooms) < 2:
        return None
    found = {}
    for group, weights in rooms.items():
        half = sum(weights) / 2
        below = [sum(weights[:at]) for at in range(len(weights) + 1)]
        low = next(at for at in range(len(weights)) if below[at + 1] >= half)
        high = next(at for at in range(len(weights)) if below[at + 1] > half)
        found[group] = first + round(Fraction(low + high, 2))
    apart = max(found.values()) - min(found.values())
    return {"medians": [found.get(group) for group in range(groups)], "apart": apart}


def most_apart(spans: dict[str, list[Any]], wide: dict[str, Fraction]) -> Told | None:
    """The answer that differs most (by `wide`) of those that differ for certain, and the groups in which it is largest
    and smallest."""
    sure = {
        answer: some
        for answer, some in spans.items()
        if None not in some and max(low for low, _ in some) > min(high for _, high in some)
    }
    if not sure:
        return None
    answer = max(sure, key=lambda each: wide[each])
    middles = middles_of(sure[answer])
    return {
        "item": answer,
        "high": middles.index(max(middles)),
        "low": middles.index(min(middles)),
        "apart": tens(max(middles) - min(middles)),
    }


def middles_of(spans: list[Any]) -> Weights:
    return [Fraction(low + high, 2) for low, high in spans]
