"""Something a person might answer to a question as the protocol tells it. Nothing of pollapp is imported here."""

from __future__ import annotations

from random import Random
from typing import Any

WORDS = ("rust", "groen", "buren", "veilig", "samen", "vertrouwen")


def value(question: dict[str, Any], chance: Random) -> Any:
    """A valid value, in the shape of the message `answer`."""
    return TYPES[question["type"]](question, chance)


def _ids(question: dict[str, Any]) -> list[str]:
    return [one["id"] for one in question.get("options") or question["items"]]


def _single(question: dict[str, Any], chance: Random) -> Any:
    return chance.choice(_ids(question))


def _multiple(question: dict[str, Any], chance: Random) -> Any:
    alone = [one["id"] for one in question["options"] if one.get("exclusive") or one["id"] in ("geen", "weetniet")]
    if chance.random() < 0.2 and alone:
        return [chance.choice(alone)]
    together = [id_ for id_ in _ids(question) if id_ not in alone]
    most = min(question["choose"]["max"], len(together))
    return chance.sample(together, chance.randint(max(1, question["choose"]["min"]), most))


def _scale(question: dict[str, Any], chance: Random) -> Any:
    if question["scale"].get("no_opinion") and chance.random() < 0.1:
        return "none"
    return chance.randint(1, question["scale"]["points"])


def _statements(question: dict[str, Any], chance: Random) -> Any:
    some = [id_ for id_ in _ids(question) if chance.random() < 0.9] or _ids(question)[:1]
    return {id_: chance.choice(["agree", "agree", "disagree", "pass"]) for id_ in some}


def _ranking(question: dict[str, Any], chance: Random) -> Any:
    return chance.sample(_ids(question), chance.randint(1, question["ranking"]["top"]))


def _points(question: dict[str, Any], chance: Random) -> Any:
    total, step = question["points"]["total"], question["points"]["step"]
    given = dict.fromkeys(_ids(question), 0)
    for _ in range(total // step):
        given[chance.choice(_ids(question)[: chance.randint(1, len(given))])] += step
    return {id_: points for id_, points in given.items() if points}


def _number(question: dict[str, Any], chance: Random) -> Any:
    number = question["number"]
    steps = round((number["max"] - number["min"]) / number["step"])
    return int(number["min"] + number["step"] * chance.randint(0, min(steps, 14)))


def _position(question: dict[str, Any], chance: Random) -> Any:
    steps = question["axes"]["steps"]
    return [chance.randint(1, steps), min(steps, chance.randint(1, steps + 3))]


def _words(question: dict[str, Any], chance: Random) -> Any:
    return chance.sample(WORDS, chance.randint(1, question["text"]["entries"]))


def _texts(question: dict[str, Any], chance: Random) -> Any:
    texts = [f"We {verb} {when}" for verb in ("bellen", "praten", "drinken koffie") for when in ("morgen", "vandaag")]
    return chance.sample(texts, chance.randint(1, question["text"]["entries"]))


TYPES = {
    "single": _single,
    "multiple": _multiple,
    "scale": _scale,
    "statements": _statements,
    "ranking": _ranking,
    "points": _points,
    "number": _number,
    "position2d": _position,
    "wordcloud": _words,
    "open": _texts,
}
