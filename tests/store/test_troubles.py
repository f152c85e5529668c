"""What cannot be written is refused in a sentence and soon, what was told as done stays, and it heals by itself."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from pollapp.errors import PollError, Unavailable
from pollapp.store import Store
from pollapp.store.database import clean
from pollapp.store.transaction import Outcome
from pollapp.store.troubles import DAMAGED, FULL, GONE, LOCKED, READ_ONLY, SLOW, Trouble
from pollapp.store.writer import MOST_WAITING
from tests.server import until


class Notes:
    """A store of plain notes, and what it told of its troubles."""

    def __init__(self, path: Path) -> None:
        self.path, self.told = path, list[Trouble | None]()
        self.store = Store(path)
        self.store.write(lambda db: db.execute("CREATE TABLE note (text TEXT)"))
        self.store.listen_for_trouble(self.told.append)

    def write(self, text: str) -> None:
        self.store.write(lambda db: db.execute("INSERT INTO note VALUES (?)", [text]))

    def texts(self) -> list[str]:
        return self.store.read(lambda db: [text for (text,) in db.execute("SELECT text FROM note")])

    def is_refused(self, trouble: Trouble) -> None:
        """A write is refused, soon, and the trouble has this name."""
        began = time.monotonic()
        with pytest.raises(Unavailable) as refused:
            self.write("lost")
        assert refused.value.as_message()["again"]
        assert time.monotonic() - began < 8
        assert self.store.trouble is trouble

    def heals(self) -> None:
        """It says so by itself, without anybody who writes, and has what was told as done and nothing else."""
        until(lambda: self.store.trouble is None)
        self.write("afterwards")
        assert self.texts() == ["before", "afterwards"]
        assert self.told[-1] is None
        assert len(self.told) == 2


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Notes]:
    notes = Notes(tmp_path / "p.sqlite3")
    notes.write("before")
    yield notes
    notes.store.close()


def test_a_database_that_another_program_holds(notes: Notes):
    other = sqlite.connect(str(notes.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    notes.is_refused(LOCKED)
    began = time.monotonic()
    notes.is_refused(LOCKED)
    assert time.monotonic() - began < 2, "who comes later does not wait as long again"
    assert notes.texts() == ["before"]
    other.execute("ROLLBACK")
    other.close()
    notes.heals()


def test_a_database_that_cannot_be_written_to(notes: Notes):
    notes.store.write(lambda db: db.execute("PRAGMA query_only = ON"))
    notes.is_refused(READ_ONLY)
    notes.heals()


def test_a_database_that_may_not_grow(notes: Notes):
    def grow(db: Database) -> None:
        db.execute("PRAGMA max_page_count = 1")
        db.execute("INSERT INTO note VALUES (?)", ["x" * 1_000_000])

    with pytest.raises(Unavailable):
        notes.store.write(grow)
    assert notes.store.trouble is FULL
    notes.heals()


def test_a_file_that_is_taken_away_and_comes_back(notes: Notes):
    away = notes.path.rename(notes.path.with_suffix(".away"))
    notes.is_refused(GONE)
    assert not notes.path.exists()
    away.rename(notes.path)
    notes.heals()


def test_another_file_in_its_place_is_left_as_it_is(notes: Notes):
    away = notes.path.rename(notes.path.with_suffix(".away"))
    notes.path.write_bytes(away.read_bytes())
    notes.is_refused(GONE)
    assert notes.path.read_bytes() == away.read_bytes()
    away.rename(notes.path)
    notes.heals()


def test_a_file_that_is_damaged_and_mended(notes: Notes):
    assert clean(notes.path)
    whole = notes.path.read_bytes()
    notes.path.write_bytes(whole[:100] + secrets.token_bytes(len(whole) - 100))
    until(lambda: _cannot_be_looked_up(notes.store))
    until(lambda: notes.store.trouble is DAMAGED)
    notes.path.write_bytes(whole)
    until(lambda: notes.store.trouble is None)
    assert "before" in notes.texts()


def _cannot_be_looked_up(store: Store) -> bool:
    try:
        store.read(lambda db: db.execute("SELECT count(*) FROM note, sqlite_schema").fetchone())
    except Unavailable:
        return True
    return False


class Held:
    """The writer stands still in an operation until it is let go."""

    def __init__(self, store: Store) -> None:
        self._go, began = threading.Event(), threading.Event()

        def wait(_: Database) -> None:
            began.set()
            assert self._go.wait(60)

        store.submit(wait, lambda *_: None)
        assert began.wait(30)

    def let_go(self) -> None:
        self._go.set()


def add(text: str) -> Callable[[Database], Any]:
    return lambda db: db.execute("INSERT INTO note VALUES (?)", [text])


def test_no_more_wait_than_fit_and_the_rest_is_refused_at_once(notes: Notes):
    held, told = Held(notes.store), list[BaseException | None]()
    for _ in range(MOST_WAITING + 10):
        notes.store.submit(add("one"), lambda _, error: told.append(error))
    assert [type(error) for error in told] == [Unavailable] * 10
    assert notes.store.trouble is SLOW
    held.let_go()
    until(lambda: len(told) == MOST_WAITING + 10)
    until(lambda: notes.store.trouble is None)
    assert len(notes.texts()) == 1 + sum(1 for error in told if error is None)


def test_those_that_come_together_are_counted_one_by_one(notes: Notes):
    held, told = Held(notes.store), list[Sequence[Outcome]]()
    notes.store.submit_all([add("one")] * MOST_WAITING, told.append)
    notes.store.submit_all([add("late")] * 3, told.append)
    [refused] = told
    assert [type(error) for _, error in refused] == [Unavailable] * 3
    held.let_go()
    until(lambda: len(told) == 2)
    assert [error for _, error in told[1]] == [None] * MOST_WAITING
    until(lambda: notes.store.trouble is None)
    assert _refused_at_once(notes.store) is False


def test_what_has_been_done_makes_room_for_as_much_again(notes: Notes):
    told = list[Sequence[Outcome]]()
    for _ in range(3):
        held = Held(notes.store)
        for _ in range(100):
            notes.store.submit_all([add("one")] * (MOST_WAITING // 100), told.append)
        held.let_go()
        until(lambda: len(told) == 100)
        assert {type(error) for some in told for _, error in some} == {type(None)}
        told.clear()


def test_who_has_waited_too_long_is_refused_and_who_comes_meanwhile_at_once(notes: Notes):
    held, told = Held(notes.store), list[BaseException | None]()
    notes.store.submit(add("lost"), lambda _, error: told.append(error))
    until(lambda: _refused_at_once(notes.store))
    assert notes.store.trouble is SLOW
    held.let_go()
    until(lambda: told)
    assert isinstance(told[0], Unavailable)
    until(lambda: notes.store.trouble is None)
    assert "lost" not in notes.texts()


def _refused_at_once(store: Store) -> bool:
    told = list[BaseException | None]()
    store.submit(lambda _: None, lambda _, error: told.append(error))
    return bool(told)


class TestAtTheStart:
    def test_a_locked_file_names_the_remedy(self, tmp_path: Path):
        other = sqlite.connect(str(tmp_path / "p.sqlite3"), isolation_level=None)
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("CREATE TABLE theirs (a)")
        with pytest.raises(PollError, match=r"is locked.*End the other program"):
            Store(tmp_path / "p.sqlite3")
        other.close()

    def test_a_damaged_page_is_named(self, tmp_path: Path):
        path = tmp_path / "p.sqlite3"
        Store(path).close()
        whole = path.read_bytes()
        path.write_bytes(whole[:4096] + b"\xff" * 4096 + whole[8192:])
        with pytest.raises(PollError, match=r"is damaged \(.+\)\. Restore a backup"):
            Store(path)
        assert path.read_bytes()[4096:8192] == b"\xff" * 4096

    def test_a_folder_where_nobody_may_write_names_the_remedy(self):
        with pytest.raises(PollError, match=r"cannot be used \(.+\)\."):
            Store(Path("/proc/pollapp.sqlite3"))
