"""What may be told of the forty people, worked out from what they said. Nothing of pollapp is imported here.

A result is written in the fields of the protocol. A number is exact: whole, or a fraction that the reader of a result
holds against its rounded form. `Percents` and `Tens` stand for shares. A question is as a stage tells it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.plays import outside_measures as measures
from tests.plays.outside_people import DOMAINS, PEOPLE, Person

Question = dict[str, Any]
Told = dict[str, Any]
Said = list[Any]
"""Answers with substance."""

NOBODY = "none"
"""The domain of those who did not say one, and the answer of those who have no opinion."""
BOTH = ("before", "after")
SENSITIVE = ("q3", "q4")
SMALLEST = 5
SMALLEST_SENSITIVE = 10
CORNERS = ("low_low", "low_high", "high_low", "high_high", "middle")


@dataclass(frozen=True)
class Percents:
    """Whole percents of these counts, by largest remainders."""

    counts: dict[str, int]


@dataclass(frozen=True)
class Tens:
    """About this part of the people, in tens of percent, at most 90."""

    people: int
    of: int


def said(people: Sequence[Person], asked: str) -> Said:
    """The answers to a question that say something."""
    return [person.answers[asked] for person in people if _substance(person.answers[asked])]


def _substance(value: Any) -> bool:
    if isinstance(value, dict):
        return any(word != "pass" for word in value.values())
    return value not in (None, NOBODY)


def answered(asked: str) -> int:
    """People with an answer, with substance or not."""
    return sum(person.answers[asked] is not None for person in PEOPLE)


def twice(question: str) -> list[Person]:
    """The people whose answer says something both times."""
    return [one for one in PEOPLE if all(_substance(one.answers[f"{question}.{side}"]) for side in ("before", "after"))]


def result(question: Question) -> Told:
    """The whole room about a question that is asked once."""
    return {"state": "shown"} | told(question, PEOPLE, question["id"])


def told(question: Question, people: Sequence[Person], asked: str) -> Told:
    """{type, n, ...} of some people."""
    values = said(people, asked)
    make = COARSE.get(question["id"]) or TYPES[question["type"]]
    return {"type": question["type"], "n": len(values)} | make(question, values)


def pair_side(question: Question, side: str) -> Told:
    """One side of a question that is asked twice.

    Few answered once, so they could be found by subtraction: this is of the people who answered both times.
    """
    people = twice(question["id"])
    once = [len(said(PEOPLE, f"{question['id']}.{each}")) - len(people) for each in BOTH]
    assert 0 < sum(once) < SMALLEST
    return {"state": "shown"} | told(question, people, f"{question['id']}.{side}")


def shift(question: Question) -> Told:
    """Before and after of the people who answered both."""
    people = twice(question["id"])
    sides = {side: {"state": "shown"} | told(question, people, f"{question['id']}.{side}") for side in BOTH}
    return {"type": question["type"], "state": "shown", "view": "shift", "n": len(people)} | sides


def domains(people: Sequence[Person], smallest: int) -> list[tuple[list[str], list[Person]]]:
    """The groups that stand side by side, with who is in them."""
    members = {id_: [one for one in people if (one.domain or NOBODY) == id_] for id_ in (*DOMAINS, NOBODY)}
    names = measures.merged({id_: len(some) for id_, some in members.items()}, smallest)
    return [(ids, [one for id_ in ids for one in members[id_]]) for ids in names]


def groups(question: Question) -> Told:
    """The domains side by side: everybody who said something, in one group each."""
    smallest = SMALLEST_SENSITIVE if question["id"] in SENSITIVE else SMALLEST
    twofold = question.get("pair") == "before_after"
    asked = f"{question['id']}.after" if twofold else question["id"]
    people = twice(question["id"]) if twofold else [one for one in PEOPLE if _substance(one.answers[asked])]
    found = []
    for ids, some in domains(people, smallest):
        group = {"ids": ids, "n": len(some), "result": _inside(question, some, asked)}
        if twofold:
            group["before"] = _inside(question, some, f"{question['id']}.before")
        found.append(group)
    return {
        "type": question["type"], "state": "shown", "view": "groups", "n": len(people), "by": "domain",
        "groups": found, "gap": None,
    }  # fmt: skip


def _inside(question: Question, people: Sequence[Person], asked: str) -> Told:
    return {name: value for name, value in told(question, people, asked).items() if name != "type"}


# What each type tells.


def _ids(question: Question) -> list[str]:
    return [one["id"] for one in question.get("options") or question["items"]]


def _counted(counts: dict[str, int]) -> Told:
    return {"counts": counts, "shares": Percents(counts)}


def _single(question: Question, values: Said) -> Told:
    return _counted({id_: values.count(id_) for id_ in _ids(question)})


def _scale(question: Question, values: Said) -> Told:
    points = question["scale"]["points"]
    counts = {str(at): values.count(at) for at in range(1, points + 1)}
    low, middle, high = measures.sides(values, points)
    return _counted(counts) | {
        "none": 0,
        "low": low,
        "mid": middle,
        "high": high,
        "median": {"at": measures.median(values), "categories": list(measures.middle_person(values))},
        "panel": measures.panel(values, points),
    }


def _statements(question: Question, values: Said) -> Told:
    counts = {id_: dict.fromkeys(("agree", "disagree", "pass"), 0) for id_ in _ids(question)}
    for value in values:
        for id_, word in value.items():
            counts[id_][word] += 1
    few = [id_ for id_, row in counts.items() if row["agree"] + row["disagree"] < SMALLEST]
    judged = {id_: row for id_, row in counts.items() if id_ not in few}
    return {"counts": judged, "shares": {id_: Percents(row) for id_, row in judged.items()}, "too_few": few}


def _number(question: Question, values: Said) -> Told:
    span = question["number"]
    marks = range(span["min"], span["max"] + 1, span["step"])
    counts = {str(mark): values.count(mark) for mark in marks}
    lower, middle, upper = measures.quartiles(values)
    return _counted(counts) | {
        "bins": [{"from": mark, "to": mark, "count": counts[str(mark)]} for mark in marks],
        "median": middle,
        "quartiles": [lower, upper] if len(values) >= 10 else None,
    }


def _ranking(question: Question, values: Said) -> Told:
    names = _ids(question)
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
    assert max(counts.values()) <= 0.95 * everyone, "nearly everybody: then nothing else is told"
    large = {id_: Tens(many, everyone) for id_, many in counts.items() if many > 2}
    return large, [id_ for id_ in counts if id_ not in large]


def _coarse_single(question: Question, values: Said) -> Told:
    shares, few = _coarse({id_: values.count(id_) for id_ in _ids(question)})
    return {"shares": shares, "few": few, "nearly_all": None}


def _coarse_place(question: Question, values: Said) -> Told:
    at = [_corner(question["axes"]["steps"], *value) for value in values]
    quadrants, few = _coarse({name: at.count(name) for name in CORNERS})
    return {"quadrants": quadrants, "few": few, "nearly_all": None, "cells": None, "median": None}


def _corner(steps: int, across: int, up: int) -> str:
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
