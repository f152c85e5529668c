"""What all tests may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.browsing import chromium, windows
from tests.server import Server
from tests.world import World

FIRST = ("serving", "plays", "browser")
"""What takes longest begins first, so that no worker is left alone with it at the end."""

settings.register_profile("calm", deadline=None)  # how long an example takes is no matter of a test
settings.load_profile("calm")

__all__ = ["chromium", "server", "windows", "world"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="look at every state in both languages, light and dark")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not set(FIRST) & set(item.path.parts))


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
