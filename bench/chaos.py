"""What can go wrong with a server in a hall, again and again, and whether an answer is lost: see README.md."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from bench.breakages import damaged, full, in_folder, read_only, small_disk
from bench.reconnects import at_once, spread
from bench.strangers import strangers
from tests.server import Server
from tests.serving.breaking import Lines, clock, failing, failures, inside, locked, paused
from tests.serving.crowd import FAST, NUMBER, Room
from tests.serving.killing import kills
from tests.serving.ledger import Row, lost_in_export

EXPORT_EVERY = 20
"""Kills after which an export is made and compared as well."""


def run_kills(folder: Path, people: int, times: int) -> Lines:
    """`kill -9` at random moments under load: acknowledged = stored = on the screen = exported."""
    found: dict[int, dict[int, Row]] = {}
    under_way = 0
    with Server(folder, **FAST) as server:
        room = Room(server, people)
        for kill in kills(room, times, folder, found, turn=8):
            under_way += kill.under_way
            yield kill.lost
            if kill.number % EXPORT_EVERY == 0 or kill.number == times:
                yield lost_in_export(server, found)
                yield (
                    f"{kill.number} kills, {kill.acknowledged} answers acknowledged, "
                    f"{under_way} under way when it was killed, in {len(found)} rounds"
                )
        yield [f"refused: {reply}" for reply in room.ledger.refused]
        yield failures(server)
        room.leave()


def in_room(run: Callable[[Room, Path], Lines], people: int, folder: Path) -> Lines:
    """A run with a room of its own that answers a question."""
    place = small_disk(folder) if run is full else nullcontext(folder)
    with place as disk, Server(disk, **inside(folder)) as server:
        room = Room(server, people)
        room.do("go", step=NUMBER)
        yield from run(room, folder)
        room.leave()


def tell(name: str, run: Lines) -> bool:
    """Print what a run says, and at its end whether anything was lost."""
    began, gone = time.monotonic(), list[str]()
    print(f"\n{name}", flush=True)
    for said in run:
        if isinstance(said, str):
            print(f"  {said} ({time.monotonic() - began:.0f} s)", flush=True)
        else:
            gone += said
            for line in said:
                print(f"  LOST: {line}", flush=True)
    print(f"  {'nothing lost' if not gone else f'{len(gone)} things lost'}", flush=True)
    return not gone


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=20, help="how often the server is killed")
    parser.add_argument("--people", type=int, default=8, help="phones in the room; each answers as fast as it is told")
    parser.add_argument(
        "--seconds", type=float, default=5, help="how long something stays broken; a lock twice as long"
    )
    parser.add_argument("--hall", type=int, default=5_000, help="phones that come back after a restart")
    parser.add_argument("--only", help="one or some of the runs, with commas between")
    chosen = parser.parse_args()
    people = chosen.people
    rooms: dict[str, Callable[[Room, Path], Lines]] = {
        "stands still": partial(paused, seconds=chosen.seconds),
        "clock": clock,
        "locked": partial(locked, seconds=2 * chosen.seconds),
        "failing": partial(failing, seconds=chosen.seconds),
        "full": full,
        "read-only": read_only,
        "damaged": damaged,
        "strangers": strangers,
    }
    runs: dict[str, Callable[[Path], Lines]] = {
        "kills": lambda folder: run_kills(folder, people, chosen.kills),
        **{name: partial(in_room, run, people) for name, run in rooms.items()},
        "reconnects": partial(at_once, people=chosen.hall),
        "jitter": partial(spread, people=min(1_000, chosen.hall)),
    }
    names = chosen.only.split(",") if chosen.only else list(runs)
    fine = [tell(name, in_folder(runs[name])) for name in names]
    print("\nnothing lost" if all(fine) else "\nSOMETHING WAS LOST")
    sys.exit(not all(fine))


if __name__ == "__main__":
    main()
