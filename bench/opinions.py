"""How long a live picture waits while opinion groups are looked for: see README.md."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from pollapp.decks import Deck, read_deck
from pollapp.measures.opinions import opinion_groups
from pollapp.questions.statements import Statements
from pollapp.store import Keys, Store, answers, rounds, workshops
from pollapp.workshops import planning
from tests.server import environment, free_port, until
from tests.serving.raw import Raw

PEOPLE, SENTENCES, CAMPS, TIMES = 1_000, 20, 3, 5
DOUBT = 0.4
REV = 2
"""The revision of the prepared workshops: they were made, and came to their question."""
SECONDS = 8
TICK = 0.1

LIVE = """
schema: pollapp.deck/1
id: live
languages: [nl]
title: {nl: "Live"}
questions:
  - id: dier
    type: single
    title: {nl: "Welk dier?"}
    options: [{id: kat, nl: "Kat"}, {id: hond, nl: "Hond"}]
    settings: {reveal: live, sensitivity: low, min_group: 3}
flow: [{ask: dier}]
"""
JUDGED = """
schema: pollapp.deck/1
id: zinnen
languages: [nl]
title: {nl: "Zinnen"}
questions:
  - id: zinnen
    type: statements
    title: {nl: "Klopt dit?"}
    answers: agree_disagree_pass
    items: [ITEMS]
    discover_groups: {enabled: true, min_participants: 20, max_groups: 5}
flow: [{ask: zinnen}]
"""


def deck_of_sentences() -> Deck:
    items = ", ".join(f'{{id: z{number}, nl: "Zin {number}"}}' for number in range(SENTENCES))
    return read_deck(JUDGED.replace("ITEMS", items))


def room(seed: int) -> list[dict[str, int | str]]:
    """What everybody says: camps of one mind each, with doubts, and a fifth of the sentences not reached."""
    chance = random.Random(seed)
    words = ("agree", "disagree", "pass")
    minds = [[chance.choice(words[:2]) for _ in range(SENTENCES)] for _ in range(CAMPS)]
    return [
        {
            f"z{place}": chance.choice(words) if chance.random() < DOUBT else word
            for place, word in enumerate(minds[person % CAMPS])
            if chance.random() > 0.2
        }
        for person in range(PEOPLE)
    ]


def prepare(folder: Path) -> tuple[int, list[tuple[int, int]]]:
    """A workshop with a live question, and some in which everybody has judged sentences: (id, round) of each."""
    store = Store(folder / "p.sqlite3")
    event = planning.add_event(store, planning.set_password(store, "Olga", "a long enough password"), "Dag")
    live = planning.add_workshop(store, event, read_deck(LIVE))
    judged = []
    for number in range(TIMES):
        workshop = planning.add_workshop(store, event, deck_of_sentences())

        def answered(db: Any, workshop: int = workshop, number: int = number) -> int:
            workshops.change(db, workshop, step=1)
            round_ = rounds.add(db, workshop, "zinnen", None, 0)
            rounds.change(db, round_, opened_at=0)
            for person, value in enumerate(room(number)):
                answers.put(db, round_, person.to_bytes(16, "big"), 1, value)
            return round_

        judged.append((workshop, store.write(answered)))
    store.close()
    return live, judged


@contextmanager
def server(folder: Path, mode: str) -> Iterator[str]:
    """The real server on that folder; gives its address."""
    port = free_port()
    own = {"POLLAPP_DATABASE": str(folder / "p.sqlite3"), "POLLAPP_KEYS": str(folder / "keys.json")}
    own |= {"POLLAPP_TICK": str(TICK), "POLLAPP_MESSAGES_PER_SECOND": "1000"}
    command = [sys.executable, "-m", "pollapp", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment(mode) | own, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    process.stderr.readline()
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()
    process.stderr.close()


class Wall(Raw):
    """A screen that notes when each picture arrived."""

    def __init__(self, url: str) -> None:
        self.times: list[float] = []
        super().__init__(url)

    def _take(self, packet: str) -> None:
        if packet.startswith('42["result"'):
            self.times.append(time.monotonic())
        super()._take(packet)

    def gaps(self, start: float, end: float) -> list[float]:
        """Seconds between pictures that came in this time."""
        seen = [when for when in self.times if start <= when <= end]
        return [later - earlier for earlier, later in pairwise(seen)]


def busy(phone: Raw, round_: int, stop: threading.Event) -> None:
    """Change one's mind ten times between two pictures, until it is enough."""
    n = 0
    while not stop.wait(TICK / 10):
        n += 1
        phone.send("answer", {"round": round_, "n": n, "value": ("kat", "hond")[n % 2]})


def measure(mode: str, folder: Path) -> None:
    """Watch a live picture while nothing else happens, then while groups are looked for, and print both."""
    live, judged = prepare(folder)
    with server(folder, mode) as url:
        keys, reader, stop = Keys(folder / "keys.json"), Store(folder / "p.sqlite3"), threading.Event()
        code = str((reader.read(lambda db: workshops.get(db, live)) or {})["code"])
        wall, phones = Wall(url), [Raw(url) for _ in range(3)]
        round_ = wall.ask("do", {"key": keys.link(live, "control", 1), "rev": 1, "verb": "next"})["stage"]["round"]
        wall.ask("watch", {"key": keys.link(live, "control", 1)})
        for phone in phones:
            phone.ask("join", {"code": code})
        fingers = [threading.Thread(target=busy, args=(phone, round_, stop)) for phone in phones]
        for finger in fingers:
            finger.start()
        began = time.monotonic()
        time.sleep(SECONDS)
        quiet = wall.gaps(began, time.monotonic())
        gaps, took = [], []
        for workshop, asked in judged:
            began = time.monotonic()
            wall.ask("do", {"key": keys.link(workshop, "control", 1), "rev": REV, "verb": "lock"})
            assert len(until(partial(opinions, reader, asked))) == CAMPS
            took.append(time.monotonic() - began)
            gaps += wall.gaps(began, time.monotonic())
        stop.set()
        for finger in fingers:
            finger.join()
        for line in (wall, *phones):
            line.close()
        reader.close()
    tell(mode, quiet, gaps, took)


def opinions(reader: Store, round_: int) -> Any:
    """The groups that are kept of a round, read from the file, so that the server is not asked."""
    return json.loads((reader.read(lambda db: rounds.get(db, round_)) or {})["opinions"] or "{}").get("groups")


def tell(mode: str, quiet: list[float], gaps: list[float], took: list[float]) -> None:
    print(f"{mode}: {PEOPLE} people, {SENTENCES} sentences, groups found in {statistics.median(took):.2f} s")
    print("  milliseconds between two pictures   median     95%  longest")
    for name, seconds in (("nothing else happens", quiet), ("groups are looked for", gaps)):
        print(f"  {name:32}" + "".join(f"{1000 * each:9.0f}" for each in figures(seconds)))
    ratios = [one / other for one, other in zip(figures(gaps), figures(quiet), strict=True)]
    print(f"  {'ratio':32}" + "".join(f"{ratio:9.2f}" for ratio in ratios))


def figures(seconds: list[float]) -> tuple[float, float, float]:
    """The median, the one that 95 % stay below, and the longest."""
    return statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1], max(seconds)


def main() -> None:
    question = deck_of_sentences().questions[0]
    assert isinstance(question, Statements)
    votes = [question.vote(value) for value in room(0)]
    began = time.monotonic()
    opinion_groups(votes, 5, 5)
    print(f"On the loop itself every picture would have waited {time.monotonic() - began:.2f} s.")
    for mode in ("eventlet", "threading"):
        with tempfile.TemporaryDirectory() as folder:
            measure(mode, Path(folder))


if __name__ == "__main__":
    main()
