"""What the server sends: after the commit, at the next tick, a whole fresh picture with a revision number.

A tick takes the workshops in which something changed, asks what may be seen of them, renders each partial
once a language and sends it: the screens first, then the phones.
"""

from __future__ import annotations

import threading
import time
from typing import Any

import structlog
from flask_socketio import SocketIO

from pollapp.house import House
from pollapp.live.fanout import FanOut
from pollapp.live.people import People
from pollapp.live.rooms import Rooms, rooms
from pollapp.live.wire import Packed
from pollapp.workshops import streaming
from pollapp.workshops.scenes import Scene

log = structlog.get_logger()

PHONES_EVERY = 5
"""A picture that changes goes to the phones once in so many ticks; the screen gets each."""

PHONES_AT_ONCE = 2_500
"""To so many phones, of all workshops together. A larger hall waits as many times longer, so its answers need not."""

BATCHES_APART = 5
"""Seconds between two pictures of a question that comes in batches."""

QUIET = 10
"""Ticks without anything new."""

LOOK_ROUND_EVERY = 25
"""Ticks between two looks at who has fallen silent."""


class Outbound:
    """Marks what changed, and sends it when `tick` is called."""

    def __init__(self, socketio: SocketIO, house: House, people: People, places: Rooms) -> None:
        self._socketio, self._house, self._people, self._rooms = socketio, house, people, places
        self._fan_out = FanOut(socketio, places)
        self._changed: set[int] = set()
        self._phones: dict[int, None] = {}
        self._allowance = 0
        self._sent: dict[int, int] = {}
        self._pictures: dict[int, Any] = {}
        self._moved: set[int] = set()
        self._welcomes: dict[tuple[int, str], tuple[Scene, int, dict[str, Any]]] = {}
        self._rendered: dict[tuple[int, str, str], tuple[tuple[Scene, int, int], str]] = {}
        self._present: dict[int, int] = {}
        self._ready: set[int] = set()
        self._published: dict[int, int] = {}
        self._ticks = self._busy = 0
        self._turn = threading.Lock()  # one sends at a time, so that nothing older comes after what is newer
        house.store.listen(self.mark)

    @property
    def quiet(self) -> bool:
        """Whether nothing has happened for a while."""
        return self._ticks - self._busy >= QUIET

    def mark(self, workshop: int) -> None:
        """Something of this workshop changed: the next tick looks at it."""
        self._changed.add(workshop)
        self._busy = self._ticks

    def moved(self, scene: Scene) -> bool:
        """Whether the picture may be another one than when this stage was sent."""
        return self._sent.get(scene.workshop["id"]) != scene.workshop["rev"] or scene.workshop["id"] in self._moved

    def run(self) -> None:
        """Tick for ever: what goes wrong in one tick is logged and healed by the next."""
        while True:
            self._socketio.sleep(self._house.settings.tick)  # type: ignore[arg-type]  # takes fractions
            try:
                self.tick()
            except Exception:
                log.exception("a tick failed")

    def hurry(self, workshop: int) -> None:
        """Send at once what changed by a deed of the presenter, who is looking at the screen."""
        with self._turn:
            if workshop in self._changed:
                self._changed.discard(workshop)
                self._send(self._house.scenes.get(workshop))

    def tick(self) -> None:
        """Send what changed since the last tick."""
        with self._turn:
            self._tick()

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks % LOOK_ROUND_EVERY == 0:
            self._look_round()
        self._publish()
        while self._changed:
            self._send(self._house.scenes.get(self._changed.pop()))
        if self._ticks % PHONES_EVERY == 0:
            self._send_to_phones()

    def _send_to_phones(self) -> None:
        """In turn; who went beyond what is allowed makes up for it in the next rounds."""
        self._allowance = min(0, self._allowance) + PHONES_AT_ONCE
        while self._phones and self._allowance > 0:
            workshop = next(iter(self._phones))
            del self._phones[workshop]
            self._allowance -= self._send_result(self._house.scenes.get(workshop), "phone")

    def _publish(self) -> None:
        """Show the batches that are ready, in each workshop some seconds after the one before.

        After a restart nobody knows when that was: then a picture that was shown before waits as long.
        """
        for workshop in list(self._ready):
            if self._ticks - self._published.get(workshop, 0) >= BATCHES_APART / self._house.settings.tick:
                self._published[workshop] = self._ticks
                self._ready.discard(workshop)
                streaming.publish(self._house.store, workshop, int(time.time()))

    def _send(self, scene: Scene) -> None:
        workshop, rev = scene.workshop["id"], scene.workshop["rev"]
        (self._ready.add if scene.ready else self._ready.discard)(workshop)
        self._present[workshop] = self._house.presence.count(workshop)
        if self._sent.get(workshop) != rev:
            self._sent[workshop], self._pictures[workshop] = rev, scene.result
            self._moved.discard(workshop)
            for place in ("screen", "view", "desk", "phone"):
                self._send_stage(scene, place)
            return
        for place in ("screen", "view", "desk"):
            self._send_result(scene, place)
        if scene.result != self._pictures.get(workshop):
            self._pictures[workshop] = scene.result
            self._moved.add(workshop)
            self._phones[workshop] = None

    def _send_stage(self, scene: Scene, place: str) -> None:
        for lang, room in self._listening(scene, place):
            self._fan_out.send(room, Packed("stage", self.stage(scene, place, lang)))

    def _send_result(self, scene: Scene, place: str) -> int:
        """Gives to how many."""
        return sum(
            self._fan_out.send(room, Packed("result", self.result(scene, place, lang)))
            for lang, room in self._listening(scene, place)
        )

    def _listening(self, scene: Scene, place: str) -> list[tuple[str, str]]:
        """The rooms with somebody in them: nothing is rendered for nobody."""
        return [(lang, room) for lang, room in rooms(place, scene) if room in self._rooms]

    def welcome(self, scene: Scene, lang: str) -> dict[str, Any]:
        """What a phone without an answer hears when it joins: made once a second, however many come in."""
        key, now = (scene.workshop["id"], lang), int(time.monotonic())
        kept = self._welcomes.get(key)
        if kept is None or kept[0] is not scene or kept[1] != now:
            kept = self._welcomes[key] = scene, now, self._welcome(scene, lang)
        present = {"present": self._house.presence.count(scene.workshop["id"])}
        stage, result = kept[2]["stage"], kept[2]["result"]
        return kept[2] | {"stage": stage | present, "result": result and result | present}

    def _welcome(self, scene: Scene, lang: str) -> dict[str, Any]:
        return {
            "ok": True,
            "workshop": self._house.partials.workshop(scene, lang),
            "stage": self.stage(scene, "phone", lang),
            "result": self.result(scene, "phone", lang),
        }

    def stage(self, scene: Scene, place: str, lang: str, own: dict[str, Any] | None = None) -> dict[str, Any]:
        """The message `stage`, with the html of a place."""
        present = self._house.presence.count(scene.workshop["id"])
        html = self._html(scene, place, lang, present, own) if own else self._same_html(scene, place, lang, present)
        return scene.stage(lang) | {"html": html, "answered": scene.answered, "present": present}

    def _same_html(self, scene: Scene, place: str, lang: str, present: int) -> str:
        """What is the same for all of a place is rendered once: for the room, and for who pressed or came just now."""
        key, facts = (scene.workshop["id"], place, lang), (scene, present, int(time.monotonic()))
        kept = self._rendered.get(key)
        if kept is None or kept[0][0] is not scene or kept[0][1:] != facts[1:]:
            kept = self._rendered[key] = facts, self._html(scene, place, lang, present, None)
        return kept[1]

    def _html(self, scene: Scene, place: str, lang: str, present: int, own: dict[str, Any] | None) -> str:
        partials = self._house.partials
        if place == "phone":
            return partials.phone(scene, lang, present, own)
        if place == "desk":
            return partials.desk(scene, lang, present)
        return partials.screen(scene, lang, present, can_control=place != "view")

    def result(self, scene: Scene, place: str, lang: str) -> dict[str, Any]:
        """The message `result`, or None on a step without one. The desk gets its whole partial anew."""
        present = self._house.presence.count(scene.workshop["id"])
        partials = self._house.partials
        html = (
            partials.desk(scene, lang, present)
            if place == "desk"
            else partials.result(scene, lang, "phone" if place == "phone" else "screen")
        )
        return {
            "rev": scene.workshop["rev"],
            "round": scene.shown["id"] if scene.shown else None,
            "answered": scene.answered,
            "present": present,
            "result": scene.result,
            "html": html,
        }

    def _look_round(self) -> None:
        """Whoever is connected is here; phones that fell silent change the number of people in the room."""
        for person in list(self._people.values()):
            if person.workshop is not None and person.participant is not None:
                self._house.presence.see(person.workshop, person.participant)
        for workshop, before in list(self._present.items()):
            if self._house.presence.count(workshop) != before:
                self.mark(workshop)
