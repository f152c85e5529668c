"""What somebody is going to do with a question: answer, skip it, change their mind, withdraw, reload the phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from pollapp.rehearsal.character import GOLDEN, QUICKEST, SLOWEST, Character, deal
from pollapp.rehearsal.choices import Asked, choose

SKIPPING, WITHDRAWING, CHANGING = 0.05, 0.08, 0.18
"""Of a hundred people five skip a question, three take their answer back for a while, and ten change it."""

WRITING = ("ranking", "points", "statements", "wordcloud", "open")
"""Types that take longer."""

LATEST = (20.0, 40.0)
"""Seconds after which those answer who wait until it is nearly closed."""


@dataclass(frozen=True)
class Move:
    """One thing that somebody does, so many seconds after the one before: send a value (None withdraws or skips),
    or reload the phone."""

    after: float
    value: Any = None
    reload: bool = False


def plan(question: Asked, side: str | None, round_: int, who: Character) -> list[Move]:
    """The moves of this person in a round, in order; none for a question of a type that is not known here.

    The same question brings the same taste, so that what differs after the talk is the leaning.
    """
    if side == "after":
        who = who.after()
    taste, mood = who.random(question["id"]), who.random(f"round {round_}")
    value = choose(question, who, taste)
    if value is None:
        return []
    share = deal(who.number, GOLDEN, f"{who.code} round {round_}")
    values = _values(share, value, lambda: choose(question, who, taste), skips=question["allow_skip"])
    moves = [Move(_first(question, who, mood), values[0])]
    moves += [Move(mood.uniform(1, 6), each) for each in values[1:]]
    if who.reloads and mood.random() < 0.5:
        moves.insert(mood.randint(0, len(moves)), Move(mood.uniform(0.5, 3), reload=True))
    return moves


def _values(share: float, value: Any, another: Callable[[], Any], *, skips: bool) -> list[Any]:
    """What is sent one after the other, by the mood that was dealt."""
    if share < SKIPPING and skips:
        return [None]
    if SKIPPING <= share < WITHDRAWING:
        return [value, None, another()]
    if WITHDRAWING <= share < CHANGING:
        return [value, another()] if share < (WITHDRAWING + CHANGING) / 2 else [value, another(), another()]
    return [value]


def _first(question: Asked, who: Character, mood: Random) -> float:
    """How long somebody thinks before the first answer."""
    if who.late:
        return mood.uniform(*LATEST)
    longer = 1.5 if question["type"] in WRITING else 1.0
    return max(QUICKEST, min(SLOWEST, who.pace * longer * mood.uniform(0.7, 1.3)))
