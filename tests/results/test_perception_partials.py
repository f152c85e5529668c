"""The picture of a guess beside what was said, for every place and language."""

from __future__ import annotations

from typing import Any

import pytest

from pollapp.results import release_perception
from tests.results.conftest import Draw
from tests.results.reading import said
from tests.results.rooms import LOCKED, ask, people

EVERYWHERE = pytest.mark.parametrize("place", ["phone", "screen", "desk"])


def told(
    draw: Draw, place: str, lang: str, guesses: list[int], chosen: dict[str, int], sensitivity: str = "medium"
) -> str:
    """The sentence above the picture."""
    question = ask("number", sensitivity, estimates={"question": "q2", "of": 10, "option": "a"})
    other = ask("single", sensitivity)
    tallies = question.tally(guesses), other.tally(people(**chosen))
    result = release_perception((question, tallies[0], LOCKED), (other, tallies[1], LOCKED))
    guessed: dict[str, Any] = other.ask(lang, ["nl", "en"])
    [sentence] = draw(question, result, place, lang, guessed=guessed).select(".tells")
    return said(sentence)


@pytest.mark.parametrize(
    ("guesses", "chosen", "dutch", "english"),
    [
        ([4, 5] * 10, {"a": 14, "b": 6}, "70%: 25 punten meer dan we dachten.", "70%: 25 points more than we thought."),
        ([8] * 10, {"a": 79, "b": 21}, "79%: 1 punt minder dan we dachten.", "79%: 1 point fewer than we thought."),
        ([8] * 10, {"a": 16, "b": 4}, "80%: precies wat we dachten.", "80%: just as many as we thought."),
    ],
)
@EVERYWHERE
def test_a_gap_is_told_in_points_and_its_direction_in_words(
    guesses: list[int], chosen: dict[str, int], dutch: str, english: str, place: str, draw: Draw
):
    assert told(draw, place, "nl", guesses, chosen).endswith(dutch)
    assert told(draw, place, "en", guesses, chosen).endswith(english)


@EVERYWHERE
def test_a_sensitive_gap_is_about_so_many_tens_and_never_exactly_none(place: str, draw: Draw):
    guesses = [3] * 20
    assert told(draw, place, "nl", guesses, {"a": 12, "b": 4, "c": 4}, "high").endswith(
        "ongeveer 60%: ongeveer 30 punten meer dan we dachten."
    )
    assert told(draw, place, "nl", guesses, {"a": 6, "b": 7, "c": 7}, "high").endswith(
        "ongeveer 30%: ongeveer wat we dachten."
    )
    assert told(draw, place, "en", guesses, {"a": 2, "b": 18}, "high").endswith("In fact: one person or nobody.")
