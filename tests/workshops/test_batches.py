"""A picture that comes in batches, against the real store: what is shown when, what is kept, and what stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pollapp.errors import Refused
from pollapp.exports import collect
from pollapp.exports.rows import rows
from pollapp.live.outbound import BATCHES_APART
from pollapp.workshops import answers
from pollapp.workshops.outlook import possible, why_hidden
from pollapp.workshops.planning import proof
from tests.world import Person, World

DECK = """
schema: pollapp.deck/1
id: proef
languages: [nl, en]
title: {nl: "Proefworkshop", en: "Trial workshop"}
defaults: {reveal: live_batched, sensitivity: low, min_group: 3}
questions:
  - id: dier
    type: single
    title: {nl: "Welk dier?", en: "Which animal?"}
    options: &dieren
      - {id: kat, nl: "Kat", en: "Cat"}
      - {id: hond, nl: "Hond", en: "Dog"}
    settings: {export: pseudonymous_rows}
  - id: later
    type: single
    title: {nl: "Welk dier later?", en: "Which animal later?"}
    options: *dieren
    settings: {reveal: presenter}
  - id: gevoelig
    type: single
    title: {nl: "Welk dier stiekem?", en: "Which animal secretly?"}
    options: *dieren
    settings: {reveal: presenter, sensitivity: high}
  - id: woord
    type: wordcloud
    title: {nl: "Welk woord?", en: "Which word?"}
    text: {max_chars: 20, entries: 1, moderation: none}
flow:
  - {ask: dier}
  - {ask: later}
  - {ask: gevoelig}
  - {ask: woord}
"""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path, DECK)
    yield world
    world.close()


def wait(world: World) -> None:
    """So many ticks that a next batch may be shown, and one more to send it."""
    world.tick(round(BATCHES_APART / world.settings.tick) + 1)


def come(world: World, many: int, value: Any = "kat", wave: str = "") -> list[Person]:
    people = [world.phone(f"{wave}{number}") for number in range(many)]
    for person in people:
        assert world.answer(person, value)["ok"]
    return people


def stored(world: World, sql: str) -> list[Any]:
    return world.house.store.read(lambda db: db.execute(sql).fetchall())


def report(world: World) -> dict[str, Any]:
    return world.house.store.read(lambda db: collect(db, world.workshop))


def test_a_picture_is_a_batch_behind_and_the_closing_shows_everybody(world: World):
    world.do("next")
    said: list[Any] = []
    for event in range(1, 24):
        come(world, 1)
        wait(world)
        if world.result()["state"] == "shown" and (not said or said[-1][1] != world.result()["n"]):
            said.append([event, world.result()["n"]])
    world.do("lock")
    said.append(["close", world.result()["n"]])
    assert said == [[10, 5], [15, 10], [20, 15], ["close", 23]]
    assert "late" not in world.result()


def test_until_then_the_result_says_that_more_people_must_answer(world: World):
    world.do("next")
    come(world, 9)
    wait(world)
    assert world.result() == {"type": "single", "state": "too_few", "n": None, "needed": 10, "batched": True}
    assert why_hidden(world.scene) == "batch"
    assert "meer mensen" in world.app.house.partials.desk(world.scene, "nl", 9)
    assert "meer mensen" in world.app.house.partials.screen(world.scene, "nl", 9)
    come(world, 1)
    wait(world)
    assert world.result() == {
        "type": "single", "state": "shown", "n": 5, "batched": True,
        "counts": {"kat": 5, "hond": 0}, "shares": {"kat": 100, "hond": 0},
    }  # fmt: skip
    assert world.scene.answered == 10
    assert "freeze" in possible(world.scene)


def test_batches_come_on_the_screen_some_seconds_apart_and_never_by_looking(world: World):
    world.do("next")
    screen = world.screen()
    come(world, 10)
    wait(world)
    assert screen.heard("result")[-1]["result"]["n"] == 5
    come(world, 10)
    for _ in range(3):
        world.tick()
        assert world.scene.ready
        world.screen()
        assert world.result()["n"] == 5
    wait(world)
    assert screen.heard("result")[-1]["result"]["n"] == 15


def test_one_person_who_keeps_changing_is_no_batch(world: World):
    world.do("next")
    anna, *_ = come(world, 8)
    for turn in range(2, 20):
        world.answer(anna, ("hond", "kat")[turn % 2], turn)
    wait(world)
    assert world.result()["state"] == "too_few"


def test_a_restart_shows_the_same_and_goes_on_in_the_same_batch(world: World):
    world.do("next")
    come(world, 14)
    wait(world)
    before = world.result()
    world.restart()
    assert world.result() == before
    wait(world)
    assert world.result() == before
    come(world, 1, wave="after")
    wait(world)
    assert world.result()["n"] == 10


def test_a_frozen_picture_stays_that_of_its_batch(world: World):
    world.do("next")
    come(world, 10)
    wait(world)
    world.do("freeze")
    come(world, 10)
    wait(world)
    assert world.result()["n"] == 5
    assert stored(world, "SELECT tally FROM round") == [(None,)]
    world.do("thaw")
    assert world.result()["n"] == 5
    wait(world)
    assert world.result()["n"] == 15


@pytest.mark.parametrize(("stop", "go_on"), [("pause", "resume"), ("hide", "reveal")])
def test_nothing_new_is_shown_behind_a_pause_or_a_hidden_picture(world: World, stop: str, go_on: str):
    world.do("next")
    come(world, 10)
    world.do(stop)
    wait(world)
    assert world.result()["state"] == "hidden"
    assert stored(world, "SELECT released_at FROM round") == [(None,)]
    world.do(go_on)
    wait(world)
    assert world.result()["n"] == 5


def test_when_too_few_answers_are_left_the_last_picture_stays_and_says_so(world: World):
    world.do("next")
    people = come(world, 10)
    wait(world)
    for person in people[2:]:
        assert world.answer(person, None, 2)["ok"]
    eva = world.phone("Eva")
    assert world.answer(eva, "hond")["ok"]
    assert world.answer(eva, None, 2)["ok"]
    assert world.answer(people[0], "hond", 2)["ok"]
    world.do("lock")
    assert world.result()["counts"] == {"kat": 5, "hond": 0}
    assert world.result()["late"] == 1
    for place in ("phone", "screen"):
        assert "1 laat antwoord is niet te zien" in world.house.partials.result(world.scene, "nl", place)
    assert "1 laat antwoord is niet te zien" in world.house.partials.desk(world.scene, "nl", 0)


def held_back(world: World) -> list[Person]:
    """A round of which a picture of five was shown, and that two of them left again: three stay, one changed."""
    world.do("next")
    people = come(world, 10)
    wait(world)
    for person in people[2:]:
        world.answer(person, None, 2)
    world.answer(people[0], "hond", 2)
    world.do("lock")
    return people


def test_who_is_held_back_is_in_no_row_no_proof_and_no_file_after_the_end(world: World):
    held_back(world)
    marked = stored(world, "SELECT value, batch FROM answer WHERE value IS NOT NULL")
    assert sorted(marked) == [('"hond"', 1), ('"kat"', 0)]
    [one] = world.house.store.read(lambda db: proof(db, world.row))
    assert (one["accepted"], one["stored"], one["pictured"], one["held_back"]) == (2, 2, 1, 1)
    with pytest.raises(Refused, match="no rows yet"):
        world.house.store.read(lambda db: rows(db, world.workshop))
    assert report(world)["rounds"][0]["note"] == "1 laat antwoord is niet te zien."
    before = report(world)
    world.do("end")
    assert stored(world, "SELECT DISTINCT value, batch FROM answer") == [("null", 0)]
    after = report(world)
    assert (after["rounds"], after["proof"]) == (before["rounds"], before["proof"])
    with pytest.raises(Refused, match="late people"):
        world.house.store.read(lambda db: rows(db, world.workshop))


def test_everybody_who_came_too_late_is_marked_and_counted(world: World):
    world.do("next")
    people = come(world, 10)
    wait(world)
    for person in people[2:]:
        world.answer(person, None, 2)
    for person in people[:2]:
        world.answer(person, "hond", 2)
    world.do("lock")
    assert world.result()["late"] == 2
    marked = stored(world, "SELECT value, batch FROM answer WHERE value IS NOT NULL")
    assert sorted(marked) == [('"hond"', 1), ('"hond"', 1)]


def test_the_order_of_answers_is_in_no_file_once_the_question_is_closed(world: World):
    world.do("next")
    come(world, 12)
    wait(world)
    assert len(stored(world, "SELECT DISTINCT batch FROM answer")) == 3
    world.do("lock")
    assert stored(world, "SELECT DISTINCT batch FROM answer") == [(0,)]
    assert stored(world, "SELECT stream FROM round") == [(None,)]
    assert not (world.settings.database.parent / "p.sqlite3-wal").stat().st_size


def test_a_batched_question_that_showed_nothing_opens_again_and_goes_on_with_everybody(world: World):
    world.do("next")
    come(world, 2)
    world.do("lock")
    assert world.result()["state"] == "too_few"
    assert world.do("open")["ok"]
    come(world, 8, wave="again")
    wait(world)
    assert world.result()["n"] == 5


def test_what_was_shown_in_batches_is_never_opened_again(world: World):
    world.do("next")
    come(world, 10)
    wait(world)
    world.do("hide")
    world.do("lock")
    assert "open" not in possible(world.scene)
    assert world.do("open")["error"]["field"] == "verb"


def test_a_reveal_while_people_answer_begins_with_what_may_be_shown(world: World):
    world.do("go", step=2)
    come(world, 13)
    wait(world)
    assert world.result()["state"] == "hidden"
    assert "reveal" in possible(world.scene)
    assert why_hidden(world.scene) == "presenter"
    world.do("reveal")
    assert world.result()["n"] == 5
    come(world, 2)
    wait(world)
    assert world.result()["n"] == 10
    world.do("lock")
    assert world.result()["n"] == 15


def test_a_reveal_before_two_batches_shows_nothing_yet(world: World):
    world.do("go", step=2)
    come(world, 9)
    world.do("reveal")
    assert why_hidden(world.scene) == "batch"
    assert stored(world, "SELECT released_at FROM round") == [(None,)]
    come(world, 1)
    wait(world)
    assert world.result()["n"] == 5


def test_hide_and_reveal_do_not_hurry_the_batches(world: World):
    world.do("go", step=2)
    come(world, 10)
    world.do("reveal")
    wait(world)
    come(world, 5)
    for verb in ("hide", "reveal", "hide", "reveal"):
        world.do(verb)
    assert world.result()["n"] == 5


@pytest.mark.parametrize(("step", "value"), [(3, "kat"), (4, ["zon"])])
def test_texts_and_what_is_sensitive_show_nothing_before_the_closing(world: World, step: int, value: Any):
    world.do("go", step=step)
    come(world, 12, value)
    assert "reveal" not in possible(world.scene)
    world.do("reveal")
    wait(world)
    assert world.result()["state"] == "hidden"
    assert why_hidden(world.scene) == ("presenter" if step == 3 else "open")
    world.do("lock")
    assert world.result()["state"] == "shown"


def test_an_erased_answer_is_a_change_like_another(world: World):
    world.do("next")
    come(world, 9)
    [(number,)] = stored(world, "SELECT participant FROM answer WHERE batch = 1 LIMIT 1")
    assert answers.erase(world.house.store, world.workshop, number) == 1
    wait(world)
    assert (world.result()["n"], world.scene.answered) == (5, 8)


def test_two_who_answer_at_once_are_both_in_a_batch(world: World):
    world.do("next")
    come(world, 8)
    anna, bram = world.phone("Anna"), world.phone("Bram")
    world.answer(anna, "hond")
    world.answer(bram, "hond")
    world.answer(bram, "hond")
    assert sorted(stored(world, "SELECT batch, count(*) FROM answer GROUP BY batch")) == [(1, 5), (2, 5)]
