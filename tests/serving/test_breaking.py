"""A short version of `bench/chaos`: one server, and what goes wrong around it, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.server import Server
from tests.serving.breaking import Lines, clock, failing, inside, locked, paused
from tests.serving.crowd import NUMBER, Room

PEOPLE = 10


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("breaking")


@pytest.fixture(scope="module")
def room(folder: Path) -> Iterator[Room]:
    with Server(folder, **inside(folder)) as server:
        room = Room(server, PEOPLE)
        room.do("go", step=NUMBER)
        yield room
        room.leave()
        assert server.stop() == 0
        assert "Traceback" not in server.said


@pytest.mark.parametrize(
    "run",
    [partial(paused, seconds=1), clock, partial(failing, seconds=1), partial(locked, seconds=6)],
    ids=["paused", "clock", "failing", "locked"],
)
def test_nothing_is_lost(room: Room, folder: Path, run: Callable[[Room, Path], Lines]):
    gone = [lost for lost in run(room, folder) if not isinstance(lost, str)]
    assert gone
    assert gone == [[]] * len(gone)
