"""When results are shown: what somebody learns who compares pictures, and sees who taps between them.

Each attack is first carried out on a naive release, written down here in a few lines, and finds somebody out. Then it
is carried out on pollapp, with what comes over the wire, and finds nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pollapp.exports import collect
from pollapp.live.outbound import BATCHES_APART
from pollapp.workshops import answers
from tests.world import Person, World

FEW = 5
"""Whoever learns the answers of fewer people together has found them out."""

DECK = """
schema: pollapp.deck/1
id: proef
languages: [nl, en]
title: {nl: "Proef", en: "Trial"}
defaults: {sensitivity: medium, min_group: 5}
questions:
  - id: dier
    type: single
    title: {nl: "Welk dier?", en: "Which animal?"}
    options: [{id: kat, nl: Kat, en: Cat}, {id: hond, nl: Hond, en: Dog}]
    settings: {reveal: REVEAL}
flow:
  - {ask: dier}
"""


class Picture(NamedTuple):
    """What was on the wall, and who had tapped for it: the observer knows in which order people tap."""

    people: tuple[str, ...]
    counts: Counter[str]


def found_out(pictures: list[Picture]) -> dict[frozenset[str], Counter[str]]:
    """{few people: what they answered together}, from the differences between one picture and the next."""
    found = {}
    for before, after in pairwise([Picture((), Counter()), *pictures]):
        between = frozenset(after.people[len(before.people) :])
        difference = Counter(after.counts)
        difference.subtract(before.counts)
        if 0 < len(between) < FEW and any(difference.values()):
            found[between] = difference
    return found


class Hall:
    """A question that is open, the people who tap one after the other, and a wall that somebody watches."""

    def __init__(self, folder: Path, reveal: str) -> None:
        self.world = World(folder, DECK.replace("REVEAL", reveal))
        self.world.do("next")
        self.wall = self.world.screen()
        self.people: dict[str, Person] = {}
        self.taps: list[str] = []
        self.times: Counter[str] = Counter()
        self.seen: list[Picture] = []

    def tap(self, name: str, value: str | None) -> bool:
        """Somebody answers, or changes the answer; whether it was taken. The clock ticks on."""
        if name not in self.people:
            self.people[name] = self.world.phone(name)
        self.times[name] += 1
        taken = self.world.answer(self.people[name], value, self.times[name])["ok"]
        if taken:
            self.taps.append(name)
        self.wait()
        return bool(taken)

    def wait(self) -> None:
        self.world.tick(round(BATCHES_APART / self.world.settings.tick) + 1)

    def pictures(self) -> list[Picture]:
        """What the wall was sent until now, each time it became another one."""
        for message in self.wall.heard("result"):
            told = _picture(self.taps, message["result"])
            if told and self.seen[-1:] != [told]:
                self.seen.append(told)
        return self.seen

    def close(self) -> list[Picture]:
        """The question is closed; all pictures until then, and the last one."""
        before = self.pictures()
        self.world.do("lock")
        return [*before, *([last] if (last := self.now()) else [])]

    def now(self) -> Picture | None:
        return _picture(self.taps, self.world.result())


def _picture(taps: list[str], result: dict[str, Any] | None) -> Picture | None:
    """A picture of so many people is of those who tapped first: nobody here taps twice without saying so."""
    if not result or result["state"] != "shown":
        return None
    return Picture(tuple(taps[: result["n"]]), Counter(result["counts"]))


@pytest.fixture
def hall(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Hall]:
    hall = Hall(tmp_path, request.param)
    yield hall
    hall.world.close()


def halls(*reveal: str) -> Any:
    return pytest.mark.parametrize("hall", reveal, indirect=True)


def everybody(many: int) -> list[tuple[str, str]]:
    """People who do not think alike, in the order in which they tap."""
    return [(f"person {number}", "hond" if number % 3 == 1 else "kat") for number in range(many)]


class TestDifferencesOfSuccessiveScreens:
    def test_a_picture_after_each_answer_tells_each_answer(self):
        said = everybody(12)
        naive = [_naive(said[:so_many]) for so_many in range(1, 13)]
        assert found_out(naive) == {frozenset({name}): Counter({value: 1}) for name, value in said}

    @halls("live_batched", "presenter")
    @pytest.mark.parametrize("people", [1, 4, 5, 9, 10, 19, 20, 33])
    def test_pictures_a_batch_apart_tell_of_nobody(self, hall: Hall, people: int):
        hall.world.do("reveal")
        for name, value in everybody(people):
            hall.tap(name, value)
            hall.pictures()
        seen = hall.close()
        assert found_out(seen) == {}
        assert [len(picture.people) for picture in seen] == [
            *range(5, people - 4, 5), *([people] if people >= 5 else [])
        ]  # fmt: skip
        assert seen[-1:] == ([_naive(everybody(people))] if people >= 5 else [])


class TestTheRemainderAtTheClosing:
    @pytest.mark.parametrize("people", [6, 9, 12, 14])
    def test_batches_without_a_lag_leave_a_few_for_the_closing(self, people: int):
        said = everybody(people)
        naive = [_naive(said[:so_many]) for so_many in [*range(5, people + 1, 5), people]]
        assert set(found_out(naive)) == {frozenset(name for name, _ in said[people - people % 5 :])}

    @halls("live_batched")
    @pytest.mark.parametrize("people", range(10, 21))
    def test_behind_a_picture_always_stand_enough_people(self, hall: Hall, people: int):
        for name, value in everybody(people):
            hall.tap(name, value)
        *_, before, last = hall.close()
        assert len(last.people) == people
        assert len(last.people) - len(before.people) >= FEW

    @halls("live_batched")
    def test_who_takes_an_answer_back_at_the_end_leaves_no_few_behind(self, hall: Hall):
        for name, value in everybody(10):
            hall.tap(name, value)
        [shown] = hall.pictures()
        for name, _ in everybody(10)[3:]:
            hall.world.answer(hall.people[name], None, 2)
        hall.world.answer(hall.people["person 0"], "hond", 2)
        hall.world.do("lock")
        assert hall.world.result()["counts"] == dict(shown.counts)
        report = hall.world.house.store.read(lambda db: collect(db, hall.world.workshop))
        assert report["rounds"][0]["result"]["counts"] == dict(shown.counts)


class TestALateOrChangedAnswerAfterTheReveal:
    @pytest.mark.parametrize("late", [("person 3", "hond"), ("somebody new", "hond")])
    def test_a_result_that_still_counts_tells_the_last_one(self, late: tuple[str, str]):
        said = dict(everybody(8))
        before = Counter(said.values())
        after = Counter((said | dict([late])).values())
        assert after - before == Counter({"hond": 1})

    @halls("on_close", "live_batched", "live", "presenter")
    def test_what_was_shown_takes_no_answers_any_more(self, hall: Hall):
        for name, value in everybody(12):
            hall.tap(name, value)
        hall.world.do("lock")
        hall.world.do("reveal")
        shown = hall.now()
        for attempt in (_nothing, _hide, _restart):
            attempt(hall)
            assert not hall.world.do("open")["ok"]
            assert not hall.tap("person 3", "hond")
            assert not hall.tap("somebody new", "hond")
        assert hall.world.do("reveal")["ok"]
        assert hall.now() == shown

    @halls("on_close", "live_batched", "live")
    def test_an_answer_that_is_erased_stays_in_the_picture_that_was_shown(self, hall: Hall):
        for name, value in everybody(12):
            hall.tap(name, value)
        hall.world.do("lock")
        shown = hall.now()
        [(number,), *_] = hall.world.house.store.read(
            lambda db: db.execute("SELECT participant FROM answer WHERE value = '\"hond\"'").fetchall()
        )
        assert answers.erase(hall.world.house.store, hall.world.workshop, number) == 1
        assert hall.now() == shown

    @halls("live")
    def test_a_live_picture_that_fell_below_the_smallest_group_was_seen_all_the_same(self, hall: Hall):
        for name, value in everybody(5):
            hall.tap(name, value)
        assert hall.now()
        hall.tap("person 2", None)
        assert hall.now() is None
        hall.world.do("lock")
        assert not hall.world.do("open")["ok"]

    @halls("live")
    def test_even_one_that_was_there_for_less_than_a_tick(self, hall: Hall):
        for name, value in everybody(5):
            hall.people[name] = hall.world.phone(name)
            hall.world.answer(hall.people[name], value)
        hall.world.answer(hall.people["person 2"], None, 2)
        hall.world.do("lock")
        assert not hall.world.do("open")["ok"]

    @halls("never")
    def test_what_was_taken_home_counts_as_shown(self, hall: Hall):
        for name, value in everybody(6):
            hall.tap(name, value)
        hall.world.do("lock")
        assert not hall.world.do("open")["ok"]


class TestAReload:
    def test_a_page_that_counts_anew_tells_who_tapped_since_the_push(self):
        said = everybody(12)
        pushed, reloaded = _naive(said[:10]), _naive(said)
        assert set(found_out([pushed, reloaded])) == {frozenset({"person 10", "person 11"})}

    @halls("live_batched")
    @pytest.mark.parametrize("many", [11, 14, 16, 24])
    def test_every_page_shows_what_was_pushed_and_nothing_newer(self, hall: Hall, many: int):
        for name, value in everybody(10):
            hall.tap(name, value)
        [pushed] = hall.pictures()
        for name, value in everybody(many)[10:]:
            hall.people[name] = hall.world.phone(name)
            hall.world.answer(hall.people[name], value)
        for look in LOOKS:
            for _ in range(3):
                assert look(hall) == len(pushed.people), look
        hall.world.restart()
        for look in LOOKS:
            assert look(hall) == len(pushed.people), look


class TestWhoSeesWhoTaps:
    def test_a_batch_of_taps_can_be_filled_by_one_person(self):
        """The attacker taps until a batch of five taps has one other person in it."""
        said = [("victim", "hond"), *[("attacker", value) for value in ("kat", "hond", "kat", "hond")]]
        assert len(said) == FEW
        told = Counter(dict(said).values()) - Counter({dict(said)["attacker"]: 1})
        assert told == Counter({"hond": 1})

    @halls("live_batched")
    def test_a_batch_has_different_people(self, hall: Hall):
        for name, value in everybody(9):
            hall.tap(name, value)
        for value in ("hond", "kat") * 10:
            hall.tap("person 8", value)
        assert hall.now() is None
        hall.tap("victim", "hond")
        seen = hall.now()
        assert seen
        assert len(seen.people) == FEW
        assert "victim" not in seen.people

    @halls("live_batched")
    def test_who_waits_for_one_tap_between_two_pictures_never_gets_them(self, hall: Hall):
        """The attackers know all answers but one, and tap so that the victim is as alone as they can manage."""
        for name, value in everybody(14):
            hall.tap(name, value)
        before = hall.now()
        hall.tap("victim", "hond")
        after = hall.now()
        assert before
        assert after
        assert "victim" not in after.people
        assert len(set(after.people) - set(before.people)) >= FEW


def _nothing(_: Hall) -> None:
    pass


def _hide(hall: Hall) -> None:
    hall.world.do("hide")


def _restart(hall: Hall) -> None:
    hall.world.restart()
    hall.people.clear()


def _naive(said: list[tuple[str, str]]) -> Picture:
    return Picture(tuple(name for name, _ in said), Counter(value for _, value in said))


def _join(hall: Hall) -> int:
    reply = Person(hall.world.app).say("join", {"code": hall.world.code})
    return int(reply["result"]["result"]["n"])


def _watch(hall: Hall) -> int:
    reply = Person(hall.world.app).say("watch", {"key": hall.world.key()})
    return int(reply["result"]["result"]["n"])


def _phone_page(hall: Hall) -> int:
    return _n_of(hall.world.app.flask.test_client().get(f"/{hall.world.code}").text)


def _wall_page(hall: Hall) -> int:
    web = hall.world.app.flask.test_client()
    return _n_of(web.get(f"/present/{hall.world.key('watch')}", follow_redirects=True).text)


def _export(hall: Hall) -> int:
    report = hall.world.house.store.read(lambda db: collect(db, hall.world.workshop))
    return int(report["rounds"][0]["result"]["n"])


def _n_of(page: str) -> int:
    found = re.search(r'id="result"[^>]* data-n="(\d+)"', page)
    assert found
    return int(found[1])


LOOKS: tuple[Callable[[Hall], int], ...] = (_join, _watch, _phone_page, _wall_page, _export)
"""Every way to look at a result, as the number of people in it."""
