"""A Socket.IO connection over a websocket, as light as it can be: hundreds of them share one process.

Engine.IO 4 and Socket.IO 5, text packets, default namespace; each packet starts with the digits of its kind.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, CloseConnection, Event, Ping, RejectConnection, Request, TextMessage
from wsproto.utilities import ProtocolError

TARGET = "/socket.io/?EIO=4&transport=websocket"
PING, PONG, CONNECT, EVENT, ACK = "2", "3", "40", "42", "43"
ENDING = ("1", "41", "44")
PICTURE = f'{EVENT}["result"'
AT_ONCE = 65_536
SILENCE = 60.0
"""Seconds without a sign of life, after which the server is taken for gone; it sends a ping every 25."""

Message = dict[str, Any]


class Lost(Exception):
    """The line is gone; call again."""


@asynccontextmanager
async def dial(url: str) -> AsyncIterator[Line]:
    """A line to the server at this address, hung up at the end. Raises Lost, or OSError when nobody listens."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(
        parts.hostname, parts.port, ssl=True if parts.scheme == "https" else None
    )
    try:
        line = Line(reader, writer)
        await line.shake_hands(parts.netloc)
        yield line
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


class Line:
    """`say` sends a message and waits for its acknowledgement, `hear` waits for one of the server's.

    For one task at a time. Waiting can be cancelled without losing anything.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._websocket = WSConnection(ConnectionType.CLIENT)
        self._accepted = False
        self._packets: deque[str] = deque()
        self._heard: deque[tuple[str, Message]] = deque()
        self._begun = ""
        self._said = 0

    async def shake_hands(self, host: str) -> None:
        """Open the websocket, and Socket.IO on it. Raises Lost."""
        self._write(Request(host=host, target=TARGET))
        while not self._accepted:
            await self._read()
        self._put(CONNECT)
        while not (await self._packet()).startswith(CONNECT):
            pass

    async def say(self, name: str, payload: Message) -> Message:
        """The acknowledgement of a message. Raises Lost."""
        start = f"{ACK}{self._said}["
        self._put(f"{EVENT}{self._said}{json.dumps([name, payload])}")
        self._said += 1
        while not (packet := await self._packet()).startswith(start):
            self._keep(packet)
        reply: Message = json.loads(packet[len(start) - 1 :])[0]
        return reply

    async def hear(self) -> tuple[str, Message]:
        """The next message of the server: its name and what it holds. Raises Lost."""
        while not self._heard:
            self._keep(await self._packet())
        return self._heard.popleft()

    def _keep(self, packet: str) -> None:
        """Pictures come often, are large and tell a person nothing that has to be done."""
        if packet.startswith(EVENT) and not packet.startswith(PICTURE):
            name, payload = json.loads(packet[len(EVENT) :])
            self._heard.append((name, payload))

    async def _packet(self) -> str:
        """The next packet that is not about the line itself."""
        while True:
            while not self._packets:
                await self._read()
            packet = self._packets.popleft()
            if packet.startswith(ENDING):
                raise Lost
            if packet == PING:
                self._put(PONG)
            else:
                return packet

    async def _read(self) -> None:
        """Wait for bytes, and take the packets out of them."""
        try:
            async with asyncio.timeout(SILENCE):
                received = await self._reader.read(AT_ONCE)
            self._websocket.receive_data(received or None)
            for event in self._websocket.events():
                self._take(event)
        except (OSError, ProtocolError) as error:  # a timeout is an OSError
            raise Lost from error

    def _take(self, event: Event) -> None:
        if isinstance(event, TextMessage):
            self._begun += event.data
            if event.message_finished:
                self._packets.append(self._begun)
                self._begun = ""
        elif isinstance(event, AcceptConnection):
            self._accepted = True
        elif isinstance(event, Ping):
            self._write(event.response())
        elif isinstance(event, CloseConnection | RejectConnection):
            raise Lost

    def _put(self, packet: str) -> None:
        self._write(TextMessage(packet))

    def _write(self, event: Event) -> None:
        try:
            self._writer.write(self._websocket.send(event))
        except ProtocolError as error:
            raise Lost from error
