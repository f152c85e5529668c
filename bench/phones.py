"""A hall of phones in one process: Socket.IO by hand over bare sockets, so that they are never the slow side.

Everything is as cheap as it can be: one epoll for all sockets, no task and no future for each answer, and frames
masked with zeros, which costs a server the same as any other mask.
"""

from __future__ import annotations

import asyncio
import json
import select
import socket
import time
from collections.abc import Callable
from typing import Any

REQUEST = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
END = b"\r\n\r\n"
SWITCHED = b"HTTP/1.1 101 "
OPENED, CONNECTED, PING, PONG = b"0", b"40", b"2", b"3"
EVENT, ACK = b"42", b"43"
TEXT, CLOSE = 0x81, 0x88
NO_MASK = bytes(4)
AT_ONCE = 1_024
LARGEST_READ = 1 << 18

Told = Callable[[bytes, float], None]
"""Gets the acknowledgement as it came, and the seconds since it was asked for."""


class Sockets:
    """Many sockets in the running loop as if they were one."""

    def __init__(self) -> None:
        self._epoll, self._phones = select.epoll(), dict[int, Phone]()
        asyncio.get_running_loop().add_reader(self._epoll.fileno(), self._turn)

    def add(self, phone: Phone) -> None:
        self._phones[phone.fd] = phone
        self._epoll.register(phone.fd, select.EPOLLOUT)

    def connected(self, phone: Phone) -> None:
        self._epoll.modify(phone.fd, select.EPOLLIN)

    def drop(self, phone: Phone) -> None:
        if self._phones.pop(phone.fd, None):
            self._epoll.unregister(phone.fd)

    def close(self) -> None:
        """Hang up on everybody."""
        for phone in list(self._phones.values()):
            phone.hang_up()
        asyncio.get_running_loop().remove_reader(self._epoll.fileno())
        self._epoll.close()

    def _turn(self) -> None:
        for fd, _ in self._epoll.poll(0, AT_ONCE):
            if phone := self._phones.get(fd):
                phone.turn()


class Phone:
    """One connection: says something, hears its acknowledgement, and tells `heard` of every push.

    Times are those of `time.perf_counter`, in seconds.
    """

    __slots__ = ("_asked", "_heard", "_number", "_pending", "_port", "_ready", "_socket", "_sockets", "_state", "fd")

    def __init__(self, port: int, sockets: Sockets, heard: Callable[[Phone, bytes], None]) -> None:
        self._port, self._sockets, self._heard = port, sockets, heard
        self._asked: dict[bytes, tuple[float, Told, Callable[[Exception], None]]] = {}
        self._number, self._pending = 0, b""
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._state: Callable[[Phone], None] = Phone._send_request
        self._socket = socket.socket()
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.fd = self._socket.fileno()

    async def connect(self) -> None:
        """Raises ConnectionError."""
        self._socket.connect_ex(("127.0.0.1", self._port))
        self._sockets.add(self)
        await self._ready

    def turn(self) -> None:
        """The socket has something to read; or it is connected, or could not be."""
        try:
            self._state(self)
        except OSError:
            self.hang_up()

    def hang_up(self) -> None:
        """Without a word, as a phone that is switched off. Who waits for something gets a ConnectionError."""
        self._sockets.drop(self)
        self._socket.close()
        asked, self._asked = self._asked, {}
        if not self._ready.done():
            self._ready.set_exception(ConnectionError("cut off"))
        for _, _, failed in asked.values():
            failed(ConnectionError("cut off"))

    def say(self, message: bytes, told: Told, failed: Callable[[Exception], None]) -> None:
        """Send a message that is `packed`."""
        self._number += 1
        number = b"%d" % self._number
        self._asked[number] = time.perf_counter(), told, failed
        self._send(b"".join((EVENT, number, message)))

    async def ask(self, message: str, payload: Any, patience: float = 60) -> Any:
        """The acknowledgement, read."""
        asked: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.say(packed(message, payload), lambda reply, _: _settle(asked, reply), lambda error: _fail(asked, error))
        return json.loads(await asyncio.wait_for(asked, patience))[0]

    def _send(self, text: bytes) -> None:
        size = len(text)
        head = bytes((TEXT, 0x80 | size)) if size < 126 else bytes((TEXT, 0xFE)) + size.to_bytes(2, "big")
        try:
            sent = self._socket.send(b"".join((head, NO_MASK, text)))
        except OSError:
            self.hang_up()
        else:
            assert sent > size, "a phone sends little, so there is always room for it"

    def _send_request(self) -> None:
        if error := self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(error, "not connected")
        self._sockets.connected(self)
        self._state = Phone._read_answer
        self._socket.send(REQUEST.format(port=self._port).encode())

    def _read_answer(self) -> None:
        self._pending += self._read()
        head, end, rest = self._pending.partition(END)
        if end:
            if not head.startswith(SWITCHED):
                raise ConnectionError(head)
            self._pending, self._state = b"", Phone._read_frames
            self._take(rest)

    def _read_frames(self) -> None:
        self._take(self._read())

    def _read(self) -> bytes:
        data = self._socket.recv(LARGEST_READ)
        if not data:
            raise ConnectionError("cut off")
        return data

    def _take(self, data: bytes) -> None:
        data, at = self._pending + data if self._pending else data, 0
        while len(data) >= at + 2:
            size, start = data[at + 1], at + 2
            if size > 125:
                start += 2 if size == 126 else 8
                size = int.from_bytes(data[at + 2 : start], "big")
            if len(data) < start + size:
                break
            if data[at] == CLOSE:
                raise ConnectionError("cut off")
            at = start + size
            self._hear(data[start:at])
        self._pending = data[at:]

    def _hear(self, text: bytes) -> None:
        if text.startswith(EVENT):
            self._heard(self, text)
        elif text.startswith(ACK):
            number, _, _ = text[2:].partition(b"[")
            began, told, _ = self._asked.pop(number)
            told(text[2 + len(number) :], time.perf_counter() - began)
        elif text == PING:
            self._send(PONG)
        elif text.startswith(CONNECTED):
            self._ready.set_result(None)
        elif text.startswith(OPENED):
            self._send(CONNECTED)


async def connect(port: int, sockets: Sockets, heard: Callable[[Phone, bytes], None]) -> Phone:
    """A phone that is connected, on the loopback address. Raises ConnectionError."""
    phone = Phone(port, sockets, heard)
    await phone.connect()
    return phone


def packed(message: str, payload: Any) -> bytes:
    """A message as it goes out; made once for many phones that say the same."""
    return json.dumps([message, payload], separators=(",", ":")).encode()


class Work:
    """How busy this process is: the share of one processor it took since the start."""

    def __init__(self) -> None:
        self._cpu, self._clock = time.process_time(), time.perf_counter()

    @property
    def share(self) -> float:
        return (time.process_time() - self._cpu) / max(1e-9, time.perf_counter() - self._clock)


def _settle(asked: asyncio.Future[bytes], reply: bytes) -> None:
    if not asked.done():
        asked.set_result(reply)


def _fail(asked: asyncio.Future[bytes], error: Exception) -> None:
    if not asked.done():
        asked.set_exception(error)
