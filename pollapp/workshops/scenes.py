"""What a workshop shows now: the step, its round, and the released result. Made once, kept until it changes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from pollapp.decks import Deck, Step
from pollapp.errors import NotFound, Unavailable
from pollapp.language import N_
from pollapp.questions import Question
from pollapp.store import Store, answers, events, rounds, workshops
from pollapp.workshops import views
from pollapp.workshops.counting import round_state, stream_of
from pollapp.workshops.tallies import Tallies

Row = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """One moment of a workshop. `shown` is the round of an ask step; `pair` the two of a show step.

    `view` is the picture of the result that is on stage, one of `views`. `streaming`: it goes along with the answers;
    `ready`: a newer one may be shown now.
    """

    workshop: Row
    event: Row
    deck: Deck
    siblings: list[Row]
    step: Step | None
    question: Question | None
    shown: Row | None
    pair: dict[str, Row | None]
    views: list[str]
    view: str | None
    result: dict[str, Any] | None
    answered: int
    streaming: bool
    ready: bool

    @property
    def kind(self) -> str:
        """lobby, ask, show, talk, break or end."""
        if self.step:
            return self.step.kind
        return "end" if self.workshop["step"] else "lobby"

    @property
    def state(self) -> str | None:
        return round_state(self.shown) if self.shown else None

    def title(self, language: str) -> str:
        return self.deck.title.say(language, self.deck.languages)

    def stage(self, language: str) -> dict[str, Any]:
        """The message `stage` without its html, in a language of the deck."""
        stage = {
            "rev": self.workshop["rev"],
            "step": {"index": self.workshop["step"], "of": len(self.deck.flow), "kind": self.kind},
            "round": self.shown["id"] if self.shown else None,
            "state": self.state,
            "paused": self.workshop["paused_at"] is not None,
            "revealed": bool(self.result and self.result["state"] == "shown"),
            "frozen": bool(self.shown and self.shown["frozen_at"]),
            "ended": self.workshop["ended_at"] is not None,
            "test": self.workshop["test_at"] is not None,
            "views": self.views,
            "view": self.view,
            "question": self.question.ask(language, self.deck.languages) if self.question else None,
        } | self._step_facts(language)
        if self.kind == "show":
            stage["rounds"] = {side: found and found["id"] for side, found in self.pair.items()}
        return stage

    def _step_facts(self, language: str) -> dict[str, Any]:
        text, asked = part(self.step, "text"), part(self.step, "question")
        return {
            "side": part(self.step, "side"),
            "text": text.say(language, self.deck.languages) if text else None,
            "form": part(self.step, "form"),
            "minutes": part(self.step, "minutes"),
            "number": number_of(self.deck, asked) if asked else None,
            "count": len(asked_in(self.deck)),
            "at": self.workshop["step_at"],
        }


class Scenes:
    """The scene of each workshop, kept until the store tells that something changed."""

    def __init__(self, store: Store) -> None:
        self._store, self.tallies = store, Tallies(store)
        self._changes: dict[int, object] = {}
        self._kept: dict[int, tuple[object, Scene]] = {}
        store.listen(self._forget)

    def get(self, workshop: int) -> Scene:
        """Raises NotFound. While the file cannot be read it is the last one that was; Unavailable without any."""
        change = self._changes.get(workshop)
        kept = self._kept.get(workshop)
        if kept and kept[0] is change:
            return kept[1]
        try:
            scene = self._store.read(lambda db: look(db, workshop, self.tallies))
        except Unavailable:
            if kept is None:
                raise
            return kept[1]
        self._kept[workshop] = change, scene
        return scene

    def _forget(self, workshop: int) -> None:
        """A scene is of the change that came before it was read: one that was read too early is never used."""
        self._changes[workshop] = object()


def look(db: Database, workshop: int, tallies: Tallies | None = None) -> Scene:
    """The scene as the database has it; what is known by `tallies` is not counted again. Raises NotFound."""
    found = workshops.get(db, workshop)
    if found is None:
        raise NotFound(N_("This workshop does not exist. Check the address."), field="workshop")
    deck = deck_of(found["deck"])
    step = step_of(deck, found["step"])
    asked = part(step, "question")
    question = deck.question(asked) if asked else None
    asks = step is not None and step.kind == "ask"
    shown = rounds.latest(db, workshop, question.id, part(step, "side")) if asks and question else None
    tally = tallies.of(question, shown) if tallies and question and shown else None
    if tally and shown:
        shown |= {"tally": json.dumps(tally)}
    pair = views.pictured(db, workshop, question, shown) if question else {}
    there = views.offered(db, workshop, deck, step, question, pair)
    view = found["view"] if found["view"] in there else next(iter(there), None)
    result = views.picture(db, found, question, view, shown, pair) if question else None
    streaming = bool(shown and round_state(shown) == "open" and not shown["frozen_at"])
    return Scene(
        workshop=found,
        event=events.get(db, found["event"]) or {},
        deck=deck,
        siblings=[one for one in workshops.of_event(db, found["event"]) if one["code"]],
        step=step,
        question=question,
        shown=shown,
        pair={} if asks else dict(pair),
        views=there,
        view=view,
        result=result,
        answered=tally["answered"] if tally else answers.stored(db, shown["id"]) if shown else 0,
        streaming=streaming,
        ready=bool(streaming and question and shown and _waits(question, shown, result)),
    )


@lru_cache(maxsize=256)
def deck_of(text: str) -> Deck:
    """The deck that a workshop keeps for itself."""
    return Deck.from_json(text)


def step_of(deck: Deck, index: int) -> Step | None:
    """The step of an index: 0 is the lobby and one past the last the end; both are None."""
    return deck.flow[index - 1] if 1 <= index <= len(deck.flow) else None


def part(step: Step | None, name: str) -> Any:
    """What a step says about something that not every kind of step has: question, side, text, form, minutes."""
    return getattr(step, name, None)


def asked_in(deck: Deck) -> list[str]:
    """The ids of the questions that a deck asks, in that order; one that is only shown over rooms is not."""
    return list(dict.fromkeys(part(step, "question") for step in deck.flow if step.kind == "ask"))


def number_of(deck: Deck, question: str) -> int:
    """“Question 2 of 8”: its place among the questions that are asked; 0 for one that is not."""
    asked = asked_in(deck)
    return asked.index(question) + 1 if question in asked else 0


def _waits(question: Question, shown: Row, result: dict[str, Any] | None) -> bool:
    """Whether a batch is ready behind a picture that comes in batches and can be seen now."""
    return bool(result and result.get("batched") and stream_of(question, shown).ready)
