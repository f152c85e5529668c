"""A hall of phones in one process: Socket.IO by hand over bare WebSockets, so that they are never the slow side."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

OPENED, CONNECTED, PING, PONG = b"0", b"40", b"2", b"3"
EVENT, ACK = b"42", b"43"


class Phone(WSListener):
    """One connection: says something, hears its acknowledgement, and tells `heard` of every push.

    Times are those of `time.perf_counter`, in seconds.
    """

    def __init__(self, heard: Callable[[Phone, bytes], None]) -> None:
        self._heard = heard
        self._asked: dict[bytes, asyncio.Future[bytes]] = {}
        self._number = 0
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: WSTransport | None = None
        self.pieces: list[bytes] = []

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("cut off"))
        for asked in self._asked.values():
            if not asked.done():
                asked.set_exception(ConnectionError("cut off"))

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()
            return
        text = frame.get_payload_as_bytes()
        if text.startswith(EVENT):
            self._heard(self, text)
        elif text.startswith(ACK):
            number, _, reply = text[2:].partition(b"[")
            asked = self._asked.pop(number)
            if not asked.done():
                asked.set_result(b"[" + reply)
        elif text == PING:
            transport.send(WSMsgType.TEXT, PONG)
        elif text.startswith(CONNECTED):
            self.ready.set_result(None)
        elif text.startswith(OPENED):
            transport.send(WSMsgType.TEXT, CONNECTED)

    def say(self, message: str, payload: Any) -> asyncio.Future[bytes]:
        """Send a message; the future is its acknowledgement, as it came."""
        self._number += 1
        number = b"%d" % self._number
        asked: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._asked[number] = asked
        text = EVENT + number + json.dumps([message, payload], separators=(",", ":")).encode()
        assert self.transport
        self.transport.send(WSMsgType.TEXT, text)
        return asked

    async def ask(self, message: str, payload: Any) -> Any:
        """The acknowledgement, read."""
        return json.loads(await asyncio.wait_for(self.say(message, payload), 60))[0]


async def connect(port: int, heard: Callable[[Phone, bytes], None]) -> Phone:
    """A phone that is connected, on the loopback address."""
    url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
    phone = Phone(heard)
    await ws_connect(lambda: phone, url, websocket_handshake_timeout=60)
    await asyncio.wait_for(phone.ready, 60)
    return phone


class Work:
    """How busy this process is: the share of one processor it took since the start."""

    def __init__(self) -> None:
        self._cpu, self._clock = time.process_time(), time.perf_counter()

    @property
    def share(self) -> float:
        return (time.process_time() - self._cpu) / max(1e-9, time.perf_counter() - self._clock)
