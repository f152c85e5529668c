"""The pictures of one result: which there are, which one is on stage, and the groups that one of them shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pollapp.store import answers as stored
from pollapp.workshops import answers
from pollapp.workshops.outlook import possible, why_hidden
from tests.world import World

DECK = """
schema: pollapp.deck/1
id: groepen
languages: [nl]
title: "Groepen"
defaults: {sensitivity: medium, reveal: on_close, compare_by: domein}
segments: [{key: domein, question: domein}]
questions:
  - {id: domein, type: single, title: "Welk domein?", settings: {sensitivity: low, compare_by: null},
     options: [{id: zorg, text: Zorg}, {id: veilig, text: Veiligheid}, {id: anders, text: Anders}]}
  - {id: keus, type: single, title: "Wat kies je?", options: [{id: a, text: A}, {id: b, text: B}]}
  - {id: slot, type: open, title: "Wat nu?", text: {max_chars: 80, entries: 1, moderation: before_display}}
flow: [{ask: domein}, {ask: keus}, {ask: slot}]
"""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path, DECK)
    yield world
    world.close()


def room(world: World, **sizes: int) -> None:
    """So many people of each domain; those of "niets" choose none. All go on to choose A, every second one B."""
    people = [(domain, place) for domain, size in sizes.items() for place in range(size)]
    phones = [world.phone(f"{domain} {place}") for domain, place in people]
    world.do("next")
    for phone, (domain, _) in zip(phones, people, strict=True):
        if domain != "niets":
            assert world.answer(phone, domain)["ok"]
    world.do("next")
    for phone, (_, place) in zip(phones, people, strict=True):
        assert world.answer(phone, "b" if place % 2 else "a")["ok"]
    world.do("lock")


def test_groups_are_there_once_the_question_is_closed(world: World):
    world.do("go", step=2)
    assert world.stage()["views"] == ["result"]
    world.do("lock")
    assert world.stage()["views"] == ["result", "groups"]
    assert world.stage()["view"] == "result"


def test_no_groups_for_the_question_that_makes_them_nor_for_texts(world: World):
    for step in (1, 3):
        world.do("go", step=step)
        world.do("lock")
        assert world.stage()["views"] == ["result"]


def test_small_groups_stand_together_and_everybody_is_in_one(world: World):
    room(world, zorg=8, veilig=6, anders=2, niets=3)
    assert world.do("view", view="groups")["ok"]
    groups = world.result()["groups"]
    assert [(group["ids"], group["n"]) for group in groups] == [
        (["zorg"], 8),
        (["veilig"], 6),
        (["anders", "none"], 5),
    ]
    assert world.result()["by"] == "domein"


def test_a_view_stays_over_a_restart_and_goes_with_the_step(world: World):
    room(world, zorg=8, veilig=6)
    world.do("view", view="groups")
    before = world.result()
    world.restart()
    assert world.result() == before
    assert world.stage()["view"] == "groups"
    world.do("next")
    world.do("back")
    assert world.stage()["view"] == "result"


@pytest.mark.parametrize("view", ["shift", "", None, 3, ["groups"]])
def test_a_view_that_is_not_there_is_refused(world: World, view: object):
    room(world, zorg=8, veilig=6)
    refused = world.do("view", view=view)
    assert refused["error"]["field"] == "view"
    assert world.stage()["view"] == "result"


def test_where_groups_are_too_small_it_is_said_and_there_is_a_way_back(world: World):
    room(world, zorg=8, veilig=2)
    world.do("view", view="groups")
    scene = world.house.scenes.get(world.workshop)
    assert world.result() == {"type": "single", "state": "too_few", "view": "groups", "n": None, "needed": 5}
    assert why_hidden(scene) == "groups"
    assert "view" in possible(scene)
    assert world.do("view", view="result")["ok"]


def test_groups_are_hidden_with_the_result(world: World):
    room(world, zorg=8, veilig=6)
    world.do("view", view="groups")
    world.do("hide")
    assert world.result()["state"] == "hidden"


def test_groups_stay_as_they_were_when_somebody_erases_everything(world: World):
    room(world, zorg=8, veilig=6)
    world.do("view", view="groups")
    before = world.result()
    round_ = world.stage()["round"]
    somebody = next(iter(world.house.store.read(lambda db: stored.by_participant(db, [round_]))))
    assert answers.erase(world.house.store, world.workshop, somebody) == 2
    assert world.result() == before


GUESS = """
schema: pollapp.deck/1
id: schatting
languages: [nl]
title: "Schatting"
defaults: {sensitivity: low, reveal: on_close}
questions:
  - {id: gok, type: number, title: "Denk aan tien mensen. Hoeveel kiezen A?", number: {min: 0, max: 10, step: 1},
     estimates: {question: keus, option: a, of: 10}, show: [bars, perception_gap]}
  - {id: keus, type: single, title: "Wat kies je?", options: [{id: a, text: A}, {id: b, text: B}]}
flow: [{ask: gok}, {ask: keus}]
"""


def test_a_guess_is_beside_the_answers_once_both_were_asked(tmp_path: Path):
    world = World(tmp_path, GUESS)
    world.do("next")
    world.do("lock")
    assert world.stage()["views"] == ["result"]
    assert world.do("view", view="perception")["error"]["field"] == "view"
    world.do("next")
    assert world.stage()["views"] == ["result"]
    world.do("lock")
    assert world.stage()["views"] == ["result", "perception"]
    world.do("back")
    assert world.stage()["views"] == ["result", "perception"]
    world.close()
