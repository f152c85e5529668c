"""The only one who writes: a native thread that commits what arrives together in one transaction.

`synchronous=FULL`, so what is told as done survives a pulled plug. Nobody is told before the commit.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from itertools import groupby
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from pollapp.errors import PollError, Unavailable
from pollapp.language import N_
from pollapp.store.natives import Natives

if TYPE_CHECKING:
    from pollapp.store.database import Writing

Operation = Callable[[Database], Any]
Together = Callable[[Database, list[Operation]], list[Any]]
"""How an operation that has this as `together` is done with others of its kind: a result or a PollError of each."""

Done = Callable[[Any, BaseException | None], None]
Outcome = tuple[Done, Any, BaseException | None]

AT_ONCE = 500
"""How many operations share a transaction at most: a hall in a few commits, and none waits long."""

PAUSE = 1.0
"""Seconds between two tries to clean."""

NEVER = float("inf")
STOP = (None, None)

CANNOT_SAVE = N_("We cannot save anything at this moment. Please try again in a minute.")


class Writer:
    """Runs operations one after the other; those that wait together share a commit. `db` is the writer's own.

    `clean` is done between two commits when it is asked for, and again every second as long as it gives False.
    """

    def __init__(
        self, db: Writing, natives: Natives, clean: Callable[[], bool], committed: Callable[[list[Any]], None]
    ) -> None:
        self._queue: SimpleQueue[tuple[Operation | None, Done | None]] = natives.queue()
        self._db, self._clean, self._committed = db, clean, committed
        self._again = NEVER
        self._join = natives.start(self._run)

    def submit(self, operation: Operation, done: Done) -> None:
        """Have `operation(db)` done; `done(result, error)` is called in this thread, after the commit."""
        self._queue.put((operation, done))

    def clean(self, done: Done) -> None:
        """Clean after what was submitted before; `done` is called after the first try."""
        self._queue.put((None, done))

    def close(self) -> None:
        """Finish what waits, then end."""
        self._queue.put(STOP)
        self._join()

    def _run(self) -> None:
        running = True
        while running:
            batch = self._batch()
            running = STOP not in batch
            outcomes = _together(self._db, [(op, tell) for op, tell in batch if op and tell])
            self._tell_followers()
            for done, result, error in outcomes:
                done(result, error)
            asked = [tell for op, tell in batch if tell and not op]
            if asked or time.monotonic() >= self._again:
                self._again = NEVER if self._clean() else time.monotonic() + PAUSE
            for tell in asked:
                tell(None, None)
        self._db.close()

    def _tell_followers(self) -> None:
        notes, self._db.notes = self._db.notes, []
        if notes:
            self._committed(notes)

    def _batch(self) -> list[tuple[Operation | None, Done | None]]:
        """What waits, once there is something; nothing when it is time to clean again."""
        left = None if self._again == NEVER else max(0.0, self._again - time.monotonic())
        try:
            batch = [self._queue.get(timeout=left)]
        except Empty:
            return []
        while not self._queue.empty() and len(batch) < AT_ONCE:
            batch.append(self._queue.get())
        return batch


def _together(db: Writing, batch: list[tuple[Operation, Done]]) -> list[Outcome]:
    """Do a batch in one transaction. If it cannot be committed, each of them is told so."""
    if not batch:
        return []
    try:
        db.execute("BEGIN IMMEDIATE")
        outcomes = [outcome for together, some in groupby(batch, _kind) for outcome in _some(db, together, list(some))]
        db.execute("COMMIT")
    except sqlite.Error:
        _give_up(db)
        return [(done, None, Unavailable(CANNOT_SAVE)) for _, done in batch]
    return outcomes


def _kind(submitted: tuple[Operation, Done]) -> Together | None:
    return getattr(submitted[0], "together", None)


def _some(db: Writing, together: Together | None, batch: list[tuple[Operation, Done]]) -> list[Outcome]:
    """Do operations of one kind: those that know how at once, and if that fails each by itself."""
    if together and len(batch) > 1:
        _, results, error = _one(db, lambda db: together(db, [operation for operation, _ in batch]), _nobody)
        if error is None:
            return [
                (done, None, result) if isinstance(result, PollError) else (done, result, None)
                for (_, done), result in zip(batch, results, strict=True)
            ]
    return [_one(db, operation, done) for operation, done in batch]


def _nobody(_result: Any, _error: BaseException | None) -> None:
    """A group is told one by one."""


def _one(db: Writing, operation: Operation, done: Done) -> Outcome:
    """Do one operation; when it fails, only its own changes are undone. Nothing that it raises ends the writer."""
    db.execute("SAVEPOINT one")
    noted = len(db.notes)
    try:
        result = operation(db)
    except sqlite.OperationalError:
        raise  # the disk, a lock: it concerns the whole batch
    except BaseException as error:
        del db.notes[noted:]
        db.execute("ROLLBACK TO one")
        db.execute("RELEASE one")
        return done, None, error
    db.execute("RELEASE one")
    return done, result, None


def _give_up(db: Writing) -> None:
    db.notes.clear()
    with suppress(sqlite.Error):  # if even this fails, the next batch is refused and tries again
        db.conn.rollback()
