"""Two hours of a hall, shortened: do the server's memory, files, threads and greenlets stay flat? See README.md."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvloop

from bench.phones import Phone, Sockets, connect
from tests.server import Server
from tests.serving.breaking import inside
from tests.serving.crowd import NUMBER, SCALE, VALUES

HOURS = 2
SAMPLES = 60
STEPS = {NUMBER: "number", SCALE: "scale"}
ROUND, STAY, THINK = 120, 600, 30
"""Seconds of the two hours: how long a question is open, somebody stays on one line, and between two answers."""

WARM = 1 / 3
"""The first part of the samples: pools and caches fill up."""

ALLOWED = {"memory": 8_192, "files": 10.0, "threads": 2.0, "greenlets": 20.0, "objects": 20_000.0}
"""What may be more after the two hours than at their beginning, by the slope: KiB of memory, and numbers."""


@dataclass
class Sample:
    """One look at the server: when, in seconds of the two hours, and what it holds."""

    at: float
    memory: int
    files: int
    threads: int
    greenlets: int
    objects: int


class Hall:
    """People who come, answer, change their mind, go and come back; and a presenter who asks again and again."""

    def __init__(self, server: Server, factor: float) -> None:
        self.server, self.factor = server, factor
        self.chance = random.Random(4)
        self.stage: dict[str, Any] = {}
        self.counts = dict.fromkeys(("joins", "answers", "pushes", "rounds"), 0)

    async def rest(self, seconds: float) -> None:
        """So many seconds of the two hours, more or less."""
        await asyncio.sleep(seconds * self.chance.uniform(0.5, 1.5) / self.factor)

    async def live(self, who: int) -> None:
        """One person, over all their lines; ended from outside."""
        token: dict[str, str] = {}
        n = 0
        while True:
            phone = await connect(self.server.port, self.sockets, self._hear)
            reply = await phone.ask("join", {"code": self.server.workshops[0]["code"]} | token)
            token = {"token": reply["token"]} if "token" in reply else token
            self.counts["joins"] += 1
            until = time.monotonic() + self.chance.uniform(0.5, 1.5) * STAY / self.factor
            while time.monotonic() < until:
                await self.rest(THINK)
                n += 1
                await self._answer(phone, who, n)
            phone.hang_up()

    async def _answer(self, phone: Phone, who: int, n: int) -> None:
        round_, step = self.stage["round"], self.stage["step"]["index"]
        value = VALUES[STEPS[step]](n, who)
        reply = await phone.ask("answer", {"round": round_, "n": n, "value": value})
        if reply["ok"]:
            self.counts["answers"] += 1
        else:
            assert reply["error"]["field"] == "round", reply  # it was closed just then

    def _hear(self, _: Phone, text: bytes) -> None:
        self.counts["pushes"] += 1

    async def lead(self) -> None:
        """The presenter: a question is asked, closed, shown and asked again, and then another one."""
        self.sockets = Sockets()
        self.presenter = await connect(self.server.port, self.sockets, lambda *_: None)
        key = self.server.workshops[0]["key"]
        self.stage = (await self.presenter.ask("watch", {"key": key}))["stage"]

    async def press(self, verb: str, **details: Any) -> None:
        reply = await self.presenter.ask("do", {"rev": self.stage["rev"], "verb": verb, **details})
        assert reply["ok"], reply
        self.stage = reply["stage"]

    async def ask_for_ever(self) -> None:
        while True:
            for step in STEPS:
                await self.press("go", step=step)
                if self.stage["state"] == "locked":
                    await self.press("again")
                self.counts["rounds"] += 1
                await self.rest(ROUND / 2)
                await self.press("pause")
                await self.press("resume")
                await self.rest(ROUND / 2)
                await self.press("lock")


def look(server: Server, folder: Path, at: float) -> Sample:
    """What the server holds now, by the system, and by its own count."""
    counted = folder / "counted"
    counted.unlink(missing_ok=True)
    os.kill(server.pid, signal.SIGUSR2)
    deadline = time.monotonic() + 30
    while not counted.exists():
        assert time.monotonic() < deadline, "the server does not count"
        time.sleep(0.02)
    status = Path(f"/proc/{server.pid}/status").read_text()
    memory, threads = (int(re.findall(rf"^{name}:\s+(\d+)", status, re.MULTILINE)[0]) for name in ("VmRSS", "Threads"))
    files = sum(1 for _ in Path(f"/proc/{server.pid}/fd").iterdir())
    return Sample(at, memory, files, threads, **json.loads(counted.read_text()))


async def soak(hall: Hall, folder: Path, people: int, note: Callable[[Sample], None]) -> None:
    """The two hours; `note` gets each sample."""
    await hall.lead()
    await hall.press("go", step=NUMBER)
    everybody: list[Awaitable[None]] = [hall.ask_for_ever(), *(hall.live(who) for who in range(people))]
    living = asyncio.gather(*everybody)
    began, seconds = time.monotonic(), HOURS * 3_600 / hall.factor
    for number in range(1, SAMPLES + 1):
        await asyncio.sleep(max(0.0, began + number * seconds / SAMPLES - time.monotonic()))
        if living.done():
            break
        at = (time.monotonic() - began) * hall.factor
        note(await asyncio.to_thread(look, hall.server, folder, at))
    living.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await living  # what went wrong for somebody is raised here


def slope(samples: list[Sample], name: str) -> float:
    """By how much it grows in the two hours, by least squares after the warm part."""
    warm = samples[round(len(samples) * WARM) :]
    line = statistics.linear_regression([one.at for one in warm], [getattr(one, name) for one in warm])
    return float(line.slope) * HOURS * 3_600


def judge(samples: list[Sample]) -> bool:
    """Print the table and the verdict."""
    print(f"{'minute':>8}{'MiB':>8}{'files':>8}{'threads':>9}{'greenlets':>11}{'objects':>10}")
    for one in samples[:: max(1, len(samples) // 15)]:
        print(
            f"{one.at / 60:8.0f}{one.memory / 1024:8.1f}{one.files:8}{one.threads:9}{one.greenlets:11}{one.objects:10}"
        )
    flat = True
    for name, allowed in ALLOWED.items():
        grows = slope(samples, name)
        flat &= grows <= allowed
        unit = " KiB" if name == "memory" else ""
        print(f"{name}: {grows:+.0f}{unit} in {HOURS} hours, {'flat' if grows <= allowed else 'IT GROWS'}")
    return flat


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/soak", description=__doc__)
    parser.add_argument("--factor", type=float, default=40, help="how many times faster than life; 40 is three minutes")
    parser.add_argument("--people", type=int, default=200, help="people who come and go")
    chosen = parser.parse_args()
    samples: list[Sample] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Server(folder, **inside(folder), POLLAPP_WRONG_CODES_PER_MINUTE="10000") as server:
            hall = Hall(server, chosen.factor)
            uvloop.run(soak(hall, folder, chosen.people, samples.append))
            trouble = "Traceback" in server.said
    print(", ".join(f"{number} {what}" for what, number in hall.counts.items()))
    flat = judge(samples)
    print("nothing grows" if flat else "SOMETHING GROWS")
    sys.exit(not flat or trouble)


if __name__ == "__main__":
    main()
