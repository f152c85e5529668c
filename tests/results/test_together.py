"""What a room shares and what divides it, and what people thought of the others."""

from __future__ import annotations

from typing import Any

import pytest

from pollapp.questions import Question
from pollapp.results import release_perception, release_together
from tests.results.conftest import Draw
from tests.results.reading import said
from tests.results.rooms import HIDDEN, LOCKED, OPEN, ask, people


def sentences(sensitivity: str = "medium") -> Question:
    return ask("statements", sensitivity)


def tally(question: Question, **answers: tuple[int, int, int]) -> dict[str, Any]:
    """Of each sentence so many agree, disagree and pass."""
    sides = {
        item: people(**dict(zip(("agree", "disagree", "pass"), row, strict=True))) for item, row in answers.items()
    }
    most = max(map(len, sides.values()))
    values = [{item: row[who] for item, row in sides.items() if who < len(row)} for who in range(most)]
    return question.tally(values)


def apart(*groups: dict[str, Any]) -> dict[str, Any]:
    return {"by": "group", "groups": [{"ids": [f"g{at}"], "tally": group} for at, group in enumerate(groups)]}


def test_what_every_group_agrees_with_comes_first_with_the_lowest_share():
    question = sentences()
    one = tally(question, a=(9, 1, 0), b=(10, 0, 0), c=(8, 2, 0))
    two = tally(question, a=(8, 2, 0), b=(1, 9, 0), c=(10, 0, 0))
    room = tally(question, a=(17, 3, 0), b=(11, 9, 0), c=(18, 2, 0))
    result = release_together(question, room, apart(one, two), LOCKED)
    assert result["common"] == ["c", "a"]
    assert result["divisive"] == ["b"]
    assert result["items"]["c"] == {"agree": 90, "disagree": 10, "pass": 0, "lowest": 80}
    assert result["groups"] == 2


@pytest.mark.parametrize("place", ["phone", "screen", "desk"])
def test_a_sentence_says_what_is_shared(place: str, draw: Draw):
    question = sentences()
    one, two = tally(question, a=(9, 1, 0)), tally(question, a=(8, 2, 0))
    told = release_together(question, tally(question, a=(17, 3, 0)), apart(one, two), LOCKED)
    [sentence] = draw(question, told, place).select(".tells:not(.sr)")
    assert said(sentence) == "De zaal is het eens over 1 zin. In elk van de 2 groepen is meer dan de helft het eens."


def test_what_every_group_rejects_divides_nobody():
    question = sentences()
    one = tally(question, a=(1, 9, 0), b=(0, 10, 0), c=(8, 2, 0))
    two = tally(question, a=(9, 1, 0), b=(0, 8, 2), c=(10, 0, 0))
    room = tally(question, a=(10, 10, 0), b=(0, 18, 2), c=(18, 2, 0))
    result = release_together(question, room, apart(one, two), LOCKED)
    assert (result["common"], result["rejected"], result["divisive"]) == (["c"], ["b"], ["a"])
    without = release_together(question, room, None, LOCKED)
    assert (without["common"], without["rejected"], without["divisive"]) == (["c"], ["b"], ["a"])


def test_half_is_not_yet_rejected_nor_is_what_one_group_may_not_reject():
    question = sentences()
    one, two = (
        tally(question, a=(5, 5, 0), b=(2, 8, 0), c=(0, 10, 0)),
        tally(question, a=(5, 5, 0), b=(5, 4, 1), c=(0, 10, 0)),
    )
    room = tally(question, a=(10, 10, 0), b=(7, 12, 1), c=(0, 20, 0))
    result = release_together(question, room, apart(one, two), LOCKED)
    assert (result["rejected"], result["divisive"]) == (["c"], ["b", "a"])


def test_without_groups_the_room_is_one():
    question = sentences()
    result = release_together(question, tally(question, a=(4, 6, 0), b=(8, 1, 1), c=(5, 5, 0)), None, LOCKED)
    assert (result["common"], result["divisive"], result["groups"]) == (["b"], ["c"], 0)
    assert result["rejected"] == ["a"]
    assert result["items"]["b"]["lowest"] is None


def test_a_sentence_that_few_of_a_group_came_past_tells_nothing_of_that_group():
    question = sentences()
    one = tally(question, a=(9, 1, 0), b=(10, 0, 0), c=(8, 2, 0))
    two = tally(question, a=(8, 2, 0), b=(1, 0, 0), c=(10, 0, 0))
    room = tally(question, a=(17, 3, 0), b=(11, 0, 0), c=(18, 2, 0))
    result = release_together(question, room, apart(one, two), LOCKED)
    assert result["items"]["b"]["lowest"] is None
    assert result["items"]["a"]["lowest"] == 70


def test_sensitive_sentences_are_told_in_tens_and_words_and_without_groups():
    question = sentences("high")
    groups = apart(*[tally(question, a=(9, 6, 0), b=(8, 7, 0), c=(15, 0, 0))] * 2)
    result = release_together(question, tally(question, a=(36, 24, 0), b=(58, 2, 0), c=(32, 1, 27)), groups, LOCKED)
    assert result["in_tens"]
    assert result["groups"] == 0
    assert result["items"]["a"] == {"agree": 60, "disagree": 40, "pass": None, "lowest": None}
    assert result["items"]["b"] == {"agree": 100, "disagree": None, "pass": None, "lowest": None}
    assert result["items"]["c"]["disagree"] is None


@pytest.mark.parametrize("n", [0, 1, 4])
def test_few_people_share_nothing_that_is_seen(n: int):
    question = sentences()
    result = release_together(question, tally(question, a=(n, 0, 0)), None, LOCKED)
    assert result == {"type": "statements", "state": "too_few", "view": "together", "n": None, "needed": 5}


@pytest.mark.parametrize("moment", [*HIDDEN, OPEN])
def test_nothing_is_shared_before_its_time(moment: Any):
    question = sentences()
    result = release_together(question, tally(question, a=(9, 9, 9)), None, moment)
    assert result == {"type": "statements", "state": "hidden", "view": "together", "n": None}


def guess(sensitivity: str = "medium", **about: str) -> Question:
    """How many of ten chose Ant, or anything but Ant."""
    return ask("number", sensitivity, estimates={"question": "q2", "of": 10, **(about or {"option": "a"})})


def guessed(guesses: list[int], chosen: dict[str, int], sensitivity: str = "medium", **about: str) -> dict[str, Any]:
    question, other = guess(**about), ask("single", sensitivity)
    answers = other.tally(people(**chosen))
    return release_perception((question, question.tally(guesses), LOCKED), (other, answers, LOCKED))


def test_a_guess_stands_beside_what_was_said():
    result = guessed([4] * 10 + [5] * 10, {"a": 14, "b": 6})
    assert (result["estimated"], result["actual"], result["gap"]) == (45, 70, -25)
    assert (result["n"], result["of"], result["guessed"]) == (20, 20, {"option": "a"})


def test_all_but_one_is_everybody_else():
    assert guessed([5] * 10, {"a": 4, "b": 6, "c": 10}, all_but="a")["actual"] == 80


@pytest.mark.parametrize(
    ("chosen", "actual"),
    [
        ({"a": 2, "b": 28}, "few"),
        ({"a": 7, "b": 91, "c": 2}, 10),
        ({"a": 29, "b": 1}, "nearly_all"),
        ({"a": 58, "b": 2}, "nearly_all"),
        ({"a": 13, "b": 17}, 40),
        ({"a": 10, "b": 10, "c": 10}, 30),
    ],
)
def test_a_sensitive_answer_is_told_in_tens_and_words(chosen: dict[str, int], actual: object):
    result = guessed([4] * 17, chosen, "high")
    assert result["actual"] == actual
    assert result["estimated"] == 40
    assert (result["gap"] is None) == isinstance(actual, str)


def test_a_guess_stands_alone_nowhere_where_nothing_can_be_told_of_the_answers():
    options = [{"id": id_, "text": id_} for id_ in "abcd"]
    question, other = guess(), ask("single", "high", options=options)
    answers = other.tally(people(a=3, b=3, c=3, d=1))
    result = release_perception((question, question.tally([4] * 10), LOCKED), (other, answers, LOCKED))
    assert result == {"type": "number", "state": "too_few", "view": "perception", "n": None, "needed": None}


@pytest.mark.parametrize(("guesses", "said"), [(9, 20), (20, 9), (0, 20), (20, 0)])
def test_under_ten_people_there_is_no_gap(guesses: int, said: int):
    result = guessed([4] * guesses, {"a": said})
    assert result == {"type": "number", "state": "too_few", "view": "perception", "n": None, "needed": 10}


def test_no_gap_while_one_of_the_two_is_hidden():
    question, other = guess(), ask("single")
    told = other.tally(people(a=20))
    result = release_perception((question, question.tally([4] * 20), LOCKED), (other, told, OPEN))
    assert result["state"] == "hidden"
