"""The note that links were cut and the file has not been built anew since: it stays until that is done."""

from __future__ import annotations

from sqlite_utils import Database


def note(db: Database, now: int) -> None:
    db.execute("INSERT INTO unsettled (since) VALUES (?)", [now])


def noted(db: Database) -> bool:
    return db.execute("SELECT 1 FROM unsettled").fetchone() is not None


def forget(db: Database) -> None:
    db.execute("DELETE FROM unsettled")
