"""What can keep the writer from writing, in words: for who leads, for the log, and for who starts the server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite
from sqlite_utils import Database

from pollapp.errors import PollError
from pollapp.language import N_

CANNOT_SAVE = N_("One moment: we cannot save anything just now. Please try again in a minute.")
CANNOT_READ = N_("One moment: we cannot look up what was saved just now. Please try again in a minute.")

CALM = N_("What was saved is safe. New answers wait on the phones and follow by themselves.")
"""What follows on the sentence of every trouble."""


@dataclass(frozen=True)
class Trouble:
    """`name` for the log, `sentence` for the presenter, `refusal` for who starts the server (%(path)s, %(reason)s)."""

    name: str
    sentence: str
    refusal: str


OTHERWISE = N_("The database %(path)s cannot be used (%(reason)s). Restore a backup or choose another place.")

FULL = Trouble(
    "the disk is full",
    N_("The disk of the server is full."),
    N_("The database %(path)s cannot be used (%(reason)s). Make room on its disk and start again."),
)
LOCKED = Trouble(
    "another program holds the database",
    N_("Another program holds the database of the server."),
    N_("The database %(path)s cannot be used (%(reason)s). End the other program that uses it and start again."),
)
READ_ONLY = Trouble(
    "the database cannot be written to",
    N_("The database of the server cannot be written to."),
    N_("The database %(path)s cannot be used (%(reason)s). Give pollapp the right to write there, and in its folder."),
)
DAMAGED = Trouble(
    "the database is damaged",
    N_("The database of the server is damaged."),
    N_("The database %(path)s is damaged (%(reason)s). Restore a backup; pollapp leaves this file as it is."),
)
FAILING = Trouble("the disk gives errors", N_("The disk of the server gives errors."), OTHERWISE)
GONE = Trouble(
    "the database file was moved, deleted or replaced; start the server again once it is in its place",
    N_("The database file of the server is not in its place."),
    OTHERWISE,
)
SLOW = Trouble("the disk cannot follow", N_("The disk of the server cannot follow."), OTHERWISE)

SAID = {
    "disk is full": FULL,
    "No space left": FULL,
    "quota": FULL,
    "is locked": LOCKED,
    "readonly": READ_ONLY,
    "Read-only": READ_ONLY,
    "ermission denied": READ_ONLY,
    "malformed": DAMAGED,
    "not a database": DAMAGED,
    "disk I/O error": FAILING,
    "unable to open": FAILING,
    "locking protocol": FAILING,
    "No such file": GONE,
}
"""Words of SQLite and of the system; SQLite's Python module does not give the number of an error."""


def trouble_of(error: BaseException) -> Trouble | None:
    """The trouble that an error of SQLite or of the system stands for; None for a mistake in the program."""
    if isinstance(error, sqlite.Error | OSError):
        return next((trouble for words, trouble in SAID.items() if words in str(error)), None)
    return None


def cannot_start(path: Path, error: BaseException) -> PollError:
    """Why a database cannot be used at the start, and what to do about it."""
    trouble = trouble_of(error)
    return PollError(trouble.refusal if trouble else OTHERWISE, field="database", path=path, reason=error)


def check(db: Database) -> None:
    """Raises DatabaseError with what the file's own check finds first, if it finds anything."""
    found = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
    if found != "ok":
        raise sqlite.DatabaseError(f"malformed: {' '.join(found.split())}")
