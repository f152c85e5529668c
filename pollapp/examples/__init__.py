"""Small made-up rooms for the help page. Their results are released as those of a real room, and drawn as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pollapp.examples import asked
from pollapp.language import current, gettext
from pollapp.questions import Question
from pollapp.results import (
    Moment,
    Verdict,
    release,
    release_groups,
    release_opinions,
    release_pair,
    release_perception,
    release_rooms,
    release_together,
)

CLOSED = Moment(locked=True, revealed=True, pair_done=True)

LABELS = {
    "agreed": (0, 0, 0, 2, 4, 12, 6),
    "two_camps": (7, 5, 0, 1, 0, 5, 6),
    "majority_minority": (4, 2, 0, 0, 5, 6, 7),
    "mostly_agreed": (0, 2, 3, 5, 8, 6, 0),
    "spread": (3, 4, 3, 4, 3, 4, 3),
}
"""A room of 24 people for each word that a scale can get: how many chose 1, 2, ... 7."""

MOVED = {(1, 3): 5, (2, 2): 6, (3, 5): 6, (4, 4): 5, (6, 4): 5, (7, 7): 5}
"""People by their answers before and after."""

TEAMS = {"north": (6, 4, 2, 1, 1, 0, 0), "south": (0, 0, 1, 3, 3, 3, 2)}
"""How many of each group chose 1, 2, ... 7."""

ROOMS = (((2, 5, 6, 5, 4, 4, 2), False), ((0, 1, 2, 3, 6, 5, 4), False), ((4, 4, 2, 1, 1, 0, 0), True))
"""How many of each room chose 1, 2, ... 7, and whether some of them answered in another room as well."""

ANSWERS = ("agree", "disagree", "pass")

JUDGED = {"aad": 9, "ada": 8, "aaa": 4, "paa": 2, "dpd": 3}
"""People by what they said to three sentences: agree, disagree or pass."""

MINDS = (
    {"h": (12, 0, 1), "m": (4, 8, 1), "d": (12, 1, 0), "c": (3, 9, 1), "p": (10, 2, 1)},
    {"h": (9, 1, 1), "m": (10, 0, 1), "d": (1, 9, 1), "c": (11, 0, 0), "p": (3, 7, 1)},
)
"""How many of two groups agree, disagree and pass on five sentences."""

ORDERS = {"qptj": 7, "pqtj": 5, "tpqj": 6, "jqpt": 3}
"""People by the order in which they put the options."""

NEEDS = {"q": 11, "p": 9, "t": 6, "j": 2}
GUESSES = {4: 3, 5: 6, 6: 8, 7: 7, 8: 4}
"""People by what they need, and by how many of ten people they think need a quiet room."""

PURSES = {(50, 30, 20, 0): 8, (20, 60, 20, 0): 6, (0, 40, 40, 20): 5, (100, 0, 0, 0): 3}
"""People by the points they gave to the options."""

PLACES = {(2, 6): 7, (3, 5): 4, (2, 5): 2, (5, 3): 6, (6, 2): 3, (4, 4): 2}
"""People by their place on two lines."""

MINUTES = {5: 3, 15: 6, 25: 4, 30: 5, 45: 4, 60: 3, 90: 2}


@dataclass(frozen=True)
class Example:
    """A released result and its question as pages are told of it; `beside` are other names of the picture's partial."""

    question: dict[str, Any]
    result: dict[str, Any]
    beside: Mapping[str, Any] = field(default_factory=dict)


def examples() -> dict[str, Example]:
    """Every example of the help page by its name, in the current language."""
    scale = asked.scale()
    return {
        "scale": _shown(scale, [*_places((2, 5, 6, 5, 4, 4, 2)), "none", "none"]),
        "small": _shown(scale, _places((1, 2, 4, 3, 2, 1, 1))),
        **{label: _shown(scale, _places(counts)) for label, counts in LABELS.items()},
        "tens": _shown(asked.scale("high"), _places((1, 5, 9, 7, 8, 6, 4))),
        "single": _shown(asked.single(), _people(NEEDS)),
        "statements": _shown(asked.statements(), _judged()),
        "ranking": _shown(asked.ranking(), map(list, _people(ORDERS))),
        "points": _shown(asked.points(), [dict(zip("qptj", purse, strict=True)) for purse in _people(PURSES)]),
        "number": _shown(asked.number(), _people(MINUTES)),
        "position2d": _shown(asked.position2d(), map(list, _people(PLACES))),
        "wordcloud": _shown(asked.wordcloud(), _words()),
        "shift": _shift(scale),
        "groups": _groups(scale),
        "together": _together(),
        "opinions": _opinions(),
        "perception": _perception(),
        "rooms": _rooms(scale),
    }


def _shown(question: Question, values: Iterable[Any]) -> Example:
    tally = question.tally([question.check(value) for value in values])
    verdicts = {each["key"]: Verdict("approved") for each in tally.get("words", [])}
    return Example(_asked(question), release(question, tally, CLOSED, verdicts))


def _shift(scale: Question) -> Example:
    both = _people(MOVED)
    pair = {side: scale.tally([one[at] for one in both]) for at, side in enumerate(("before", "after"))}
    moves = [[*one, people] for one, people in MOVED.items()]
    return Example(_asked(scale), release_pair(scale, pair | {"moves": moves}, (CLOSED, CLOSED)))


def _groups(scale: Question) -> Example:
    groups = [{"ids": [team], "tally": scale.tally(_places(counts))} for team, counts in TEAMS.items()]
    result = release_groups(scale, {"by": "team", "groups": groups}, CLOSED)
    return Example(_asked(scale), result, {"segment": _asked(asked.teams())})


def _together() -> Example:
    question, groups = asked.five_sentences(), _minds()
    room = {"n": sum(group["n"] for group in groups), "counts": _sums([group["items"] for group in groups])}
    tallies = [{"n": group["n"], "counts": group["items"]} for group in groups]
    beside = [{"ids": [team], "tally": tally} for team, tally in zip(TEAMS, tallies, strict=True)]
    return Example(_asked(question), release_together(question, room, {"by": "team", "groups": beside}, CLOSED))


def _opinions() -> Example:
    question, groups = asked.five_sentences(), _minds()
    room = {"n": sum(group["n"] for group in groups)}
    return Example(_asked(question), release_opinions(question, room, {"groups": groups}, CLOSED))


def _perception() -> Example:
    guess, other = asked.guess(), asked.single()
    guesses, answers = ((each, each.tally(_people(said)), CLOSED) for each, said in ((guess, GUESSES), (other, NEEDS)))
    return Example(_asked(guess), release_perception(guesses, answers), {"guessed": _asked(other)})


def _rooms(scale: Question) -> Example:
    limits = {name: getattr(scale.settings, name) for name in ("sensitivity", "min_group", "min_segment")}
    groups = [
        {"workshops": [room], "tally": scale.tally(_places(counts)), "apart": apart}
        for room, (counts, apart) in enumerate(ROOMS)
    ]
    result = release_rooms(scale, {"limits": limits, "groups": groups, "few": [], "unlinked": False})
    names = [gettext("Morning workshop"), gettext("Afternoon workshop"), gettext("Evening workshop")]
    return Example(_asked(scale), result, {"rooms": dict(enumerate(names))})


def _asked(question: Question) -> dict[str, Any]:
    return question.ask(current(), (current(),))


def _people(counts: Mapping[Any, int]) -> list[Any]:
    """Answers, each as often as it was given."""
    return [value for value, people in counts.items() for _ in range(people)]


def _places(counts: Iterable[int]) -> list[Any]:
    return _people(dict(enumerate(counts, start=1)))


def _judged() -> list[dict[str, str]]:
    words = {answer[0]: answer for answer in ANSWERS}
    return [{item: words[said] for item, said in zip("hmd", row, strict=True)} for row in _people(JUDGED)]


def _minds() -> list[dict[str, Any]]:
    return [
        {"n": sum(rows["h"]), "items": {item: dict(zip(ANSWERS, row, strict=True)) for item, row in rows.items()}}
        for rows in MINDS
    ]


def _sums(groups: list[dict[str, Any]]) -> dict[str, Any]:
    return {item: {each: sum(group[item][each] for group in groups) for each in ANSWERS} for item in groups[0]}


def _words() -> list[list[str]]:
    quiet, contact, trust, time = gettext("quiet"), gettext("contact"), gettext("trust"), gettext("time")
    return _people({(quiet, contact): 6, (trust,): 5, (contact,): 3, (time,): 2})
