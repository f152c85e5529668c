"""The live runs. Narrow updates; `rev` grows with each deed of the presenter."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from pollapp.store.database import row, rows

Row = dict[str, Any]


def add(db: Database, event: int, code: str, deck: str, now: int) -> int:
    cursor = db.execute(
        "INSERT INTO workshop (event, place, code, deck, created_at, step_at) "
        "VALUES (?, (SELECT count(*) FROM workshop WHERE event = ?), ?, ?, ?, ?)",
        [event, event, code, deck, now, now],
    )
    return int(cursor.lastrowid or 0)


def get(db: Database, workshop: int) -> Row | None:
    return row(db, "SELECT * FROM workshop WHERE id = ?", workshop)


def by_code(db: Database, code: str) -> int | None:
    """The id of the workshop that has this code now."""
    found = db.conn.execute("SELECT id FROM workshop WHERE code = ?", [code]).fetchone()
    return found and int(found[0])


def everyone(db: Database) -> list[Row]:
    """Id, event and link generations of all workshops."""
    return rows(db, "SELECT id, event, control, watch FROM workshop ORDER BY event, place, id")


def of_event(db: Database, event: int) -> list[Row]:
    """In the order of the day; those that gave up their code to a new run come where they stood."""
    return rows(db, "SELECT * FROM workshop WHERE event = ? ORDER BY place, id", event)


def going_on(db: Database, event: int) -> list[Row]:
    """Those that have not ended, begun or not; one that gave up its code to a new run goes on no more."""
    return rows(
        db, "SELECT * FROM workshop WHERE event = ? AND ended_at IS NULL AND code IS NOT NULL ORDER BY place, id", event
    )


def take_code(db: Database, workshop: int) -> str | None:
    """Let a workshop give up its code, for a new run. Gives the code."""
    found = row(db, "SELECT code FROM workshop WHERE id = ?", workshop)
    db.execute("UPDATE workshop SET code = NULL WHERE id = ?", [workshop])
    return found["code"] if found else None


def follow(db: Database, workshop: int, old: Row) -> None:
    """A new run stands where the old one stood, and counts `rev` on from there: phones know both by one code."""
    db.execute("UPDATE workshop SET place = ?, rev = ? WHERE id = ?", [old["place"], old["rev"] + 1, workshop])


def keep_rooms(db: Database, workshop: int, rooms: Row) -> None:
    """What this workshop shows over rooms, by question. The stage stays the one that it is."""
    db.execute("UPDATE workshop SET rooms = ? WHERE id = ?", [json.dumps(rooms), workshop])


def change(db: Database, workshop: int, **values: Any) -> None:
    """Set some columns and count `rev` up."""
    columns = "".join(f", {name} = ?" for name in values)
    db.execute(
        f"UPDATE workshop SET rev = rev + 1{columns} WHERE id = ?",  # noqa: S608 - names from our own code
        [*values.values(), workshop],
    )
