"""To a hall everything is sent in the same order, and what is out of date is not sent any more."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from pollapp.identity import Pass
from pollapp.live.fanout import AT_ONCE, STAGE_AT_ONCE, FanOut
from pollapp.live.people import Person
from pollapp.live.rooms import Rooms
from pollapp.live.wire import Packed
from tests.world import World

HALL = 3 * AT_ONCE


class Hall:
    """People in a room who write down what they hear; `ear` is told each time."""

    def __init__(self, world: World, people: int) -> None:
        self.rooms, self.heard = Rooms(), [list[Packed]() for _ in range(people)]
        self.fan_out = FanOut(world.app.socketio, self.rooms)
        self.ear: Callable[[int, Packed], None] = lambda _number, _packed: None
        self.last = threading.Semaphore(0)
        for number in range(people):
            self.rooms.enter(Person(str(number), self.hearing(number), "", None, Pass({}, None), "nl"), "hall")

    def hearing(self, number: int) -> Callable[[Packed], None]:
        def hear(packed: Packed) -> None:
            self.heard[number].append(packed)
            self.ear(number, packed)
            if number == len(self.heard) - 1:
                self.last.release()

        return hear

    def wait(self, times: int) -> None:
        for _ in range(times):
            assert self.last.acquire(timeout=60)


@pytest.mark.parametrize("people", [1, AT_ONCE, HALL])
def test_everybody_hears_everything_in_its_order(world: World, people: int):
    hall = Hall(world, people)
    said = [Packed(name, {}) for name in ("stage", "result", "result")]
    for packed in said:
        hall.fan_out.send("hall", packed)
    hall.wait(3)
    assert hall.heard == [said] * people


@pytest.mark.parametrize(("name", "at_once"), [("result", AT_ONCE), ("stage", STAGE_AT_ONCE)])
def test_a_new_stage_takes_the_place_of_what_is_under_way(name: str, at_once: int, world: World):
    hall = Hall(world, at_once + 10)
    old, picture, new = Packed(name, {}), Packed("result", {}), Packed("stage", {})

    def interrupt(number: int, packed: Packed) -> None:
        if (number, packed) == (0, old):
            hall.fan_out.send("hall", picture)
            hall.fan_out.send("hall", new)

    hall.ear = interrupt
    hall.fan_out.send("hall", old)
    hall.wait(1)
    assert hall.heard == [[old, new]] * at_once + [[new]] * 10


def test_who_has_left_hears_nothing(world: World):
    hall = Hall(world, 3)
    hall.rooms.leave(hall.rooms.people("hall")[1])
    packed = Packed("stage", {})
    assert hall.fan_out.send("hall", packed) == 2
    assert hall.heard == [[packed], [], [packed]]
    assert hall.fan_out.send("empty", packed) == 0


def test_who_goes_to_another_room_meanwhile_hears_nothing_of_the_old_one(world: World):
    hall = Hall(world, HALL)
    mover, packed = hall.rooms.people("hall")[AT_ONCE + 7], Packed("result", {})

    def move(number: int, _: Packed) -> None:
        if number == AT_ONCE - 1:
            hall.rooms.enter(mover, "elsewhere")

    hall.ear = move
    hall.fan_out.send("hall", packed)
    hall.wait(1)
    assert hall.heard == [[] if number == AT_ONCE + 7 else [packed] for number in range(HALL)]
