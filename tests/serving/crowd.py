"""Phones and a presenter that keep a ledger: they answer without waiting, and come back with their token."""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from websocket import WebSocketException

from tests.server import Server, until
from tests.serving.ledger import Kept, Ledger, Row, in_file
from tests.serving.raw import Raw

AHEAD = 6
"""How many answers a phone sends without waiting for an acknowledgement."""

FAST = {"POLLAPP_MESSAGES_PER_SECOND": "1000", "POLLAPP_MESSAGES_AT_ONCE": "10000"}
NUMBER, SCALE, OPEN = 8, 4, 13
"""Steps of the plenary on which a number, a scale and a text are asked."""

VALUES: dict[str, Callable[[int, int], Any]] = {
    "number": lambda n, who: (7 * n + who) % 51,
    "scale": lambda n, who: (n + who) % 7 + 1,
    "open": lambda n, who: [f"stap {n} van {who}"],
}


class Phone:
    """One participant: comes back with the token of the first time, and answers without waiting."""

    def __init__(self, who: int, server: Server, ledger: Ledger) -> None:
        self.who, self.server, self.ledger = who, server, ledger
        self.token: str | None = None
        self.n = 0

    def join(self) -> dict[str, Any]:
        self.ledger.forgets(self.who)
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
        value = None if self.n % 7 == 0 else VALUES[type_](self.n, self.who)
        self.ledger.sends(round_, self.who, self.n, value)
        self.send(round_, self.n, value)

    def send(self, round_: int, n: int, value: Any) -> None:
        """Send an answer; whoever finds the line cut comes back, and sends it again later."""
        try:
            self.line.send(
                "answer",
                {"round": round_, "n": n, "value": value},
                lambda reply: self.ledger.is_told(round_, self.who, n, reply),
            )
        except (OSError, WebSocketException):
            self.join()
        else:
            self.ledger.has_left(round_, self.who, n)

    def again(self, round_: int) -> bool:
        """Send once more what was sent last and is not acknowledged, as the page does. False when there is nothing."""
        waits = self.ledger.last(round_, self.who)
        if waits is None:
            return False
        if self.line.ended:
            self.join()
        self.send(round_, *waits)
        return True


class Room:
    """The plenary with its phones and a screen, as they are on the outside."""

    def __init__(self, server: Server, people: int) -> None:
        self.server, self.people, self.ledger = server, people, Ledger()
        self.phones = [Phone(who, server, self.ledger) for who in range(people)]
        for phone in self.phones:
            phone.join()
        self.watch()

    @property
    def round(self) -> int:
        return int(self.stage["round"])

    def watch(self) -> dict[str, Any]:
        self.screen = Raw(self.server.url)
        reply = self.screen.ask("watch", {"key": self.server.workshops[0]["key"], "lang": "nl"})
        assert reply["ok"]
        self.stage: dict[str, Any] = reply["stage"]
        self.result: dict[str, Any] = reply["result"]
        return reply

    def do(self, verb: str, **details: Any) -> None:
        reply = self.screen.ask("do", {"rev": self.stage["rev"], "verb": verb, **details})
        assert reply["ok"], reply
        self.stage = reply["stage"]

    def flood(self, acknowledgements: int) -> None:
        """Have everybody answer and change their mind, until so many answers have been acknowledged."""
        goal, deadline = self.ledger.acknowledged + acknowledgements, time.monotonic() + 30
        for phone in itertools.cycle(self.phones):
            if self.ledger.acknowledged >= goal:
                return
            assert time.monotonic() < deadline, "no acknowledgements"
            assert not self.ledger.refused
            assert not self.ledger.postponed
            if self.ledger.ahead(phone.who) < AHEAD:
                phone.answer(self.round, self.stage["question"]["type"])

    def answer_for(self, seconds: float, rate: float = 200) -> None:
        """Have them answer one after the other, whatever becomes of it."""
        began = time.monotonic()
        for number, phone in enumerate(itertools.cycle(self.phones)):
            if time.monotonic() - began > seconds:
                return
            if self.ledger.ahead(phone.who) < AHEAD:
                phone.answer(self.round, self.stage["question"]["type"])
            time.sleep(max(0.0, began + number / rate - time.monotonic()))

    def everybody_answers(self) -> None:
        for phone in self.phones:
            phone.answer(self.round, self.stage["question"]["type"])

    def settle(self) -> None:
        """Everybody sends what is not acknowledged again, until all of it is."""
        deadline = time.monotonic() + 60
        while waiting := [phone for phone in self.phones if phone.again(self.round)]:
            assert time.monotonic() < deadline, f"{len(waiting)} phones were never told"
            time.sleep(0.5)
        assert not self.ledger.refused, self.ledger.refused[0]

    def kill(self) -> int:
        """Have everybody answer, and kill the server in the midst of it: it stands still while more are sent.

        Gives how many answers were under way, of which nobody will ever tell what became.
        """
        self.everybody_answers()
        os.kill(self.server.pid, signal.SIGSTOP)
        self.everybody_answers()
        with self.ledger.lock:
            assert len(self.ledger.under_way) >= self.people
            os.kill(self.server.pid, signal.SIGKILL)
        assert self.server.kill() == -signal.SIGKILL
        for phone in self.phones:
            phone.line.run_dry()
        under_way = len(self.ledger.under_way)
        assert under_way >= self.people, "they had been acknowledged after all"
        return under_way

    def leave(self) -> None:
        for line in (self.screen, *(phone.line for phone in self.phones)):
            line.close()

    def come_back(self) -> dict[int, dict[str, Any]]:
        """Everybody joins again, with the same token. Gives what each was told: {who: reply}."""
        return {phone.who: phone.join() for phone in self.phones}

    def kept(self, folder: Path, replies: dict[int, dict[str, Any]] | None = None) -> Kept:
        """The server's side of the round on stage; `replies` are those of who came back just now."""
        if replies is None:
            self.leave()
            replies = self.come_back()
        found: dict[int, Row] = {who: (reply["n"], reply["mine"]) for who, reply in replies.items()}
        people = sum(1 for _, value in found.values() if value is not None)
        self.watch()
        until(lambda: self.stage["answered"] == people or self.watch(), 1)
        return Kept(found, *in_file(self.server, folder, self.round), self.stage["answered"])
