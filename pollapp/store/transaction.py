"""Many operations in one transaction: each has its own outcome, and one that fails leaves the others as they are."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from pollapp.errors import PollError
from pollapp.store.troubles import trouble_of

if TYPE_CHECKING:
    from pollapp.store.database import Writing

Operation = Callable[[Database], Any]
Together = Callable[[Database, list[Operation]], list[Any]]
"""How an operation that has this as `together` is done with others of its kind: a result or a PollError of each."""

Outcome = tuple[Any, BaseException | None]
"""What an operation gave, or why it was not done."""


def do_all(db: Writing, batch: list[Operation]) -> list[Outcome]:
    """Do a batch in one transaction; without one write a page that says what it said. Raises sqlite.Error."""
    db.execute("BEGIN IMMEDIATE")
    if not batch:
        db.execute("PRAGMA user_version = 0")
    outcomes = [outcome for together, some in groupby(batch, _kind) for outcome in _some(db, together, list(some))]
    db.execute("COMMIT")
    return outcomes


def _kind(operation: Operation) -> Together | None:
    return getattr(operation, "together", None)


def _some(db: Writing, together: Together | None, batch: list[Operation]) -> list[Outcome]:
    """Do operations of one kind: those that know how at once, and if that fails each by itself."""
    if together and len(batch) > 1:
        results, error = _one(db, lambda db: list(zip(together(db, batch), batch, strict=True)))
        if error is None:
            return [_outcome(result) for result, _ in results]
    return [_one(db, operation) for operation in batch]


def _outcome(result: Any) -> Outcome:
    return (None, result) if isinstance(result, PollError) else (result, None)


def _one(db: Writing, operation: Operation) -> Outcome:
    """Do one operation; when it fails, only its own changes are undone. Nothing that it raises ends the writer."""
    db.execute("SAVEPOINT one")
    noted = len(db.notes)
    try:
        result = operation(db)
    except BaseException as error:
        if isinstance(error, sqlite.Error) and trouble_of(error):
            raise  # the disk, a lock: it concerns the whole batch
        del db.notes[noted:]
        db.execute("ROLLBACK TO one")
        db.execute("RELEASE one")
        return None, error.with_traceback(None) if isinstance(error, PollError) else error
    db.execute("RELEASE one")
    return result, None
