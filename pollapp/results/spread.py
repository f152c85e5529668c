"""About where the people of each group are, from what is told of the groups and from the room's own picture.

What is told of a group are wide columns: the sides of a scale, a few bins, the corners of a plane. Its people of a
column are taken to lie there as the whole room does. So what follows from it was told before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from pollapp.results.sheet import Told, weight

ENOUGH = 10
"""Of fewer people, told in bands, too little is known to say where they are."""

Columns = Mapping[str, Sequence[str]]


def spread(told: Sequence[Told], columns: Columns, room: Mapping[str, int]) -> dict[int, list[int]]:
    """{group: how its people are spread over the places of all columns in turn}, in proportion and not in people.

    `columns` has the places of each column, `room` people (or a share) by place. Groups of which too little is told are
    left out; the others keep their number, from 0 on.
    """
    found = {place: parts for place, one in enumerate(told) if (parts := _places(one, columns, room)) is not None}
    return dict(zip(found, _whole(list(found.values())), strict=True))


def _places(one: Told, columns: Columns, room: Mapping[str, int]) -> list[Fraction] | None:
    people = {column: weight(one, column, one["n"]) for column in columns}
    missing = [column for column, count in people.items() if count is None]
    if len(missing) > 1 or ("counts" not in one and one["n"] < ENOUGH):
        return None
    rest = max(Fraction(0), one["n"] - sum((count for count in people.values() if count is not None), Fraction(0)))
    known = {column: rest if count is None else count for column, count in people.items()}
    if 2 * sum(known.values()) < ENOUGH:  # the others of the group have no opinion
        return None
    return [part for column, places in columns.items() for part in _shared(known[column], places, room)]


def _shared(people: Fraction, places: Sequence[str], room: Mapping[str, int]) -> list[Fraction]:
    whole = sum(room.get(place, 0) for place in places)
    if not whole:
        return [people / len(places)] * len(places)
    return [people * Fraction(room.get(place, 0), whole) for place in places]


def _whole(rows: Sequence[Sequence[Fraction]]) -> list[list[int]]:
    """The same proportions, within the rows and between them, in whole numbers."""
    by = lcm(*(count.denominator for row in rows for count in row))
    return [[int(count * by) for count in row] for row in rows]
