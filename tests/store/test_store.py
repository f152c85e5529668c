"""The store keeps its promises: together, all or nothing for each, and told after the commit."""

from __future__ import annotations

import secrets
import threading
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from queue import SimpleQueue

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pysqlite3 import dbapi2 as sqlite

from pollapp.errors import PollError, Refused, Unavailable
from pollapp.language import N_
from pollapp.store import Store, answers, unsettled
from pollapp.store.database import connect
from pollapp.store.schema import migrations
from pollapp.store.transaction import Outcome


@pytest.fixture
def store(tmp_path: Path):
    store = Store(tmp_path / "p.sqlite3")
    store.write(lambda db: prepare(db))
    yield store
    store.close()


def prepare(db) -> None:
    db.execute("INSERT INTO organiser (name, password) VALUES ('Olga', 'x')")
    db.execute("INSERT INTO event (organiser, title, created_at) VALUES (1, 'Dag', 0)")
    db.execute("INSERT INTO workshop (event, place, code, deck, created_at, step_at) VALUES (1, 0, '123456', '', 0, 0)")
    db.execute("INSERT INTO round (workshop, question, shown_at) VALUES (1, 'q1', 0)")


def put(db, person: bytes, n: int) -> int:
    return answers.put(db, 1, person, n, n)


def test_what_a_write_gives_comes_back_after_the_commit(store: Store, tmp_path: Path):
    assert store.write(lambda db: answers.put(db, 1, b"anna", 1, "kat")) == 1
    with sqlite.connect(tmp_path / "p.sqlite3") as other:
        assert other.execute("SELECT value FROM answer").fetchall() == [('"kat"',)]


def test_what_fails_leaves_nothing_and_disturbs_nobody(store: Store):
    def half(db):
        answers.put(db, 1, b"bram", 1, "hond")
        raise Refused(N_("This question is closed. Your answer could not be added."), field="round")

    told: list[object] = []
    met = threading.Barrier(3)

    def tell(result, error):
        told.append(error or result)
        if len(told) == 2:
            threading.Thread(target=met.wait).start()

    threading.Thread(target=met.wait).start()
    store.submit(half, tell)
    store.submit(lambda db: answers.put(db, 1, b"anna", 1, "kat"), tell)
    met.wait(timeout=20)
    assert isinstance(told[0], Refused)
    assert told[1] == 1
    assert store.read(lambda db: answers.values(db, 1)) == ["kat"]


def test_those_that_come_together_hear_each_their_own_in_one_call(store: Store):
    def refuse(_):
        raise Refused(N_("This question is closed. Your answer could not be added."), field="round")

    told = SimpleQueue[Sequence[Outcome]]()
    store.submit_all([partial(put, person=b"anna", n=2), refuse, partial(put, person=b"bram", n=3)], told.put)
    store.submit_all([partial(put, person=b"anna", n=1)], told.put)
    anna, refused, bram = told.get(timeout=20)
    assert (anna, bram) == ((2, None), (3, None))
    assert isinstance(refused[1], Refused)
    assert told.get(timeout=20) == [(2, None)]
    assert sorted(store.read(lambda db: answers.values(db, 1))) == [2, 3]


def test_a_fault_of_ours_tells_where_it_is_and_a_refusal_keeps_nothing(store: Store):
    def fails(_):
        raise ZeroDivisionError

    def refuses(_):
        raise Refused(N_("This question is closed. Your answer could not be added."), field="round")

    told = SimpleQueue[Sequence[Outcome]]()
    store.submit_all([fails, refuses], told.put)
    (_, fault), (_, refusal) = told.get(timeout=20)
    assert fault
    assert refusal
    assert traceback.extract_tb(fault.__traceback__)[-1].name == "fails"
    assert refusal.__traceback__ is None


def test_a_thousand_at_once_are_all_kept(store: Store):
    people = [f"participant {number}".encode() for number in range(200)]

    def answer(person: bytes) -> None:
        for n in range(1, 6):
            store.write(partial(put, person=person, n=n))

    threads = [threading.Thread(target=answer, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.read(lambda db: answers.values(db, 1)) == [5] * 200
    assert store.read(lambda db: answers.accepted(db, 1)) == store.read(lambda db: answers.stored(db, 1)) == 200


def test_a_locked_database_refuses_in_a_sentence_and_works_again(store: Store, tmp_path: Path):
    other = sqlite.connect(tmp_path / "p.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as refused:
        store.write(lambda db: answers.put(db, 1, b"anna", 1, "kat"))
    assert refused.value.sentence
    other.execute("ROLLBACK")
    other.close()
    assert store.write(lambda db: answers.put(db, 1, b"anna", 1, "kat")) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["kat", "hond", None])), max_size=12))
def test_the_highest_n_wins_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, copies: list[tuple[int, str | None]]
):
    db = connect(tmp_path_factory.mktemp("order") / "p.sqlite3")
    migrations.apply(db)
    prepare(db)
    said: dict[int, str | None] = {}
    for n, value in copies:
        said.setdefault(n, value)
        first = max(said) == n and said[n] == value
        kept = answers.put(db, 1, b"anna", n, said[n])
        assert kept == max(said)
        assert first or kept >= n
    expected = (max(said), said[max(said)]) if said else (0, None)
    assert answers.mine(db, 1, b"anna") == expected
    assert answers.accepted(db, 1) == answers.stored(db, 1) == (expected[1] is not None)
    db.close()


def test_answers_lie_in_no_order_of_arrival(store: Store):
    for number in range(1, 31):
        store.write(partial(put, person=bytes([(number * 37) % 256]) * 16, n=number))
    assert store.read(lambda db: answers.values(db, 1)) != list(range(1, 31))
    assert "rowid" not in str(store.read(lambda db: db["answer"].schema)).lower().replace("without rowid", "")


def test_a_damaged_file_is_refused_with_a_remedy(tmp_path: Path):
    (tmp_path / "p.sqlite3").write_bytes(b"this is not a database at all" * 100)
    with pytest.raises(PollError) as refused:
        Store(tmp_path / "p.sqlite3")
    assert refused.value.field == "database"


def test_migrations_run_once_and_on_an_old_file(tmp_path: Path):
    Store(tmp_path / "p.sqlite3").close()
    db = connect(tmp_path / "p.sqlite3")
    assert migrations.pending(db) == []
    migrations.apply(db)
    db.close()


def test_a_file_in_which_a_workshop_has_ended_already_knows_that_its_links_were_cut(tmp_path: Path):
    db = connect(tmp_path / "p.sqlite3")
    migrations.apply(db, stop_before="0003_endings")
    prepare(db)
    db.execute("UPDATE workshop SET ended_at = 7")
    db.execute("INSERT INTO workshop (event, place, code, deck, created_at, step_at) VALUES (1, 1, '654321', '', 0, 0)")
    db.execute("INSERT INTO round (workshop, question, shown_at) VALUES (2, 'q1', 0)")
    db.close()
    store = Store(tmp_path / "p.sqlite3")
    assert store.read(lambda db: db.execute("SELECT cut_at FROM round").fetchall()) == [(7,), (None,)]
    assert store.read(unsettled.noted)
    store.settle()
    assert not store.read(unsettled.noted)
    store.close()


def test_nobody_announces_rows_once_something_was_asked(store: Store):
    def swap(before: str, after: str, title: str):
        deck = '{"title": "%s", "questions": [{"id": "q1", "settings": {"export": "%s"}}]}'

        def change(db):
            db.execute("UPDATE workshop SET deck = ?", [deck % ("Dag", before)])
            db.execute("INSERT INTO round (workshop, question, shown_at) VALUES (1, 'q1', 0)")
            db.execute("UPDATE workshop SET deck = ?", [deck % (title, after)])

        store.write(change)

    store.write(lambda db: db.execute("DELETE FROM round"))
    swap("aggregate", "aggregate", "A typo is mended")
    store.write(lambda db: db.execute("DELETE FROM round"))
    with pytest.raises(sqlite.IntegrityError, match="announced"):
        swap("aggregate", "pseudonymous_rows", "Dag")


def test_no_temporary_file_is_made(store: Store):
    assert store.read(lambda db: db.execute("PRAGMA temp_store").fetchone()) == (2,)


def test_an_old_file_keeps_its_rounds_closed_and_its_pairs_beside_sides_of_the_same_people(tmp_path: Path):
    db = connect(tmp_path / "old.sqlite3")
    migrations.apply(db, stop_before="0002_batches")
    prepare(db)
    add = (
        "INSERT INTO round (workshop, question, side, shown_at, locked_at, tally, pair) VALUES (1, 'q', ?, 0, ?, ?, ?)"
    )
    db.execute(add, ["before", 60, '{"n": 11}', None])
    db.execute(add, ["after", 120, '{"n": 12}', '{"of": 2, "before": {"n": 10}, "after": {"n": 10}}'])
    migrations.apply(db)
    found = db.execute(
        "SELECT released_at, drawn, tally ->> 'n', pair ->> 'withheld' FROM round ORDER BY id"
    ).fetchall()
    assert found == [(None, None, None, None), (60, 3, 10, None), (120, 2, 10, 0)]
    db.close()


def test_a_backup_is_whole_while_others_write(store: Store, tmp_path: Path):
    store.write(lambda db: answers.put(db, 1, b"anna", 1, "kat"))
    store.backup(tmp_path / "copy.sqlite3")
    copy = Store(tmp_path / "copy.sqlite3")
    assert copy.read(lambda db: answers.values(db, 1)) == ["kat"]
    copy.close()


def test_a_backup_has_no_gap_in_which_something_deleted_lingers(store: Store, tmp_path: Path):
    texts = [f"secret {number:04}" for number in range(400)]

    def write_and_erase(db):
        for text in texts:
            answers.put(db, 1, secrets.token_bytes(16), 1, text)
        db.execute("UPDATE answer SET value = NULL")

    store.write(write_and_erase)
    store.backup(tmp_path / "copy.sqlite3")
    assert not [text for text in texts if text.encode() in (tmp_path / "copy.sqlite3").read_bytes()]


def test_what_is_read_is_of_one_moment(store: Store):
    def twice(db):
        before = answers.stored(db, 1)
        store.write(lambda db: answers.put(db, 1, b"anna", 1, "kat"))
        return before, answers.stored(db, 1)

    assert store.read(twice) == (0, 0)
    assert store.read(lambda db: answers.stored(db, 1)) == 1


def test_nothing_stops_the_writer(store: Store):
    def leave(_):
        raise SystemExit

    def break_the_transaction(db):
        db.execute("ROLLBACK")

    with pytest.raises(SystemExit):
        store.write(leave)
    with pytest.raises(Unavailable):
        store.write(break_the_transaction)
    assert store.write(lambda db: answers.put(db, 1, b"anna", 1, "kat")) == 1


def test_what_was_deleted_is_in_no_file_once_it_is_settled(store: Store, tmp_path: Path):
    people = [secrets.token_bytes(16) for _ in range(300)]
    for person in people:
        store.write(partial(put, person=person, n=1))
    store.write(lambda db: answers.rename(db, 1, {person: secrets.token_bytes(16) for person in people}))
    store.settle()
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not [person for person in people if person in content]
