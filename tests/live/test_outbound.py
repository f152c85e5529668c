"""What the server sends by itself: whole pictures, to whoever may see them, and nothing twice."""

from __future__ import annotations

import pytest

from pollapp.live import outbound
from pollapp.live.outbound import PHONES_EVERY
from pollapp.workshops import planning
from tests.world import Person, World


def texts_on_stage(world: World) -> list[Person]:
    """Three people answered the open question; it is closed and revealed, and nothing was approved yet."""
    people = [world.phone(name) for name in ("Anna", "Bram", "Chris")]
    world.do("go", step=6)
    for person in people:
        assert world.answer(person, ["Bellen"])["ok"]
    world.do("lock")
    world.do("reveal")
    world.tick(PHONES_EVERY)
    for person in people:
        person.heard("stage")
    return people


def test_a_text_that_is_approved_comes_on_the_phones_too(world: World):
    anna, *_ = texts_on_stage(world)
    world.do("approve", round=world.stage()["round"], text="bellen")
    world.tick(PHONES_EVERY)
    [message] = anna.heard("result")
    assert message["result"]["texts"] == [{"text": "Bellen", "count": 3}]
    assert "Bellen" in message["html"]


def test_phones_are_not_sent_a_picture_that_did_not_change(world: World):
    anna, *_ = texts_on_stage(world)
    screen = world.screen()
    world.phone("Dina")
    world.tick(PHONES_EVERY)
    assert anna.heard("result") == []
    assert screen.heard("result")[-1]["present"] == 4


def test_a_picture_that_moves_comes_to_a_large_hall_less_often(world: World, monkeypatch: pytest.MonkeyPatch):
    anna, *_ = texts_on_stage(world)
    monkeypatch.setattr(outbound, "PHONES_AT_ONCE", 1)
    heard = []
    for number in range(9):
        world.do("approve" if number % 2 == 0 else "reject", round=world.stage()["round"], text="bellen")
        world.tick(PHONES_EVERY)
        heard.append(len(anna.heard("result")))
    assert sum(heard) < 4
    assert heard[0] == 1
    assert 1 in heard[1:]


def test_one_hall_does_not_keep_other_workshops_from_their_pictures(world: World, monkeypatch: pytest.MonkeyPatch):
    first, here = texts_on_stage(world)[0], world.workshop
    world.workshop = planning.add_workshop(world.house.store, world.event, world.deck)
    second, there = texts_on_stage(world)[0], world.workshop
    monkeypatch.setattr(outbound, "PHONES_AT_ONCE", 1)
    heard = {"first": 0, "second": 0}
    for number in range(12):
        for workshop in (here, there):
            world.workshop = workshop
            world.do("approve" if number % 2 == 0 else "reject", round=world.stage()["round"], text="bellen")
        world.tick(PHONES_EVERY)
        heard["first"] += len(first.heard("result"))
        heard["second"] += len(second.heard("result"))
    assert min(heard.values()) >= 1


def test_who_goes_to_another_workshop_hears_the_first_one_no_more(world: World):
    anna, first = world.phone("Anna"), world.code
    there = planning.add_workshop(world.house.store, world.event, world.deck)
    assert anna.say("join", {"code": world.house.scenes.get(there).workshop["code"]})["ok"]
    world.do("next")
    world.tick()
    assert {message["step"]["kind"] for message in anna.heard("stage")} == {"lobby"}
    assert world.answer(anna, "kat")["error"]["field"] == "round"
    assert anna.say("join", {"code": first})["ok"]
    world.do("pause")
    world.tick()
    assert [message["paused"] for message in anna.heard("stage")] == [True]


def test_a_phone_that_slept_gets_the_picture_that_moved_meanwhile_and_no_stage_that_it_shows(world: World):
    anna, *_ = texts_on_stage(world)
    shown = {"code": world.code, "rev": world.row["rev"], "n": 1}
    assert anna.say("join", shown)["result"] is None
    world.do("approve", round=world.stage()["round"], text="bellen")
    world.tick(PHONES_EVERY)
    reply = anna.say("join", shown)
    assert "html" not in reply["stage"]
    assert "Bellen" in reply["result"]["html"]
    world.do("pause")
    world.do("resume")
    world.tick(PHONES_EVERY)
    assert anna.say("join", shown | {"rev": world.row["rev"]})["result"] is None
