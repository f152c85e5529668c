"""Who is connected: one `Person` a socket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pollapp.identity import Pass
from pollapp.live.wire import Packed
from pollapp.workshops import doors


@dataclass(slots=True, eq=False)
class Person:
    """Who is on the other side of one socket. Identity is fixed when it connects; `send` writes to it."""

    sid: str
    send: Callable[[Packed], None]
    address: str
    token: str | None
    passes: Pass
    lang: str
    workshop: int | None = None
    participant: bytes | None = None
    link: doors.Link | None = None
    secret: str = ""
    heard: str | None = None


People = dict[str, Person]
"""By the id of the socket."""
