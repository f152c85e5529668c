"""Which questions are the same in two decks, and which of them a deck shows over the rooms."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.decks import over_rooms, read_deck, same
from pollapp.questions import Question, parse
from tests.decks.telling import ANIMAL, HEAD, WEATHER
from tests.questions.strategies import calm, questions

OPTIONS = [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]


def question(kind: str = "single", **fields: Any) -> Question:
    return parse({"id": "q", "type": kind, "title": "Which?", **fields})


def single(**fields: Any) -> Question:
    return question(**{"options": OPTIONS, **fields})


@pytest.mark.parametrize(
    "other",
    [
        {"id": "other"},
        {"help": "Think of home."},
        {"purpose": "To know."},
        {"pair": "before_after"},
        {"show": ["bars", "rooms"]},
        {"settings": {"sensitivity": "high", "min_group": 12}},
    ],
)
def test_what_a_question_is_for_and_how_it_is_kept_does_not_make_it_another(other: dict[str, Any]):
    assert same(single(), single(**other))


@pytest.mark.parametrize(
    "other",
    [
        single(title="Which one?"),
        single(title={"nl": "Which?", "en": "Which?"}),
        single(options=OPTIONS[::-1]),
        single(options=[*OPTIONS, {"id": "c", "text": "C"}]),
        single(options=[OPTIONS[0], {"id": "b", "text": "Bee"}]),
        single(options=[OPTIONS[0], {"id": "c", "text": "B"}]),
        question("multiple", options=OPTIONS, choose={"min": 0, "max": 1}),
    ],
)
def test_other_words_or_other_answers_make_another_question(other: Question):
    assert not same(single(), other)


@pytest.mark.parametrize(
    ("kind", "field", "value", "change"),
    [
        ("scale", "scale", {"points": 5, "low": "No", "high": "Yes"}, {"no_opinion": True}),
        ("ranking", "ranking", {"top": 1, "method": "borda"}, {"top": 2}),
        ("points", "points", {"total": 10, "step": 1}, {"total": 20}),
        ("number", "number", {"min": 0, "max": 10, "step": 1}, {"max": 20}),
        ("open", "text", {"max_chars": 50, "entries": 1, "moderation": "none"}, {"entries": 2}),
    ],
)
def test_each_type_is_known_by_its_own_answers(kind: str, field: str, value: dict[str, Any], change: dict[str, Any]):
    rest = {"options": OPTIONS} if kind in ("ranking", "points") else {}
    assert same(question(kind, **{field: value}, **rest), question(kind, **{field: value}, **rest))
    assert not same(question(kind, **{field: value}, **rest), question(kind, **{field: value | change}, **rest))


def test_a_plane_is_known_by_its_lines_and_sentences_by_how_they_are_judged():
    ends = {"low": "Low", "high": "High"}
    axes = {"horizontal": ends, "vertical": ends, "steps": 5}
    assert not same(question("position2d", axes=axes), question("position2d", axes=axes | {"steps": 7}))
    judged = [question("statements", items=OPTIONS, answers=each) for each in ("scale5", "agree_disagree_pass")]
    assert not same(*judged)
    searched = question("statements", items=OPTIONS, answers="scale5", discover_groups={"enabled": True})
    assert same(judged[0], searched)


def test_a_guess_of_another_question_is_the_same_guess():
    grid = {"number": {"min": 0, "max": 10, "step": 1}}
    guess = {"question": "elsewhere", "option": "a", "of": 10}
    assert same(question("number", **grid), question("number", **grid, estimates=guess))


@calm
@given(questions(), questions(), st.text("abc", min_size=1))
def test_every_question_is_the_same_as_itself_under_another_id(one: Question, two: Question, id: str):
    assert same(one, one.model_copy(update={"id": id}))
    assert same(one, two) is same(two, one)


def test_a_deck_shows_over_the_rooms_what_a_step_or_a_question_says():
    two = f"{HEAD}questions:\n{ANIMAL}{WEATHER}"
    assert over_rooms(read_deck(two)) == []
    flow = "flow:\n  - {ask: animal}\n  - {show: animal, view: bars}\n  - {show: weather, view: rooms}\n"
    assert [each.id for each in over_rooms(read_deck(two + flow))] == ["weather"]
    shown = two.replace("type: single", "type: single\n    show: [bars, rooms]")
    assert [each.id for each in over_rooms(read_deck(shown))] == ["animal"]
