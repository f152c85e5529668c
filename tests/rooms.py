"""An event with a plenary that shows one question over its rooms, and people who go from room to room."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pollapp.store import workshops
from pollapp.workshops import answers, life, planning
from tests.world import World, read

QUESTION = """
  - id: {id}
    type: scale
    title: "Ik ga hier morgen iets mee doen."
    scale: {{points: 5, low: "Oneens", mid: "Allebei", high: "Eens", no_opinion: true}}
    {more}
    settings: {{{settings}}}
"""
ROOM = """
schema: pollapp.deck/1
id: {id}
title: "{title}"
defaults: {{reveal: on_close, sensitivity: medium, min_group: 5, min_segment: 5}}
questions:{question}
flow: {flow}
"""
SHOWN = "[{show: mee, view: rooms}]"


def deck(
    title: str, *, id: str = "q", settings: str = "", more: str = "", flow: str = "", question: str = QUESTION
) -> str:
    """A deck with this one question; `settings` and `more` are its own."""
    body = question.format(id=id, settings=settings, more=more)
    return ROOM.format(id="proef", title=title, question=body, flow=flow or f"[{{ask: {id}}}]")


class Event:
    """A plenary and rooms by name; a person is only a name, and one participant in the whole event."""

    def __init__(self, folder: Path, *rooms: str, plenary: str = "", **settings: Any) -> None:
        self.world = World(folder, plenary or deck("Plenair", id="mee", flow=SHOWN), **settings)
        self.event = self.world.event
        self.plenary = self.world.workshop
        self.rooms: dict[str, int] = {}
        for name in rooms:
            self.add(name, deck(name))

    @property
    def store(self) -> Any:
        return self.world.house.store

    def add(self, name: str, text: str) -> int:
        """One more workshop with this deck, under a name."""
        self.rooms[name] = planning.add_workshop(self.store, self.event, read(text))
        return self.rooms[name]

    def row(self, workshop: int) -> dict[str, Any]:
        return self.store.read(lambda db: workshops.get(db, workshop)) or {}

    def do(self, workshop: int, verb: str, **details: Any) -> None:
        life.do(self.store, self.world.house.keys, workshop, self.row(workshop)["rev"], verb, **details)

    def answer(self, room: str, people: Mapping[str, Any], n: int = 1) -> None:
        """Each of these people answers what is asked in a room."""
        workshop = self.rooms[room]
        found = self.world.house.scenes.get(workshop).shown
        assert found is not None
        for name, value in people.items():
            number = self.world.house.keys.participant(self.event, name)
            answers.answer(self.store, workshop, number, found["id"], n, value)

    def open(self, room: str) -> None:
        """Go to the question of a room, which opens it."""
        self.do(self.rooms[room], "next")

    def lock(self, room: str) -> None:
        self.do(self.rooms[room], "lock")

    def run(self, room: str, people: Mapping[str, Any]) -> None:
        """A room asks and closes its question, with these answers."""
        self.open(room)
        self.answer(room, people)
        self.lock(room)

    def show(self) -> dict[str, Any]:
        """The plenary goes to its picture over the rooms; gives what is seen there."""
        self.do(self.plenary, "next")
        return self.seen()

    def seen(self, workshop: int | None = None) -> dict[str, Any]:
        return self.world.house.scenes.get(workshop or self.plenary).result or {}


def people(prefix: str, *values: Any) -> dict[str, Any]:
    """People who are in one room only: their answers under names of their own."""
    return {f"{prefix}{number}": value for number, value in enumerate(values)}
