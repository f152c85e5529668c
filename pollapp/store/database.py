"""Open the database, read from it, have things written."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from pollapp.errors import Unavailable
from pollapp.store import unsettled
from pollapp.store.natives import Natives, Threads
from pollapp.store.schema import migrations
from pollapp.store.transaction import Operation
from pollapp.store.troubles import CANNOT_READ, Trouble, cannot_start, check, trouble_of
from pollapp.store.writer import LONG, SHORT, AllDone, Done, Writer

T = TypeVar("T")
Listener = Callable[[int], None]
Follower = Callable[[Sequence[Any]], None]
Told = Callable[[Trouble | None], None]


class Store:
    """One database file: `read` at once, `write` through the writer, and tell who listens.

    Raises PollError when the file cannot be opened or is not one of ours.
    """

    def __init__(self, path: Path, natives: Natives | None = None) -> None:
        self.path = path
        self._natives = natives or Threads()
        self._readers: deque[Database] = deque()
        self._listeners: list[Listener] = []
        self._under_way: set[Hashable] = set()
        self._told: list[Told] = []
        _prepare(path)
        self._followers: list[Follower] = []
        self._writer = Writer(
            path, self._open_to_write, self._natives, lambda: clean(path), self._committed, self._tell_trouble
        )

    @property
    def trouble(self) -> Trouble | None:
        """Why nothing can be saved now; None while it can."""
        return self._writer.trouble

    def listen_for_trouble(self, told: Told) -> None:
        """Have `told(trouble)` called when nothing can be saved any more, and `told(None)` when it can again."""
        self._told.append(told)

    def read(self, question: Callable[[Database], T]) -> T:
        """The answer to `question(db)`, all of it as of one moment, whatever is committed meanwhile.

        It never waits for who writes. Raises Unavailable when the file cannot be read.
        """
        try:
            return self._read(question)
        except (sqlite.Error, OSError) as error:
            trouble = trouble_of(error)
            if trouble is None:
                raise
            self._writer.doubt(trouble)
            raise Unavailable(CANNOT_READ) from None

    def _read(self, question: Callable[[Database], T]) -> T:
        try:
            db = self._readers.pop()
        except IndexError:  # all are in use; asking first would race with another thread
            db = self._open(SHORT)
        try:
            db.execute("BEGIN")
            found = question(db)
        except sqlite.Error:
            db.close()  # what it remembers of the file may be wrong
            raise
        except BaseException:
            self._put_back(db)
            raise
        self._put_back(db)
        return found

    def _put_back(self, db: Database) -> None:
        db.conn.rollback()
        self._readers.append(db)

    def _open(self, patience: float) -> Database:
        if not self.path.exists():  # SQLite would make an empty one
            raise FileNotFoundError(f"No such file: {self.path}")
        return connect(self.path, patience)

    def _open_to_write(self, patience: float) -> Writing:
        return Writing(self._open(patience).conn)

    def _tell_trouble(self, trouble: Trouble | None) -> None:
        for told in self._told:
            told(trouble)

    def write(self, operation: Callable[[Database], T]) -> T:
        """The result of `operation(db)`, after it has been committed; what it raises is raised here."""
        waiter = self._natives.waiter()
        self.submit(operation, waiter.done)
        result: T = waiter.wait()
        return result

    def submit(self, operation: Operation, done: Done) -> None:
        """As `write`, for whoever does not want to wait: `done(result, error)` follows the commit.

        It is called where the others go on: it may send, and must not wait. When too much waits it is called at once.
        """
        self._writer.submit([operation], lambda outcomes: done(*outcomes[0]))

    def submit_all(self, operations: Sequence[Operation], done: AllDone) -> None:
        """As `submit`, for what comes together: `done([(result, error), ...])` is called once, after one commit.

        Each has its own outcome: one that fails leaves the others as they are.
        """
        self._writer.submit(operations, done)

    def aside(self, work: Callable[[], T]) -> T:
        """The result of `work()`, done in a native thread while others go on; what it raises is raised here.

        For what keeps a processor busy: a password, a large file. A thread knows no language: choose it there.
        """
        waiter = self._natives.waiter()

        def run() -> None:
            try:
                result = work()
            except BaseException as error:
                waiter.done(None, error)
            else:
                waiter.done(result, None)

        self._natives.start(run)
        outcome: T = waiter.wait()
        return outcome

    def beside(self, name: Hashable, work: Callable[[], None]) -> None:
        """Have `work()` done while others go on, unless the same is under way already. Nobody waits for it."""
        if name in self._under_way:
            return
        self._under_way.add(name)

        def run() -> None:
            try:
                work()
            finally:
                self._under_way.discard(name)

        self._natives.beside(run)

    def listen(self, listener: Listener) -> None:
        """Have `listener(workshop)` called after each change that can be seen."""
        self._listeners.append(listener)

    def tell(self, workshop: int) -> None:
        """Commit, then tell: something of this workshop has changed."""
        for listener in self._listeners:
            listener(workshop)

    def follow(self, follower: Follower) -> None:
        """Have `follower(notes)` called after each commit, with what was noted by its operations (`note`) in order.

        In the thread that writes, before anybody is told: what it keeps is always that of a moment of the database.
        """
        self._followers.append(follower)

    def _committed(self, notes: Sequence[Any]) -> None:
        for follower in self._followers:
            follower(notes)

    def settle(self) -> None:
        """Leave nothing of what was deleted: see `clean`. Comes back after the first try.

        Somebody who reads just then is in the way: it is tried again until it succeeds, at the latest at a restart.
        """
        waiter = self._natives.waiter()
        self._writer.clean(waiter.done)
        waiter.wait()

    def close(self) -> None:
        """Finish what waits to be written, and let go of the file."""
        self._writer.close()
        while self._readers:
            self._readers.pop().close()

    def backup(self, path: Path) -> None:
        """Write a consistent copy to `path`, also while others write. The keys are not in it.

        The copy is built anew, so it has none of the gaps in which deleted things can linger.
        """
        own_file(path)
        with contextlib.closing(connect(self.path)) as source:
            source.execute("VACUUM INTO ?", [str(path)])


class Writing(Database):
    """The writer's own connection, with the notes of what is not committed yet."""

    def __init__(self, connection: sqlite.Connection) -> None:
        super().__init__(connection)
        self.notes: list[Any] = []


def note(db: Database, what: Any) -> None:
    """Tell who follows the store, once this operation has been committed; forgotten when it is not."""
    if isinstance(db, Writing):
        db.notes.append(what)


def clean(path: Path) -> bool:
    """Leave nothing of what was deleted in any file. False when somebody was in the way: try again later.

    Where links were cut the file is built anew, since SQLite blanks what it deletes, but not the copies that lie about
    from moving rows. The log beside the file is emptied before that and after: it holds every former state.
    """
    try:
        if not path.exists():  # SQLite would make an empty one
            return False
        with contextlib.closing(connect(path, patience=SHORT)) as db:
            emptied = _empty_log(db)
            if unsettled.noted(db):
                db.execute("VACUUM")
                unsettled.forget(db)
                emptied = _empty_log(db)
            return emptied
    except (sqlite.Error, OSError):
        return False


def _empty_log(db: Database) -> bool:
    busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def own_file(path: Path) -> None:
    """Make the file, if it is not there, so that nobody else on this machine can read what comes into it."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def connect(path: Path, patience: float = LONG) -> Database:
    """A connection that waits so many seconds for somebody else's transaction, and keeps no file but ours."""
    connection = sqlite.connect(str(path), check_same_thread=False, isolation_level=None, timeout=patience)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA temp_store=MEMORY")
    return Database(connection)


def _prepare(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        own_file(path)
        with contextlib.closing(connect(path)) as db:
            check(db)
            migrations.apply(db)
    except (sqlite.Error, OSError) as error:
        raise cannot_start(path, error) from None


def rows(db: Database, sql: str, *params: Any) -> list[dict[str, Any]]:
    """All rows as dictionaries. Asked of SQLite itself: every answer passes here some times."""
    found = db.conn.execute(sql, params)
    names = [name for name, *_ in found.description]
    return [dict(zip(names, one, strict=True)) for one in found]


def row(db: Database, sql: str, *params: Any) -> dict[str, Any] | None:
    """The first row, or None."""
    found = db.conn.execute(sql, params)
    one = found.fetchone()
    return None if one is None else {name: value for (name, *_), value in zip(found.description, one, strict=True)}
