"""The verbs of the presenter, each as a fact about a room with three people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pollapp.exports import collect
from pollapp.workshops import answers
from pollapp.workshops.planning import proof
from tests.world import DECK, Person, World


@pytest.fixture
def people(world: World) -> list[Person]:
    return [world.phone(name) for name in ("Anna", "Bram", "Chris")]


def everybody(world: World, people: list[Person], values: list[Any], n: int = 1) -> None:
    for person, value in zip(people, values, strict=True):
        assert world.answer(person, value, n)["ok"]


def test_a_workshop_begins_in_the_lobby(world: World):
    stage = world.stage()
    assert stage["step"] == {"index": 0, "of": 6, "kind": "lobby"}
    assert stage["round"] is None
    assert stage["question"] is None


def test_next_shows_the_first_question_and_opens_it(world: World):
    assert world.do("next")["ok"]
    assert world.stage()["state"] == "open"
    assert world.stage()["question"]["id"] == "dier"


def test_a_question_opens_by_hand_where_that_is_set(tmp_path):
    world = World(tmp_path, open_by_hand=True)
    world.do("next")
    assert world.stage()["state"] == "shown"
    assert world.do("open")["ok"]
    assert world.stage()["state"] == "open"
    world.close()


def test_a_shown_question_takes_no_answers(tmp_path):
    world = World(tmp_path, open_by_hand=True)
    anna = world.phone("Anna")
    world.do("next")
    assert world.answer(anna, "kat")["error"]["field"] == "round"
    world.close()


def test_going_on_locks_an_open_question(world: World, people: list[Person]):
    world.do("next")
    round_ = world.stage()["round"]
    world.do("next")
    late = people[0].say("answer", {"round": round_, "n": 1, "value": "kat"})
    assert not late["ok"]
    assert late["error"]["field"] == "round"
    world.do("back")
    assert world.stage()["round"] == round_
    assert world.stage()["state"] == "locked"


def test_a_stale_press_is_refused_with_the_present_stage(world: World):
    rev = world.row["rev"]
    assert world.do("next", rev=rev)["ok"]
    again = world.do("next", rev=rev)
    assert not again["ok"]
    assert again["error"]["field"] == "rev"
    assert again["stage"]["step"]["index"] == 1


def test_a_locked_question_opens_again_while_nobody_saw_a_result(world: World, people: list[Person]):
    world.do("next")
    everybody(world, people[:2], ["kat", "hond"])
    world.do("lock")
    assert world.result()["state"] == "too_few"
    assert world.do("open")["ok"]
    assert world.answer(people[2], "kat")["ok"]


def test_a_question_with_a_shown_result_does_not_open_again(world: World, people: list[Person]):
    world.do("next")
    everybody(world, people, ["kat", "hond", "kat"])
    world.do("lock")
    refused = world.do("open")
    assert not refused["ok"]
    assert refused["error"]["field"] == "verb"


def test_hiding_does_not_undo_that_people_saw_it(world: World, people: list[Person]):
    world.do("next")
    everybody(world, people, ["kat", "hond", "kat"])
    world.do("lock")
    world.do("hide")
    assert world.result()["state"] == "hidden"
    assert not world.do("open")["ok"]
    world.do("reveal")
    assert world.result()["state"] == "shown"


def test_again_makes_a_new_round_and_keeps_the_old_one(world: World, people: list[Person]):
    world.do("next")
    first = world.stage()["round"]
    everybody(world, people, ["kat", "hond", "kat"])
    assert world.do("again")["ok"]
    assert world.stage()["round"] != first
    assert world.stage()["state"] == "open"
    assert world.result()["state"] == "too_few"
    everybody(world, people, ["hond", "hond", "hond"])
    assert world.result()["counts"] == {"kat": 0, "hond": 3}


def test_pause_hides_the_result_and_still_takes_answers(world: World, people: list[Person]):
    world.do("next")
    everybody(world, people, ["kat", "hond", "kat"])
    world.do("pause")
    assert world.stage()["paused"]
    assert world.result()["state"] == "hidden"
    assert world.answer(people[0], "hond", 2)["ok"]
    world.do("resume")
    assert world.result()["counts"] == {"kat": 1, "hond": 2}


def test_a_frozen_picture_stands_still_while_answers_come_in(world: World, people: list[Person]):
    world.do("next")
    everybody(world, people, ["kat", "hond", "kat"])
    world.do("freeze")
    world.answer(people[0], "hond", 2)
    assert world.result()["counts"] == {"kat": 2, "hond": 1}
    world.do("thaw")
    assert world.result()["counts"] == {"kat": 1, "hond": 2}


def test_a_frozen_picture_counts_everything_once_locked(world: World, people: list[Person]):
    world.do("next")
    everybody(world, people, ["kat", "hond", "kat"])
    world.do("freeze")
    world.answer(people[0], "hond", 2)
    world.do("lock")
    assert world.result()["counts"] == {"kat": 1, "hond": 2}


def test_before_stays_hidden_until_after_is_locked_and_only_pairs_count_as_shift(world: World, people: list[Person]):
    world.do("go", step=2)
    everybody(world, people, [1, 2, 5])
    world.do("lock")
    assert world.result()["state"] == "hidden"
    assert not world.do("reveal")["ok"]
    late = world.phone("Dina")
    world.do("go", step=4)
    everybody(world, [*people, late], [3, 3, 4, 1])
    world.do("next")
    shift = world.result()
    assert (shift["view"], shift["n"]) == ("shift", 3)
    assert shift["before"]["counts"] == {"1": 1, "2": 1, "3": 0, "4": 0, "5": 1}
    assert shift["after"]["counts"] == {"1": 0, "2": 0, "3": 2, "4": 1, "5": 0}
    world.do("go", step=2)
    assert world.result()["state"] == "shown"


def test_who_answered_once_cannot_be_found_by_subtraction(world: World, people: list[Person]):
    world.do("go", step=2)
    everybody(world, people, [1, 2, 5])
    world.do("go", step=4)
    late = [world.phone(name) for name in ("Dina", "Eva", "Fred")]
    everybody(world, [*people, *late[:2]], [3, 3, 4, 1, 1])
    world.do("lock")
    assert world.result()["n"] == 3
    assert world.result()["counts"] == {"1": 0, "2": 0, "3": 2, "4": 1, "5": 0}
    assert proof_of(world) == (5, 3, 2)
    world.do("again")
    everybody(world, [*people, *late], [3, 3, 4, 1, 1, 1])
    world.do("lock")
    assert world.result()["n"] == 6
    assert proof_of(world) == (6, 6, 0)


def proof_of(world: World) -> tuple[int, int, int]:
    """(accepted, in the picture, held back) of the round on stage."""
    found = world.house.store.read(lambda db: proof(db, world.row))
    return next(
        (one["accepted"], one["pictured"], one["held_back"]) for one in found if one["round"] == world.stage()["round"]
    )


def test_asking_before_again_makes_another_pair(world: World, people: list[Person]):
    for step, values in ((2, [1, 2, 5]), (4, [3, 3, 4])):
        world.do("go", step=step)
        everybody(world, people, values)
    world.do("go", step=2)
    world.do("again")
    everybody(world, people, [5, 5, 5])
    world.do("go", step=5)
    assert world.result()["before"]["counts"]["5"] == 3
    world.do("end")
    found = world.house.store.read(lambda db: collect(db, world.workshop))
    assert found["pairs"][0]["result"]["before"]["counts"]["5"] == 3


def test_texts_are_shown_once_revealed_and_approved(world: World, people: list[Person]):
    world.do("go", step=6)
    everybody(world, people, [["Bellen"], ["Koffie drinken"], ["Bellen"]])
    world.do("lock")
    assert world.result()["state"] == "hidden"
    world.do("reveal")
    assert world.result()["texts"] == []
    assert world.do("approve", round=world.stage()["round"], text="bellen")["ok"]
    assert [one["text"] for one in world.result()["texts"]] == ["Bellen"]
    world.do("merge", round=world.stage()["round"], text="koffie drinken", into="bellen")
    assert [one["count"] for one in world.result()["texts"]] == [3]
    world.do("split", round=world.stage()["round"], text="koffie drinken")
    assert len(world.result()["texts"]) == 2
    world.do("reject", round=world.stage()["round"], text="bellen")
    assert [one["text"] for one in world.result()["texts"]] == ["Koffie drinken"]


def test_the_end_is_final_and_nobody_can_be_found_back(world: World, people: list[Person]):
    world.do("next")
    everybody(world, people, ["kat", "hond", "kat"])
    round_ = world.stage()["round"]
    numbers = {
        bytes(row[0]) for row in world.house.store.read(lambda db: list(db.execute("SELECT participant FROM answer")))
    }
    assert world.do("end")["ok"]
    assert world.stage()["ended"]
    after = {
        bytes(row[0]) for row in world.house.store.read(lambda db: list(db.execute("SELECT participant FROM answer")))
    }
    assert len(after) == 3
    assert not numbers & after
    assert not world.do("back")["ok"]
    assert not people[0].say("answer", {"round": round_, "n": 2, "value": "hond"})["ok"]


def test_a_restart_goes_on_in_the_same_round_with_the_same_links(world: World, people: list[Person]):
    world.do("next")
    everybody(world, people, ["kat", "hond", "kat"])
    before, result, key, code = world.stage(), world.result(), world.key(), world.code
    world.restart()
    assert (world.stage(), world.result(), world.key(), world.code) == (before, result, key, code)
    dina = world.phone("Dina")
    assert world.answer(dina, "kat")["ok"]
    assert world.result()["n"] == 4


def test_a_result_that_is_not_there_yet_can_be_neither_shown_nor_hidden(world: World):
    world.do("go", step=5)
    assert [world.do(verb).get("error", {}).get("field") for verb in ("reveal", "hide")] == ["verb", "verb"]


def test_texts_are_never_kept_a_second_time(world: World, people: list[Person]):
    world.do("go", step=6)
    everybody(world, people, [["Bellen"], ["Koffie"], ["Thee"]])
    world.do("freeze")
    assert stored(world, "SELECT tally FROM round") == [(None,)]
    world.do("thaw")
    world.do("reject", round=world.stage()["round"], text="koffie")
    [(chris,)] = stored(world, "SELECT participant FROM answer WHERE value LIKE '%Koffie%'")
    assert answers.erase(world.house.store, world.workshop, chris) == 1
    assert "koffie" not in str(stored(world, "SELECT * FROM verdict") + stored(world, "SELECT value FROM answer"))


def test_texts_that_may_not_be_read_are_gone_after_the_end(world: World, people: list[Person]):
    world.do("go", step=6)
    everybody(world, people, [["Bellen", "Pietje deugt niet"], ["Opbellen"], ["Koffie"]])
    world.do("lock")
    world.do("reveal")
    round_ = world.stage()["round"]
    world.do("approve", round=round_, text="bellen")
    world.do("merge", round=round_, text="opbellen", into="bellen")
    world.do("reject", round=round_, text="pietje deugt niet")
    before = world.house.store.read(lambda db: collect(db, world.workshop))
    world.do("end")
    after = world.house.store.read(lambda db: collect(db, world.workshop))
    assert after["rounds"] == before["rounds"]
    assert after["proof"] == before["proof"]
    assert after["rounds"][0]["result"]["texts"] == [{"text": "Bellen", "count": 2}]
    kept = str(stored(world, "SELECT value FROM answer") + stored(world, "SELECT * FROM verdict"))
    assert "Bellen" in kept
    assert "Pietje" not in kept
    assert "pietje" not in kept
    assert "Koffie" not in kept


def test_before_and_after_of_texts_are_still_there_after_the_end(tmp_path: Path):
    flow = "{ask: stap, round: before}\n  - {ask: stap, round: after}\n  - {show: stap, view: shift}"
    deck = DECK.replace("{ask: stap}", flow).replace("type: open", "type: open\n    pair: before_after")
    world = World(tmp_path, deck)
    people = [world.phone(name) for name in ("Anna", "Bram", "Chris")]
    for step in (6, 7):
        world.do("go", step=step)
        everybody(world, people, [["Bellen"], ["Bellen"], ["Koffie"]])
        world.do("approve", round=world.stage()["round"], text="bellen")
    world.do("next")
    world.do("reveal")
    before = world.house.store.read(lambda db: collect(db, world.workshop))["pairs"]
    assert before[-1]["result"]["after"]["texts"] == [{"text": "Bellen", "count": 2}]
    world.do("end")
    assert world.house.store.read(lambda db: collect(db, world.workshop))["pairs"] == before
    world.close()


def stored(world: World, sql: str) -> list[Any]:
    return world.house.store.read(lambda db: db.execute(sql).fetchall())


def test_after_the_end_no_file_holds_the_number_of_a_phone(world: World, people: list[Person]):
    world.do("next")
    everybody(world, people, ["kat", "hond", "kat"])
    numbers = world.house.store.read(lambda db: [one for (one,) in db.execute("SELECT participant FROM answer")])
    assert world.do("end")["ok"]
    files = [file.read_bytes() for file in world.settings.database.parent.iterdir()]
    assert not [number for number in numbers if any(number in content for content in files)]


@pytest.mark.parametrize("verb", ["open", "lock", "reveal", "hide", "again", "freeze", "thaw", "resume", "back"])
def test_a_verb_that_does_not_fit_the_lobby_is_refused_in_a_sentence(world: World, verb: str):
    refused = world.do(verb)
    assert not refused["ok"]
    assert refused["error"]["field"] == "verb"
    assert refused["error"]["sentence"].endswith(".")
    assert refused["stage"]["rev"] == world.row["rev"]
