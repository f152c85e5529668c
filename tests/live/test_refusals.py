"""Messages that are late, stale, repeated, foreign or too many: refused in the language asked for, without a trace."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pollapp.workshops import planning
from tests.live.test_hostile import dump
from tests.world import DECK, Person, World

Say = Callable[[World, Person], tuple[str, dict[str, Any]]]


@pytest.fixture
def anna(world: World) -> Person:
    return world.phone("Anna")


def neighbour(world: World) -> int:
    """Another workshop of the same event."""
    return planning.add_workshop(world.house.store, world.event, world.deck)


def code_of(world: World, workshop: int) -> str:
    return str(world.house.scenes.get(workshop).workshop["code"])


def refusal(world: World, person: Person, message: str, payload: Any) -> dict[str, Any]:
    """The error of a message that must be refused and change nothing."""
    before = dump(world)
    reply = person.say(message, payload)
    assert reply["ok"] is False
    assert dump(world) == before
    assert "%(" not in reply["error"]["sentence"]
    return dict(reply["error"])


class TestAnAnswerIsRefused:
    def test_from_somebody_who_has_not_joined(self, world: World):
        world.do("next")
        error = refusal(world, Person(world.app), "answer", {"round": world.stage()["round"], "n": 1, "value": "kat"})
        assert error["field"] == "code"

    def test_in_a_round_of_another_workshop(self, world: World, anna: Person):
        world.do("next")
        bram = Person(world.app, "Bram")
        assert bram.say("join", {"code": code_of(world, neighbour(world))})["ok"]
        error = refusal(world, bram, "answer", {"round": world.stage()["round"], "n": 1, "value": "kat"})
        assert error["field"] == "round"

    def test_in_a_round_that_is_not_there(self, world: World, anna: Person):
        assert refusal(world, anna, "answer", {"round": 987, "n": 1, "value": "kat"})["field"] == "round"

    def test_when_the_question_was_closed_meanwhile(self, world: World, anna: Person):
        world.do("next")
        late = {"round": world.stage()["round"], "n": 1, "value": "kat"}
        world.do("lock")
        assert refusal(world, anna, "answer", late)["field"] == "round"

    def test_when_it_is_for_the_round_before(self, world: World, anna: Person):
        world.do("next")
        late = {"round": world.stage()["round"], "n": 1, "value": "kat"}
        world.do("again")
        assert refusal(world, anna, "answer", late)["field"] == "round"

    def test_after_the_end(self, world: World, anna: Person):
        world.do("next")
        late = {"round": world.stage()["round"], "n": 1, "value": "kat"}
        world.do("end")
        assert refusal(world, anna, "answer", late)["field"] == "round"

    def test_without_a_value(self, world: World, anna: Person):
        world.do("next")
        assert refusal(world, anna, "answer", {"round": world.stage()["round"], "n": 1})["field"] == "value"


def test_an_answer_that_is_repeated_or_late_is_acknowledged_and_changes_nothing(world: World, anna: Person):
    world.do("next")
    assert world.answer(anna, "kat", 2) == {"ok": True, "round": world.stage()["round"], "n": 2}
    before = dump(world)
    assert world.answer(anna, "kat", 2)["n"] == 2
    assert world.answer(anna, "hond", 1)["n"] == 2
    assert world.answer(anna, None, 1)["n"] == 2
    assert dump(world) == before


def test_a_copy_that_comes_after_the_closing_is_of_an_answer_that_was_kept(world: World, anna: Person):
    world.do("next")
    message = {"round": world.stage()["round"], "n": 1, "value": "kat"}
    assert anna.say("answer", message)["ok"]
    world.do("next")
    assert anna.say("answer", message) == {"ok": True, "round": message["round"], "n": 1}


def test_of_two_pages_of_one_person_neither_is_told_that_the_others_answer_is_its_own(world: World, anna: Person):
    world.do("next")
    assert world.answer(anna, "kat")["ok"]
    assert refusal(world, anna, "answer", {"round": world.stage()["round"], "n": 1, "value": "hond"})["field"] == "n"
    assert world.answer(anna, "hond", 2) == {"ok": True, "round": world.stage()["round"], "n": 2}


def test_a_withdrawal_that_is_repeated_is_acknowledged_where_nobody_may_skip(tmp_path: Path):
    world = World(tmp_path, DECK.replace("settings: {reveal: live}", "settings: {reveal: live, allow_skip: false}"))
    anna = world.phone("Anna")
    world.do("next")
    assert world.answer(anna, None)["error"]["field"] == "value"
    assert world.answer(anna, "kat")["ok"]
    assert world.answer(anna, None, 2)["ok"]
    assert world.answer(anna, None, 2)["ok"]
    world.close()


class TestAVerbIsRefused:
    def test_when_it_was_pressed_on_an_older_stage(self, world: World):
        screen, message = world.screen(), {"rev": world.row["rev"], "verb": "next"}
        assert screen.say("do", message)["ok"]
        assert refusal(world, screen, "do", message)["field"] == "rev"

    @pytest.mark.parametrize("message", ["do", "watch"])
    def test_with_a_key_that_is_none(self, world: World, message: str):
        error = refusal(world, Person(world.app), message, {"key": "f" * 32, "rev": world.row["rev"], "verb": "next"})
        assert error["field"] == "key"

    def test_with_a_key_that_may_only_watch(self, world: World):
        screen = world.screen("watch")
        assert refusal(world, screen, "do", {"rev": world.row["rev"], "verb": "next"})["field"] == "key"

    def test_from_a_phone(self, world: World, anna: Person):
        assert refusal(world, anna, "do", {"rev": world.row["rev"], "verb": "next"})["field"] == "key"

    def test_about_a_text_of_another_workshop(self, world: World, anna: Person):
        world.do("go", step=6)
        world.answer(anna, ["Bellen"])
        round_ = world.stage()["round"]
        there = neighbour(world)
        key = world.house.keys.link(there, "control", 1)
        message = {"key": key, "verb": "approve", "round": round_, "text": "bellen"}
        assert refusal(world, Person(world.app), "do", message)["field"] == "round"

    def test_with_a_link_that_was_made_new(self, world: World):
        screen = world.screen()
        planning.change(world.house.store, world.workshop, "renew")
        assert refusal(world, screen, "do", {"rev": world.row["rev"], "verb": "next"})["field"] == "key"
        assert refusal(world, screen, "watch", {})["field"] == "key"
        world.do("next")
        world.tick()
        assert screen.heard("stage") == []


class TestAtTheDoor:
    def test_a_newcomer_is_refused_when_it_is_closed_and_whoever_was_there_is_not(self, world: World, anna: Person):
        planning.change(world.house.store, world.workshop, "close")
        assert refusal(world, Person(world.app), "join", {"code": world.code})["field"] == "code"
        assert anna.say("join", {"code": world.code})["ok"]

    def test_many_wrong_codes_are_too_many_and_a_right_one_still_gets_in(self, world: World):
        person, wrong = Person(world.app), f"{(int(world.code) + 1) % 1_000_000:06}"
        said = {refusal(world, person, "join", {"code": wrong})["sentence"] for _ in range(40)}
        assert len(said) == 2
        assert person.say("join", {"code": world.code})["ok"]

    @pytest.mark.parametrize("typed", [" {0}{1} ", "{0} {1}", "{0}-{1}", "{0}.{1}\n"])
    def test_a_code_may_be_typed_with_spaces_and_dashes(self, world: World, typed: str):
        code = typed.format(world.code[:3], world.code[3:])
        assert Person(world.app).say("join", {"code": code})["ok"]


class TestTooMuch:
    def test_a_message_that_is_too_long_is_refused(self, world: World, anna: Person):
        world.do("next")
        long = {"round": world.stage()["round"], "n": 1, "value": "x" * world.settings.message_bytes}
        error = refusal(world, anna, "answer", long)
        assert error["field"] == "message"
        assert str(world.settings.message_bytes) in error["sentence"].replace(".", "").replace(",", "")

    def test_a_flood_of_one_is_refused_and_the_others_go_on(self, world: World, anna: Person):
        bram = world.phone("Bram")
        world.do("next")
        replies = [world.answer(anna, "kat", n) for n in range(1, 2 * world.settings.messages_at_once)]
        refused = [reply["error"] for reply in replies if not reply["ok"]]
        assert refused
        assert {error["field"] for error in refused} == {"message"}
        assert world.answer(bram, "hond")["ok"]


EVERYTHING_WRONG: list[Say] = [
    lambda world, anna: ("join", {}),
    lambda world, anna: ("join", {"code": "12"}),
    lambda world, anna: ("join", {"code": "000000"}),
    lambda world, anna: ("answer", {"round": world.stage()["round"], "n": 1}),
    lambda world, anna: ("answer", {"round": world.stage()["round"], "n": 0, "value": "kat"}),
    lambda world, anna: ("answer", {"round": "1", "n": 1, "value": "kat"}),
    lambda world, anna: ("answer", {"round": 99, "n": 1, "value": "kat"}),
    lambda world, anna: ("answer", {"round": world.stage()["round"], "n": 1, "value": "koe"}),
    lambda world, anna: ("answer", {"value": "x" * 20_000}),
    lambda world, anna: ("watch", {}),
    lambda world, anna: ("watch", {"key": "x"}),
    lambda world, anna: ("watch", {"key": world.key(), "place": "wall"}),
    lambda world, anna: ("do", {"key": world.key(), "verb": "fly", "rev": world.row["rev"]}),
    lambda world, anna: ("do", {"key": world.key(), "verb": "next", "rev": "1"}),
    lambda world, anna: ("do", {"key": world.key(), "verb": "next", "rev": 0}),
    lambda world, anna: ("do", {"key": world.key(), "verb": "go", "step": 99, "rev": world.row["rev"]}),
    lambda world, anna: ("do", {"key": world.key(), "verb": "open", "rev": world.row["rev"]}),
    lambda world, anna: ("do", {"key": world.key(), "verb": "thaw", "rev": world.row["rev"]}),
    lambda world, anna: ("do", {"key": world.key(), "verb": "resume", "rev": world.row["rev"]}),
    lambda world, anna: ("do", {"key": world.key(), "verb": "approve", "round": 1, "text": "x"}),
    lambda world, anna: ("do", {"key": world.key("watch"), "verb": "next", "rev": world.row["rev"]}),
]


@pytest.mark.parametrize("wrong", EVERYTHING_WRONG)
def test_a_refusal_speaks_the_language_that_was_asked_for(world: World, anna: Person, wrong: Say):
    world.do("next")
    message, payload = wrong(world, anna)
    dutch = refusal(world, anna, message, payload | {"lang": "nl"})
    english = refusal(world, anna, message, payload | {"lang": "en"})
    assert dutch["field"] == english["field"]
    assert dutch["sentence"] != english["sentence"]
    assert re.search(r"(?i)\b(the|this|is|are|an?|with|to)\b", english["sentence"])
    assert not re.search(r"\b(the|this|has|are|with|you)\b", dutch["sentence"])
