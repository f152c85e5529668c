"""The fast path of a full hall: how WebSockets are written and read when POLLAPP_FAST is on.

Socket.IO is a layer of small texts (`42["stage",{...}]`) on Engine.IO, which carries texts to and fro: at first by
long polling, and by one WebSocket as soon as there is one. Of itself python-engineio keeps a queue and a greenlet for
each phone that writes what is in it, another one that reads, and a third that waits to send the next ping; each message
has a fourth. For one phone that is nothing. For ten thousand it is nearly all the time that a push takes.

Here a WebSocket is written directly (`Line`): a socket that has room takes the bytes at once, without anybody being
woken. What it does not take waits, up to a bound, until the loop tells that there is room; a phone that lets more wait
than that is cut off, and comes back by itself. One greenlet sends the pings of all (`Pings`). Answers and joins are
handled where they are read, and an answer is acknowledged by a call after its commit, so nobody waits for it.

Pages, long polling and the upgrade from it stay with Engine.IO. What is relied on of its inside is pinned by
`tests/live/test_fast.py`, which fails after an upgrade that changes it.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from socket import SHUT_RDWR
from typing import Any

import engineio.socket
import eventlet
from engineio import exceptions, packet
from eventlet import hubs
from eventlet.websocket import RFC6455WebSocket
from flask_socketio import SocketIO
from socketio import packet as messages

from pollapp.live.inbound import Inbound

MOST_WAITING = 512 * 1024
"""Bytes that may wait for one phone: several pictures."""

READ_AT_ONCE = 8192
TEXT = 0x81
"""The first byte of a frame that is a whole text."""


class Line:
    """What goes out over one WebSocket."""

    def __init__(self, plain: Any) -> None:
        self._socket = plain
        self._waiting: deque[memoryview] = deque()
        self._size = 0
        self._listener: Any = None
        self._over = False

    def write(self, frame: bytes) -> None:
        """Send a frame as soon as possible. Never waits and never raises."""
        if self._over:
            return
        left = memoryview(frame)
        if not self._waiting:
            left = left[self._send(left) :]
        if left and not self._over:
            self._wait(left)

    def end(self) -> None:
        """Nothing more goes out: who reads is woken, and finds that the phone has gone."""
        if not self._over:
            self.forget()
            with suppress(OSError):
                self._socket.shutdown(SHUT_RDWR)

    def forget(self) -> None:
        """Let go of the socket, which somebody else closes."""
        self._over = True
        self._waiting.clear()
        self._quiet()

    def _send(self, left: memoryview) -> int:
        try:
            return int(self._socket.send(left))
        except BlockingIOError:
            return 0
        except OSError:
            self.end()
            return 0

    def _wait(self, left: memoryview) -> None:
        self._waiting.append(left)
        self._size += len(left)
        if self._size > MOST_WAITING:
            self.end()
        elif self._listener is None:
            hub = hubs.get_hub()
            self._listener = hub.add(hub.WRITE, self._socket.fileno(), self._room, self._gone, self.forget)

    def _room(self, _: int) -> None:
        """Called by the loop when the socket takes bytes again."""
        while self._waiting:
            first = self._waiting[0]
            sent = self._send(first)
            if self._over:
                return
            self._size -= sent
            if sent < len(first):
                self._waiting[0] = first[sent:]
                return
            self._waiting.popleft()
        self._quiet()

    def _gone(self, *_: Any) -> None:
        self._listener = None
        self.forget()

    def _quiet(self) -> None:
        if self._listener is not None:
            hubs.get_hub().remove(self._listener)
            self._listener = None


class Incoming:
    """A socket that reads much at once; eventlet asks for two bytes, then for two, then for four."""

    def __init__(self, green: Any) -> None:
        self._green, self._read = green, b""

    def recv(self, most: int) -> bytes:
        if not self._read:
            self._read = self._green.recv(READ_AT_ONCE)
        first, self._read = self._read[:most], self._read[most:]
        return first

    def __getattr__(self, name: str) -> Any:
        return getattr(self._green, name)


class DirectSocket(engineio.socket.Socket):
    """Engine.IO's side of one phone. Until there is a WebSocket it goes as in the class above."""

    pings: Pings
    line: Line | None = None
    last_ping: float | None
    connected: bool

    def send(self, pkt: Any) -> None:
        """Raises SocketIsClosedError, as above."""
        if self.line is None:
            super().send(pkt)
        elif self.closed:
            raise exceptions.SocketIsClosedError
        else:
            self.line.write(frame_of(pkt))

    def schedule_ping(self) -> None:
        if self.last_ping:
            self.last_ping = None
            self.pings.later(self, self.server.ping_interval)

    def close(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:
        """Tell the phone, unless `abort`, and hang up."""
        super().close(wait=wait and self.line is None, abort=abort, reason=reason)
        if self.line is not None:
            self.line.end()

    def _websocket_handler(self, ws: Any) -> list[Any]:
        green = ws.socket
        ws.socket = Incoming(green)
        if self.connected and not self._upgraded_by(ws):
            return []
        self.connected = self.upgraded = True
        green.settimeout(None)  # whether the phone is still there is seen by its pongs
        self.line = Line(green.fd)
        ws._send = self.line.write  # eventlet's own: answers to pings, and the closing
        self._send_what_waits()
        try:
            self._read(ws)
        finally:
            self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
            self.line.forget()
        return []

    def _upgraded_by(self, ws: Any) -> bool:
        """The three steps by which a phone goes over from polling: a probe both ways, then its word."""
        ws.socket.settimeout(self.server.ping_interval + self.server.ping_timeout)
        self.upgrading = True
        try:
            probe = packet.Packet(encoded_packet=ws.wait() or "")
            if (probe.packet_type, probe.data) != (packet.PING, "probe"):
                return False
            ws.send(packet.Packet(packet.PONG, data="probe").encode())
            self.queue.put(packet.Packet(packet.NOOP))  # ends the poll that waits
            word = packet.Packet(encoded_packet=ws.wait() or "")
            self.upgraded = word.packet_type == packet.UPGRADE
        except (ValueError, OSError):
            return False
        finally:
            self.upgrading = False
        return bool(self.upgraded)

    def _send_what_waits(self) -> None:
        assert self.line is not None
        with suppress(self.server.get_queue_empty_exception()):
            while (pkt := self.queue.get(block=False)) is not None:
                self.line.write(frame_of(pkt))

    def _read(self, ws: Any) -> None:
        """Take what arrives until the phone is gone, or sends what cannot be."""
        while not self.closed:
            try:
                text = ws.wait()
                if not text or len(text) > self.server.max_http_buffer_size:
                    return
                self.receive(packet.Packet(encoded_packet=text))
            except exceptions.UnknownPacketError:
                continue
            except (OSError, exceptions.SocketIsClosedError):
                return
            except Exception:
                self.server.logger.exception("a connection failed")
                return


class Pings:
    """The pings of all phones: who is due first is first, since all wait as long."""

    def __init__(self) -> None:
        self._due: deque[tuple[float, DirectSocket]] = deque()
        self._ping = packet.Packet(packet.PING)

    def later(self, socket: DirectSocket, seconds: float) -> None:
        self._due.append((time.monotonic() + seconds, socket))

    def run(self) -> None:
        while True:
            while self._due and self._due[0][0] <= time.monotonic():
                self._send(self._due.popleft()[1])
            eventlet.sleep(self._due[0][0] - time.monotonic() if self._due else 1)

    def _send(self, socket: DirectSocket) -> None:
        if not socket.closing and not socket.closed:
            socket.last_ping = time.time()
            with suppress(exceptions.SocketIsClosedError):
                socket.send(self._ping)


def frame_of(pkt: Any) -> bytes:
    """The packet as one WebSocket frame; made once, also for a packet that goes to a whole hall."""
    made: bytes | None = getattr(pkt, "frame", None)
    if made is None:
        made = pkt.frame = framed(pkt.encode().encode())
    return made


def framed(text: bytes) -> bytes:
    """A text as a frame of a server, RFC 6455 section 5.2: whole, and not masked."""
    size = len(text)
    if size < 126:
        return bytes((TEXT, size)) + text
    if size < 65536:
        return bytes((TEXT, 126)) + size.to_bytes(2, "big") + text
    return bytes((TEXT, 127)) + size.to_bytes(8, "big") + text


def unmask(data: bytes, mask: tuple[int, ...], length: int | None = None, offset: int = 0) -> bytes:
    """What eventlet does byte by byte, as one number: data XOR mask, from this place in the message on."""
    size = len(data) if length is None else length
    turn = offset % 4
    keys = bytes(mask[turn:] + mask[:turn])
    whole = (keys * (size // 4 + 1))[:size]
    return (int.from_bytes(data[:size], "big") ^ int.from_bytes(whole, "big")).to_bytes(size, "big")


def install(socketio: SocketIO, inbound: Inbound) -> None:
    """Have this server go the fast way. For a process that eventlet has patched, and one server in it."""
    server = socketio.server  # type: ignore[attr-defined]  # made by init_app
    DirectSocket.pings = Pings()
    engineio.socket.Socket = DirectSocket
    RFC6455WebSocket._apply_mask = staticmethod(unmask)
    server._handle_event = _at_once(server, inbound)
    inbound.hurry = lambda workshop: eventlet.spawn(inbound.outbound.hurry, workshop)
    eventlet.spawn(DirectSocket.pings.run)


def _at_once(server: Any, inbound: Inbound) -> Callable[..., None]:
    """The handling of an event: answers are acknowledged by a call, joins where they are read, the rest as before."""
    otherwise = server._handle_event

    def handle(eio_sid: str, namespace: str | None, id: int | None, data: list[Any]) -> None:
        sid = server.manager.sid_from_eio_sid(eio_sid, "/")
        if (namespace or "/") != "/" or not server.manager.is_connected(sid, "/"):
            otherwise(eio_sid, namespace, id, data)
        elif data[0] == "answer":
            inbound.answer_later(sid, data[1:], acknowledge(eio_sid, id))
        elif data[0] == "join":
            server._handle_event_internal(server, sid, eio_sid, data, "/", id)
        else:
            otherwise(eio_sid, namespace, id, data)

    def acknowledge(eio_sid: str, id: int | None) -> Callable[[Any], None]:
        def tell(reply: Any) -> None:
            if id is not None:
                pkt = server.packet_class(messages.ACK, namespace="/", id=id, data=[reply])
                server._send_packet(eio_sid, pkt)

        return tell

    return handle
