"""A phone that is a program: Socket.IO written out over a bare websocket. It knows nothing of pollapp's code.

What is sent has left this process when `send` comes back, so a test knows what the server may have received.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable
from socket import SHUT_RDWR
from typing import Any

from websocket import WebSocket, WebSocketException, create_connection

PATIENCE = 30.0

Told = Callable[[dict[str, Any]], None]


class Raw:
    """One connection. A thread reads from it until it ends; `lock` guards what the thread writes down."""

    def __init__(self, url: str, path: str = "/socket.io/", **options: Any) -> None:
        address = url.replace("http", "ws", 1) + path + "?EIO=4&transport=websocket"
        self.socket: WebSocket = create_connection(address, timeout=PATIENCE, suppress_origin=True, **options)
        assert self.socket.sock
        self._line = self.socket.sock
        self.heard: list[tuple[str, Any]] = []
        self.opened = self.ended = False
        self.changed = threading.Condition()
        self._told: dict[int, Told] = {}
        self._number = 1_000
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.write("40")
        self.wait(lambda: self.opened)

    def wait(self, fact: Callable[[], Any]) -> Any:
        """What `fact` gives once it is true; it is looked at whenever something arrived. Fails after a while."""
        with self.changed:
            assert self.changed.wait_for(lambda: fact() or self.ended, PATIENCE), "nothing came"
            found = fact()
        assert found, "the line was cut"
        return found

    def write(self, packet: str) -> None:
        """Send a packet as it is. Raises OSError or WebSocketException when the line is cut."""
        self.socket.send(packet)

    def send(self, message: str, payload: Any, told: Told = lambda reply: None) -> None:
        """Send a message; `told(reply)` is called by the reading thread when it is acknowledged."""
        self._number += 1
        self.expect(self._number, told)
        self.write(f"42{self._number}{json.dumps([message, payload])}")

    def expect(self, number: int, told: Told) -> None:
        """Have `told(reply)` called for the acknowledgement of this number."""
        self._told[number] = told

    def ask(self, message: str, payload: Any) -> dict[str, Any]:
        """Send a message and give what it is acknowledged with."""
        replies: list[dict[str, Any]] = []
        self.send(message, payload, replies.append)
        self.wait(lambda: replies)
        return replies[0]

    def last(self, message: str) -> Any:
        """The latest of these messages that the server sent, or None."""
        return next((payload for name, payload in reversed(self.heard) if name == message), None)

    def hears(self, message: str, **facts: Any) -> dict[str, Any]:
        """The latest of these messages, once it says these facts."""
        found = self.wait(
            lambda: (told := self.last(message)) and all(told[name] == fact for name, fact in facts.items()) and told
        )
        return dict(found)

    def run_dry(self) -> None:
        """Wait until everything has been read that arrived before the line was cut."""
        self._reader.join(PATIENCE)
        assert not self._reader.is_alive(), "the line was not cut"

    def close(self) -> None:
        """Cut the line, if the server has not done so."""
        with contextlib.suppress(OSError):
            self._line.shutdown(SHUT_RDWR)
        self.run_dry()

    def _read(self) -> None:
        try:
            while packet := self.socket.recv():
                if isinstance(packet, str):
                    self._take(packet)
        except (OSError, WebSocketException):
            pass  # the line was cut: `ended` tells
        self._line.close()
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def _take(self, packet: str) -> None:
        if packet == "2":
            self.write("3")
        with self.changed:
            if packet.startswith("40"):
                self.opened = True
            elif packet.startswith("42"):
                name, payload = json.loads(packet[2:])
                self.heard.append((name, payload))
            elif packet.startswith("43"):
                number, _, rest = packet[2:].partition("[")
                self._told[int(number)](json.loads("[" + rest)[0])
            self.changed.notify_all()
