"""Every picture of every type says something sensible in a small room: of nobody, of too few, of people all alike."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from pollapp.decks.deck import Ask, Show
from pollapp.language import LANGUAGES
from pollapp.questions import TYPES
from pollapp.workshops import planning
from tests.browser.deck import VALUES, deck_of
from tests.browser.states import Walk, little_world

ROOMS = (0, 1, 4, 5, 9, 10, 19, 20)
WAYS = ("alike", "apart", "one team")
BROKEN = re.compile(r"\b(None|nan|inf|undefined|True|False)\b|[{}]|%\(|-0(?![\d,.])")


class Small:
    """A workshop with so many people who answer everything: all alike, apart, or all of one team."""

    def __init__(self, folder: Path, kind: str, people: int, way: str) -> None:
        self.world = little_world(folder)
        self.world.workshop = planning.add_workshop(self.world.house.store, self.world.event, deck_of(kind))
        self.walk, self.kind, self.way = Walk(self.world), kind, way
        self.people = [secrets.token_bytes(16) for _ in range(people)]
        self.web = self.world.app.flask.test_client()
        self.web.get(f"/present/{self.world.key('control')}")

    def pictures(self) -> list[tuple[str, str]]:
        """(where, what it says) of each step, each view and each language, on the wall and on the phone."""
        found = []
        for at, step in enumerate(self.walk.scene.deck.flow, 1):
            self.walk.do("go", step=at)
            assert isinstance(step, Ask | Show)
            if isinstance(step, Ask):
                self._ask(step, at)
            for view in self.walk.scene.views:
                if view != self.walk.scene.view:
                    self.walk.do("view", view=view)
                state = (self.walk.scene.result or {})["state"]  # hidden the first time: the wall tells nothing yet
                walls = [] if state == "hidden" else [f"/screen/{self.world.workshop}"]
                for place in (*walls, f"/{self.world.code}"):
                    found += [(f"{place}, {step.question}, {view}", self._said(place, lang)) for lang in LANGUAGES]
        return found

    def _ask(self, step: Ask, at: int) -> None:
        self.walk.do("open")
        for place, person in enumerate(self.people):
            self.walk.put(person, self._value(step.question, place, at))
        self.walk.do("lock")
        self.walk.approve()
        if step.side is None and (self.walk.scene.result or {})["state"] == "hidden":
            self.walk.do("reveal")

    def _value(self, question: str, place: int, at: int) -> Any:
        if question == "team":
            return "a" if self.way == "one team" else "ab"[place % 2]
        return VALUES[self.kind][0 if self.way == "alike" else (place + at) % 3]

    def _said(self, place: str, lang: str) -> str:
        reply = self.web.get(f"{place}?lang={lang}")
        assert reply.status_code == 200
        result = BeautifulSoup(reply.get_data(as_text=True), "html.parser").select_one("#result")
        assert result, place
        return " ".join(result.get_text(" ").split())


@pytest.mark.parametrize("people", ROOMS)
@pytest.mark.parametrize("kind", sorted(TYPES))
def test_each_picture_says_something_sensible(kind: str, people: int, tmp_path: Path):
    way = WAYS[(sorted(TYPES).index(kind) + ROOMS.index(people)) % 3]
    small = Small(tmp_path, kind, people, way)
    for where, said in small.pictures():
        assert re.search(r"\w+ \w+.*[.:]|\w+ \w+ \w+", said), where
        assert not BROKEN.search(said), f"{where}: {BROKEN.search(said)} in {said}"
    small.world.close()
