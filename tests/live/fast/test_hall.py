"""A hall of phones in one process: what is said in one turn of the loop is read, kept and told together."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import eventlet
import pytest
from wsproto import ConnectionType, WSConnection
from wsproto.events import Request, TextMessage

from pollapp.live.fast.hall import Hall
from pollapp.live.fast.heads import upgrade
from tests.world import World


class Phone:
    """The far end of a connection, which says several things at once and reads while the loop goes on."""

    def __init__(self, hall: Hall) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.line = socket.create_connection(listener.getsockname())
            ours, _ = listener.accept()
        for end in (self.line, ours):
            end.setblocking(False)
        self.ws = WSConnection(ConnectionType.CLIENT)
        headers = upgrade(self.ws.send(Request(host="127.0.0.1", target="/socket.io/?EIO=4&transport=websocket")))
        assert headers
        hall.let_in(ours, "127.0.0.1", headers)
        assert self.hear().startswith('0{"sid":')
        self.say("40")
        assert self.hear().startswith('40{"sid":')

    def close(self) -> None:
        """Go, and wait until the hall has noticed."""
        self.line.shutdown(socket.SHUT_WR)
        while True:
            eventlet.sleep(0)
            try:
                if not self.line.recv(65_536):
                    break
            except BlockingIOError:
                continue
        self.line.close()

    def say(self, *texts: str) -> None:
        self.line.sendall(b"".join(self.ws.send(TextMessage(text)) for text in texts))

    def hear(self) -> str:
        while True:
            for event in self.ws.events():
                if isinstance(event, TextMessage):
                    return event.data
            eventlet.sleep(0)
            try:
                self.ws.receive_data(self.line.recv(65_536))
            except BlockingIOError:
                continue

    def acknowledged(self, number: int) -> Any:
        while not (text := self.hear()).startswith(f"43{number}["):
            continue
        return json.loads(text[len(f"43{number}") :])[0]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path, async_mode="eventlet")
    yield world
    world.close()


@pytest.fixture
def hall(world: World) -> Hall:
    return Hall(world.app.socketio, world.app.inbound)


@pytest.fixture
def phones(hall: Hall) -> Iterator[list[Phone]]:
    phones = [Phone(hall) for _ in range(3)]
    yield phones
    for phone in phones:
        phone.close()


def test_what_comes_in_one_turn_is_kept_together_and_nothing_of_it_stays(world: World, hall: Hall, phones: list[Phone]):
    for phone in phones:
        phone.say(f'421["join",{json.dumps({"code": world.code, "lang": "nl"})}]')
        assert phone.acknowledged(1)["ok"]
    world.do("next")
    round_ = world.stage()["round"]
    commits = list[int]()
    world.house.store.follow(lambda notes: commits.append(len(notes)))
    for phone in phones:
        phone.say(f'422["answer",{{"round":{round_},"n":1,"value":"kat"}}]')
    assert [phone.acknowledged(2) for phone in phones] == [{"ok": True, "round": round_, "n": 1}] * 3
    assert commits == [1]
    assert vars(hall.read) == {"_said": {}}
    world.tick()
    assert world.house.scenes.get(world.workshop).answered == 3
