"""A workshop of every bundled deck played from the lobby to the end, and the fields of everything that was said.

A name is where a field stands: `stage.step.index`, or `result.scale.median.at`. What a deck names itself (options,
items, places) is not a field.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pollapp import decks
from pollapp.decks import BUNDLED, Deck
from pollapp.workshops import planning
from tests.server import until
from tests.world import Person, World, read

CROWD = 22
MAPS = (
    *("counts", "shares", "means", "zeros", "zero_shares", "distances", "borda", "cells"),
    *("quadrants", "quadrant_counts", "places", "schulze", "duels"),
    *("few", "nearly_all", "flows", "shift"),
)
"""Fields whose keys come from the deck or from the answers."""

OF_EVERY_TYPE = ("type", "state", "n", "needed", "view", "batched", "late", "withheld")
"""Fields of a result that do not depend on the type of its question."""


class Seen:
    """Fields by the part of the protocol in which they were seen."""

    def __init__(self) -> None:
        self.fields: dict[str, set[str]] = defaultdict(set)

    def take(self, part: str, said: dict[str, Any], *leave: str) -> None:
        """Note the fields of an object; objects inside it become `field.inside`, those in `leave` are parts apart."""
        for name, value in said.items():
            self.fields[part].add(name)
            if name not in (*leave, *MAPS):
                self._inside(part, name, value)

    def _inside(self, part: str, path: str, value: Any) -> None:
        if isinstance(value, list):
            for one in value:
                self._inside(part, path, one)
        elif isinstance(value, dict):
            for name, inner in value.items():
                self.fields[part].add(f"{path}.{name}")
                if name not in MAPS:
                    self._inside(part, f"{path}.{name}", inner)

    def stage(self, said: dict[str, Any]) -> None:
        self.take("stage", said, "question")
        if said["question"]:
            self.take("question", said["question"])

    def message(self, said: dict[str, Any] | None) -> None:
        if said is None:
            return
        self.take("result", said, "result")
        self.picture(said["result"])

    def pushed(self, name: str, said: dict[str, Any]) -> None:
        if name == "trouble":
            self.take("trouble", said)
        else:
            {"stage": self.stage, "result": self.message}[name](said)

    def picture(self, said: dict[str, Any] | None) -> None:
        """A result; those of before and after are results themselves."""
        if said is None:
            return
        self.take("picture", {name: said[name] for name in said if name in OF_EVERY_TYPE})
        more = {name: value for name, value in said.items() if name not in OF_EVERY_TYPE}
        for side in ("before", "after"):
            if isinstance(more.get(side), dict):
                self.picture(more.pop(side))
                self.fields["shift"].add(side)
        self.take("shift", {name: more.pop(name) for name in ("paired", "change") if name in more})
        if said.get("view") == "rooms":
            self.rooms(said["type"], more)
        elif said.get("view") == "opinions":
            self.fields["opinions"] |= {*more, *(f"groups.{name}" for one in more.get("groups", []) for name in one)}
        else:
            self.take(said["type"], more)

    def rooms(self, type_: str, said: dict[str, Any]) -> None:
        """Each room, and all together, as its type is told."""
        self.fields["rooms"] |= {*said, *(f"rooms.{name}" for one in said.get("rooms", []) for name in one)}
        for one in (said.get("together"), *(room["result"] for room in said.get("rooms", []))):
            if one:
                self.take(type_, {name: one[name] for name in one if name not in OF_EVERY_TYPE})


def choose(question: dict[str, Any], who: int) -> Any:
    """An answer to a question as a stage tells it; most people think alike, so that some cells are large."""
    ids = [one["id"] for one in question.get("options") or question.get("items") or []]
    turn = 0 if who % 3 else who
    match question["type"]:
        case "single":
            return ids[turn % len(ids)]
        case "multiple":
            return [ids[turn % (len(ids) - 1)]]
        case "scale":
            points = question["scale"]["points"]
            return turn % points + 1
        case "statements":
            return dict.fromkeys(ids, ("agree", "disagree")[who % 2])
        case "ranking":
            at = turn % len(ids)
            return (ids[at:] + ids[:at])[: question["ranking"]["top"]]
        case "points":
            return {ids[turn % len(ids)]: question["points"]["total"]}
        case "number":
            return question["number"]["min"] + turn % 4
        case "position2d":
            return [turn % question["axes"]["steps"] + 1, turn // 2 % question["axes"]["steps"] + 1]
        case _:
            return [f"woord{turn % 3}"]


class Play:
    """One workshop with a crowd; `seen` fills up."""

    def __init__(self, world: World, deck: Deck, seen: Seen) -> None:
        self.world, self.seen, self.deck = world, seen, deck
        self.workshop = workshop = planning.add_workshop(world.house.store, world.event, deck)
        self.key = world.house.keys.link(workshop, "control", 1)
        self.code = world.house.scenes.get(workshop).workshop["code"]
        self.desk = Person(world.app, "desk")
        self.wall = Person(world.app, "wall")
        self.watch()
        self.crowd = [Person(world.app, f"phone {number}") for number in range(CROWD)]
        for person in self.crowd:
            self.join(person)

    def join(self, person: Person) -> None:
        reply = person.say("join", {"code": self.code, "lang": "en"})
        self.seen.take("join", reply, "workshop", "stage", "result", "mine")
        self.seen.take("workshop", reply["workshop"])
        self.seen.stage(reply["stage"])
        self.seen.message(reply["result"])

    def watch(self) -> None:
        reply = self.wall.say("watch", {"key": self.key})
        self.seen.take("watch", reply, "workshop", "stage", "result")
        self.seen.stage(reply["stage"])
        self.seen.message(reply["result"])
        self.stage = reply["stage"]

    def do(self, verb: str, **details: Any) -> None:
        reply = self.desk.say("do", {"key": self.key, "rev": self.stage["rev"], "verb": verb, **details})
        self.seen.take("do", reply, "stage")
        if not reply["ok"]:
            self.seen.take("error", reply["error"])
        self.listen()
        self.watch()

    def listen(self) -> None:
        """A tick of the clock, and what the wall and the phones then hear."""
        self.world.tick(5)
        for person in (self.wall, self.crowd[0]):
            for received in person.socket.get_received():
                self.seen.fields["messages"].add(received["name"])
                self.seen.pushed(received["name"], received["args"][0])

    def answer(self) -> None:
        question = self.stage["question"]
        for who, person in enumerate(self.crowd):
            message = {"round": self.stage["round"], "n": 1, "value": choose(question, who)}
            self.seen.take("answer", person.say("answer", message))
        self.listen()
        self.join(self.crowd[0])
        if question["type"] in ("open", "wordcloud"):
            for word in ("woord0", "woord1", "woord2"):
                self.do("approve", round=self.stage["round"], text=word)

    def run(self) -> None:
        self.do("back")
        for _ in range(len(self.deck.flow) + 1):
            self.do("next")
            if self.stage["state"] == "open":
                self.answer()
                self.do("lock")
                self.do("reveal")
                self.groups()
        self.do("end")

    def groups(self) -> None:
        """The picture of the groups that think alike, where there is one: once they are found."""
        if "opinions" in self.stage["views"]:
            self.do("view", view="opinions")
            until(lambda: (self.world.house.scenes.get(self.workshop).result or {})["state"] == "shown")
            self.watch()

    def hold_back(self) -> None:
        """A question in batches, of which most people take their answer back after a picture was shown."""
        self.do("next")
        options = self.stage["question"]["options"]
        self.answer()
        self.listen()
        for person in self.crowd[2:]:
            person.say("answer", {"round": self.stage["round"], "n": 2, "value": None})
        self.crowd[0].say("answer", {"round": self.stage["round"], "n": 2, "value": options[1]["id"]})
        self.do("lock")

    def answer_in_vain(self) -> None:
        """The file is taken away for a moment while somebody answers."""
        self.do("next")
        file = self.world.settings.database
        away = file.rename(file.with_suffix(".away"))
        reply = self.crowd[0].say("answer", {"round": self.stage["round"], "n": 9, "value": None})
        self.seen.take("error", reply["error"])
        away.rename(file)
        until(lambda: self.world.house.store.trouble is None)
        self.listen()

    def answer_once(self) -> None:
        """A before that is shown at once, and an after that one person skips."""
        while self.stage["side"] != "before" or self.stage["state"] != "open":
            self.do("next")
        self.answer()
        while self.stage["side"] != "after":
            self.do("next")
        self.crowd.pop()
        self.answer()
        while self.stage["step"]["kind"] != "show":
            self.do("next")


def sensitive() -> Iterator[Deck]:
    """The bundled decks as they would be if every question in them were sensitive."""
    for file in sorted((Path(decks.__file__).parent / "bundled").glob("*.yaml")):
        text = re.sub(r"sensitivity: \w+", "sensitivity: high", file.read_text("utf-8"))
        yield read(re.sub(r"reveal: live\w*", "reveal: on_close", text))


def generous() -> Deck:
    """A bundled deck as it would be if it showed all that it can beside an order."""
    text = next((Path(decks.__file__).parent / "bundled").glob("1-*.yaml")).read_text("utf-8")
    return read(re.sub(r"also_show: \[.*?\]", "also_show: [borda, schulze, first_choices, pairwise]", text))


def play_everything(folder: Path) -> Seen:
    """Every bundled deck, as it is and as a sensitive one, and one that shows more."""
    seen = Seen()
    world = World(folder, messages_per_second=1_000, messages_at_once=10_000)
    for deck in (*BUNDLED, *sensitive(), generous()):
        Play(world, deck, seen).run()
    batched = next(deck for deck in BUNDLED if deck.id == "plenair")
    Play(world, batched, seen).hold_back()
    text = (Path(decks.__file__).parent / "bundled" / "0-plenair.yaml").read_text("utf-8")
    Play(world, read(text.replace("{reveal: after_pair}", "{reveal: on_close}")), seen).answer_once()
    Play(world, batched, seen).answer_in_vain()
    world.close()
    return seen
