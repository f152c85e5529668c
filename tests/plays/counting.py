"""What must be on the screen, counted anew from a list of answers. Nothing of pollapp is imported here."""

from __future__ import annotations

from collections import Counter
from typing import Any

Question = dict[str, Any]


def count(question: Question, values: list[Any]) -> dict[str, Any]:
    """`answered`, `n` (answers with substance) and what the type counts, keyed as in the protocol."""
    told = [value for value in values if substance(question, value)]
    return {"answered": len(values), "n": len(told)} | TYPES[question["type"]](question, values)


def substance(question: Question, value: Any) -> bool:
    """Whether an answer says something: “no opinion” and passing on everything do not."""
    if value is None or value == "none":
        return False
    if question["type"] == "statements":
        return any(each != "pass" for each in value.values())
    return True


def _ids(question: Question) -> list[str]:
    return [one["id"] for one in question.get("options") or question["items"]]


def _single(question: Question, values: list[Any]) -> dict[str, Any]:
    return {"counts": {id_: values.count(id_) for id_ in _ids(question)}}


def _multiple(question: Question, values: list[Any]) -> dict[str, Any]:
    return {"counts": {id_: sum(id_ in value for value in values) for id_ in _ids(question)}}


def _scale(question: Question, values: list[Any]) -> dict[str, Any]:
    points = question["scale"]["points"]
    said = sorted(value for value in values if value != "none")
    middle = (points + 1) / 2
    return {
        "counts": {str(point): said.count(point) for point in range(1, points + 1)},
        "none": values.count("none"),
        "low": sum(value < middle for value in said),
        "mid": sum(value == middle for value in said),
        "high": sum(value > middle for value in said),
        "categories": [said[(len(said) - 1) // 2], said[len(said) // 2]] if said else None,
    }


def _statements(question: Question, values: list[Any]) -> dict[str, Any]:
    judging = [value for value in values if substance(question, value)]
    said = {id_: Counter(value[id_] for value in judging if id_ in value) for id_ in _ids(question)}
    return {"counts": {id_: {word: said[id_][word] for word in ("agree", "disagree", "pass")} for id_ in said}}


def _ranking(question: Question, values: list[Any]) -> dict[str, Any]:
    ids = _ids(question)
    points = dict.fromkeys(ids, 0.0)
    for value in values:
        rest = [id_ for id_ in ids if id_ not in value]
        for place, id_ in enumerate(value):
            points[id_] += len(ids) - 1 - place
        for id_ in rest:
            points[id_] += (len(rest) - 1) / 2
    return {
        "counts": {id_: sum(value[0] == id_ for value in values) for id_ in ids},
        "borda": points,
        "paths": _strongest_paths(ids, values),
    }


def _strongest_paths(ids: list[str], values: list[Any]) -> dict[str, dict[str, int]]:
    """By Schulze: the strongest chain of won duels from each to each other, lengthened until none gets stronger."""

    def above(one: str, other: str) -> int:
        return sum(one in value and (other not in value or value.index(one) < value.index(other)) for value in values)

    won = {
        one: {other: above(one, other) if above(one, other) > above(other, one) else 0 for other in ids} for one in ids
    }
    paths = won
    for _ in ids:
        paths = {
            start: {end: max(won[start][end], *(min(paths[start][by], won[by][end]) for by in ids)) for end in ids}
            for start in ids
        }
    return paths


def _points(question: Question, values: list[Any]) -> dict[str, Any]:
    ids = _ids(question)
    sums = {id_: sum(value.get(id_, 0) for value in values) for id_ in ids}
    return {
        "sums": sums,
        "means": {id_: total / len(values) if values else 0 for id_, total in sums.items()},
        "zeros": {id_: sum(value.get(id_, 0) == 0 for value in values) for id_ in ids},
    }


def _number(_: Question, values: list[Any]) -> dict[str, Any]:
    said = sorted(values)
    median = (said[(len(said) - 1) // 2] + said[len(said) // 2]) / 2 if len(said) >= 10 else None
    return {"values": said, "median": median}


def _position(question: Question, values: list[Any]) -> dict[str, Any]:
    middle = (question["axes"]["steps"] + 1) / 2
    corners: Counter[str] = Counter()
    for across, up in values:
        if middle in (across, up):
            corners["middle"] += 1
        else:
            corners[f"{'low' if across < middle else 'high'}_{'low' if up < middle else 'high'}"] += 1
    names = ("low_low", "low_high", "high_low", "high_high", "middle")
    return {"corners": {name: corners[name] for name in names}}


def _texts(question: Question, values: list[Any]) -> dict[str, Any]:
    said: Counter[str] = Counter()
    for value in values:
        said.update({text.casefold() for text in value})
    return {"texts": dict(said)}


TYPES = {
    "single": _single,
    "multiple": _multiple,
    "scale": _scale,
    "statements": _statements,
    "ranking": _ranking,
    "points": _points,
    "number": _number,
    "position2d": _position,
    "wordcloud": _texts,
    "open": _texts,
}
