"""All states that a workshop can show, one after the other: a little world is led through them, and at each is a stop.

A test walks along: `for stop in question(world, "scale"): look(stop)`. The world changes only between two stops, so
each can be looked at as often as one likes, in each language, by a browser or by Flask's test client.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from pollapp.identity import new_token
from pollapp.questions import TYPES
from pollapp.store import organisers, rounds
from pollapp.workshops import answers, life, planning
from pollapp.workshops.moderation import queue
from pollapp.workshops.scenes import Scene
from tests.browser.deck import IN_GROUPS, VALUES, deck_of
from tests.world import PASSWORD, World, hashed

TOKENS = {"anna": new_token(), "bram": new_token(), "latecomer": new_token(), "stranger": None}
"""Who has a phone. Anna answers, Bram does not, a latecomer was not there before, a stranger has no cookie."""

ORGANISERS = {"organiser": "Olga", "new organiser": "Nina"}

MODERATED = ("open", "wordcloud")
ONE_MIND = {kind: VALUES[kind][0] for kind in TYPES if kind not in ("ranking", "open")} | {
    "points": {"a": 100},
    "wordcloud": ["rust"],
}
"""What a whole room answers, for the types whose sensitive result can tell that nearly everyone did the same."""


@dataclass(frozen=True)
class Stop:
    """Something to look at: who opens which page, and what is done there before it is looked at.

    `state` tells what it is a picture of. `sends` is a form of the page (a selector) that goes out as a browser
    without scripts sends it, with `fields` filled in. `before` is done before the page is opened, `acts` on the open
    page by who has scripts. A `file` is no page: it is only fetched.
    """

    who: str
    path: str
    state: str
    sends: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], None] = lambda: None
    acts: Callable[[Page], None] | None = None
    file: bool = False


def little_world(folder: Path) -> World:
    """An event whose questions open by hand, so that they can be seen before they are open."""
    limits: dict[str, Any] = {"wrong_codes_per_minute": 5, "logins_per_quarter": 3}
    world = World(folder, open_by_hand=True, reachable_url="http://poll.example", **limits)
    world.house.store.write(lambda db: organisers.put(db, "Nina", hashed(PASSWORD)))
    return world


def standing(scene: Scene) -> str:
    """What a workshop shows, in words: the state of the step, and how much of a result can be seen."""
    if scene.workshop["ended_at"] is not None:
        return "ended"
    if scene.workshop["paused_at"] is not None:
        return "paused"
    if not scene.question:
        return scene.kind
    return f"{scene.state or scene.kind} {_picture(scene)}"


def _picture(scene: Scene) -> str:
    result = scene.result or {"state": "hidden"}
    if result["state"] != "shown":
        return str(result["state"])
    if result.get("view"):
        return str(result["view"])
    moves = "streaming" if scene.streaming else "frozen" if scene.state == "open" else ""
    if scene.question and scene.question.settings.sensitivity == "high":
        return "of one mind" if _nearly_all(result.get("nearly_all")) else "in tens"
    return moves or "figures"


def open_all(page: Page) -> None:
    """Open what is folded, and choose the other view where there is one."""
    page.evaluate("document.querySelectorAll('#stage details').forEach((folded) => (folded.open = true))")
    for other in page.locator(".as-cloud").all():
        other.check()


def _nearly_all(told: Any) -> bool:
    """Whether a sensitive result says that nearly everyone did the same, at all or about some sentence."""
    return any(told.values()) if isinstance(told, dict) else bool(told)


class Walk:
    """A way through the states of one workshop."""

    def __init__(self, world: World) -> None:
        self.world = world

    @property
    def scene(self) -> Scene:
        return self.world.house.scenes.get(self.world.workshop)

    def phone(self, who: str, face: str = "", query: str = "", **more: Any) -> Stop:
        """A phone; `face` is what it shows of an open question: ask, kept or skipped, and what more there is to it."""
        return Stop(who, f"/{self.world.code}{query}", f"phone {standing(self.scene)} {face}".strip(), **more)

    def screen(self, who: str = "presenter", face: str = "", **more: Any) -> Stop:
        place = "screen" if who == "presenter" else "view"
        return Stop(who, f"/screen/{self.world.workshop}", f"{place} {standing(self.scene)}{face}", **more)

    def desk(self, face: str = "", **more: Any) -> Stop:
        path = f"/screen/{self.world.workshop}/desk"
        return Stop("presenter", path, f"desk {standing(self.scene)} {face}".strip(), **more)

    def wall(self) -> Iterator[Stop]:
        """The two pages of a presenter."""
        yield self.screen()
        yield self.desk()

    def everywhere(self, who: str = "anna", face: str = "") -> Iterator[Stop]:
        yield self.phone(who, face)
        yield from self.wall()

    def do(self, *verbs: str, **details: Any) -> None:
        """The presenter presses buttons. Not by a test client of Flask-SocketIO: that one cuts the real sockets off."""
        for verb in verbs:
            house, rev = self.world.house, self.world.row["rev"]
            life.do(house.store, house.keys, self.world.workshop, rev, verb, open_by_hand=True, **details)

    def keep(self, who: str, value: Any) -> None:
        """Somebody of TOKENS answers."""
        self.put(self.world.house.keys.participant(self.world.event, TOKENS[who] or ""), value)

    def crowd(self, values: list[Any], people: int) -> None:
        """So many people answer: half of them the first value, most others the second, a few the third."""
        first, last = people // 2, people // 8
        shares = [first, people - first - last, last] if len(values) == 3 else [people]
        for value, share in zip(values, shares, strict=True):
            for _ in range(share):
                self.put(secrets.token_bytes(16), value)

    def put(self, participant: bytes, value: Any) -> None:
        store, round_ = self.world.house.store, self.world.stage()["round"]
        answers.answer(store, self.world.workshop, participant, round_, 1, value)

    def texts(self) -> list[dict[str, Any]]:
        """What waits to be read."""
        found = self.world.house.store.read(lambda db: queue(db, self.world.scene))
        return [one for one in found if one["state"] == "waiting"]

    def judge(self, verb: str, **details: Any) -> None:
        first = self.texts()[0]
        self.do(verb, round=first["round"], text=first["key"], **details)

    def approve(self) -> None:
        while self.texts():
            self.judge("approve")


def question(world: World, kind: str, many: int = 4) -> Iterator[Stop]:
    """A question of this type: how it is asked, answered and closed, and all ways in which its result is told.

    It has `many` options or sentences, if its type has them.
    """
    world.workshop = planning.add_workshop(world.house.store, world.event, deck_of(kind, many))
    walk, values = Walk(world), VALUES[kind]
    yield from _asked(walk, values)
    yield from _streaming(walk, kind, values)
    yield from _sensitive(walk, kind, values)
    yield from _twice(walk, values)
    if kind in IN_GROUPS:
        yield from _beside(walk, kind, many)


def _asked(walk: Walk, values: list[Any]) -> Iterator[Stop]:
    walk.do("go", step=1)
    yield from walk.everywhere()
    walk.do("open")
    yield walk.phone("bram", "ask")
    yield walk.phone("bram", "ask, pressed too early", acts=lambda page: page.click(".send .btn"))
    yield walk.phone("bram", "ask, refused", sends="form#answer")
    yield walk.phone("bram", "skipped", f"?skipped={walk.world.stage()['round']}")
    yield from walk.wall()
    walk.keep("anna", values[0])
    yield walk.phone("anna", "kept")
    yield walk.phone("anna", "ask, again", "?change=1")


def _streaming(walk: Walk, kind: str, values: list[Any]) -> Iterator[Stop]:
    walk.crowd(values, 23)
    if kind in MODERATED:
        yield from _queue(walk)
    yield from walk.everywhere(face="kept")
    walk.do("freeze")
    yield from walk.wall()
    walk.do("lock")
    yield from walk.everywhere()
    yield walk.phone("bram")
    yield walk.screen("presenter", ", opened", acts=open_all)
    walk.do("hide")
    yield from walk.everywhere("bram")


def _queue(walk: Walk) -> Iterator[Stop]:
    """Texts on the desk: all of them wait, then one is let through, one turned down, one laid on the other."""
    yield walk.desk("with texts that wait")
    first = walk.texts()[0]["key"]
    walk.judge("approve")
    walk.judge("reject")
    walk.judge("merge", into=first)
    yield walk.desk("with texts that were read", acts=open_all)
    walk.approve()


def _sensitive(walk: Walk, kind: str, values: list[Any]) -> Iterator[Stop]:
    walk.do("go", step=2)
    walk.do("open")
    walk.keep("anna", values[0])
    yield walk.phone("anna", "kept")
    walk.crowd(values, 4)
    walk.do("lock")
    yield from walk.everywhere()
    walk.do("again", "open")
    walk.crowd(values, 20)  # so few that the shares are rough, and the picture says so
    walk.approve()
    walk.do("lock")
    yield from walk.everywhere()
    if kind == "single":
        yield from _nothing_told(walk)
    if kind in ONE_MIND:
        walk.do("again", "open")
        walk.crowd([ONE_MIND[kind]], 40)
        walk.approve()
        walk.do("lock")
        yield from walk.everywhere()


def _nothing_told(walk: Walk) -> Iterator[Stop]:
    """Ten people who chose three of four answers: whatever was told of them would tell of the fourth."""
    walk.do("again", "open")
    for value, people in (("a", 4), ("b", 3), ("c", 3)):
        walk.crowd([value], people)
    walk.do("lock")
    yield from walk.everywhere()


def _twice(walk: Walk, values: list[Any]) -> Iterator[Stop]:
    """Before and after a talk: the same people answer twice, and some of them change their mind."""
    people = [secrets.token_bytes(16) for _ in range(24)]
    for step, shift in ((3, 0), (4, 7)):
        walk.do("go", step=step)
        walk.do("open")
        for at, one in enumerate(people):
            walk.put(one, values[((at + shift) // 12) % 3])
        walk.approve()
    walk.do("go", step=5)
    yield from walk.everywhere()
    yield walk.screen("presenter", ", opened", acts=open_all)


def _beside(walk: Walk, kind: str, many: int) -> Iterator[Stop]:
    """Every picture beside the result, of two teams in this room, and of a second room."""
    first = walk.world.workshop
    walk.world.workshop = planning.add_workshop(walk.world.house.store, walk.world.event, deck_of(kind, many))
    in_two_teams(walk, kind)
    walk.world.workshop = first
    in_two_teams(walk, kind)
    if kind == "statements":
        _opinions_are_found(walk)
    for view in walk.scene.views[1:]:
        walk.do("view", view=view)
        yield from walk.everywhere()
        yield walk.screen("presenter", ", opened", acts=open_all)


def in_two_teams(walk: Walk, kind: str) -> None:
    """Everybody tells their team and answers; the question is closed and its result shown."""
    people = [secrets.token_bytes(16) for _ in range(30)]
    for step, value in ((6, lambda place: "ab"[place % 2]), (7, partial(_of_a_team, kind))):
        walk.do("go", step=step)
        walk.do("open")
        for place, one in enumerate(people):
            walk.put(one, value(place))
    walk.do("lock", "reveal")


def _of_a_team(kind: str, place: int) -> Any:
    """What somebody answers: each team has another answer that most of it gives; of sentences each has its own half."""
    if kind == "statements":
        sides = ("agree", "disagree") if place % 2 else ("disagree", "agree")
        return {item: "pass" if place % 7 == at else sides[at // 3] for at, item in enumerate("abcdef")}
    return VALUES[kind][place % 2 if place % 5 else 2]


def _opinions_are_found(walk: Walk) -> None:
    """Wait until it is kept which groups think alike; another process looks for them."""
    told = threading.Event()
    store, round_ = walk.world.house.store, walk.world.stage()["round"]
    store.listen(lambda _: told.set())
    while (store.read(lambda db: rounds.get(db, round_)) or {})["opinions"] is None:
        assert told.wait(60), "nobody was told"
        told.clear()
