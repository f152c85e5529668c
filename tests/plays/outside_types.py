"""What each type of question tells of what people said. Nothing of pollapp is imported here.

A result is written in the fields of the protocol. A number is exact: whole, or a fraction that the reader of a result
holds against its rounded form. `Percents` and `Tens` stand for shares. A question is as a stage tells it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.plays import outside_groups as beside
from tests.plays import outside_measures as measures

Question = dict[str, Any]
Told = dict[str, Any]
Said = list[Any]
"""Answers with substance."""

SMALLEST = 5
CORNERS = ("low_low", "low_high", "high_low", "high_high", "middle")


@dataclass(frozen=True)
class Percents:
    """Whole percents of these counts, by largest remainders."""

    counts: dict[str, int]


@dataclass(frozen=True)
class Percent:
    """A part as a whole percentage."""

    part: Fraction


@dataclass(frozen=True)
class Beside:
    """Shares with other fields among them."""

    shares: Percents
    more: dict[str, Any]


@dataclass(frozen=True)
class Tens:
    """About this part of the people, in tens of percent, at most 90."""

    people: Fraction
    of: int


def ids_of(question: Question) -> list[str]:
    return [one["id"] for one in question.get("options") or question["items"]]


def _counted(counts: dict[str, int]) -> Told:
    return {"counts": counts, "shares": Percents(counts)}


def _single(question: Question, values: Said) -> Told:
    return _counted({id_: values.count(id_) for id_ in ids_of(question)})


def _scale(question: Question, values: Said) -> Told:
    points = question["scale"]["points"]
    counts = {str(at): values.count(at) for at in range(1, points + 1)}
    low, middle, high = measures.sides(values, points)
    return _counted(counts) | {
        "low": low,
        "mid": middle,
        "high": high,
        "median": {"at": measures.median(values), "categories": list(measures.middle_person(values))},
        "panel": measures.panel(values, points),
    }


def _statements(question: Question, values: Said) -> Told:
    counts = {id_: row_of(values, id_) for id_ in ids_of(question)}
    few = [id_ for id_, row in counts.items() if row["agree"] + row["disagree"] < SMALLEST]
    judged = {id_: row for id_, row in counts.items() if id_ not in few}
    return {"counts": judged, "shares": {id_: Percents(row) for id_, row in judged.items()}, "too_few": few}


def row_of(values: Said, id_: str) -> dict[str, int]:
    return {word: sum(value.get(id_) == word for value in values) for word in ("agree", "disagree", "pass")}


def _number(question: Question, values: Said) -> Told:
    span = question["number"]
    marks = range(span["min"], span["max"] + 1, span["step"])
    counts = {str(mark): values.count(mark) for mark in marks}
    lower, middle, upper = measures.quartiles(values)
    return _counted(counts) | {
        "bins": [{"from": mark, "to": mark, "count": counts[str(mark)]} for mark in marks],
        "median": middle if len(values) >= 10 else None,
        "quartiles": [lower, upper] if len(values) >= 10 else None,
    }


def _ranking(question: Question, values: Said) -> Told:
    names = ids_of(question)
    ranks = measures.schulze(values, names)
    points = measures.borda(values, names)
    places = {name: 1 + sum(len(above) for above in ranks[:at]) for at, rank in enumerate(ranks) for name in rank}
    return _counted({name: sum(value[0] == name for value in values) for name in names}) | {
        "method": "schulze",
        "order": sorted(names, key=lambda name: (places[name], names.index(name))),
        "places": places,
        "winner": measures.condorcet(values, names),
        "circle": [],
        "borda": points,
    }


def _coarse(counts: dict[str, int]) -> tuple[dict[str, Tens], list[str]]:
    everyone = sum(counts.values())
    large = {
        id_: Tens(Fraction(sum(ends), 2), everyone)
        for id_, ends in beside.seen_in_tens(counts).items()
        if counts[id_] > beside.FEW
    }
    return large, [id_ for id_ in counts if id_ not in large]


def _coarse_single(question: Question, values: Said) -> Told:
    shares, few = _coarse({id_: values.count(id_) for id_ in ids_of(question)})
    return {"shares": shares, "few": few, "nearly_all": None}


def _coarse_place(question: Question, values: Said) -> Told:
    at = [corner_of(question["axes"]["steps"], *value) for value in values]
    quadrants, few = _coarse({name: at.count(name) for name in CORNERS})
    return {"quadrants": quadrants, "few": few, "nearly_all": None, "cells": None, "median": None}


def corner_of(steps: int, across: int, up: int) -> str:
    sides = measures.side(across, steps), measures.side(up, steps)
    return "middle" if "mid" in sides else "_".join(sides)


TYPES: dict[str, Callable[[Question, Said], Told]] = {
    "single": _single,
    "scale": _scale,
    "statements": _statements,
    "number": _number,
    "ranking": _ranking,
}
COARSE: dict[str, Callable[[Question, Said], Told]] = {"q3": _coarse_single, "q4": _coarse_place}
