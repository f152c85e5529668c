"""Two ways to make groups of the same answers: who is alone in both is found by crossing them.

Everybody here gives an answer of their own, so that a tally tells whose answers are in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from pollapp.decks import read_deck
from pollapp.errors import DeckError, PollError
from pollapp.exports import collect
from pollapp.results import merge
from pollapp.store import Keys, Store, organisers, rounds, workshops
from pollapp.workshops import life, planning
from pollapp.workshops.answers import answer
from pollapp.workshops.scenes import look
from tests.attacks.subsets import Picture, found_out

DECK = """
schema: pollapp.deck/1
id: kruis
languages: [nl]
title: "Kruis"
defaults: {sensitivity: medium, min_group: 5}
segments: [{key: team, question: team}, {key: rol, question: rol}]
questions:
  - {id: team, type: single, title: "Team?", options: [{id: p, text: P}, {id: q, text: Q}]}
  - {id: rol, type: single, title: "Rol?", options: [{id: p, text: P}, {id: q, text: Q}]}
  - {id: getal, type: number, title: "Getal?", number: {min: 1, max: 99, step: 1}, settings: {compare_by: BY}}
flow: [{ask: team}, {ask: rol}, {ask: getal}]
"""
FEW = 5
TEAM = dict(enumerate("ppppppqqqqqq"))
ROLE = TEAM | {5: "q", 6: "p"}
"""Person 5 is alone in team p with role q, and person 6 in team q with role p."""


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("crossing") / "p.sqlite3")
    yield store
    store.close()


def groups_by(*ways: Mapping[int, str]) -> set[Picture]:
    """The groups that each way makes, side by side."""
    found = set()
    for way in ways:
        sizes = {key: list(way.values()).count(key) for key in set(way.values())}
        for ids in merge(sizes, FEW):
            found.add(frozenset((who, 1) for who, key in way.items() if key in ids))
    return found


def play(store: Store) -> int:
    event = planning.add_event(store, store.write(lambda db: organisers.put(db, "Olga", "x")), "Een dag")
    workshop = planning.add_workshop(store, event, read_deck(DECK.replace("BY", "team")))
    for values in (TEAM, ROLE, {who: who + 1 for who in TEAM}):
        do(store, workshop, "next")
        round_ = look_at(store, workshop).shown["id"]
        for who, value in values.items():
            answer(store, workshop, bytes([who]) * 16, round_, 1, value)
    do(store, workshop, "lock")
    return workshop


def do(store: Store, workshop: int, verb: str, **details: Any) -> None:
    row = store.read(lambda db: workshops.get(db, workshop))
    assert row
    life.do(store, Keys(store.path.with_name("keys.json")), workshop, row["rev"], verb, **details)


def look_at(store: Store, workshop: int) -> Any:
    return store.read(lambda db: look(db, workshop))


def test_naive_groups_by_team_and_by_role_give_away_who_is_alone_in_both():
    assert found_out(groups_by(TEAM, ROLE), FEW) == {5, 6}
    assert found_out(groups_by(TEAM), FEW) is None


def test_the_same_answers_are_counted_by_one_question_and_by_no_other(store: Store):
    workshop = play(store)
    [*_, found] = store.read(lambda db: rounds.of_workshop(db, workshop))
    kept = json.loads(found["segments"])
    told = {
        frozenset((int(value) - 1, 1) for value, people in group["tally"]["counts"].items() if people)
        for group in kept["groups"]
    }
    assert (kept["by"], told) == ("team", groups_by(TEAM))
    assert found_out({*told, frozenset((who, 1) for who in TEAM)}, FEW) is None


def test_nobody_can_ask_for_the_other_groups(store: Store):
    workshop = play(store)
    assert look_at(store, workshop).views == ["result", "groups"]
    for view in ("rol", "groups:rol", {"groups": "rol"}, ["groups", "rol"]):
        with pytest.raises(PollError):
            do(store, workshop, "view", view=view)
    do(store, workshop, "view", view="groups", by="rol", segment="rol", compare_by="rol")
    assert look_at(store, workshop).result.get("by", "team") == "team"


def test_a_deck_cannot_have_two_ways_for_one_question_nor_cross_the_two_that_make_groups():
    crossed = DECK.replace('"Team?"', '"Team?", settings: {compare_by: rol}')
    for deck in (DECK.replace("BY", "[team, rol]"), crossed.replace("BY", "team")):
        with pytest.raises(DeckError):
            read_deck(deck)


def test_an_export_has_the_groups_of_the_screen_and_no_others(store: Store):
    workshop = play(store)
    report = store.read(lambda db: collect(db, workshop))
    pictures = [one for one in report["pictures"] if one["question"] == "getal"]
    assert [(one["view"], one["result"].get("by", "team")) for one in pictures] == [("groups", "team")]
    do(store, workshop, "view", view="groups")
    assert pictures[0]["result"] == look_at(store, workshop).result
