"""The server is killed while answers are under way: what was acknowledged is there once, with its last value."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.server import Server
from tests.serving.crowd import FAST, NUMBER, Room
from tests.serving.killing import kills
from tests.serving.ledger import Kept, Ledger, Row, in_file, lost, lost_in_export

KILLS = 10
PEOPLE = 20


def carries_on(room: Room, found: dict[int, Row]) -> None:
    """Verbs, pushes and answers work on; the picture of the number equals what its phones found last."""
    room.do("go", step=NUMBER)
    assert room.stage["state"] == "locked"
    room.watch()
    numbers = [value for _, value in found.values() if value is not None]
    assert room.result["result"]["n"] == len(numbers)
    for one in room.result["result"]["bins"]:
        assert one["count"] == sum(1 for number in numbers if one["from"] <= number <= one["to"])
    room.do("go", step=2)
    phone = room.phones[0]
    stage = phone.line.hears("stage", rev=room.stage["rev"])
    reply = phone.line.ask("answer", {"round": stage["round"], "n": 1, "value": "w1"})
    assert reply == {"ok": True, "round": stage["round"], "n": 1}
    room.screen.hears("result", answered=1)


def test_ten_kills_while_answers_are_under_way_lose_nothing_that_was_acknowledged(tmp_path: Path):
    found: dict[int, dict[int, Row]] = {}
    with Server(tmp_path, **FAST) as server:
        room = Room(server, PEOPLE)
        for kill in kills(room, KILLS, tmp_path, found):
            assert kill.under_way >= PEOPLE
            assert kill.lost == []
        assert room.ledger.refused == []
        assert lost_in_export(server, found) == []
        carries_on(room, found[min(found)])
        assert "Traceback" not in server.said
        room.leave()


def test_asked_to_end_it_keeps_what_it_acknowledged_and_ends_without_a_word(tmp_path: Path):
    with Server(tmp_path, **FAST) as server:
        room = Room(server, PEOPLE)
        room.do("go", step=NUMBER)
        room.flood(PEOPLE)
        room.everybody_answers()
        assert room.ledger.under_way
        assert server.stop() == 0
        room.leave()
        assert server.said == ""
        ended = in_file(server, tmp_path / "ended", room.round)
        server.start()
        kept = room.kept(tmp_path / "started", room.come_back())
        assert lost(room.ledger, room.round, kept) == []
        assert sorted(map(repr, ended[0])) == sorted(map(repr, kept.rows))
        room.leave()


def test_asked_twice_to_end_it_ends_without_a_word_too(tmp_path: Path):
    with Server(tmp_path) as server:
        os.kill(server.pid, signal.SIGSTOP)
        os.kill(server.pid, signal.SIGINT)
        os.kill(server.pid, signal.SIGCONT)
        assert server.stop() == 0
        assert server.said == ""


class TestTheComparison:
    """It finds what it is there to find."""

    def compared(self, **wrong: Any) -> list[str]:
        ledger = Ledger()
        for who in (1, 2):
            ledger.sends(7, who, 1, "kat")
            ledger.is_told(7, who, 1, {"ok": True, "n": 1})
        right: dict[str, Any] = {
            "found": {1: (1, "kat"), 2: (1, "kat")},
            "rows": [(1, "kat"), (1, "kat")],
            "people": 2,
            "screen": 2,
        }
        return lost(ledger, 7, Kept(**(right | wrong)))

    def test_nothing_where_both_sides_agree(self):
        assert self.compared() == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"found": {1: (1, "kat"), 2: (0, None)}},
            {"found": {1: (1, "kat")}},
            {"found": {1: (1, "kat"), 2: (1, "hond")}},
            {"found": {1: (1, "kat"), 2: (2, "kat")}},
            {"rows": [(1, "kat")]},
            {"rows": [(1, "kat")] * 3},
            {"people": 3},
            {"screen": 1},
        ],
    )
    def test_something_where_one_of_them_differs(self, wrong: dict[str, Any]):
        assert self.compared(**wrong)
