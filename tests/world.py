"""A little world: an event with a workshop, people with phones, a presenter. A whole server without a network.

The app is the real one on a real store; only the tick is called by the test.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from pollapp.app import Pollapp, create_app
from pollapp.decks import Deck, read_deck
from pollapp.settings import Settings
from pollapp.store import organisers, workshops
from pollapp.workshops import planning
from pollapp.workshops.scenes import Scene

PASSWORD = "a long enough password"

DECK = """
schema: pollapp.deck/1
id: proef
languages: [nl, en]
title: {nl: "Proefworkshop", en: "Trial workshop"}
defaults: {reveal: on_close, sensitivity: low, min_group: 3}
questions:
  - id: dier
    type: single
    title: {nl: "Welk dier?", en: "Which animal?"}
    options:
      - {id: kat, nl: "Kat", en: "Cat"}
      - {id: hond, nl: "Hond", en: "Dog"}
    settings: {reveal: live}
  - id: weer
    type: scale
    title: {nl: "Het weer is goed.", en: "The weather is good."}
    scale: {points: 5, low: {nl: "Oneens", en: "Disagree"}, high: {nl: "Eens", en: "Agree"}, no_opinion: true}
    pair: before_after
    settings: {reveal: after_pair}
  - id: stap
    type: open
    title: {nl: "Welke stap zet jij?", en: "Which step will you take?"}
    text: {max_chars: 80, entries: 2, moderation: before_display}
    settings: {reveal: presenter}
flow:
  - {ask: dier}
  - {ask: weer, round: before}
  - {talk: {nl: "Praat met je buur.", en: "Talk with your neighbour."}, form: pairs, minutes: 2}
  - {ask: weer, round: after}
  - {show: weer, view: shift}
  - {ask: stap}
"""


read = cache(read_deck)
"""Decks are read once for all tests, and the password is hashed once: both take long."""

hashed = cache(PasswordHasher().hash)


class Person:
    """Somebody with a phone, or a presenter with a screen: one socket and what it received."""

    def __init__(self, app: Pollapp, name: str = "", **web: Any) -> None:
        self.name = name
        self.web = app.flask.test_client(**web)
        self.socket = app.socketio.test_client(app.flask, flask_test_client=self.web)

    def say(self, message: str, payload: Any) -> Any:
        """Send a message and give its acknowledgement."""
        return self.socket.emit(message, payload, callback=True)

    def heard(self, message: str) -> list[dict[str, Any]]:
        """The messages of this name since the last look."""
        return [one["args"][0] for one in self.socket.get_received() if one["name"] == message]


class World:
    """One server with one workshop; `rev` follows the presenter's last stage."""

    def __init__(self, folder: Path, deck: str = DECK, **settings: Any) -> None:
        chosen = {"async_mode": "threading", "database": folder / "p.sqlite3", "keys": folder / "keys.json"}
        self.settings = Settings(**chosen | settings)
        self.app = create_app(self.settings)
        self.house = self.app.house
        self.organiser = self.house.store.write(lambda db: organisers.put(db, "Olga", hashed(PASSWORD)))
        self.event = planning.add_event(self.house.store, self.organiser, "Een dag over samenhang")
        self.deck: Deck = read(deck)
        self.workshop = planning.add_workshop(self.house.store, self.event, self.deck)
        self._presenter: Person | None = None

    def close(self) -> None:
        self.app.close()

    def restart(self) -> None:
        """The server ends and starts again on the same files. Whoever was connected has to join again."""
        self.app.close()
        self.app = create_app(self.settings)
        self.house = self.app.house
        self._presenter = None

    @property
    def row(self) -> dict[str, Any]:
        return self.house.store.read(lambda db: workshops.get(db, self.workshop)) or {}

    @property
    def code(self) -> str:
        return str(self.row["code"])

    def key(self, role: str = "control") -> str:
        return self.house.keys.link(self.workshop, role, self.row[role])

    def tick(self, times: int = 1) -> None:
        """So many ticks; what one has the store write is written before the next."""
        for _ in range(times):
            self.app.outbound.tick()
            self.house.store.write(lambda db: None)

    def phone(self, name: str = "", **web: Any) -> Person:
        """Somebody who has joined the workshop."""
        person = Person(self.app, name, **web)
        assert person.say("join", {"code": self.code})["ok"]
        return person

    def screen(self, role: str = "control", lang: str = "nl") -> Person:
        person = Person(self.app, "screen")
        assert person.say("watch", {"key": self.key(role), "lang": lang})["ok"]
        return person

    def do(self, verb: str, **details: Any) -> dict[str, Any]:
        """The presenter presses a button; gives the acknowledgement."""
        if self._presenter is None:
            self._presenter = Person(self.app, "presenter")
        message = {"key": self.key(), "rev": self.row["rev"], "verb": verb} | details
        reply: dict[str, Any] = self._presenter.say("do", message)
        return reply

    @property
    def scene(self) -> Scene:
        return self.house.scenes.get(self.workshop)

    def stage(self) -> dict[str, Any]:
        return self.scene.stage("nl")

    def result(self) -> dict[str, Any]:
        return self.scene.result or {}

    def answer(self, person: Person, value: Any, n: int = 1) -> dict[str, Any]:
        reply: dict[str, Any] = person.say("answer", {"round": self.stage()["round"], "n": n, "value": value})
        return reply
