"""What holds for all ten types, tried with questions, answers and rubbish that nobody thought of."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.errors import AnswerError
from pollapp.language import use
from pollapp.questions import TYPES, Question, Text, parse
from tests.questions.strategies import answered, calm, form, questions, rooms, rubbish

KINDS = sorted(TYPES)
ALL = pytest.mark.parametrize("kind", KINDS)


def test_there_are_ten_types_found_by_name():
    assert KINDS == [
        "multiple",
        "number",
        "open",
        "points",
        "position2d",
        "ranking",
        "scale",
        "single",
        "statements",
        "wordcloud",
    ]


@ALL
@given(data=st.data())
@calm
def test_a_right_answer_has_one_normal_form(kind: str, data: st.DataObject):
    question, value = data.draw(answered(kind))
    normal = question.check(value)
    assert question.check(normal) == normal
    assert json.loads(json.dumps(normal)) == normal
    assert question.check(json.loads(json.dumps(value))) == normal
    if kind not in ("open", "wordcloud"):
        assert normal == value


@ALL
@given(data=st.data())
@calm
def test_a_form_says_the_same_as_the_answer_it_was_filled_in_with(kind: str, data: st.DataObject):
    question, value = data.draw(answered(kind))
    assert question.check(question.read_form(form(question, value))) == question.check(value)


@ALL
@given(data=st.data())
@calm
def test_an_empty_form_is_no_answer(kind: str, data: st.DataObject):
    question = data.draw(questions(kind))
    names = form(question, data.draw(st.just(_any_answer(question))))
    assert question.read_form({}) is None
    assert question.read_form({name: [""] for name in names}) is None
    assert question.read_form({name: [" ", ""] for name in names}) is None
    assert question.read_form({name: [] for name in names}) is None


def _any_answer(question: Question) -> Any:
    ids = getattr(question, "ids", [])
    kinds = {"statements": dict.fromkeys(ids, "pass"), "points": dict.fromkeys(ids, 1), "position2d": [1, 1]}
    return kinds.get(question.type, ids)


def outcome(check: Callable[[Any], Any], value: Any) -> Any:
    """What comes out of a check: the value, or the AnswerError; any other exception is not caught."""
    try:
        return check(value)
    except AnswerError as error:
        return error


def rightly_judged(question: Question, value: Any) -> None:
    """Check a value that may be rubbish: it comes out right, or with a sentence at a field."""
    found = outcome(question.check, value)
    if isinstance(found, AnswerError):
        assert found.field
        assert rightly_said(found)
    else:
        assert question.check(found) == found
        assert question.tally([found])["n"] in (0, 1)


def rightly_said(error: AnswerError) -> bool:
    with use("nl"):
        dutch = error.sentence
    with use("en"):
        english = error.sentence
    return dutch != english and len(english) > 10 and "%(" not in english + dutch


@ALL
@given(data=st.data())
@calm
def test_rubbish_is_refused_with_a_sentence_at_a_field(kind: str, data: st.DataObject):
    rightly_judged(data.draw(questions(kind)), data.draw(rubbish))


@ALL
@given(data=st.data())
@calm
def test_an_answer_with_one_thing_wrong_is_refused_with_a_sentence(kind: str, data: st.DataObject):
    question, value = data.draw(answered(kind))
    wrong = data.draw(rubbish)
    if isinstance(value, list):
        rightly_judged(question, [*value[:-1], wrong])
        rightly_judged(question, [*value, wrong])
    elif isinstance(value, dict):
        rightly_judged(question, {**value, next(iter(value)): wrong})
        rightly_judged(question, {**value, "elsewhere": wrong})
    else:
        rightly_judged(question, [value])


@ALL
@given(data=st.data())
@calm
def test_a_form_with_rubbish_is_refused_with_a_sentence(kind: str, data: st.DataObject):
    question, value = data.draw(answered(kind))
    typed = st.lists(st.text() | st.sampled_from(["-1", "0", "99", "1e9", "½", "٣", "1.000", "9" * 5000]))
    names = form(question, value)
    filled = {name: data.draw(typed) for name in names}
    found = outcome(question.read_form, filled)
    if isinstance(found, AnswerError):
        assert found.field in names
    elif found is not None:
        rightly_judged(question, found)


class Watched(list[Any]):
    """A list that counts how often it is looked into."""

    looks = 0

    def __iter__(self) -> Iterator[Any]:
        for each in super().__iter__():
            self.looks += 1
            yield each


@ALL
@pytest.mark.parametrize("thing", ["a", "", 1, "x" * 1_000_000, None, []], ids=lambda thing: repr(thing)[:12])
def test_a_huge_list_is_refused_without_reading_it_all(kind: str, thing: Any):
    question = parse({"id": "q", "type": kind, "title": "A question", **SMALL[kind]})
    value = Watched([thing] * 100_000)
    with pytest.raises(AnswerError):
        question.check(value)
    assert value.looks < 1000
    with pytest.raises(AnswerError):
        question.check({str(index): thing for index in range(100_000)})


TWO = [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]
SMALL: dict[str, dict[str, Any]] = {
    "single": {"options": TWO},
    "multiple": {"options": TWO, "choose": {"min": 1, "max": 2}},
    "scale": {"scale": {"points": 5, "low": "No", "high": "Yes"}},
    "statements": {"items": TWO, "answers": "agree_disagree_pass"},
    "ranking": {"options": TWO, "ranking": {"top": 2, "method": "schulze"}},
    "points": {"options": TWO, "points": {"total": 10, "step": 1}},
    "number": {"number": {"min": 0, "max": 10, "step": 1}},
    "position2d": {
        "axes": {
            "horizontal": {"low": "L", "high": "R"},
            "vertical": {"low": "L", "high": "R"},
            "steps": 7,
        }
    },
    "open": {"text": {"max_chars": 50, "entries": 2, "moderation": "none"}},
    "wordcloud": {"text": {"max_chars": 50, "entries": 2, "moderation": "none"}},
}


@ALL
@given(data=st.data())
@calm
def test_who_answered_first_does_not_matter(kind: str, data: st.DataObject):
    question, values = data.draw(rooms(kind))
    shuffled = values[:]
    random.Random(len(values)).shuffle(shuffled)
    assert json.dumps(question.tally(shuffled)) == json.dumps(question.tally(values))
    assert json.dumps(question.tally(values[::-1])) == json.dumps(question.tally(values))


@ALL
@given(data=st.data())
@calm
def test_a_tally_counts_an_iterator_as_well_and_nobody_as_nobody(kind: str, data: st.DataObject):
    question, values = data.draw(rooms(kind))
    assert question.tally(iter(values)) == question.tally(values)
    assert question.tally([])["n"] == 0


@ALL
def test_a_question_is_asked_flat_and_in_one_language(kind: str):
    texts = {"nl": "Een vraag", "en": "A question"}
    settings = {"allow_skip": False}
    definition = {"id": "q", "type": kind, "title": texts, "help": texts, "purpose": texts, "settings": settings}
    asked = parse(definition | SMALL[kind]).ask("en", ["nl", "en"])
    assert asked["title"] == asked["help"] == "A question"
    assert (asked["id"], asked["type"], asked["allow_skip"]) == ("q", kind, False)
    assert not {"purpose", "settings", "show", "pair"} & set(asked)
    assert json.loads(json.dumps(asked)) == asked


def test_a_text_falls_back_to_the_first_language_of_the_deck():
    text = Text({"en": "Hello", "nl": "Hallo"})
    assert text.say("en", ["nl", "en"]) == "Hello"
    assert text.say("fr", ["nl", "en"]) == "Hallo"
    assert Text("Hoi").say("fr", ["nl"]) == "Hoi"
    assert Text({"de": "Hallo!"}).say("fr", ["nl"]) == "Hallo!"


@pytest.mark.parametrize(("sensitivity", "limits"), [("low", (3, 5)), ("medium", (3, 5)), ("high", (10, 10))])
def test_high_sensitivity_lifts_both_limits(sensitivity: str, limits: tuple[int, int]):
    settings = {"sensitivity": sensitivity, "min_group": 3}
    question = parse({"id": "q", "type": "single", "title": "?!", "settings": settings} | SMALL["single"])
    assert (question.settings.min_group, question.settings.min_segment) == limits


def test_a_limit_above_ten_stays():
    settings = {"sensitivity": "high", "min_group": 20, "min_segment": 15}
    question = parse({"id": "q", "type": "single", "title": "Vraag", "settings": settings} | SMALL["single"])
    assert (question.settings.min_group, question.settings.min_segment) == (20, 15)
