"""The server is killed while answers are under way: what was acknowledged is there once, with its last value.

The phones keep a ledger of their own: what each sent, and what it was told is kept. No code of pollapp takes part.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.server import Server
from tests.serving.raw import Raw

KILLS = 10
PEOPLE = 20
AHEAD = 6
"""How many answers a phone sends without waiting for an acknowledgement."""

FAST = {"POLLAPP_MESSAGES_PER_SECOND": "1000", "POLLAPP_MESSAGES_AT_ONCE": "10000"}

VALUES: dict[str, Callable[[int, int], Any]] = {
    "number": lambda n, who: (7 * n + who) % 51,
    "scale": lambda n, who: (n + who) % 7 + 1,
    "open": lambda n, who: [f"stap {n} van {who}"],
}
STEPS = {1: 8, 5: 4, 8: 13}
"""Before which kill the presenter goes to which step of the plenary: a number, a scale, a text."""

VERBS = {3: "pause", 4: "resume", 7: "again"}


class Ledger:
    """What everybody sent and was told, by round. `lock` keeps the moment of a kill still."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.sent: dict[int, dict[int, dict[int, Any]]] = {}
        self.told: dict[int, dict[int, int]] = {}
        self.refused: list[Any] = []
        self.acknowledged = 0
        self.under_way: set[tuple[int, int, int]] = set()

    def sends(self, round_: int, who: int, n: int, value: Any) -> None:
        with self.lock:
            self.sent.setdefault(round_, {}).setdefault(who, {})[n] = value

    def has_left(self, round_: int, who: int, n: int) -> None:
        with self.lock:
            if self.told.get(round_, {}).get(who, 0) < n:
                self.under_way.add((round_, who, n))

    def is_told(self, round_: int, who: int, n: int, reply: dict[str, Any]) -> None:
        with self.lock:
            self.under_way.discard((round_, who, n))
            if not reply["ok"]:
                self.refused.append(reply)
                return
            self.acknowledged += 1
            told = self.told.setdefault(round_, {})
            told[who] = max(told.get(who, 0), n, reply["n"])

    def ahead(self, who: int) -> int:
        with self.lock:
            return sum(1 for one in self.under_way if one[1] == who)


class Phone:
    """One participant: comes back with the token of the first time, and answers without waiting."""

    def __init__(self, who: int, server: Server, ledger: Ledger) -> None:
        self.who, self.server, self.ledger = who, server, ledger
        self.token: str | None = None
        self.n = 0

    def join(self) -> dict[str, Any]:
        self.line = Raw(self.server.url)
        token = {"token": self.token} if self.token else {}
        reply = self.line.ask("join", {"code": self.server.workshops[0]["code"], **token})
        assert reply["ok"]
        assert self.token in (None, reply["token"])
        self.token = reply["token"]
        return reply

    def answer(self, round_: int, type_: str) -> None:
        """Send the next answer; every seventh takes the one before back."""
        self.n += 1
        n, value = self.n, None if self.n % 7 == 0 else VALUES[type_](self.n, self.who)
        self.ledger.sends(round_, self.who, n, value)
        self.line.send(
            "answer",
            {"round": round_, "n": n, "value": value},
            lambda reply: self.ledger.is_told(round_, self.who, n, reply),
        )
        self.ledger.has_left(round_, self.who, n)


class Room:
    """The plenary with its phones and a screen, as they are on the outside."""

    def __init__(self, server: Server) -> None:
        self.server, self.ledger = server, Ledger()
        self.phones = [Phone(who, server, self.ledger) for who in range(PEOPLE)]
        for phone in self.phones:
            phone.join()
        self.watch()

    def watch(self) -> dict[str, Any]:
        self.screen = Raw(self.server.url)
        reply = self.screen.ask("watch", {"key": self.server.workshops[0]["key"], "lang": "nl"})
        assert reply["ok"]
        self.stage: dict[str, Any] = reply["stage"]
        self.result: dict[str, Any] = reply["result"]
        return reply

    def do(self, verb: str, **details: Any) -> None:
        reply = self.screen.ask("do", {"rev": self.stage["rev"], "verb": verb, **details})
        assert reply["ok"]
        self.stage = reply["stage"]

    def flood(self, acknowledgements: int) -> None:
        """Have everybody answer and change their mind, until so many answers have been acknowledged."""
        goal, deadline = self.ledger.acknowledged + acknowledgements, time.monotonic() + 30
        for phone in itertools.cycle(self.phones):
            if self.ledger.acknowledged >= goal:
                return
            assert time.monotonic() < deadline, "no acknowledgements"
            assert not self.ledger.refused
            if self.ledger.ahead(phone.who) < AHEAD:
                phone.answer(self.stage["round"], self.stage["question"]["type"])

    def everybody_answers(self) -> None:
        for phone in self.phones:
            phone.answer(self.stage["round"], self.stage["question"]["type"])

    def kill(self) -> None:
        """Have everybody answer, and kill the server in the midst of it: it stands still while more are sent."""
        self.everybody_answers()
        os.kill(self.server.pid, signal.SIGSTOP)
        self.everybody_answers()
        with self.ledger.lock:
            assert len(self.ledger.under_way) >= PEOPLE
            os.kill(self.server.pid, signal.SIGKILL)
        assert self.server.kill() == -signal.SIGKILL
        for phone in self.phones:
            phone.line.run_dry()
        assert len(self.ledger.under_way) >= PEOPLE, "they had been acknowledged after all"

    def leave(self) -> None:
        for line in (self.screen, *(phone.line for phone in self.phones)):
            line.close()

    def come_back(self) -> dict[int, dict[str, Any]]:
        """Everybody joins again, with the same token. Gives what each was told: {who: reply}."""
        self.ledger.under_way.clear()
        return {phone.who: phone.join() for phone in self.phones}


def crash_image(server: Server, folder: Path, round_: int) -> tuple[list[tuple[int, str | None]], int]:
    """The rows of a round and the sum of its ledger, read from a copy of the files as the crash left them."""
    folder.mkdir()
    for file in server.data.glob("pollapp.sqlite3*"):
        shutil.copy(file, folder)
    with closing(sqlite3.connect(folder / "pollapp.sqlite3")) as db:
        rows = db.execute("SELECT n, value FROM answer WHERE round = ?", [round_]).fetchall()
        people = db.execute("SELECT sum(people) FROM acknowledged WHERE round = ?", [round_]).fetchone()[0]
    return rows, people


def what_lasts(stage: dict[str, Any]) -> dict[str, Any]:
    """The stage without what moves while answers come in: the picture, and how many there are."""
    return {name: value for name, value in stage.items() if name not in ("html", "present", "answered", "revealed")}


def check_everybody(room: Room, replies: dict[int, dict[str, Any]], round_: int) -> list[tuple[int, Any]]:
    """Each finds the last answer that was acknowledged, or a later one that was sent. Gives (n, value) of each."""
    told, sent = room.ledger.told.get(round_, {}), room.ledger.sent[round_]
    for who, reply in replies.items():
        assert reply["stage"]["round"] == round_
        assert reply["n"] >= told.get(who, 0)
        if reply["n"]:
            assert reply["mine"] == sent[who][reply["n"]]
            assert reply["kept"] == (reply["mine"] is not None)
    return [(reply["n"], reply["mine"]) for reply in replies.values() if reply["n"]]


def check_files(found: list[tuple[int, Any]], rows: list[tuple[int, str | None]], people: int) -> None:
    """What everybody finds is what the crash left in the file: each once, and as many as the ledger there says."""
    assert sorted((n, json.dumps(value)) for n, value in found) == sorted(
        (n, json.dumps(value and json.loads(value))) for n, value in rows
    )
    assert people == sum(1 for _, value in found if value is not None)


def check_export(server: Server, found: dict[int, list[tuple[int, Any]]]) -> None:
    """The export, made by a process of its own, proves as many answers in each round as its phones found."""
    command = ["-m", "pollapp", "export", server.workshops[0]["code"], "--out", "-"]
    database = ["--database", str(server.data / "pollapp.sqlite3")]
    made = subprocess.run(
        [sys.executable, *command, *database], env=server.environment, capture_output=True, check=True
    )
    proof = {one["round"]: one for one in json.loads(made.stdout)["proof"]}
    assert set(proof) == set(found)
    for round_, mine in found.items():
        people = sum(1 for _, value in mine if value is not None)
        assert (proof[round_]["accepted"], proof[round_]["stored"]) == (people, people)


def carries_on(room: Room, found: list[tuple[int, Any]]) -> None:
    """Verbs, pushes and answers work on; the picture of the number equals what its phones found last."""
    room.do("go", step=8)
    assert room.stage["state"] == "locked"
    room.watch()
    numbers = [value for _, value in found if value is not None]
    assert room.result["result"]["n"] == len(numbers)
    for one in room.result["result"]["bins"]:
        assert one["count"] == sum(1 for number in numbers if one["from"] <= number <= one["to"])
    room.do("go", step=2)
    phone = room.phones[0]
    stage = phone.line.hears("stage", rev=room.stage["rev"])
    reply = phone.line.ask("answer", {"round": stage["round"], "n": 1, "value": "w1"})
    assert reply == {"ok": True, "round": stage["round"], "n": 1}
    room.screen.hears("result", answered=1)


def test_ten_kills_while_answers_are_under_way_lose_nothing_that_was_acknowledged(tmp_path: Path):
    chance = random.Random(20261123)
    found: dict[int, list[tuple[int, Any]]] = {}
    with Server(tmp_path, **FAST) as server:
        room = Room(server)
        for kill in range(1, KILLS + 1):
            if kill in STEPS:
                room.do("go", step=STEPS[kill])
            if kill in VERBS:
                room.do(VERBS[kill])
            before, round_ = what_lasts(room.stage), room.stage["round"]
            room.flood(chance.randrange(1, 4 * PEOPLE))
            room.kill()
            rows, people = crash_image(server, tmp_path / f"crash{kill}", round_)
            server.start()
            found[round_] = check_everybody(room, room.come_back(), round_)
            check_files(found[round_], rows, people)
            room.watch()
            assert what_lasts(room.stage) == before
            assert room.stage["answered"] == people
        assert room.ledger.refused == []
        check_export(server, found)
        carries_on(room, found[min(found)])
        assert "Traceback" not in server.said
        room.leave()


def test_asked_to_end_it_keeps_what_it_acknowledged_and_ends_without_a_word(tmp_path: Path):
    with Server(tmp_path, **FAST) as server:
        room = Room(server)
        room.do("go", step=8)
        round_ = room.stage["round"]
        room.flood(PEOPLE)
        room.everybody_answers()
        assert room.ledger.under_way
        assert server.stop() == 0
        room.leave()
        assert server.said == ""
        rows, people = crash_image(server, tmp_path / "ended", round_)
        server.start()
        check_files(check_everybody(room, room.come_back(), round_), rows, people)
        room.leave()


def test_asked_twice_to_end_it_ends_without_a_word_too(tmp_path: Path):
    with Server(tmp_path) as server:
        os.kill(server.pid, signal.SIGSTOP)
        os.kill(server.pid, signal.SIGINT)
        os.kill(server.pid, signal.SIGCONT)
        assert server.stop() == 0
        assert server.said == ""
