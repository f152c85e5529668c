"""Where groups differ, worked out from what is told of them and of the room: so it tells nothing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from pollapp.measures import statements
from pollapp.measures.groups import gaps, mean, range_of_medians
from pollapp.measures.numbers import quantile
from pollapp.measures.ordinal import interpolated_median, sides
from pollapp.measures.shares import percent, tens
from pollapp.results import number, position2d, scale
from pollapp.results.coarse import FEW
from pollapp.results.sheet import Sheet, Told, weight
from pollapp.results.spread import spread

Tallies = Sequence[Mapping[str, Any]]
Sheets = Sequence[Sheet]
Gap = dict[str, Any]

HALF = Fraction(1, 2)
ENOUGH_FOR_MEDIANS = 20
Share = tuple[Fraction, Fraction]
ABOUT = Fraction(1, 10)
"""How far a share in tens may be from the people whom it is told of."""


def gap_of(question: Any, told: Sequence[Told], sheets: Sheets, tallies: Tallies) -> Gap | None:
    """How the groups differ, by the type of the question; None where too little is told of them for it.

    scale: {pairs: [{a, b, step, delta, wasserstein, overlap}], apart, range}, the last two the largest difference of
    two means and of two medians, in steps; number: {medians, apart}; statements and types with options: {most: {item,
    high, low, apart}}, None where no answer differs for certain; position2d: {most, medians: [[h, v]]}. A group is
    named by its place, from 0 on; `b` is None for a group against the rest. From bands steps are in halves and shares
    in tens.
    """
    if question.type == "scale":
        return _of_scale(question, told, tallies)
    if question.type == "number":
        return _of_numbers(question, told, sheets, tallies)
    if question.type == "statements":
        return {"most": _of_sentences(told, sheets)}
    if question.type == "position2d":
        return {"most": _of_options(told, sheets), "medians": _in_plane(question, told)}
    return {"most": _of_options(told, sheets)}


def _of_scale(question: Any, told: Sequence[Told], tallies: Tallies) -> Gap | None:
    exact = "counts" in told[0]
    fine = exact and "low" not in told[0]["counts"]
    rooms = spread(told, scale.places_of(question, fine=fine), scale.room(question, tallies))
    if len(rooms) < 2:
        return None
    named = {str(place): counts for place, counts in rooms.items()}
    compared = named if fine else {key: list(sides(counts)) for key, counts in named.items()}
    means = [mean(counts) for counts in rooms.values()]
    return {
        "pairs": [
            {
                "a": int(one.a),
                "b": one.b and int(one.b),
                "step": _steps(one.step, fine),
                "delta": round(float(by.delta), 2 if exact else 1),
                "wasserstein": float(round(one.wasserstein, 2 if fine else 1)),
                "overlap": percent(by.overlap, 1) if exact else tens(by.overlap, 1),
            }
            for one, by in zip(gaps(named), gaps(compared), strict=True)
        ],
        "apart": _steps(max(means) - min(means), fine),
        "range": _steps(range_of_medians(named) or Fraction(0), fine),
    }


def _steps(value: Fraction, fine: bool = False) -> float:
    """Tenths of a step, or halves; what lies between two of them away from 0."""
    parts = 10 if fine else 2
    rounded = (abs(value) * parts + HALF) // 1
    return float(rounded if value >= 0 else -rounded) / parts


def _of_numbers(question: Any, told: Sequence[Told], sheets: Sheets, tallies: Tallies) -> Gap | None:
    """The bin in which the median of a group lies, as the number in its middle."""
    if question.settings.sensitivity == "high" or sum(one["n"] for one in told) < ENOUGH_FOR_MEDIANS:
        return None
    bins, room = number.by_bin(question, tallies)
    rooms = spread(told, number.columns(list(room), sheets[0].answers), room)
    if len(rooms) < 2:
        return None
    middles = [(low + high) / 2 for low, high in bins]
    found = {group: quantile(dict(zip(middles, counts, strict=True)), HALF) for group, counts in rooms.items()}
    medians = {group: question.number.nearest(float(each or 0)) for group, each in found.items()}
    apart = max(medians.values()) - min(medians.values())
    return {"medians": [medians.get(group) for group in range(len(told))], "apart": round(apart, 6)}


def _in_plane(question: Any, told: Sequence[Told]) -> list[list[float] | None] | None:
    """[[h, v]] of each group in halves of a step, from 20 people on; each corner is taken to be evenly filled."""
    if question.settings.sensitivity == "high" or sum(one["n"] for one in told) < ENOUGH_FOR_MEDIANS:
        return None
    corners = {name: [name] for name in position2d.CORNERS}
    rooms = spread(told, corners, {})
    if len(rooms) < 2:
        return None
    lines = {
        group: [position2d.line(question, dict(zip(corners, counts, strict=True)), axis) for axis in (0, 1)]
        for group, counts in rooms.items()
    }
    medians = {
        group: [_steps(interpolated_median(line) or Fraction(0)) for line in both] for group, both in lines.items()
    }
    return [medians.get(group) for group in range(len(told))]


def _of_options(told: Sequence[Told], sheets: Sheets) -> Gap | None:
    """The answer whose share differs most between two groups."""
    answers = [answer for sheet in sheets for answer in sheet.answers]
    found = [(answer, [_share(one, answer, one["n"]) for one in told]) for answer in answers]
    return _most([(answer, _known(shares)) for answer, shares in found], _apart, "counts" in told[0])


def _of_sentences(told: Sequence[Told], sheets: Sheets) -> Gap | None:
    """The sentence of which the smoothed share that agrees differs most between two groups."""
    found, rows = [], {}
    for item in (sheet.item for sheet in sheets):
        rows[item] = [row_of(one, item) for one in told]
        parts = [(part_of(one, item), sum(row.values())) for one, row in zip(told, rows[item], strict=True)]
        found.append((item, _known([_share(part, "agree", people) for part, people in parts])))
    return _most(found, lambda item, _: statements.gap(rows[item]), "counts" in told[0])


def _most(found: Sequence[tuple[str, list[Share]]], gap: Callable[..., Fraction], exact: bool) -> Gap | None:
    """{item, high, low, apart}: the widest gap that is there for certain, and the two groups that it is between."""
    sure = [
        (item, shares)
        for item, shares in found
        if shares and max(low for low, _ in shares) > min(high for _, high in shares)
    ]
    if not sure:
        return None
    item, shares = max(sure, key=lambda one: gap(*one))
    middles, apart = [sum(share) for share in shares], _apart(item, shares)
    return {
        "item": item,
        "high": middles.index(max(middles)),
        "low": middles.index(min(middles)),
        "apart": percent(apart, 1) if exact else tens(apart, 1),
    }


def _apart(_: str, shares: Sequence[Share]) -> Fraction:
    middles = [sum(share) for share in shares]
    return Fraction(max(middles) - min(middles)) / 2


def _known(shares: Sequence[Share | None]) -> list[Share]:
    """All of them, or none where one is not known."""
    known = [share for share in shares if share]
    return known if len(known) == len(shares) else []


def _share(told: Told, answer: str, people: int) -> Share | None:
    """Between which parts of these people an answer lies, as far as it is told; None where it is not."""
    if "counts" in told:
        return (Fraction(told["counts"][answer], people),) * 2
    if answer in told["between"]:
        low, high = told["between"][answer]
        return Fraction(low, people), Fraction(high, people)
    if answer in told["few"]:
        return Fraction(0), Fraction(FEW, people)
    share = Fraction(told["shares"].get(answer, 0), 100)
    return (share - ABOUT, share + ABOUT) if answer in told["shares"] else None


def part_of(told: Told, item: str) -> Told:
    """What is told of one sentence."""
    return {field: value[item] for field, value in told.items() if field != "n"}


def row_of(told: Told, item: str) -> dict[str, int]:
    """About how many people of a group gave each answer to a sentence; whoever is not told of is taken to pass."""
    part, people = part_of(told, item), told["n"]
    known = {answer: weight(part, answer, people) for answer in statements.SIDES}
    passed = weight(part, "pass", people)
    sides_ = {answer: round(count or 0) for answer, count in known.items()}
    return sides_ | {"pass": max(0, people - sum(sides_.values())) if passed is None else round(passed)}
