"""Before and after beside what was shown before: nobody who answered once is found by subtraction."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pollapp.exports import collect
from pollapp.workshops import answers
from tests.world import Person, World

DECK = """
schema: pollapp.deck/1
id: proef
languages: [nl, en]
title: {{nl: "Proefworkshop", en: "Trial workshop"}}
defaults: {{sensitivity: low, min_group: 3, reveal: {reveal}}}
segments: [{{key: groep, question: groep}}]
questions:
  - id: groep
    type: single
    title: {{nl: "Welke groep?", en: "Which group?"}}
    options: [{{id: p, nl: P, en: P}}, {{id: q, nl: Q, en: Q}}]
    settings: {{reveal: on_close}}
  - id: weer
    type: {type}
    title: {{nl: "Het weer is goed.", en: "The weather is good."}}
    {fields}
    pair: before_after
    settings: {{compare_by: {groups}}}
flow:
  - {{ask: weer, round: before}}
  - {{ask: weer, round: after}}
  - {{show: weer, view: shift}}
  - {{ask: groep}}
"""
SCALE = "scale: {points: 5, low: {nl: Oneens, en: Disagree}, high: {nl: Eens, en: Agree}, no_opinion: true}"
TEXT = "text: {max_chars: 20, entries: 1, moderation: before_display}"


class Room:
    """A pair question in some mode; `before` and `after` have numbered people answer."""

    def __init__(
        self, folder: Path, reveal: str, type_: str = "scale", fields: str = SCALE, groups: str = "null"
    ) -> None:
        self.world = World(folder, DECK.format(reveal=reveal, type=type_, fields=fields, groups=groups))
        self.people: dict[int, Person] = {}

    def ask(self, step: int, values: dict[int, Any], n: int = 1) -> None:
        """Go to a step and have these people answer; then close it."""
        if self.world.stage()["step"]["index"] != step:
            self.world.do("go", step=step)
        for who, value in values.items():
            if who not in self.people:
                self.people[who] = self.world.phone(str(who))
            assert self.world.answer(self.people[who], value, n)["ok"]
        self.world.do("lock")

    def shift(self) -> dict[str, Any]:
        self.world.do("go", step=3)
        return self.world.result()

    def side(self, step: int) -> dict[str, Any]:
        self.world.do("go", step=step)
        return self.world.result()

    def report(self) -> dict[str, Any]:
        return self.world.house.store.read(lambda db: collect(db, self.world.workshop))


def same(people: range, value: Any) -> dict[int, Any]:
    return dict.fromkeys(people, value)


@pytest.fixture
def room(tmp_path: Path, request: pytest.FixtureRequest):
    room = Room(tmp_path, *request.param)
    yield room
    room.world.close()


def rooms(*chosen: tuple[str, ...]) -> Any:
    return pytest.mark.parametrize("room", chosen, indirect=True, ids=str)


SHOWN_AT_ONCE = [("on_close",), ("live",), ("live_batched",)]


@rooms(*SHOWN_AT_ONCE)
def test_a_side_that_was_shown_stays_and_the_pair_is_withheld_where_a_few_answered_once(room: Room):
    room.ask(1, same(range(10), 1) | {10: 5})
    before = room.side(1)
    assert before["n"] == 11
    room.ask(2, same(range(10), 4))
    shift = room.shift()
    assert (shift["withheld"], shift["paired"], shift["change"]) == ("once", False, None)
    assert shift["before"]["counts"] == before["counts"] == room.side(1)["counts"]
    assert shift["after"]["n"] == room.side(2)["n"] == 10
    room.shift()
    for place in ("screen", "phone"):
        assert "maar één keer" in room.world.house.partials.result(room.world.scene, "nl", place)
    assert "maar één keer" in room.world.house.partials.desk(room.world.scene, "nl", 0)
    assert "maar één keer" in room.report()["pairs"][0]["note"]
    [(kept,)] = room.world.house.store.read(lambda db: db.execute("SELECT pair FROM round WHERE pair > ''").fetchall())
    assert json.loads(kept) == {"of": 1, "withheld": True, "earlier": []}


@rooms(*SHOWN_AT_ONCE)
@pytest.mark.parametrize("once", [0, 3])
def test_the_pair_is_shown_where_nobody_or_enough_answered_once(room: Room, once: int):
    room.ask(1, same(range(10), 1) | same(range(10, 10 + once), 5))
    room.ask(2, same(range(10), 4))
    assert room.shift()["paired"]
    assert room.shift()["n"] == 10
    assert room.side(1)["n"] == 10 + once


@rooms(("on_close",))
def test_a_side_that_was_not_shown_before_shows_the_pair_instead(room: Room):
    room.ask(1, same(range(10), 1))
    room.ask(2, same(range(10), 4) | {10: 5, 11: 5})
    assert room.world.result()["counts"]["5"] == 0
    assert room.shift()["n"] == 10
    room.world.restart()
    assert room.side(2)["counts"]["5"] == 0


@rooms(("on_close",))
def test_who_answered_once_without_an_opinion_is_no_difference(room: Room):
    room.ask(1, same(range(10), 1) | {10: "none"})
    room.ask(2, same(range(10), 4))
    assert room.shift()["n"] == 10


@rooms(("on_close",))
def test_who_erased_their_answers_in_between_is_not_found_either(room: Room):
    room.ask(1, same(range(10), 1) | {10: 5})
    [(number,)] = room.world.house.store.read(
        lambda db: db.execute("SELECT participant FROM answer WHERE value = '5'").fetchall()
    )
    assert answers.erase(room.world.house.store, room.world.workshop, number) == 1
    room.ask(2, same(range(10), 4))
    assert room.shift()["withheld"] == "once"


@rooms(("after_pair",))
def test_asking_again_makes_no_second_pair_of_almost_the_same_people(room: Room):
    room.ask(1, same(range(10), 1))
    room.ask(2, same(range(10), 4))
    assert room.shift()["n"] == 10
    room.world.do("go", step=2)
    room.world.do("again")
    room.ask(2, same(range(9), 5))
    assert room.shift()["withheld"] == "once"
    room.world.do("go", step=2)
    room.world.do("again")
    room.ask(2, same(range(7), 5))
    assert room.shift()["n"] == 7


@rooms(("after_pair",))
def test_asking_before_again_is_measured_against_every_pair_that_was_shown(room: Room):
    room.ask(1, same(range(10), 1))
    room.ask(2, same(range(15), 4))
    assert room.shift()["n"] == 10
    for people, paired in ((4, True), (9, False), (8, False), (7, True)):
        room.world.do("go", step=1)
        room.world.do("again")
        room.ask(1, same(range(people), 5))
        assert room.shift()["paired"] == paired, people


@rooms(("after_pair",))
def test_a_side_that_showed_a_pair_stays_as_it_was_whatever_is_asked_again(room: Room):
    room.ask(1, same(range(10), 1) | {10: 5})
    room.ask(2, same(range(10), 4))
    assert (room.side(1)["n"], room.shift()["n"]) == (10, 10)
    room.world.do("go", step=2)
    room.world.do("again")
    room.ask(2, same(range(7), 5))
    assert (room.shift()["n"], room.side(1)["n"]) == (7, 10)


@rooms(("presenter",))
def test_a_side_that_shows_the_pair_keeps_both_rounds_closed(room: Room):
    room.ask(1, same(range(10), 1) | {10: 5})
    room.ask(2, same(range(10), 4))
    room.side(1)
    room.world.do("reveal")
    assert room.world.result()["n"] == 10
    for step in (1, 2):
        room.world.do("go", step=step)
        assert room.world.do("open")["error"]["field"] == "verb"


@rooms(("presenter",))
def test_a_round_that_opens_again_gives_the_other_side_back_to_everybody(room: Room):
    room.ask(1, same(range(10), 1) | {10: 5})
    room.ask(2, same(range(9), 4))
    assert room.world.do("open")["ok"]
    room.ask(2, {9: 4, 10: 2})
    room.side(1)
    room.world.do("reveal")
    assert room.world.result()["n"] == 11
    room.world.do("go", step=3)
    room.world.do("reveal")
    assert room.world.result()["n"] == 11


@rooms(("on_close", "open", TEXT))
def test_texts_of_who_wrote_once_are_not_left_by_subtraction(room: Room):
    room.ask(1, {who: [f"tekst {who % 3}"] for who in range(10)} | {10: ["anders"]})
    room.ask(2, {who: ["later"] for who in range(10)})
    assert room.shift()["withheld"] == "once"
    room.world.do("end")
    assert room.report()["pairs"][0]["result"]["withheld"] == "once"


@rooms(("after_pair", "open", TEXT))
def test_texts_that_were_not_shown_before_show_only_who_wrote_twice(room: Room):
    room.ask(1, {who: [f"tekst {who % 3}"] for who in range(10)} | {10: ["anders"]})
    room.world.do("approve", round=room.world.stage()["round"], text="anders")
    room.ask(2, {who: ["later"] for who in range(10)})
    for _ in range(2):
        assert (room.side(1)["n"], room.side(1)["texts"]) == (10, [])
        room.world.restart()


@rooms(("never",))
def test_a_side_that_is_only_exported_waits_for_the_other(room: Room):
    room.ask(1, same(range(10), 1) | {10: 5})
    assert room.report()["rounds"][0]["result"]["state"] == "hidden"
    room.ask(2, same(range(10), 4))
    assert [one["result"]["n"] for one in room.report()["rounds"]] == [10, 10]


def test_beside_pictures_in_batches_there_is_only_a_pair_of_everybody(tmp_path: Path):
    for once, paired in ((0, True), (6, False)):
        room = Room(tmp_path / str(once), "live_batched")
        world = room.world
        world.do("go", step=1)
        for who in range(16):
            room.people[who] = world.phone(str(who))
            assert world.answer(room.people[who], 1)["ok"]
        world.tick(30)
        assert world.result()["batched"]
        world.do("lock")
        room.ask(2, same(range(16 - once), 4))
        assert room.shift()["paired"] == paired
        world.close()


@rooms(("after_pair", "scale", SCALE, "groep"), ("live_batched", "scale", SCALE, "groep"))
def test_groups_stand_beside_a_pair_but_never_beside_batches_or_another_pair(room: Room):
    room.ask(4, same(range(8), "p") | same(range(8, 16), "q"))
    room.ask(1, same(range(16), 1))
    room.ask(2, same(range(16), 4))
    room.shift()
    assert room.world.do("view", view="groups")["ok"]
    assert [group["n"] for group in room.world.result()["groups"]] == [8, 8]
    room.world.do("go", step=2)
    room.world.do("again")
    room.ask(2, same(range(16), 5))
    assert room.shift()["paired"]
    room.world.do("view", view="groups")
    assert room.world.result()["state"] == "too_few"
    room.world.do("go", step=2)
    room.world.do("again")
    room.ask(2, same(range(10), 5))
    assert room.shift()["withheld"] == "once"


def test_groups_of_a_question_in_batches_are_not_even_counted(tmp_path: Path):
    deck = DECK.format(reveal="live_batched", type="scale", fields=SCALE, groups="groep")
    once = deck.replace("    pair: before_after\n", "").replace(", round: before", "")
    once = once.replace("  - {ask: weer, round: after}\n", "").replace("view: shift", "view: segment_gap")
    world = World(tmp_path, once)
    people = [world.phone(str(who)) for who in range(16)]
    world.do("go", step=3)
    for who, person in enumerate(people):
        assert world.answer(person, "pq"[who % 2])["ok"]
    world.do("go", step=1)
    for person in people:
        assert world.answer(person, 1)["ok"]
    world.tick(30)
    assert world.result()["batched"]
    world.do("lock")
    kept = world.house.store.read(
        lambda db: db.execute("SELECT segments FROM round WHERE question = 'weer'").fetchall()
    )
    assert kept == [(None,)]
    world.close()


def test_groups_are_not_offered_beside_batches(tmp_path: Path):
    room = Room(tmp_path, "live_batched", groups="groep")
    room.ask(4, same(range(8), "p") | same(range(8, 16), "q"))
    world = room.world
    world.do("go", step=1)
    for person in room.people.values():
        assert world.answer(person, 1)["ok"]
    world.tick(30)
    room.ask(2, same(range(16), 4))
    assert room.shift()["paired"]
    assert world.scene.views == ["shift"]
    assert not world.do("view", view="groups")["ok"]
    world.close()
