"""What can go wrong with a server in a hall, again and again, and whether an answer is lost: see README.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.server import Server
from tests.serving.crowd import FAST, Room
from tests.serving.killing import kills
from tests.serving.ledger import Row, lost_in_export

Lines = Iterator[str | list[str]]
"""What a run prints as it goes, and lists of what is lost."""

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
        yield ["the log has a traceback"] if "Traceback" in server.said else []
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
    parser.add_argument("--only", help="one or some of the runs, with commas between")
    chosen = parser.parse_args()
    runs: dict[str, Callable[[Path], Lines]] = {
        "kills": lambda folder: run_kills(folder, chosen.people, chosen.kills),
    }
    fine = []
    for name in chosen.only.split(",") if chosen.only else runs:
        with tempfile.TemporaryDirectory() as folder:
            fine.append(tell(name, runs[name](Path(folder))))
    sys.exit(not all(fine))


if __name__ == "__main__":
    main()
