"""Sends to everybody in a room: to a small one at once, to a hall some people at a time while the rest goes on."""

from __future__ import annotations

from collections import deque

from flask_socketio import SocketIO

from pollapp.live.rooms import Rooms
from pollapp.live.wire import Packed

AT_ONCE = 1_000
"""People who are sent something before answers, acknowledgements and the screen get their turn."""

STAGE_AT_ONCE = 5_000
"""What the presenter does goes to so many: a hall that answers meanwhile would make it half as long again."""


class FanOut:
    """What goes to a full room waits its turn there, so that everybody gets things in the same order.

    A stage makes everything before it out of date: whoever has not had that yet never gets it.
    """

    def __init__(self, socketio: SocketIO, rooms: Rooms) -> None:
        self._socketio, self._rooms = socketio, rooms
        self._waiting: dict[str, deque[Packed]] = {}

    def send(self, room: str, packed: Packed) -> int:
        """Comes back at once; in a room of up to `AT_ONCE` everybody has been sent it by then. Gives how many it is."""
        people = self._rooms.people(room)
        if room in self._waiting:
            if packed.name == "stage":
                self._waiting[room].clear()
            self._waiting[room].append(packed)
        elif len(people) <= AT_ONCE:
            for person in people:
                person.send(packed)
        else:
            self._waiting[room] = deque([packed])
            self._socketio.start_background_task(self._send_all, room)
        return len(people)

    def _send_all(self, room: str) -> None:
        waiting = self._waiting[room]
        try:
            while waiting:
                self._send(room, waiting.popleft(), waiting)
        finally:
            del self._waiting[room]

    def _send(self, room: str, packed: Packed, waiting: deque[Packed]) -> None:
        at_once = STAGE_AT_ONCE if packed.name == "stage" else AT_ONCE
        for number, person in enumerate(self._rooms.people(room), 1):
            if person.heard == room:  # else they went to another one meanwhile
                person.send(packed)
            if number % at_once == 0:
                self._socketio.sleep(0)
                if waiting and waiting[0].name == "stage":
                    return
