"""Who prepares and exports."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from pollapp.store.database import row

Row = dict[str, Any]


def by_name(db: Database, name: str) -> Row | None:
    return row(db, "SELECT * FROM organiser WHERE name = ?", name)


def get(db: Database, organiser: int) -> Row | None:
    return row(db, "SELECT * FROM organiser WHERE id = ?", organiser)


def first(db: Database) -> Row | None:
    return row(db, "SELECT * FROM organiser ORDER BY id LIMIT 1")


def put(db: Database, name: str, password: str) -> int:
    """Add an organiser, or give an existing one a new password (an argon2 hash). Gives the id."""
    db.execute(
        "INSERT INTO organiser (name, password) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET password = excluded.password",
        [name, password],
    )
    found = by_name(db, name)
    assert found is not None
    return int(found["id"])
