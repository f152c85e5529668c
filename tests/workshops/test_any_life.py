"""Any life of a workshop: verbs and answers in any order, double presses, late copies, restarts.

A model that knows nothing of the store keeps what was acknowledged; the store must always say the same.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pollapp.store import answers, rounds
from pollapp.workshops.planning import proof
from tests.world import Person, World

NAMES = ("Anna", "Bram", "Chris", "Dina")
VALUES = {
    "dier": st.sampled_from(["kat", "hond", None, "koe"]),
    "weer": st.sampled_from([1, 2, 3, 4, 5, "none", None, 6, "5"]),
    "stap": st.sampled_from([["Bellen"], ["Koffie", "Thee"], None, [], "Bellen"]),
}
VERBS = ("next", "back", "open", "lock", "reveal", "hide", "again", "freeze", "thaw", "pause", "resume")


class AnyLife(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.world = World(Path(self.folder.name))
        self.tokens: dict[str, str] = {}
        self.people: dict[str, Person] = {}
        for name in NAMES:
            self.come_back(name)
        self.kept: dict[int, dict[str, tuple[int, Any]]] = {}
        self.rev = 0
        self.ended = False

    def teardown(self) -> None:
        self.world.close()
        self.folder.cleanup()

    @rule(verb=st.sampled_from(VERBS), late=st.integers(0, 2))
    def press(self, verb: str, late: int) -> None:
        before = self.world.row
        reply = self.world.do(verb, rev=before["rev"] - late)
        assert reply["stage"]["rev"] == self.world.row["rev"]
        assert reply["ok"] == (self.world.row["rev"] > before["rev"])
        if late or self.ended:
            assert not reply["ok"]

    @rule(step=st.integers(-1, 9))
    def go(self, step: int) -> None:
        reply = self.world.do("go", step=step)
        assert reply["ok"] == (0 <= step <= 7 and not self.ended)

    @rule(data=st.data(), name=st.sampled_from(NAMES), back_in_time=st.integers(0, 2))
    def answer(self, data: st.DataObject, name: str, back_in_time: int) -> None:
        stage = self.world.stage()
        if stage["question"] is None or stage["round"] is None:
            return
        value = data.draw(VALUES[stage["question"]["id"]])
        kept = self.kept.setdefault(stage["round"], {})
        highest = kept.get(name, (0, None))[0]
        n = max(1, highest + 1 - back_in_time)
        reply = self.world.answer(self.people[name], value, n)
        if reply["ok"]:
            if n > highest:  # else a copy that came late, which changes nothing
                assert stage["state"] == "open"
                kept[name] = (n, value)
            assert reply["n"] == max(n, highest)
        else:
            assert reply["error"]["sentence"]

    @rule(name=st.sampled_from(NAMES))
    def reload(self, name: str) -> None:
        reply = self.come_back(name)
        if not self.ended:
            expected = self.kept.get(reply["stage"]["round"], {}).get(name, (0, None))
            assert (reply["n"], reply["mine"]) == expected

    @precondition(lambda self: not self.ended)
    @rule()
    def restart(self) -> None:
        before, result = self.world.stage(), self.world.result()
        self.world.restart()
        assert (self.world.stage(), self.world.result()) == (before, result)
        for name in NAMES:
            self.come_back(name)

    @precondition(lambda self: not self.ended)
    @rule(sure=st.integers(0, 9))
    def end(self, sure: int) -> None:
        if sure == 9:
            assert self.world.do("end")["ok"]
            self.ended = True

    @invariant()
    def what_was_acknowledged_is_stored_once_with_its_last_value(self) -> None:
        store = self.world.house.store
        for round_, kept in self.kept.items():
            given = [value for _, value in kept.values() if value is not None]
            if self.ended:  # nobody approves texts here, so none of them may be read any more
                given = [[] if isinstance(value, list) else value for value in given]
            expected = sorted(repr(value) for value in given)
            stored = store.read(partial(answers.values, round_=round_))
            assert sorted(repr(value) for value in stored) == expected

    @invariant()
    def accepted_is_stored_is_in_the_picture_or_held_back(self) -> None:
        for one in self.world.house.store.read(lambda db: proof(db, self.world.row)):
            assert one["accepted"] == one["stored"] == one["pictured"] + one["held_back"]

    @invariant()
    def the_revision_only_grows(self) -> None:
        assert self.world.row["rev"] >= self.rev
        self.rev = self.world.row["rev"]

    @invariant()
    def at_most_one_round_is_open_and_it_is_on_stage(self) -> None:
        found = self.world.house.store.read(lambda db: rounds.of_workshop(db, self.world.workshop))
        open_ = [one["id"] for one in found if one["opened_at"] is not None and one["locked_at"] is None]
        assert open_ in ([], [self.world.stage()["round"]])

    @invariant()
    def nothing_is_shown_of_a_few_a_pause_or_an_open_question_that_is_not_live(self) -> None:
        result, stage = self.world.result(), self.world.stage()
        if result.get("state") != "shown":
            return
        assert result["n"] >= 3
        assert not stage["paused"]
        if stage["state"] == "open":
            assert stage["question"]["id"] == "dier"

    def come_back(self, name: str) -> dict[str, Any]:
        """Join on a new socket, with the token of the first time."""
        person = self.people[name] = Person(self.world.app, name)
        token = {"token": self.tokens[name]} if name in self.tokens else {}
        reply: dict[str, Any] = person.say("join", {"code": self.world.code} | token)
        assert reply["ok"]
        self.tokens[name] = reply["token"]
        return reply


AnyLife.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestAnyLife = AnyLife.TestCase
