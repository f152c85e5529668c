"""What the phones sent and were told, and whether the server's side agrees: no code of pollapp takes part.

The phones keep a ledger of their own. The server's side is what it tells each of them when they join again, the rows of
its file, the sum of its own ledger, the number on the screen, and the proof in an export.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.server import Server

Row = tuple[int, Any]
"""(n, value) of one participant in a round; the value is None when it was taken back."""


class Ledger:
    """What everybody sent and was told, by round. `lock` keeps the moment of a kill still."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.sent: dict[int, dict[int, dict[int, Any]]] = {}
        self.told: dict[int, dict[int, int]] = {}
        self.refused: list[dict[str, Any]] = []
        self.postponed: list[str] = []
        self.acknowledged = 0
        self.under_way: set[tuple[int, int, int]] = set()
        self._early: set[tuple[int, int, int]] = set()

    def sends(self, round_: int, who: int, n: int, value: Any) -> None:
        with self.lock:
            self.sent.setdefault(round_, {}).setdefault(who, {})[n] = value

    def has_left(self, round_: int, who: int, n: int) -> None:
        """It is under way, unless its answer was faster than whoever writes this down."""
        with self.lock:
            if (round_, who, n) in self._early:
                self._early.discard((round_, who, n))
            else:
                self.under_way.add((round_, who, n))

    def is_told(self, round_: int, who: int, n: int, reply: dict[str, Any]) -> None:
        with self.lock:
            (self.under_way.discard if (round_, who, n) in self.under_way else self._early.add)((round_, who, n))
            if reply["ok"]:
                self.acknowledged += 1
                told = self.told.setdefault(round_, {})
                told[who] = max(told.get(who, 0), n, reply["n"])
            elif reply["error"].get("again"):
                self.postponed.append(reply["error"]["sentence"])
            else:
                self.refused.append(reply)

    def forgets(self, who: int) -> None:
        """The line was cut: of what was under way on it nobody will be told."""
        with self.lock:
            self.under_way = {one for one in self.under_way if one[1] != who}
            self._early = {one for one in self._early if one[1] != who}

    def ahead(self, who: int) -> int:
        with self.lock:
            return sum(1 for one in self.under_way if one[1] == who)

    def last(self, round_: int, who: int) -> Row | None:
        """What somebody sent last in a round, if that was not acknowledged yet."""
        with self.lock:
            sent = self.sent.get(round_, {}).get(who)
            if not sent or self.told.get(round_, {}).get(who, 0) >= max(sent):
                return None
            return max(sent), sent[max(sent)]


@dataclass
class Kept:
    """The server's side of one round: what each phone finds, the rows of the file, its ledger, and the screen."""

    found: dict[int, Row]
    rows: list[Row]
    people: int
    screen: int


def in_file(server: Server, folder: Path, round_: int) -> tuple[list[Row], int]:
    """The rows of a round and the sum of its ledger, read from a copy of the files as they lie there."""
    folder.mkdir(parents=True)
    for file in server.data.glob("pollapp.sqlite3*"):
        shutil.copy(file, folder)
    with closing(sqlite3.connect(folder / "pollapp.sqlite3")) as db:
        rows = db.execute("SELECT n, value FROM answer WHERE round = ?", [round_]).fetchall()
        people = db.execute("SELECT sum(people) FROM acknowledged WHERE round = ?", [round_]).fetchone()[0]
    shutil.rmtree(folder)
    return [(n, text and json.loads(text)) for n, text in rows], people or 0


def lost(ledger: Ledger, round_: int, kept: Kept) -> list[str]:
    """What is missing, doubled or different in a round, a line each; none when nothing is lost.

    Each phone finds the last answer that was acknowledged, or a later one that it sent; the file holds each of these
    once and nothing else, and its ledger and the screen count as many people.
    """
    told, sent = ledger.told.get(round_, {}), ledger.sent.get(round_, {})
    said = [f"phone {who} is not there" for who in told if who not in kept.found]
    for who, (n, value) in kept.found.items():
        if n < told.get(who, 0):
            said.append(f"phone {who} was told {told[who]} and finds {n}")
        elif n and n not in sent.get(who, {}):
            said.append(f"phone {who} finds {n}, which it never sent")
        elif n and value != sent[who][n]:
            said.append(f"phone {who} finds {value!r} for {sent[who][n]!r}")
    here = [(n, value) for n, value in kept.found.values() if n]
    if sorted(map(repr, here)) != sorted(map(repr, kept.rows)):
        said.append(f"the file holds {sorted(map(repr, kept.rows))} for {sorted(map(repr, here))}")
    people = sum(1 for _, value in here if value is not None)
    if kept.people != people:
        said.append(f"the ledger of the file counts {kept.people} people for {people}")
    if kept.screen != people:
        said.append(f"the screen counts {kept.screen} people for {people}")
    return [f"round {round_}: {line}" for line in said]


def lost_in_export(server: Server, found: dict[int, dict[int, Row]]) -> list[str]:
    """The same of the export, made by a process of its own: it proves as many answers a round as its phones found."""
    command = ["-m", "pollapp", "export", server.workshops[0]["code"], "--out", "-"]
    database = ["--database", str(server.data / "pollapp.sqlite3")]
    made = subprocess.run(
        [sys.executable, *command, *database], env=server.environment, capture_output=True, check=True
    )
    proof = {one["round"]: (one["accepted"], one["stored"]) for one in json.loads(made.stdout)["proof"]}
    people = {round_: sum(1 for _, value in of.values() if value is not None) for round_, of in found.items()}
    return [
        f"round {round_}: the export proves {proof.get(round_)} people for {people.get(round_)}"
        for round_ in {*proof, *people}
        if proof.get(round_) != (people.get(round_), people.get(round_))
    ]
