"""A tally that is kept up to date is the tally of everybody."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.questions import TYPES
from pollapp.questions.sums import changed
from tests.questions.strategies import calm, rooms

COUNTED = sorted(TYPES.keys() - {"open", "wordcloud"})


def changes(went: list[Any], came: list[Any]) -> dict[str, tuple[Any, int]]:
    people = Counter(map(json.dumps, came))
    people.subtract(map(json.dumps, went))
    return {text: (json.loads(text), more) for text, more in people.items()}


@pytest.mark.parametrize("kind", COUNTED)
@given(data=st.data())
@calm
def test_whoever_comes_goes_or_changes(kind: str, data: st.DataObject):
    question, people = data.draw(rooms(kind))
    before = data.draw(st.lists(st.sampled_from(people), unique_by=id, max_size=12) if people else st.just([]))
    after = data.draw(st.permutations(people))
    tally = changed(question, question.tally(before), changes(before, after))
    assert json.dumps(tally) == json.dumps(question.tally(after))


@pytest.mark.parametrize("kind", COUNTED)
@given(data=st.data())
@calm
def test_the_tally_from_which_it_is_made_stays_as_it_was(kind: str, data: st.DataObject):
    question, people = data.draw(rooms(kind))
    tally = question.tally(people)
    told = json.dumps(tally)
    changed(question, tally, changes(people, []))
    assert json.dumps(tally) == told
