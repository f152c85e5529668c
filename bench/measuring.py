"""One stack under one load: what is measured, and how."""

from __future__ import annotations

import asyncio
import re
import statistics
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.phones import Phone, Sockets, Work, connect, packed
from tests.server import environment, free_port

AT_ONCE = 200
"""Phones that are connecting at the same moment."""

SETTLE = 15.0
"""Seconds between the start of a server and the first phone: every stack gets the time to warm up."""

BURSTS = 3
"""How often everybody answers at once, each time to another question; the medians count."""

STEADY = 1_000
"""Answers a second while pushes go on."""


@dataclass
class Stack:
    """A server to measure: how it is started, and the (code, key) of each of its workshops."""

    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)
    workshops: list[tuple[str, str]] = field(default_factory=lambda: [("", "")])


@dataclass
class Room:
    """One workshop: its presenter, its phones, and what its screen told."""

    code: str
    key: str
    phones: list[Phone] = field(default_factory=list)
    presenter: Phone | None = None
    shown: list[tuple[float, int]] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    rev: int = 1
    answer: bytes = b""

    def see(self, _: Phone, text: bytes) -> None:
        if text.startswith((b'42["result"', b'42["stage"')):
            answered = re.search(rb'"answered": ?(\d+)', text)
            self.shown.append((time.perf_counter(), int(answered[1]) if answered else 0))

    async def press(self, verb: str) -> None:
        assert self.presenter
        reply = await self.presenter.ask("do", {"key": self.key, "rev": self.rev, "verb": verb})
        assert reply["ok"], reply
        if "stage" in reply:
            self.rev, round_ = reply["stage"]["rev"], reply["stage"]["round"]
        else:
            round_ = 0
        self.answer = packed("answer", {"round": round_, "n": 1, "value": "kat"})

    async def told(self, people: int) -> None:
        """Wait until the screen tells so many answers: all that were acknowledged are counted, and no more."""
        deadline = time.perf_counter() + 60
        while not self.shown or self.shown[-1][1] != people:
            assert time.perf_counter() < deadline, f"{self.shown[-1:]} shown instead of {people}"
            await asyncio.sleep(0.01)

    def freshness(self) -> list[float]:
        """Seconds from each answer until the screen told so many: the number of answers stands for which."""
        found, at = [], 0
        for number, when in enumerate(self.sent, 1):
            while self.shown[at][1] < number:
                at += 1
            found.append(max(0.0, self.shown[at][0] - when))
        return found


class Acknowledged:
    """Counts acknowledgements; `all` is done when there are as many as people, or when one is a refusal."""

    def __init__(self, people: int) -> None:
        self.people, self.took = people, list[float]()
        self.all: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def told(self, reply: bytes, took: float) -> None:
        self.took.append(took)
        if b'"ok":true' not in reply.replace(b" ", b""):
            self.failed(AssertionError(reply))
        elif len(self.took) == self.people:
            self.all.set_result(None)

    def failed(self, error: Exception) -> None:
        if not self.all.done():
            self.all.set_exception(error)


class Hall:
    """All the phones of a run, dealt out over the workshops."""

    def __init__(self, stack: Stack, port: int) -> None:
        self.port, self.sockets = port, Sockets()
        self.rooms = [Room(code, key) for code, key in stack.workshops]
        self.people: list[tuple[Room, Phone]] = []
        self._heard = 0
        self._all_heard = asyncio.Event()

    def hear(self, _: Phone, text: bytes) -> None:
        if text.startswith(b'42["stage"'):
            self._heard += 1
            if self._heard == len(self.people):
                self._all_heard.set()

    async def open(self) -> None:
        for room in self.rooms:
            room.presenter = await connect(self.port, self.sockets, room.see)
            await room.presenter.ask("watch", {"key": room.key})

    async def come_in(self, people: int) -> float:
        """Seconds until everybody has joined."""
        coming, began = iter(range(people)), time.perf_counter()

        async def some() -> None:
            for number in coming:
                room = self.rooms[number % len(self.rooms)]
                phone = await connect(self.port, self.sockets, self.hear)
                await phone.ask("join", {"code": room.code, "lang": "nl"})
                room.phones.append(phone)
                self.people.append((room, phone))

        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(some())
        return time.perf_counter() - began

    async def press(self, verb: str) -> float:
        """Seconds until the last phone has the stage that follows."""
        self._heard = 0
        self._all_heard.clear()
        began = time.perf_counter()
        await asyncio.gather(*(room.press(verb) for room in self.rooms))
        await asyncio.wait_for(self._all_heard.wait(), 120)
        return time.perf_counter() - began

    async def burst(self) -> dict[str, float]:
        """Everybody answers at once; in the end the screens tell all of them."""
        began, kept = time.perf_counter(), Acknowledged(len(self.people))
        for number, (room, phone) in enumerate(self.people, 1):
            phone.say(room.answer, kept.told, kept.failed)
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
        await asyncio.wait_for(kept.all, 120)
        rate, took = len(kept.took) / (time.perf_counter() - began), sorted(kept.took)
        await self._told()
        return {"burst": rate, "ack": took[len(took) // 2], "ack_99": took[len(took) * 99 // 100]}

    async def steady(self) -> dict[str, float]:
        """A thousand answers a second by people who had not answered yet, and a push each second."""
        kept, pushed = Acknowledged(len(self.people)), list[asyncio.Task[float]]()
        for room in self.rooms:
            room.shown.clear()
        began = time.perf_counter()
        for number, (room, phone) in enumerate(self.people):
            if number % 20 == 0:
                await asyncio.sleep(max(0.0, began + number / STEADY - time.perf_counter()))
            if number % STEADY == STEADY // 4 and (not pushed or pushed[-1].done()):
                pushed.append(asyncio.create_task(self.press("thaw" if len(pushed) % 2 else "freeze")))
            room.sent.append(time.perf_counter())
            phone.say(room.answer, kept.told, kept.failed)
        await asyncio.wait_for(kept.all, 120)
        await self._told()
        pushes = await asyncio.gather(*pushed)
        fresh = sorted(each for room in self.rooms for each in room.freshness())
        return {"fresh_99": fresh[len(fresh) * 99 // 100], "push_loaded": statistics.median(pushes)}

    async def _told(self) -> None:
        for room in self.rooms:
            await room.told(len(room.phones))


async def measure(stack: Stack, people: int, pushes: int) -> dict[str, float]:
    """The figures of one run, in seconds, KiB and shares."""
    async with _running(stack) as (hall, process):
        bare, work = _memory(process.pid), Work()
        took = await hall.come_in(people)
        found = {"connects": people / took, "memory": (_memory(process.pid) - bare) / people}
        found["push"] = statistics.median([await hall.press("next") for _ in range(pushes)])
        bursts = []
        for _ in range(BURSTS):
            bursts.append(await hall.burst())
            await hall.press("next")
        found |= {name: statistics.median(burst[name] for burst in bursts) for name in bursts[0]}
        found |= await hall.steady()
        return found | {"busy": work.share}


@asynccontextmanager
async def _running(stack: Stack) -> AsyncIterator[tuple[Hall, subprocess.Popen[bytes]]]:
    """The server of a stack, ready, with presenters who watch."""
    port = free_port()
    process = subprocess.Popen(
        [part.format(port=port) for part in stack.command],
        env=environment("eventlet") | stack.env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr
    process.stderr.readline()
    hall = Hall(stack, port)
    try:
        await hall.open()
        await asyncio.sleep(SETTLE)
        yield hall, process
    finally:
        hall.sockets.close()
        process.kill()
        process.wait()
        process.stderr.close()


def _memory(pid: int) -> int:
    """KiB of a process."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1])
