"""The browser and the real server, for the plays."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.server import environment

ROOT = Path(__file__).parents[2]


class CrowdOutside:
    """The crowd, in a process of its own: `tests/plays/crowd.py` tells what it understands."""

    def __init__(self, url: str, code: str, people: int, seed: int) -> None:
        command = [sys.executable, "-m", "tests.plays.crowd", url, code, str(people), str(seed)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
        )
        assert self._line()["ready"] == people

    def __call__(self, do: str, **details: Any) -> Any:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": do} | details) + "\n")
        self._process.stdin.flush()
        return self._line()

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        assert self._process.wait(30) == 0
        self._process.stdout.close()

    def _line(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the crowd ended"
        return json.loads(line)


@pytest.fixture
def crowd() -> Iterator[Callable[..., CrowdOutside]]:
    """Start crowds: `crowd(url, code, people, seed)`."""
    started: list[CrowdOutside] = []

    def start(url: str, code: str, people: int, seed: int) -> CrowdOutside:
        started.append(CrowdOutside(url, code, people, seed))
        return started[-1]

    yield start
    for one in started:
        one.close()


def pollapp(folder: Path, *arguments: str) -> str:
    """Run a command of pollapp on the data of a server; gives what it printed."""
    files = {"POLLAPP_DATABASE": str(folder / "pollapp.sqlite3"), "POLLAPP_KEYS": str(folder / "keys" / "keys.json")}
    done = subprocess.run(
        [sys.executable, "-m", "pollapp", *arguments], env=environment() | files, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
