"""Answers that come in one turn of the fast path are kept together, and each is told its own."""

from __future__ import annotations

import gc
from queue import SimpleQueue
from typing import Any

import pytest
import structlog.testing

from pollapp.live.inbound import Reply
from pollapp.workshops.keeping import Keeper
from tests.world import World

PATIENCE = 20


class Room:
    """People on the fast path, without its sockets: what is said is gathered until the turn is over."""

    def __init__(self, world: World, *langs: str) -> None:
        world.do("next")
        self.inbound, self.round = world.app.inbound, world.stage()["round"]
        self.changed = list[int]()
        self.heard: dict[str, SimpleQueue[Reply]] = {sid: SimpleQueue() for sid in langs}
        for sid in langs:
            self.inbound.enter(sid, {"REMOTE_ADDR": "127.0.0.1"}, lambda _: None)
            assert self.inbound.receive(sid, "join", [{"code": world.code, "lang": sid}])["ok"]
        world.house.store.listen(self.changed.append)

    def say(self, sid: str, value: Any, n: int = 1, tell: Any = None) -> None:
        message = {"round": self.round, "n": n, "value": value}
        self.inbound.gather(sid, [message], tell or self.heard[sid].put, None)

    def told(self, sid: str) -> Reply:
        return self.heard[sid].get(timeout=PATIENCE)


@pytest.fixture
def room(world: World) -> Room:
    return Room(world, "nl", "en")


def test_each_hears_their_own_in_their_own_language(room: Room, world: World):
    room.say("nl", "koe")
    room.say("en", "kat")
    room.say("en", "vis", 2)
    room.inbound.keep()
    assert room.told("nl")["error"]["sentence"] == "Kies één van de antwoorden."
    assert room.told("en") == {"ok": True, "round": room.round, "n": 1}
    assert room.told("en")["error"]["sentence"] == "Choose one of the answers."
    assert room.changed == [world.workshop]


def test_what_is_not_kept_changes_nothing(room: Room):
    room.say("nl", "koe")
    room.say("en", "vis")
    room.inbound.keep()
    assert not room.told("nl")["ok"]
    assert not room.told("en")["ok"]
    assert room.changed == []


def test_one_who_cannot_be_told_keeps_nobody_from_hearing(room: Room):
    def fail(_: Reply) -> None:
        raise ZeroDivisionError

    with structlog.testing.capture_logs() as said:
        room.say("nl", "kat", tell=fail)
        room.say("en", "kat")
        room.inbound.keep()
        assert room.told("en")["ok"]
    assert [one["event"] for one in said] == ["an answer could not be acknowledged"]


def test_what_only_looks_like_what_another_said_is_looked_at_by_itself(room: Room, world: World):
    world.do("go", step=2)
    room.round = world.stage()["round"]
    for n, value in enumerate((1, True, 1.0, "1", 2, 1), 1):
        room.say("nl", value, n)
    room.inbound.keep()
    assert [room.told("nl")["ok"] for _ in range(6)] == [True, False, True, False, True, True]


def test_nothing_is_kept_before_the_turn_is_over_and_nothing_twice(room: Room, world: World):
    room.say("nl", "kat")
    world.house.store.write(lambda db: None)
    assert room.heard["nl"].empty()
    for _ in range(2):
        room.inbound.keep()
    assert room.told("nl")["ok"]
    world.house.store.write(lambda db: None)
    assert room.heard["nl"].empty()


def test_a_refusal_keeps_nothing_of_what_the_others_said(room: Room, world: World):
    """Nothing that only the collector of cycles would find, some minutes later."""
    gc.collect()
    gc.disable()
    try:
        room.say("nl", "koe")
        room.say("en", "kat")
        room.inbound.keep()
        assert not room.told("nl")["ok"]
        assert room.told("en")["ok"]
        for _ in range(2):  # the last batch stays until the next
            world.house.store.write(lambda db: None)
        assert [one for one in gc.get_objects() if isinstance(one, Keeper)] == []
    finally:
        gc.enable()
