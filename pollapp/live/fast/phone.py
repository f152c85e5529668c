"""One phone: the packets of Engine.IO and Socket.IO over its WebSocket.

A packet of Engine.IO is a text with its kind in front: 0 opens, 1 closes, 2 is a ping, 3 a pong, 4 a message. A message
holds a packet of Socket.IO, in the same way: `40` comes in, `41` goes out, `42["stage",{...}]` says something, and
`427["join",{...}]` asks for the acknowledgement `437[{...}]`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, Protocol

import structlog
from socketio import packet

from pollapp.live import wire
from pollapp.live.fast.frames import BROKEN, NO_TEXT, NORMAL, PING, PONG, TEXT, Closed, Reader, closing, framed
from pollapp.live.fast.line import Line, Loop
from pollapp.live.people import Person

log = structlog.get_logger()

READ_AT_ONCE = 4_096
"""Bytes: some answers, and few enough that nobody fills a turn alone."""
FAILED = 1011
"""Why a line is closed: our own fault."""

Reply = Callable[[Any], None]


class Messages(Protocol):
    """Who handles what a phone says."""

    read: wire.Reading

    def leave(self, person: Person) -> None: ...

    def take(self, person: Person, name: str, arguments: list[Any], size: int, tell: Reply | None) -> None:
        """Handle a message of so many characters, now or later; `tell(reply)` acknowledges it."""


class Phone:
    """Reads what one phone sends and writes what it is sent. `person` is who holds it."""

    __slots__ = ("_greeted", "_line", "_loop", "_messages", "_reader", "_socket", "heard", "person")

    def __init__(self, plain: Any, loop: Loop, messages: Messages, largest: int) -> None:
        self._socket, self._loop, self._messages = plain, loop, messages
        self._reader: Reader | None = Reader(largest)
        self._line = Line(plain, loop, self.leave)
        self._greeted = False
        self.heard = True
        self.person: Person | None = None

    @property
    def here(self) -> bool:
        return self._reader is not None

    def greet(self, first: bytes, person: Person) -> None:
        """Send what comes before everything else, and listen from now on."""
        self.person = person
        self._loop.watch(self._socket.fileno(), self)
        self._line.write(first)

    def write(self, frame: bytes) -> None:
        self._line.write(frame)

    def readable(self) -> None:
        try:
            data = self._socket.recv(READ_AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.leave()
        else:
            self._receive(data)

    def writable(self) -> None:
        self._line.writable()

    def hang_up(self, code: int = NORMAL) -> None:
        """Say goodbye and leave."""
        self._line.write(closing(code))
        self.leave()

    def leave(self) -> None:
        """The line is gone, from whichever side."""
        if self.here:
            self._reader = None
            self._line.end()
            self._loop.forget(self._socket.fileno())
            self._socket.close()
            person, self.person = self.person, None
            if person:
                self._messages.leave(person)

    def _receive(self, data: bytes) -> None:
        assert self._reader
        self.heard = True
        try:
            for kind, payload in self._reader.receive(data):
                self._hear(kind, payload)
                if not self.here:
                    return
        except Closed as closed:
            self.hang_up(closed.code)
        except ValueError:  # no packet of ours
            self.hang_up(BROKEN)
        except Exception:
            log.exception("a connection failed")
            self.hang_up(FAILED)

    def _hear(self, kind: int, payload: bytes) -> None:
        """Raises Closed, or ValueError for what is no packet."""
        if kind != TEXT:
            if kind == PING:
                self._line.write(framed(payload, PONG))
                return
            raise ValueError("a binary message")
        try:
            text = payload.decode()
        except UnicodeDecodeError:
            raise Closed(NO_TEXT) from None
        self._packet(text)

    def _packet(self, text: str) -> None:
        """A packet of Engine.IO."""
        match text[:1]:
            case "4":
                self._message(text[1:])
            case "1" | "":
                self.hang_up()

    def _message(self, text: str) -> None:
        """A packet of Socket.IO."""
        if plain := self._messages.read(text):
            self._event(*plain, len(text))
            return
        found = wire.PlainPacket(encoded_packet=text)
        if (found.namespace or "/") != "/":
            if found.packet_type == packet.CONNECT:
                self.write(framed(b'44%s,{"message":"Unable to connect"}' % str(found.namespace).encode()))
        elif found.packet_type == packet.CONNECT:
            assert self.person
            self._greeted = True
            self.write(framed(b'40{"sid":"%s"}' % self.person.sid.encode()))
        elif found.packet_type == packet.DISCONNECT:
            self.hang_up()
        else:
            self._event(found.id, found.data, len(text))

    def _event(self, number: int | None, data: list[Any], size: int) -> None:
        if self._greeted:
            assert self.person
            name, *arguments = data
            self._messages.take(self.person, name, arguments, size, self._acknowledging(number))

    def _acknowledging(self, number: int | None) -> Reply | None:
        if number is None:
            return None
        return lambda reply: self.write(framed(b"43%d[%b]" % (number, wire.written(reply))))


def new_sid() -> str:
    """The number of a line; nobody can guess that of another one."""
    return secrets.token_urlsafe(15)
