"""When the link between phones and answers goes: at the end of a workshop, or once all rooms were shown together."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from pollapp.errors import Refused
from pollapp.store import Keys, answers, rounds, workshops
from pollapp.store.database import connect
from pollapp.workshops import ending, links, planning
from pollapp.workshops.answers import erase
from tests.server import until
from tests.world import DECK, Person, World, read

SHOWN = """
schema: pollapp.deck/1
id: samen
languages: [nl, en]
title: {nl: "Samen", en: "Together"}
questions:
  - id: beest
    type: single
    title: {nl: "Welk dier?", en: "Which animal?"}
    options:
      - {id: kat, nl: "Kat", en: "Cat"}
      - {id: hond, nl: "Hond", en: "Dog"}
flow:
  - {show: beest, view: rooms}
"""
ANNOUNCED = DECK.replace("defaults: {", "defaults: {export: pseudonymous_rows, ")


class Day(World):
    """An event with two rooms that ask the same, and a plenary that shows a question of them over the rooms."""

    def __init__(self, folder: Path, deck: str = DECK, shown: str = SHOWN) -> None:
        super().__init__(folder, deck)
        self.room = self.workshop
        self.other = planning.add_workshop(self.house.store, self.event, self.deck)
        self.hall = planning.add_workshop(self.house.store, self.event, read(shown))

    def at(self, workshop: int) -> World:
        """From now on in this workshop."""
        self.workshop = workshop
        return self

    def ask(self, workshop: int, people: dict[str, Person], *steps: int) -> None:
        """Everybody answers these steps of a workshop."""
        for step in steps:
            self.at(workshop).do("go", step=step)
            for person in people.values():
                assert self.answer(person, {1: "kat", 2: 4, 6: ["Bellen"]}[step])["ok"]

    def end(self, workshop: int) -> None:
        assert self.at(workshop).do("end")["ok"]

    def read(self, question: Any, *arguments: Any) -> Any:
        return self.house.store.read(lambda db: question(db, *arguments))

    def linked(self, workshop: int) -> list[str]:
        """The questions of which an answer still stands under the number of one of the phones."""
        found = self.read(rounds.of_workshop, workshop)
        return [one["question"] for one in found if set(self.read(answers.by_participant, [one["id"]])) & self.numbers]

    numbers: set[bytes] = set()

    def come(self, workshop: int, *names: str) -> dict[str, Person]:
        """People with a cookie come in; `numbers` are those under which their answers stand."""
        self.at(workshop)
        people = {name: Person(self.app, name) for name in names}
        for name, person in people.items():
            assert person.say("join", {"code": self.code, "token": token(name)})["ok"]
        self.numbers = self.numbers | {self.house.keys.participant(self.event, token(name)) for name in names}
        return people


def token(name: str) -> str:
    return name.lower().ljust(32, "x")


@pytest.fixture
def day(tmp_path: Path):
    day = Day(tmp_path)
    yield day
    day.close()


def test_only_what_is_to_be_shown_over_the_rooms_keeps_its_link(day: Day):
    day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1, 2)
    assert day.linked(day.room) == ["dier", "weer"]
    day.end(day.room)
    assert day.linked(day.room) == ["dier"]
    assert [one["question"] for one in day.read(rounds.linked, day.room)] == ["dier"]


def test_the_link_goes_when_the_workshop_that_shows_it_has_ended(day: Day):
    day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1)
    day.end(day.room)
    rev = day.row["rev"]
    day.end(day.other)
    assert day.linked(day.room) == ["dier"]
    day.end(day.hall)
    assert day.linked(day.room) == []
    assert day.at(day.room).row["rev"] > rev  # whoever looks at its last slide is told


def test_who_ends_after_the_picture_was_shown_keeps_nothing(day: Day):
    day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1)
    day.end(day.hall)
    assert day.linked(day.room) == ["dier"]
    day.end(day.room)
    assert day.linked(day.room) == []


@pytest.mark.parametrize("test", ["room", "hall"])
def test_a_test_round_keeps_nothing_for_a_real_one_nor_the_other_way_round(day: Day, test: str):
    planning.change(day.house.store, getattr(day, test), "test")
    day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1)
    day.end(day.room)
    assert day.linked(day.room) == []


def test_two_test_rounds_rehearse_it_together(day: Day):
    for workshop in (day.room, day.hall):
        planning.change(day.house.store, workshop, "test")
    day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1)
    day.end(day.room)
    assert day.linked(day.room) == ["dier"]


def test_a_picture_that_becomes_a_test_round_frees_what_waited_for_it(day: Day):
    day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1)
    day.end(day.room)
    planning.change(day.house.store, day.hall, "test")
    assert day.linked(day.room) == []


def test_announced_rows_wait_for_each_other_and_leave_together(tmp_path: Path):
    day = Day(tmp_path, ANNOUNCED)
    day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1, 2)
    day.end(day.room)
    assert day.linked(day.room) == ["dier", "weer"]
    day.end(day.other)
    day.end(day.hall)
    assert day.linked(day.room) == []
    found = [one["id"] for one in day.read(rounds.of_workshop, day.room)]
    assert [set(person) for person in day.read(answers.by_participant, found).values()] == [set(found)] * 3
    day.close()


def test_the_key_goes_with_the_last_workshop_and_test_rounds_count(day: Day):
    day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1)
    planning.change(day.house.store, day.other, "test")
    day.end(day.room)
    day.end(day.hall)
    assert day.house.keys.events() == [day.event]
    day.end(day.other)
    assert day.house.keys.events() == []
    assert json.loads(day.settings.keys.read_text())["events"] == {}


def test_a_run_that_was_started_anew_before_it_began_does_not_keep_the_key(day: Day):
    day.come(day.room, "Anna")
    for workshop in (day.other, day.hall):
        day.end(workshop)
    fresh = planning.start_anew(day.house.store, day.room)
    assert not day.at(day.room).do("next", rev=day.row["rev"])["ok"]
    assert day.house.keys.events() == [day.event]
    day.end(fresh)
    assert day.house.keys.events() == []


def test_a_workshop_that_comes_later_starts_clean_and_cookies_keep_working(day: Day):
    people = day.come(day.room, "Anna", "Bram", "Chris")
    day.ask(day.room, people, 1)
    for workshop in (day.other, day.hall, day.room):
        day.end(workshop)
    before = day.numbers
    fresh = planning.start_anew(day.house.store, day.room)
    again = day.come(fresh, "Anna", "Bram", "Chris")
    assert len(day.numbers - before) == 3
    day.ask(fresh, again, 1)
    assert day.result()["n"] == 3
    web = day.app.flask.test_client()
    web.set_cookie("poll", token("Anna"))
    for path in (f"/{day.code}", f"/{day.code}/erase"):
        assert web.get(path).status_code == 200


def test_a_phone_that_comes_back_after_the_key_is_gone_may_look_at_the_end(day: Day):
    people = day.come(day.room, "Anna", "Bram", "Chris")
    day.ask(day.room, people, 1)
    planning.change(day.house.store, day.room, "close")
    for workshop in (day.other, day.hall, day.room):
        day.end(workshop)
    reply = Person(day.app, "Anna").say("join", {"code": day.code, "token": token("Anna")})
    assert reply["ok"]
    assert reply["stage"]["ended"]


class TestErasing:
    def test_what_is_still_linked_can_be_erased_and_the_rest_cannot(self, day: Day):
        day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1, 2)
        day.end(day.room)
        anna = day.house.keys.participant(day.event, token("Anna"))
        assert erase(day.house.store, day.room, anna) == 1
        assert erase(day.house.store, day.room, anna) == 0
        dier, weer = day.read(rounds.of_workshop, day.room)
        assert (day.read(answers.stored, dier["id"]), day.read(answers.stored, weer["id"])) == (2, 3)
        day.end(day.other)
        day.end(day.hall)
        with pytest.raises(Refused):
            erase(day.house.store, day.room, anna)

    def test_the_phone_says_which(self, day: Day):
        day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1, 2)
        day.end(day.room)
        web = day.app.flask.test_client()
        web.set_cookie("poll", token("Anna"))
        for path in (f"/{day.code}", f"/{day.code}/erase"):
            page = web.get(path).text
            assert "Welk dier?" in page
            assert "Het weer is goed." not in page
        form = page.split('name="csrf_token" value="')[1].split('"')[0]
        assert "Welk dier?" in web.post(f"/{day.code}/erase", data={"csrf_token": form}).text
        assert "geen antwoorden van deze telefoon" in web.post(f"/{day.code}/erase", data={"csrf_token": form}).text
        code = day.code
        day.end(day.other)
        day.end(day.hall)
        too_late = web.get(f"/{code}/erase")
        assert too_late.status_code == 200
        assert "Je kunt je antwoorden niet meer wissen" in too_late.text
        assert "<form" not in too_late.text

    def test_a_heap_does_not_keep_the_name_that_somebody_took_back(self, day: Day):
        people = day.come(day.room, "Anna", "Bram", "Chris")
        day.at(day.room).do("go", step=6)
        for name, text in {"Anna": "Bel Piet op", "Bram": "Opbellen", "Chris": "Opbellen"}.items():
            assert day.answer(people[name], [text])["ok"]
        round_ = day.stage()["round"]
        assert day.do("merge", round=round_, text="opbellen", into="bel piet op")["ok"]
        assert day.answer(people["Anna"], ["Koffie"], 2)["ok"]
        day.do("lock")
        day.do("reveal")
        assert day.result()["texts"] == [{"text": "Opbellen", "count": 2}]
        day.end(day.room)
        kept = day.read(lambda db: str(db.execute("SELECT * FROM verdict").fetchall()))
        assert "piet" not in kept.lower()

    def test_who_erased_after_the_counting_is_not_the_difference_between_counts_and_rows(self, day: Day):
        names = [f"Person{number}" for number in range(20)]
        people = day.come(day.room, *names)
        day.at(day.hall).do("end")
        day.at(day.room).do("next")
        for name, person in people.items():
            assert day.answer(person, "hond" if name == "Person7" else "kat")["ok"]
        day.do("lock")
        assert erase(day.house.store, day.room, day.house.keys.participant(day.event, token("Person7"))) == 1
        [dier] = day.read(rounds.of_workshop, day.room)
        assert json.loads(dier["tally"])["counts"] == {"kat": 19, "hond": 1}
        assert sorted(day.read(answers.values, dier["id"])) == ["kat"] * 19
        day.end(day.room)
        assert day.read(answers.values, dier["id"]) == []
        assert day.read(answers.stored, dier["id"]) == 19


class TestTheEvent:
    def test_all_workshops_end_at_once_and_nothing_is_linked(self, day: Day):
        day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1)
        day.end(day.room)
        people = day.come(day.other, "Dina", "Emre", "Fleur")
        day.ask(day.other, people, 1, 2)
        ending.end_event(day.house.store, day.house.keys, day.event)
        assert day.linked(day.room) == day.linked(day.other) == []
        for workshop in (day.room, day.other, day.hall):
            assert day.at(workshop).row["ended_at"]
        assert [one["locked_at"] is not None for one in day.read(rounds.of_workshop, day.other)] == [True, True]
        assert day.house.keys.events() == []
        day.tick()
        assert [person.heard("stage")[-1]["ended"] for person in people.values()] == [True] * 3

    def test_nobody_can_answer_while_it_ends(self, day: Day):
        people = day.come(day.room, "Anna", "Bram", "Chris")
        day.at(day.room).do("next")
        round_, replies = day.stage()["round"], []
        threads = [
            threading.Thread(
                target=lambda person=person: replies.append(
                    person.say("answer", {"round": round_, "n": 1, "value": "kat"})
                )
            )
            for person in people.values()
        ]
        for thread in threads:
            thread.start()
        ending.end_event(day.house.store, day.house.keys, day.event)
        for thread in threads:
            thread.join()
        assert day.read(answers.stored, round_) == sum(reply["ok"] for reply in replies)
        assert day.linked(day.room) == []


class TestACrash:
    def test_a_start_finishes_what_an_end_could_not(self, day: Day):
        day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1)
        day.house.store.write(lambda db: commit_the_end(db, day.event))
        day.app.close()
        assert Keys(day.settings.keys).events() == [day.event]
        assert unsettled(day)
        day.restart()
        assert day.house.keys.events() == []
        assert not unsettled(day)

    def test_a_key_of_an_event_that_this_database_does_not_know_is_left_alone(self, day: Day):
        day.house.keys.participant(999, token("Anna"))
        day.restart()
        assert 999 in day.house.keys.events()

    def test_a_key_that_cannot_be_destroyed_is_told_and_goes_at_the_next_start(self, day: Day):
        day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1)
        blocked = day.settings.keys.with_suffix(".new")
        blocked.mkdir()
        for workshop in (day.other, day.hall):
            day.end(workshop)
        reply = day.at(day.room).do("end")
        assert not reply["ok"]
        assert "sleutel" in reply["error"]["sentence"]
        assert reply["stage"]["ended"]
        assert day.linked(day.room) == []
        blocked.rmdir()
        day.restart()
        assert day.house.keys.events() == []


def commit_the_end(db: Database, event: int) -> None:
    """All of an end that a process which is killed right after the commit has done."""
    for workshop in workshops.going_on(db, event):
        ending.finish(db, workshop, 1)
    ending.cut(db, event, 1)


def unsettled(day: Day) -> bool:
    db = connect(day.settings.database)
    try:
        return bool(db.execute("SELECT count(*) FROM unsettled").fetchone()[0])
    finally:
        db.close()


def test_the_file_is_built_anew_once_a_reader_is_gone(day: Day):
    day.ask(day.room, day.come(day.room, "Anna", "Bram", "Chris"), 1)
    reader = connect(day.settings.database)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM answer").fetchall()
    day.end(day.hall)
    day.end(day.room)
    log = day.settings.database.with_name(day.settings.database.name + "-wal")
    numbers = list(day.numbers)
    assert any(number in log.read_bytes() for number in numbers)
    reader.close()
    until(lambda: not any(number in log.read_bytes() for number in numbers))


def test_what_is_linked_is_known_beforehand(day: Day):
    def titles() -> list[str]:
        row = day.read(workshops.get, day.room)
        return [question.id for question in day.read(links.lasting, row)]

    assert titles() == ["dier"]
    day.ask(day.room, day.come(day.room, "Anna"), 1)
    day.end(day.room)
    assert titles() == ["dier"]
    day.end(day.hall)
    assert titles() == []


def test_the_ledger_keeps_only_its_sum(day: Day):
    people = day.come(day.other, "Anna", "Bram", "Chris")
    day.ask(day.other, people, 2)
    assert day.answer(people["Anna"], None, 2)["ok"]
    day.end(day.other)
    assert day.read(lambda db: db.execute("SELECT people FROM acknowledged").fetchall()) == [(2,)]
    row = day.read(workshops.get, day.other)
    [proof] = day.read(planning.proof, row)
    assert proof["accepted"] == proof["stored"] == 2
