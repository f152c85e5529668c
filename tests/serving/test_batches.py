"""The server is killed in the middle of a picture that comes in batches: it never shows more, and goes on exactly."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path
from typing import Any

from tests.server import Server
from tests.serving.raw import Raw

ANIMALS = ("jongerenwerk", "zorg", "onderwijs")
"""Options of the first question of the plenary, which is `live_batched`."""

KILLS = (3, 7, 10, 14, 15)
"""After how many answers the server is killed: in a batch, at its end, and while one waits to be shown."""


class Wall:
    """The screen of the plenary over all lives of the server: every picture that it ever showed."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.pictures: list[dict[str, int]] = []
        self.watch()

    def watch(self) -> dict[str, Any]:
        """A screen comes, as after a reload; gives the stage."""
        self.line = Raw(self.server.url)
        reply = self.line.ask("watch", {"key": self.server.workshops[0]["key"], "lang": "nl"})
        self._note(reply["result"])
        stage: dict[str, Any] = reply["stage"]
        return stage

    def shows(self, people: int) -> None:
        """Wait until the picture is of so many people."""
        self.line.wait(lambda: (told := self.line.last("result")) and told["result"]["n"] == people)
        for name, message in self.line.heard:
            if name == "result":
                self._note(message)

    def do(self, verb: str) -> None:
        reply = self.line.ask("do", {"rev": self.watch()["rev"], "verb": verb})
        assert reply["ok"]

    def _note(self, message: dict[str, Any] | None) -> None:
        shown = message["result"] if message else None
        if shown and shown["state"] == "shown" and self.pictures[-1:] != [shown["counts"]]:
            self.pictures.append(shown["counts"])


def answer(server: Server, who: int, round_: int) -> None:
    """Somebody joins, answers, and is told that the answer is kept."""
    phone = Raw(server.url)
    assert phone.ask("join", {"code": server.workshops[0]["code"]})["ok"]
    assert phone.ask("answer", {"round": round_, "n": 1, "value": ANIMALS[who % 3]})["ok"]
    phone.close()


def of_the_first(people: int) -> dict[str, int]:
    said = Counter(ANIMALS[who % 3] for who in range(people))
    return {name: said[name] for name in ANIMALS}


def test_a_picture_in_batches_survives_kills_and_never_shows_more(tmp_path: Path):
    with Server(tmp_path) as server:
        wall = Wall(server)
        wall.do("next")
        round_ = wall.watch()["round"]
        for who in range(20):
            answer(server, who, round_)
            if who + 1 in KILLS:
                before = list(wall.pictures)
                assert server.kill() == -signal.SIGKILL
                wall.line.close()
                server.start()
                assert wall.watch()["answered"] == who + 1
                assert wall.pictures == before
        wall.shows(15)
        wall.do("lock")
        wall.watch()
        wall.line.close()
        assert "Traceback" not in server.said
    told = [{name: counts[name] for name in ANIMALS} for counts in wall.pictures]
    sizes = [sum(counts.values()) for counts in told]
    assert told == [of_the_first(people) for people in sizes]
    assert sizes[-2:] == [15, 20]
    assert set(sizes) <= {5, 10, 15, 20}
    assert sizes == sorted(sizes)
