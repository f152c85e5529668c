"""All the phones of the fast path."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from socket import IPPROTO_TCP, TCP_NODELAY
from typing import Any

import structlog
from flask_socketio import SocketIO

from pollapp.live.fast.door import Door
from pollapp.live.fast.frames import framed
from pollapp.live.fast.heads import accepted, environ
from pollapp.live.fast.line import Loop
from pollapp.live.fast.phone import Phone, Reply, new_sid
from pollapp.live.inbound import Inbound
from pollapp.live.people import Person
from pollapp.live.wire import Reading, written

log = structlog.get_logger()

PING = framed(b"2")
STALLED = 5.0
"""Seconds that a ping may be late. If it is later, it was this process that stood still, and no phone is to blame."""


class Hall:
    """Lets phones in and has their messages handled by `inbound`, under the same terms as `socketio`'s own server."""

    def __init__(self, socketio: SocketIO, inbound: Inbound) -> None:
        terms = socketio.server.eio  # type: ignore[attr-defined]  # made by init_app
        self._socketio, self._inbound = socketio, inbound
        self._origins: Sequence[str] | None = terms.cors_allowed_origins
        self._beat, self._largest = terms.ping_interval, terms.max_http_buffer_size
        self._loop = Loop(self._turn_over)
        self.read = Reading()
        self._due: deque[tuple[float, Phone]] = deque()
        self._open = {
            "upgrades": [],
            "pingTimeout": int(terms.ping_timeout * 1000),
            "pingInterval": int(self._beat * 1000),
            "maxPayload": self._largest,
        }
        socketio.start_background_task(self._ping)

    def door(self, listener: Any) -> Door:
        """What to listen on instead of this socket."""
        return Door(listener, self._loop, self)

    def welcomes(self, headers: dict[str, str]) -> bool:
        """Programs come without an origin, and pages must be ours; who is not welcome is told so by Engine.IO.

        Where no address is set, ours is the one that was asked.
        """
        origin = headers.get("origin")
        allowed = [f"http://{headers['host']}"] if self._origins is None else self._origins
        return origin is None or origin in allowed

    def let_in(self, plain: Any, address: str, headers: dict[str, str]) -> None:
        plain.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        sid = new_sid()
        phone = Phone(plain, self._loop, self, self._largest)
        person = self._inbound.enter(sid, environ(headers, address), lambda packed: phone.write(packed.frame))
        phone.greet(accepted(headers) + framed(b"0" + written({"sid": sid} | self._open)), person)
        self._due.append((time.monotonic() + self._beat, phone))

    def leave(self, person: Person) -> None:
        self._inbound.disconnect(person.sid)

    def take(self, person: Person, name: str, arguments: list[Any], size: int, tell: Reply | None) -> None:
        """Joins are handled where they are read, and answers gathered; whoever may have to wait has a greenlet."""
        if name == "answer":
            self._inbound.gather(person.sid, arguments, tell or _nobody, size)
        elif name == "join":
            (tell or _nobody)(self._inbound.receive(person.sid, name, arguments, size))
        elif name in self._inbound.messages:
            self._socketio.start_background_task(self._reply, person, name, arguments, size, tell or _nobody)

    def _turn_over(self) -> None:
        self.read.forget()
        self._inbound.keep()

    def _reply(self, person: Person, name: str, arguments: list[Any], size: int, tell: Reply) -> None:
        tell(self._inbound.receive(person.sid, name, arguments, size))

    def _ping(self) -> None:
        """All phones wait as long, so who is due first is first."""
        while True:
            now = time.monotonic()
            while self._due and self._due[0][0] <= now:
                due, phone = self._due.popleft()
                try:
                    self._look_after(phone, stalled=now - due > STALLED)
                except Exception:  # the others are pinged all the same
                    log.exception("a ping failed")
            self._socketio.sleep(max(0.0, self._due[0][0] - now) if self._due else 1)  # type: ignore[arg-type]

    def _look_after(self, phone: Phone, *, stalled: bool) -> None:
        if not phone.here:
            return
        if not (phone.heard or stalled):
            phone.leave()
            return
        phone.heard = False
        phone.write(PING)
        if phone.here:
            self._due.append((time.monotonic() + self._beat, phone))


def _nobody(_: Any) -> None:
    """Where no acknowledgement was asked for."""
