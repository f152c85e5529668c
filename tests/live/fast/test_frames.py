"""Frames, held against another implementation of WebSockets."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Event, Message, Ping, Pong, TextMessage
from wsproto.utilities import RemoteProtocolError

from pollapp.live.fast.frames import (
    BINARY,
    BROKEN,
    NO_TEXT,
    NORMAL,
    PING,
    PONG,
    TEXT,
    TOO_LARGE,
    Closed,
    Reader,
    closing,
    framed,
    unmasked,
)

LARGEST = 100_000
KINDS = {TextMessage: TEXT, BytesMessage: BINARY}

payloads = st.text(max_size=200) | st.integers(0, 70_000).map(lambda size: "é" * (size // 2))
codes = st.sampled_from([1000, 1001, 1003, 1011, 3000, 4999])


@st.composite
def spoken(draw: st.DrawFn) -> list[Event]:
    """What a client says: whole messages and such in pieces, with pings between the pieces, and perhaps a goodbye."""
    said: list[Event] = []
    for text in draw(st.lists(payloads, max_size=6)):
        pieces = draw(st.integers(1, 3))
        size = len(text) // pieces + 1
        for piece in range(pieces):
            last = piece == pieces - 1
            said.append(TextMessage(text[piece * size : None if last else (piece + 1) * size], message_finished=last))
            if draw(st.booleans()):
                said.append(draw(st.sampled_from([Ping(b"here?"), Pong(b"here")])))
    return said + draw(st.lists(codes.map(lambda code: CloseConnection(code=code)), max_size=1))


def heard(data: list[bytes], largest: int = LARGEST) -> list[tuple[str, Any]]:
    """What our reader makes of bytes that come in these pieces."""
    reader, found = Reader(largest), list[tuple[str, Any]]()
    try:
        for piece in data:
            for kind, payload in reader.receive(piece):
                found.append((str(kind), payload))
    except Closed as closed:
        found.append(("closed", closed.code))
    return found


def heard_by_the_other(data: bytes) -> list[tuple[str, Any]]:
    """What the other implementation makes of them."""
    return list(_told(data))


def _told(data: bytes) -> Iterator[tuple[str, Any]]:
    server, whole = Connection(ConnectionType.SERVER), b""
    try:
        server.receive_data(data)
        for event in server.events():
            match event:
                case Message():
                    whole += event.data.encode() if isinstance(event.data, str) else bytes(event.data)
                    if event.message_finished:
                        yield str(KINDS[type(event)]), whole
                        whole = b""
                case Ping():
                    yield str(PING), bytes(event.payload)
                case CloseConnection():
                    yield "closed", NORMAL if event.code == 1005 else int(event.code)
                    return
    except RemoteProtocolError as error:
        yield "closed", int(error.event_hint.code)  # type: ignore[union-attr]  # always a CloseConnection


def in_pieces(data: bytes, sizes: list[int]) -> list[bytes]:
    found = []
    for size in sizes:
        found.append(data[:size])
        data = data[size:]
    return [*found, data]


@given(spoken(), st.lists(st.integers(0, 40), max_size=40))
def test_what_a_client_says_is_understood_however_it_arrives(said: list[Event], sizes: list[int]):
    client = Connection(ConnectionType.CLIENT)
    data = b"".join(client.send(event) for event in said)
    assert heard(in_pieces(data, sizes)) == heard_by_the_other(data)


@st.composite
def nonsense(draw: st.DrawFn) -> bytes:
    """Frames with any bits set, any size that is told, masked or not; and plain rubbish."""
    data = b""
    for _ in range(draw(st.integers(1, 4))):
        payload = draw(st.binary(max_size=130))
        mask = draw(st.sampled_from([b"", b"\0\0\0\0", b"abcd"]))
        first = draw(st.sampled_from([0x81, 0x01, 0x80, 0x00, 0x82, 0x88, 0x89, 0x8A]) | st.integers(0, 255))
        size = draw(st.sampled_from([len(payload), 126, 127]) if len(payload) < 126 else st.just(126))
        wide = {126: 2, 127: 8}.get(size, 0)
        length = draw(st.just(len(payload)) | st.integers(0, 300)).to_bytes(wide, "big") if wide else b""
        data += bytes((first, size | (0x80 if mask else 0))) + length + mask
        data += unmasked(payload, mask) if mask else payload
    return data + draw(st.binary(max_size=3))


@given(nonsense(), st.lists(st.integers(0, 9), max_size=20))
def test_of_nonsense_it_says_what_another_one_says(data: bytes, sizes: list[int]):
    theirs = heard_by_the_other(data)
    ours = heard(in_pieces(data, sizes))
    if ("closed", NO_TEXT) in theirs:  # who reads texts finds that, and not who reads frames
        ours = [*ours[: len(theirs) - 1], ("closed", NO_TEXT)]
    if ours == [*theirs, ("closed", BROKEN)]:  # the other one waits for the rest of a frame before it refuses it
        theirs = heard_by_the_other(data + bytes(400))
    assert ours == theirs


@given(payloads)
def test_another_reader_of_websockets_reads_what_we_say(text: str):
    client = Connection(ConnectionType.CLIENT)
    client.receive_data(framed(text.encode()) + framed(b"here?", PING) + closing(1009))
    *messages, ping, end = client.events()
    assert "".join(one.data for one in messages if isinstance(one, TextMessage)) == text
    assert (ping, end) == (Ping(b"here?"), CloseConnection(1009, ""))


@given(st.binary(max_size=300), st.binary(min_size=4, max_size=4))
def test_a_mask_is_taken_off_as_byte_by_byte(data: bytes, mask: bytes):
    assert unmasked(data, mask) == bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))


def masked(first: int, payload: bytes) -> bytes:
    mask, frame = secrets.token_bytes(4), framed(payload, first & 0x0F)
    head = frame[: len(frame) - len(payload)]
    return bytes((first, head[1] | 0x80)) + head[2:] + mask + unmasked(payload, mask)


def test_what_looks_like_a_short_text_is_the_rest_of_what_came_before():
    inside = masked(0x81, b"no message of its own")
    whole = b"\x81" + bytes((0x80 | len(inside),)) + bytes(4) + inside
    assert heard([whole[:6], inside]) == [(str(TEXT), inside)]


def test_a_short_text_amid_the_pieces_of_another_one_is_refused():
    assert heard([masked(0x01, b"first"), masked(0x81, b"second")]) == [("closed", BROKEN)]


class TestNoMessageIsLargerThanAllowed:
    @pytest.mark.parametrize("pieces", [1, 2, 40])
    def test_in_however_many_pieces_it_comes(self, pieces: int):
        size = 1_000 // pieces
        frames = [masked(TEXT if piece == 0 else 0, b"x" * size) for piece in range(pieces - 1)]
        last = masked((TEXT if pieces == 1 else 0) | 0x80, b"x" * (1_000 - size * (pieces - 1)))
        assert heard([*frames, last], 1_000) == [(str(TEXT), b"x" * 1_000)]
        assert heard([*frames, last], 999) == [("closed", TOO_LARGE)]

    def test_one_that_only_tells_so_is_refused_before_it_comes(self):
        assert heard([masked(0x81, b"x" * 2_000)[:4]], 1_000) == [("closed", TOO_LARGE)]


@given(st.integers(990, 5_010) | st.integers(0, 65_535))
def test_a_goodbye_is_answered_with_its_own_code_where_that_may_be_sent(code: int):
    goodbye = masked(0x88, code.to_bytes(2, "big"))
    assert heard([goodbye]) == heard_by_the_other(goodbye)


def test_a_goodbye_without_a_code_or_with_half_of_one():
    assert heard([masked(0x88, b"\x0f\xa0")]) == [("closed", 4000)]
    assert heard([masked(0x88, b"")]) == [("closed", NORMAL)]
    assert heard([masked(0x88, b"\x03")]) == [("closed", BROKEN)]
    assert heard([masked(0x80 | PONG, b"")]) == []
