"""After the end nothing on the disk tells who answered what, or holds what was taken back: searched byte by byte.

The attacker has the machine: the database and SQLite's files beside it, the keys, the log, temporary files, whatever
the process holds open; and the tokens of all phones.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from pollapp.store import Store, answers, unsettled
from tests.attacks.gathering import DIER, PEOPLE, STAP, WEER, WOORD, Gathering, erase
from tests.attacks.remains import Needles, event_key, lies_in, remains

KEPT, APPROVED = "bewaard9d1f en goedgekeurd", "Goedgekeurd3e7b"

TAKEN_BACK = {
    "a text that was turned down": "verworpen5a2c deugt niet",
    "a text that nobody approved": "ongelezen8b4e van iemand",
    "a text that was changed": "veranderd1c6d naar iets anders",
    "a text that was withdrawn": "ingetrokken7f3a",
    "a text that was erased": "gewist2e9b door wie het schreef",
    "a word that was erased": "gewist4d8c",
    "a word that was turned down": "verworpen6b1a",
}


@pytest.fixture
def gathering(tmp_path: Path) -> Iterator[Gathering]:
    gathering = Gathering(tmp_path)
    yield gathering
    gathering.close()


def texts() -> Needles:
    return {name: text.encode() for name, text in TAKEN_BACK.items()}


def tokens(gathering: Gathering) -> Needles:
    return {f"the token of phone {who}": token.encode() for who, token in enumerate(gathering.tokens)}


def disk(gathering: Gathering) -> dict[str, bytes]:
    running = gathering.server.pid if gathering.server.running else None
    return remains(gathering.data, gathering.temporary, gathering.server.errors.parent, process=running)


def everything_happens(gathering: Gathering) -> None:
    """Answers, changes, withdrawals; texts that are approved, turned down, left unread, changed, withdrawn, erased."""
    gathering.come_in()
    for step, values in ((DIER, ["kat", "hond"]), (WEER, [1, 2, 3, 4, 5])):
        round_ = gathering.go(step)
        for times in range(3):
            for who in range(PEOPLE):
                gathering.answer(who, round_, values[(who + times) % len(values)])
        gathering.answer(1, round_, None)
    said = list(TAKEN_BACK.values())
    round_ = gathering.go(STAP)
    for who in range(PEOPLE):
        gathering.answer(who, round_, [KEPT, said[who]] if who < 5 else [f"{KEPT} {who}", f"{said[1]} {who}"])
    gathering.answer(2, round_, [KEPT])
    gathering.answer(3, round_, None)
    gathering.do("approve", round=round_, text=KEPT)
    gathering.do("reject", round=round_, text=said[0])
    round_ = gathering.go(WOORD)
    for who in range(PEOPLE):
        gathering.answer(who, round_, [APPROVED, said[1 + who]] if who in (4, 5) else [APPROVED])
    gathering.do("approve", round=round_, text=APPROVED.lower())
    gathering.do("reject", round=round_, text=said[6])
    erase(gathering, 4)


class TestTheSearchFinds:
    """That nothing is found means something only because the same search finds it where it is."""

    def test_everything_before_the_end(self, gathering: Gathering):
        everything_happens(gathering)
        assert set(lies_in(texts(), disk(gathering))) >= {
            "a text that was turned down",
            "a text that nobody approved",
            "a word that was turned down",
        }
        assert len(lies_in(gathering.numbers(), disk(gathering))) == PEOPLE
        assert lies_in({"the key": event_key(gathering.keys)}, disk(gathering))

    def test_what_was_taken_back_in_a_log_that_nobody_empties(self, gathering: Gathering, tmp_path: Path):
        gathering.come_in()
        round_ = gathering.go(STAP)
        gathering.answer(0, round_, [TAKEN_BACK["a text that was changed"]])
        gathering.answer(0, round_, [TAKEN_BACK["a text that was withdrawn"]])
        gathering.answer(0, round_, None)
        assert set(lies_in(texts(), disk(gathering))) == {"a text that was changed", "a text that was withdrawn"}

    def test_a_token_in_a_line_of_a_log(self, gathering: Gathering):
        (gathering.temporary / "access.log").write_text(f"GET / 200 poll={gathering.tokens[3]}\n")
        assert list(lies_in(tokens(gathering), disk(gathering))) == ["the token of phone 3"]

    def test_what_a_naive_end_leaves(self, gathering: Gathering, tmp_path: Path):
        everything_happens(gathering)
        numbers = gathering.numbers()
        copy = gathering.copy(tmp_path / "copy") / gathering.database.name
        with closing(sqlite3.connect(copy)) as db:
            db.execute("PRAGMA secure_delete = OFF")  # on Debian it is on
            db.execute("UPDATE answer SET participant = randomblob(16), value = '[]' WHERE value LIKE '[%'")
            db.execute("UPDATE answer SET participant = randomblob(16)")
            db.execute("DELETE FROM verdict")
            db.commit()
        assert lies_in(numbers, remains(copy.parent))
        assert lies_in(texts(), remains(copy.parent))


def test_what_lingers_between_rows_that_moved_is_gone_as_well(tmp_path: Path):
    """SQLite blanks what it deletes, but not the copies it makes when rows grow and move: the file is built anew."""
    store, secrets = Store(tmp_path / "p.sqlite3"), [f"geheim {number:05} " for number in range(12_000)]
    store.write(partial(write_over_and_over, secrets=secrets))
    needles = {text: text.encode() for text in secrets}
    store.settle()
    assert lies_in(needles, remains(tmp_path))
    store.write(lambda db: unsettled.note(db, 1))
    store.settle()
    assert lies_in(needles, remains(tmp_path)) == {}
    store.close()


def write_over_and_over(db: Database, secrets: list[str]) -> None:
    """Eight hundred people change a text that grows, and then erase it."""
    for statement in (
        "INSERT INTO organiser (id, name, password) VALUES (1, 'Olga', 'x')",
        "INSERT INTO event (id, organiser, title, created_at) VALUES (1, 1, 'Dag', 0)",
        "INSERT INTO workshop (id, event, place, deck, created_at, step_at) VALUES (1, 1, 0, '', 0, 0)",
        "INSERT INTO round (id, workshop, question, shown_at) VALUES (1, 1, 'q1', 0)",
    ):
        db.execute(statement)
    people = [hashlib.sha256(str(who).encode()).digest()[:16] for who in range(800)]
    for number, text in enumerate(secrets):
        who, n = people[number % 800], number // 800 + 1
        answers.put(db, 1, who, n, text + "x" * (n * (number * 7919 % 40)))
    db.execute("UPDATE answer SET value = NULL")


def test_after_the_end_nothing_is_found(gathering: Gathering):
    everything_happens(gathering)
    numbers, key = gathering.numbers(), event_key(gathering.keys)
    gathering.do("end")

    left = disk(gathering)
    assert lies_in(texts(), left) == {}
    assert lies_in(tokens(gathering), left) == {}
    assert lies_in({"what was approved": KEPT.encode()}, left)
    assert len(lies_in(numbers, left)) == PEOPLE - 2  # of those who withdrew or erased no row is kept
    gathering.do("end", gathering.plenary)

    for left in (disk(gathering), _stopped(gathering)):
        assert lies_in(numbers, left) == {}
        assert lies_in({"the key": key, "the key, written out": key.hex().encode()}, left) == {}
        assert lies_in(texts(), left) == {}
        assert lies_in(tokens(gathering), left) == {}
        assert lies_in({"what was approved": KEPT.encode()}, left)


def _stopped(gathering: Gathering) -> dict[str, bytes]:
    for phone in gathering.phones:
        phone.close()
    assert gathering.server.stop() == 0
    return disk(gathering)
