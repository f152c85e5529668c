"""What the presenter decided about words and texts. A verdict is about a text, not about who wrote it."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from pollapp.store.database import rows


def of_round(db: Database, round_: int) -> list[dict[str, Any]]:
    """[{key, state, heap}]"""
    return rows(db, "SELECT key, state, heap FROM verdict WHERE round = ?", round_)


def put(db: Database, round_: int, key: str, state: str, heap: str | None = None) -> None:
    db.execute(
        "INSERT INTO verdict (round, key, state, heap) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (round, key) DO UPDATE SET state = excluded.state, heap = excluded.heap",
        [round_, key, state, heap],
    )


def drop(db: Database, round_: int, key: str) -> None:
    db.execute("DELETE FROM verdict WHERE round = ? AND key = ?", [round_, key])


def keep_only(db: Database, round_: int, keys: set[str]) -> None:
    """Drop what was decided about other texts."""
    for found in of_round(db, round_):
        if found["key"] not in keys:
            drop(db, round_, found["key"])
