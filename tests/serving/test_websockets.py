"""WebSockets as strangers and slow networks use them, on a real server: both ways of serving say the same."""

from __future__ import annotations

import contextlib
import json
import resource
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wsproto import ConnectionType, WSConnection
from wsproto.connection import ConnectionState
from wsproto.events import (
    AcceptConnection,
    CloseConnection,
    Event,
    Message,
    Ping,
    Pong,
    RejectConnection,
    Request,
    TextMessage,
)
from wsproto.extensions import PerMessageDeflate

from tests.server import Server, until

PATH = "/socket.io/?EIO=4&transport=websocket"
PATIENCE = 30


@pytest.fixture(scope="module", params=["1", "0"], ids=["fast", "plain"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("websockets"), mode="eventlet", POLLAPP_FAST=request.param) as server:
        yield server
        assert server.stop() == 0
        assert "Traceback" not in server.said


class Client:
    """A WebSocket by somebody else's implementation; what it sends can be cut into pieces of any size."""

    def __init__(self, server: Server, sizes: list[int] | None = None, **request: Any) -> None:
        self.line = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.ws, self.sizes = WSConnection(ConnectionType.CLIENT), sizes or []
        self.events: list[Event] = []
        self._text = ""
        self.send(Request(host=f"127.0.0.1:{server.port}", target=PATH, **request))
        self.answer = self.next(AcceptConnection, RejectConnection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.line.close()

    def send(self, event: Event) -> None:
        self.write(self.ws.send(event))

    def write(self, data: bytes) -> None:
        for size in self.sizes:
            self.line.sendall(data[:size])
            data = data[size:]
        self.line.sendall(data)

    def next(self, *kinds: type[Event]) -> Any:
        """The next event of these kinds; None when the line has ended before it."""
        while True:
            for place, event in enumerate(self.events):
                if isinstance(event, kinds):
                    return self.events.pop(place)
            try:
                data = self.line.recv(65_536)
            except ConnectionResetError:
                data = b""
            if not data:
                return None
            self.ws.receive_data(data)
            self.events += self.ws.events()

    def text(self) -> str | None:
        """The next whole text."""
        while (event := self.next(Message)) is not None:
            self._text += event.data
            if event.message_finished:
                whole, self._text = self._text, ""
                return whole
        return None

    def begin(self) -> None:
        opened = self.text()
        assert opened
        assert opened.startswith('0{"sid":')
        self.send(TextMessage("40"))
        assert (self.text() or "").startswith('40{"sid":')

    def ask(self, number: int, name: str, payload: Any, pieces: int = 1, ping: bool = False) -> Any:
        """The acknowledgement of a message that is sent in so many frames."""
        text = f"42{number}{json.dumps([name, payload])}"
        size = len(text) // pieces + 1
        for piece in range(pieces):
            last = piece == pieces - 1
            self.send(TextMessage(text[piece * size : None if last else (piece + 1) * size], message_finished=last))
            if ping:
                self.send(Ping(b"still here?"))
        reply = self.acknowledgement(number)
        if ping:
            assert self.next(Pong).payload == b"still here?"
        return reply

    def acknowledgement(self, number: int) -> Any:
        """That of the message with this number, whatever comes before it."""
        while not (reply := self.text() or "cut").startswith(f"43{number}["):
            assert reply != "cut"
        return json.loads(reply[len(f"43{number}") :])[0]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 90), max_size=6), st.integers(1, 5), st.booleans(), st.booleans())
def test_a_phone_joins_however_its_bytes_arrive(
    server: Server, sizes: list[int], pieces: int, ping: bool, deflate: bool
):
    offered: list[Any] = [PerMessageDeflate()] if deflate else []
    with Client(server, sizes, extensions=offered) as phone:
        assert phone.answer.extensions == []
        phone.begin()
        reply = phone.ask(7, "join", {"code": server.workshops[0]["code"], "lang": "en"}, pieces, ping)
        assert reply["ok"]
        refused = phone.ask(8, "answer", {"round": 1, "n": 1, "value": "x"}, pieces, ping)
        assert refused["error"]["sentence"]


def test_who_says_the_same_at_the_same_moment_hears_their_own(server: Server):
    """What is read once for many is handled for each: here in the language of each."""
    with contextlib.ExitStack() as lines:
        phones = {lang: lines.enter_context(Client(server)) for lang in ("nl", "en")}
        for lang, phone in phones.items():
            phone.begin()
            assert phone.ask(1, "join", {"code": server.workshops[0]["code"], "lang": lang})["ok"]
        for phone in phones.values():
            phone.send(TextMessage('422["answer",{"round":999,"n":1,"value":"x"}]'))
        replies = {lang: phone.acknowledgement(2) for lang, phone in phones.items()}
        assert "Laad de pagina opnieuw" in replies["nl"]["error"]["sentence"]
        assert "Reload the page" in replies["en"]["error"]["sentence"]


def test_a_goodbye_is_answered_and_the_line_is_closed(server: Server):
    with Client(server) as phone:
        phone.begin()
        phone.send(CloseConnection(1000, "bye"))
        assert phone.next(CloseConnection).code == 1000
        assert phone.ws.state is ConnectionState.CLOSED
        assert phone.line.recv(10) == b""


def test_who_says_no_more_is_let_go(server: Server):
    with Client(server) as phone:
        phone.begin()
        phone.line.shutdown(socket.SHUT_WR)
        assert phone.next(RejectConnection) is None


@pytest.mark.parametrize("packet", ["1", "41"])
def test_who_takes_leave_in_a_packet_hears_nothing_more(server: Server, packet: str):
    with Client(server) as phone:
        phone.begin()
        assert phone.ask(1, "join", {"code": server.workshops[0]["code"]})["ok"]
        phone.send(TextMessage(packet))
        with contextlib.suppress(OSError):  # it may be cut by then
            phone.send(TextMessage('422["join",{}]'))
            phone.line.shutdown(socket.SHUT_WR)
        heard = []
        while (text := phone.text()) is not None:
            heard.append(text)
        assert not [text for text in heard if text.startswith("432")]


def test_names_that_are_not_there_are_refused_and_kinds_that_are_none_left_aside(server: Server):
    with Client(server) as phone:
        phone.begin()
        for kind in ("2", "6", "8"):
            phone.send(TextMessage(kind))
        phone.send(TextMessage("40/elsewhere,"))
        assert (phone.text() or "").startswith("44/elsewhere,")
        assert phone.ask(3, "join", {"code": server.workshops[0]["code"]})["ok"]


def test_a_page_of_another_address_is_refused_and_ours_is_not(server: Server):
    with Client(server, extra_headers=[(b"Origin", b"http://elsewhere.test")]) as phone:
        assert isinstance(phone.answer, RejectConnection)
        assert phone.answer.status_code == 400
    own = f"http://127.0.0.1:{server.port}".encode()
    with Client(server, extra_headers=[(b"Origin", own)]) as phone:
        phone.begin()


def test_a_line_that_brings_its_request_in_drops_holds_nobody_up(server: Server):
    slow = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    slow.sendall(b"GET /socket.io/?EIO=4&tran")
    began = time.monotonic()
    with Client(server) as phone:
        phone.begin()
    assert time.monotonic() - began < PATIENCE / 2
    slow.sendall(b"sport=polling HTTP/1.1\r\nHost: a\r\n\r\n")
    assert slow.recv(100).startswith(b"HTTP/1.1 200")
    slow.close()


def test_when_no_more_files_can_be_open_whoever_comes_waits_and_then_gets_in(tmp_path: Path):
    """Only the fast path has a door of its own to hold this; eventlet's server ends there."""
    with Server(tmp_path, mode="eventlet", POLLAPP_FAST="1") as server:
        _, most = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
        room = len(list(Path(f"/proc/{server.pid}/fd").iterdir())) + 10
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (room, most))
        crowd = [socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) for _ in range(20)]
        until(lambda: "no connection can be taken now" in server.said)
        for one in crowd:
            one.close()
        with Client(server) as phone:
            phone.begin()
            assert phone.ask(1, "join", {"code": server.workshops[0]["code"]})["ok"]
        assert server.stop() == 0
