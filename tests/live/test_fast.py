"""The fast path: frames, what waits for a slow phone, and what is relied on of the libraries below."""

from __future__ import annotations

import hashlib
import inspect
import socket
from collections.abc import Iterator

import engineio.packet
import engineio.server
import engineio.socket
import eventlet.websocket
import pytest
import socketio.server
from engineio.packet import MESSAGE, Packet
from hypothesis import given
from hypothesis import strategies as st
from wsproto.connection import Connection, ConnectionType
from wsproto.events import TextMessage

from pollapp.live.fast import MOST_WAITING, Incoming, Line, frame_of, framed, unmask

RELIED_ON = {
    engineio.socket.Socket: "275926e45771",
    engineio.server.Server._handle_connect: "049f7c2b2c23",
    engineio.server.Server.send_packet: "81aec513663f",
    eventlet.websocket.RFC6455WebSocket: "deeef0960d71",
    socketio.server.Server._handle_event: "3f64c030f25e",
    socketio.server.Server._handle_event_internal: "37e1c84a6974",
    socketio.server.Server._handle_eio_message: "65f309c138d6",
}
"""What `live/fast.py` takes the place of, or counts on, as it was when that was written."""


@pytest.mark.parametrize("part", RELIED_ON, ids=lambda part: part.__qualname__)
def test_what_is_relied_on_is_as_it_was(part):
    """Fails after an upgrade: read what changed, see whether `live/fast.py` still holds, then note the new one."""
    assert hashlib.sha256(inspect.getsource(part).encode()).hexdigest()[:12] == RELIED_ON[part]


class TestFrames:
    @given(st.text(max_size=200) | st.integers(0, 70_000).map(lambda size: "é" * size))
    def test_another_reader_of_websockets_reads_what_was_said(self, text: str):
        reader = Connection(ConnectionType.CLIENT)
        reader.receive_data(framed(text.encode()))
        events = list(reader.events())
        assert all(isinstance(event, TextMessage) for event in events)
        assert "".join(event.data for event in events if isinstance(event, TextMessage)) == text
        assert not events or events[-1].message_finished  # type: ignore[attr-defined]  # a TextMessage has it

    @given(st.binary(max_size=300), st.binary(min_size=4, max_size=4), st.integers(0, 9))
    def test_a_mask_is_taken_off_as_byte_by_byte(self, data: bytes, mask: bytes, offset: int):
        plain = bytes(byte ^ mask[(offset + place) % 4] for place, byte in enumerate(data))
        assert unmask(data, tuple(mask), len(data), offset) == plain
        assert unmask(data, tuple(mask), offset=offset) == plain

    def test_a_packet_for_a_hall_is_made_once(self):
        packet = Packet(MESSAGE, '2["stage",{}]')
        assert frame_of(packet) is frame_of(packet)
        assert frame_of(packet).endswith(b'42["stage",{}]')


class Pair:
    """Two ends of a connection: ours, which never blocks, and that of a phone."""

    def __init__(self) -> None:
        self.ours, self.phone = socket.socketpair()
        self.ours.setblocking(False)
        self.phone.settimeout(20)
        for end in (self.ours, self.phone):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        self.line = Line(self.ours)

    def read(self, size: int) -> bytes:
        """So many bytes at the phone, while the loop goes on."""
        found = b""
        self.phone.setblocking(False)
        while len(found) < size:
            eventlet.sleep(0)
            try:
                found += self.phone.recv(65536)
            except BlockingIOError:
                continue
        return found


@pytest.fixture
def pair() -> Iterator[Pair]:
    pair = Pair()
    yield pair
    pair.line.forget()
    pair.ours.close()
    pair.phone.close()


class TestLine:
    def test_what_fits_goes_at_once(self, pair: Pair):
        pair.line.write(b"hello")
        assert pair.phone.recv(100) == b"hello"

    def test_what_does_not_fit_waits_and_comes_in_order(self, pair: Pair):
        parts = [bytes([number]) * 20_000 for number in range(10)]
        for part in parts:
            pair.line.write(part)
        assert pair.read(200_000) == b"".join(parts)
        pair.line.write(b"and then")
        assert pair.read(8) == b"and then"

    def test_a_phone_that_never_reads_is_cut_off_and_nothing_is_kept_for_it(self, pair: Pair):
        for _ in range(3):
            pair.line.write(b"x" * (MOST_WAITING // 2))
        assert not pair.line._waiting
        pair.line.write(b"more")
        assert not pair.line._waiting
        assert pair.ours.recv(1) == b""  # who reads on our side is woken by the end

    def test_a_phone_that_is_gone_harms_nobody(self, pair: Pair):
        pair.phone.close()
        for _ in range(3):
            pair.line.write(b"x" * 1000)
        assert not pair.line._waiting

    def test_a_phone_that_goes_while_something_waits_harms_nobody(self, pair: Pair):
        pair.line.write(b"x" * 100_000)
        assert pair.line._waiting
        pair.phone.close()
        for _ in range(3):
            eventlet.sleep(0)
        assert not pair.line._waiting

    def test_the_end_comes_after_what_was_sent(self, pair: Pair):
        pair.line.write(b"goodbye")
        pair.line.end()
        assert pair.phone.recv(100) == b"goodbye"
        assert pair.phone.recv(100) == b""


def test_reading_much_at_once_gives_what_is_asked_for(pair: Pair):
    incoming = Incoming(pair.ours)
    pair.phone.sendall(b"abcdefgh")
    assert [incoming.recv(size) for size in (2, 1, 4, 9)] == [b"ab", b"c", b"defg", b"h"]
    pair.phone.close()
    assert incoming.recv(2) == b""
    assert incoming.fileno() == pair.ours.fileno()
