"""The openings of questions. A state is a time; what is counted at the locking stays as it was."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from pollapp.store.database import row, rows

Row = dict[str, Any]

SOUGHT: Row = {"groups": None}
"""The `opinions` of a round while its groups are looked for; once found they are a list, perhaps an empty one."""


def add(db: Database, workshop: int, question: str, side: str | None, now: int) -> int:
    cursor = db.execute(
        "INSERT INTO round (workshop, question, side, shown_at) VALUES (?, ?, ?, ?)",
        [workshop, question, side, now],
    )
    return int(cursor.lastrowid or 0)


def get(db: Database, round_: int) -> Row | None:
    return row(db, "SELECT * FROM round WHERE id = ?", round_)


def latest(db: Database, workshop: int, question: str, side: str | None) -> Row | None:
    """The last round of this question and side."""
    return row(
        db,
        "SELECT * FROM round WHERE workshop = ? AND question = ? AND side IS ? ORDER BY id DESC LIMIT 1",
        workshop,
        question,
        side,
    )


def latest_locked(db: Database, workshop: int, question: str, side: str | None) -> Row | None:
    """The last round of this question and side that has been locked: its half of a pair."""
    return row(
        db,
        "SELECT * FROM round WHERE workshop = ? AND question = ? AND side IS ? AND locked_at IS NOT NULL "
        "ORDER BY id DESC LIMIT 1",
        workshop,
        question,
        side,
    )


def of_workshop(db: Database, workshop: int) -> list[Row]:
    """In the order in which they were shown."""
    return rows(db, "SELECT * FROM round WHERE workshop = ? ORDER BY id", workshop)


def linked(db: Database, workshop: int) -> list[Row]:
    """The rounds whose answers can still be told to be of one phone."""
    return rows(db, "SELECT * FROM round WHERE workshop = ? AND cut_at IS NULL ORDER BY id", workshop)


def waiting(db: Database, workshop: int | None = None) -> list[Row]:
    """The rounds whose opinion groups are being looked for, of one workshop or of all."""
    return rows(
        db,
        "SELECT * FROM round WHERE opinions = ? AND workshop = coalesce(?, workshop) ORDER BY id",
        json.dumps(SOUGHT),
        workshop,
    )


def of_question(db: Database, workshop: int, question: str) -> list[Row]:
    """All rounds of a question, in the order in which they were shown."""
    return rows(db, "SELECT * FROM round WHERE workshop = ? AND question = ? ORDER BY id", workshop, question)


def change(db: Database, round_: int, **values: Any) -> None:
    """Set some columns; what is counted at the locking is kept as JSON."""
    columns = ", ".join(f"{name} = ?" for name in values)
    kept = [json.dumps(value) if isinstance(value, dict) else value for value in values.values()]
    db.execute(
        f"UPDATE round SET {columns} WHERE id = ?",  # noqa: S608 - names from our own code
        [*kept, round_],
    )
