"""`kill -9` again and again: what `make test` does ten times, and `bench/chaos` two hundred times."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.serving.crowd import NUMBER, OPEN, SCALE, Room
from tests.serving.ledger import Row, in_file, lost

STEPS = (NUMBER, SCALE, OPEN)
DEEDS = {2: "pause", 3: "resume", 6: "again"}
"""What the presenter does before which kill of a turn of the three steps."""


@dataclass
class Kill:
    """One of them: answers under way, answers acknowledged so far, and what is lost."""

    number: int
    under_way: int
    acknowledged: int
    lost: list[str]


def kills(room: Room, times: int, folder: Path, found: dict[int, dict[int, Row]], turn: int = 4) -> Iterator[Kill]:
    """Kill the server so many times under load, and start it again. `found` gets what the phones find in each round."""
    chance = random.Random(20261123)
    for number in range(times):
        if number % turn == 0:
            room.do("go", step=STEPS[number // turn % len(STEPS)])
            if room.stage["state"] == "locked":
                room.do("again")
        elif deed := DEEDS.get(number % (turn * len(STEPS))):
            room.do(deed)
        before, round_ = what_lasts(room.stage), room.round
        room.flood(chance.randrange(1, 4 * room.people))
        under_way = room.kill()
        crashed = in_file(room.server, folder / "crashed", round_)
        room.server.start()
        kept = room.kept(folder / "started", room.come_back())
        found[round_] = kept.found
        gone = lost(room.ledger, round_, kept)
        if (sorted(map(repr, kept.rows)), kept.people) != (sorted(map(repr, crashed[0])), crashed[1]):
            gone.append(f"round {round_}: the file is not as the crash left it")
        if what_lasts(room.stage) != before:
            gone.append(f"round {round_}: the workshop shows something else: {what_lasts(room.stage)} for {before}")
        yield Kill(number + 1, under_way, room.ledger.acknowledged, gone)


def what_lasts(stage: dict[str, Any]) -> dict[str, Any]:
    """The stage without what moves while answers come in: the picture, and how many there are."""
    return {name: value for name, value in stage.items() if name not in ("html", "present", "answered", "revealed")}
