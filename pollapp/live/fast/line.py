"""What goes out over one WebSocket, and the loop that tells when there is room for it, or something to read."""

from __future__ import annotations

import select
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

import structlog
from eventlet import hubs, patcher

log = structlog.get_logger()

MOST_WAITING = 256 * 1024
"""Bytes that may wait behind what is being sent: some pictures. A hall waits for the same bytes, kept once."""

AT_ONCE = 256
"""Sockets that are served before timers, pages and pictures get their turn."""

TURN = 0.05
"""Seconds after which they get it in any case; the rest is served next time. So nobody can keep the loop busy alone."""

_epoll = patcher.original("select").epoll
READ, WRITE = select.EPOLLIN, select.EPOLLOUT


class Watched(Protocol):
    """Who is told about a socket. Neither of the two may wait."""

    def readable(self) -> None: ...
    def writable(self) -> None: ...


class Loop:
    """Many sockets in eventlet's loop as if they were one: an epoll of our own, which that loop watches.

    `after` is called at the end of each turn, in which some of them were served.
    """

    def __init__(self, after: Callable[[], None]) -> None:
        self._epoll, self._after = _epoll(), after
        self._watched: dict[int, Watched] = {}
        hub = hubs.get_hub()
        self._listener = hub.add(hub.READ, self._epoll.fileno(), self._turn, self._turn, None)

    def watch(self, fd: int, watched: Watched) -> None:
        self._watched[fd] = watched
        self._epoll.register(fd, READ)

    def change(self, fd: int, *, writing: bool) -> None:
        """Whether to tell when a socket has room again."""
        self._epoll.modify(fd, READ | WRITE if writing else READ)

    def forget(self, fd: int) -> None:
        """Before a socket is closed or given away."""
        if self._watched.pop(fd, None):
            self._epoll.unregister(fd)

    def close(self) -> None:
        """Watch nobody any more."""
        hubs.get_hub().remove(self._listener)
        self._epoll.close()

    def _turn(self, *_: Any) -> None:
        """Called by eventlet's loop itself, which nothing that is called here may give away or fail in."""
        self._serve()
        try:
            self._after()
        except Exception:
            log.exception("a turn could not be ended")

    def _serve(self) -> None:
        until = time.monotonic() + TURN
        for fd, happened in self._epoll.poll(0, AT_ONCE):
            if (watched := self._watched.get(fd)) is None:
                continue
            try:
                if happened & WRITE:
                    watched.writable()
                if happened & ~WRITE and fd in self._watched:
                    watched.readable()
            except Exception:
                log.exception("a connection failed")
                self.forget(fd)
            if time.monotonic() > until:
                return


class Line:
    """The writing side of one socket. `gone` is called, once, when the other side cannot be reached or is too slow."""

    __slots__ = ("_behind", "_gone", "_loop", "_over", "_socket", "_waiting")

    def __init__(self, plain: Any, loop: Loop, gone: Callable[[], None]) -> None:
        self._socket, self._loop, self._gone = plain, loop, gone
        self._waiting: deque[memoryview] | None = None
        self._behind = 0
        self._over = False

    def write(self, frame: bytes) -> None:
        """Send a frame as soon as possible. Never waits and never raises."""
        if self._over:
            return
        if self._waiting is not None:
            self._wait(memoryview(frame))
            return
        sent = self._send(frame)
        if sent < len(frame) and not self._over:
            self._begin_to_wait(memoryview(frame)[sent:])

    def end(self) -> None:
        """Nothing more goes out, and `gone` is not called any more."""
        self._over, self._waiting, self._gone = True, None, _nobody

    def writable(self) -> None:
        """The socket has room again."""
        while self._waiting:
            first = self._waiting[0]
            sent = self._send(first)
            if self._over:
                return
            if sent < len(first):
                self._waiting[0] = first[sent:]
                return
            self._waiting.popleft()
            self._behind -= len(self._waiting[0]) if self._waiting else 0
        self._waiting = None
        self._loop.change(self._socket.fileno(), writing=False)

    def _send(self, data: bytes | memoryview) -> int:
        try:
            return int(self._socket.send(data))
        except BlockingIOError:
            return 0
        except OSError:
            self._lose()
            return 0

    def _begin_to_wait(self, rest: memoryview) -> None:
        self._waiting, self._behind = deque([rest]), 0
        self._loop.change(self._socket.fileno(), writing=True)

    def _wait(self, frame: memoryview) -> None:
        assert self._waiting is not None
        self._behind += len(frame)
        if self._behind > MOST_WAITING:
            self._lose()
        else:
            self._waiting.append(frame)

    def _lose(self) -> None:
        gone = self._gone
        self.end()
        gone()


def _nobody() -> None:
    """In the place of somebody who is told no more, so that nothing keeps a phone that has left."""
