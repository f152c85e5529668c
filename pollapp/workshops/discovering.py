"""Groups of people who think alike: looked for once a question is closed, in a process of its own, kept as counts.

A round whose groups are wanted says so from its locking on (`rounds.SOUGHT`), so a restart finds it again. What goes
wrong outside is logged, and the round then has no groups.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from sqlite_utils import Database

from pollapp.questions.statements import Statements
from pollapp.results import smallest_segment
from pollapp.store import Store, answers, rounds, workshops
from pollapp.workshops.counting import answered_both
from pollapp.workshops.scenes import deck_of

Row = dict[str, Any]
Votes = list[list[int | None]]
Sought = tuple[Row, Statements, Votes]

SECONDS = 60
"""A thousand people and twenty sentences take one or two."""

COMMAND = (sys.executable, "-m", "pollapp.measures.opinions")
HOME = Path(__file__).parents[2]

log = structlog.get_logger()


def begin(store: Store, workshop: int | None = None) -> None:
    """Look for the groups that are wanted, in one workshop or in all, while others go on; tell who listens."""
    search(store, store.read(lambda db: sought(db, workshop)))


def search(store: Store, wanted: list[Sought]) -> None:
    """The same, of votes that were read before: at the end of a workshop, while it was known whose they were."""
    for found, question, votes in wanted:
        find = partial(_find, store, found, question, votes)
        store.beside(("opinions", found["id"], found["tally"], found["pair"]), find)


def sought(db: Database, workshop: int | None = None) -> list[Sought]:
    """The rounds whose groups are wanted, each with its question and its votes."""
    wanted = []
    for found in rounds.waiting(db, workshop):
        owner = workshops.get(db, found["workshop"])
        assert owner is not None
        question = deck_of(owner["deck"]).question(found["question"])
        assert isinstance(question, Statements)
        wanted.append((found, question, _votes(db, question, found)))
    return wanted


def discover(votes: Votes, most: int, smallest: int) -> list[Row] | None:
    """The groups as `measures.opinions.opinion_groups` has them, or None; waits for another process to find them.

    To be called where waiting is allowed (`Store.beside`, or any thread): under eventlet the loop goes on meanwhile.
    """
    asked = json.dumps({"votes": votes, "most": most, "smallest": smallest})
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            COMMAND, input=asked.encode(), capture_output=True, timeout=SECONDS, check=True, cwd=HOME
        )
        found: list[Row] | None = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        log.error("looking for opinion groups failed", why=type(error).__name__)  # what it says may hold answers
        return None
    return found


def _votes(db: Database, question: Statements, found: Row) -> Votes:
    """The votes that were counted at the locking; none if somebody erased theirs since.

    Else what that person said could be had by subtracting the groups from the room. Of a pair only those who
    answered both times are counted.
    """
    kept = json.loads(found["pair"])["after"] if question.pair else json.loads(found["tally"])
    values = _paired(db, question, found) if question.pair else answers.values(db, found["id"])
    unchanged = question.tally(values)["counts"] == kept["counts"]
    return [question.vote(value) for value in values] if unchanged else []


def _paired(db: Database, question: Statements, after: Row) -> list[Row]:
    before = rounds.get(db, json.loads(after["pair"])["of"])
    assert before is not None
    return [one["after"] for one in answered_both(db, question, before, after).values()]


def _find(store: Store, found: Row, question: Statements, votes: Votes) -> None:
    wanted = question.discover_groups
    enough = len(votes) >= wanted.min_participants
    groups = discover(votes, wanted.max_groups, smallest_segment(question)) if enough else None

    def keep(db: Database) -> None:
        now = rounds.get(db, found["id"])
        if now and all(now[name] == found[name] for name in ("tally", "pair", "opinions")):
            rounds.change(db, found["id"], opinions={"groups": [_named(question, group) for group in groups or []]})

    def told(_: Any, error: BaseException | None) -> None:
        if error is None:
            store.tell(found["workshop"])
        else:
            log.error("opinion groups could not be kept", why=type(error).__name__)

    store.submit(keep, told)


def _named(question: Statements, group: Row) -> Row:
    """{n, items: {id: {agree, disagree, pass}}}: a group with its sentences by their ids."""
    return {"n": group["n"], "items": dict(zip(question.ids, group["sentences"], strict=True))}
