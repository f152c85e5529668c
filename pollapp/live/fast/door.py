"""The door of the server: every connection comes in here. WebSockets of phones stay, all the others go to the pages.

What a connection asks for is looked at without taking it out of the socket, so that whoever gets it finds it whole.
"""

from __future__ import annotations

import errno
import time
from itertools import islice
from socket import MSG_PEEK
from typing import Any, Protocol

import eventlet
import structlog
from eventlet import greenio
from eventlet.queue import LightQueue

from pollapp.live.fast.heads import LARGEST_HEAD, upgrade
from pollapp.live.fast.line import Loop

log = structlog.get_logger()

AT_ONCE = 64
"""Connections that are taken before those who are inside get their turn."""

SILENT = 60.0
"""Seconds that a connection may stay without a word, as on the pages."""

NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
FULL = 1.0
"""Seconds to wait when no more files can be open."""


class Host(Protocol):
    """Who lets phones in."""

    def welcomes(self, headers: dict[str, str]) -> bool: ...

    def let_in(self, plain: Any, address: str, headers: dict[str, str]) -> None:
        """Take over a socket from which the request was read."""


class Door:
    """A listening socket. `host` gets who asks for a WebSocket.

    For the pages it is itself what `eventlet.wsgi.server` listens on: `accept` gives the others, one after the other.
    """

    def __init__(self, plain: Any, loop: Loop, host: Host) -> None:
        self.family = plain.family
        self._socket, self._loop, self._host = plain, loop, host
        self._others = LightQueue()
        self._silent: dict[Knocking, float] = {}
        plain.setblocking(False)
        loop.watch(plain.fileno(), self)

    def getsockname(self) -> Any:
        return self._socket.getsockname()

    def accept(self) -> tuple[greenio.GreenSocket, Any]:
        """Wait for the next connection that is for the pages."""
        found: tuple[greenio.GreenSocket, Any] = self._others.get()
        return found

    def close(self) -> None:
        """Nobody comes in any more."""
        if self._socket.fileno() >= 0:
            self._loop.forget(self._socket.fileno())
            self._socket.close()

    def readable(self) -> None:
        for _ in range(AT_ONCE):
            try:
                plain, address = self._socket.accept()
            except BlockingIOError:
                break
            except OSError as error:
                if error.errno not in NO_ROOM:
                    continue  # that one has left while it waited
                self._rest(error)
                break
            plain.setblocking(False)
            self._silent[Knocking(plain, address, self, self._loop)] = time.monotonic() + SILENT
        self._send_silent_away()

    def writable(self) -> None:
        raise NotImplementedError("nothing is written to a door")

    def heard(self, who: Knocking, plain: Any, address: Any, head: bytes) -> None:
        """Somebody said what they come for, or has gone without a word."""
        self._silent.pop(who, None)
        if not head:
            plain.close()
            return
        headers = upgrade(head)
        if headers is None or not self._host.welcomes(headers):
            self._others.put((greenio.GreenSocket(plain), address))
        else:
            plain.recv(len(head))
            self._host.let_in(plain, str(address[0]), headers)

    def _rest(self, error: OSError) -> None:
        """Too many files are open: whoever knocks waits until somebody has left."""
        log.error("no connection can be taken now", reason=error.strerror)
        self._loop.forget(self._socket.fileno())
        eventlet.spawn_after(FULL, self._watch_again)

    def _watch_again(self) -> None:
        if self._socket.fileno() >= 0:
            self._loop.watch(self._socket.fileno(), self)

    def _send_silent_away(self) -> None:
        now = time.monotonic()
        for who in [who for who, until in islice(self._silent.items(), AT_ONCE) if until < now]:
            who.send_away()


class Knocking:
    """A connection that has not said yet what it comes for."""

    __slots__ = ("_address", "_door", "_loop", "_socket")

    def __init__(self, plain: Any, address: Any, door: Door, loop: Loop) -> None:
        self._socket, self._address, self._door, self._loop = plain, address, door, loop
        loop.watch(plain.fileno(), self)

    def readable(self) -> None:
        try:
            head = self._socket.recv(LARGEST_HEAD, MSG_PEEK)
        except BlockingIOError:
            return
        except OSError:
            head = b""
        self._go_on(head)

    def writable(self) -> None: ...

    def send_away(self) -> None:
        self._go_on(b"")

    def _go_on(self, head: bytes) -> None:
        self._loop.forget(self._socket.fileno())
        self._door.heard(self, self._socket, self._address, head)
