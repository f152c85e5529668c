"""What may be told of the forty people, worked out from what they said. Nothing of pollapp is imported here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.plays import outside_measures as measures
from tests.plays.outside_people import PEOPLE, Person
from tests.plays.outside_types import COARSE, SMALLEST, TYPES, Percent, Question, Said, Told

NOBODY = "none"
"""The domain of those who did not say one, and the answer of those who have no opinion."""
BOTH = ("before", "after")


def said(people: Sequence[Person], asked: str) -> Said:
    """The answers to a question that say something."""
    return [person.answers[asked] for person in people if has_substance(person.answers[asked])]


def has_substance(value: Any) -> bool:
    if isinstance(value, dict):
        return any(word != "pass" for word in value.values())
    return value not in (None, NOBODY)


def answered(asked: str) -> int:
    """People with an answer, with substance or not."""
    return sum(person.answers[asked] is not None for person in PEOPLE)


def pictured(asked: str) -> tuple[int, int]:
    """People in the picture of a round, and people with an answer that is not: "no opinion" is told apart, as a number
    beside it; of a question that is asked twice only who answered both counts."""
    question, _, side = asked.partition(".")
    seen = len(twice(question)) if side else sum(_told_of(one.answers[asked]) for one in PEOPLE)
    return seen, answered(asked) - seen


def _told_of(value: Any) -> bool:
    return has_substance(value) or value == NOBODY


def twice(question: str) -> list[Person]:
    """The people whose answer says something both times."""
    return [
        one for one in PEOPLE if all(has_substance(one.answers[f"{question}.{side}"]) for side in ("before", "after"))
    ]


def result(question: Question) -> Told:
    """The whole room about a question that is asked once."""
    return {"state": "shown"} | told(question, PEOPLE, question["id"])


def texts(question: Question) -> Told:
    """What people wrote, once everything has been let through: by the alphabet, with how many wrote it."""
    wrote = [text for value in said(PEOPLE, question["id"]) for text in value]
    listed = [{"text": text, "count": wrote.count(text)} for text in sorted(set(wrote))]
    return {"type": "open", "state": "shown", "n": len(said(PEOPLE, question["id"])), "texts": listed}


def more(question: Question, asked: str) -> dict[str, Any]:
    """What only a file tells of a scale, to four decimals."""
    people = twice(question["id"]) if question.get("pair") else PEOPLE
    return dict(measures.indices(said(people, asked), question["scale"]["points"]))


def of_chance(question: Question) -> dict[str, Any]:
    """What only a file tells of a before and after."""
    moved = shift(question)["change"]
    return {"sign_p": measures.sign_test(moved["up"], moved["down"])}


def told(question: Question, people: Sequence[Person], asked: str) -> Told:
    """{type, n, ...} of some people."""
    values = said(people, asked)
    make = COARSE.get(question["id"]) or TYPES[question["type"]]
    found = {"type": question["type"], "n": len(values)} | make(question, values)
    if question["type"] == "scale":
        found["none"] = sum(person.answers[asked] == NOBODY for person in people)
    return found


def pair_side(question: Question, side: str) -> Told:
    """One side of a question that is asked twice.

    Few answered once, so they could be found by subtraction: this is of the people who answered both times.
    """
    people = twice(question["id"])
    once = [len(said(PEOPLE, f"{question['id']}.{each}")) - len(people) for each in BOTH]
    assert 0 < sum(once) < SMALLEST
    return {"state": "shown"} | told(question, people, f"{question['id']}.{side}")


def shift(question: Question) -> Told:
    """Before and after of the people who answered both, and how they moved."""
    people, points = twice(question["id"]), question["scale"]["points"]
    sides = {side: {"state": "shown"} | told(question, people, f"{question['id']}.{side}") for side in BOTH}
    before, after = (said(people, f"{question['id']}.{side}") for side in BOTH)
    change = measures.shift(list(zip(before, after, strict=True)), points)
    change |= {name: Percent(change[name]) for name in ("net", "gross")}
    change |= {"inward": None, "outward": None}  # they are told where the flows are not
    groups = [change["stayed"], change["up"], change["down"], *change["flows"].values()]
    assert not any(0 < many < SMALLEST for many in groups), "then some of it would not be told"
    pair = {"view": "shift", "n": len(people), "paired": True, "change": change}
    return {"type": question["type"], "state": "shown"} | pair | sides
