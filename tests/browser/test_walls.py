"""Nothing is cut off the walls of small and large beamers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from pollapp.questions import TYPES
from tests.browser.eyes import Eyes, Live, forgive
from tests.browser.fitting import cut_off, too_small
from tests.browser.pages import pages
from tests.browser.states import Stop, little_world, question
from tests.browsing import Windows

WALLS = [(1280, 720), (1920, 1080), (1024, 768)]


class Walls:
    """Walks along the walls; keeps what is cut off or too small, and where."""

    def __init__(self, windows: Windows, live: Live) -> None:
        self.eyes = Eyes(windows, live)
        self.live = live
        self.found: dict[str, str] = {}
        self.looked = 0

    def along(self, walk: Iterable[Stop]) -> None:
        for stop in walk:
            if stop.state.startswith("screen") and not stop.state.endswith("opened"):
                self._look(stop)

    def _look(self, stop: Stop) -> None:
        page = self.eyes.look(stop, "nl")
        self._note(too_small(page), stop.state)
        for width, height in WALLS:
            page.set_viewport_size({"width": width, "height": height})
            self._note(cut_off(page), f"{stop.state} at {width}x{height}")
        self.looked += 1

    def _note(self, found: list[str], where: str) -> None:
        for one in found:
            self.found.setdefault(one, where)

    @property
    def report(self) -> str:
        return "\n".join(f"{one}, as on: {where}" for one, where in self.found.items())


@pytest.fixture
def walls(windows: Windows, tmp_path: Path) -> Iterator[Walls]:
    with Live(little_world(tmp_path)) as live:
        yield Walls(windows, live)
    forgive(windows)


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_nothing_is_cut_off_the_wall(kind: str, walls: Walls):
    walls.along(question(walls.live.world, kind, many=12))
    assert not walls.found, walls.report
    assert walls.looked > 5


def test_no_other_state_is_cut_off_the_wall(walls: Walls):
    walls.along(pages(walls.live.world))
    assert not walls.found, walls.report
    assert walls.looked > 5
