"""A small deck that is right, and what is told about one that is not."""

from __future__ import annotations

import pytest

from pollapp.decks import read_deck
from pollapp.errors import DeckError, Problem
from pollapp.language import use

HEAD = """\
schema: pollapp.deck/1
id: small
title: Small
"""
ANIMAL = """\
  - id: animal
    type: single
    title: Which animal?
    options: [{id: cat, text: Cat}, {id: dog, text: Dog}]
"""
WEATHER = """\
  - id: weather
    type: scale
    title: The weather is good.
    scale: {points: 5, low: No, high: Yes}
    pair: before_after
"""
SMALL = f"{HEAD}questions:\n{ANIMAL}{WEATHER}"


def problems(text: str) -> list[Problem]:
    """Every problem of a deck."""
    with pytest.raises(DeckError) as caught:
        read_deck(text)
    assert caught.value.problems
    return caught.value.problems


def told(text: str) -> str:
    """The English sentence of the one problem, which must be on the line that ends with `# here`."""
    (problem,) = problems(text)
    here = next(number for number, line in enumerate(text.splitlines(), 1) if line.endswith("# here"))
    assert problem.line == here
    with use("en"):
        return problem.sentence


def all_told(text: str) -> list[tuple[int, str]]:
    """The line and the English sentence of every problem."""
    with use("en"):
        return [(problem.line, problem.sentence) for problem in problems(text)]
