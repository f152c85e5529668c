"""Words that say the same go together by themselves, and what the presenter decides comes first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from pollapp.exports import collect
from pollapp.workshops.moderation import queue
from tests.world import Person, World

DECK = """
schema: pollapp.deck/1
id: proef
languages: [nl, en]
title: {nl: "Proefworkshop", en: "Trial workshop"}
defaults: {reveal: on_close, sensitivity: low, min_group: 3}
questions:
  - id: woord
    type: wordcloud
    title: {nl: "Welk woord?", en: "Which word?"}
    text: {max_chars: 20, entries: 2, moderation: before_display, group_similar: true}
flow:
  - {ask: woord}
"""
WORDS = [["zorg"], ["zorgen"], ["Zorgen!"], ["zorgen"], ["zorg", "Vrede"]]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path, DECK)
    world.do("next")
    people: list[Person] = [world.phone(str(number)) for number in range(len(WORDS))]
    for person, words in zip(people, WORDS, strict=True):
        assert world.answer(person, words)["ok"]
    world.do("lock")
    yield world
    world.close()


def press(world: World, verb: str, text: str, **details: Any) -> None:
    assert world.do(verb, round=world.stage()["round"], text=text, **details)["ok"]


def shown(world: World) -> list[tuple[str, int]]:
    return [(word["text"], word["count"]) for word in world.result()["words"]]


def waiting(world: World) -> list[tuple[str, str, str | None]]:
    found = world.house.store.read(lambda db: queue(db, world.scene))
    return [(one["key"], one["state"], one["into"]) for one in found]


def stored(world: World) -> str:
    return str(
        world.house.store.read(
            lambda db: [*db.execute("SELECT value FROM answer"), *db.execute("SELECT * FROM verdict")]
        )
    )


def test_the_presenter_reads_one_form_and_its_other_forms_count(world: World):
    assert waiting(world) == [("vrede", "waiting", None), ("zorg", "waiting", "zorgen"), ("zorgen", "waiting", None)]
    assert shown(world) == []
    press(world, "approve", "zorgen")
    assert shown(world) == [("zorgen", 5)]
    assert ("zorg", "approved", "zorgen") in waiting(world)


def test_a_form_that_was_approved_too_still_goes_along(world: World):
    press(world, "approve", "zorg")
    assert shown(world) == [("zorg", 5)]
    press(world, "approve", "zorgen")
    assert shown(world) == [("zorgen", 5)]


def test_a_form_that_is_split_off_has_to_be_read_and_stays_apart(world: World):
    press(world, "approve", "zorgen")
    press(world, "split", "zorg")
    assert shown(world) == [("zorgen", 3)]
    assert ("zorg", "waiting", None) in waiting(world)
    press(world, "approve", "zorg")
    assert shown(world) == [("zorgen", 3), ("zorg", 2)]
    press(world, "reject", "zorg")
    press(world, "approve", "zorg")
    assert shown(world) == [("zorgen", 3), ("zorg", 2)]
    press(world, "merge", "zorg", into="zorgen")
    assert shown(world) == [("zorgen", 5)]
    press(world, "split", "zorg")
    assert shown(world) == [("zorgen", 3), ("zorg", 2)]


def test_a_rejected_form_does_not_count(world: World):
    press(world, "approve", "zorgen")
    press(world, "reject", "zorg")
    assert shown(world) == [("zorgen", 3)]
    assert ("zorg", "rejected", None) in waiting(world)
    press(world, "approve", "zorg")
    assert shown(world) == [("zorgen", 5)]


def test_a_rejected_word_takes_its_forms_along(world: World):
    press(world, "reject", "zorgen")
    assert shown(world) == []
    assert ("zorg", "rejected", "zorgen") in waiting(world)


def test_a_word_that_is_merged_takes_its_forms_along_and_a_form_goes_alone(world: World):
    press(world, "merge", "zorg", into="vrede")
    assert shown(world) == [("Vrede", 2)]
    press(world, "merge", "zorgen", into="vrede")
    assert shown(world) == [("Vrede", 5)]


def test_merging_a_word_with_its_forms_keeps_them_there(world: World):
    press(world, "merge", "zorgen", into="vrede")
    assert shown(world) == [("Vrede", 5)]
    assert ("zorg", "approved", "vrede") in waiting(world)


def test_what_went_along_unread_is_in_no_file_after_the_end(world: World):
    press(world, "approve", "zorgen")
    before = world.house.store.read(lambda db: collect(db, world.workshop))
    assert '["zorg"]' in stored(world)
    world.do("end")
    after = world.house.store.read(lambda db: collect(db, world.workshop))
    assert after["rounds"] == before["rounds"]
    assert after["proof"] == before["proof"]
    assert '"zorg"' not in stored(world)
    assert "zorgen" in stored(world)


def test_the_desk_lists_the_forms_under_their_word(world: World):
    browser = world.screen().web
    browser.get(f"/present/{world.key()}", follow_redirects=True)

    def listed(place: str) -> dict[str, list[str]]:
        page = BeautifulSoup(browser.get(f"/screen/{world.workshop}/desk").get_data(as_text=True), "html.parser")
        words = page.select(f".queue .{place} > li")
        return {str(word["id"]): [str(under["id"]) for under in word.select("li")] for word in words}

    assert listed("waiting") == {"text-vrede": [], "text-zorgen": ["text-zorg"]}
    press(world, "approve", "zorgen")
    assert (listed("waiting"), listed("judged")) == ({"text-vrede": []}, {"text-zorgen": ["text-zorg"]})
    press(world, "reject", "zorgen")
    assert listed("judged") == {"text-zorg": [], "text-zorgen": []}
