"""What all tests may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browsing import chromium, windows
from tests.server import Server
from tests.world import World

__all__ = ["chromium", "server", "windows", "world"]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A server with one workshop of three questions."""
    world = World(tmp_path)
    yield world
    world.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The real server with the five workshops, as a process of its own."""
    with Server(tmp_path) as server:
        yield server
