"""A crowd of phones in a process of its own, with a ledger of its own. Nothing of pollapp is imported here.

It reads one JSON command a line and writes one JSON line back:

* `{"do": "answer"}`: everybody answers the question that is open; some change their mind, some withdraw, some
  send a copy twice. Gives `{round, sent, acknowledged}` when all were acknowledged.
* `{"do": "say", "values"}`: everybody sends the values that are meant for them, one after the other. Gives the same.
* `{"do": "kept", "round"}`: the answer of each person by the ledger, {name: value}.
* `{"do": "note", "round", "who", "value"}`: a phone in a browser was told that this answer is kept.
* `{"do": "count", "round"}` and `{"do": "pair", "before", "after"}`: what must be on the screen, by the ledger.
* `{"do": "rows", "rounds"}`: what each person answered, for a deck that announced rows.

    python -m tests.plays.crowd URL CODE PEOPLE SEED
"""

from __future__ import annotations

import json
import random
import sys
import threading
from typing import Any

from tests.plays import counting, guessing
from tests.serving.raw import Raw

Ledger = dict[int, dict[str, Any]]


class Phone:
    """One person: what was sent, and what was acknowledged."""

    def __init__(self, url: str, code: str, name: str, lang: str) -> None:
        self.name = name
        self.line = Raw(url)
        reply = self.line.ask("join", {"code": code, "lang": lang})
        assert reply["ok"], reply
        self.first = reply["stage"]
        self.n: dict[int, int] = {}

    def stage(self) -> dict[str, Any]:
        """The present stage, of the highest revision that was heard."""
        stages = [payload for name, payload in self.line.heard if name == "stage"]
        return max([self.first, *stages], key=lambda stage: stage["rev"])

    def wait_for_question(self) -> dict[str, Any]:
        found: dict[str, Any] = self.line.wait(lambda: self.stage() if self.stage()["state"] == "open" else None)
        return found

    def send(self, round_: int, value: Any, told: Any, n: int | None = None) -> None:
        number = n or self.n.get(round_, 0) + 1
        self.n[round_] = max(number, self.n.get(round_, 0))
        self.line.send("answer", {"round": round_, "n": number, "value": value}, lambda reply: told(number, reply))


class Crowd:
    def __init__(self, url: str, code: str, people: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.phones = [Phone(url, code, f"p{i}", "nl" if i % 2 else "en") for i in range(people)]
        self.questions: dict[int, dict[str, Any]] = {}
        self.ledger: Ledger = {}
        self._highest: dict[tuple[int, str], int] = {}
        self._lock = threading.Lock()

    def answer(self) -> dict[str, Any]:
        """Everybody answers what is open; gives how much was sent and acknowledged."""
        question = self._asked()["question"]
        return self._send([self._values(question) for _ in self.phones])

    def say(self, values: list[list[Any]]) -> dict[str, Any]:
        """Everybody sends what is meant for them, in this order; nothing is meant for who skips the question."""
        return self._send([[(value, n) for n, value in enumerate(some, 1)] for some in values])

    def _asked(self) -> dict[str, Any]:
        """The stage with the open question, once everybody sees it."""
        return max((phone.wait_for_question() for phone in self.phones), key=lambda stage: int(stage["rev"]))

    def _send(self, values: list[list[tuple[Any, int]]]) -> dict[str, Any]:
        stage = self._asked()
        round_ = stage["round"]
        self.questions[round_] = stage["question"]
        sent, told = 0, threading.Semaphore(0)
        for phone, some in zip(self.phones, values, strict=True):
            for value, n in some:
                phone.send(round_, value, self._writing(phone, round_, value, told), n)
                sent += 1
        for _ in range(sent):
            assert told.acquire(timeout=60), "an answer was not acknowledged"
        return {"round": round_, "sent": sent, "acknowledged": sent}

    def _values(self, question: dict[str, Any]) -> list[tuple[Any, int]]:
        """What this person sends, one after the other: (value, n)."""
        dice = self.random.random()
        first = guessing.value(question, self.random)
        if dice < 0.08:
            return []
        if dice < 0.25:
            return [(first, 1), (guessing.value(question, self.random), 2)]
        if dice < 0.33:
            return [(first, 1), (None, 2)]
        if dice < 0.41:
            return [(first, 1), (None, 2), (guessing.value(question, self.random), 3)]
        if dice < 0.49:
            return [(first, 1), (first, 1)]
        if dice < 0.55:
            return [(first, 2), (guessing.value(question, self.random), 1)]
        return [(first, 1)]

    def _writing(self, phone: Phone, round_: int, value: Any, told: threading.Semaphore) -> Any:
        """What is written down when the acknowledgement comes: of two answers the one with the higher n counts."""

        def write(n: int, reply: dict[str, Any]) -> None:
            with self._lock:
                if reply["ok"] and n > self._highest.get((round_, phone.name), 0):
                    self._highest[round_, phone.name] = n
                    self.ledger.setdefault(round_, {})[phone.name] = value
            assert reply["ok"], reply
            told.release()

        return write

    def note(self, round: int, who: str, value: Any) -> dict[str, Any]:
        self.ledger.setdefault(round, {})[who] = value
        return {"noted": True}

    def kept(self, round: int) -> dict[str, Any]:
        return {who: value for who, value in self.ledger.get(round, {}).items() if value is not None}

    def count(self, round: int) -> dict[str, Any]:
        return counting.count(self.questions[round], list(self.kept(round).values()))

    def pair(self, before: int, after: int) -> dict[str, Any]:
        """The two counts of everybody whose answer has substance both times."""
        question, first, second = self.questions[before], self.ledger[before], self.ledger[after]
        both = [
            who
            for who in first
            if counting.substance(question, first[who]) and counting.substance(question, second.get(who))
        ]
        return {
            "n": len(both),
            "before": counting.count(question, [first[who] for who in both]),
            "after": counting.count(question, [second[who] for who in both]),
        }

    def rows(self, rounds: list[int]) -> list[list[Any]]:
        """One row a person who answered anything: the values of these rounds."""
        people = sorted({who for round_ in rounds for who in self.ledger.get(round_, {})})
        found = [[self.ledger.get(round_, {}).get(who) for round_ in rounds] for who in people]
        return [row for row in found if any(value is not None for value in row)]


def main() -> None:
    url, code, people, seed = sys.argv[1:]
    crowd = Crowd(url, code, int(people), int(seed))
    say({"ready": int(people)})
    for line in sys.stdin:
        command = json.loads(line)
        verb = command.pop("do")
        say(getattr(crowd, verb)(**command))


def say(reply: Any) -> None:
    sys.stdout.write(json.dumps(reply) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
