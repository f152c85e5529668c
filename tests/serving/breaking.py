"""What goes wrong around a server that runs: each breaks it under load, lets it heal, and compares both sides' records.

Each yields lines for who reads along, and lists of what is lost: the last one when everybody has been told.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tests.server import Server, until
from tests.serving.crowd import FAST, Room
from tests.serving.ledger import lost
from tests.serving.raw import Raw

Lines = Iterator[str | list[str]]
"""What a run prints as it goes, and lists of what is lost."""

HOUR = 3_600
LONGEST_LOOK = 1.5
"""Seconds in which a screen is answered whatever happens to the disk, also on a busy machine."""

HOLD = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def inside(folder: Path) -> dict[str, str]:
    """The environment of a server whose clock can jump, and which counts what it holds."""
    return FAST | {"PYTHONPATH": str(Path(__file__).parent / "inside"), "CHAOS_FOLDER": str(folder)}


class Looks:
    """Somebody who asks for the screen all the time, and notes the longest wait."""

    def __init__(self, room: Room) -> None:
        self._room, self._over = room, threading.Event()
        self._line = Raw(room.server.url)
        self._thread = threading.Thread(target=self._look)
        self.longest, self.times = 0.0, 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._line.close()

    def _look(self) -> None:
        while not self._over.wait(0.05):
            began = time.monotonic()
            self._line.ask("watch", {"key": self._room.server.workshops[0]["key"]})
            self.longest, self.times = max(self.longest, time.monotonic() - began), self.times + 1

    def said(self) -> list[str]:
        return [] if self.longest < LONGEST_LOOK else [f"a screen waited {self.longest:.1f} s for a picture"]

    def __str__(self) -> str:
        return f"{self.times} looks at the screen, the longest {1000 * self.longest:.0f} ms"


def whole(room: Room, folder: Path) -> list[str]:
    """What is lost, once everybody has sent again what was not acknowledged."""
    room.settle()
    kept = room.kept(folder / "compared")
    gone = lost(room.ledger, room.round, kept)
    gone += [
        f"phone {who} finds {kept.found[who][0]} after {max(sent)}"
        for who, sent in room.ledger.sent.get(room.round, {}).items()
        if kept.found[who][0] != max(sent)
    ]
    return gone + failures(room.server)


def failures(server: Server) -> list[str]:
    """What the log says that is no trouble of the disk: something in the program went wrong."""
    lines = re.sub(r"\x1b\[[0-9;]*m", "", server.said).splitlines()
    return [line for line in lines if ("Traceback" in line or "[error" in line) and "nothing can be saved" not in line]


def paused(room: Room, folder: Path, seconds: float) -> Lines:
    """The server stands still (SIGSTOP) while answers arrive, and goes on."""
    room.everybody_answers()
    os.kill(room.server.pid, signal.SIGSTOP)
    room.answer_for(seconds)
    waiting = len(room.ledger.under_way)
    os.kill(room.server.pid, signal.SIGCONT)
    room.answer_for(1)
    yield f"stood still for {seconds:g} s, {waiting} answers under way"
    yield whole(room, folder)


def clock(room: Room, folder: Path) -> Lines:
    """The server's clock jumps ahead and back while answers arrive."""
    step = room.stage["step"]["index"]
    for hours in (26, -3, 0):
        (folder / "ahead").write_text(str(hours * HOUR))
        os.kill(room.server.pid, signal.SIGUSR1)
        room.answer_for(1)
        room.settle()
        room.watch()
        room.do("go", step=0)
        off = room.stage["at"] - time.time() - hours * HOUR
        yield [] if abs(off) < 60 else [f"the clock of the server did not jump: {off:.0f} s off"]
        room.do("go", step=step)
        room.do("again")
        room.answer_for(1)
    yield "jumps of 26 hours ahead, 29 back and 3 ahead"
    yield whole(room, folder)


def broken(room: Room, folder: Path, name: str, seconds: float) -> Lines:
    """Answers arrive while `name` is broken by whoever iterates: between the first line and the second."""
    began = len(room.ledger.postponed)
    yield f"{name}: begins"
    with Looks(room) as looks:
        room.answer_for(seconds)
        until(lambda: (room.screen.last("trouble") or {}).get("sentence"))
        until(lambda: len(room.ledger.postponed) > began)
        yield looks.said()
    yield f"{len(room.ledger.postponed) - began} answers were asked to wait; {looks}"


def heals(room: Room, folder: Path) -> Lines:
    """After it was mended: the screen says so, everybody sends again, and all is there."""
    until(lambda: room.screen.last("trouble") == {"sentence": None})
    room.answer_for(1)
    why = list(dict.fromkeys(re.findall(r"why='([^']+)'", room.server.said)))
    yield [] if why else ["the log does not say why"]
    yield f"the log said: {', '.join(why)}"
    yield whole(room, folder)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another process holds the database."""
    command = [sys.executable, "-c", HOLD, str(path)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert other.stdout
        assert other.stdout.readline()
        yield
    finally:
        other.communicate()


@contextmanager
def limited(pid: int) -> Iterator[None]:
    """The system takes no byte beyond the first 4096 of any file of a process: a disk that gives errors."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


def locked(room: Room, folder: Path, seconds: float) -> Lines:
    """Another process holds the database for long."""
    with held(room.server.data / "pollapp.sqlite3"):
        yield from broken(room, folder, "locked by another process", seconds)
    yield from heals(room, folder)


def failing(room: Room, folder: Path, seconds: float) -> Lines:
    """The disk gives errors for a while."""
    with limited(room.server.pid):
        yield from broken(room, folder, "a disk that gives errors", seconds)
    yield from heals(room, folder)
