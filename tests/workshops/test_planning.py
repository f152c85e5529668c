"""Workshops of one event: who joins, and what the phones of the others hear of it."""

from __future__ import annotations

from pollapp.workshops import planning
from tests.world import World


def test_a_new_workshop_stands_in_the_list_of_those_who_are_in_another(world: World):
    world.phone("Anna")
    fresh = planning.add_workshop(world.house.store, world.event, world.deck)
    reply = world.phone("Bram").say("join", {"code": world.code})
    assert [one["code"] for one in reply["workshop"]["others"]] == [world.house.scenes.get(fresh).workshop["code"]]


def test_a_phone_that_saw_the_first_run_takes_over_what_the_second_one_shows(world: World):
    anna, code = world.phone("Anna"), world.code
    for _ in range(3):
        world.do("next")
    world.do("end")
    seen = anna.say("join", {"code": code})["stage"]["rev"]
    planning.start_anew(world.house.store, world.workshop)
    assert anna.say("join", {"code": code})["stage"]["rev"] > seen
