"""The gatherings, each of one organiser."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from pollapp.store.database import row, rows

Row = dict[str, Any]


def add(db: Database, organiser: int, title: str, now: int) -> int:
    cursor = db.execute("INSERT INTO event (organiser, title, created_at) VALUES (?, ?, ?)", [organiser, title, now])
    return int(cursor.lastrowid or 0)


def get(db: Database, event: int) -> Row | None:
    return row(db, "SELECT * FROM event WHERE id = ?", event)


def of_organiser(db: Database, organiser: int) -> list[Row]:
    """Newest first."""
    return rows(db, "SELECT * FROM event WHERE organiser = ? ORDER BY id DESC", organiser)


def one_of_organiser(db: Database, organiser: int, event: int) -> Row | None:
    return row(db, "SELECT * FROM event WHERE id = ? AND organiser = ?", event, organiser)


def rename(db: Database, event: int, title: str) -> None:
    db.execute("UPDATE event SET title = ? WHERE id = ?", [title, event])


def linked(db: Database) -> list[Row]:
    """Those with answers that can be told to be of one phone, by who has the key."""
    return rows(
        db,
        "SELECT * FROM event WHERE EXISTS (SELECT 1 FROM workshop JOIN round ON round.workshop = workshop.id "
        "JOIN answer ON answer.round = round.id WHERE workshop.event = event.id AND cut_at IS NULL) ORDER BY id",
    )
