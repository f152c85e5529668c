"""A room that is played on a real store, in which every answer is another one: so each picture tells whose it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from pollapp.decks import Deck, read_deck
from pollapp.errors import Refused
from pollapp.exports import collect
from pollapp.store import Keys, Store
from pollapp.store import workshops as kept
from pollapp.workshops import answers, life, planning, streaming
from pollapp.workshops.scenes import Scene, look
from tests.attacks.subsets import Answer, Picture

GROUPS = ("p", "q", "r")
MOST = 50

DECK = """
schema: pollapp.deck/1
id: zaal
languages: [nl]
title: "Zaal"
segments: [{{key: groep, question: groep}}]
questions:
  - {{id: groep, type: single, title: "Groep?", settings: {{sensitivity: low}},
      options: [{{id: p, text: P}}, {{id: q, text: Q}}, {{id: r, text: R}}]}}
  - {{id: vraag, type: number, title: "Welk getal?", {pair} number: {{min: 1, max: {most}, step: 1, bins: {bins}}},
      settings: {{sensitivity: medium, reveal: {reveal}, compare_by: groep}}}}
flow: [{{ask: groep}}, {flow}]
"""
ONCE = "{ask: vraag}"
TWICE = "{ask: vraag, round: before}, {ask: vraag, round: after}, {show: vraag, view: shift}"


@cache
def deck(reveal: str, pair: bool) -> Deck:
    return read_deck(
        DECK.format(
            pair="pair: before_after," if pair else "",
            most=MOST,
            bins=list(range(1, MOST + 1)),
            reveal=reveal,
            flow=TWICE if pair else ONCE,
        )
    )


@dataclass(frozen=True)
class Somebody:
    """The group this person chooses, if any, and how often each round is answered: 0 for not at all."""

    group: str | None
    times: tuple[int, ...]


class Deed(NamedTuple):
    """What the presenter does once everybody has answered, on which side, and who answers then.

    "again" asks anew; "open" hides the picture and opens the same round again where that is allowed; with "erase" these
    people take everything back.
    """

    verb: str
    side: int
    who: frozenset[int]


@dataclass
class Party:
    """Everybody in the order in which they answer. A presenter who reveals does so after `patience` answers."""

    people: list[Somebody]
    reveal: str
    pair: bool
    patience: int
    deeds: list[Deed] = field(default_factory=list)
    seen: set[Picture] = field(default_factory=set)
    _meant: dict[int, Answer] = field(default_factory=dict)

    def play(self, store: Store, event: int) -> set[Picture]:
        """All pictures that anybody saw, or can take home. The workshop is new each time."""
        workshop = planning.add_workshop(store, event, deck(self.reveal, self.pair))
        self._do(store, workshop, "next")
        for who, one in enumerate(self.people):
            if one.group:
                self._answer(store, workshop, who, 1, one.group)
        for side in range(len(self.people[0].times)):
            self._do(store, workshop, "next")
            self._round(store, workshop, side)
        for place, deed in enumerate(self.deeds, 1):
            self._more(store, workshop, deed, 10 * place)
        self._do(store, workshop, "next")
        self._look(store, workshop)
        self._do(store, workshop, "end")
        self._take_home(store, workshop)
        return self.seen

    def _round(self, store: Store, workshop: int, side: int) -> None:
        waiting = [(who, n) for n in (1, 2) for who, one in enumerate(self.people) if one.times[side] >= n]
        for place, (who, n) in enumerate(waiting):
            self._answer(store, workshop, who, n, self._unlike_any_other(who, side, n))
            if place == self.patience and self.reveal == "presenter":
                self._do(store, workshop, "reveal")
            streaming.publish(store, workshop, 0)
            self._look(store, workshop)
        self._do(store, workshop, "lock")
        if self.reveal == "presenter":
            self._do(store, workshop, "reveal")
        self._look(store, workshop)

    def _more(self, store: Store, workshop: int, deed: Deed, n: int) -> None:
        if deed.verb == "erase":
            for who in deed.who:
                answers.erase(store, workshop, bytes([who]) * 16)
            return
        self._do(store, workshop, "go", step=2 + deed.side)
        if deed.verb == "open":
            self._do(store, workshop, "hide")
        try:
            self._do(store, workshop, deed.verb)
        except Refused:
            return
        for who in sorted(deed.who):
            self._answer(store, workshop, who, n, self._unlike_any_other(who, deed.side, n))
            streaming.publish(store, workshop, 0)
            self._look(store, workshop)
        self._do(store, workshop, "lock")
        self._do(store, workshop, "next")
        self._do(store, workshop, "back")
        if self.reveal not in ("never", "after_pair"):
            self._do(store, workshop, "reveal")
        self._look(store, workshop)

    def _unlike_any_other(self, who: int, side: int, n: int) -> int:
        value = len(self._meant) + 1
        self._meant[value] = (who, 2 * side + n)
        return value

    def _answer(self, store: Store, workshop: int, who: int, n: int, value: Any) -> None:
        shown = _scene(store, workshop).shown
        assert shown
        answers.answer(store, workshop, bytes([who]) * 16, shown["id"], n, value)

    def _do(self, store: Store, workshop: int, verb: str, **details: Any) -> None:
        row = store.read(lambda db: kept.get(db, workshop))
        assert row
        life.do(store, Keys(store.path.with_name("keys.json")), workshop, row["rev"], verb, **details)

    def _look(self, store: Store, workshop: int) -> None:
        """Every picture there is now."""
        for view in _scene(store, workshop).views:
            if view != _scene(store, workshop).view:
                self._do(store, workshop, "view", view=view)
            scene = _scene(store, workshop)
            if scene.result and scene.question and scene.question.id == "vraag":
                self._note(scene.result, scene)

    def _take_home(self, store: Store, workshop: int) -> None:
        report = store.read(lambda db: collect(db, workshop))
        for one in [*report["rounds"], *report["pairs"]]:
            if one["question"] == "vraag":
                self._note(one["result"], None)

    def _note(self, result: dict[str, Any], scene: Scene | None) -> None:
        if result["state"] != "shown":
            return
        if result.get("view") == "groups" and scene:
            self.seen |= {self._of(tally["counts"]) for tally in _tallies(scene)}
        for told in (result, result.get("before"), result.get("after")):
            if told and "counts" in told:
                self.seen.add(self._of(told["counts"]))

    def _of(self, counts: dict[str, int]) -> Picture:
        return frozenset(self._meant[int(float(value))] for value, people in counts.items() if people)


def _scene(store: Store, workshop: int) -> Scene:
    return store.read(lambda db: look(db, workshop))


def _tallies(scene: Scene) -> Iterator[dict[str, Any]]:
    """What was counted for the groups of a picture: more than is shown of them."""
    for found in [scene.shown, *scene.pair.values()]:
        if found and found["segments"]:
            for group in json.loads(found["segments"])["groups"]:
                yield from (group[name] for name in ("tally", "before", "after") if name in group)
