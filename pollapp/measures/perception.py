"""What people think of each other, beside what the others said."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction


def mean(counts: Mapping[Fraction, int]) -> Fraction | None:
    """The mean of {value: people}; None without people."""
    people = sum(counts.values())
    return sum((value * count for value, count in counts.items()), Fraction(0)) / people if people else None


def perception_gap(
    estimates: Mapping[Fraction, int], of: int | Fraction, people: int, everyone: int
) -> Fraction | None:
    """Mean estimated share minus actual share, -1 to 1: above 0 people think of more others than there are.

    `estimates` is {guess: people}, each guess a number out of `of` ("how many of ten colleagues"); of
    `everyone` who answered the other question, `people` gave the answer that is guessed. None where either is empty.
    Source: the project's own notes on measures, 1.2; the difference as in D. Prentice and D. Miller,
    "Pluralistic ignorance and alcohol use on campus", J. Pers. Soc. Psychol. 64 (1993) 243.
    """
    guess = mean(estimates)
    return None if guess is None or not everyone else guess / of - Fraction(people, everyone)
