"""The answers, one row a participant a round, and the ledger of what was acknowledged.

The ledger is written with the acknowledgements and only tells by how many the number of people with an answer changed:
one line for what is kept together. It is the second side of the proof that accepted is counted. After the end of a
workshop only its sum is kept: no order in which people came, changed their minds or took something back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple, TypeVar

from sqlite_utils import Database

from pollapp.store.database import note, row

T = TypeVar("T")

SIZES = (1_000, 128, 16, 1)
"""How many rows one statement takes. After each statement the writer has to wait until the loop lets it go on."""


class Standing(NamedTuple):
    """What is kept of one person in a round: the highest `n`, the value as JSON, and the batch of the last change."""

    n: int
    text: str | None
    batch: int


class Changed(NamedTuple):
    """A note: by how many people more each value of a round, as JSON, stands there now."""

    round: int
    people: dict[str, int]


class Counted(NamedTuple):
    """A note: all that stands in a round now was counted, with the `question` that knows how."""

    round: int
    question: Any
    tally: dict[str, Any]


NOTHING = Standing(0, None, 0)

_written = json.JSONEncoder(ensure_ascii=False).encode


def text_of(value: Any) -> str | None:
    """A value as it is kept; None where it is withdrawn."""
    return None if value is None else _written(value)


def standing(db: Database, round_: int, participants: Collection[bytes]) -> dict[bytes, Standing]:
    """{participant: what is kept} of those of them who have a row."""
    found: dict[bytes, Standing] = {}
    for some in _sized(list(participants)):
        places = ", ".join("?" * len(some))
        sql = f"SELECT participant, n, value, batch FROM answer WHERE round = ? AND participant IN ({places})"  # noqa: S608
        found |= {who: Standing(*rest) for who, *rest in db.conn.execute(sql, [round_, *some])}
    return found


def put_all(db: Database, round_: int, changes: Mapping[bytes, tuple[Standing, Standing]]) -> None:
    """{participant: (before, after)}: keep what is after, and note in the ledger by how many people the round grew."""
    for some in _sized(list(changes.items())):
        places = ", ".join(["(?, ?, ?, ?, ?)"] * len(some))
        db.conn.execute(
            f"INSERT INTO answer (round, participant, n, value, batch) VALUES {places} "  # noqa: S608
            "ON CONFLICT (round, participant) "
            "DO UPDATE SET n = excluded.n, value = excluded.value, batch = excluded.batch",
            [each for who, (_, after) in some for each in (round_, who, *after)],
        )
    people = Counter(after.text for _, after in changes.values() if after.text is not None)
    people.subtract(before.text for before, _ in changes.values() if before.text is not None)
    note(db, Changed(round_, people))
    db.conn.execute("INSERT INTO acknowledged (round, people) VALUES (?, ?)", [round_, people.total()])


def put(db: Database, round_: int, participant: bytes, n: int, value: Any, batch: int = 0) -> int:
    """Keep the answer with the highest `n`; None withdraws. Gives the highest `n`, and notes it in the ledger.

    Who says something else than before has changed in this `batch`.
    """
    before = standing(db, round_, [participant]).get(participant, NOTHING)
    if before.n >= n:
        return before.n
    text = text_of(value)
    after = Standing(n, text, before.batch if text == before.text else batch)
    put_all(db, round_, {participant: (before, after)})
    return n


def _sized(all_: Sequence[T]) -> Iterator[Sequence[T]]:
    """All of them, in pieces of the sizes for which there is a statement."""
    at = 0
    for size in SIZES:
        while len(all_) - at >= size:
            yield all_[at : at + size]
            at += size


def mine(db: Database, round_: int, participant: bytes) -> tuple[int, Any]:
    """(n, value) of this participant; (0, None) where there is nothing."""
    found = row(db, "SELECT n, value FROM answer WHERE round = ? AND participant = ?", round_, participant)
    if found is None:
        return 0, None
    return found["n"], None if found["value"] is None else json.loads(found["value"])


def values(db: Database, round_: int) -> list[Any]:
    """What was answered, without who: in no order, and what many said is one value many times, only to be read.

    What was blanked is left out. A row more is a turn of the interpreter more, for which a busy loop lets us wait: so
    equal answers are counted by SQLite.
    """
    found = db.conn.execute(
        "SELECT value, count(*) FROM answer WHERE round = ? AND value <> 'null' GROUP BY value", [round_]
    )
    return [value for text, times in found for value in repeat(json.loads(text), times)]


def by_participant(db: Database, rounds: Iterable[int]) -> dict[bytes, dict[int, Any]]:
    """{participant: {round: value}} of closed rounds, for pairs and for rows; who is held back is left out."""
    people: dict[bytes, dict[int, Any]] = {}
    for round_ in rounds:
        for participant, text in db.execute(
            "SELECT participant, value FROM answer WHERE round = ? AND value <> 'null' AND batch = 0", [round_]
        ):
            people.setdefault(participant, {})[round_] = json.loads(text)
    return people


def people(db: Database, round_: int) -> dict[bytes, Any]:
    """{participant: value} of everybody with an answer, late or not; None where it is kept no more."""
    found = db.execute("SELECT participant, value FROM answer WHERE round = ? AND value IS NOT NULL", [round_])
    return {participant: json.loads(text) for participant, text in found}


def by_round(db: Database, rounds: Iterable[int]) -> dict[int, list[bytes]]:
    """{round: the numbers of everybody with a row there}, also of who is held back."""
    return {
        round_: [one for (one,) in db.execute("SELECT participant FROM answer WHERE round = ?", [round_])]
        for round_ in rounds
    }


def stored(db: Database, round_: int) -> int:
    """How many people have an answer, counted from the rows."""
    return int(db.execute("SELECT count(*) FROM answer WHERE round = ? AND value IS NOT NULL", [round_]).fetchone()[0])


def took_part(db: Database, workshop: int) -> int:
    """How many people sent anything in this workshop, also if they took it back; not after its link was cut."""
    found = db.execute(
        "SELECT count(DISTINCT participant) FROM answer JOIN round ON round.id = answer.round WHERE workshop = ?",
        [workshop],
    )
    return int(found.fetchone()[0])


def accepted(db: Database, round_: int) -> int:
    """How many people were told that their answer is kept, from the ledger."""
    return int(db.execute("SELECT coalesce(sum(people), 0) FROM acknowledged WHERE round = ?", [round_]).fetchone()[0])


def rewrite(db: Database, round_: int, participant: bytes, value: Any) -> None:
    """Put another value in the place of a stored one; nothing was acknowledged by that."""
    text = json.dumps(value, ensure_ascii=False)
    db.execute("UPDATE answer SET value = ? WHERE round = ? AND participant = ?", [text, round_, participant])


def forget_history(db: Database, round_: int) -> None:
    """Keep of a round only the answers that are there and the sum of the ledger.

    What was withdrawn goes, how often somebody changed their mind, and in which order people came.
    """
    db.execute("DELETE FROM answer WHERE round = ? AND value IS NULL", [round_])
    db.execute("UPDATE answer SET n = 1 WHERE round = ?", [round_])
    people = accepted(db, round_)
    db.execute("DELETE FROM acknowledged WHERE round = ?", [round_])
    db.execute("INSERT INTO acknowledged (round, people) VALUES (?, ?)", [round_, people])


def rename(db: Database, round_: int, names: dict[bytes, bytes]) -> None:
    """Put the answers of a round under new numbers: {old: new}, in the order of the new ones."""
    found = db.execute("SELECT participant, n, value, batch FROM answer WHERE round = ?", [round_]).fetchall()
    db.execute("DELETE FROM answer WHERE round = ?", [round_])
    for participant, *rest in sorted(found, key=lambda answer: names[answer[0]]):
        db.execute(
            "INSERT INTO answer (round, participant, n, value, batch) VALUES (?, ?, ?, ?, ?)",
            [round_, names[participant], *rest],
        )


def given(db: Database, workshop: int, participant: bytes) -> list[tuple[int, int]]:
    """[(round, n)] of everything this participant answered in a workshop and did not withdraw."""
    return db.execute(
        "SELECT round, n FROM answer JOIN round ON round.id = answer.round "
        "WHERE workshop = ? AND participant = ? AND value IS NOT NULL",
        [workshop, participant],
    ).fetchall()


def changed_after(db: Database, round_: int, batch: int) -> int:
    """How many people answered, changed or withdrew after a batch; after 0 since the round was opened."""
    found = db.execute("SELECT count(*) FROM answer WHERE round = ? AND batch > ? AND batch > 0", [round_, batch])
    return int(found.fetchone()[0])


def begin_batches(db: Database, round_: int) -> None:
    """Everybody with an answer stands in the first batch: a round is opened anew."""
    db.execute("UPDATE answer SET batch = 1 WHERE round = ? AND value IS NOT NULL", [round_])


def forget_batches(db: Database, round_: int) -> None:
    """From now on nobody can tell in which batch somebody changed."""
    db.execute("UPDATE answer SET batch = 0 WHERE round = ? AND batch > 0", [round_])


def hold_back(db: Database, round_: int, batch: int) -> int:
    """Forget the batches as well, but hold back who changed after this one. Gives how many of them have an answer."""
    db.execute("UPDATE answer SET batch = batch > ? WHERE round = ? AND batch > 0", [batch, round_])
    found = db.execute("SELECT count(*) FROM answer WHERE round = ? AND batch > 0 AND value IS NOT NULL", [round_])
    return int(found.fetchone()[0])
