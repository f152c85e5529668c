"""The answers, one row a participant a round, and the ledger of what was acknowledged.

The ledger is written with each acknowledgement and only tells how the number of people with an answer
changed (+1, 0 or -1). It is the second side of the proof that accepted is counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from pollapp.store.database import row


def put(db: Database, round_: int, participant: bytes, n: int, value: Any) -> int:
    """Keep the answer with the highest `n`; None withdraws. Gives the highest `n`, and notes it in the ledger."""
    before = row(db, "SELECT n, value FROM answer WHERE round = ? AND participant = ?", round_, participant) or {
        "n": 0,
        "value": None,
    }
    if before["n"] >= n:
        return int(before["n"])
    text = None if value is None else json.dumps(value, ensure_ascii=False)
    db.execute(
        "INSERT INTO answer (round, participant, n, value) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (round, participant) DO UPDATE SET n = excluded.n, value = excluded.value",
        [round_, participant, n, text],
    )
    people = (text is not None) - (before["value"] is not None)
    db.execute("INSERT INTO acknowledged (round, people) VALUES (?, ?)", [round_, people])
    return n


def mine(db: Database, round_: int, participant: bytes) -> tuple[int, Any]:
    """(n, value) of this participant; (0, None) where there is nothing."""
    found = row(db, "SELECT n, value FROM answer WHERE round = ? AND participant = ?", round_, participant)
    if found is None:
        return 0, None
    return found["n"], None if found["value"] is None else json.loads(found["value"])


def values(db: Database, round_: int) -> list[Any]:
    """What was answered, without who: in the order of a hash."""
    found = db.execute("SELECT value FROM answer WHERE round = ? AND value IS NOT NULL", [round_])
    return [json.loads(text) for (text,) in found]


def by_participant(db: Database, rounds: Iterable[int]) -> dict[bytes, dict[int, Any]]:
    """{participant: {round: value}}, for pairs and for rows that were announced."""
    people: dict[bytes, dict[int, Any]] = {}
    for round_ in rounds:
        for participant, text in db.execute(
            "SELECT participant, value FROM answer WHERE round = ? AND value IS NOT NULL", [round_]
        ):
            people.setdefault(participant, {})[round_] = json.loads(text)
    return people


def by_round(db: Database, rounds: Iterable[int]) -> dict[int, list[bytes]]:
    """{round: the numbers of everybody with a row there}, withdrawn answers too."""
    return {
        round_: [one for (one,) in db.execute("SELECT participant FROM answer WHERE round = ?", [round_])]
        for round_ in rounds
    }


def stored(db: Database, round_: int) -> int:
    """How many people have an answer, counted from the rows."""
    return int(db.execute("SELECT count(*) FROM answer WHERE round = ? AND value IS NOT NULL", [round_]).fetchone()[0])


def accepted(db: Database, round_: int) -> int:
    """How many people were told that their answer is kept, from the ledger."""
    return int(db.execute("SELECT coalesce(sum(people), 0) FROM acknowledged WHERE round = ?", [round_]).fetchone()[0])


def rewrite(db: Database, round_: int, participant: bytes, value: Any) -> None:
    """Put another value in the place of a stored one; nothing was acknowledged by that."""
    text = json.dumps(value, ensure_ascii=False)
    db.execute("UPDATE answer SET value = ? WHERE round = ? AND participant = ?", [text, round_, participant])


def rename(db: Database, round_: int, names: dict[bytes, bytes]) -> None:
    """Put the answers of a round under new numbers: {old: new}, in the order of the new ones.

    What was withdrawn goes, and so does how often somebody changed their mind.
    """
    found = db.execute("SELECT participant, value FROM answer WHERE round = ?", [round_]).fetchall()
    db.execute("DELETE FROM answer WHERE round = ?", [round_])
    for participant, value in sorted(found, key=lambda answer: names[answer[0]]):
        if value is not None:
            db.execute(
                "INSERT INTO answer (round, participant, n, value) VALUES (?, ?, 1, ?)",
                [round_, names[participant], value],
            )


def erase(db: Database, workshop: int, participant: bytes) -> list[int]:
    """Take back everything this participant answered in a workshop. Gives the rounds of those answers."""
    found = db.execute(
        "SELECT round, n FROM answer JOIN round ON round.id = answer.round "
        "WHERE workshop = ? AND participant = ? AND value IS NOT NULL",
        [workshop, participant],
    ).fetchall()
    for round_, n in found:
        put(db, round_, participant, n + 1, None)
    return [round_ for round_, _ in found]
