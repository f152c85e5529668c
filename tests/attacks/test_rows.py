"""Announced rows tell what people said, and of nobody which line is theirs.

The attacker has the file, everything that was shown, and has watched the room: who is in which group, who answered
which question, and who took something back. Each attack works on the rows as they lie in the database, and not on
those that leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pysqlite3 import dbapi2 as sqlite

from pollapp.decks import Deck
from pollapp.errors import Refused
from pollapp.exports import collect
from pollapp.exports.rows import rows
from pollapp.language import use
from pollapp.store import Keys, Store, answers, organisers, rounds, workshops
from pollapp.workshops import life, planning
from pollapp.workshops.answers import answer, erase
from tests.world import read

DECK = """
schema: pollapp.deck/1
id: rijen
languages: [nl]
title: "Rijen"
defaults: {{sensitivity: low, min_group: 3, export: {export}}}
segments: [{{key: team, question: team}}]
questions:
  - {{id: team, type: single, title: "Welk team?", options: [{{id: p, text: P}}, {{id: q, text: Q}}]}}
  - {{id: dag, type: single, title: "Welke dag?", options: [{{id: p, text: P}}, {{id: q, text: Q}}]}}
  - {{id: weer, type: number, title: "Hoe was het?", {pair} number: {{min: 1, max: 99, step: 1}}}}
flow: [{{ask: team}}, {{ask: dag}}, {flow}]
"""
ONCE = "{ask: weer}"
TWICE = "{ask: weer, round: before}, {ask: weer, round: after}"
LEAST, OTHER = 5, "(other)"

Line = dict[str, Any]
People = Sequence[Sequence[Any]]
"""What each person answers to team, dag and weer (before, and after); None where nothing."""


def deck(export: str = "pseudonymous_rows", pair: bool = False) -> Deck:
    said = {"pair": "pair: before_after,", "flow": TWICE} if pair else {"pair": "", "flow": ONCE}
    return read(DECK.format(export=export, **said))


@dataclass
class Room:
    """A workshop in which these people have answered, everything closed; `end` ends it."""

    store: Store
    keys: Keys
    workshop: int

    def lines(self) -> list[Line]:
        """The rows that leave, as the attacker reads them."""
        with use("en"):
            table = self.store.read(lambda db: rows(db, self.workshop))
        return [dict(zip(table.heading[1:], line[1:], strict=True)) for line in table.lines]

    def raw(self) -> list[Line]:
        """The rows as a naive export gives them: one a person, as they lie in the database."""

        def read_all(db: Any) -> list[Line]:
            names = {one["id"]: name(one) for one in rounds.of_workshop(db, self.workshop)}
            people = answers.by_participant(db, names).values()
            return [{each: person.get(id, "") for id, each in names.items()} for person in people]

        return self.store.read(read_all)

    def released(self) -> dict[str, Counter[str]]:
        """{column: how many people gave each answer}, as everybody can see it."""
        report = self.store.read(lambda db: collect(db, self.workshop))
        shown = [one for one in report["rounds"] if one["result"]["state"] == "shown"]
        return {name(one): Counter(one["result"]["counts"]) for one in shown if "counts" in one["result"]}

    def do(self, verb: str, **details: Any) -> None:
        row = self.store.read(lambda db: workshops.get(db, self.workshop))
        assert row
        life.do(self.store, self.keys, self.workshop, row["rev"], verb, **details)

    def end(self) -> Room:
        self.do("end")
        return self


def name(found: dict[str, Any]) -> str:
    return ".".join(filter(None, (found["question"], found["side"])))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("rows") / "p.sqlite3")
    store.write(lambda db: organisers.put(db, "Olga", "x"))
    yield store
    store.close()


def play(store: Store, people: People, chosen: Deck | None = None) -> Room:
    chosen = chosen or deck()
    event = planning.add_event(store, 1, "Een dag")
    room = Room(store, Keys(store.path.with_name("keys.json")), planning.add_workshop(store, event, chosen))
    for step in range(len(chosen.flow)):
        room.do("next")
        [*_, found] = store.read(lambda db: rounds.of_workshop(db, room.workshop))
        for who, person in enumerate(people):
            if step < len(person) and person[step] is not None:
                answer(store, room.workshop, bytes([who]) * 16, found["id"], 1, person[step])
    room.do("lock")
    return room


def could_be(lines: list[Line], **known: Any) -> list[Line]:
    """The lines that could be of somebody of whom this is known; a group that was merged can be any."""
    return [line for line in lines if all(line[name] in (value, OTHER) for name, value in known.items())]


def answered_only(lines: list[Line], *columns: str) -> list[Line]:
    """The lines with an answer in these columns and in no other."""
    return [line for line in lines if {name for name, value in line.items() if value != ""} == set(columns)]


class TestWhoIsInASmallGroup:
    PEOPLE: People = [*[("p", "p", 10 + n) for n in range(12)], ("q", "p", 99), ("q", "q", 98)]

    def test_is_found_by_it_in_naive_rows(self, store: Store):
        assert [line["weer"] for line in could_be(play(store, self.PEOPLE).raw(), team="q", dag="p")] == [99]

    def test_is_one_of_five_in_the_rows_that_leave(self, store: Store):
        lines = play(store, self.PEOPLE).end().lines()
        assert len(lines) == 14
        assert "q" not in {line["team"] for line in lines}
        assert min(Counter(line["team"] for line in lines).values()) >= LEAST


class TestWhoLeftSomethingOpen:
    PEOPLE: People = [*[("p", "p", 10 + n) for n in range(12)], ("p", None, 99)]

    def test_is_found_by_the_open_cell_in_naive_rows(self, store: Store):
        assert [line["weer"] for line in answered_only(play(store, self.PEOPLE).raw(), "team", "weer")] == [99]

    def test_is_one_of_six_in_the_rows_that_leave(self, store: Store):
        lines = play(store, self.PEOPLE).end().lines()
        assert len(answered_only(lines, "team", "weer")) == 6
        assert sorted(line["weer"] for line in lines) == [*range(10, 22), 99]

    def test_is_the_difference_where_a_naive_export_leaves_the_line_out(self, store: Store):
        room = play(store, self.PEOPLE)
        whole = [line for line in room.raw() if line["dag"]]
        everybody = room.released()["team"] - Counter(str(line["team"]) for line in whole)
        assert everybody == {"p": 1}

    def test_two_exports_leave_out_the_same_cells(self, store: Store):
        room = play(store, self.PEOPLE).end()
        first, *others = (sorted(map(str, room.lines())) for _ in range(4))
        assert others == [first] * 3


class TestWhoTookTheirAnswersBack:
    PEOPLE: People = [("p", "p", 10 + n) for n in range(12)]

    def test_is_the_difference_of_two_naive_exports(self, store: Store):
        room = play(store, self.PEOPLE)
        before = Counter(str(line) for line in room.raw())
        assert erase(store, room.workshop, bytes([7]) * 16) == 3
        assert before - Counter(str(line) for line in room.raw()) == {str({"team": "p", "dag": "p", "weer": 17}): 1}

    def test_is_in_no_export_and_in_no_difference_of_two(self, store: Store):
        room = play(store, self.PEOPLE)
        with pytest.raises(Refused):
            room.lines()
        erase(store, room.workshop, bytes([7]) * 16)
        with pytest.raises(Refused):
            room.lines()
        lines = room.end().lines()
        assert len(lines) == 7
        assert {told.total() - len(lines) for told in room.released().values()} == {LEAST}


class TestWhoAnsweredOnlyOnce:
    PEOPLE: People = [*[("p", "p", 10 + n, 20 + n) for n in range(12)], ("p", "p", 99)]

    def test_is_the_difference_of_the_picture_and_naive_rows(self, store: Store):
        room = play(store, self.PEOPLE, deck(pair=True))
        assert [line["weer.before"] for line in room.raw() if not line["weer.after"]] == [99]

    def test_is_one_of_many_in_the_rows_that_leave(self, store: Store):
        lines = play(store, self.PEOPLE, deck(pair=True)).end().lines()
        once = [line["weer.before"] for line in lines if line["weer.before"] and not line["weer.after"]]
        assert len(once) == 0 or len(once) > LEAST


def test_rows_that_were_not_announced_cannot_be_announced_once_something_was_asked(store: Store):
    room = play(store, [("p", "p", 10)] * 12, deck("aggregate"))
    swapped = deck().to_json()
    with pytest.raises(sqlite.IntegrityError, match="announced"):
        store.write(lambda db: db.execute("UPDATE workshop SET deck = ? WHERE id = ?", [swapped, room.workshop]))
    with pytest.raises(Refused):
        room.end().lines()


def test_an_answer_of_high_sensitivity_stands_in_no_line(store: Store):
    open_deck = deck()
    questions = [
        one.model_copy(update={"settings": one.settings.model_copy(update={"sensitivity": "high"})})
        if one.id == "weer"
        else one
        for one in open_deck.questions
    ]
    lines = play(store, [("p", "p", 10)] * 12, open_deck.model_copy(update={"questions": questions})).end().lines()
    assert set(lines[0]) == {"team", "dag"}


somebody = st.tuples(
    st.sampled_from(["p", "p", "p", "q", None]), st.sampled_from(["p", "q", None]), st.none() | st.integers(1, 99)
)


@given(people=st.lists(somebody, max_size=30), erasing=st.sets(st.integers(0, 29), max_size=3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_any_room_nobody_is_found(store: Store, people: People, erasing: set[int]):
    room = play(store, people)
    for who in erasing:
        erase(store, room.workshop, bytes([who]) * 16)
    room.end()
    try:
        lines = room.lines()
    except Refused:
        return
    kept = [person for who, person in enumerate(people) if who not in erasing]
    by_groups = Counter((line.get("team"), frozenset(name for name in line if line[name] != "")) for line in lines)
    assert min(by_groups.values()) >= LEAST
    for column in lines[0]:
        place = ("team", "dag", "weer").index(column)
        sent = Counter(str(person[place]) for person in kept)
        assert not Counter(str(line[column]) for line in lines if line[column] not in ("", OTHER)) - sent
        there = sum(line[column] != "" for line in lines)
        missing = sum(person[place] is not None for person in people) - there
        assert missing == 0 or missing >= LEAST or not there
