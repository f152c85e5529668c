"""The tally of an open round goes along with each commit, and is always that of a full count."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import structlog.testing
from hypothesis import given, settings
from hypothesis import strategies as st

from pollapp.errors import Refused, Unavailable
from pollapp.language import N_
from pollapp.store import answers
from pollapp.store.answers import Counted
from pollapp.store.database import note
from pollapp.workshops import tallies
from pollapp.workshops.answers import erase, operation
from pollapp.workshops.counting import tally_of
from tests.world import World

PEOPLE = [bytes([number]) * 16 for number in range(6)]
DECK = """
schema: pollapp.deck/1
id: proef
languages: [nl]
title: {nl: "Proef"}
defaults: {reveal: live, sensitivity: low, min_group: 3}
questions:
  - id: orde
    type: ranking
    title: {nl: "Wat eerst?"}
    options: [{id: a, nl: "A"}, {id: b, nl: "B"}, {id: c, nl: "C"}]
    ranking: {top: 2, method: schulze}
flow: [{ask: orde}]
"""
values = st.sampled_from([["a", "b"], ["b", "a"], ["c", "a"], None, ["a"], "a"])
steps = st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(1, 4), values), max_size=12)


@contextmanager
def asking() -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), DECK)
        world.do("next")
        yield world
        world.close()


@pytest.fixture
def world() -> Iterator[World]:
    with asking() as world:
        yield world


def kept(world: World) -> dict[str, Any] | None:
    """What is kept of the open round, once everything before has been written."""
    scene = world.house.scenes.get(world.workshop)
    world.house.store.write(lambda db: None)
    found = dict(scene.shown or {}) | {"tally": None}
    assert scene.question
    return world.house.scenes.tallies.of(scene.question, found)


def counted(world: World) -> dict[str, Any]:
    scene = world.house.scenes.get(world.workshop)
    assert scene.question
    assert scene.shown
    round_ = scene.shown["id"]
    return tally_of(scene.question, world.house.store.read(lambda db: answers.values(db, round_)))


def send(world: World, person: bytes, n: int, value: Any) -> None:
    """Without waiting, so that several share a commit."""
    shown = world.scene.shown
    assert shown
    world.house.store.submit(operation(world.workshop, person, shown["id"], n, value), lambda _result, _error: None)


@settings(max_examples=15, deadline=None)
@given(steps, steps)
def test_it_is_that_of_a_full_count_whoever_answers_changes_or_withdraws(first: Any, then: Any):
    with asking() as world:
        for step in first:
            send(world, *step)
        assert kept(world) in (None, counted(world))
        for step in then:
            send(world, *step)
        assert kept(world) == counted(world)


def test_who_erases_is_counted_no_more(world: World):
    for person in PEOPLE[:4]:
        send(world, person, 1, ["a", "b"])
    assert (kept(world) or {})["answered"] == 4
    erase(world.house.store, world.workshop, PEOPLE[0])
    assert (kept(world) or {})["answered"] == 3
    assert kept(world) == counted(world)


def test_what_is_undone_is_not_counted(world: World):
    shown = world.scene.shown
    assert shown
    round_ = shown["id"]

    def half(db: Any) -> None:
        answers.put(db, round_, PEOPLE[0], 1, ["a", "b"])
        raise Refused(N_("This question is closed. Your answer could not be added."), field="round")

    def breaks_the_commit(db: Any) -> None:
        answers.put(db, round_, PEOPLE[1], 1, ["a", "b"])
        db.execute("ROLLBACK")

    kept(world)
    for undone, error in ((half, Refused), (breaks_the_commit, Unavailable)):
        with pytest.raises(error):
            world.house.store.write(undone)
        assert kept(world) == counted(world)
        assert (kept(world) or {})["answered"] == 0


def test_a_picture_is_of_what_is_kept(world: World):
    kept(world)
    for person in PEOPLE[:4]:
        send(world, person, 1, ["a", "b"])
    world.house.store.write(lambda db: None)
    world.house.store.tell(world.workshop)
    assert world.scene.answered == 4
    assert world.scene.result
    assert world.scene.result["n"] == 4


def test_a_round_that_makes_room_for_another_one_is_counted_again(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tallies, "MOST", 1)
    kept(world)
    shown, question = world.scene.shown, world.scene.question
    assert shown
    assert question
    other = Counted(shown["id"] + 1, question, {"n": 0, "counts": {}, "orders": {}, "answered": 0})

    def both(db: Any) -> None:
        answers.put(db, shown["id"], PEOPLE[0], 1, ["a", "b"])
        note(db, other)

    with structlog.testing.capture_logs() as said:
        world.house.store.write(both)
    assert said == []
    kept(world)
    assert kept(world) == counted(world)
    assert (kept(world) or {})["answered"] == 1


def test_who_follows_and_fails_does_not_end_the_writing(world: World):
    def fail(_: Any) -> None:
        raise ZeroDivisionError

    world.house.store.follow(fail)
    kept(world)
    with structlog.testing.capture_logs() as said:
        for person in PEOPLE[:3]:
            send(world, person, 1, ["a", "b"])
        assert kept(world) == counted(world)
    assert said[0]["event"] == "what followed a commit failed"
