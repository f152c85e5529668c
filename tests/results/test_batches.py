"""Pictures while people answer: a batch apart, a batch behind, and what happens at the closing.

The room here keeps, as the store does, the batch in which each person changed last.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollapp.results import Stream, in_batches
from pollapp.results.batches import LEAST, batch_size
from tests.results.rooms import KINDS, ask

VECTORS = json.loads((Path(__file__).parents[1] / "measures" / "vectors.json").read_text("utf-8"))["computed"]


class Room:
    """People who answer, and how many the pictures hold that are shown of them."""

    def __init__(self, smallest: int = 5) -> None:
        self.stream = Stream.begin(smallest)
        self.values: dict[int, Any] = {}
        self.batch: dict[int, int] = {}
        self.changes: list[tuple[int, int]] = []
        self.pictures: list[int] = []
        self.places: list[int] = [0]

    def answer(self, who: int, value: Any) -> None:
        """None withdraws. A person who says the same again has not changed anything."""
        if self.values.get(who) == value:
            return
        self.values[who] = value
        self.batch[who] = self.stream.filling
        self.changes.append((self.stream.filling, who))
        if self.stream.is_full(self.changed_since(self.stream.filling - 1)):
            self.stream = self.stream.end(self.tally(), self.tally()["n"])

    def look(self) -> None:
        """The clock ticks: what is ready is shown."""
        if self.stream.ready:
            self.stream = Stream.from_json(self.stream.publish().to_json())
            assert self.stream.shown
            self.pictures.append(self.stream.shown.tally["n"])
            self.places.append(self.stream.shown.place)

    def close(self) -> bool:
        """Whether everything is in the last picture."""
        whole = self.stream.closes_with(self.tally(), self.changed_since(self.places[-1]))
        if whole:
            self.pictures.append(self.tally()["n"])
        return whole

    def changed_since(self, place: int) -> int:
        return sum(batch > place for batch in self.batch.values())

    def between(self, first: int, last: int) -> set[int]:
        """Who changed something after the end of one batch, up to the end of another."""
        return {who for place, who in self.changes if first < place <= last}

    def tally(self) -> dict[str, Any]:
        return {"n": sum(value is not None for value in self.values.values())}


def play(people: int) -> list[list[Any]]:
    """[[when, people in the picture]] of so many people who answer one after the other."""
    room, said = Room(), list[list[Any]]()
    for event in range(1, people + 1):
        before = len(room.pictures)
        room.answer(event, "cat")
        room.look()
        if len(room.pictures) > before:
            said.append([event, room.pictures[-1]])
    if room.close():
        said.append(["close", room.pictures[-1]])
    return said


@pytest.mark.parametrize("name", ["lagged_batches_b5_23_voters", "lagged_batches_b5_8_voters"])
def test_batches_of_five_come_as_the_rule_has_it(name: str):
    people = int(name.split("_")[3])
    assert play(people) == VECTORS[name]


def test_nothing_is_shown_before_a_second_batch_is_full():
    room = Room()
    for who in range(9):
        room.answer(who, "cat")
        room.look()
    assert room.pictures == []


def test_one_person_who_keeps_changing_is_no_batch():
    room = Room()
    for who in range(8):
        room.answer(who, "cat")
    for turn in range(100):
        room.answer(0, f"cat {turn}")
        room.look()
    assert room.pictures == []


def test_who_says_the_same_again_has_not_changed():
    room = Room()
    for who in range(5):
        room.answer(who, "cat")
    for who in range(5):
        room.answer(who, "cat")
    assert room.stream.ready is None


def test_a_hall_has_larger_batches_and_so_fewer_pictures():
    assert [batch_size(people, 5) for people in (0, 100, 119, 120, 1_000)] == [5, 5, 5, 6, 50]
    said = play(1_000)
    assert len(said) < 70
    assert all(later[1] - earlier[1] >= earlier[1] // 20 for earlier, later in pairwise(said))


def test_a_deck_that_wants_larger_groups_has_larger_batches():
    room = Room(smallest=12)
    for who in range(24):
        room.answer(who, "cat")
        room.look()
    assert room.pictures == [12]


def test_a_batch_of_too_few_answers_is_never_ready():
    stream = Stream.begin(5)
    for place in range(1, 4):
        stream = stream.end({"n": 4}, 4)
        assert stream.last
        assert (stream.last.place, stream.ready) == (place, None)


def test_at_the_closing_too_few_people_stay_out():
    stream = Stream.begin(5).end({"n": 5}, 5).end({"n": 10}, 10).publish()
    assert not stream.closes_with({"n": 14}, 4)
    assert stream.closes_with({"n": 15}, 5)
    assert stream.closes_with({"n": 5}, 0)


def test_at_the_closing_what_was_shown_stays_when_too_few_answers_are_left():
    stream = Stream.begin(5).end({"n": 5}, 5).end({"n": 10}, 10).publish()
    assert not stream.closes_with({"n": 4}, 6)


def test_at_the_closing_everything_is_counted_where_nothing_was_shown():
    assert Stream.begin(5).end({"n": 5}, 5).end({"n": 10}, 10).closes_with({"n": 3}, 3)


deeds = st.lists(
    st.one_of(
        st.tuples(st.integers(1, 14), st.sampled_from(["cat", "dog", None])),
        st.just("look"),
    ),
    max_size=150,
)


@given(deeds=deeds, smallest=st.integers(3, 8))
def test_between_two_pictures_and_behind_the_last_one_enough_people_changed(deeds: list[Any], smallest: int):
    room, least = Room(smallest), max(LEAST, smallest)
    for deed in deeds:
        if deed != "look":
            room.answer(*deed)
            continue
        room.look()
        assert all(picture >= smallest for picture in room.pictures)
        assert all(len(room.between(*two)) >= least for two in pairwise(room.places))
        assert room.places == [0] or len(room.between(room.places[-1], room.stream.filling)) >= least


@given(deeds=deeds, smallest=st.integers(3, 8))
def test_the_last_picture_differs_by_nobody_or_by_enough_people(deeds: list[Any], smallest: int):
    room = Room(smallest)
    for deed in deeds:
        room.look() if deed == "look" else room.answer(*deed)
    since = room.between(room.places[-1], room.stream.filling)
    if room.close() and room.places != [0]:
        assert not since or len(since) >= max(LEAST, smallest)
        assert not since or room.pictures[-1] >= smallest


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sensitivity", ["low", "medium", "high"])
@pytest.mark.parametrize("reveal", ["live", "live_batched", "on_close", "after_pair", "presenter", "never"])
def test_batches_are_for_what_is_shown_while_open_but_not_for_texts_or_what_is_sensitive(
    kind: str, sensitivity: str, reveal: str
):
    question = ask(kind, "medium")
    settings = question.settings.model_copy(update={"sensitivity": sensitivity, "reveal": reveal})
    question = question.model_copy(update={"settings": settings})
    expected = reveal in ("live_batched", "presenter") and sensitivity != "high" and kind not in ("open", "wordcloud")
    assert in_batches(question) == expected
