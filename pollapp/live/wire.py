"""What a packet may be: text with plain JSON. Strangers can send anything, so the rest is not even kept.

Of itself python-socketio keeps the attachments of a binary packet until all that were announced are there, and
writes a traceback for every packet that it cannot read.
"""

from __future__ import annotations

import json
import logging
from functools import cached_property
from typing import Any

import structlog
from engineio.packet import MESSAGE, Packet
from socketio import packet

from pollapp.live.fast.frames import framed

log = structlog.get_logger()

LONGEST_NUMBER = 100
"""Digits. A longer one becomes infinite, so that what it stands in is still refused by name."""

LONGEST_ID = 20

LONGEST_KEPT = 1_000
"""Characters of what is read once for many who say it."""

EVENT = str(packet.EVENT)

RESERVED = ("connect", "disconnect")


class Json:
    """JSON for python-socketio, as its option `json`."""

    @staticmethod
    def dumps(value: Any, **options: Any) -> str:
        return json.dumps(value, **options)

    @staticmethod
    def loads(text: str) -> Any:
        """Raises ValueError, also for what is nested too deep."""
        try:
            return _decoder.decode(text)
        except RecursionError:
            raise ValueError("nested too deep") from None


class PlainPacket(packet.Packet):
    """A packet without attachments; what was announced as one stays the placeholder it is."""

    uses_binary_events = False
    packet_type: int

    def __init__(self, *arguments: Any, encoded_packet: Any = None, **named: Any) -> None:
        if encoded_packet is not None and not encoded_packet:
            raise ValueError("an empty packet")
        super().__init__(*arguments, encoded_packet=encoded_packet, **named)

    def decode(self, encoded_packet: Any) -> int:
        """Raises ValueError for everything that no page of ours sends."""
        if not isinstance(encoded_packet, str):
            raise ValueError("a binary packet")
        super().decode(encoded_packet)
        if self.packet_type == packet.BINARY_EVENT:
            self.packet_type = packet.EVENT
        if self.packet_type not in (packet.CONNECT, packet.DISCONNECT, packet.EVENT):
            raise ValueError("a packet of a type that is not used")
        if self.packet_type == packet.EVENT and not _names_a_message(self.data):
            raise ValueError("a message without a name")
        return 0


class Packed:
    """A message for many, packed once for each of the ways in which it goes."""

    def __init__(self, name: str, message: Any) -> None:
        self.name = name
        self._text: str = PlainPacket(packet.EVENT, data=[name, message], namespace="/").encode()

    @cached_property
    def packet(self) -> Packet:
        """For Engine.IO."""
        return Packet(MESSAGE, self._text)

    @cached_property
    def frame(self) -> bytes:
        """For a WebSocket of our own."""
        return framed(b"4" + self._text.encode())


class Same(dict[str, Any]):
    """An acknowledgement that many get: written once, and never changed."""

    @cached_property
    def text(self) -> bytes:
        return _compact(self).encode()


def written(reply: Any) -> bytes:
    """JSON as it goes out, without a blank too many."""
    return reply.text if isinstance(reply, Same) else _compact(reply).encode()


class Strangers(logging.Handler):
    """Leaves out of the log what could not be read: whoever sends it could fill the disk with it."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error and not isinstance(error, ValueError):
            log.error("a connection failed", exc_info=error)
        elif "not an accepted origin" in record.getMessage():
            log.warning("a page of another address wanted to connect; is PUBLIC_URL the one that phones use?")


def logger() -> logging.Logger:
    """The logger for engine.io: its errors, in our own log."""
    quiet = logging.getLogger("pollapp.live")
    quiet.setLevel(logging.ERROR)
    quiet.propagate = False
    quiet.handlers = [Strangers()]
    return quiet


def guard(app: Any, largest: int) -> Any:
    """A WSGI app that turns away what engine.io cannot: bodies above `largest` bytes, which it reads too late and
    then waits for somebody who is not there, and WebSockets of another version than ours."""

    def guarded(environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)  # compressing costs each phone 90 KiB, and saves little
        refusal = _refusal(environ, largest) if environ["PATH_INFO"].startswith("/socket.io") else None
        if refusal is None:
            return app(environ, start_response)
        start_response(refusal, [("Content-Length", "0"), ("Connection", "close"), ("Sec-WebSocket-Version", "13")])
        return []

    return guarded


def _refusal(environ: dict[str, Any], largest: int) -> str | None:
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or len(length) > 12 or int(length) > largest:
        return "413 Content Too Large"
    if environ.get("HTTP_SEC_WEBSOCKET_VERSION", "13") != "13":
        return "426 Upgrade Required"
    return None


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= LONGEST_NUMBER else float("inf")


_compact = json.JSONEncoder(separators=(",", ":")).encode
_decoder = json.JSONDecoder(parse_int=_whole)


class Reading:
    """Reads packets that are plain messages, the one kind that comes by the thousand.

    A hall says the same few short things: what was read is kept until `forget`, and must not be changed by who gets it.
    """

    def __init__(self) -> None:
        self._said: dict[str, list[Any]] = {}

    def __call__(self, text: str) -> tuple[int | None, list[Any]] | None:
        """(number of the acknowledgement, [name, ...]), and None for every other packet: as `PlainPacket` has it."""
        start = text.find("[")
        number = text[1:start]
        if text[:1] != EVENT or not 1 <= start <= LONGEST_ID or not (number.isascii() and (number + "0").isdigit()):
            return None
        said = text[start:]
        if (data := self._said.get(said)) is None:
            data = Json.loads(said)
            if not _names_a_message(data):
                raise ValueError("a message without a name")
            if len(said) <= LONGEST_KEPT:
                self._said[said] = data
        return int(number) if number else None, data

    def forget(self) -> None:
        """What was said is read anew from now on: nothing that somebody wrote stays here."""
        self._said.clear()


def _names_a_message(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and isinstance(data[0], str) and data[0] not in RESERVED
