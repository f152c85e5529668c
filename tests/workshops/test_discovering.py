"""Groups of people who think alike: looked for beside everything else once a question is closed."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from pollapp.store import answers, rounds
from pollapp.workshops import discovering
from pollapp.workshops.answers import erase
from tests.world import Person, World

ITEMS = ", ".join(f'{{id: z{number}, nl: "Zin {number}", en: "Sentence {number}"}}' for number in range(1, 7))
GROUPS = "discover_groups: {enabled: true, min_participants: 20, max_groups: 3}"
DECK = f"""
schema: pollapp.deck/1
id: proef
languages: [nl, en]
title: {{nl: "Proefworkshop", en: "Trial workshop"}}
defaults: {{reveal: on_close, sensitivity: low, min_group: 3}}
questions:
  - id: zinnen
    type: statements
    title: {{nl: "Klopt dit?", en: "Is this right?"}}
    items: &zinnen [{ITEMS}]
    answers: agree_disagree_pass
    {GROUPS}
  - id: vijf
    type: statements
    title: {{nl: "Hoe zeer klopt dit?", en: "How right is this?"}}
    items: *zinnen
    answers: scale5
    settings: {{reveal: presenter}}
    {GROUPS}
  - id: twee
    type: statements
    title: {{nl: "En nu?", en: "And now?"}}
    items: *zinnen
    answers: agree_disagree_pass
    pair: before_after
    settings: {{reveal: after_pair}}
    {GROUPS}
  - id: alleen
    type: statements
    title: {{nl: "Zonder groepen", en: "Without groups"}}
    items: *zinnen
    answers: agree_disagree_pass
flow:
  - {{ask: zinnen}}
  - {{ask: vijf}}
  - {{ask: twee, round: before}}
  - {{ask: twee, round: after}}
  - {{ask: alleen}}
"""
IDS = [f"z{number}" for number in range(1, 7)]


class Gate:
    """Holds back the processes that look for groups until it is opened."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "gate"
        os.mkfifo(self.path)
        self.command = ("/bin/sh", "-c", f"read line <{self.path}; exec {sys.executable} -m pollapp.measures.opinions")

        self._pipe = os.open(self.path, os.O_RDWR)  # held, so that who comes late finds it as it is

    def open(self) -> None:
        """From now on: a line for each who comes."""
        os.write(self._pipe, b"\n" * 100)

    def take_away(self) -> None:
        os.close(self._pipe)


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate(tmp_path)
    monkeypatch.setattr(discovering, "COMMAND", gate.command)
    yield gate
    gate.take_away()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path, DECK)
    yield world
    world.close()


@pytest.fixture
def phones(world: World) -> list[Person]:
    world.do("next")
    return [world.phone(str(number)) for number in range(24)]


def mind(number: int) -> dict[str, str]:
    """What somebody thinks: of 24 people 14 agree with the first half and 10 with the other; some pass once."""
    sides = ("agree", "disagree") if number % 12 < 7 else ("disagree", "agree")
    said = {item: sides[place // 3] for place, item in enumerate(IDS)}
    return said | ({IDS[number % 6]: "pass"} if number % 5 == 0 else {})


def everybody(world: World, phones: list[Person], value: Callable[[int], Any] = mind, n: int = 1) -> int:
    """Everybody answers. Gives the round."""
    for number, phone in enumerate(phones):
        assert world.answer(phone, value(number), n)["ok"]
    return int(world.stage()["round"])


def kept(world: World, round_: int) -> Any:
    """The opinions that are kept of a round."""
    found = world.house.store.read(lambda db: rounds.get(db, round_)) or {}
    return found["opinions"] and json.loads(found["opinions"])["groups"]


def known(world: World, round_: int) -> Any:
    """The same, once somebody was told."""
    told = threading.Event()
    world.house.store.listen(lambda _: told.set())
    while (groups := kept(world, round_)) is None:
        assert told.wait(60), "nobody was told"
        told.clear()
    return groups


def test_the_groups_are_kept_as_counts_once_a_question_is_closed(world: World, phones: list[Person]):
    round_ = everybody(world, phones)
    world.do("lock")
    first, second = known(world, round_)
    assert (first["n"], second["n"]) == (14, 10)
    minds = [mind(number) for number in range(24) if number % 12 < 7]
    assert first["items"] == {
        item: {side: sum(one[item] == side for one in minds) for side in ("agree", "disagree", "pass")} for item in IDS
    }


def test_of_five_answers_both_of_a_side_are_one(world: World, phones: list[Person]):
    world.do("next")
    words = {"agree": (4, 5), "disagree": (1, 2), "pass": (3, 3)}
    round_ = everybody(world, phones, lambda who: {item: words[said][who % 2] for item, said in mind(who).items()})
    world.do("next")
    assert [group["n"] for group in known(world, round_)] == [14, 10]


def test_the_picture_is_drawn_again_when_the_groups_are_found(world: World, phones: list[Person], gate: Gate):
    round_ = everybody(world, phones)
    world.do("lock")
    assert world.do("view", view="opinions")["ok"]
    screen = world.screen()
    world.tick()
    assert world.result() == {"type": "statements", "state": "hidden", "n": None, "view": "opinions"}
    screen.heard("result")
    gate.open()
    known(world, round_)
    world.tick()
    [message] = screen.heard("result")
    assert message["result"]["found"]
    assert [group["n"] for group in message["result"]["groups"]] == [14, 10]
    assert "14 mensen" in message["html"]


def test_while_they_are_looked_for_the_workshop_goes_on_and_may_end(world: World, phones: list[Person], gate: Gate):
    round_ = everybody(world, phones)
    world.do("lock")
    world.do("view", view="result")
    for verb in ("next", "back", "end"):
        assert world.do(verb)["ok"]
    gate.open()
    assert [group["n"] for group in known(world, round_)] == [14, 10]


def test_a_restart_finds_the_rounds_that_still_wait(world: World, phones: list[Person]):
    round_ = everybody(world, phones)
    world.do("end")
    groups = known(world, round_)
    world.house.store.write(lambda db: rounds.change(db, round_, opinions=rounds.SOUGHT))  # as if it had died before
    world.restart()
    discovering.begin(world.house.store)
    assert known(world, round_) == groups
    assert [group["n"] for group in groups] == [14, 10]


def test_who_erased_an_answer_before_they_were_found_is_not_found_by_subtraction(world: World, phones: list[Person]):
    round_ = everybody(world, phones)
    world.do("lock")
    known(world, round_)
    world.house.store.write(lambda db: rounds.change(db, round_, opinions=rounds.SOUGHT))
    participant = next(iter(world.house.store.read(lambda db: answers.by_round(db, [round_]))[round_]))
    assert erase(world.house.store, world.workshop, participant) == 1
    discovering.begin(world.house.store)
    assert known(world, round_) == []


def test_of_a_question_that_opened_again_the_groups_are_those_of_the_second_closing(
    world: World, phones: list[Person], gate: Gate
):
    world.do("next")
    round_ = everybody(world, phones, lambda who: dict.fromkeys(IDS, 5 if who % 12 < 7 else 1))
    world.do("lock")
    assert world.do("open")["ok"]
    assert kept(world, round_) is None
    everybody(world, phones, lambda who: dict.fromkeys(IDS, 5 if who % 2 else 1), n=2)
    world.do("lock")
    gate.open()
    assert [group["n"] for group in known(world, round_)] == [12, 12]


def test_fewer_people_than_the_deck_wants_have_no_groups(world: World, phones: list[Person]):
    round_ = everybody(world, phones[:19])
    world.do("lock")
    assert known(world, round_) == []
    assert world.do("view", view="opinions")["ok"]
    assert (world.result()["found"], world.result()["groups"]) == (False, [])


def test_of_a_before_and_after_only_those_who_answered_both_are_in_a_group(world: World, phones: list[Person]):
    world.do("go", step=3)
    before = everybody(world, phones[:22])
    world.do("next")
    after = everybody(world, phones)
    world.do("lock")
    assert [group["n"] for group in known(world, after)] == [14, 8]
    assert kept(world, before) is None


def test_a_before_and_after_that_the_end_closes_has_its_groups_although_the_link_is_cut(
    world: World, phones: list[Person]
):
    world.do("go", step=3)
    everybody(world, phones[:22])
    world.do("next")
    after = everybody(world, phones)
    world.do("end")
    assert [group["n"] for group in known(world, after)] == [14, 8]


def test_who_erased_before_the_end_does_not_keep_it_from_coming(world: World, phones: list[Person], gate: Gate):
    round_ = everybody(world, phones)
    world.do("lock")
    participant = next(iter(world.house.store.read(lambda db: answers.by_round(db, [round_]))[round_]))
    assert erase(world.house.store, world.workshop, participant) == 1
    assert world.do("end")["ok"]
    world.restart()
    discovering.begin(world.house.store)
    assert known(world, round_) == []
    gate.open()


def test_a_question_that_wants_no_groups_has_none(world: World, phones: list[Person]):
    world.do("go", step=5)
    round_ = everybody(world, phones)
    world.do("lock")
    assert kept(world, round_) is None
    assert "opinions" not in world.scene.views


FAILURES = {
    "ends": "raise SystemExit(3)",
    "talks nonsense": "print('nonsense')",
    "takes too long": "import sys; sys.stdin.read(); import signal; signal.pause()",
}


@pytest.mark.parametrize("program", FAILURES.values(), ids=FAILURES)
def test_a_process_that_fails_means_no_groups_and_a_line_in_the_log(program: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(discovering, "COMMAND", (sys.executable, "-c", program))
    monkeypatch.setattr(discovering, "SECONDS", 2)
    with capture_logs() as lines:
        assert discovering.discover([[1, 0, -1, 1, None]] * 30, 3, 5) is None
    [line] = lines
    assert (line["event"], line["log_level"]) == ("looking for opinion groups failed", "error")


def test_a_process_that_cannot_begin_means_no_groups(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(discovering, "COMMAND", ("no-such-program",))
    with capture_logs() as lines:
        assert discovering.discover([[1] * 5] * 30, 3, 5) is None
    assert [line["why"] for line in lines] == ["FileNotFoundError"]
